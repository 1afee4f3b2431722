import Placement
import Simulation
import Territory

/// For each placement what was asked and how good the plan is, then one line a site; nothing without placements.
func placementLines(_ placements: [PlacementResult], _ words: TableWords) -> [String] {
    placements.flatMap { placement -> [String] in
        let outcome = placement.outcome
        let isInPeople = outcome.request.model.isCovering
        let title =
            words.word("Implantations", "Sites placed")
            + " (\(outcome.request.kind), \(outcome.request.model.rawValue), "
            + "\(plain(outcome.request.minutes)) min): \(words.status(outcome.plan))"
        let head = [
            outcome.request.drawsOnlyZones
                ? words.word("zone d’implantation prioritaire", "priority zone") : words.word("site", "site"),
            words.word("lieu", "place"), words.word("habitants attribués", "inhabitants allocated"),
            words.word("nouveaux", "new"),
            isInPeople
                ? words.word("apport (habitants)", "adds (inhabitants)")
                : words.word("apport (heures de trajet)", "adds (hours of travel)"), "km²",
        ]
        let explained = Dictionary(uniqueKeysWithValues: outcome.explanation.sites.map { ($0.site, $0.adds) })
        let zones = Dictionary(uniqueKeysWithValues: placement.zones.map { ($0.site, $0.land.area / 1e6) })
        let lines = outcome.placed.map { site in
            [
                site.id.description, outcome.candidates[site.candidate].name, words.number(site.inhabitants),
                words.number(site.newInhabitants),
                words.number(
                    explained[outcome.existing.count + site.candidate].map { isInPeople ? $0 : $0 / 3600 }),
                words.minutes(zones[site.id]),
            ]
        }
        let covered =
            words.word("Habitants couverts : ", "Inhabitants covered: ") + words.number(outcome.coveredBefore) + " → "
            + words.number(outcome.coveredInhabitants)
        return ["", title] + (lines.isEmpty ? [] : columns([head] + lines)) + [covered]
    }
}

extension TableWords {
    fileprivate func status(_ plan: Plan) -> String {
        let gap = plan.gap.map { word(", écart ", ", gap ") + percent($0) } ?? ""
        return switch plan.status {
        case .optimal: word("optimal, prouvé", "optimal, proved")
        case .feasible: word("réalisable, non prouvé", "feasible, not proved") + gap
        case .timeLimit: word("temps écoulé", "out of time") + gap
        case .infeasible: word("aucun plan ne convient", "no plan does it")
        }
    }
}
