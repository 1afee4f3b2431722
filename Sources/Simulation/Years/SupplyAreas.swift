import Territory

/// The areas whose supply is held against a threshold: communes, or the territories of a division.
struct SupplyAreas: Sendable {
    var ids: [String]
    var names: [String]
    var inhabitants: [Double]
    /// By commune: the areas that it belongs to, ascending.
    var areasOfCommune: [[Int]]
    /// Areas in the order in which they are helped: most inhabitants first, ties by id.
    var byInhabitants: [Int]

    var count: Int { ids.count }

    /// - Parameter division: the name of a division of the territory; nil, or an unknown one: communes.
    init(_ territory: StudyTerritory, division: String?, inhabitantsOfCommunes: [Double]) {
        areasOfCommune = Array(repeating: [], count: territory.communes.count)
        if let division = territory.divisions.first(where: { $0.name == division }) {
            ids = division.territories.map(\.id)
            names = division.territories.map(\.name)
            inhabitants = division.territories.map { $0.communes.reduce(0) { $0 + inhabitantsOfCommunes[$1] } }
            for (area, territory) in division.territories.enumerated() {
                for commune in territory.communes { areasOfCommune[commune].append(area) }
            }
        } else {
            ids = territory.communes.map(\.id.text)
            names = territory.communes.map(\.name)
            inhabitants = inhabitantsOfCommunes
            for commune in areasOfCommune.indices { areasOfCommune[commune] = [commune] }
        }
        let (people, names) = (inhabitants, ids)
        byInhabitants = ids.indices.sorted { (people[$1], names[$0]) < (people[$0], names[$1]) }
    }

    /// What each area has of the threshold's profession: heads, or full-time equivalents. Professionals of sites
    /// outside all communes count nowhere.
    ///
    /// - Parameter profession: position in the plan; nil: nobody practises it.
    func supply(
        _ present: [Int32], in year: PlannedYear, of plan: ProfessionalPlan, profession: Int?,
        quantity: SupplyThreshold.Quantity
    ) -> [Double] {
        var supply = [Double](repeating: 0, count: count)
        guard let profession else { return supply }
        for place in 0..<plan.placeCount {
            guard let commune = year.communeOfPlace[place] else { continue }
            let cell = plan.cell(place, profession)
            let heads = Double(present[cell]) + year.remainders[cell]
            guard heads > 0 else { continue }
            let amount = quantity == .headcount ? heads : heads * year.equivalentsPerHead[cell]
            for area in areasOfCommune[commune] { supply[area] += amount }
        }
        return supply
    }

    /// The supply that an area must have to be at the threshold, in the unit of `supply(…)`.
    func leastSupply(_ threshold: SupplyThreshold) -> [Double] {
        switch threshold.quantity {
        case .headcount, .fullTimeEquivalents: Array(repeating: threshold.least, count: count)
        case .density: inhabitants.map { threshold.least * $0 / Self.densityInhabitants }
        }
    }

    /// What the threshold is compared with; nil where nobody lives and a density is asked for.
    func value(_ supply: Double, area: Int, quantity: SupplyThreshold.Quantity) -> Double? {
        guard quantity == .density else { return supply }
        return inhabitants[area] > 0 ? supply / inhabitants[area] * Self.densityInhabitants : nil
    }

    static let densityInhabitants = 10_000.0
}
