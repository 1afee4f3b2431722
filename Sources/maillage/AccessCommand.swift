import ArgumentParser
import Coverage
import Export
import Foundation
import Layers

struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Potential access: supply per inhabitant, by floating catchments.",
        discussion: """
            Reads a matrix of travel times (origin,destination,seconds, as maillage matrix writes it), inhabitants \
            (id,inhabitants) and supply (id,supply). Writes id,access: supply per inhabitant, in the order of the \
            inhabitants' table, 0 where nothing is reached. Pairs without seconds, or missing, have no way.

            Methods: e2sfca (enhanced two-step floating catchment, the form of the APL), 2sfca, 3sfca, raam \
            (rational agents), gravity. 2sfca and raam use the decay as a cut-off only.

            Decays, t in minutes: steps:MIN=WEIGHT,… (up to and including MIN), binary:MIN, exponential:B \
            (exp(-B t)), gaussian:MIN (0 beyond MIN), power:B (t^-B, t at least 1).

            Example:
              maillage access --matrix times.csv --demand people.csv --supply gps.csv \\
                --decay steps:10=1,15=0.6667,20=0.3333 --output access.csv
            """)

    @Option(name: .long, help: "CSV of travel times: origin (demand id), destination (supply id), seconds.")
    var matrix: String

    @Option(name: .long, help: "CSV of the people: id,inhabitants.")
    var demand: String

    @Option(name: .long, help: "CSV of the supply: id,supply.")
    var supply: String

    @Option(
        name: .long, help: "How weights fall with travel time, such as steps:10=1,15=0.6667 or gaussian:30.",
        transform: parsedDecay)
    var decay: TravelDecay

    @Option(name: .long, help: "e2sfca, 2sfca, 3sfca, raam or gravity.")
    var method = AccessMethod.enhancedTwoStep

    @OptionGroup var summary: SummaryOptions
    @OptionGroup var work: WorkOptions

    @Option(name: .long, help: "The CSV file to write.")
    var output: String

    func run() throws {
        try requireOutput(output, notAmong: [matrix, demand, supply])
        let tables = try AccessTables(matrix: matrix, demand: demand, supply: supply)
        let result = potentialAccess(
            method, decay: decay, inhabitants: tables.inhabitants, supply: tables.supply, pairs: tables.pairs)
        try requireFinite(result.access, tables)
        if let equilibrium = result.equilibrium, !equilibrium.hasConverged {
            work.tell(
                "warning: after \(equilibrium.rounds) rounds people could still gain "
                    + "\(equilibrium.relativeGap) of their cost by changing")
        }
        try writeAccess(
            to: output, ids: tables.demandFileOrder.map { tables.demandIDs[$0] },
            access: tables.demandFileOrder.map { result.access[$0] })
        let reached = reachedSupply(method, decay: decay, inhabitants: tables.inhabitants, pairs: tables.pairs)
        let report = AccessReport(self, tables, result, reached)
        try summary.print(report, table: report.lines, work)
    }

    private func requireFinite(_ access: [Double], _ tables: AccessTables) throws {
        guard let place = access.firstIndex(where: { !$0.isFinite }) else { return }
        throw Problem(
            .content, file: demand, "the access of \"\(tables.demandIDs[place])\" is beyond every number",
            remedy: "check the inhabitants for figures that are next to nothing")
    }
}

/// The summary of a run.
private struct AccessReport: Encodable {
    var method: String
    var decay: String
    var places: Int
    var inhabitants: Double
    var inhabitants_without_access: Double
    var supply: Double
    var supply_out_of_reach: Double
    /// Per inhabitant, weighted by inhabitants; nil where nobody lives.
    var mean_access: Double?
    /// Over the places where somebody lives.
    var least_access: Double?
    var greatest_access: Double?
    /// Of rational agents only: the published measure, weighted by inhabitants, over those who reach something.
    var mean_cost: Double?
    var rounds: Int?

    init(_ command: AccessCommand, _ tables: AccessTables, _ result: PotentialAccess, _ reached: [Bool]) {
        method = command.method.rawValue
        decay = command.decay.description
        places = tables.demandIDs.count
        let people = tables.inhabitants
        let living = zip(people, result.access).filter { $0.0 > 0 }
        inhabitants = people.reduce(0, +)
        inhabitants_without_access = living.filter { $0.1 == 0 }.reduce(0) { $0 + $1.0 }
        supply = tables.supply.reduce(0, +)
        supply_out_of_reach = zip(tables.supply, reached).filter { !$0.1 }.reduce(0) { $0 + $1.0 }
        mean_access = inhabitants > 0 ? living.reduce(0) { $0 + $1.0 * $1.1 } / inhabitants : nil
        least_access = living.map(\.1).min()
        greatest_access = living.map(\.1).max()
        guard let equilibrium = result.equilibrium else { return }
        rounds = equilibrium.rounds
        let costs = zip(people, equilibrium.costs).compactMap { people, cost in cost.map { (people, $0) } }
        let paying = costs.reduce(0) { $0 + $1.0 }
        mean_cost = paying > 0 ? costs.reduce(0) { $0 + $1.0 * $1.1 } / paying : nil
    }

    /// The table: six significant digits.
    var lines: [(name: String, value: String)] {
        func text(_ number: Double?) -> String { number.map { String(format: "%.6g", $0) } ?? "–" }
        func whole(_ number: Double) -> String { String(format: "%.1f", number).replacing(/\.0$/, with: "") }
        var lines = [
            ("method", method), ("decay", decay), ("places", String(places)),
            ("inhabitants", whole(inhabitants)), ("inhabitants_without_access", whole(inhabitants_without_access)),
            ("supply", whole(supply)), ("supply_out_of_reach", whole(supply_out_of_reach)),
            ("mean_access", text(mean_access)), ("least_access", text(least_access)),
            ("greatest_access", text(greatest_access)),
        ]
        if let rounds { lines += [("mean_cost", text(mean_cost)), ("rounds", String(rounds))] }
        return lines
    }
}

extension AccessMethod: ExpressibleByArgument {}

@Sendable private func parsedDecay(_ text: String) throws -> TravelDecay {
    do { return try TravelDecay(text) } catch { throw ValidationError("\(error)") }
}
