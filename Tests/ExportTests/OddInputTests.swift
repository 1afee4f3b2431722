import Export
import Foundation
import Geometry
import Layers
import Simulation
import Territory
import XCTest

/// Results of territories and scenarios that are odd, yet allowed.
final class OddInputTests: XCTestCase {
    private func written(_ territory: SmallTerritory, _ change: (inout LoadedScenario) throws -> Void = { _ in }) throws
        -> (SimulationResult, [String: Data])
    {
        var loaded = try loadScenario(path: territory.path("scenario.yaml"))
        try change(&loaded)
        let result = try loaded.analysed(threads: 2)
        XCTAssertFalse(resultTable(result, language: .french).isEmpty)
        return (result, try resultFiles(result, inputs: loaded.inputs, to: territory.path("result")))
    }

    private func communes(_ files: [String: Data]) throws -> [JSON] {
        try XCTUnwrap(JSON(try XCTUnwrap(files["communes.geojson"]))["features"]).elements.compactMap {
            $0["properties"]
        }
    }

    func testKindsThatDifferInCapitalsOnly() throws {
        let territory = try SmallTerritory()
        let place = try territory.degrees(4000, 4000)
        let odd = try SmallTerritory(changes: "\n  - open: {id: new, kind: MSP, at: [\(place)]}\n")
        let (result, files) = try written(odd)
        XCTAssertEqual(result.kinds.map(\.kind), ["MSP", "cds", "msp", "nurse_pool", "pharmacy", "telemedicine"])
        let commune = try communes(files)[0]
        for (kind, column) in [(0, "MSP_min_minutes"), (2, "msp_min_minutes_2")] {
            let nearest = result.kinds[kind].coverage.nearestTime.enumerated()
                .filter { result.territory.population.communes[$0.offset] == 0 }.compactMap(\.element.minutes).min()
            XCTAssertEqual(try XCTUnwrap(commune[column]?.number), try XCTUnwrap(nearest), accuracy: 1e-6)
        }
    }

    func testAGroupNamedLikeAColumn() throws {
        let (result, files) = try written(SmallTerritory()) { loaded in
            let counts = loaded.baseline.population.groups[0].counts
            loaded.baseline.population.groups = ["Code", "fid", "name", "pole"].map {
                PopulationGroup(name: $0, counts: counts)
            }
            loaded.settings.equity.groups = []
        }
        XCTAssertEqual(result.kinds[0].groups.count, 4)
        let commune = try communes(files)[0]
        XCTAssertEqual(commune["code"], .text("A"))
        XCTAssertEqual(commune["name"], .text("Commune A"))
        for column in ["Code_2", "fid_2", "name_2"] { XCTAssertEqual(commune[column]?.type, "number", column) }
    }

    func testNeitherSitesNorKinds() throws {
        let (result, files) = try written(SmallTerritory()) { loaded in
            loaded.baseline.sites = []
            loaded.baseline.divisions = []
            loaded.settings.minutesByKind = [:]
            loaded.settings.equity.divisions = []
        }
        XCTAssertTrue(result.kinds.isEmpty)
        for name in ["sites", "catchments", "uncovered_zones", "overlaps", "territories"] {
            XCTAssertEqual(try JSON(try XCTUnwrap(files["\(name).geojson"]))["features"], .list([]), name)
        }
        XCTAssertEqual(try communes(files).count, 3)
    }

    func testNobodyIsNearARoad() throws {
        let (result, _) = try written(SmallTerritory()) { $0.settings.travel.greatestAccessMetres = 0.01 }
        XCTAssertEqual(result.unattachedInhabitants, result.territory.population.totalInhabitants)
        for kind in result.kinds {
            XCTAssertEqual(kind.figures.uncovered, result.territory.population.totalInhabitants)
            XCTAssertEqual(kind.uncoveredZones.reduce(0) { $0 + $1.inhabitants }, kind.figures.uncovered)
        }
        XCTAssertTrue(result.poles.poles.allSatisfy { $0.minutes.value == nil && !$0.passes })
    }

    func testASiteWithMinutesOfItsOwn() throws {
        let place = try SmallTerritory().degrees(4000, 4000)
        let (result, files) = try written(
            SmallTerritory(changes: "\n  - open: {id: new, kind: msp, at: [\(place)], minutes: 8.5}\n"))
        let catchments = try XCTUnwrap(JSON(try XCTUnwrap(files["catchments.geojson"]))["features"]).elements
        let minutes = Dictionary(
            uniqueKeysWithValues: catchments.map {
                ($0["properties"]?["site"]?.text, $0["properties"]?["minutes"]?.number)
            })
        XCTAssertEqual(minutes["new"], 8.5)
        XCTAssertEqual(minutes["m1"], 4)
        let houses = try XCTUnwrap(result.kinds.first { $0.kind == "msp" })
        XCTAssertEqual(houses.figures.covered, houses.mosaic.reduce(0) { $0 + $1.inhabitants })
    }

    func testNamesWithQuotesAndAccents() throws {
        let (_, files) = try written(SmallTerritory()) { loaded in
            loaded.baseline.sites[0].name = "Maison « l'Écluse », \"Sud\"; DROP TABLE sites"
            loaded.baseline.communes[0].name = "Saint-Ouen-de-Thouberville\n"
        }
        let sites = try JSON(try XCTUnwrap(files["sites.geojson"]))["features"]?.elements ?? []
        XCTAssertEqual(sites[0]["properties"]?["name"]?.text, "Maison « l'Écluse », \"Sud\"; DROP TABLE sites")
    }
}
