import Geometry
import Territory

@testable import Simulation

/// Communes in a row with professionals of their own, and sites in them: no roads, as nobody travels here.
struct HorizonWorld {
    var territory: StudyTerritory

    /// - Parameters:
    ///   - practitioners: by commune `A`, `B`, …; inhabitants likewise.
    ///   - sites: id, the commune's position, and who works there.
    init(
        practitioners: [Double], inhabitants: [Double]? = nil,
        sites: [(id: String, commune: Int, professionals: [String: ProfessionalCount])] = []
    ) {
        let names = ["A", "B", "C", "D", "E"].prefix(practitioners.count)
        // Around [3, 46.5], the origin of the projection.
        let (x, y, side) = (700_000.0, 6_600_000.0, 10_000.0)
        let boundary = MultiPolygon([
            Polygon(exterior: [
                Point(x: x, y: y), Point(x: x + side, y: y), Point(x: x + side, y: y + side), Point(x: x, y: y + side),
                Point(x: x, y: y),
            ])
        ])
        territory = StudyTerritory(
            name: "Row", crs: .lambert93,
            communes: names.map { Commune(id: CommuneID($0), name: $0, boundary: boundary) },
            population: Population(
                ids: names.map { $0 }, locations: names.map { _ in Point(x: 0, y: 0) },
                communes: names.indices.map { $0 },
                inhabitants: inhabitants ?? names.map { _ in 1000 }),
            sites: sites.map {
                Site(
                    id: SiteID($0.id), name: $0.id, kind: "msp", location: Point(x: 0, y: 0), commune: $0.commune,
                    professionals: Professionals($0.professionals))
            }.sorted { $0.id < $1.id },
            supply: CommuneSupply(
                professionals: practitioners.map {
                    $0 == 0 ? .none : Professionals(["general_practitioner": ProfessionalCount($0)])
                }))
    }

    /// The plan of as many years as there are lists of changes.
    func plan(_ changes: [[Change]]) -> ProfessionalPlan {
        ProfessionalPlan(
            changes.map { $0.reduce(into: territory) { $0.apply($1) } }, changes: changes, poleKinds: ["msp"])
    }

    func dynamics(_ settings: HorizonSettings, _ plan: ProfessionalPlan) -> ProfessionalDynamics {
        ProfessionalDynamics(settings, for: plan, communes: territory.communes.map(\.id.text))
    }
}

extension HorizonSettings {
    /// Everybody is `age` years old in the first year.
    static func everybody(
        _ age: Int, retiring: [Int: Double], movesAway: Double = 0, arrivals: Arrivals? = nil,
        settle: Settlement = .vacancies, to: Int = 2036
    ) -> HorizonSettings {
        HorizonSettings(
            from: 2026, to: to, replicates: 100, seed: 1,
            ages: [AgeEntry(shares: [AgeEntry.AgeShare(band: AgeBand(first: age, last: age), share: 1)])],
            youngestAge: 28, oldestAge: 70,
            retirement: ["all": RetirementHazard(retiring.map { RetirementHazard.Step(age: $0, hazard: $1) })],
            movesAway: ["all": movesAway], arrivals: arrivals.map { ["all": $0] } ?? [:], settlement: settle,
            arrivalAge: 33,
            threshold: SupplyThreshold(profession: "general_practitioner", quantity: .headcount, least: 1),
            escalation: [], confidenceLevel: 0.95)
    }
}

extension ProfessionalPath {
    /// Whole people over all cells, by year.
    var totals: [Int] { present.map { $0.reduce(0) { $0 + Int($1) } } }
}
