import Territory

/// Figures of a horizon, gathered replicate by replicate, in their order.
struct HorizonSummary {
    let replicates: Int
    private let areaInhabitants: [Double]
    private let years: Range<Int>
    /// By year, then what it is of, then replicate.
    private var headcounts: [[[Double]]]
    private var equivalents: [[[Double]]]
    private var staffedCovered: [[[Double]]]
    private var substitutes: [[[Double]]]
    /// By year, then cell: sums over the replicates.
    private var presence: [[Int]]
    /// By year, then profession: sums over the replicates.
    private var flows: [[ProfessionalFlows]]
    /// By year, then replicate.
    private var areasUnder: [[Double]]
    private var inhabitantsUnder: [[Double]]
    private var areasWithoutAnswer: [[Double]]
    private var inhabitantsWithoutAnswer: [[Double]]
    /// By year, then area.
    private var values: [[Double?]]
    private var timesUnder: [[Int]]
    private var timesWithoutAnswer: [[Int]]
    /// By area, then year: in how many replicates it is the first one under the threshold.
    private var firstYears: [[Int]]
    private let level: Double
    private var added = 0

    init(_ model: HorizonModel, replicates: Int) {
        self.replicates = replicates
        level = model.settings.confidenceLevel
        areaInhabitants = model.areas.inhabitants
        let yearCount = model.plan.years.count
        years = 0..<yearCount
        let professions = model.plan.professions.count
        let areas = model.areas.count
        func lists(_ count: Int) -> [[[Double]]] {
            Array(repeating: Array(repeating: [], count: count), count: yearCount)
        }
        headcounts = lists(professions)
        presence = Array(repeating: Array(repeating: 0, count: model.plan.cellCount), count: yearCount)
        equivalents = lists(professions)
        staffedCovered = model.coverage.map { Array(repeating: [], count: $0.kinds.count) }
        substitutes = lists(model.settings.escalation.count)
        flows = Array(repeating: Array(repeating: ProfessionalFlows(), count: professions), count: yearCount)
        areasUnder = Array(repeating: [], count: yearCount)
        inhabitantsUnder = areasUnder
        areasWithoutAnswer = areasUnder
        inhabitantsWithoutAnswer = areasUnder
        values = Array(repeating: Array(repeating: 0, count: areas), count: yearCount)
        timesUnder = Array(repeating: Array(repeating: 0, count: areas), count: yearCount)
        timesWithoutAnswer = timesUnder
        firstYears = Array(repeating: Array(repeating: 0, count: yearCount), count: areas)
    }

    mutating func add(_ replicate: HorizonReplicate) {
        added += 1
        func append(_ values: [Double], to lists: inout [[Double]]) {
            for (number, value) in values.enumerated() { lists[number].append(value) }
        }
        for year in years {
            for (cell, count) in replicate.present[year].enumerated() { presence[year][cell] += Int(count) }
            append(replicate.headcounts[year], to: &headcounts[year])
            append(replicate.equivalents[year], to: &equivalents[year])
            append(replicate.staffedCovered[year], to: &staffedCovered[year])
            append(replicate.substitutes[year].map(Double.init), to: &substitutes[year])
            for (profession, flow) in replicate.flows[year].enumerated() { flows[year][profession] += flow }
            var (under, inhabitants, withoutAnswer, inhabitantsWithout) = (0.0, 0.0, 0.0, 0.0)
            for area in areaInhabitants.indices {
                values[year][area] = values[year][area].flatMap { sum in replicate.values[year][area].map { sum + $0 } }
                guard replicate.isUnder[year][area] else { continue }
                under += 1
                inhabitants += areaInhabitants[area]
                timesUnder[year][area] += 1
                guard replicate.isWithoutAnswer[year][area] else { continue }
                withoutAnswer += 1
                inhabitantsWithout += areaInhabitants[area]
                timesWithoutAnswer[year][area] += 1
            }
            areasUnder[year].append(under)
            inhabitantsUnder[year].append(inhabitants)
            areasWithoutAnswer[year].append(withoutAnswer)
            inhabitantsWithoutAnswer[year].append(inhabitantsWithout)
        }
        for area in areaInhabitants.indices {
            if let year = years.first(where: { replicate.isUnder[$0][area] }) { firstYears[area][year] += 1 }
        }
    }

