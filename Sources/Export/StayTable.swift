import Simulation
import Statistics
import Territory

/// The temporary stays of a result as lines for a terminal.
func stayLines(_ stays: StayResult, in territory: StudyTerritory, _ words: TableWords) -> [String] {
    guard let total = stays.total else { return [words.temporaryStays, stays.reason ?? ""] }
    let settings = stays.settings
    let rows =
        stays.sites.map { site in
            [
                territory.sites[site.site].name, "\(site.beds)", words.minutes(site.admissions.mean),
                words.percent(site.occupancy?.mean), words.percent(site.fullShare?.mean),
                words.minutes(site.nearestPeople?.refused.mean), words.percent(site.nearestPeople?.refusedShare?.mean),
            ]
        } + [
            [
                words.all, "\(stays.sites.reduce(0) { $0 + $1.beds })",
                words.minutes(total.admittedAtNearest.mean + total.admittedElsewhere.mean), "", "",
                words.minutes(total.refused.mean), words.percent(total.refusedShare?.mean),
            ],
            [words.outOfReach, "", "", "", "", words.minutes(total.outOfReach.mean), ""],
        ]
    return [
        "\(words.temporaryStays) – \(settings.days) \(words.days), \(settings.replicates) \(words.replicates), "
            + "\(words.seed) \(settings.seed)"
    ]
        + columns(
            [
                [
                    words.site, words.beds, words.admissions, words.occupancy, words.full, words.refused, words.share,
                ]
            ] + rows)
}

extension TableWords {
    fileprivate var temporaryStays: String { word("Hébergement temporaire", "Temporary stays") }
    fileprivate var days: String { word("jours", "days") }
    fileprivate var replicates: String { word("répliques", "replicates") }
    fileprivate var seed: String { word("graine", "seed") }
    fileprivate var site: String { word("site", "site") }
    fileprivate var all: String { word("ensemble", "all") }
    fileprivate var outOfReach: String { word("dont sans lit à portée", "without a bed in reach") }
    fileprivate var beds: String { word("lits", "beds") }
    fileprivate var admissions: String { word("entrées", "admissions") }
    fileprivate var occupancy: String { word("occupation", "occupancy") }
    fileprivate var full: String { word("complet", "full") }
    fileprivate var refused: String { word("refus", "refused") }
}
