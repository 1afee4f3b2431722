import Layers
import Statistics
import XCTest

@testable import Simulation

final class BatchPlanTests: XCTestCase {
    private let scenario = """
        scenario: 1
        name: Essai
        territory: territory.yaml
        rules: {minutes: {msp: 15}}
        changes:
          - open: {id: a, kind: msp, at: [9.1, 42.3]}
          - open: {id: b, kind: msp, at: [9.2, 42.3], minutes: 20}
        """

    private func files(_ plan: String) throws -> TextFiles {
        try TextFiles(["scenario.yaml": scenario, "territory.yaml": "territory: 1", "plan.yaml": plan])
    }

    private func plan(_ text: String) throws -> BatchPlan {
        let files = try files("batch: 1\nname: Essai\nscenario: scenario.yaml\nfigures: [inhabitants]\n" + text)
        // The folder goes with its last use.
        return try withExtendedLifetime(files) { try BatchPlan(path: files.path("plan.yaml")) }
    }

    /// The problems of a plan, and of what its factors make of the scenario.
    private func problems(_ text: String) throws -> [String] {
        let files = try files("batch: 1\nname: Essai\nscenario: scenario.yaml\nfigures: [inhabitants]\n" + text)
        do {
            _ = try BatchScenarios(BatchPlan(path: files.path("plan.yaml")))
            return []
        } catch {
            return Layers.problems(in: error, file: "").map(\.description)
        }
    }

    private func assertOneProblem(
        _ text: String, _ expected: String..., file: StaticString = #filePath, line: UInt = #line
    ) throws {
        let found = try problems(text)
        XCTAssertEqual(found.count, 1, "\(found)", file: file, line: line)
        for expected in expected {
            XCTAssertTrue(found.first?.contains(expected) ?? false, "\(found): \(expected)", file: file, line: line)
        }
    }

    // MARK: Bad input

    func testEveryKindOfBadPlanIsToldWithItsPlace() throws {
        try assertOneProblem("desing: grid", "line 5, desing", "did you mean `design`?")
        try assertOneProblem("design: sobel", "design", "grid")
        try assertOneProblem("replicates: 0", "replicates", "from 1 to")
        try assertOneProblem("factors: [{name: m, key: rules.minutes.msp}]", "factors[0]", "found none")
        try assertOneProblem(
            "factors: [{name: m, key: rules.minutes.msp, values: [1], from: 2}]", "factors[0]", "values and from")
        try assertOneProblem("factors: [{name: m, key: rules.minutes.msp, values: [5, 5.0]}]", "more than once")
        try assertOneProblem("factors: [{name: m, key: 'rules..msp', values: [5]}]", "is no key path")
        try assertOneProblem("factors: [{name: m, key: rules.minutes.msp, values: [5], step: 1}]", "`step` does not go")
        try assertOneProblem("factors: [{name: m, key: rules.minutes.msp, range: [5, 2], step: 1}]", "first ≤ last")
        try assertOneProblem("factors: [{name: m, key: rules.minutes.msp, from: 5, to: 20}]", "grid")
        try assertOneProblem(
            "design: {sobol: 8}\nfactors: [{name: m, key: rules.minutes.msp, from: 20, to: 5}]", "less than `to`")
        try assertOneProblem(
            "design: {sobol: 8}\nfactors: [{name: m, key: rules.minutes.msp, from: -1, to: 5, distribution: log_uniform}]",
            "above 0")
        try assertOneProblem("factors: [{name: s, subset_of: [a, b], size: 3}]", "there are 2 sites")
        try assertOneProblem("factors: [{name: s, subset_of: [a, a]}]", "more than once")
        try assertOneProblem("factors: [{name: s, subset_of: [a, b], values: [1]}]", "does not go with")
        try assertOneProblem("factors: [{name: run, key: year, values: [2026]}]", "cannot be the name")
        try assertOneProblem(
            "factors: [{name: m, key: year, values: [2026]}, {name: m, key: seed, values: [1]}]", "already")
        try assertOneProblem(
            "factors: [{name: m, key: rules.minutes, values: [{msp: 5}]}, {name: n, key: rules.minutes.msp, values: [1]}]",
            "varied by the factor m already")
        try assertOneProblem("replicates: 3\nfactors: [{name: s, key: seed, values: [1, 2]}]", "its own")
        try assertOneProblem("design: {saltelli: 8}", "needs factors")
    }

