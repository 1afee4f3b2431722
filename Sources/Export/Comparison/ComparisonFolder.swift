import Foundation
import Layers
import Territory

/// Writes a comparison into a folder: `comparison.json`, `comparison.csv`, `differences.geojson`, `differences.gpkg`
/// with styles for QGIS, `report.html`, `manifest.json`. Everything is written into a folder beside it, which then
/// takes its place; an earlier result of this program is replaced.
///
/// - Parameters:
///   - language: in which the report opens.
///   - version: of the program.
///   - started: when the work began.
/// - Throws: `Problem`: unreadable when a run can no longer be read, output.
public func writeComparison(
    _ comparison: Comparison, to folder: String, language: Language = .english, version: String, started: Date,
    threads: Int
) throws {
    let manifest = try manifestMembers(comparison, version: version, started: started)
    try writeFolder(folder) { aside in
        try writeFile(comparisonData(comparison), to: "\(aside)/comparison.json")
        let table = try FileBeingWritten(path: "\(aside)/comparison.csv")
        try table.write(comparisonTable(comparison))
        try table.finish()
        let communes = comparison.differences.map {
            communeDifferences($0, of: comparison, name: "differences_\(comparison.runs[$0.run].name)")
        }
        try allCommuneDifferences(communes, crs: comparison.runs[comparison.reference].crs)
            .writeGeoJSON(to: "\(aside)/differences.geojson", threads: threads)
        try writePackage(comparison, communes, to: "\(aside)/differences.gpkg")
        try writeFile(
            reportHTML(of: comparison, language: language, version: version), to: "\(aside)/report.html")
        var members = manifest
        members["wall_seconds"] = .number((Date().timeIntervalSince(started) * 1000).rounded() / 1000)
        try writeFile(SummaryValue.object(members).data(pretty: true), to: "\(aside)/manifest.json")
    }
}

private func writePackage(_ comparison: Comparison, _ communes: [ResultLayer], to path: String) throws {
    let writer = try LayerWriter(path: path, format: .geoPackage)
    var styles: [Style] = []
    for (difference, communes) in zip(comparison.differences, communes) {
        let people = populationDifferences(
            difference, of: comparison, name: "population_\(comparison.runs[difference.run].name)")
        try communes.write(to: writer)
        try people.write(to: writer)
        let kinds = styleKinds(difference.kinds.map { ($0.kind, nil) })
        styles += [communeDifferencesStyle(communes, kinds: kinds), populationDifferencesStyle(people, kinds: kinds)]
    }
    try writeStyles(styles, to: writer)
    try writer.finish()
}

private func manifestMembers(
    _ comparison: Comparison, version: String, started: Date
) throws -> [String: SummaryValue] {
    let inputs = try comparison.runs.flatMap(\.files).map { path in
        SummaryValue.object(["path": .text(path), "sha256": .text(try sha256(ofFile: path))])
    }
    return [
        "program": .text(Manifest.program), "version": .text(version), "inputs": .list(inputs),
        // By this a comparison is told from a run.
        "comparison": .object([
            "reference": .text(comparison.runs[comparison.reference].name),
            "runs": .list(comparison.runs.map { .text($0.name) }),
            "pareto": .list(
                comparison.pareto.objectives.map { .text("\($0.figure):\($0.sense.rawValue)") }),
        ]),
        "settings": .object([:]), "seed": .null, "started": .text(ISO8601DateFormatter().string(from: started)),
    ]
}
