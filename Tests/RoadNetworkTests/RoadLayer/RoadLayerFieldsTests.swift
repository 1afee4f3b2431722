import Geometry
import Layers
import XCTest

@testable import RoadNetwork

final class RoadLayerFieldsTests: XCTestCase {
    private let classOnly = RoadLayerFields(roadClass: "class")

    private func problems(_ body: () throws -> LayerRoads) -> [Problem] {
        do {
            _ = try body()
            return []
        } catch {
            return RoadNetworkTests.problems(in: error)
        }
    }

    func testClassSpeedsAndOwnLengths() throws {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile(Field("class", .string))
        // 3-4-5: 500 m, then 1000 m further.
        file.road([(0, 0), (300, 400), (300, 1400)], .string("tertiary"))
        file.road([(300, 1400), (400, 1400)], .string("footway"))
        file.road([(300, 1400), (400, 1400)], .string("construction"))
        let roads = try roadLinks(layer: file.write(folder), fields: classOnly, profile: .carOffPeak)
        XCTAssertEqual(roads.links.count, 1)
        XCTAssertEqual(roads.links.metres[0], 1500, accuracy: 1e-9)
        // 42 km/h: 1500 ÷ (42 ÷ 3.6) s.
        XCTAssertEqual(roads.links.forwardTimes, [TravelTime(seconds: 1500 * 3.6 / 42)])
        XCTAssertEqual(roads.links.backwardTimes, roads.links.forwardTimes)
        XCTAssertEqual(roads.links.crs, .lambert93)
        XCTAssertEqual(roads.report.featuresRead, 3)
        XCTAssertEqual(roads.report.featuresLeftOut, [.classNotUsed: 1, .notARoad: 1])
    }

    func testLengthAndSpeedFieldsGiveTheTimesExactly() throws {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile(Field("L", .real), Field("V", .real))
        file.road([(0, 0), (10, 0)], .real(1234.567), .real(8.3333))
        let path = try file.write(folder)
        func time(_ unit: RoadLayerFields.SpeedUnit, _ profile: SpeedProfile) throws -> [TravelTime] {
            let fields = RoadLayerFields(length: "l", speed: .init(field: "v", unit: unit))
            let links = try roadLinks(layer: path, fields: fields, profile: profile).links
            XCTAssertEqual(links.metres, [1234.567])
            return links.forwardTimes
        }
        XCTAssertEqual(
            try time(.metresPerSecond, .carOffPeak),
            [TravelTime(milliseconds: UInt32((1234.567 / 8.3333 * 1000).rounded()))])
        XCTAssertEqual(
            try time(.kilometresPerHour, .carOffPeak),
            [TravelTime(milliseconds: UInt32((1234.567 / 8.3333 * 3600).rounded()))])
    }

    func testSpeedFieldIsForCars() throws {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile(Field("class", .string), Field("V", .real))
        file.road([(0, 0), (900, 0)], .string("primary"), .real(54))
        let path = try file.write(folder)
        let fields = RoadLayerFields(speed: .init(field: "V", unit: .kilometresPerHour), roadClass: "class")
        func time(_ profile: SpeedProfile) throws -> [TravelTime] {
            try roadLinks(layer: path, fields: fields, profile: profile).links.forwardTimes
        }
        // 54 km/h = 15 m/s; seven eighths of it in the rush hours; walkers go at their own 5 km/h.
        XCTAssertEqual(try time(.carOffPeak), [TravelTime(seconds: 900 / 15)])
        XCTAssertEqual(try time(.carPeak), [TravelTime(seconds: 900 / (15 * 0.875))])
        XCTAssertEqual(try time(.foot), [TravelTime(seconds: 900 * 3.6 / 5)])
    }

    func testDirections() throws {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile(Field("class", .string), Field("sens", .string))
        file.road([(0, 0), (100, 0)], .string("primary"), .string("Double"))
        file.road([(100, 0), (200, 0)], .string("primary"), .string("Direct"))
        file.road([(200, 0), (300, 0)], .string("primary"), .string("inverse"))
        let path = try file.write(folder)
        let fields = RoadLayerFields(
            roadClass: "class",
            direction: .init(field: "SENS", both: ["Double"], forward: ["Direct"], backward: ["Inverse"]))
        let links = try roadLinks(layer: path, fields: fields, profile: .carOffPeak).links
        XCTAssertEqual(links.forwardTimes.map(\.isReachable), [true, true, false])
        XCTAssertEqual(links.backwardTimes.map(\.isReachable), [true, false, true])

        var partial = fields
        partial.direction?.backward = []
        let found = problems { try roadLinks(layer: path, fields: partial, profile: .carOffPeak) }
        XCTAssertEqual(found.count, 1)
        XCTAssertTrue(found[0].text.contains("inverse"), found[0].text)
    }

