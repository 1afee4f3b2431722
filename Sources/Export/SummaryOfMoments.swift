import Coverage
import Simulation
import Territory

/// `moments`: what holds at each of the moments that the scenario asks for.
func summary(of moments: [MomentEvaluation]) -> SummaryValue {
    .object(
        Dictionary(
            uniqueKeysWithValues: moments.map { moment in
                (
                    moment.moment.name,
                    SummaryValue.object([
                        "hours_per_week": .number(moment.moment.hours.hoursAWeek),
                        "months": .list(moment.moment.months.names.map { .text($0) }),
                        "kinds": .object(
                            Dictionary(uniqueKeysWithValues: moment.kinds.map { ($0.kind, summary(of: $0)) })),
                    ])
                )
            }))
}

private func summary(of coverage: MomentCoverage) -> SummaryValue {
    let inhabitants = coverage.covered + coverage.uncovered
    return .object([
        "open_sites": .number(Double(coverage.openSites)),
        "covered_inhabitants": .number(coverage.covered),
        "uncovered_inhabitants": .number(coverage.uncovered),
        "covered_share": SummaryValue(inhabitants > 0 ? coverage.covered / inhabitants : nil),
        "covered_throughout_inhabitants": .number(coverage.coveredThroughout),
        "minutes_to_nearest": summary(of: coverage.minutesToNearest),
        "groups": .object(
            Dictionary(
                uniqueKeysWithValues: coverage.groups.map {
                    (
                        $0.name,
                        .object([
                            "covered_inhabitants": .number($0.covered), "uncovered_inhabitants": .number($0.uncovered),
                        ])
                    )
                })),
    ])
}

/// `moment`: the one that the whole run looks at.
func summary(of moment: Moment) -> SummaryValue {
    .object([
        "name": .text(moment.name), "hours_per_week": .number(moment.hours.hoursAWeek),
        "months": .list(moment.months.names.map { .text($0) }),
    ])
}
