import Equity
import Simulation
import Territory

/// `equity` of the summary: the indices, and beside them what the run adds: the quantity, who lies beyond each threshold,
/// the two axes, the worst served by name, who is left out, the composite score with its parts.
func summary(of equity: EquityFigures, communes: [String]) -> SummaryValue {
    var further: [String: SummaryValue] = [
        "quantity": .text(equity.settings.quantity.rawValue),
        "beyond": summary(of: equity.beyond),
        "beyond_by": .object(equity.beyondByGroup.mapValues { summary(of: $0) }),
        "worst_served": .object([
            "communes": .list(equity.worstCommunes.map { summary(of: $0, name: "name") }),
            "points": .list(equity.worstPoints.map { summary(of: $0, name: "commune") }),
        ]),
        "left_out": .object([
            "inhabitants": .number(equity.leftOut),
            "communes": .list(equity.leftOutCommunes.map { .text(communes[$0]) }),
        ]),
        "social": socialAxis(of: equity), "territorial": territorialAxis(of: equity),
    ]
    if let service = equity.settings.service {
        further["service"] = .text(service)
    } else {
        further["kind"] = .text(equity.settings.kind)
    }
    if let composite = equity.composite { further["composite"] = summary(of: composite) }
    return .indices(equity.indices, further)
}

/// By threshold.
private func summary(of beyond: [BeyondThreshold]) -> SummaryValue {
    let members = beyond.map {
        (
            plain($0.threshold),
            SummaryValue.object([
                "share": SummaryValue($0.share.value), "depth": SummaryValue($0.depth.value),
                "severity": SummaryValue($0.severity.value),
            ])
        )
    }
    return .object(Dictionary(members) { first, _ in first })
}

private func summary(of worst: EquityFigures.WorstServed, name: String) -> SummaryValue {
    .object([
        "id": .text(worst.id), name: .text(worst.name), "value": .number(worst.value),
        "inhabitants": .number(worst.inhabitants),
    ])
}

/// Between people: the leaning towards those of a high rank, and the groups against all.
private func socialAxis(of equity: EquityFigures) -> SummaryValue {
    let rank: SummaryValue =
        switch equity.settings.rank {
        case .group(let name): .text(name)
        case .table(let table): .text(table.valueField)
        case nil: .null
        }
    let groups = equity.settings.groups.compactMap { name in
        equity.by[name].map { group in
            (
                name,
                SummaryValue.object([
                    "mean": SummaryValue(group.mean.value), "worst_tenth": SummaryValue(group.worstTenth.value),
                    "difference_from_all": SummaryValue(group.differenceFromAll?.value),
                ])
            )
        }
    }
    return .object([
        "rank": rank, "concentration": SummaryValue(equity.concentration.value),
        "groups": .object(Dictionary(groups) { first, _ in first }),
    ])
}

/// Between places: how much of the inequality lies between the territories of each division, and how far apart they lie.
private func territorialAxis(of equity: EquityFigures) -> SummaryValue {
    let divisions = equity.divisions.map { name, parts -> (String, SummaryValue) in
        let (within, between) = (parts.within.value, parts.between.value)
        let whole = within.flatMap { within in between.map { within + $0 } }
        let share = whole.flatMap { whole in whole > 0 ? between.map { $0 / whole } : nil }
        let gap = equity.gaps[name] ?? nil
        return (
            name,
            .object([
                "between_share_of_theil_t": SummaryValue(share),
                "highest": SummaryValue(gap?.highest.group), "lowest": SummaryValue(gap?.lowest.group),
                "gap": SummaryValue(gap?.difference),
            ])
        )
    }
    return .object(Dictionary(uniqueKeysWithValues: divisions))
}

private func summary(of composite: CompositeScore) -> SummaryValue {
    let parts = composite.parts.map {
        (
            $0.name,
            SummaryValue.object(["weight": .number($0.weight), "value": SummaryValue($0.value.value)])
        )
    }
    return .object([
        "score": SummaryValue(composite.score.value), "reason": SummaryValue(composite.score.reason),
        "parts": .object(Dictionary(uniqueKeysWithValues: parts)),
    ])
}