    func testJunctionsFromLineEnds() throws {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile(Field("class", .string))
        file.road([(100, 0), (200, 0)], .string("primary"))
        file.road([(0, 0), (100, 0)], .string("primary"))
        file.road([(100, 0), (100, 50)], .string("primary"))
        // Crosses the first road without a common end: no junction.
        file.road([(150, -50), (150, 50)], .string("primary"))
        let links = try roadLinks(layer: file.write(folder), fields: classOnly, profile: .carOffPeak).links
        // Places by x, then y: 1 (0,0)  2 (100,0)  3 (100,50)  4 (150,-50)  5 (150,50)  6 (200,0).
        XCTAssertEqual(links.tails, [1, 2, 2, 4])
        XCTAssertEqual(links.heads, [2, 3, 6, 5])
    }

    func testJunctionsFromFields() throws {
        let folder = try TemporaryFolder()
        func links(_ ends: [(FieldValue, FieldValue)], _ type: FieldType) throws -> [[Int64]] {
            var file = RoadLayerFile(Field("class", .string), Field("u", type), Field("v", type))
            for (position, ends) in ends.enumerated() {
                file.road([(0, Double(position)), (100, Double(position))], .string("primary"), ends.0, ends.1)
            }
            let fields = RoadLayerFields(roadClass: "class", junctions: .init(from: "u", to: "v"))
            let links = try roadLinks(layer: file.write(folder), fields: fields, profile: .carOffPeak).links
            return (0..<links.count).map { [links.tails[$0], links.heads[$0]] }
        }
        XCTAssertEqual(
            try links([(.integer(9_000_000_000), .integer(-3))], .integer), [[9_000_000_000, -3]])
        XCTAssertEqual(try links([(.string("12"), .string("7"))], .string), [[12, 7]])
        // In the order of the texts: 1 "12", 2 "a", 3 "b".
        XCTAssertEqual(
            try links([(.string("b"), .string("12")), (.string("a"), .string("b"))], .string),
            [[2, 3], [3, 1]])
    }

    func testLinesInSeveralParts() throws {
        let folder = try TemporaryFolder()
        func string(_ points: (Double, Double)...) -> LineString {
            LineString(points.map { Point(x: $0.0, y: $0.1) })
        }
        var file = RoadLayerFile(Field("class", .string), Field("L", .real))
        // Continuing parts are one line; a gap cuts, and the 90 m are shared as 20 : 10.
        file.line(
            .multiLineString([string((0, 0), (10, 0)), string((10, 0), (20, 0)), string((30, 0), (40, 0))]),
            [.string("primary"), .real(90)])
        let fields = RoadLayerFields(length: "L", roadClass: "class")
        let roads = try roadLinks(
            layer: file.write(folder, geometry: .multiLineString), fields: fields, profile: .carOffPeak)
        XCTAssertEqual(roads.links.count, 2)
        XCTAssertEqual(roads.links.metres[0], 60, accuracy: 1e-9)
        XCTAssertEqual(roads.links.metres[1], 30, accuracy: 1e-9)
        XCTAssertEqual(roads.links.line(of: 0).map(\.x), [0, 10, 20])
        XCTAssertEqual(roads.report.featuresUsed, 1)
    }

    func testTheOrderOfRowsDoesNotMatter() throws {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile(Field("class", .string))
        for x in 0..<6 {
            file.road([(Double(x), 0), (Double(x * 5 % 6), 7)], .string(x % 2 == 0 ? "primary" : "tertiary"))
        }
        file.road([(0, 0), (2, 3), (0, 7)], .string("primary"))
        let plain = try roadLinks(layer: file.write(folder), fields: classOnly, profile: .carOffPeak).links
        file.reverse()
        let reversed = try roadLinks(layer: file.write(folder), fields: classOnly, profile: .carOffPeak).links
        XCTAssertEqual(plain.tails, reversed.tails)
        XCTAssertEqual(plain.heads, reversed.heads)
        XCTAssertEqual(plain.metres, reversed.metres)
        XCTAssertEqual(plain.points, reversed.points)
        XCTAssertEqual(plain.forwardTimes, reversed.forwardTimes)
    }

