import Geometry
import Layers
import XCTest

@testable import RoadNetwork

final class RoadLayerPresetTests: XCTestCase {
    /// Reads parallel roads of 1000 m, one a row of values, in the order of the rows that are used.
    private func read(
        _ preset: RoadLayerPreset, _ profile: SpeedProfile, _ fields: [Field], _ rows: [[FieldValue]]
    ) throws -> LayerRoads {
        let folder = try TemporaryFolder()
        var file = RoadLayerFile()
        file.fields = fields
        for (position, row) in rows.enumerated() {
            let x = Double(position)
            file.line(.lineString(LineString([Point(x: x, y: 0), Point(x: x, y: 1000)])), row)
        }
        return try roadLinks(layer: file.write(folder), preset: preset, profile: profile)
    }

    private func kilometresPerHour(_ time: TravelTime) -> Double? {
        time.seconds.map { 1000 / $0 * 3.6 }
    }

    func testBDTopoVersion3() throws {
        let fields = [
            Field("NATURE", .string), Field("IMPORTANCE", .string), Field("SENS", .string),
            Field("ETAT", .string), Field("VIT_MOY_VL", .integer), Field("ACCES_VL", .string),
            Field("ACCES_PED", .string), Field("PRIVE", .string), Field("URBAIN", .string),
        ]
        func row(
            _ nature: String, _ importance: String = "5", sens: String = "Double sens", etat: String = "En service",
            speed: Int64 = 40, access: String = "Libre", onFoot: String = "Libre", isPrivate: String = "Non",
            isUrban: String = "Non"
        ) -> [FieldValue] {
            [
                .string(nature), .string(importance), .string(sens), .string(etat), .integer(speed),
                .string(access), .string(onFoot), .string(isPrivate), .string(isUrban),
            ]
        }
        let rows = [
            row("Type autoroutier", "1", sens: "Sens direct", speed: 120, access: "A péage"),
            row("Route à 2 chaussées", "1", sens: "Sens inverse", speed: 90),
            row("Route à 1 chaussée", "3", speed: 65),
            row("Route à 1 chaussée", isUrban: "Oui"),
            row("Rond-point", "4", sens: "Sens direct", speed: 25),
            row("Bretelle", "2", speed: 45),
            row("Route empierrée", speed: 10),
            row("Chemin", speed: 1),
            row("Sentier", sens: "Sans objet", speed: 0, access: "Physiquement impossible"),
            row("Route à 1 chaussée", etat: "En construction"),
            row("Route à 1 chaussée", speed: 0),
            row("Route à 1 chaussée", access: "Restreint aux ayants droit", onFoot: "Restreint aux ayants droit"),
            row("Route à 1 chaussée", isPrivate: "Oui"),
        ]
        let car = try read(.bdtopo, .carOffPeak, fields, rows)
        XCTAssertEqual(
            car.links.roadClasses,
            [.motorway, .trunk, .secondary, .residential, .tertiary, .primaryLink, .track])
        XCTAssertEqual(
            car.links.forwardTimes.map { kilometresPerHour($0).map { Int($0.rounded()) } },
            [120, nil, 65, 40, 25, 45, 10])
        XCTAssertEqual(
            car.links.backwardTimes.map { kilometresPerHour($0).map { Int($0.rounded()) } },
            [nil, 90, 65, 40, nil, 45, 10])
        XCTAssertEqual(car.report.featuresLeftOut, [.classNotUsed: 2, .notInService: 1, .noAccess: 3])

        let peak = try read(.bdtopo, .carPeak, fields, [row("Route à 1 chaussée", "3", speed: 80)])
        XCTAssertEqual(kilometresPerHour(peak.links.forwardTimes[0]) ?? 0, 80 * 0.875, accuracy: 0.01)

        let foot = try read(.bdtopo, .foot, fields, rows)
        XCTAssertEqual(
            foot.links.roadClasses,
            [.secondary, .residential, .tertiary, .primaryLink, .track, .track, .path, .unclassified])
        // 1000 m at 5 km/h, whatever the cars' direction.
        XCTAssertTrue((foot.links.forwardTimes + foot.links.backwardTimes).allSatisfy { $0.seconds == 720 })
    }

