import ArgumentParser
import Foundation
import RoadNetwork
import Simulation

/// A scenario evaluated again after a change, as a planner's map or a sweep asks for it.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "All figures of a scenario, again and again, travel times kept: without files and without maps.",
        discussion: """
            Each round leaves out another of the scenario's changes (as if it were undone), and evaluates what is left; \
            the times of all sites are known from a first evaluation. Prints the seconds to read the scenario (load_s), \
            of the first evaluation (first_s), and of the others (median_s, least_s, most_s).

            Example:
              maillage-bench evaluate Scenarios/basse-normandie.yaml --rounds 20 --threads 2
            """)

    @Argument(help: "A scenario file.")
    var scenario: String

    @Option(help: "How often it is evaluated.")
    var rounds = 20

    @Option(help: "How many threads work at once.")
    var threads = 1

    func validate() throws {
        if !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024.") }
        if !(1...100_000).contains(rounds) { throw ValidationError("--rounds must be from 1 to 100000.") }
    }

    func run() throws {
        let clock = ContinuousClock()
        let started = clock.now
        var loaded = try loadScenario(path: scenario)
        let people = try loaded.attachedPeople(threads: threads)
        let read = clock.now
        let cache = SiteTravelCache()
        _ = try loaded.evaluated(for: people, cache: cache, threads: threads)
        let first = clock.now - read
        let changes = loaded.scenario.changes
        var seconds: [Double] = []
        var covered = 0.0
        for round in 0..<rounds {
            loaded.scenario.changes = changes
            if !changes.isEmpty { loaded.scenario.changes.remove(at: changes.count - 1 - round % changes.count) }
            let begun = clock.now
            let evaluation = try loaded.evaluated(for: people, cache: cache, threads: threads)
            seconds.append((clock.now - begun) / .seconds(1))
            covered += evaluation.kinds.reduce(0) { $0 + $1.figures.covered }
        }
        seconds.sort()
        let figures = Figures(
            load_s: (read - started) / .seconds(1), first_s: first / .seconds(1), median_s: seconds[seconds.count / 2],
            least_s: seconds[0], most_s: seconds[seconds.count - 1], rounds: rounds, changes: changes.count,
            points: loaded.baseline.population.count, covered: covered)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }

    private struct Figures: Encodable {
        var load_s: Double
        var first_s: Double
        var median_s: Double
        var least_s: Double
        var most_s: Double
        var rounds: Int
        var changes: Int
        /// Places of people.
        var points: Int
        /// Covered inhabitants over all kinds and rounds: what keeps the work from being left out.
        var covered: Double
    }
}
