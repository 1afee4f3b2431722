import Export
import Foundation
import Simulation
import XCTest

/// A horizon of years in the files of a result.
final class YearsResultTests: XCTestCase {
    private func loaded(_ years: String, changes: String = "[]") throws -> (territory: SmallTerritory, LoadedScenario) {
        let territory = try SmallTerritory(changes: "\(changes)\nyears: \(years)")
        return (territory, try loadScenario(path: territory.path("scenario.yaml")))
    }

    /// Everybody is sixty in 2026 and retires at 62, in 2028; A has three doctors, B two, C none.
    private static let certain = """
        {from: 2026, to: 2029, ages: [{shares: {60_60: 1}}], retirement: {all: {62: 1}},
          escalation: [{kind: mobile_unit, full_time_equivalents: 1, number: 1}]}
        """

    func testTheSummaryTellsTheYears() throws {
        let (_, loaded) = try loaded(Self.certain)
        let summary = try JSON(summaryData(of: loaded.analysed(threads: 2)))
        let years = try XCTUnwrap(summary["years"])
        XCTAssertEqual(years["from"]?.number, 2026)
        XCTAssertEqual(years["to"]?.number, 2029)
        XCTAssertEqual(years["replicates"]?.number, 1)
        XCTAssertEqual(years["certain"], .flag(true))
        XCTAssertEqual(years["threshold"]?["profession"]?.text, "general_practitioner")
        let byYear = years["by_year"]?.elements ?? []
        XCTAssertEqual(byYear.map { $0["year"]?.number }, [2026, 2027, 2028, 2029])
        XCTAssertEqual(
            byYear.map { $0["professionals"]?["general_practitioner"]?["headcount"]?["median"]?.number }, [5, 5, 0, 0])
        XCTAssertEqual(
            byYear.map { $0["professionals"]?["general_practitioner"]?["retired"]?.number }, [0, 0, 5, 0])
        XCTAssertEqual(byYear.map { $0["communes_under_threshold"]?["median"]?.number }, [1, 1, 3, 3])
        // One mobile unit, in C first, where nobody lives; it stays there.
        XCTAssertEqual(byYear.map { $0["communes_without_answer"]?["median"]?.number }, [0, 0, 2, 2])
        XCTAssertEqual(byYear.map { $0["substitutes"]?.elements.first?["communes"]?["median"]?.number }, [1, 1, 1, 1])
        let people = loaded.territory.population
        let inCommunes = zip(people.communes, people.inhabitants).reduce(0) { $1.0 == nil ? $0 : $0 + $1.1 }
        XCTAssertEqual(
            byYear.map { $0["inhabitants_under_threshold"]?["median"]?.number }, [0, 0, inCommunes, inCommunes])
        for (kind, figures) in byYear.map({ ($0["kinds"]?["msp"], summary["kinds"]?["msp"]) }) {
            XCTAssertEqual(kind?["covered_inhabitants"], figures?["covered_inhabitants"], "no site opens or closes")
        }
        let communes = years["communes"]?.elements ?? []
        XCTAssertEqual(communes.map { $0["code"]?.text }, ["A", "B", "C"])
        XCTAssertEqual(communes.map { $0["first_year_under_threshold"]?.number }, [2028, 2028, 2026])
        XCTAssertEqual(
            communes.map { $0["under_from_the_beginning"] }, [.flag(false), .flag(false), .flag(true)])
        XCTAssertEqual(communes[0]["mean_by_year"], .list([.number(3), .number(3), .number(0), .number(0)]))
    }

