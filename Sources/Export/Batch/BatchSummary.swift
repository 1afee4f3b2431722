import Foundation
import Simulation
import Statistics
import Territory

/// `summary.json` of a batch.
func batchSummary(
    _ statistics: BatchStatistics, plan: BatchPlan, design: BatchDesign, figures: [String],
    counts: (finished: Int, failed: Int)
) -> SummaryValue {
    var members: [String: SummaryValue] = [
        "batch": .text(plan.name), "design": .text(plan.design.name),
        "factors": .list(
            plan.factors.map { .object(["name": .text($0.name), "key": .text($0.key)]) }),
        "runs": .object([
            "planned": .number(Double(design.runCount)), "finished": .number(Double(counts.finished)),
            "without_figures": .number(Double(counts.failed)),
        ]),
        "replicates": .number(Double(design.replicateCount)),
        "figures": .object(
            Dictionary(uniqueKeysWithValues: zip(figures, statistics.spreads).map { ($0, summary(of: $1)) })),
        "main_effects": .object(
            Dictionary(
                uniqueKeysWithValues: zip(figures, statistics.effects).map { name, effects in
                    (name, mainEffects(effects, statistics.levels, plan))
                })),
    ]
    if let indices = statistics.indices {
        members["sobol_indices"] = .object(
            Dictionary(
                uniqueKeysWithValues: zip(figures, indices).map { name, indices in
                    let byFactor = plan.factors.enumerated().map { position, factor in
                        (
                            factor.name,
                            SummaryValue.object([
                                "first_order": summary(of: indices.firstOrder(position)),
                                "total": summary(of: indices.total(position)),
                            ])
                        )
                    }
                    return (name, .object(Dictionary(uniqueKeysWithValues: byFactor)))
                }))
    }
    return .object(members)
}

private func summary(of spread: BatchStatistics.Spread) -> SummaryValue {
    let moments = spread.moments
    var members: [String: SummaryValue] = [
        "runs": .number(Double(moments.count)), "without_value": .number(Double(spread.withoutValue)),
        "mean": SummaryValue(moments.count > 0 ? moments.mean : nil),
        "mean_interval_95": interval(moments.interval(level: 0.95)),
        "standard_deviation": SummaryValue(moments.variance?.squareRoot()),
    ]
    for (name, value) in spread.quantiles { members[name] = SummaryValue(value) }
    return .object(members)
}

private func interval(_ range: ClosedRange<Double>?) -> SummaryValue {
    guard let range else { return .null }
    return .object(["lower": .number(range.lowerBound), "upper": .number(range.upperBound)])
}

private func summary(of estimate: SobolIndices.Estimate?) -> SummaryValue {
    guard let estimate else { return .null }
    return .object(["value": .number(estimate.value), "interval_95": interval(estimate.interval)])
}

private func mainEffects(
    _ effects: [BatchStatistics.FactorEffect], _ levels: [FactorLevels], _ plan: BatchPlan
) -> SummaryValue {
    let isGrid = plan.design == .grid
    func share(_ effect: MainEffect) -> SummaryValue {
        SummaryValue(isGrid ? effect.correlationRatio : effect.unbiasedCorrelationRatio)
    }
    func mean(_ moments: RunningMoments) -> SummaryValue { SummaryValue(moments.count > 0 ? moments.mean : nil) }
    let byFactor = plan.factors.indices.map { factor -> (String, SummaryValue) in
        var members: [String: SummaryValue] = [:]
        switch levels[factor] {
        case .values(let names):
            if let effect = effects[factor].byValue {
                members["first_order"] = share(effect)
                members["levels"] = .list(
                    zip(names, effect.levels).map { name, moments in
                        .object([
                            "level": .text(name), "runs": .number(Double(moments.count)), "mean": mean(moments),
                        ])
                    })
            }
        case .sites(let sites):
            members["sites"] = .list(
                zip(sites, effects[factor].bySite).map { site, effect in
                    let (without, with) = (effect.levels[0], effect.levels[1])
                    let difference = without.count > 0 && with.count > 0 ? with.mean - without.mean : nil
                    return .object([
                        "site": .text(site), "first_order": share(effect), "without": mean(without),
                        "with": mean(with), "difference": SummaryValue(difference),
                    ])
                })
        }
        return (plan.factors[factor].name, .object(members))
    }
    return .object(Dictionary(uniqueKeysWithValues: byFactor))
}
