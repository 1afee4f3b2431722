import Geometry
import RoadNetwork
import Territory

@testable import Simulation

/// A small world of places and streets, with people and nurse pools at the places; streets have 10 metres a second.
struct RoundWorld {
    private var places: [(name: String, point: Point)] = []
    private var links = RoadLinks(crs: .lambert93)
    var communes: [Commune] = []
    var population = Population()
    var sites: [Site] = []

    private static let origin = Point(x: 700_000, y: 6_600_000)

    /// Kilometres from the origin.
    mutating func place(_ name: String, _ x: Double, _ y: Double) {
        places.append((name, Point(x: Self.origin.x + x * 1000, y: Self.origin.y + y * 1000)))
    }

    private func index(_ name: String) -> Int { places.firstIndex { $0.name == name } ?? -1 }

    mutating func street(_ from: String, _ to: String, minutes: Double, oneWay: Bool = false) {
        let (tail, head) = (index(from), index(to))
        let time = TravelTime(minutes: minutes)
        links.append(
            tail: Int64(tail), head: Int64(head), forward: time, backward: oneWay ? .unreachable : time,
            metres: minutes * 600, roadClass: .tertiary, points: [places[tail].point, places[head].point])
    }

    /// A commune of all land from `west` to `east`, in kilometres.
    mutating func commune(_ id: String, from west: Double, to east: Double) {
        let (left, right) = (Self.origin.x + west * 1000, Self.origin.x + east * 1000)
        let (bottom, top) = (Self.origin.y - 100_000, Self.origin.y + 100_000)
        communes.append(
            Commune(
                id: CommuneID(id), name: id,
                boundary: MultiPolygon([
                    Polygon(exterior: [
                        Point(x: left, y: bottom), Point(x: right, y: bottom), Point(x: right, y: top),
                        Point(x: left, y: top), Point(x: left, y: bottom),
                    ])
                ])))
    }

    mutating func people(_ count: Double, at place: String, commune: Int? = 0) {
        population.ids.append("p" + place)
        population.locations.append(places[index(place)].point)
        population.communes.append(commune)
        population.inhabitants.append(count)
    }

    mutating func pool(_ id: String, at place: String, nurses: Double, minutes: Double? = nil) {
        let professionals = nurses > 0 ? Professionals(["nurse": ProfessionalCount(nurses)]) : .none
        sites.append(
            Site(
                id: SiteID(id), name: id, kind: "nurse_pool", location: places[index(place)].point, commune: 0,
                professionals: professionals, minutes: minutes))
        sites.sort { $0.id < $1.id }
    }

    /// The same world with other numbers of nurses.
    func with(nurses: [String: Double]) -> RoundWorld {
        var world = self
        for position in world.sites.indices {
            guard let count = nurses[world.sites[position].id.text] else { continue }
            world.sites[position].professionals["nurse"] = ProfessionalCount(count)
        }
        return world
    }

    /// Everybody has a visit a day, of 20 minutes without a stop; a nurse makes one round a day of `roundMinutes`.
    func rounds(
        roundMinutes: Double, days: Int = 1, seed: Int = 1, minutes: Double = 60, threads: Int = 1
    ) throws -> NurseRounds {
        let settings = """
            rules: {minutes: {nurse_pool: \(minutes)}}
            rounds:
              visits_per_year: {inhabitants: 365}
              visit_minutes: 20
              stop_minutes: 0
              break_minutes: 0
              base_minutes: 0
              working_day_minutes: \(roundMinutes)
              nurse_hours_per_year: \(365 * roundMinutes / 60)
              simulated_days: \(days)
            seed: \(seed)
            """
        return try rounds(settings: settings, threads: threads)
    }

    func rounds(settings text: String, threads: Int = 1) throws -> NurseRounds {
        let files = try TextFiles([
            "scenario.yaml": "scenario: 1\nname: Essai\nterritory: territory.yaml\n" + text,
            "territory.yaml": "territory: 1",
        ])
        let settings = try ScenarioFile(path: files.path("scenario.yaml")).settings
        let territory = StudyTerritory(
            name: "World", crs: .lambert93, communes: communes, population: population, sites: sites,
            supply: CommuneSupply(professionals: communes.map { _ in .none }))
        let people = try AttachedPeople(
            population, crs: .lambert93, network: Network(links: links, profile: "test"), travel: .standard,
            threads: threads)
        let evaluation = try evaluate(territory, named: "Essai", for: people, settings: settings, threads: threads)
        guard let rounds = try simulateRounds(evaluation, for: people, threads: threads) else { throw NoRounds() }
        return rounds
    }

    struct NoRounds: Error {}
}
