import Export
import Foundation
import Simulation
import XCTest

/// Temporary stays in the files of a result.
final class StayResultTests: XCTestCase {
    private func territory(stays: String = "", rows: UInt64? = nil) throws -> SmallTerritory {
        let plain = try SmallTerritory()
        return try SmallTerritory(
            rows: rows,
            changes: """

                  - temporary_stay: {id: t1, at: [\(try plain.degrees(3000, 3000))], beds: 2, minutes: 6}
                  - temporary_stay: {id: t2, at_site: m2, beds: 1, minutes: 8}
                  - temporary_stay: {id: t3, at_site: c1, beds: 0}
                seed: 77
                stays:
                  arrivals: {age_75_plus: {share_of_discharges: 0.1}}
                  winter: {factor: 2}
                  replicates: 12
                  \(stays)
                """)
    }

    private func files(_ territory: SmallTerritory, threads: Int = 2) throws -> [String: Data] {
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        return try resultFiles(loaded.analysed(threads: threads), inputs: loaded.inputs, to: territory.path("result"))
    }

    private func object(_ data: Data?) throws -> [String: Any] {
        try XCTUnwrap(JSONSerialization.jsonObject(with: try XCTUnwrap(data)) as? [String: Any])
    }

    private func properties(_ data: Data?) throws -> [[String: Any]] {
        try XCTUnwrap(object(data)["features"] as? [[String: Any]]).map {
            try XCTUnwrap($0["properties"] as? [String: Any])
        }
    }

    private func mean(_ value: Any?) -> Double { ((value as? [String: Any])?["mean"] as? Double) ?? .nan }

    func testNothingIsSaidWhereThereAreNone() throws {
        let files = try files(try SmallTerritory())
        XCTAssertNil(try object(files["summary.json"])["temporary_stays"])
        XCTAssertFalse(try properties(files["communes.geojson"])[0].keys.contains { $0.hasPrefix("stays") })
        XCTAssertFalse(try properties(files["sites.geojson"])[0].keys.contains { $0 == "beds" })
        let manifest = try object(files["manifest.json"])
        XCTAssertTrue(manifest["seed"] is NSNull)
        let settings = try XCTUnwrap(manifest["settings"] as? [String: Any])
        XCTAssertFalse(settings.keys.contains { $0.hasPrefix("stays") })
    }

    func testFiguresWithoutDemandHaveTheirReason() throws {
        let territory = try SmallTerritory(
            changes: "[]\nstays: {arrivals: {age_75_plus: {share_of_discharges: 0, crises_per_inhabitant: 0}}}")
        let summary = try object(files(territory)["summary.json"])
        let stays = try XCTUnwrap(summary["temporary_stays"] as? [String: Any])
        XCTAssertTrue(stays["total"] is NSNull)
        XCTAssertEqual(stays["reason"] as? String, "the rates of stays.arrivals times the people add up to zero")
        let findings = try XCTUnwrap(summary["findings"] as? [[String: Any]])
        XCTAssertTrue(findings.contains { ($0["where"] as? String) == "stays" })
    }

    func testWithoutABedEverybodyIsRefused() throws {
        let territory = try SmallTerritory(changes: "[]\nstays: {replicates: 4}")
        let stays = try XCTUnwrap(object(files(territory)["summary.json"])["temporary_stays"] as? [String: Any])
        let total = try XCTUnwrap(stays["total"] as? [String: Any])
        XCTAssertGreaterThan(mean(total["demand"]), 0)
        XCTAssertEqual(mean(total["refused"]), mean(total["demand"]))
        XCTAssertEqual(mean(total["out_of_reach"]), mean(total["demand"]))
        XCTAssertEqual(mean(total["refused_share"]), 1)
    }

