import Geometry
import Layers

/// Reads the professionals that are known by commune only.
func readSupply(
    _ sources: [ProfessionalSource], in crs: CoordinateReferenceSystem, communes: CommuneIndex,
    log: inout ReadingLog
) -> CommuneSupply {
    var supply = CommuneSupply(professionals: Array(repeating: .none, count: communes.communes.count))
    var firstSource: [String: String] = [:]
    for (position, source) in sources.enumerated() {
        for profession in Set(source.columns.keys).union(source.fullTimeEquivalents.keys).sorted() {
            guard let first = firstSource.updateValue(source.layer.path, forKey: profession) else { continue }
            log.problems.append(
                Problem(
                    .content, file: source.layer.path, "the profession \(profession) is given by \(first) too",
                    remedy: "keep one of them, so that nobody counts twice"))
        }
        guard
            let layer = SourceLayer(
                source.layer, key: "professionals[\(position)]", in: crs, needsShapes: false, log: &log)
        else { continue }
        let communeField = layer.field(source.communeField, key: "commune", log: &log)
        let headcounts = layer.fields(source.columns, key: "columns", log: &log)
        let equivalents = layer.fields(source.fullTimeEquivalents, key: "full_time_equivalents", log: &log)
        var ages = AgeColumns(source, of: layer, log: &log)
        guard let communeField else { continue }
        var rows: [Int: Int64] = [:]
        layer.forEach(log: &log) { feature, log in
            let found = professionals(
                feature, of: layer, headcounts: headcounts, fullTimeEquivalents: equivalents, log: &log)
            let id = layer.text(feature, communeField) ?? ""
            guard let commune = communes.position(of: id) else {
                log.problems.append(
                    layer.problem(feature, "no commune has the code \(id)", remedy: communes.remedy(forUnknown: id)))
                return
            }
            if let first = rows[commune] {
                log.problems.append(
                    layer.problem(
                        feature, "the commune \(id) stands twice (first: \(layer.place(of: first)))",
                        remedy: "give each commune one row"))
                return
            }
            rows[commune] = feature.id
            supply.professionals[commune] = supply.professionals[commune] + found
            supply.ages += ages.read(feature, of: layer, professionals: found, commune: commune, log: &log)
        }
        ages.report(of: layer, log: &log)
    }
    supply.ages.sort { ($0.commune, $0.profession) < ($1.commune, $1.profession) }
    return supply
}
