import Territory

/// Adds up what was done, by pool, by commune and together. Visits are whole, so that sums are exact.
func counted(
    _ pools: [PoolWork], days: [[Int]], poolOfPoint: [Int?], territory: StudyTerritory, settings: RoundsSettings,
    findings: [Finding]
) -> NurseRounds {
    let population = territory.population
    let none = VisitFigures(days: days.count)
    var ofPoint = [VisitFigures](repeating: none, count: population.count)
    for visits in days {
        for (point, count) in visits.enumerated() {
            ofPoint[point].neededCount += count
            if poolOfPoint[point] == nil { ofPoint[point].outOfReachCount += count }
        }
    }
    for made in pools.flatMap({ $0.days.flatMap(\.made) }) {
        for point in made.points { ofPoint[point].doneCount += 1 }
    }
    var communes = [VisitFigures](repeating: none, count: territory.communes.count)
    var outside = none
    var total = none
    for (point, figures) in ofPoint.enumerated() {
        total.add(figures)
        if let commune = population.communes[point] { communes[commune].add(figures) } else { outside.add(figures) }
    }
    return NurseRounds(
        settings: settings,
        pools: pools.map { figures(of: $0, visitsAt: ofPoint, in: territory, settings: settings) }, total: total,
        communes: communes, outsideCommunes: outside,
        rounds: pools.flatMap { pool in
            (pool.days.first?.made ?? []).map {
                NurseRound(
                    site: pool.site, points: $0.points, travelMilliseconds: $0.milliseconds,
                    travelCentimetres: $0.centimetres, isHelp: $0.isHelp)
            }
        },
        findings: findings)
}

extension VisitFigures {
    fileprivate init(days: Int) {
        self.init()
        self.days = days
    }

    fileprivate mutating func add(_ other: VisitFigures) {
        neededCount += other.neededCount
        doneCount += other.doneCount
        outOfReachCount += other.outOfReachCount
    }
}

private func figures(
    of pool: PoolWork, visitsAt ofPoint: [VisitFigures], in territory: StudyTerritory, settings: RoundsSettings
) -> NursePoolRounds {
    let population = territory.population
    let dayCount = pool.days.count
    var visits = VisitFigures(days: dayCount)
    var byCommune: [Int: (visits: VisitFigures, inhabitants: Double)] = [:]
    let outside = territory.communes.count
    for point in pool.points {
        visits.add(ofPoint[point])
        let commune = population.communes[point] ?? outside
        byCommune[commune, default: (VisitFigures(days: dayCount), 0)].visits.add(ofPoint[point])
        byCommune[commune]?.inhabitants += population.inhabitants[point]
    }
    let communes = byCommune.sorted { $0.key < $1.key }
    var time = RoundTime(days: dayCount)
    var timeForAll = RoundTime(days: dayCount)
    for day in pool.days {
        for round in day.made {
            time.add(visits: round.points.count, milliseconds: round.milliseconds, centimetres: round.centimetres)
        }
        for round in day.rounds {
            timeForAll.add(
                visits: round.points.count, milliseconds: round.milliseconds, centimetres: round.centimetres)
        }
    }
    let roundsForAll = pool.days.map(\.rounds.count).max() ?? 0
    return NursePoolRounds(
        site: pool.site, nurses: pool.nurses, roundsAvailable: pool.roundsAvailable, places: pool.points.count,
        inhabitants: pool.points.reduce(0) { $0 + population.inhabitants[$1] },
        // A commune of which no visit falls on a day simulated is served as well as the pool's people are.
        inhabitantsWithinCapacity: communes.reduce(0) { sum, entry in
            sum + entry.value.inhabitants
                * (entry.value.visits.doneShare ?? visits.doneShare ?? (pool.nurses > 0 ? 1 : 0))
        },
        visits: visits, helpedCount: pool.days.reduce(0) { $0 + $1.helpedCount }, time: time,
        roundsForAll: roundsForAll, nursesForAll: Double(roundsForAll) / settings.roundsPerNurse,
        timeForAll: timeForAll, tooFarCount: pool.days.reduce(0) { $0 + $1.tooFar.count },
        approximation: TourApproximation(
            rounds: pool.days.map { day in day.rounds.map { $0.points.map { population.locations[$0] } } },
            base: territory.sites[pool.site].location,
            routedMetres: Double(timeForAll.travelCentimetres) / 100),
        communes: communes.map { ($0.key == outside ? nil : $0.key, $0.value.visits) })
}

extension RoundTime {
    fileprivate init(days: Int) {
        self.init()
        self.days = days
    }
}