    func testAFactorIsCheckedAgainstTheScenario() throws {
        // A misspelt key, values that the scenario does not take, an element that is not there.
        try assertOneProblem(
            "factors: [{name: m, key: rules.minuts.msp, values: [10]}]", "rules.minuts", "did you mean `minutes`?",
            "plan.yaml")
        try assertOneProblem(
            "factors: [{name: m, key: rules.minutes.msp, values: [10, 0]}]", "m = 0", "greater than 0")
        try assertOneProblem(
            "design: {sobol: 8}\nfactors: [{name: m, key: rules.minutes.msp, from: 1, to: 700}]", "at most 600")
        try assertOneProblem(
            "design: {sobol: 8}\nfactors: [{name: y, key: year, from: 2026, to: 2040}]", "whole number")
        XCTAssertEqual(
            try problems("design: {sobol: 8}\nfactors: [{name: y, key: year, from: 2026, to: 2040, whole: true}]"), [])
        try assertOneProblem("factors: [{name: m, key: 'changes[2].open.minutes', values: [5]}]", "nothing at")
    }

    func testMoreRunsThanCanBeCountedAreRefused() throws {
        let factors = (0..<4).map { "{name: f\($0), key: rules.minutes.k\($0), range: [1, 600], step: 0.0001}" }
        try assertOneProblem("factors: [\(factors.joined(separator: ", "))]", "more than 1000000000000000 runs")
        let sites = (0..<80).map { "s\($0)" }.joined(separator: ", ")
        try assertOneProblem("factors: [{name: s, subset_of: [\(sites)]}]", "draws: N")
        XCTAssertEqual(try problems("factors: [{name: s, subset_of: [\(sites)], draws: 5}]"), [])
    }

    // MARK: What runs there are

    func testAGridHasEveryCombinationOnceAndReplicatesSideBySide() throws {
        let plan = try plan(
            """
            replicates: 2
            factors:
              - {name: sites, subset_of: [a, b]}
              - {name: minutes, key: rules.minutes.msp, values: [10, 15, 20]}
              - {name: walk, key: travel.access_kmh, range: [3, 4], step: 0.5}
            """)
        let design = try XCTUnwrap(BatchDesign(plan))
        XCTAssertEqual(design.runCount, 4 * 3 * 3 * 2)
        let sampler = design.sampler()
        let runs = (0..<design.runCount).map(sampler.run)
        XCTAssertEqual(Set(runs.map { "\($0.values.map(\.text)) \($0.replicate)" }).count, 72)
        // What needs roads attached anew changes slowest, subsets fastest; replicates are neighbours.
        XCTAssertEqual(runs[0].values.map(\.text), ["", "10", "3"])
        XCTAssertEqual(runs[1].replicate, 1)
        XCTAssertEqual(runs[2].values.map(\.text), ["a", "10", "3"])
        XCTAssertEqual(runs[8].values.map(\.text), ["", "15", "3"])
        XCTAssertEqual(runs[71].values.map(\.text), ["a;b", "20", "4"])
        // The same seeds for all combinations.
        XCTAssertEqual(Set(runs.map(\.seed)).count, 2)
        XCTAssertEqual(runs[0].seed, runs[2].seed)
    }

    func testSharesAreAllRunsOnce() throws {
        let design = try XCTUnwrap(
            BatchDesign(plan("factors: [{name: m, key: rules.minutes.msp, range: [1, 103], step: 1}]")))
        for count in [1, 2, 7, 103, 200] {
            XCTAssertEqual((0..<count).flatMap { Array(design.share($0, of: count)) }, Array(0..<103))
        }
    }

    func testTenMillionRunsAreFoundByTheirNumbersAtOnce() throws {
        let sites = (0..<40).map { "s\($0)" }.joined(separator: ", ")
        let design = try XCTUnwrap(
            BatchDesign(plan("factors: [{name: s, subset_of: [\(sites)], size: 5, draws: 10000000}]")))
        XCTAssertEqual(design.runCount, 10_000_000)
        let sampler = design.sampler()
        XCTAssertEqual(sampler.run(9_999_999).values[0].subset?.count, 5)
        XCTAssertEqual(sampler.run(123_456).values[0].text, design.sampler().run(123_456).values[0].text)
    }

