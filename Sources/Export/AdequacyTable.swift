import Coverage
import Simulation

/// The adequacy of each service as lines of the result's table: supply, need, and what people find; nil where no
/// services are named.
func adequacyTable(_ adequacy: AdequacyEvaluation, words: TableWords) -> [String] {
    var rows = [
        [
            words.service, words.professionals, words.per100000, words.access, words.unmet, words.response,
            words.orientation, words.nothing,
        ]
    ]
    for service in adequacy.services {
        let hasSupply = !service.service.professions.isEmpty
        let states = service.whole.states
        rows.append([
            service.service.name, hasSupply ? words.number(service.whole.headcount) : "–",
            words.minutes(hasSupply ? service.whole.density(per: 100_000) : nil),
            words.minutes(service.accessFigures.mean.map { $0 * 100_000 }),
            service.access == nil
                ? "–"
                : words.number(
                    service.communes.filter { $0.level == .unmet }.reduce(0) { $0 + $1.inhabitants }),
            words.number(states.response), words.number(states.orientation), words.number(states.nothing),
        ])
    }
    return ["", words.adequacy] + columns(rows)
}
