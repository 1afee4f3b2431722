import Export
import Foundation
import Simulation

/// What there is to say of a plan before it is run: how many runs it means, and how long they will take.
struct PlanValidation {
    var path: String
    var json: Bool
    var work: WorkOptions

    private struct Report: Encodable {
        var batch: String
        var design: String
        var factors: Int
        var runs: Int
        var figures: [String]
        var per_commune: [String]
        var seconds_per_run: Double
        var jobs: Int
        var seconds: Double
        var compiled: Bool
    }

    func run() throws {
        let scenarios = try BatchScenarios(BatchPlan(path: path))
        let figures = try BatchFigures(scenarios, threads: work.threadCount)
        let seconds = try figures.secondsPerRun(of: scenarios, atMost: 3)
        let jobs = work.threadCount
        let whole = seconds * Double(scenarios.design.runCount) / Double(min(jobs, max(1, scenarios.design.runCount)))
        let plan = scenarios.plan
        if json {
            try printOut(
                jsonText(
                    Report(
                        batch: plan.name, design: plan.design.name, factors: plan.factors.count,
                        runs: scenarios.design.runCount, figures: figures.names, per_commune: figures.communeColumns,
                        seconds_per_run: seconds, jobs: jobs, seconds: whole, compiled: figures.compiled != nil)))
            return
        }
        if work.quiet { return }
        try printOut("\(plan.name): \(scenarios.design.runCount) runs (\(plan.design.name))")
        for factor in plan.factors {
            let count = factor.levelCount.map { "\($0) values" } ?? "sampled"
            try printOut("factor \(factor.name): \(count), \(factor.key)")
        }
        try printOut(
            "figures: \(figures.names.count)"
                + (figures.communeColumns.isEmpty ? "" : ", and \(figures.communeColumns.count) of every commune"))
        try printOut(
            "a run takes \(String(format: seconds < 0.01 ? "%.1f" : "%.0f", seconds * 1000)) ms; "
                + "with \(jobs) at a time about \(duration(whole))")
    }
}
