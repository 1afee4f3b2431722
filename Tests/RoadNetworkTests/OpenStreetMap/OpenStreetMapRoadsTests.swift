import Foundation
import Geometry
import Layers
import XCTest

@testable import RoadNetwork

/// A village on the 48th parallel. Streets are drawn from west to east unless said otherwise.
final class OpenStreetMapRoadsTests: XCTestCase {
    private func read(_ file: OpenStreetMapFile, _ profile: SpeedProfile = .carOffPeak) throws
        -> OpenStreetMapRoads
    {
        let folder = try TemporaryFolder()
        return try roadLinks(openStreetMapFile: try folder.file("village.osm", file.text), profile: profile)
    }

    private func metres(_ points: [Point]) -> Double {
        zip(points, points.dropFirst()).reduce(0) { $0 + Geodesic.wgs84.metres(from: $1.0, to: $1.1) }
    }

    /// Four nodes in a row, 1, 2, 3, 4.
    private func row() -> OpenStreetMapFile {
        var file = OpenStreetMapFile()
        for id in 1...4 { file.node(id, Double(id) / 100, 48) }
        return file
    }

    private func expectedTime(_ from: Int, _ to: Int, kilometresPerHour: Double) -> TravelTime {
        let points = (from...to).map { Point(x: Double($0) / 100, y: 48) }
        return TravelTime(seconds: metres(points) / (kilometresPerHour / 3.6))
    }

    func testAStreetIsLengthOverSpeedInBothDirections() throws {
        var file = row()
        file.way(10, [1, 2, 3, 4], ["highway": "residential"])
        let links = try read(file).links
        XCTAssertEqual(links.count, 1)
        XCTAssertEqual([links.tails[0], links.heads[0]], [1, 4])
        XCTAssertEqual(links.line(of: 0).count, 4)
        XCTAssertEqual(links.crs, .wgs84)
        // 0.03 degrees of longitude at 48° north: 111.32 km × cos 48° × 0.03, to a part in a hundred.
        XCTAssertEqual(links.metres[0], 111_320 * cos(48 * .pi / 180) * 0.03, accuracy: 20)
        let classSpeed = try XCTUnwrap(SpeedProfile.carOffPeak.classSpeeds[.residential]?.speed)
        let expected = expectedTime(1, 4, kilometresPerHour: classSpeed.kilometresPerHour)
        XCTAssertEqual(links.forwardTimes, [expected])
        XCTAssertEqual(links.backwardTimes, [expected])
    }

    func testAPostedLimitIsReachedToItsFactor() throws {
        var file = row()
        file.way(10, [1, 4], ["highway": "tertiary", "maxspeed": "70", "maxspeed:backward": "50"])
        let links = try read(file).links
        let points = [Point(x: 0.01, y: 48), Point(x: 0.04, y: 48)]
        XCTAssertEqual(links.forwardTimes[0], Speed(kilometresPerHour: 0.8 * 70).time(overMetres: metres(points)))
        XCTAssertEqual(links.backwardTimes[0], Speed(kilometresPerHour: 0.8 * 50).time(overMetres: metres(points)))
    }

    func testOneWayStreets() throws {
        var file = row()
        file.way(10, [1, 2], ["highway": "residential", "oneway": "yes"])
        file.way(11, [2, 3], ["highway": "residential", "oneway": "-1"])
        let car = try read(file).links
        XCTAssertEqual(car.forwardTimes.map(\.isReachable), [true, false])
        XCTAssertEqual(car.backwardTimes.map(\.isReachable), [false, true])
        let foot = try read(file, .foot).links
        XCTAssertTrue((foot.forwardTimes + foot.backwardTimes).allSatisfy(\.isReachable))
    }

    func testARoundaboutIsCutAtItsExitsAndOneWay() throws {
        var file = row()
        file.node(5, 0.025, 48.005)
        // A ring 2 → 3 → 5 → 2 with a street to the west and one to the east.
        file.way(10, [2, 3, 5, 2], ["highway": "tertiary", "junction": "roundabout"])
        file.way(11, [1, 2], ["highway": "tertiary"])
        file.way(12, [3, 4], ["highway": "tertiary"])
        let links = try read(file).links
        let ring = (0..<links.count).filter { !links.backwardTimes[$0].isReachable }
        XCTAssertEqual(ring.map { [links.tails[$0], links.heads[$0]] }, [[2, 3], [3, 2]])
        XCTAssertEqual(links.line(of: ring[1]).count, 3)
        XCTAssertEqual(links.count, 4)
    }

