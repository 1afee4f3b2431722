public import RoadNetwork
public import Territory

/// Who reaches what in how many minutes: a territory and the travel times between each of its sites and
/// each of its population points. Everything in this module is counted from here.
public struct Reach: Sendable {
    public var territory: StudyTerritory
    /// Rows are the territory's sites, columns its population points; unreachable where there is no way or
    /// where one of them is unattached.
    public var times: TravelTimeMatrix
    /// Whether each site is attached to the network, in the order of the sites.
    public var attachedSites: [Bool]
    /// Whether each population point is.
    public var attachedPoints: [Bool]

    public init(
        territory: StudyTerritory, times: TravelTimeMatrix, attachedSites: [Bool], attachedPoints: [Bool]
    ) {
        self.territory = territory
        self.times = times
        self.attachedSites = attachedSites
        self.attachedPoints = attachedPoints
    }

    /// Positions of the sites of a kind, ascending.
    public func sites(ofKind kind: String) -> [Int] {
        territory.sites.indices.filter { territory.sites[$0].kind == kind }
    }

    /// Inhabitants of the points for which `isCounted` holds, added in the order of the points.
    public func inhabitants(where isCounted: (Int) -> Bool) -> Double {
        let inhabitants = territory.population.inhabitants
        return inhabitants.indices.reduce(0) { isCounted($1) ? $0 + inhabitants[$1] : $0 }
    }
}

/// Which way people travel for a kind of site: professionals of a mobile kind go to people's homes, people go to
/// everything else.
public func travelDirection(of kind: SiteKind) -> TravelDirection {
    kind.covering == .mobile ? .fromSite : .toSite
}