    /// By cell, the mean over the replicates of the whole people who are there in a year.
    func meanPresence(_ year: Int) -> [Double] { presence[year].map { Double($0) / Double(max(1, added)) } }

    /// - Parameters:
    ///   - evaluations: one a year.
    ///   - services: likewise.
    ///   - stays: one a year, or none.
    func result(
        _ model: HorizonModel, evaluations: [Evaluation], services: [[HorizonServiceResult]], stays: [StayResult]?,
        isCertain: Bool
    ) -> HorizonResult {
        HorizonResult(
            settings: model.settings, replicates: replicates, isCertain: isCertain,
            professions: model.plan.professions,
            years: years.map { yearResult($0, evaluations[$0], services[$0], stays?[$0], from: model.settings.from) },
            areas: model.areas.ids.indices.map { areaResult($0, model) },
            areaOfCommune: model.areas.areasOfCommune.map(\.first))
    }

    private func yearResult(
        _ year: Int, _ evaluation: Evaluation, _ services: [HorizonServiceResult], _ stays: StayResult?,
        from first: Int
    ) -> HorizonYearResult {
        let level = level
        func spread(_ values: [Double]) -> ReplicateSpread { ReplicateSpread(values, level: level) }
        func mean(_ sum: Int) -> Double { Double(sum) / Double(max(1, added)) }
        return HorizonYearResult(
            year: first + year,
            kinds: evaluation.kinds.enumerated().map { number, kind in
                HorizonKindResult(
                    kind: kind.kind, siteCount: kind.coverage.sites.count, figures: kind.figures,
                    staffedCovered: spread(staffedCovered[year][number]))
            },
            equity: evaluation.equity?.indices,
            professionals: flows[year].enumerated().map { number, flow in
                HorizonProfessionResult(
                    headcount: spread(headcounts[year][number]),
                    fullTimeEquivalents: spread(equivalents[year][number]), retired: mean(flow.retired),
                    movedAway: mean(flow.movedAway), arrived: mean(flow.arrived), unsettled: mean(flow.unsettled),
                    joined: mean(flow.joined), left: mean(flow.left))
            },
            areasUnder: spread(areasUnder[year]), inhabitantsUnder: spread(inhabitantsUnder[year]),
            areasWithoutAnswer: spread(areasWithoutAnswer[year]),
            inhabitantsWithoutAnswer: spread(inhabitantsWithoutAnswer[year]),
            substitutes: substitutes[year].map(spread), stays: stays, services: services)
    }

    private func areaResult(_ area: Int, _ model: HorizonModel) -> SupplyAreaResult {
        let count = Double(max(1, added))
        var before = 0
        // Half of the replicates, rounded up: the lower median.
        let median = years.first { year in
            before += firstYears[area][year]
            return before * 2 >= added
        }
        return SupplyAreaResult(
            id: model.areas.ids[area], name: model.areas.names[area], inhabitants: areaInhabitants[area],
            meanValues: years.map { year in values[year][area].map { $0 / count } },
            probabilityUnder: years.map { Double(timesUnder[$0][area]) / count },
            probabilityWithoutAnswer: years.map { Double(timesWithoutAnswer[$0][area]) / count },
            probabilityEverUnder: Double(firstYears[area].reduce(0, +)) / count,
            firstYearUnder: median.map { model.settings.from + $0 },
            isUnderFromTheBeginning: (firstYears[area].first ?? 0) == added)
    }
}

extension ProfessionalFlows {
    fileprivate static func += (left: inout ProfessionalFlows, right: ProfessionalFlows) {
        left.retired += right.retired
        left.movedAway += right.movedAway
        left.arrived += right.arrived
        left.unsettled += right.unsettled
        left.joined += right.joined
        left.left += right.left
    }
}