    func testPartsAddUpToTheWhole() throws {
        let files = try files(try territory())
        let stays = try XCTUnwrap(object(files["summary.json"])["temporary_stays"] as? [String: Any])
        let total = try XCTUnwrap(stays["total"] as? [String: Any])
        let communes = try XCTUnwrap(stays["communes"] as? [[String: Any]])
        let outside = try XCTUnwrap(stays["outside_communes"] as? [String: Any])
        let sites = try XCTUnwrap(stays["sites"] as? [[String: Any]])
        let months = try XCTUnwrap(stays["months"] as? [[String: Any]])
        XCTAssertEqual(communes.map { $0["code"] as? String }, ["A", "B"], "nobody lives in C")
        for key in ["demand", "admitted_at_nearest", "admitted_elsewhere", "refused", "still_waiting", "waited"] {
            let parts = communes.reduce(mean(outside[key])) { $0 + mean($1[key]) }
            XCTAssertEqual(parts, mean(total[key]), accuracy: 1e-9, key)
        }
        XCTAssertEqual(
            ["admitted_at_nearest", "admitted_elsewhere", "refused", "still_waiting", "supported_at_home"]
                .reduce(0) { $0 + mean(total[$1]) }, mean(total["demand"]), accuracy: 1e-9)
        XCTAssertEqual(
            sites.reduce(0) { $0 + mean($1["admissions"]) },
            mean(total["admitted_at_nearest"]) + mean(total["admitted_elsewhere"]), accuracy: 1e-9)
        XCTAssertEqual(months.count, 12)
        XCTAssertEqual(months.reduce(0) { $0 + mean($1["demand"]) }, mean(total["demand"]), accuracy: 1e-9)
        XCTAssertGreaterThan(mean(total["refused"]), 0)
        XCTAssertGreaterThan(mean(total["waited"]), 0)
        // The sites in order of their ids, the one without beds included.
        XCTAssertEqual(sites.map { $0["site"] as? String }, ["t1", "t2", "t3"])
        XCTAssertTrue(sites[2]["occupancy"] is NSNull)
        XCTAssertEqual(mean(sites[2]["admissions"]), 0)

        // The columns say the same.
        let columns = try properties(files["communes.geojson"])
        XCTAssertEqual(
            try XCTUnwrap(columns[0]["stays_refused"] as? Double), mean(communes[0]["refused"]), accuracy: 1e-6)
        XCTAssertTrue(columns[2]["stays_demand"] is NSNull)
        let beds = try properties(files["sites.geojson"]).filter { $0["kind"] as? String == "temporary_stay" }
        XCTAssertEqual(beds.map { $0["beds"] as? Double }, [2, 1, 0])
        XCTAssertEqual(
            try XCTUnwrap(beds[0]["stays_occupancy"] as? Double), mean(sites[0]["occupancy"]), accuracy: 1e-6)
        let manifest = try object(files["manifest.json"])
        XCTAssertEqual(manifest["seed"] as? Int, 77)
        let settings = try XCTUnwrap(manifest["settings"] as? [String: [String: Any]])
        XCTAssertEqual(settings["stays.winter.factor"]?["value"] as? Double, 2)
        XCTAssertEqual(settings["stays.length.longest_days"]?["value"] as? Double, 30)
    }

    /// One site, nobody waits, no winter: Erlang's formula applies, and the simulated share agrees with it.
    func testErlangStandsBesideTheSimulation() throws {
        let plain = try SmallTerritory()
        let territory = try SmallTerritory(
            changes: """

                  - temporary_stay: {id: t1, at: [\(try plain.degrees(6000, 6000))], beds: 3, minutes: 60}
                stays: {arrivals: {age_75_plus: {share_of_discharges: 0.1}}, longest_wait_days: 0, replicates: 300, confidence: 0.999}
                """)
        let stays = try XCTUnwrap(object(files(territory)["summary.json"])["temporary_stays"] as? [String: Any])
        let site = try XCTUnwrap((stays["sites"] as? [[String: Any]])?.first)
        let erlang = try XCTUnwrap(site["erlang"] as? [String: Any])
        XCTAssertEqual(erlang["applies"] as? Bool, true)
        XCTAssertEqual((erlang["reasons"] as? [String])?.count, 0)
        let people = try XCTUnwrap(site["nearest_people"] as? [String: Any])
        let share = try XCTUnwrap(people["refused_share"] as? [String: Double])
        let expected = try XCTUnwrap(erlang["refused_share"] as? Double)
        XCTAssertGreaterThan(expected, 0.01)
        XCTAssertLessThanOrEqual(share["lower"] ?? 1, expected)
        XCTAssertGreaterThanOrEqual(share["upper"] ?? 0, expected)
    }

    func testTheSameBytesFromAnyNumberOfThreadsAndAnyOrderOfRows() throws {
        func summary(_ territory: SmallTerritory, threads: Int) throws -> [String: Data] {
            var files = try files(territory, threads: threads)
            files["manifest.json"] = nil
            for name in ["summary.json", "report.html"] {
                files[name] = Data(
                    String(decoding: files[name] ?? Data(), as: UTF8.self)
                        .replacing(territory.path(""), with: "").utf8)
            }
            return files
        }
        let written = try territory()
        let one = try summary(written, threads: 1)
        for (name, data) in try summary(written, threads: 4) { XCTAssertTrue(one[name] == data, name) }
        for (name, data) in try summary(territory(rows: 5), threads: 2) { XCTAssertTrue(one[name] == data, name) }
        let other = try summary(territory(stays: "confidence: 0.9"), threads: 1)
        XCTAssertFalse(one["summary.json"] == other["summary.json"])
    }

    func testTheTableSpeaksBothLanguages() throws {
        let territory = try territory()
        let result = try loadScenario(path: territory.path("scenario.yaml")).analysed(threads: 2)
        let french = resultTable(result, language: .french)
        XCTAssertTrue(french.contains("Hébergement temporaire – 365 jours, 12 répliques, graine 77"), french)
        let english = resultTable(result, language: .english)
        XCTAssertTrue(english.contains("Temporary stays – 365 days, 12 replicates, seed 77"), english)
    }
}