    func testWaysAreCutWhereTheyCrossAndWhereTheyMeetThemselves() throws {
        var file = row()
        file.node(5, 0.02, 48.01)
        file.node(6, 0.02, 47.99)
        file.way(10, [1, 2, 3, 4], ["highway": "tertiary"])
        file.way(11, [5, 2, 6], ["highway": "tertiary"])
        // Unused ways make no junction.
        file.way(12, [5, 3], ["highway": "footway"])
        // A loop at the end of a lane: 6 → 7 → 8 → 7.
        file.node(7, 0.03, 47.99)
        file.node(8, 0.04, 47.99)
        file.node(9, 0.04, 47.98)
        file.way(13, [6, 7, 8, 9, 7], ["highway": "residential"])
        let links = try read(file).links
        XCTAssertEqual(
            (0..<links.count).map { [links.tails[$0], links.heads[$0]] },
            [[1, 2], [2, 4], [5, 2], [2, 6], [6, 7], [7, 7]])
    }

    func testAGateIsPassedAndABollardCuts() throws {
        func village(_ tags: [String: String]) -> OpenStreetMapFile {
            var file = OpenStreetMapFile()
            for id in 1...3 { file.node(id, Double(id) / 100, 48, id == 2 ? tags : [:]) }
            file.way(10, [1, 2, 3], ["highway": "residential"])
            return file
        }
        let gate = try read(village(["barrier": "gate"]))
        XCTAssertEqual(gate.links.count, 1)
        XCTAssertEqual(gate.report.barriers, 0)

        for tags in [["barrier": "bollard"], ["barrier": "gate", "access": "private"]] {
            let cut = try read(village(tags))
            XCTAssertEqual(cut.report.barriers, 1)
            XCTAssertEqual(cut.links.tails, [1, -1])
            XCTAssertEqual(cut.links.heads, [2, 3], "the sides share no junction")
        }
        XCTAssertEqual(try read(village(["barrier": "bollard"]), .foot).links.count, 1)
        XCTAssertEqual(try read(village(["barrier": "bollard"]), .bicycle).links.count, 1)
        XCTAssertEqual(
            try read(village(["barrier": "bollard", "motor_vehicle": "yes"])).links.count, 1)
    }

    func testABarrierAtACrossroadsKeepsEveryRoadApart() throws {
        var file = OpenStreetMapFile()
        file.node(1, 0.01, 48)
        file.node(2, 0.02, 48, ["barrier": "block"])
        file.node(3, 0.03, 48)
        file.node(4, 0.02, 48.01)
        // An unsaved node with a negative id: the numbers of the sides stay clear of it.
        file.node(-7, 0.02, 47.99)
        file.way(10, [1, 2, 3], ["highway": "residential"])
        file.way(11, [4, 2], ["highway": "residential"])
        file.way(12, [-7, 2], ["highway": "residential"])
        let links = try read(file).links
        XCTAssertEqual(links.tails, [1, -8, 4, -7])
        XCTAssertEqual(links.heads, [2, 3, -9, -10])
        XCTAssertEqual(Set(links.tails + links.heads).count, 8, "no two roads share a junction")
    }

    func testAFerryTakesItsDuration() throws {
        var file = row()
        file.way(10, [1, 2, 3], ["route": "ferry", "duration": "0:30"])
        file.way(11, [3, 4], ["route": "ferry"])
        file.way(12, [2, 1], ["highway": "residential"])
        let roads = try read(file)
        XCTAssertEqual(roads.links.roadClasses, [.ferry, .ferry, .ferry, .residential])
        // Cut at node 2, in the middle: 15 minutes each (the spacing of the nodes is even).
        for link in 0..<2 {
            XCTAssertEqual(roads.links.forwardTimes[link].seconds ?? 0, 900, accuracy: 0.01)
            XCTAssertEqual(roads.links.backwardTimes[link].seconds ?? 0, 900, accuracy: 0.01)
        }
        let assumed = try XCTUnwrap(SpeedProfile.carOffPeak.classSpeeds[.ferry]?.speed)
        XCTAssertEqual(
            roads.links.forwardTimes[2], expectedTime(3, 4, kilometresPerHour: assumed.kilometresPerHour))
    }

