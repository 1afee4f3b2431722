import Equity
import RoadNetwork
public import Territory

/// How the supply of a service stands to the need for it: in all, by commune, by territory of each division, by
/// group.
public struct ServiceAdequacy: Sendable {
    public var service: Service
    /// Where the service is given by its professionals.
    public var places: [SupplyPlace]
    /// In the unit of supply.
    public var supply: Double
    /// Supply that nobody reaches, in the same unit.
    public var supplyOutOfReach: Double
    /// Professionals at sites outside all communes: they count for access, and for no density.
    public var headcountOutside: Double
    public var population: StandardisedPopulation
    /// Units of supply for one standardised inhabitant, by population point.
    public var access: [Double]?
    public var equilibrium: RationalAgentEquilibrium?
    /// Places of supply (of a service without professions: sites) within the minutes, by population point.
    public var choices: [Int]
    /// By population point.
    public var states: [ResponseState]
    public var whole: AreaAdequacy
    /// Over all inhabitants, in units of supply for one standardised inhabitant.
    public var accessFigures: DistributionFigures
    public var communes: [AreaAdequacy]
    public var divisions: [DivisionAdequacy]
    /// In the order of the population's groups.
    public var groups: [GroupAdequacy]
    public var zoning: ZoningComparison?
    /// Why a figure has no value, by its name.
    public var reasons: [String: String]

    /// Below it need is unmet, in units of supply for one standardised inhabitant; nil where that has no meaning.
    public var unmetBelow: Double? {
        let limit = service.cutOffs.unmetBelow
        return switch service.cutOffs.unit {
        case .perHundredThousand: limit / 100_000
        case .consultations: service.consultationsPerUnit.map { limit / $0 }
        case .relative: accessFigures.mean.map { limit * $0 }
        }
    }

    /// Access in the unit of the cut-offs; nil where it has none.
    public func inUnit(_ access: Double) -> Double? {
        switch service.cutOffs.unit {
        case .perHundredThousand: access * 100_000
        case .consultations: service.consultationsPerUnit.map { access * $0 }
        case .relative: accessFigures.mean.flatMap { $0 > 0 ? access / $0 : nil }
        }
    }
}

/// The territories of one division.
public struct DivisionAdequacy: Sendable {
    public var division: String
    /// In the order of the division; nil in densities where a territory has no whole commune.
    public var territories: [(id: String, name: String, figures: AreaAdequacy, hasCommunes: Bool)]
}

/// A group of the people.
public struct GroupAdequacy: Hashable, Sendable {
    public var name: String
    public var people: Double
    public var states: ResponseCounts
    /// Mean of the group's people, in units of supply for one standardised inhabitant.
    public var access: Double?
}

/// The adequacy of supply to need of each service.
///
/// - Parameters:
///   - communes: with the times of every commune that has supply, up to the greatest time of the services.
///   - pointsByCommune: positions of the population points of each commune.
///   - zonal: how kinds of site cover by zone, by the name of the kind.
public func adequacy(
    of services: [Service], reach: Reach, communes: CommuneReach, pointsByCommune: [[Int]],
    zonal: [String: ZonalCover] = [:]
) -> [ServiceAdequacy] {
    services.map { service in
        AdequacyComputation(
            service: service, reach: reach, communes: communes, pointsByCommune: pointsByCommune, zonal: zonal
        )
        .result()
    }
}

private struct AdequacyComputation {
    let service: Service
    let reach: Reach
    let communes: CommuneReach
    let pointsByCommune: [[Int]]
    let zonal: [String: ZonalCover]
    // Held, as they are asked for at every point.
    let territory: StudyTerritory
    let people: [Double]

    init(
        service: Service, reach: Reach, communes: CommuneReach, pointsByCommune: [[Int]], zonal: [String: ZonalCover]
    ) {
        self.zonal = zonal
        self.service = service
        self.reach = reach
        self.communes = communes
        self.pointsByCommune = pointsByCommune
        territory = reach.territory
        people = territory.population.inhabitants
    }

    func result() -> ServiceAdequacy {
        let places = supplyPlaces(of: service, in: territory)
        let pairs = travelPairs(of: places, reach: reach, communes: communes, limit: service.greatestTime)
        let supply = places.map {
            service.supplyUnit == .headcount ? $0.headcount : $0.fullTimeEquivalents
        }
        let population = standardisedPopulation(territory.population, service.need)
        let choices = choices(pairs)
        var result = ServiceAdequacy(
            service: service, places: places, supply: supply.reduce(0, +), supplyOutOfReach: 0, headcountOutside: 0,
            population: population, access: nil, equilibrium: nil, choices: choices, states: states(choices),
            whole: AreaAdequacy(inhabitants: 0, headcount: 0, fullTimeEquivalents: 0, states: ResponseCounts()),
            accessFigures: DistributionFigures([], people: []), communes: [], divisions: [], groups: [], zoning: nil,
            reasons: [:])
        if service.professions.isEmpty {
            result.reasons["access"] = "the service names no professions, so that there is no supply to share out"
        } else if let need = population.counts {
            let shared = potentialAccess(
                service.method, decay: service.decay, inhabitants: need, supply: supply, pairs: pairs)
            result.access = shared.access
            result.equilibrium = shared.equilibrium
            let reached = reachedSupply(service.method, decay: service.decay, inhabitants: need, pairs: pairs)
            result.supplyOutOfReach = zip(supply, reached).reduce(0) { $1.1 ? $0 : $0 + $1.0 }
            result.accessFigures = DistributionFigures(shared.access, people: people)
        } else {
            result.reasons["access"] = population.reason
        }
        for place in places {
            if case .site(let site) = place.location, territory.sites[site].commune == nil {
                result.headcountOutside += place.headcount
            }
        }
        fill(&result)
        return result
    }

