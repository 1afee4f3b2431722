import XCTest

@testable import Geometry

final class ProjectionTests: XCTestCase {
    func testLambert93RoundTrip() throws {
        let forward = try CoordinateTransformation(from: .wgs84, to: .lambert93)
        let backward = try CoordinateTransformation(from: .lambert93, to: .wgs84)
        let corte = Point(x: 9.1490, y: 42.3063)
        let back = try backward.transform(forward.transform(corte))
        XCTAssertEqual(back.x, corte.x, accuracy: 1e-9)
        XCTAssertEqual(back.y, corte.y, accuracy: 1e-9)
    }

    func testTheOriginOfLambert93() throws {
        // The definition itself: 3° E, 46.5° N is (700 000, 6 600 000).
        let place = try CoordinateTransformation(from: .wgs84, to: .lambert93).transform(Point(x: 3, y: 46.5))
        XCTAssertEqual(place.x, 700_000, accuracy: 0.001)
        XCTAssertEqual(place.y, 6_600_000, accuracy: 0.001)
    }

    func testManyPointsAtOnceAreThoseOneByOne() throws {
        let transformation = try CoordinateTransformation(from: .wgs84, to: .lambert93)
        var points = (0..<200).map { Point(x: -4 + Double($0) * 0.05, y: 43 + Double($0) * 0.03) }
        let single = try points.map { try transformation.transform($0) }
        try transformation.transform(&points)
        XCTAssertEqual(points, single)
    }

    func testAPlaceWithoutAnAnswerIsAnErrorNotInfinity() throws {
        let transformation = try CoordinateTransformation(from: .wgs84, to: .lambert93)
        XCTAssertThrowsError(try transformation.transform(Point(x: 3, y: 400)))
        var points = [Point(x: 3, y: 46), Point(x: 3, y: 400)]
        XCTAssertThrowsError(try transformation.transform(&points))
        XCTAssertEqual(points, [Point(x: 3, y: 46), Point(x: 3, y: 400)], "left as they were")
        XCTAssertThrowsError(try transformation.transform(Point(x: .nan, y: 46)))
    }

    func testSystemsKnowTheirUnits() throws {
        XCTAssertTrue(CoordinateReferenceSystem.wgs84.isGeographic)
        XCTAssertFalse(CoordinateReferenceSystem.wgs84.isInMetres)
        XCTAssertTrue(CoordinateReferenceSystem.lambert93.isInMetres)
        // New York Long Island in US survey feet.
        let feet = try CoordinateReferenceSystem("EPSG:2263")
        XCTAssertEqual(try XCTUnwrap(feet.metresPerUnit), 1200.0 / 3937, accuracy: 1e-9)
        XCTAssertFalse(feet.isInMetres)
        XCTAssertEqual(try CoordinateReferenceSystem("2154"), .lambert93)
        for wrong in ["", "EPSG:999999", "Lambert je crois"] {
            XCTAssertThrowsError(try CoordinateReferenceSystem(wrong)) {
                XCTAssertTrue("\($0)".contains("EPSG:2154"), "\($0)")
            }
        }
    }

    func testWktWithABoundSystem() throws {
        let wkt = """
            PROJCS["RGF93 / Lambert-93",GEOGCS["RGF93",DATUM["Reseau_Geodesique_Francais_1993",\
            SPHEROID["GRS 1980",6378137,298.257222101],TOWGS84[0,0,0,0,0,0,0]],PRIMEM["Greenwich",0],\
            UNIT["degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic_2SP"],\
            PARAMETER["standard_parallel_1",49],PARAMETER["standard_parallel_2",44],\
            PARAMETER["latitude_of_origin",46.5],PARAMETER["central_meridian",3],\
            PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],UNIT["metre",1]]
            """
        let crs = try CoordinateReferenceSystem(wkt)
        XCTAssertTrue(crs.isInMetres)
        let place = try CoordinateTransformation(from: crs, to: .wgs84).transform(Point(x: 700_000, y: 6_600_000))
        XCTAssertEqual(place.x, 3, accuracy: 1e-7)
        XCTAssertEqual(place.y, 46.5, accuracy: 1e-7)
    }

    func testTheMetricSystemOfAPlace() throws {
        XCTAssertEqual(try CoordinateReferenceSystem.metric(at: Point(x: 9, y: 42)), .lambert93)
        // Réunion lies in zone 40 south.
        XCTAssertEqual(try CoordinateReferenceSystem.metric(at: Point(x: 55.5, y: -21.1)).definition, "EPSG:32740")
        XCTAssertThrowsError(try CoordinateReferenceSystem.metric(at: Point(x: 700_000, y: 6_600_000)))
    }

    func testGeodesicOfOneDegreeOfTheEquator() {
        // One degree of the equator is a π/180 with a = 6 378 137 m.
        XCTAssertEqual(
            Geodesic.wgs84.metres(from: Point(x: 0, y: 0), to: Point(x: 1, y: 0)), 6_378_137 * Double.pi / 180,
            accuracy: 1e-6)
        XCTAssertEqual(
            Geodesic.wgs84.metres(along: [Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 0, y: 0)]),
            2 * 6_378_137 * Double.pi / 180, accuracy: 1e-6)
    }

    func testThereIsNoLatitudeBeyondThePoles() throws {
        let transformation = try CoordinateTransformation(from: .wgs84, to: .lambert93)
        XCTAssertThrowsError(try transformation.transform(Point(x: 2.9, y: 95)))
        var points = [Point(x: 2.9, y: 46.5), Point(x: 2.9, y: -90.5)]
        XCTAssertThrowsError(try transformation.transform(&points))
        XCTAssertEqual(points, [Point(x: 2.9, y: 46.5), Point(x: 2.9, y: -90.5)])
    }
}
