import Foundation
import XCTest

@testable import RoadNetwork

/// Real extracts, where they are there.
final class OpenStreetMapRealDataTests: XCTestCase {
    func testAndorra() throws {
        let path = try realData("osm/andorra.osm.pbf")
        let roads = try roadLinks(openStreetMapFile: path, profile: .carOffPeak)
        let (links, report) = (roads.links, roads.report)
        XCTAssertEqual(report.waysUsed + report.waysLeftOut.values.reduce(0, +), report.waysRead)
        XCTAssertEqual(
            report.restrictionsKept + report.restrictionsLeftOut.values.reduce(0, +), report.restrictionsRead)
        // Andorra: some 2 500 ways to drive on, 42.43–42.66° north, 1.40–1.79° east.
        XCTAssertTrue((2300...5500).contains(report.waysUsed), "\(report)")
        XCTAssertGreaterThan(links.count, report.waysUsed)
        XCTAssertGreaterThan(report.restrictionsKept, 10)
        assertSound(links)
        let kilometres = links.metres.reduce(0, +) / 1000
        XCTAssertTrue((400...2000).contains(kilometres), "\(kilometres) km")
        // One country, one network, but for estates behind a barrier and the edge of the extract.
        let network = try Network(links: links, profile: "car", settings: SpeedProfile.carOffPeak.settings)
        XCTAssertGreaterThan(network.description.stronglyConnectedJunctions * 100, network.junctionCount * 95)
        XCTAssertEqual(network.description.settings, SpeedProfile.carOffPeak.settings)
        // Walkers have more ways, and lengths and times agree at 5 km/h.
        let foot = try roadLinks(openStreetMapFile: path, profile: .foot)
        XCTAssertGreaterThan(foot.report.waysUsed, report.waysUsed)
        assertSound(foot.links)
        for link in 0..<foot.links.count where foot.links.forwardTimes[link].isReachable {
            XCTAssertEqual(
                foot.links.forwardTimes[link].seconds ?? -1, foot.links.metres[link] * 3.6 / 5, accuracy: 0.001)
        }
    }

    func testLiechtenstein() throws {
        let path = try realData("osm/liechtenstein.osm.pbf")
        let off = try roadLinks(openStreetMapFile: path, profile: .carOffPeak).links
        let peak = try roadLinks(openStreetMapFile: path, profile: .carPeak).links
        assertSound(off)
        XCTAssertEqual(off.tails, peak.tails)
        XCTAssertTrue(zip(off.forwardTimes, peak.forwardTimes).allSatisfy { $0 <= $1 })
        XCTAssertTrue(zip(off.forwardTimes, peak.forwardTimes).contains { $0 < $1 })
        assertSound(try roadLinks(openStreetMapFile: path, profile: .bicycle).links)
    }

    func testRedon() throws {
        let path = try realData("osm/redon.osm.gz")
        let folder = try TemporaryFolder()
        for profile in SpeedProfile.builtIn {
            let roads = try roadLinks(openStreetMapFile: path, profile: profile)
            XCTAssertGreaterThan(roads.links.count, 50, profile.name)
            assertSound(roads.links)
        }
        // Half of a real file is refused.
        let half = try Data(contentsOf: URL(fileURLWithPath: path)).prefix(100_000)
        let cut = try folder.file("half.osm.gz", half)
        XCTAssertThrowsError(try roadLinks(openStreetMapFile: cut, profile: .carOffPeak))
    }

    /// What holds of all links from OpenStreetMap.
    private func assertSound(_ links: RoadLinks) {
        for link in 0..<links.count {
            let line = links.line(of: link)
            XCTAssertGreaterThanOrEqual(line.count, 2)
            XCTAssertTrue(links.forwardTimes[link].isReachable || links.backwardTimes[link].isReachable)
            XCTAssertTrue(links.metres[link].isFinite && links.metres[link] >= 0)
            XCTAssertTrue(line.allSatisfy { abs($0.x) < 15 && (40...50).contains($0.y) })
        }
        for restriction in links.turnRestrictions {
            let (from, to, via) = (restriction.fromLink, restriction.toLink, restriction.viaJunction)
            XCTAssertTrue(links.tails[from] == via || links.heads[from] == via)
            XCTAssertTrue(links.tails[to] == via || links.heads[to] == via)
        }
    }
}
