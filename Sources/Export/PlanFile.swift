import Coverage
import Equity
public import Foundation
import Layers
public import Placement
import RoadNetwork

/// A plan with its explanations, under the ids of the tables (`plan.json`).
public struct PlanReport: Sendable {
    let plan: Plan
    let question: SitingQuestion
    let tables: PlacementTables
    let explanation: Explanation
    var curve: [CoveragePoint]?
    var alternatives: [Plan]?
    let figures: PlanFigures

    /// - Parameters:
    ///   - curve, alternatives: nil where they were not asked for.
    public init(
        _ plan: Plan, of question: SitingQuestion, tables: PlacementTables, curve: [CoveragePoint]? = nil,
        alternatives: [Plan]? = nil
    ) {
        self.plan = plan
        self.question = question
        self.tables = tables
        self.curve = curve
        self.alternatives = alternatives
        explanation = explain(plan, of: question)
        figures = PlanFigures(plan, of: question)
    }

    /// Writes the JSON object aside and renames it: names sorted, numbers in their shortest exact form.
    ///
    /// - Throws: `Problem` (output).
    public func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let file = try FileBeingWritten(path: path)
        try file.write(Array(encoder.encode(Object(report: self, isWhole: true))))
        try file.write("\n")
        try file.finish()
    }

    /// The plan without allocation and explanations, on one line.
    public var summary: some Encodable { Object(report: self, isWhole: false) }

    /// The same as lines of name and value.
    public var lines: [(name: String, value: String)] {
        func text(_ number: Double?, _ format: String = "%.2f") -> String {
            guard let number else { return "–" }
            return number == number.rounded() && abs(number) < 1e15
                ? String(Int64(number)) : String(format: format, number)
        }
        var lines = [
            ("model", plan.model.rawValue), ("method", plan.method.rawValue), ("status", plan.status.rawValue),
            ("objective", text(plan.objective, "%.3f")), ("bound", text(plan.bound, "%.3f")),
            ("gap", plan.gap.map { String(format: "%.4f %%", $0 * 100) } ?? "–"),
            ("sites", String(plan.sites.count)),
            ("covered_inhabitants", text(figures.covered)), ("uncovered_inhabitants", text(figures.uncovered)),
            ("mean_minutes", text(figures.meanMinutes)), ("max_minutes", text(figures.maxMinutes)),
            ("gini", text(figures.gini, "%.4f")),
        ]
        let unit = plan.model.isCovering ? "covered" : "inhabitant-seconds"
        lines += explanation.sites.map { site in
            let loss = site.lossWhenReplaced.map { ", \(text(max($0, 0))) when replaced by the next best" } ?? ""
            return (
                (site.isExisting ? "existing " : "site ") + tables.candidateIDs[site.site],
                "\(text(site.inhabitants)) inhabitants; adds \(text(site.adds)) \(unit)\(loss)"
            )
        }
        return lines
    }

    /// What must be said of it.
    public var warnings: [String] {
        var warnings = tables.warnings + plan.notes.map { "note: \($0)" }
        let unreached = explanation.leftOut.filter { $0.reason == .noWay || $0.reason == .tooFar }
        if !unreached.isEmpty {
            let shown = unreached.prefix(20).map { tables.demandIDs[$0.place] }.joined(separator: ", ")
            let people = unreached.reduce(0) { $0 + question.inhabitants[$1.place] }
            warnings.append(
                "warning: no candidate is within reach of \(unreached.count) places with \(text(people)) inhabitants; "
                    + "they are left out: \(shown)" + (unreached.count > 20 ? " …" : ""))
        }
        return warnings
    }

    private func text(_ number: Double) -> String {
        number == number.rounded() ? String(Int64(number)) : String(number)
    }
}

/// What a plan means for the people: recomputed from its allocation.
struct PlanFigures: Sendable {
    /// Allocated within the limit; and all others.
    var covered = 0.0
    var uncovered = 0.0
    /// Over those with a site, weighted by inhabitants; nil where nobody has one.
    var meanMinutes: Double?
    var maxMinutes: Double?
    /// Of the minutes of those with a site, weighted as the objective; nil where it has no meaning.
    var gini: Double?

    init(_ plan: Plan, of question: SitingQuestion) {
        var (people, travel) = (0.0, 0.0)
        var (values, weights) = ([Double](), [Double]())
        var longest: TravelTime?
        for place in 0..<question.demandCount {
            let inhabitants = question.inhabitants[place]
            let time = plan.allocation[place].flatMap { site in
                question.travel.pairs(of: place).first { Int(question.travel.supplies[$0]) == site }
                    .map { question.travel.times[$0] }
            }
            guard let time, let minutes = time.minutes else {
                uncovered += inhabitants
                continue
            }
            values.append(minutes)
            weights.append(question.weights[place])
            if time <= question.limit { covered += inhabitants } else { uncovered += inhabitants }
            people += inhabitants
            travel += inhabitants * minutes
            longest = max(longest ?? time, time)
        }
        meanMinutes = people > 0 ? travel / people : nil
        maxMinutes = longest?.minutes
        // Weights were checked with the tables; what is undefined has no value.
        gini = (try? WeightedDistribution(values: values, weights: weights)).flatMap { giniIndex(of: $0).value }
    }
}

