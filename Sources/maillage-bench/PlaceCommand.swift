import ArgumentParser
import Coverage
import Foundation
import Layers
import Placement
import RoadNetwork

/// Siting without what comes before and after it: reading tables, explanations, writing the plan.
struct PlaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place", abstract: "Siting on raw arrays, on one thread.",
        discussion: """
            A problem is a folder with times.u32 (milliseconds from each place of demand to each candidate, row by row; \
            4294967295: no way) and weights.f64 (one number a place of demand).

            Prints the seconds to read (load_s) and to choose the sites, from the matrix to the plan (total_s); then \
            the plan.

            Example:
              maillage-bench place corse-360 p-median --sites 10
            """)

    @Argument(help: "The folder of the problem.")
    var folder: String

    @Argument(help: "lscp, mclp, p-median, p-center, maillage, equity or lexicographic.")
    var model: SitingModel

    @Option(help: "How many sites.")
    var sites: Int?

    @Option(help: "How far a site covers.")
    var minutes = 15.0

    @Option(help: "Inhabitants that each site of a maillage has at least.")
    var minInhabitants = 15_000.0

    @Option(help: "exact, heuristic or auto.")
    var method = SitingMethod.auto

    @Option(help: "Stop after so many seconds.")
    var timeLimit: Double?

    func run() throws {
        let clock = ContinuousClock()
        let started = clock.now
        let question = try question()
        let loaded = clock.now
        let plan = place(question)
        let done = clock.now
        let figures = Figures(
            load_s: (loaded - started) / .seconds(1), total_s: (done - loaded) / .seconds(1),
            status: plan.status.rawValue, method: plan.method.rawValue, objective: plan.objective, bound: plan.bound,
            gap: plan.gap, sites: plan.sites)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }

    private func question() throws -> SitingQuestion {
        func file(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
        let weights = try numbers(Double.self, in: file("weights.f64"))
        let times = try numbers(UInt32.self, in: file("times.u32"))
        guard !weights.isEmpty, times.count % weights.count == 0, !times.isEmpty else {
            throw Problem(
                .content, file: file("times.u32"), "has \(times.count) times for \(weights.count) places of demand",
                remedy: "write one time for each place and candidate")
        }
        if let bad = weights.firstIndex(where: { !($0 >= 0 && $0 <= 1e12) }) {
            throw Problem(
                .content, file: file("weights.f64"), place: "number \(bad)", "\(weights[bad]) is no weight",
                remedy: "write 0 or more")
        }
        let candidates = times.count / weights.count
        if let sites, !(1...candidates).contains(sites) {
            throw Problem(
                .content, file: file("times.u32"), "\(sites) sites are asked for of \(candidates) candidates",
                remedy: "ask for 1 to \(candidates)")
        }
        let travel = TravelPairs(
            demandCount: weights.count, supplyCount: candidates, sortedCount: times.count
        ) {
            TravelPairs.Pair(
                demand: $0 / candidates, supply: $0 % candidates, time: TravelTime(milliseconds: times[$0]))
        }
        return SitingQuestion(
            model: model, travel: travel, inhabitants: weights, sites: model.needsSites ? sites ?? 1 : nil,
            limit: TravelTime(minutes: minutes), leastInhabitants: minInhabitants, method: method,
            timeLimitSeconds: timeLimit)
    }

    private struct Figures: Encodable {
        var load_s: Double
        var total_s: Double
        var status: String
        var method: String
        var objective: Double?
        var bound: Double?
        var gap: Double?
        var sites: [Int]
    }
}

extension SitingModel: ExpressibleByArgument {}
extension SitingMethod: ExpressibleByArgument {}
