import Simulation
import Territory

/// One line for each nurse pool: what its people need a day, what is done, and where the time goes.
func roundsTable(_ rounds: NurseRounds, in territory: StudyTerritory, _ words: TableWords) -> [String] {
    let head = [
        words.word("équipe infirmière", "nurse pool"), words.word("infirmiers (ETP)", "nurses (FTE)"),
        words.word("visites par jour", "visits a day"), words.word("faites", "done"),
        words.word("non faites", "undone"), words.word("km par visite", "km per visit"),
        words.word("min de route par visite", "min of road per visit"), words.word("part des soins", "share of care"),
        words.word("ETP pour tout couvrir", "FTE to cover all"),
    ]
    let lines = rounds.pools.map { pool in
        [
            territory.sites[pool.site].name, words.minutes(pool.nurses), words.minutes(pool.visits.needed),
            words.minutes(pool.visits.done), words.minutes(pool.visits.undone),
            words.minutes(pool.time.kilometresPerVisit), words.minutes(pool.time.roadMinutesPerVisit),
            words.percent(pool.time.careShare(rounds.settings)), words.minutes(pool.nursesForAll),
        ]
    }
    let title = words.word("Tournées à domicile (par jour)", "Rounds to homes (a day)")
    let outOfReach =
        words.word("Visites hors d’atteinte : ", "Visits out of reach: ") + words.minutes(rounds.total.outOfReach)
    return ["", title] + (lines.isEmpty ? [] : columns([head] + lines)) + [outOfReach]
}
