import ArgumentParser
import Foundation
import Simulation

struct StaysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stays", abstract: "Temporary stays of a scenario over years, by replicates.",
        discussion: """
            Reads and evaluates the scenario first; then times the simulation alone, its figures included.

            Example:
              maillage-bench stays Scenarios/temporary-stay.yaml --years 10 --threads 2
            """)

    @Argument(help: "A scenario file.")
    var scenario: String

    @Option(help: "Years that follow each other, all with the beds of the scenario.")
    var years = 10

    @Option(help: "How many threads work at once.")
    var threads = 2

    @Option(help: "How often the simulation is timed; the best counts.")
    var repeats = 3

    func validate() throws {
        guard years >= 1, threads >= 1, repeats >= 1 else {
            throw ValidationError("--years, --threads and --repeats are 1 or more.")
        }
    }

    func run() throws {
        let loaded = try loadScenario(path: scenario)
        let evaluation = try loaded.evaluated(for: loaded.attachedPeople(threads: threads), threads: threads)
        var best = Double.infinity
        var demand = 0.0
        for _ in 0..<repeats {
            let clock = ContinuousClock()
            var results: [StayResult] = []
            let duration = clock.measure {
                results =
                    simulatedStays(over: [Evaluation](repeating: evaluation, count: years), threads: threads) ?? []
            }
            demand = results.reduce(0) { $0 + ($1.total?.demand.mean ?? 0) }
            best = min(best, Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18)
        }
        let settings = loaded.settings.stays
        print(
            "\(evaluation.territory.population.count) points, \(years) years × \(settings.replicates) replicates, "
                + "\(Int(demand.rounded())) people a replicate, \(threads) threads: \(best) s")
    }
}
