import Geometry
import Layers

/// Reads all sites, ordered by id, and checks them as a whole.
func readSites(
    _ sources: [SiteSource], in crs: CoordinateReferenceSystem, communes: CommuneIndex, log: inout ReadingLog
) -> [Site] {
    var found: [(site: Site, layer: SourceLayer, featureID: Int64)] = []
    for (position, source) in sources.enumerated() {
        guard let layer = SourceLayer(source.layer, key: "sites[\(position)]", in: crs, needsShapes: true, log: &log),
            let columns = SiteColumns(source, of: layer, log: &log)
        else { continue }
        var outside = OutsideCheck()
        layer.forEach(log: &log) { feature, log in
            guard columns.isWanted(feature, of: layer),
                let (read, drawn) = columns.site(feature, of: layer, log: &log)
            else { return }
            var site = read
            do {
                site.commune = try communes.locator.first(containing: site.location)
                outside.add(
                    weight: 1, isInside: site.commune != nil, drawn: drawn, transformation: layer.transformation,
                    locator: communes.locator)
            } catch {
                log.add(error, file: layer.path, place: layer.reader.place(of: feature))
            }
            found.append((site, layer, feature.id))
        }
        outside.report(
            "sites", file: layer.path, consequence: "they count as supply from outside", mayAllLieOutside: true,
            log: &log)
    }
    checkSites(found, log: &log)
    return found.map(\.site).sorted { $0.id < $1.id }
}

/// Ids that stand twice, and satellites without a main site of their own.
private func checkSites(_ found: [(site: Site, layer: SourceLayer, featureID: Int64)], log: inout ReadingLog) {
    var first: [SiteID: Int] = [:]
    for (position, (site, layer, featureID)) in found.enumerated() {
        guard let other = first[site.id] else {
            first[site.id] = position
            continue
        }
        log.problems.append(
            Problem(
                .content, file: layer.path, place: layer.place(of: featureID),
                "the site \(site.id) stands twice (first: \(found[other].layer.path), "
                    + "\(found[other].layer.place(of: found[other].featureID)))",
                remedy: "give every site of the territory an id of its own"))
    }
    for (site, layer, featureID) in found {
        guard let main = site.satelliteOf else { continue }
        let what: String
        if main == site.id {
            what = "the site \(site.id) is a satellite of itself"
        } else if let position = first[main] {
            guard found[position].site.satelliteOf != nil else { continue }
            what = "the site \(site.id) is a satellite of \(main), which is itself a satellite"
        } else {
            what = "the main site \(main) of the satellite \(site.id) is missing"
        }
        log.problems.append(
            Problem(
                .content, file: layer.path, place: layer.place(of: featureID), what,
                remedy: "name a main site of the territory"))
    }
}

/// Where the fields of a layer of sites stand.
private struct SiteColumns {
    var id: Int
    var name: Int?
    var constantKind: String?
    var kind: Int?
    var condition: [(index: Int, values: [String])]
    var headcounts: [(key: String, index: Int)]
    var fullTimeEquivalents: [(key: String, index: Int)]
    var satelliteOf: Int?
    var daysPerWeek: Int?
    var beds: Int?

    /// Nil where a field is missing; the log tells which, all of them.
    init?(_ source: SiteSource, of layer: SourceLayer, log: inout ReadingLog) {
        let problemCount = log.problems.count
        let id = layer.field(source.idField, key: "id", log: &log)
        name = layer.field(source.nameField, key: "name", log: &log)
        switch source.kind {
        case .constant(let kind): constantKind = kind
        case .field(let field): kind = layer.field(field, key: "kind_field", log: &log)
        }
        var condition: [(index: Int, values: [String])] = []
        for (field, values) in source.condition.sorted(by: { $0.key < $1.key }) {
            if let index = layer.field(field, key: "where.\(field)", log: &log) { condition.append((index, values)) }
        }
        self.condition = condition
        headcounts = layer.fields(source.professionals, key: "professionals", log: &log)
        fullTimeEquivalents = layer.fields(source.fullTimeEquivalents, key: "full_time_equivalents", log: &log)
        satelliteOf = layer.field(source.satelliteOfField, key: "satellite_of", log: &log)
        daysPerWeek = layer.field(source.daysPerWeekField, key: "days_per_week", log: &log)
        beds = layer.field(source.bedsField, key: "beds", log: &log)
        guard let id, log.problems.count == problemCount else { return nil }
        self.id = id
    }

    func isWanted(_ feature: Feature, of layer: SourceLayer) -> Bool {
        condition.allSatisfy { index, values in
            let text = layer.text(feature, index) ?? ""
            let number = feature.values[index].number
            return values.contains { $0 == text || (number != nil && Double($0) == number) }
        }
    }

    /// Nil, and a problem, where there is no id, no kind or no place.
    func site(
        _ feature: Feature, of layer: SourceLayer, log: inout ReadingLog
    ) -> (site: Site, drawn: Point)? {
        let id = layer.text(feature, id)
        if id == nil { log.problems.append(layer.problem(feature, "the site has no id")) }
        let kind = constantKind ?? kind.flatMap { layer.text(feature, $0) }
        if kind == nil { log.problems.append(layer.problem(feature, "the site has no kind")) }
        let days = daysPerWeek.flatMap { layer.figure(feature, $0, log: &log) }
        if let days, !(days > 0 && days <= 7) {
            log.problems.append(
                layer.problem(feature, "\(plain(days)) days a week", remedy: "give more than 0, and 7 at most"))
        }
        let professionals = professionals(
            feature, of: layer, headcounts: headcounts, fullTimeEquivalents: fullTimeEquivalents, log: &log)
        let beds = beds.flatMap { layer.figure(feature, $0, log: &log) }
        let location = layer.location(feature, log: &log)
        guard let id, let kind, let location else { return nil }
        let site = Site(
            id: SiteID(id), name: name.flatMap { layer.text(feature, $0) } ?? id, kind: kind,
            location: location.projected, professionals: professionals,
            satelliteOf: satelliteOf.flatMap { layer.text(feature, $0) }.map(SiteID.init), daysPerWeek: days,
            beds: beds)
        return (site, location.drawn)
    }
}

/// The professionals of a row. An empty cell is none. Where only one of headcount and full-time equivalents
/// is given the other equals it.
func professionals(
    _ feature: Feature, of layer: SourceLayer, headcounts: [(key: String, index: Int)],
    fullTimeEquivalents: [(key: String, index: Int)], log: inout ReadingLog
) -> Professionals {
    var professionals = Professionals.none
    for (profession, index) in headcounts {
        if let count = layer.figure(feature, index, log: &log), count > 0 {
            professionals[profession] = ProfessionalCount(count)
        }
    }
    for (profession, index) in fullTimeEquivalents {
        guard let equivalents = layer.figure(feature, index, log: &log) else { continue }
        let isCounted = headcounts.contains { $0.key == profession }
        let headcount = isCounted ? professionals[profession].headcount : equivalents
        if headcount > 0 || equivalents > 0 {
            professionals[profession] = ProfessionalCount(headcount: headcount, fullTimeEquivalents: equivalents)
        }
    }
    return professionals
}
