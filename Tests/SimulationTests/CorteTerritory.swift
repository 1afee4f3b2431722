import Geometry
import Layers
import Territory

@testable import Simulation

/// Two communes of 20 km around Corte, sites a (main), b (its satellite), c, professionals by commune.
func corteTerritory() throws -> StudyTerritory {
    let toMetres = try CoordinateTransformation(from: .wgs84, to: .lambert93)
    let centre = try toMetres.transform(Point(x: 9.149, y: 42.3063))
    func square(west: Double) -> MultiPolygon {
        let (x, y, side) = (centre.x + west, centre.y - 10_000, 20_000.0)
        return MultiPolygon([
            Polygon(exterior: [
                Point(x: x, y: y), Point(x: x + side, y: y), Point(x: x + side, y: y + side),
                Point(x: x, y: y + side), Point(x: x, y: y),
            ])
        ])
    }
    func site(_ id: String, _ professionals: [String: ProfessionalCount], satelliteOf: String? = nil) -> Site {
        Site(
            id: SiteID(id), name: id, kind: "msp", location: centre, commune: 0,
            professionals: Professionals(professionals), satelliteOf: satelliteOf.map(SiteID.init))
    }
    return StudyTerritory(
        name: "Corte", crs: .lambert93,
        communes: [
            Commune(id: CommuneID("2B096"), name: "Corte", boundary: square(west: -20_000)),
            Commune(id: CommuneID("2B123"), name: "East", boundary: square(west: 0)),
        ],
        population: Population(
            ids: ["p"], locations: [centre], communes: [0], inhabitants: [7000],
            groups: [PopulationGroup(name: "age_75_plus", counts: [700])]),
        sites: [
            site("main", ["nurse": ProfessionalCount(headcount: 4, fullTimeEquivalents: 3)]),
            site("other", ["nurse": ProfessionalCount(2)]),
            site("satellite", [:], satelliteOf: "main"),
        ],
        supply: CommuneSupply(professionals: [Professionals(["nurse": ProfessionalCount(5)]), .none]))
}

/// A scenario on it, each change as it stands after the dash.
func corteScenario(_ changes: [String], head: String = "") throws -> ScenarioFile {
    let text =
        "scenario: 1\nname: Essai\nterritory: territory.yaml\n\(head)\nchanges:\n"
        + changes.map { "  - \($0)\n" }.joined()
    let files = try TextFiles(["scenario.yaml": text, "territory.yaml": "territory: 1"])
    return try ScenarioFile(path: files.path("scenario.yaml"))
}
