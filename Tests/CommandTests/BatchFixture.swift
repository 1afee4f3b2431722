import Foundation
import XCTest

/// Plans on the small country with three places more for a maison de santé, one of them a satellite.
enum BatchFixture {
    static let scenario = """
        scenario: 1
        name: Quatre emplacements
        territory: territory.yaml
        rules:
          minutes: {msp: 12}
          three_15s: {inhabitants: 300, professionals: 4, minutes: 12}
        changes:
          - open: {id: msp-c, kind: msp, at: [2.955, 46.465], professionals: {general_practitioner: 2, nurse: 3}}
          - open: {id: msp-d, kind: msp, at: [2.985, 46.455], minutes: 14, professionals: {nurse: 4}}
          - open: {id: msp-e, kind: msp, at: [2.915, 46.535], satellite_of: msp-a, professionals: {nurse: 2}}
          - open: {id: cds-f, kind: cds, at: [2.945, 46.505], professionals: {general_practitioner: 5}}
        equity: {quantity: minutes_to_nearest, kind: msp, threshold: 12}
        """

    /// All subsets of five sites, those of the territory among them: 32 runs.
    static let factor = "{name: sites, subset_of: [msp-b, msp-c, msp-d, msp-e, cds-f]}"

    static let figures = """
        figures:
          - kinds.*.sites
          - kinds.*.covered_inhabitants
          - kinds.*.covered_share
          - kinds.*.choices.*
          - kinds.*.minutes_to_nearest.*
          - overlaps.*.overlapped_inhabitants
          - three_15s.*.passes
          - three_15s.*.inhabitants.*
          - three_15s.*.professionals.*
          - three_15s.*.minutes.*
          - three_15s_served.*
          - equity.gini
          - equity.mean
          - equity.p90
          - equity.theil_t
          - equity.theil_l
          - equity.palma
          - equity.atkinson.1
          - equity.worst_tenth
          - equity.share_above_threshold
          - equity.fgt.1
        per_commune: [msp_covered_inhabitants, msp_covered_share, msp_mean_minutes, msp_min_minutes, cds_mean_minutes]
        """

    static func plan(
        factors: [String] = [factor], design: String = "grid", more: String = "", figures: String = figures
    )
        -> String
    {
        "batch: 1\nname: Essai\nscenario: base.yaml\ndesign: \(design)\nfactors:\n"
            + factors.map { "  - \($0)\n" }.joined() + figures + "\n" + more
    }

    /// A program in a folder with the land, the scenario and a plan.
    static func program(plan: String = plan()) throws -> Program {
        let program = try Program()
        try SmallCountry.write(to: program)
        try program.write("base.yaml", scenario)
        try program.write("plan.yaml", plan)
        return program
    }
}

extension Program {
    /// The rows of a table without quotation marks, by the names of its head.
    func rows(_ name: String) throws -> [[String: String]] {
        let lines = try read(name).split(separator: "\n", omittingEmptySubsequences: true)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let head = try XCTUnwrap(lines.first)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
    }

    /// What the tables of a batch hold, byte for byte.
    func tables(_ folder: String) throws -> [String] {
        try ["runs.csv", "communes.csv", "summary.json", "report.html"].map { try read("\(folder)/\($0)") }
    }
}
