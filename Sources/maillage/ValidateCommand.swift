import ArgumentParser
import Foundation
import Layers
import RoadNetwork
import Simulation
import Territory

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Checks a scenario or a territory, and lists what it finds.",
        discussion: """
            Examples:
              maillage validate Scenarios/basse-normandie.yaml
              maillage validate Shapefiles/basse-normandie/territory.yaml
            """)

    @Argument(help: "A scenario file or a territory file.")
    var file: String

    @Option(name: .long, help: "The speed profile to read a territory's roads with (default: car).")
    var profile: String?

    @Flag(name: .long, help: "Print the findings as one JSON object.")
    var json = false

    @OptionGroup var work: WorkOptions

    func run() throws {
        let territory: StudyTerritory
        var findings: [Finding]
        switch try describedFile(path: file) {
        case .scenario:
            if profile != nil { throw ValidationError("--profile is for a territory; a scenario names its own.") }
            let loaded = try loadScenario(path: file, siting: SitingOptions(solves: false))
            territory = loaded.territory
            findings = loaded.findings
            findings += try attachmentFindings(territory, on: loaded.network, travel: loaded.settings.travel)
        case .territory:
            let loaded = try loadTerritory(path: file, profile: try maillage.profile(named: profile ?? "car"))
            territory = loaded.territory
            findings = loaded.findings
            findings += try attachmentFindings(territory, on: loaded.network, travel: .standard)
        }
        findings += territory.findings
        findings.sort { ($1.severity, $0.where) < ($0.severity, $1.where) }
        if json {
            try printOut(jsonText(Report(territory, findings)))
            return
        }
        if work.quiet { return }
        try printOut(
            "\(territory.name): \(territory.communes.count) communes, "
                + "\(territory.population.count) population points, "
                + "\(Int64(territory.population.totalInhabitants.rounded())) inhabitants, \(territory.sites.count) sites"
        )
        if findings.isEmpty { try printOut("no findings") }
        for finding in findings { try printOut(finding.description) }
    }

    private struct Report: Encodable {
        struct Entry: Encodable {
            var severity: String
            var `where`: String
            var text: String
        }

        var territory: String
        var communes: Int
        var population_points: Int
        var inhabitants: Double
        var sites: Int
        var findings: [Entry]

        init(_ territory: StudyTerritory, _ findings: [Finding]) {
            self.territory = territory.name
            communes = territory.communes.count
            population_points = territory.population.count
            inhabitants = territory.population.totalInhabitants
            sites = territory.sites.count
            self.findings = findings.map { Entry(severity: $0.severity.rawValue, where: $0.where, text: $0.text) }
        }
    }
}