    func testAllFaultsAreToldAtOnce() throws {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile(Field("class", .string), Field("L", .real), Field("V", .real))
        file.road([(0, 0), (10, 0)], .string("primary"), .real(10), .real(10))
        file.road([(10, 0), (20, 0)], .string("boulevard"), .real(10), .real(10))
        file.road([(10, 0), (20, 0)], .string("boulevard"), .real(10), .real(10))
        file.road([(20, 0), (30, 0)], .string("primary"), .real(-1), .real(0))
        file.road([(20, 0), (30, 0)], .string("primary"), .null, .real(10))
        file.line(nil, [.string("primary"), .real(1), .real(1)])
        let path = try file.write(folder)
        let fields = RoadLayerFields(
            length: "L", speed: .init(field: "V", unit: .kilometresPerHour), roadClass: "class")
        let found = problems { try roadLinks(layer: path, fields: fields, profile: .carOffPeak) }
        XCTAssertEqual(found.count, 5, "\(found)")
        XCTAssertTrue(found.allSatisfy { $0.kind == .content && $0.file == path && $0.remedy != nil })
        XCTAssertTrue(found[0].text.contains("boulevard") && found[0].text.contains("1 more"))
        XCTAssertEqual(found.map(\.place), [2, 4, 4, 5, 6].map { "feature \($0)" })

        let missing = RoadLayerFields(length: "metres", roadClass: "kind", direction: .init(field: "way"))
        let fieldProblems = problems { try roadLinks(layer: path, fields: missing, profile: .carOffPeak) }
        XCTAssertEqual(fieldProblems.count, 3)
        XCTAssertTrue(fieldProblems.allSatisfy { $0.remedy?.contains("class, L, V") == true })

        let speechless = problems { try roadLinks(layer: path, fields: RoadLayerFields(), profile: .carOffPeak) }
        XCTAssertEqual(speechless.count, 1)
    }

    func testPointsAndMissingFilesAreRefused() throws {
        let folder = try TemporaryFolder()
        let points = try folder.file("points.csv", "lon,lat,class\n2,48,primary\n")
        let found = problems { try roadLinks(layer: points, fields: classOnly, profile: .carOffPeak) }
        XCTAssertEqual(found.first?.text, "the shape is no line")
        XCTAssertEqual(found.first?.place, "line 2")
        let nowhere = folder.url.appendingPathComponent("nowhere.shp").path
        let missing = problems { try roadLinks(layer: nowhere, fields: classOnly, profile: .carOffPeak) }
        XCTAssertEqual(missing.first?.kind, .unreadable)
        var file = RoadLayerFile(Field("class", .string))
        file.road([(0, 0), (10, 0)], .string("footway"))
        file.road([(5, 5), (5, 5)], .string("primary"))
        let unused = problems {
            try roadLinks(layer: file.write(folder), fields: classOnly, profile: .carOffPeak)
        }
        XCTAssertEqual(unused.count, 1)
    }

    func testOppositeOneWaysBecomeOneRoad() throws {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile(Field("class", .string), Field("d", .string), Field("V", .real))
        file.road([(0, 0), (50, 9), (100, 0)], .string("primary"), .string("F"), .real(50))
        file.road([(100, 0), (50, 9), (0, 0)], .string("primary"), .string("F"), .real(30))
        // Another line between the same ends, and one drawn against its direction.
        file.road([(100, 0), (50, -9), (0, 0)], .string("primary"), .string("F"), .real(30))
        file.road([(100, 0), (200, 0)], .string("primary"), .string("F"), .real(50))
        file.road([(100, 0), (200, 0)], .string("primary"), .string("T"), .real(40))
        let fields = RoadLayerFields(
            speed: .init(field: "V", unit: .kilometresPerHour), roadClass: "class",
            direction: .init(field: "d", forward: ["F"], backward: ["T"]))
        let roads = try roadLinks(layer: file.write(folder), fields: fields, profile: .carOffPeak)
        XCTAssertEqual(roads.report.oppositePairsMerged, 2)
        XCTAssertEqual(roads.links.count, 3)
        let curve = 2 * (50.0 * 50 + 81).squareRoot()
        func time(_ metres: Double, _ kilometresPerHour: Double) -> TravelTime {
            TravelTime(seconds: metres * 3.6 / kilometresPerHour)
        }
        // Junctions by place: 1 (0,0)  2 (100,0)  3 (200,0). Each link in its drawn direction.
        let drawn = (0..<3).map { link in
            (roads.links.tails[link], roads.links.forwardTimes[link], roads.links.backwardTimes[link])
        }
        XCTAssertTrue(drawn[0] == (1, time(curve, 50), time(curve, 30)), "\(drawn[0])")
        XCTAssertTrue(drawn[1] == (2, time(curve, 30), .unreachable), "\(drawn[1])")
        XCTAssertTrue(drawn[2] == (2, time(100, 50), time(100, 40)), "\(drawn[2])")
    }
}

/// The problems that an error holds.
func problems(in error: any Error) -> [Problem] {
    (error as? Problems)?.list ?? (error as? Problem).map { [$0] } ?? []
}