    func testColumnsAndTable() throws {
        let (territory, loaded) = try loaded(Self.certain)
        let result = try loaded.analysed(threads: 2)
        let files = try resultFiles(result, inputs: loaded.inputs, to: territory.path("result"))
        let communes = try JSON(try XCTUnwrap(files["communes.geojson"]))["features"]?.elements ?? []
        XCTAssertEqual(communes.map { $0["properties"]?["year_under_threshold"]?.number }, [2028, 2028, 2026])
        XCTAssertEqual(communes.map { $0["properties"]?["probability_under_threshold"]?.number }, [1, 1, 1])
        XCTAssertEqual(communes.map { $0["properties"]?["probability_without_answer"]?.number }, [1, 1, 0])
        XCTAssertEqual(communes.map { $0["properties"]?["last_year_supply"]?.number }, [0, 0, 0])
        let table = String(decoding: try XCTUnwrap(files["years.csv"]), as: UTF8.self).split(separator: "\n")
        XCTAssertEqual(table.first, "year,figure,of,mean,median,p10,p90")
        XCTAssertTrue(table.contains("2027,headcount,general_practitioner,5,5,5,5"), "\(table)")
        XCTAssertTrue(table.contains("2028,headcount,general_practitioner,0,0,0,0"))
        XCTAssertTrue(table.contains("2028,areas_with_substitute,mobile_unit,1,1,1,1"))
        for language in Language.allCases {
            let text = resultTable(result, language: language)
            XCTAssertTrue(text.contains("Horizon 2026–2029"), text)
            XCTAssertTrue(
                text.contains("Commune A 2028, Commune B 2028") || text.contains("Commune B 2028, Commune A 2028"), text
            )
        }
        let manifest = try JSON(try XCTUnwrap(files["manifest.json"]))
        XCTAssertEqual(manifest["seed"]?.number, 1)
        XCTAssertEqual(manifest["settings"]?["years.to"]?["value"]?.number, 2029)
        XCTAssertEqual(
            manifest["settings"]?["years.arrival_age"]?["source"]?.text, Defaults.arrivalAge.source)
    }

    /// Before anybody has gone access is that of the plain run, and afterwards there is none.
    func testAccessFollowsThoseWhoAreThere() throws {
        let territory = try SmallTerritory(
            changes: "[]\nservices: {general_practice: {}}\nyears: \(Self.certain)")
        let result = try loadScenario(path: territory.path("scenario.yaml")).analysed(threads: 2)
        let years = try XCTUnwrap(result.years)
        let plain = try XCTUnwrap(result.adequacy?.services.first)
        for year in 0..<2 {
            let service = try XCTUnwrap(years.years[year].services.first)
            XCTAssertEqual(service.whole, plain.whole)
            XCTAssertEqual(service.communes, plain.communes)
        }
        XCTAssertGreaterThan(plain.whole.access ?? 0, 0)
        XCTAssertEqual(years.years[2].services.first?.whole.access, 0)
        let summary = try JSON(summaryData(of: result))["years"]
        XCTAssertEqual(
            summary?["access_of_communes"]?["general_practice"]?.elements.map { $0["code"]?.text }, ["A", "B", "C"])
    }

    func testAnyNumberOfThreadsGivesTheSameBytes() throws {
        let (_, loaded) = try loaded("{from: 2026, to: 2032, replicates: 90, arrivals: {all: {replaced: 0.5}}}")
        let one = try summaryData(of: loaded.analysed(threads: 1))
        XCTAssertEqual(one, try summaryData(of: loaded.analysed(threads: 4)))
        XCTAssertEqual(try JSON(one)["years"]?["replicates"]?.number, 90)
    }

    func testWithoutYearsNothingIsSaidOfThem() throws {
        let territory = try SmallTerritory()
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let result = try loaded.analysed(threads: 2)
        let files = try resultFiles(result, inputs: loaded.inputs, to: territory.path("result"))
        XCTAssertNil(files["years.csv"])
        XCTAssertNil(try JSON(summaryData(of: result))["years"])
        let commune = try JSON(try XCTUnwrap(files["communes.geojson"]))["features"]?.elements.first
        XCTAssertFalse(commune?["properties"]?.keys.contains("year_under_threshold") ?? true)
        XCTAssertEqual(try JSON(try XCTUnwrap(files["manifest.json"]))["seed"], .null)
    }
}
