import Foundation
import Geometry
import Layers
import XCTest

@testable import RoadNetwork

final class NetworkFileTests: XCTestCase {
    var folder = URL(fileURLWithPath: NSTemporaryDirectory())

    override func setUpWithError() throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    override func tearDownWithError() throws {
        try FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func testASavedNetworkOpensAsItWas() throws {
        let links = randomLinks(junctions: 60, links: 150, seed: 3)
        let network = try Network(links: links, profile: "car", sources: ["roads.shp"])
        try network.save(to: path("a.network"))
        let opened = try Network(path: path("a.network"))
        XCTAssertEqual(opened.fingerprint, network.fingerprint)
        XCTAssertEqual(opened.description, network.description)
        XCTAssertEqual(Array(opened.outgoing.ends), Array(network.outgoing.ends))
        XCTAssertEqual(opened.attach(StreetPlan.at(2000, 2000)), network.attach(StreetPlan.at(2000, 2000)))
    }

    func testTheOrderOfRowsDoesNotMatter() throws {
        let links = randomLinks(junctions: 60, links: 150, seed: 5)
        var shuffled = RoadLinks(crs: links.crs)
        var random = SeededGenerator(state: 4)
        for link in (0..<links.count).shuffled(using: &random) {
            shuffled.append(
                tail: links.tails[link], head: links.heads[link], forward: links.forwardTimes[link],
                backward: links.backwardTimes[link], metres: links.metres[link], roadClass: links.roadClasses[link],
                points: links.line(of: link))
        }
        XCTAssertEqual(
            try Network(links: links, profile: "car").fingerprint,
            try Network(links: shuffled, profile: "car").fingerprint)
    }

    func testForeignOutdatedDamagedAndMissingFilesAreRefused() throws {
        func problem(_ path: String) -> Problem? {
            do {
                _ = try Network(path: path)
                return nil
            } catch { return error as? Problem }
        }
        XCTAssertEqual(problem(path("none.network"))?.kind, .unreadable)
        try Data(repeating: 7, count: 5000).write(to: URL(fileURLWithPath: path("foreign.network")))
        XCTAssertEqual(problem(path("foreign.network"))?.text, "is no network file of maillage")
        try Data().write(to: URL(fileURLWithPath: path("empty.network")))
        XCTAssertEqual(problem(path("empty.network"))?.kind, .content)
        XCTAssertEqual(problem(folder.path)?.kind, .unreadable)

        try Network(links: randomLinks(junctions: 20, links: 50, seed: 1), profile: "car").save(
            to: path("good.network"))
        let good = try Data(contentsOf: URL(fileURLWithPath: path("good.network")))
        var older = good
        older[8] = 0
        try older.write(to: URL(fileURLWithPath: path("older.network")))
        XCTAssertTrue(problem(path("older.network"))?.text.contains("another version") ?? false)
        try good.prefix(good.count - 100).write(to: URL(fileURLWithPath: path("cut.network")))
        XCTAssertEqual(problem(path("cut.network"))?.text, "is damaged or cut short")
        var flipped = good
        flipped[good.count / 2] ^= 1
        try flipped.write(to: URL(fileURLWithPath: path("flipped.network")))
        XCTAssertEqual(problem(path("flipped.network"))?.text, "is damaged or cut short")

        // The same of the hierarchy behind it, and of whatever stands behind that.
        try Network(path: path("good.network")).prepared(threads: 1).save(to: path("prepared.network"))
        let prepared = try Data(contentsOf: URL(fileURLWithPath: path("prepared.network")))
        XCTAssertTrue(try Network(path: path("prepared.network")).isPrepared)
        for (name, bytes) in [
            ("cut", prepared.prefix(prepared.count - 70)), ("tail", prepared + Data([0])),
            ("half", prepared.prefix(good.count + 20)), ("twice", good + good),
        ] {
            try bytes.write(to: URL(fileURLWithPath: path(name)))
            XCTAssertEqual(problem(path(name))?.text, "is damaged or cut short", name)
        }
        for place in [good.count + 12, good.count + 100, good.count + 140, prepared.count - 64] {
            var flipped = prepared
            flipped[place] ^= 1
            try flipped.write(to: URL(fileURLWithPath: path("flipped.network")))
            XCTAssertEqual(problem(path("flipped.network"))?.text, "is damaged or cut short", "byte \(place)")
        }
        // The hierarchy of another network.
        try Network(links: randomLinks(junctions: 20, links: 50, seed: 2), profile: "car").prepared(threads: 1).save(
            to: path("other.network"))
        let other = try Network(path: path("other.network"))
        let foreign = try Data(contentsOf: URL(fileURLWithPath: path("other.network")))
            .suffix(XCTUnwrap(other.hierarchy).block.bytes.count)
        try (good + foreign).write(to: URL(fileURLWithPath: path("mixed.network")))
        XCTAssertEqual(problem(path("mixed.network"))?.text, "is damaged or cut short")
    }

    func testAPreparedNetworkOpensAsItWas() throws {
        let network = try Network(links: randomLinks(junctions: 60, links: 150, seed: 3), profile: "car")
        try network.prepared(threads: 2).save(to: path("a.network"))
        let opened = try Network(path: path("a.network"), checksContent: true)
        XCTAssertEqual(opened.fingerprint, network.fingerprint)
        let made = try XCTUnwrap(network.prepared(threads: 1).hierarchy)
        XCTAssertTrue(try XCTUnwrap(opened.hierarchy).block.bytes.elementsEqual(made.block.bytes))
    }

    func testComponents() throws {
        // Two villages without a road between them, and a one-way street that only leaves the larger one.
        var plan = StreetPlan()
        for (index, name) in ["a", "b", "c", "d", "e"].enumerated() { plan.place(name, Double(index) * 100, 0) }
        plan.place("trap", 200, 500)
        plan.street("a", "b")
        plan.street("b", "c")
        plan.street("d", "e")
        plan.street("c", "trap", oneWay: true)
        let network = try plan.network()
        XCTAssertEqual(network.description.components, 3)
        XCTAssertEqual(network.description.stronglyConnectedJunctions, 3)
        XCTAssertEqual(network.description.lengthKilometres, 0.8, accuracy: 1e-12)
        XCTAssertEqual(network.arcCount, 7)
        let onIsland = try XCTUnwrap(network.attach(StreetPlan.at(350, 0)))
        XCTAssertTrue(network.isOnIsland(onIsland))
        XCTAssertFalse(network.isOnIsland(try XCTUnwrap(network.attach(StreetPlan.at(50, 0)))))
    }

    func testNothingToTravelOnIsAnError() {
        XCTAssertThrowsError(try Network(links: RoadLinks(crs: .lambert93), profile: "car"))
    }

    func testRoadsFartherApartThanTheEarthIsRoundAreAnError() throws {
        func network(farthest: Double) throws -> Network {
            var links = RoadLinks(crs: .lambert93)
            for (number, place) in [Point(x: 700_000, y: 6_600_000), Point(x: farthest, y: 6_600_000)].enumerated() {
                links.append(
                    tail: Int64(2 * number), head: Int64(2 * number + 1), forward: .zero, backward: .zero, metres: 100,
                    roadClass: .primary, points: [place, Point(x: place.x + 100, y: place.y + 100)])
            }
            return try Network(links: links, profile: "test")
        }
        XCTAssertEqual(try network(farthest: 1_000_000).linkCount, 2)
        for farthest in [1e9, 1e15, 1e300] {
            XCTAssertThrowsError(try network(farthest: farthest)) { error in
                guard case .tooWide? = error as? NetworkError else { return XCTFail("\(error)") }
            }
        }
    }

    func testNearestRoadAgainstAllRoads() throws {
        let links = randomLinks(junctions: 80, links: 120, seed: 11)
        let network = try Network(links: links, profile: "car")
        var random = SeededGenerator(state: 8)
        for _ in 0..<300 {
            let place = StreetPlan.at(
                Double.random(in: -1500..<6500, using: &random), Double.random(in: -1500..<6500, using: &random))
            var best = Double.infinity
            for link in 0..<links.count {
                let line = Array(links.line(of: link))
                best = min(best, nearestPlace(on: line[0], line[1], to: place).squared.squareRoot())
            }
            let attachment = network.attach(place, AccessSettings(maximumMetres: 1000))
            if best > 1000 {
                XCTAssertNil(attachment)
            } else if best > 1 {
                XCTAssertEqual(try XCTUnwrap(attachment).accessMetres, best, accuracy: 0.006)
            }
        }
    }
}