    /// Places of supply within the minutes of each point; sites, for a service without professions.
    private func choices(_ pairs: TravelPairs) -> [Int] {
        let limit = TravelTime(minutes: service.minutes)
        if service.professions.isEmpty { return siteChoices(of: service.kinds, minutes: service.minutes) }
        return (0..<pairs.demandCount).map { point in
            pairs.pairs(of: point).reduce(0) { pairs.times[$1] <= limit ? $0 + 1 : $0 }
        }
    }

    /// Sites of some kinds within the minutes, or within those of their own; of a kind that covers by zone the perimeters
    /// that people live in, however far its sites are.
    private func siteChoices(of kinds: [String], minutes: Double) -> [Int] {
        var counts = [Int](repeating: 0, count: people.count)
        for kind in kinds {
            guard let zonal = zonal[kind] else { continue }
            for point in counts.indices { counts[point] += zonal.perimetersOfPoint[point] }
        }
        for site in territory.sites.indices where kinds.contains(territory.sites[site].kind) {
            if let zonal = zonal[territory.sites[site].kind], zonal.isByDivision || territory.sites[site].zone != nil {
                continue
            }
            let limit = TravelTime(minutes: territory.sites[site].minutes ?? minutes)
            for point in counts.indices where reach.times.time(site: site, place: point) <= limit { counts[point] += 1 }
        }
        return counts
    }

    private func states(_ choices: [Int]) -> [ResponseState] {
        let guides = siteChoices(of: service.orientationKinds, minutes: service.orientationMinutes)
        return choices.indices.map { choices[$0] > 0 ? .response : guides[$0] > 0 ? .orientation : .nothing }
    }

    /// The figures of all areas and groups.
    private func fill(_ result: inout ServiceAdequacy) {
        var heads = [Double](repeating: 0, count: territory.communes.count)
        var equivalents = heads
        for place in result.places {
            let commune: Int? =
                switch place.location {
                case .site(let site): territory.sites[site].commune
                case .commune(let commune): commune
                }
            guard let commune else { continue }
            heads[commune] += place.headcount
            equivalents[commune] += place.fullTimeEquivalents
        }
        let states = result.states
        let numbers = result.choices
        let standardised = result.population.counts
        let accesses = result.access
        func area(_ points: some Sequence<Int>, _ communes: some Sequence<Int>) -> AreaAdequacy {
            var area = AreaAdequacy(inhabitants: 0, headcount: 0, fullTimeEquivalents: 0, states: ResponseCounts())
            var (need, access, choices) = (0.0, 0.0, 0.0)
            for point in points {
                let count = people[point]
                area.inhabitants += count
                area.states[states[point]] += count
                choices += count * Double(numbers[point])
                if let standardised { need += standardised[point] }
                if let accesses { access += count * accesses[point] }
            }
            for commune in communes {
                area.headcount += heads[commune]
                area.fullTimeEquivalents += equivalents[commune]
            }
            if standardised != nil { area.standardisedInhabitants = need }
            guard area.inhabitants > 0 else { return area }
            area.choices = choices / area.inhabitants
            guard accesses != nil else { return area }
            area.access = access / area.inhabitants
            area.accessInUnit = area.access.flatMap(result.inUnit)
            if let value = area.accessInUnit, let choices = area.choices {
                area.level = service.cutOffs.level(access: value, choices: choices)
            }
            return area
        }
        result.whole = area(people.indices, territory.communes.indices)
        result.communes = territory.communes.indices.map { area(pointsByCommune[$0], CollectionOfOne($0)) }
        result.divisions = territory.divisions.map { division in
            DivisionAdequacy(
                division: division.name,
                territories: division.territories.map {
                    ($0.id, $0.name, area($0.points, $0.communes), !$0.communes.isEmpty)
                })
        }
        result.groups = territory.population.groups.map { group in
            var figures = GroupAdequacy(name: group.name, people: 0, states: ResponseCounts())
            var access = 0.0
            for (point, count) in group.counts.enumerated() {
                figures.people += count
                figures.states[states[point]] += count
                if let accesses { access += count * accesses[point] }
            }
            if result.access != nil, figures.people > 0 { figures.access = access / figures.people }
            return figures
        }
        if result.access != nil, result.whole.accessInUnit == nil {
            result.reasons["level"] =
                service.cutOffs.unit == .consultations
                ? "the consultations of one unit of supply are not known" : "nobody has any access to relate to"
        }
        result.zoning = service.zoning.flatMap { zoning in
            compare(zoning, with: result.communes, in: territory)
        }
    }
}