    func testWhatIsLeftOutIsCounted() throws {
        var file = row()
        file.way(10, [1, 2], ["highway": "residential", "maxspeed": "fast"])
        file.way(11, [2, 3], ["highway": "service", "service": "driveway", "access": "private"])
        file.way(12, [2, 3], ["highway": "construction"])
        file.way(13, [2, 3, 4, 2], ["highway": "pedestrian", "area": "yes"])
        file.way(14, [3, 4], ["highway": "footway"])
        file.way(15, [3, 4], ["highway": "primary", "oneway": "reversible"])
        file.way(16, [4, 99], ["highway": "residential"])
        file.way(17, [1, 2], ["waterway": "stream"])
        let report = try read(file).report
        XCTAssertEqual(report.waysRead, 7)
        XCTAssertEqual(report.waysUsed, 1)
        XCTAssertEqual(
            report.waysLeftOut,
            [.noAccess: 1, .notARoad: 1, .area: 1, .classNotUsed: 1, .reversible: 1, .nodesMissing: 1])
        XCTAssertEqual(report.waysUsed + report.waysLeftOut.values.reduce(0, +), report.waysRead)
        XCTAssertEqual(report.nodesMissing, 1)
        XCTAssertEqual(report.unparsedValues, ["maxspeed=fast": 1])
    }

    func testAWayGoesOnBehindAMissingNode() throws {
        var file = row()
        file.way(10, [1, 2, 77, 3, 4], ["highway": "residential"])
        let roads = try read(file)
        XCTAssertEqual(roads.links.tails, [1, 3])
        XCTAssertEqual(roads.links.heads, [2, 4])
        XCTAssertEqual(roads.report.nodesMissing, 1)
        XCTAssertEqual(roads.report.waysUsed, 1)
    }

    func testANodeGivenTwiceInARowAddsNothing() throws {
        var file = row()
        file.way(10, [1, 1, 2, 2, 3], ["highway": "residential"])
        let links = try read(file).links
        XCTAssertEqual(links.count, 1)
        XCTAssertEqual(links.line(of: 0).count, 3)
    }

    func testOfAWayInTwoVersionsTheLaterCounts() throws {
        var file = row()
        file.way(10, [1, 2], version: 2, ["highway": "residential"])
        file.way(10, [3, 4], version: 1, ["highway": "residential"])
        XCTAssertEqual(try read(file).links.tails, [1])
    }

    func testTheOrderOfTheFileDoesNotMatter() throws {
        var file = row()
        file.node(5, 0.02, 48.01, ["barrier": "bollard"])
        file.node(6, 0.02, 48.02)
        file.way(10, [1, 2, 3, 4], ["highway": "tertiary", "maxspeed": "50"])
        file.way(11, [2, 5, 6], ["highway": "residential"])
        file.restriction(20, from: 10, via: ("node", 2), to: 11, ["restriction": "no_left_turn"])
        let folder = try TemporaryFolder()
        let (plain, reversed) = (
            try roadLinks(openStreetMapFile: folder.file("a.osm", file.text), profile: .carOffPeak),
            try roadLinks(openStreetMapFile: folder.file("b.osm", file.reversedText), profile: .carOffPeak)
        )
        XCTAssertEqual(plain.links.tails, reversed.links.tails)
        XCTAssertEqual(plain.links.heads, reversed.links.heads)
        XCTAssertEqual(plain.links.forwardTimes, reversed.links.forwardTimes)
        XCTAssertEqual(plain.links.points, reversed.links.points)
        XCTAssertEqual(plain.links.turnRestrictions, reversed.links.turnRestrictions)
        XCTAssertEqual(plain.report, reversed.report)
        XCTAssertEqual(plain.report.barriers, 1)
    }
}
