import ArgumentParser
import Export
import Foundation
import Layers
import Placement
import RoadNetwork

struct PlaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place", abstract: "Where to put sites, from a matrix of travel times.",
        discussion: """
            Reads travel times from demand to candidates (origin,destination,seconds, as maillage matrix writes them), \
            people (id,inhabitants), and the ids of candidates and of existing sites. Writes the plan, who goes where, \
            and why: what each site adds, what leaving it out would cost, why demand is left out, what other \
            candidates are worth.

            Fewest sites such that everybody has one within 15 minutes (lscp):
              maillage place --model lscp --matrix m.csv --demand d.csv --minutes 15 --output plan.json
            Most inhabitants within 15 minutes of at most 5 sites (mclp), two of them existing:
              maillage place --model mclp --matrix m.csv --demand d.csv --existing e.csv --sites 5 --output plan.json
            Least travel to 10 sites (p-median):
              maillage place --model p-median --matrix m.csv --demand d.csv --sites 10 --output plan.json
            Least longest travel (p-center):
              maillage place --model p-center --matrix m.csv --demand d.csv --sites 10 --output plan.json
            A partition into areas of 15 000 inhabitants or more, everybody within 15 minutes (maillage):
              maillage place --model maillage --matrix m.csv --demand d.csv --min-inhabitants 15000 \\
                --neighbours touching.csv --time-limit 60 --output plan.json
            Least mean travel of the worst-served tenth (equity); or most inhabitants within the limit, then the \
            least longest travel, then the least mean (lexicographic):
              maillage place --model equity --matrix m.csv --demand d.csv --sites 5 --output plan.json
            Least travel, and unequal by a Gini index of 0.3 at most:
              maillage place --model p-median --max-gini 0.3 --matrix m.csv --demand d.csv --sites 5 \\
                --output plan.json
            As well in the rush hours as outside them:
              maillage place --model mclp --matrix free.csv --matrix peak.csv --robust worst --demand d.csv \\
                --sites 5 --output plan.json

            The status tells whether a plan is proved: optimal; feasible, with a gap; infeasible; time-limit.
            """)

    @Option(name: .long, help: "lscp, mclp, p-median, p-center, maillage, equity or lexicographic.")
    var model: SitingModel

    @Option(
        name: .long,
        help: "CSV of travel times: origin (demand id), destination (candidate id), seconds; may be given again.")
    var matrix: [String]

    @Option(name: .long, help: "How several matrices count: worst (the slowest of each pair) or mean.")
    var robust = RobustTravel.worst

    @Option(name: .long, help: "CSV of the people: id,inhabitants.")
    var demand: String

    @Option(
        name: .long,
        help: "What counts in the objective: columns of the demand with factors (default: inhabitants=1).",
        transform: parsedWeights)
    var weights: [(column: String, factor: Double)] = []

    @Option(
        name: .long, help: "CSV of the candidates: id, and cost where there is a budget (default: every destination).")
    var candidates: String?

    @Option(name: .long, help: "CSV of the sites that exist and stay: id; each one is a candidate too.")
    var existing: String?

    @Option(name: .long, help: "How many sites, the existing ones included (maillage: at most).")
    var sites: Int?

    @Option(name: .long, help: "What new sites may cost together, in place of --sites.")
    var budget: Double?

    @Option(name: .long, help: "How far a site covers, up to and including.")
    var minutes = 15.0

    @Option(name: .long, help: "Inhabitants that each site of a maillage has at least.")
    var minInhabitants = 15_000.0

    @Option(name: .long, help: "Inhabitants that each site of a maillage has at most (default: no limit).")
    var maxInhabitants: Double?

    @Option(
        name: .long,
        help: "p-median: the Gini index of the travel times, weighted as the objective, is this at most (0 to 1).")
    var maxGini: Double?

    @Option(name: .long, help: "CSV of places of demand that touch (a,b): the areas of a maillage become contiguous.")
    var neighbours: String?

    @Option(name: .long, help: "exact, heuristic, or auto: exact up to 5 million pairs.")
    var method = SitingMethod.auto

    @Option(name: .long, help: "Stop after so many seconds with the best plan found.")
    var timeLimit = 300.0

    @Option(name: .long, help: "Seed of the heuristics: the same seed, the same plan.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "How many of the next best plans to search for too.")
    var alternatives = 0

    @Flag(name: .long, help: "Add inhabitants covered by number of sites, from none to all.")
    var curve = false

    @Option(
        name: .long, help: "Numbers of sites for which the curve is exact, not greedy, such as 3,5,10.",
        transform: parsedNumbers)
    var curveExact: [Int] = []

    @OptionGroup var summary: SummaryOptions
    @OptionGroup var work: WorkOptions

    @Option(name: .long, help: "The JSON file to write.")
    var output: String

    func validate() throws {
        guard minutes > 0, minutes <= 50_000 else {
            throw ValidationError("--minutes must be above 0, and 50000 at most.")
        }
        guard timeLimit >= 0 else { throw ValidationError("--time-limit must be 0 or more.") }
        guard minInhabitants >= 0, minInhabitants < .infinity else {
            throw ValidationError("--min-inhabitants must be 0 or more.")
        }
        if let maxInhabitants, !(maxInhabitants >= minInhabitants) {
            throw ValidationError("--max-inhabitants must not be below --min-inhabitants (\(minInhabitants)).")
        }
        if let sites, sites < 1 { throw ValidationError("--sites must be 1 or more.") }
        if let budget, !(budget >= 0 && budget < .infinity) { throw ValidationError("--budget must be 0 or more.") }
        guard (0...100).contains(alternatives) else { throw ValidationError("--alternatives must be from 0 to 100.") }
        if model.needsSites {
            guard (sites != nil) != (budget != nil) else {
                throw ValidationError("--model \(model.rawValue) needs --sites, or else --budget.")
            }
        } else if budget != nil {
            throw ValidationError("--model \(model.rawValue) finds the number of sites itself: leave --budget out.")
        }
        if budget != nil, candidates == nil {
            throw ValidationError("--budget needs --candidates with a column cost.")
        }
        if let maxGini {
            guard model == .median else { throw ValidationError("--max-gini is for --model p-median.") }
            guard (0...1).contains(maxGini) else { throw ValidationError("--max-gini must be from 0 to 1.") }
        }
        if neighbours != nil, model != .partition {
            throw ValidationError("--neighbours is for --model maillage.")
        }
    }

    func run() throws {
        let paths = PlacementTables.Paths(
            matrices: matrix, demand: demand, candidates: candidates, existing: existing, neighbours: neighbours)
        try requireOutput(output, notAmong: paths.all)
        let tables = try PlacementTables(paths, weights: weights, robust: robust, hasCosts: budget != nil)
        try requireFittingNumber(tables)
        if model == .setCovering, sites != nil {
            work.tell("warning: --model lscp finds the number of sites itself: --sites is passed over")
        }
        var question = SitingQuestion(
            model: model, travel: tables.travel, inhabitants: tables.inhabitants, weights: tables.weights,
            existing: tables.existing, sites: model == .setCovering ? nil : sites, costs: tables.costs, budget: budget,
            limit: TravelTime(minutes: minutes), leastInhabitants: minInhabitants, mostInhabitants: maxInhabitants,
            neighbours: tables.neighbours, method: method, timeLimitSeconds: timeLimit, seed: seed)
        question.mostGini = maxGini
        let plan = place(question)
        let report = PlanReport(
            plan, of: question, tables: tables,
            curve: curve || !curveExact.isEmpty ? coverageCurve(of: question, exact: Set(curveExact)) : nil,
            alternatives: alternatives > 0 ? Placement.alternatives(to: plan, of: question, count: alternatives) : nil)
        try report.write(to: output)
        for warning in report.warnings { work.tell(warning) }
        try summary.print(report.summary, table: report.lines, work)
    }

    private func requireFittingNumber(_ tables: PlacementTables) throws {
        guard let sites, model != .setCovering else { return }
        let file = candidates ?? matrix.first ?? ""
        if sites > tables.candidateIDs.count {
            throw Problem(
                .content, file: file,
                "\(sites) sites are asked for, and there are \(tables.candidateIDs.count) candidates",
                remedy: "lower --sites, or add candidates")
        }
        if sites < tables.existing.count {
            throw Problem(
                .content, file: existing ?? file,
                "\(sites) sites are asked for, and \(tables.existing.count) exist already",
                remedy: "raise --sites, which counts the existing ones too")
        }
    }
}

extension SitingModel: ExpressibleByArgument {}
extension SitingMethod: ExpressibleByArgument {}
extension RobustTravel: ExpressibleByArgument {}

/// `column=factor,column=factor`; a column alone counts once.
@Sendable private func parsedWeights(_ text: String) throws -> [(column: String, factor: Double)] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
        let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        let factor = sides.count == 1 ? 1 : sides.count == 2 ? Double(sides[1]) : nil
        guard let column = sides.first, !column.isEmpty, let factor, factor >= 0, factor <= 1e6 else {
            throw ValidationError("--weights \(text): write columns and factors, such as inhabitants=1,age_75_plus=2.")
        }
        return (column, factor)
    }
}

@Sendable private func parsedNumbers(_ text: String) throws -> [Int] {
    try text.split(separator: ",").map { part in
        guard let number = Int(part), number >= 1 else {
            throw ValidationError("--curve-exact \(text): write whole numbers with commas, such as 3,5,10.")
        }
        return number
    }
}