private struct Object: Encodable {
    let report: PlanReport
    /// With allocation and explanations.
    let isWhole: Bool

    enum Name: String, CodingKey {
        case model, method, status, objective, bound, gap, sites, allocation, minutes, notes, existing, curve
        case alternatives, explanation, seed, gini
        case coveredInhabitants = "covered_inhabitants"
        case uncoveredInhabitants = "uncovered_inhabitants"
        case meanMinutes = "mean_minutes"
        case maxMinutes = "max_minutes"
        case mostGini = "max_gini"
        case candidates = "candidates"
        case missingPairs = "missing_pairs"
        case leastInhabitants = "min_inhabitants"
        case mostInhabitants = "max_inhabitants"
    }

    func encode(to encoder: any Encoder) throws {
        let (plan, tables, question) = (report.plan, report.tables, report.question)
        let ids = tables.candidateIDs
        var object = encoder.container(keyedBy: Name.self)
        try object.encode(plan.model.rawValue, forKey: .model)
        try object.encode(plan.method.rawValue, forKey: .method)
        try object.encode(plan.status.rawValue, forKey: .status)
        // Optionals that are nil stand as null.
        try object.encode(plan.objective, forKey: .objective)
        try object.encode(plan.bound, forKey: .bound)
        try object.encode(plan.gap, forKey: .gap)
        try object.encode(plan.sites.map { ids[$0] }, forKey: .sites)
        try object.encode(report.figures.covered, forKey: .coveredInhabitants)
        try object.encode(report.figures.uncovered, forKey: .uncoveredInhabitants)
        try object.encode(report.figures.meanMinutes, forKey: .meanMinutes)
        try object.encode(report.figures.maxMinutes, forKey: .maxMinutes)
        try object.encode(report.figures.gini, forKey: .gini)
        if let most = question.mostGini { try object.encode(most, forKey: .mostGini) }
        try object.encode(plan.notes, forKey: .notes)
        guard isWhole else { return }
        try object.encode(question.limit.minutes, forKey: .minutes)
        try object.encode(question.seed, forKey: .seed)
        try object.encode(ids.count, forKey: .candidates)
        try object.encode(tables.missingPairs, forKey: .missingPairs)
        try object.encode(question.existing.sorted().map { ids[$0] }, forKey: .existing)
        if plan.model == .partition {
            try object.encode(question.leastInhabitants, forKey: .leastInhabitants)
            try object.encode(question.mostInhabitants, forKey: .mostInhabitants)
        }
        try object.encode(
            Dictionary(
                uniqueKeysWithValues: zip(tables.demandIDs, plan.allocation.map { $0.map { ids[$0] } })),
            forKey: .allocation)
        try object.encode(ExplanationObject(report: report), forKey: .explanation)
        if let curve = report.curve { try object.encode(curve.map(PointObject.init), forKey: .curve) }
        if let alternatives = report.alternatives {
            try object.encode(
                alternatives.map { other in
                    AlternativeObject(
                        status: other.status.rawValue, objective: other.objective,
                        difference: other.objective.flatMap { value in plan.objective.map { value - $0 } },
                        sites: other.sites.map { ids[$0] })
                }, forKey: .alternatives)
        }
    }
}

private struct PointObject: Encodable {
    var sites: Int
    var covered: Double
    var method: String

    init(_ point: CoveragePoint) {
        sites = point.sites
        covered = point.covered
        method = point.isExact ? "exact" : "greedy"
    }
}

private struct AlternativeObject: Encodable {
    var status: String
    var objective: Double?
    /// From the plan's objective.
    var difference: Double?
    var sites: [String]
}

private struct ExplanationObject: Encodable {
    struct Site: Encodable {
        var site: String
        var existing: Bool
        var inhabitants: Double
        var only_here_inhabitants: Double
        var adds: Double
        var loss_when_replaced: Double?
        var replacement: String?
    }

    struct LeftOut: Encodable {
        var demand: String
        var inhabitants: Double
        var reason: String
        var candidate: String?
        var minutes: Double?
    }

    struct Candidate: Encodable {
        var candidate: String
        var alone: Double
        var added: Double
    }

    var unit: String
    var sites: [Site]
    var left_out: [LeftOut]
    var candidates: [Candidate]

    init(report: PlanReport) {
        let ids = report.tables.candidateIDs
        let explanation = report.explanation
        unit = report.plan.model.isCovering ? "weight" : "weight-seconds"
        sites = explanation.sites.map { site in
            Site(
                site: ids[site.site], existing: site.isExisting, inhabitants: site.inhabitants,
                only_here_inhabitants: site.inhabitantsOnlyHere, adds: site.adds,
                loss_when_replaced: site.lossWhenReplaced, replacement: site.replacement.map { ids[$0] })
        }
        left_out = explanation.leftOut.map { place in
            LeftOut(
                demand: report.tables.demandIDs[place.place], inhabitants: report.question.inhabitants[place.place],
                reason: place.reason.rawValue, candidate: place.candidate.map { ids[$0] }, minutes: place.time?.minutes)
        }
        candidates = explanation.candidates.map {
            Candidate(candidate: ids[$0.candidate], alone: $0.alone, added: $0.added)
        }
    }
}
