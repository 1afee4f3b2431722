import Placement
import RoadNetwork
import Simulation
import Territory

/// `placements` of the summary, each under what the ids of its sites begin with, with a number where that stands twice.
func summary(of placements: [PlacementResult], in territory: StudyTerritory) -> SummaryValue {
    var counts: [String: Int] = [:]
    return .list(
        placements.map { placement in
            let prefix = placement.outcome.request.idPrefix
            counts[prefix, default: 0] += 1
            let number = counts[prefix] ?? 1
            return summary(of: placement, id: number == 1 ? prefix : "\(prefix)-\(number)", in: territory)
        })
}

private func summary(of placement: PlacementResult, id: String, in territory: StudyTerritory) -> SummaryValue {
    let outcome = placement.outcome
    let (request, plan) = (outcome.request, outcome.plan)
    let explained = Dictionary(uniqueKeysWithValues: outcome.explanation.sites.map { ($0.site, $0) })
    let zones = Dictionary(uniqueKeysWithValues: placement.zones.map { ($0.site, $0) })
    let sites = outcome.placed.map { site in
        let figures = explained[outcome.existing.count + site.candidate]
        let candidate = outcome.candidates[site.candidate]
        return SummaryValue.object([
            "site": .text(site.id.description), "candidate": .text(candidate.id), "name": .text(candidate.name),
            "commune": SummaryValue(candidate.commune.map { territory.communes[$0].id.description }),
            "inhabitants": .number(site.inhabitants), "new_inhabitants": .number(site.newInhabitants),
            "inhabitants_only_here": SummaryValue(figures?.inhabitantsOnlyHere), "adds": SummaryValue(figures?.adds),
            "loss_when_replaced": SummaryValue(figures?.lossWhenReplaced),
            "replacement": SummaryValue(figures?.replacement.map { outcome.label(of: $0).id }),
            "zone_km2": SummaryValue(zones[site.id].map { $0.land.area.rounded() / 1e6 }),
        ])
    }
    var members: [String: SummaryValue] = [
        "id": .text(id), "kind": .text(request.kind), "model": .text(request.model.rawValue),
        "method": .text(plan.method.rawValue),
        "status": .text(plan.status.rawValue), "objective": SummaryValue(plan.objective),
        "bound": SummaryValue(plan.bound), "gap": SummaryValue(plan.gap),
        "objective_unit": .text(unitOfObjective(request)),
        "worth_unit": .text(request.model.unitOfWorth), "minutes": .number(request.minutes),
        "sites_asked": SummaryValue(request.sites.map(Double.init)), "budget": SummaryValue(request.budget),
        "existing_sites": .number(Double(outcome.existing.count)),
        "candidates": .number(Double(outcome.candidates.count)), "demand": .text(request.demand.rawValue),
        "only_zones": .flag(request.drawsOnlyZones), "sites": .list(sites),
        "covered_before": .number(outcome.coveredBefore), "covered_inhabitants": .number(outcome.coveredInhabitants),
        "uncovered_inhabitants": .number(outcome.inhabitants.reduce(0, +) - outcome.coveredInhabitants),
        "left_out_inhabitants": .number(
            outcome.explanation.leftOut.reduce(0) { $0 + outcome.inhabitants[$1.place] }),
        "left_out": .list(leftOut(outcome, in: territory)), "notes": .list(plan.notes.map { .text($0) }),
        "opened": .list(outcome.opened.map { .text($0.id.description) }),
    ]
    if let curve = outcome.curve {
        members["curve"] = .list(
            curve.map {
                .object([
                    "sites": .number(Double($0.sites)), "covered": .number($0.covered), "exact": .flag($0.isExact),
                ])
            })
    }
    return .object(members)
}

/// Demand without a site, by commune and reason: most inhabitants first.
private func leftOut(_ outcome: SitingOutcome, in territory: StudyTerritory) -> [SummaryValue] {
    struct Key: Hashable {
        var commune: Int?
        var reason: Explanation.Reason
    }
    struct Sum {
        var inhabitants = 0.0
        /// The candidate that the most people of it would have.
        var candidates: [Int: Double] = [:]
        var leastTime: TravelTime?
    }
    var sums: [Key: Sum] = [:]
    for entry in outcome.explanation.leftOut where outcome.inhabitants[entry.place] > 0 {
        let commune =
            outcome.request.demand == .communes ? entry.place : territory.population.communes[entry.place]
        var sum = sums[Key(commune: commune, reason: entry.reason)] ?? Sum()
        sum.inhabitants += outcome.inhabitants[entry.place]
        if let candidate = entry.candidate {
            sum.candidates[candidate, default: 0] += outcome.inhabitants[entry.place]
        }
        if let time = entry.time { sum.leastTime = min(sum.leastTime ?? time, time) }
        sums[Key(commune: commune, reason: entry.reason)] = sum
    }
    let ordered = sums.sorted { left, right in
        (-left.value.inhabitants, left.key.commune ?? .max, left.key.reason.rawValue)
            < (-right.value.inhabitants, right.key.commune ?? .max, right.key.reason.rawValue)
    }
    return ordered.map { key, sum in
        let candidate = sum.candidates.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key
        return .object([
            "commune": SummaryValue(key.commune.map { territory.communes[$0].id.description }),
            "name": SummaryValue(key.commune.map { territory.communes[$0].name }),
            "reason": .text(key.reason.rawValue), "inhabitants": .number(sum.inhabitants),
            "candidate": SummaryValue(candidate.map { outcome.label(of: $0).id }),
            "least_minutes": SummaryValue(sum.leastTime.flatMap(\.minutes)),
        ])
    }
}

/// What the objective is counted in: weights are people that count more or less.
private func unitOfObjective(_ request: SitingRequest) -> String {
    let unit = request.model.unitOfObjective
    return request.weights.isEmpty || !unit.hasPrefix("inhabitant") ? unit : "weighted_" + unit
}
