import Coverage
import Geometry
import RoadNetwork
import Territory

/// A small world in metres, built with words: places, streets between them, villages and sites at them.
///
/// Villages and sites stand on their places, so that nobody walks and a travel time is the sum of the
/// streets' seconds.
struct World {
    /// So that coordinates are where Lambert-93 is at home.
    static let origin = Point(x: 700_000, y: 6_600_000)

    private(set) var places: [String: Point] = [:]
    private var keys: [String: Int64] = [:]
    private(set) var links = RoadLinks(crs: .lambert93)
    private(set) var communes: [Commune] = []
    private(set) var population = Population()
    private(set) var sites: [Site] = []
    var kinds = SiteKinds([SiteKind(name: "nurse_pool", covering: .mobile)])

    static func at(_ x: Double, _ y: Double) -> Point { Point(x: origin.x + x, y: origin.y + y) }

    mutating func place(_ name: String, _ x: Double, _ y: Double) {
        places[name] = Self.at(x, y)
        keys[name] = Int64(keys.count)
    }

    /// A straight street of ten metres a second, whatever it looks like on the map.
    mutating func street(_ from: String, _ to: String, seconds: Double, oneWay: Bool = false) {
        let time = TravelTime(seconds: seconds)
        links.append(
            tail: keys[from]!, head: keys[to]!, forward: time, backward: oneWay ? .unreachable : time,
            metres: seconds * 10, roadClass: .tertiary, points: [places[from]!, places[to]!])
    }

    /// People at a place; the first village has 1 inhabitant, the next ones 2, 4, 8, 16… unless told.
    mutating func village(_ name: String, at place: String, inhabitants: Double? = nil) {
        let location = places[place]!
        population.ids.append(name)
        population.locations.append(location)
        population.communes.append(
            communes.firstIndex { $0.boundary.boundingBox.contains(location) })
        population.inhabitants.append(inhabitants ?? Double(1 << (population.count - 1)))
    }

    mutating func site(
        _ id: String, at place: String, kind: String = "msp", professionals: Double = 0, fte: Double? = nil,
        satelliteOf: String? = nil, minutes: Double? = nil
    ) {
        let count = ProfessionalCount(headcount: professionals, fullTimeEquivalents: fte ?? professionals)
        sites.append(
            Site(
                id: SiteID(id), name: id, kind: kind, location: places[place]!,
                professionals: Professionals(professionals > 0 ? ["nurse": count] : [:]),
                satelliteOf: satelliteOf.map(SiteID.init), minutes: minutes))
        sites.sort { $0.id < $1.id }
    }

    /// Changes a site that is there.
    mutating func change(_ id: String, _ body: (inout Site) -> Void) { body(&sites[position(id)]) }

    /// People of a group, by village; none elsewhere.
    mutating func group(_ name: String, _ counts: [String: Double]) {
        population.groups.append(
            PopulationGroup(name: name, counts: population.ids.map { counts[$0] ?? 0 }))
    }

    mutating func commune(_ id: String, _ land: MultiPolygon) {
        communes.append(Commune(id: CommuneID(id), name: id, boundary: land))
    }

    var territory: StudyTerritory {
        StudyTerritory(
            name: "World", crs: .lambert93, communes: communes, population: population, sites: sites,
            supply: CommuneSupply(professionals: communes.map { _ in .none }))
    }

    func reach() throws -> Reach {
        let network = try Network(links: links, profile: "test")
        let sitePlaces = sites.map { network.attach($0.location) }
        let villages = population.locations.map { network.attach($0) }
        return Reach(
            territory: territory,
            times: TravelTimeMatrix(
                network: network, sites: sitePlaces, directions: sites.map { travelDirection(of: kinds[$0.kind]) },
                places: villages, threads: 1),
            attachedSites: sitePlaces.map { $0 != nil }, attachedPoints: villages.map { $0 != nil })
    }

    func coverage(_ kind: String = "msp", minutes: Double = 15) throws -> KindCoverage {
        KindCoverage(try reach(), kind: kind, limit: TravelTime(minutes: minutes))
    }

    func poles(_ change: (inout ThreeFifteensRule) -> Void = { _ in }) throws -> PoleAnalysis {
        var rule = ThreeFifteensRule(
            inhabitants: 15_000, professionals: 15, minutes: 15, inhabitantsBasis: .allocated,
            professionalsBasis: .headcount, kinds: ["cds", "msp"], tolerance: 0, minutesQuantile: 0.95)
        change(&rule)
        return judgePoles(try reach(), rule: rule)
    }

    /// Inhabitants of these villages together: with 1, 2, 4, 8… a sum tells exactly who is counted.
    func people(_ villages: String...) -> Double {
        villages.reduce(0) { sum, name in sum + population.inhabitants[population.ids.firstIndex(of: name)!] }
    }

    func point(_ village: String) -> Int { population.ids.firstIndex(of: village)! }
    func position(_ site: String) -> Int { sites.firstIndex { $0.id == SiteID(site) }! }
}

/// A square of land, or any other rectangle, in metres from the world's origin.
func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> MultiPolygon {
    MultiPolygon([
        Polygon(exterior: [
            World.at(west, south), World.at(east, south), World.at(east, north), World.at(west, north),
            World.at(west, south),
        ])
    ])
}

/// A small seeded generator (SplitMix64), so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