    func testBDTopoVersion2TellsStreetsByTheirNames() throws {
        // Deliveries of version 2 name the column in one of two ways.
        for column in ["NOM_VOIE_G", "NOM_RUE_G"] {
            let fields = ["NATURE", "IMPORTANCE", "SENS", column].map { Field($0, .string) }
            let rows: [[FieldValue]] = ["R DES FLEURS", ""].map {
                [.string("Route à 1 chaussée"), .string("5"), .string("Double"), .string($0)]
            }
            let roads = try read(.bdtopo, .carOffPeak, fields, rows)
            XCTAssertEqual(roads.links.roadClasses, [.residential, .unclassified], column)
        }
    }

    func testBDTopoRefusesWhatItDoesNotKnow() throws {
        let fields = [Field("nature", .string), Field("importance", .string), Field("sens", .string)]
        XCTAssertThrowsError(
            try read(
                .bdtopo, .carOffPeak, fields,
                [
                    [.string("Route a voie unique"), .string("1"), .string("Double")],
                    [.string("Bretelle"), .string("1"), .string("Gauche")],
                ])
        ) { XCTAssertEqual(problems(in: $0).count, 2, "\($0)") }
        XCTAssertThrowsError(try read(.bdtopo, .carOffPeak, [Field("highway", .string)], [[.string("primary")]])) {
            XCTAssertEqual(problems(in: $0).count, 3, "\($0)")
        }
    }

    func testRoute500() throws {
        let fields = [
            Field("VOCATION", .string), Field("NB_CHAUSSE", .string), Field("SENS", .string),
            Field("ETAT", .string),
        ]
        let rows: [[FieldValue]] = [
            ["Type autoroutier", "2 chaussées", "Sens unique", "Revêtu"],
            ["Liaison principale", "2 chaussées", "Double sens", "Revêtu"],
            ["Liaison principale", "1 chaussée", "Double sens", "Revêtu"],
            ["Liaison régionale", "1 chaussée", "Sens inverse", "Revêtu"],
            ["Liaison locale", "1 chaussée", "Double sens", "Non revêtu"],
            ["Liaison locale", "1 chaussée", "Double sens", "En construction"],
        ].map { $0.map(FieldValue.string) }
        let roads = try read(.route500, .carOffPeak, fields, rows)
        XCTAssertEqual(roads.links.roadClasses, [.motorway, .trunk, .primary, .secondary, .tertiary])
        XCTAssertEqual(roads.links.forwardTimes.map(\.isReachable), [true, true, true, false, true])
        XCTAssertEqual(roads.links.backwardTimes.map(\.isReachable), [false, true, true, true, true])
        XCTAssertEqual(roads.report.featuresLeftOut, [.notInService: 1])
    }

    func testGeofabrikShapefile() throws {
        let fields = [Field("fclass", .string), Field("oneway", .string), Field("maxspeed", .integer)]
        let rows: [[FieldValue]] = [
            [.string("primary"), .string("B"), .integer(0)],
            [.string("tertiary"), .string("F"), .integer(70)],
            [.string("residential"), .string("T"), .integer(30)],
            [.string("track_grade2"), .string("B"), .integer(0)],
            [.string("unknown"), .string("B"), .integer(0)],
        ]
        let roads = try read(.openStreetMapShapefile, .carOffPeak, fields, rows)
        XCTAssertEqual(roads.links.roadClasses, [.primary, .tertiary, .residential, .unclassified])
        let speeds = zip(roads.links.forwardTimes, roads.links.backwardTimes).map {
            [kilometresPerHour($0) ?? 0, kilometresPerHour($1) ?? 0].map { ($0 * 10).rounded() / 10 }
        }
        XCTAssertEqual(speeds, [[60, 60], [0.8 * 70, 0], [0, 0.8 * 30], [35, 35]])
        XCTAssertEqual(roads.report.featuresLeftOut, [.classNotUsed: 1])
    }

    func testOpenStreetMapKeysAsFields() throws {
        let fields = [Field("highway", .string), Field("oneway", .string), Field("access", .string)]
        let roads = try read(
            .openStreetMapShapefile, .carOffPeak, fields,
            [
                [.string("primary"), .string("False"), .null],
                [.string("primary"), .string("True"), .string("yes")],
                [.string("service"), .null, .string("private")],
            ])
        XCTAssertEqual(roads.links.backwardTimes.map(\.isReachable), [true, false])
        XCTAssertEqual(roads.report.featuresLeftOut, [.noAccess: 1])
        XCTAssertThrowsError(
            try read(
                .openStreetMapShapefile, .carOffPeak, fields,
                [[.string("allee"), .null, .null], [.string("primary"), .string("left"), .null]])
        ) { XCTAssertEqual(problems(in: $0).count, 2) }
    }
}
