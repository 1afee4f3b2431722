import Geometry
import Layers
import XCTest

@testable import RoadNetwork

/// Real road layers, where they are there.
final class RoadLayerRealDataTests: XCTestCase {
    private let corsicanFields = RoadLayerFields(
        length: "LENGTH_M", speed: .init(field: "FREE_MPS", unit: .metresPerSecond), roadClass: "HIGHWAY",
        direction: .init(field: "SENS", both: ["Double"], forward: ["Direct"]),
        junctions: .init(from: "FROM_NODE", to: "TO_NODE"))

    func testCorsica() throws {
        let path = try realData("corse/routes.shp")
        let roads = try roadLinks(layer: path, fields: corsicanFields, profile: .carOffPeak)
        let links = roads.links
        // The published figures: 34 566 links between 31 333 junctions, 65 009 directed.
        XCTAssertEqual(roads.report.featuresRead, 34_566)
        XCTAssertEqual(roads.report.featuresUsed, 34_566)
        XCTAssertEqual(links.count + roads.report.oppositePairsMerged, 34_566)
        XCTAssertEqual(Set(links.tails + links.heads).count, 31_333)
        XCTAssertEqual((links.forwardTimes + links.backwardTimes).count(where: \.isReachable), 65_009)
        XCTAssertEqual(links.crs, .lambert93)
        XCTAssertTrue(roads.files.contains { $0.hasSuffix("routes.dbf") })

        let network = try Network(links: links, profile: "car")
        XCTAssertEqual(network.arcCount, 65_009)
        XCTAssertEqual(network.description.stronglyConnectedJunctions, 31_333)
        // Junctions from the line ends are the same ones.
        var byPlace = corsicanFields
        byPlace.junctions = nil
        let placed = try roadLinks(layer: path, fields: byPlace, profile: .carOffPeak).links
        XCTAssertEqual((placed.forwardTimes + placed.backwardTimes).count(where: \.isReachable), 65_009)
        XCTAssertLessThanOrEqual(Set(placed.tails + placed.heads).count, 31_333)
    }

    func testBDTopoAroundOlemps() throws {
        let path = try realData("bdtopo-olemps/ROUTE.shp")
        let roads = try roadLinks(layer: path, preset: .bdtopo, profile: .carOffPeak)
        let report = roads.report
        XCTAssertEqual(report.featuresRead, 4981)
        XCTAssertEqual(report.featuresUsed + report.featuresLeftOut.values.reduce(0, +), 4981)
        // By the fields: 9 slip roads, 18 + 53 + 4015 roads and 256 gravelled ones are for cars; 308 farm
        // tracks, 59 stairs, 35 cycleways and 228 footpaths are not; one road is being built.
        XCTAssertEqual(report.featuresLeftOut, [.classNotUsed: 308 + 59 + 35 + 228, .notInService: 1])
        XCTAssertEqual(roads.links.crs, .lambert93)
        XCTAssertGreaterThan(roads.links.roadClasses.count { $0 == .residential }, 500)
        // IGN draws lines in either direction: some are open backward only.
        XCTAssertGreaterThan(
            zip(roads.links.forwardTimes, roads.links.backwardTimes).count { !$0.isReachable && $1.isReachable },
            300)
        // Lines meet: fewer junctions than two a link.
        let junctions = Set(roads.links.tails + roads.links.heads)
        XCTAssertLessThan(junctions.count, roads.links.count * 11 / 10)
        XCTAssertTrue(roads.links.metres.allSatisfy { $0 > 0 })

        let network = try Network(links: roads.links, profile: "car")
        XCTAssertGreaterThan(network.description.stronglyConnectedJunctions * 100, network.junctionCount * 85)

        let foot = try roadLinks(layer: path, preset: .bdtopo, profile: .foot)
        XCTAssertTrue(foot.links.roadClasses.contains(.steps) && foot.links.roadClasses.contains(.path))
        XCTAssertFalse(foot.links.roadClasses.contains(.trunk))
    }
}
