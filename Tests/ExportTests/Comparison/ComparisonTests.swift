import Foundation
import Layers
import Simulation
import Territory
import XCTest

@testable import Export

/// Runs of the small territory, written, read back and compared.
final class ComparisonTests: XCTestCase {
    /// Four runs in folders of their own: the baseline, a pole more, a pole less, and a kind of site more.
    private struct Runs: Sendable {
        var folder: TemporaryFolder
        var results: [String: SimulationResult]

        func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }
    }

    private static let runs = Result { try written(rows: nil) }

    private static func written(rows: UInt64?) throws -> Runs {
        let folder = try TemporaryFolder()
        var results: [String: SimulationResult] = [:]
        for name in ["base", "more", "less", "other"] {
            let place = try SmallTerritory(rows: rows).degrees(3750, 9000)
            let changes = [
                "base": "[]", "more": "\n  - open: {id: new, kind: msp, at: [\(place)]}",
                "less": "\n  - close: {id: m3}\n  - close: {id: m1}",
                "other": "\n  - open: {id: new, kind: mmg, at: [\(place)]}",
            ]
            let territory = try SmallTerritory(rows: rows, changes: changes[name] ?? "")
            let loaded = try loadScenario(path: territory.path("scenario.yaml"))
            let result = try loaded.analysed(threads: 2)
            let target = folder.url.appendingPathComponent(name).path
            _ = try resultFiles(result, inputs: loaded.inputs, to: target)
            results[name] = result
        }
        return Runs(folder: folder, results: results)
    }

    private func runs(_ names: String...) throws -> [FinishedRun] {
        let runs = try Self.runs.get()
        return try finishedRuns(in: names.map(runs.path))
    }

    private func data(_ comparison: Comparison) throws -> JSON { try JSON(comparisonData(comparison)) }

    // MARK: Bad input

    /// Compares the baseline with a copy of it that something is done to.
    private func problems(of damage: (_ folder: String) throws -> Void, line: UInt = #line) throws -> [Problem] {
        let runs = try Self.runs.get()
        let copy = runs.path("copy-" + UUID().uuidString)
        try FileManager.default.copyItem(atPath: runs.path("base"), toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try damage(copy)
        do {
            _ = try compare(try finishedRuns(in: [runs.path("base"), copy]), reference: 0)
            XCTFail("nothing was found", line: line)
            return []
        } catch {
            let found = Layers.problems(in: error, file: "")
            for problem in found {
                XCTAssertTrue(problem.file.hasPrefix(copy), problem.description, line: line)
                XCTAssertNotNil(problem.remedy, problem.description, line: line)
            }
            return found
        }
    }

    private func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        XCTAssertTrue(text.contains(old), "\(path) has no \(old)")
        try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
    }

    func testHalfAResultIsUnreadable() throws {
        for name in ["summary.json", "maillage.gpkg", "territories.geojson"] {
            let found = try problems { try FileManager.default.removeItem(atPath: "\($0)/\(name)") }
            XCTAssertEqual(found.map(\.kind), [.unreadable])
            XCTAssertTrue(found[0].file.hasSuffix(name), found[0].description)
        }
        let none = try problems { try FileManager.default.removeItem(atPath: "\($0)/manifest.json") }
        XCTAssertEqual(none.map(\.kind), [.unreadable])
        let two = try problems {
            try FileManager.default.removeItem(atPath: "\($0)/summary.json")
            try FileManager.default.removeItem(atPath: "\($0)/maillage.gpkg")
        }
        XCTAssertEqual(two.count, 2, "all at once")
    }

    func testWhatIsNoRunIsRefused() throws {
        XCTAssertEqual(
            try problems { try edit("\($0)/manifest.json", "\"maillage\"", "\"other\"") }.map(\.kind), [.content])
        XCTAssertEqual(
            try problems { try "[]".write(toFile: "\($0)/summary.json", atomically: true, encoding: .utf8) }.map(
                \.kind),
            [.content])
        XCTAssertEqual(
            try problems { try "{".write(toFile: "\($0)/manifest.json", atomically: true, encoding: .utf8) }.map(
                \.kind),
            [.content])
        XCTAssertEqual(
            try problems { try Data("no layer".utf8).write(to: URL(fileURLWithPath: "\($0)/maillage.gpkg")) }.map(
                \.kind),
            [.content])
        // A comparison has the manifest of this program, and is no run.
        let found = try problems { folder in
            let comparison = try compare(runs("base", "more"), reference: 0)
            try writeComparison(comparison, to: folder, version: "1", started: Date(), threads: 1)
        }
        XCTAssertEqual(found.map(\.kind), [.content])
        XCTAssertTrue(found[0].text.contains("comparison"), found[0].description)
    }

    func testFilesOfTwoRunsInOneFolderAreRefused() throws {
        let more = try Self.runs.get().path("more")
        let found = try problems { folder in
            try FileManager.default.removeItem(atPath: "\(folder)/maillage.gpkg")
            try FileManager.default.copyItem(atPath: "\(more)/maillage.gpkg", toPath: "\(folder)/maillage.gpkg")
        }
        XCTAssertEqual(found.map(\.kind), [.content])
        XCTAssertTrue(found.first?.text.contains("not of one run") ?? false, "\(found)")
    }

    func testOtherPeopleAreRefused() throws {
        var people = try runs("base", "more")
        people[1].people.inhabitants[3] += 1
        XCTAssertThrowsError(try compare(people, reference: 0)) {
            XCTAssertTrue("\($0)".contains(people[1].people.points[3]), "\($0)")
        }
        var places = try runs("base", "more")
        places[1].people.points[3] = "elsewhere"
        XCTAssertThrowsError(try compare(places, reference: 0)) {
            XCTAssertTrue("\($0)".contains("2 stand in one of them only"), "\($0)")
        }
        var communes = try runs("base", "more")
        communes[1].communes.removeLast()
        XCTAssertThrowsError(try compare(communes, reference: 0)) {
            XCTAssertTrue("\($0)".contains("communes"), "\($0)")
        }
        var group = try runs("base", "more")
        group[1].people.groups[0].counts[0] += 1
        XCTAssertThrowsError(try compare(group, reference: 0)) {
            XCTAssertTrue("\($0)".contains("age_75_plus"), "\($0)")
        }
    }

    func testUnknownAndUndirectedFiguresAreRefused() throws {
        let runs = try runs("base", "more")
        for (figure, expected) in [
            ("kinds.msp.covered_inhabitnts", "kinds.msp.covered_inhabitants"),
            ("covered_inhabitants.msp", "kinds.msp.covered_inhabitants"), ("equity.gigi", "equity.gini"),
            ("kinds.msp.sites", "kinds.msp.sites:min"),
        ] {
            XCTAssertThrowsError(try compare(runs, reference: 0, objectives: [Objective(figure)])) { error in
                XCTAssertTrue(error is ObjectiveError)
                XCTAssertTrue("\(error)".contains(expected), "\(error)")
            }
        }
    }

    func testAMissingGroupIsAFindingAndANull() throws {
        var runs = try runs("base", "more")
        runs[1].people.groups = []
        let comparison = try compare(runs, reference: 0)
        let told = comparison.findings.filter { $0.severity == .warning && $0.text.contains("age_75_plus") }
        XCTAssertEqual(told.map(\.where), ["more"])
        let people = try XCTUnwrap(try data(comparison)["people"]?.elements.first)
        XCTAssertEqual(people["groups"]?["age_75_plus"], .null)
        XCTAssertEqual(people["reasons"]?["groups.age_75_plus"]?.text, "the group is missing in more")
    }

    func testSettingsThatDifferAreTold() throws {
        let same = try compare(runs("base", "more"), reference: 0)
        XCTAssertEqual(same.findings.filter { $0.severity != .information }, [])
        var runs = try runs("base", "more")
        guard case .object(var manifest) = runs[1].manifest, case .object(var settings)? = manifest["settings"] else {
            return XCTFail("no settings")
        }
        settings["rules.three_15s.professionals"] = .object(["value": .number(12), "source": .text("me")])
        manifest["settings"] = .object(settings)
        manifest["network_fingerprint"] = .text("other")
        runs[1].manifest = .object(manifest)
        let told = try compare(runs, reference: 0).findings.filter { $0.severity == .warning }.map(\.text)
        XCTAssertEqual(told.count, 2)
        XCTAssertTrue(told[0].contains("the network is other"), told[0])
        XCTAssertTrue(told[1].contains("rules.three_15s.professionals is 12, and 3 in base"), told[1])
    }

    // MARK: Structure

    func testRunsHaveNamesOfTheirOwn() {
        XCTAssertEqual(namesOfRuns(in: ["r/a", "r/b/"]), ["a", "b"])
        XCTAssertEqual(namesOfRuns(in: ["x/a", "y/A/"]), ["x/a", "y/A"])
        XCTAssertEqual(namesOfRuns(in: ["a", "a", "b"]), ["a", "a (2)", "b"])
    }

    func testTheFilesOfAComparison() throws {
        let runs = try Self.runs.get()
        let folder = runs.path("comparison")
        let comparison = try compare(self.runs("base", "more", "less"), reference: 0)
        try writeComparison(comparison, to: folder, version: "7", started: Date(), threads: 2)
        XCTAssertEqual(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted(),
            [
                "comparison.csv", "comparison.json", "differences.geojson", "differences.gpkg", "manifest.json",
                "report.html",
            ])
        // Over an earlier one.
        try writeComparison(comparison, to: folder, version: "7", started: Date(), threads: 2)
        let manifest = try JSON(Data(contentsOf: URL(fileURLWithPath: "\(folder)/manifest.json")))
        XCTAssertEqual(manifest["inputs"]?.elements.count, 3 * 4)
        XCTAssertEqual(
            manifest["inputs"]?.elements.first?["sha256"]?.text,
            try sha256(ofFile: "\(runs.path("base"))/manifest.json"))

        let reader = try LayerReader(path: "\(folder)/differences.geojson")
        let names = reader.fields.map(\.name)
        var rows: [[String: FieldValue]] = []
        try reader.forEach { rows.append(Dictionary(uniqueKeysWithValues: zip(names, $0.values))) }
        XCTAssertEqual(rows.map { $0["run"]?.text }, ["more", "more", "more", "less", "less", "less"])
        XCTAssertEqual(rows.map { $0["code"]?.text }, ["A", "B", "C", "A", "B", "C"])
        // The change of the column itself is that of the people whom it counts.
        let before = comparison.runs[0].communes.map(\.figures)
        let column = try XCTUnwrap(comparison.runs[0].communeColumns.firstIndex(of: "msp_covered_inhabitants"))
        for (row, (run, commune)) in zip(rows, [1, 2].flatMap { run in (0..<3).map { (run, $0) } }) {
            let after = comparison.runs[run].communes[commune].figures[column]
            XCTAssertEqual(
                row["msp_covered_inhabitants_change"]?.number, (after ?? .nan) - (before[commune][column] ?? .nan))
        }
        XCTAssertEqual(rows[2]["msp_covered_share_change"], .null, "nobody lives in C")

        let csv = try String(contentsOfFile: "\(folder)/comparison.csv", encoding: .utf8).split(separator: "\n")
        XCTAssertEqual(
            csv[0], "figure,better,base,more,less,change_more,percent_more,change_less,percent_less")
        XCTAssertEqual(csv.count, 1 + comparison.figures.count)
        for difference in ["differences_more", "population_more", "differences_less", "population_less"] {
            let layer = try LayerReader(
                path: "\(folder)/differences.gpkg", options: ReadingOptions(layerName: difference))
            XCTAssertEqual(layer.featureCount, difference.hasPrefix("p") ? comparison.runs[0].people.count : 3)
        }
    }

    // MARK: Invariants

    func testARunAgainstItself() throws {
        let comparison = try compare(runs("base", "base"), reference: 0)
        XCTAssertEqual(comparison.runs.map(\.name), ["base", "base (2)"])
        XCTAssertTrue(comparison.findings.contains { $0.text.contains("nothing can differ") })
        XCTAssertTrue(comparison.figures.contains { $0.values[0] != nil })
        for figure in comparison.figures {
            XCTAssertEqual(figure.change(of: 1, from: 0), figure.values[0] == nil ? nil : 0, figure.name)
            XCTAssertTrue([nil, .same].contains(figure.verdict(of: 1, from: 0)), figure.name)
        }
        for kind in comparison.differences[0].kinds {
            for change in [kind.all, kind.outside] + kind.communes + kind.territories + kind.groups.compactMap(\.change)
            {
                XCTAssertEqual(change[.unchanged], change.inhabitants)
                XCTAssertFalse(change.isGain || change.isLoss)
            }
            XCTAssertEqual(rankedCommunes(kind).gaining + rankedCommunes(kind).losing, [])
        }
        XCTAssertEqual(comparison.pareto.front, [0, 1])
    }

    func testTheOtherWayRoundIsTheNegative() throws {
        let runs = try runs("more", "less")
        let (there, back) = (try compare(runs, reference: 0), try compare(runs, reference: 1))
        for (one, other) in zip(there.figures, back.figures) {
            XCTAssertEqual(one.path, other.path)
            XCTAssertEqual(one.change(of: 1, from: 0), other.change(of: 0, from: 1).map { -$0 })
        }
        let opposite: [AccessShift: AccessShift] = [
            .newlyCovered: .noLongerCovered, .noLongerCovered: .newlyCovered, .nearer: .farther, .farther: .nearer,
            .unchanged: .unchanged,
        ]
        for (one, other) in zip(there.differences[0].kinds, back.differences[0].kinds) {
            for (a, b) in zip([one.all] + one.communes, [other.all] + other.communes) {
                for (shift, turned) in opposite { XCTAssertEqual(a[shift], b[turned]) }
                XCTAssertEqual(a.meanMinutesGained, b.meanMinutesGained.map { -$0 })
            }
            XCTAssertEqual(rankedCommunes(one).gaining, rankedCommunes(other).losing)
        }
        XCTAssertTrue(there.differences[0].kinds.contains { $0.all.isLoss }, "something does change")
    }

    func testSumsOfThePeopleAreTheChangesOfTheFigures() throws {
        let comparison = try compare(runs("base", "more", "less", "other"), reference: 0)
        let written = try data(comparison)
        let summary = try JSON(summaryData(of: try XCTUnwrap(try Self.runs.get().results["base"])))
        let inhabitants = try XCTUnwrap(summary["inhabitants"]?.number)
        for entry in written["people"]?.elements ?? [] {
            func number(_ name: String, _ object: JSON?) throws -> Double { try XCTUnwrap(object?[name]?.number, name) }
            let shifts = AccessShift.allCases.map(\.rawValue)
            XCTAssertEqual(try shifts.reduce(0) { try $0 + number($1, entry["all"]) }, inhabitants)
            let communes = try XCTUnwrap(entry["communes"]?.elements)
            XCTAssertEqual(communes.compactMap { $0["code"]?.text }, ["A", "B", "C"])
            XCTAssertEqual(communes.last?["code"], .null, "a home lies outside every commune")
            for shift in shifts {
                XCTAssertEqual(
                    try communes.reduce(0) { try $0 + number(shift, $1) }, try number(shift, entry["all"]))
            }
            let old = entry["groups"]?["age_75_plus"]
            XCTAssertEqual(
                try shifts.reduce(0) { try $0 + number($1, old) },
                summary["kinds"]?["msp"]?["groups"]?["age_75_plus"]?["total"]?.number)
            // The two cantons hold all three communes.
            let cantons = try XCTUnwrap(entry["territories"]?.elements)
            XCTAssertEqual(cantons.count, 2)
            XCTAssertEqual(
                try cantons.reduce(0) { try $0 + number("inhabitants", $1) },
                try communes.dropLast().reduce(0) { try $0 + number("inhabitants", $1) })
            let kind = try XCTUnwrap(entry["kind"]?.text)
            guard
                let figure = written["figures"]?.elements.first(where: {
                    $0["figure"]?.text == "kinds.\(kind).covered_inhabitants"
                }), let run = entry["run"]?.text, kind != "mmg"
            else { continue }
            XCTAssertEqual(try number("covered_change", entry["all"]), figure["changes"]?[run]?.number)
        }
    }

    func testShiftsAreThoseOfTheCoverages() throws {
        let results = try Self.runs.get().results
        let comparison = try compare(runs("less", "more"), reference: 0)
        let (less, more) = (try XCTUnwrap(results["less"]), try XCTUnwrap(results["more"]))
        for (place, kind) in comparison.differences[0].kinds.enumerated() {
            let (was, now) = (less.kinds[place].coverage, more.kinds[place].coverage)
            XCTAssertEqual(was.kind, kind.kind)
            var expected: [AccessShift: Double] = [:]
            for (point, people) in less.territory.population.inhabitants.enumerated() {
                let shift: AccessShift
                if was.isCovered(point) != now.isCovered(point) {
                    shift = now.isCovered(point) ? .newlyCovered : .noLongerCovered
                } else if was.nearestTime[point] == now.nearestTime[point] {
                    shift = .unchanged
                } else {
                    shift = now.nearestTime[point] < was.nearestTime[point] ? .nearer : .farther
                }
                expected[shift, default: 0] += people
            }
            for shift in AccessShift.allCases { XCTAssertEqual(kind.all[shift], expected[shift] ?? 0, "\(shift)") }
        }
    }

    func testAKindOfOneRunOnlyIsNewThere() throws {
        let comparison = try compare(runs("base", "other"), reference: 0)
        let kind = try XCTUnwrap(comparison.differences[0].kinds.first { $0.kind == "mmg" })
        let covered = try XCTUnwrap(
            comparison.figures.first { $0.name == "kinds.mmg.covered_inhabitants" }?.values[1])
        XCTAssertGreaterThan(covered, 0)
        XCTAssertEqual(kind.all[.newlyCovered], covered)
        XCTAssertTrue(comparison.findings.contains { $0.severity == .information && $0.text.contains("mmg") })
    }

    /// Every figure, found again in the summaries.
    func testFiguresAreThoseOfTheSummariesToTheDigit() throws {
        let folder = try Self.runs.get()
        let summaries = try ["base", "more", "other"].map {
            try JSON(Data(contentsOf: URL(fileURLWithPath: folder.path($0) + "/summary.json")))
        }
        let written = try data(try compare(runs("base", "more", "other"), reference: 0))
        let figures = try XCTUnwrap(written["figures"]?.elements)
        XCTAssertGreaterThan(figures.count, 100)
        for figure in figures {
            let name = try XCTUnwrap(figure["figure"]?.text)
            for (run, summary) in zip(["base", "more", "other"], summaries) {
                let expected = value(at: name.split(separator: ".").map(String.init), in: summary)
                XCTAssertEqual(figure["values"]?[run] ?? .null, .init(expected), "\(name) of \(run)")
                XCTAssertEqual(figure["values"]?[run] == .null, figure["reasons"]?[run] != nil, name)
            }
        }
    }

    /// What tells the members of a list apart.
    private let namingMembers = [
        ["site"], ["territory"], ["code"], ["commune"], ["id"], ["year"], ["kind"], ["group"], ["name"], ["threshold"],
        ["a", "b"], ["division", "territory"], ["first", "second"], ["official", "computed"], ["month"], ["division"],
    ]

    /// Names may have dots in them: as many parts as needed make one.
    private func value(at path: [String], in json: JSON) -> Double? {
        if path.isEmpty {
            if case .flag(let flag) = json { return flag ? 1 : 0 }
            return json.number
        }
        for count in 1...path.count {
            let name = path.prefix(count).joined(separator: ".")
            let rest = Array(path.dropFirst(count))
            let named = json.elements.filter { element in
                func text(_ member: String) -> String? {
                    element[member]?.text ?? element[member]?.number.map { plain($0) }
                }
                let names = namingMembers.compactMap { members -> String? in
                    let parts = members.compactMap(text)
                    return parts.count == members.count ? parts.joined(separator: "+") : nil
                }
                return names.contains(name)
            }
            let positioned = Int(name).flatMap { json.elements.indices.contains($0) ? json.elements[$0] : nil }
            for next in [json[name], positioned].compactMap({ $0 }) + named {
                if let value = value(at: rest, in: next) { return value }
            }
        }
        return nil
    }

    func testTheSameBytesForAnyThreadsAndAnyOrderOfRows() throws {
        func files(_ runs: Runs, threads: Int) throws -> [String: Data] {
            let target = runs.path("bytes")
            let comparison = try compare(
                try finishedRuns(in: ["base", "more", "less"].map(runs.path)), reference: 0)
            try writeComparison(comparison, to: target, version: "1", started: Date(), threads: threads)
            var files: [String: Data] = [:]
            for name in [
                "comparison.json", "comparison.csv", "differences.geojson", "differences.gpkg", "report.html",
            ] {
                files[name] = FileManager.default.contents(atPath: "\(target)/\(name)")
            }
            files["comparison.json"] = Data(
                String(decoding: files["comparison.json"] ?? Data(), as: UTF8.self)
                    .replacing(runs.folder.url.path, with: "").utf8)
            return files
        }
        let one = try files(Self.runs.get(), threads: 1)
        XCTAssertEqual(one.count, 5)
        let others = try [files(Self.runs.get(), threads: 5), files(Self.written(rows: 4), threads: 2)]
        for (name, data) in one {
            for other in others { XCTAssertTrue(other[name] == data, "\(name) differs") }
        }
    }

    // MARK: The front

    func testTheFrontOfThreeRuns() throws {
        let comparison = try compare(
            runs("base", "more", "less"), reference: 0,
            objectives: [Objective("kinds.msp.covered_inhabitants"), Objective("kinds.msp.minutes_to_nearest.mean")])
        // A pole more is nearer to everybody or to nobody; a pole less farther.
        XCTAssertEqual(comparison.pareto.front, [1])
        XCTAssertEqual(comparison.pareto.dominators[2], [0, 1])
        // With the number of sites to be kept low, nobody has it all.
        let frugal = try compare(
            runs("base", "more", "less"), reference: 0,
            objectives: [Objective("kinds.msp.covered_inhabitants"), Objective("kinds.msp.sites:min")])
        XCTAssertEqual(frugal.pareto.front, [0, 1, 2])
    }

    func testARunThatLacksAFigureIsLeftOutOfTheFront() throws {
        let comparison = try compare(
            runs("base", "more", "other"), reference: 0, objectives: [Objective("kinds.mmg.covered_inhabitants")])
        XCTAssertEqual(comparison.pareto.front, [2])
        XCTAssertEqual(
            comparison.pareto.lacking, [["kinds.mmg.covered_inhabitants"], ["kinds.mmg.covered_inhabitants"], []])
        let written = try data(comparison)["pareto"]
        XCTAssertEqual(written?["left_out"]?.elements.compactMap { $0["run"]?.text }, ["base", "more"])
    }
}

extension JSON {
    fileprivate init(_ number: Double?) {
        self = number.map { .number($0) } ?? .null
    }
}
