import Layers
import RoadNetwork
import XCTest

@testable import Simulation

final class SpeedProfileFileTests: XCTestCase {
    func testOnlyWhatIsSaidIsDifferent() throws {
        let files = try TextFiles([
            "p.yaml": """
            profile: 1
            name: careful
            based_on: car
            speeds: {secondary: {kmh: 45, source: measured}}
            not_used: [motorway]
            traffic_factors: {primary: {value: 0.9, source: counted}}
            limits: {rural: {kmh: 90, source: department}}
            """
        ])
        var expected = SpeedProfile.carOffPeak
        expected.name = "careful"
        expected.classSpeeds[.secondary] = SourcedSpeed(kilometresPerHour: 45, source: "measured")
        expected.classSpeeds[.motorway] = nil
        expected.trafficFactors[.primary] = SourcedFactor(0.9, source: "counted")
        expected.ruralLimit = SourcedSpeed(kilometresPerHour: 90, source: "department")
        XCTAssertEqual(try readSpeedProfile(path: files.path("p.yaml")), expected)
    }

    func testEveryFigureNeedsItsSource() throws {
        let files = try TextFiles([
            "p.yaml": """
            profile: 1
            name: x
            based_on: kar
            speeds: {secundary: {kmh: 45, source: m}, primary: {kmh: 50}, trunk: 80}
            limit_factor: {value: 0, source: m}
            """
        ])
        let problems = problemsThrown { try readSpeedProfile(path: files.path("p.yaml")) }
        for text in [
            "line 3, based_on: `kar` is not one of",
            "line 4, speeds.secundary: the key `secundary` is unknown: did you mean `secondary`?",
            "line 4, speeds.primary: the key `source` is missing",
            "line 4, speeds.trunk: expected keys and values (kmh, source)",
            "line 5, limit_factor.value: expected a number greater than 0",
        ] {
            XCTAssertTrue(problems.contains { $0.hasPrefix(text) }, "\(text)\n\(problems.joined(separator: "\n"))")
        }
        XCTAssertEqual(problems.count, 5)
    }
}