    func testASaltelliSampleExchangesOneFactorAtATime() throws {
        let design = try XCTUnwrap(
            BatchDesign(
                plan(
                    """
                    design: {saltelli: 4}
                    factors:
                      - {name: m, key: rules.minutes.msp, from: 5, to: 25}
                      - {name: w, key: travel.access_kmh, from: 3, to: 5}
                      - {name: n, key: 'changes[1].open.minutes', values: [10, 20, 30]}
                    """)))
        XCTAssertEqual(design.runCount, 4 * 5)
        let sampler = design.sampler()
        for row in 0..<4 {
            let runs = (0..<5).map { sampler.run(5 * row + $0).values.map(\.text) }
            let (a, b) = (runs[0], runs[1])
            for factor in 0..<3 {
                var mixed = a
                mixed[factor] = b[factor]
                XCTAssertEqual(runs[2 + factor], mixed)
            }
        }
    }

    func testSampledValuesFollowTheirDistributions() throws {
        func interval(_ distribution: SampledInterval.Distribution, whole: Bool = false) -> SampledInterval {
            SampledInterval(from: 2, to: 8, distribution: distribution, isWhole: whole)
        }
        XCTAssertEqual(interval(.uniform).quantile(0.25), 3.5)
        XCTAssertEqual(interval(.logUniform).quantile(0.5), 4, accuracy: 1e-12)
        // The triangle's area left of its mode 4 is (4 − 2) ÷ (8 − 2).
        XCTAssertEqual(interval(.triangular(mode: 4)).quantile(1.0 / 3), 4, accuracy: 1e-12)
        XCTAssertEqual(interval(.normal(mean: 5, standardDeviation: 1)).quantile(0.5), 5, accuracy: 1e-12)
        for share in [0, 0.1, 0.9, 0.999999999] {
            XCTAssertTrue((2...8).contains(interval(.normal(mean: 2, standardDeviation: 3)).quantile(share)))
        }
        XCTAssertEqual(
            (0..<7).map { interval(.uniform, whole: true).quantile((Double($0) + 0.5) / 7) }, [2, 3, 4, 5, 6, 7, 8])
    }

    // MARK: The scenario of a run

    func testARunsScenarioHasTheFactorsValues() throws {
        let files = try files(
            """
            batch: 1
            name: Essai
            scenario: scenario.yaml
            figures: [inhabitants]
            replicates: 1
            factors:
              - {name: minutes, key: rules.minutes.cds, values: [7]}
              - {name: own, key: 'changes[1].open.minutes', values: [9]}
              - {name: sites, subset_of: [b, '2A001'], size: 1}
            """)
        let scenarios = try BatchScenarios(BatchPlan(path: files.path("plan.yaml")))
        let sampler = scenarios.design.sampler()
        let first = try ScenarioFile(scenarios.scenarioRoot(of: sampler.run(0)), path: files.path("scenario.yaml"))
        XCTAssertEqual(first.settings.minutesByKind, ["msp": 15, "cds": 7])
        XCTAssertEqual(first.changes.map(\.site.text), ["a", "b", "2A001"])
        XCTAssertEqual(first.changes[2].action, .close)
        let second = try ScenarioFile(scenarios.scenarioRoot(of: sampler.run(1)), path: files.path("scenario.yaml"))
        XCTAssertEqual(second.changes.map(\.site.text), ["a"])
        XCTAssertTrue(FileManager.default.fileExists(atPath: files.path("plan.yaml")))
        guard case .open(let b) = first.changes[1].action else { return XCTFail("no opening") }
        XCTAssertEqual(b.minutes, 9)
    }

    func testTwoWaysOfWritingAPlanAreOnePlan() throws {
        let one = try plan("factors: [{name: m, key: rules.minutes.msp, values: [10, 15]}]")
        let other = try plan(
            "# of one and the same\nfactors:\n  - key: rules.minutes.msp\n    name: m\n    values: [10.0, 15]\n")
        XCTAssertEqual(one.canonicalText, other.canonicalText)
        let third = try plan("factors: [{name: m, key: rules.minutes.msp, values: [10, 16]}]")
        XCTAssertNotEqual(one.canonicalText, third.canonicalText)
    }
}
