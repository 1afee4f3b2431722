import Coverage
import Geometry
import Simulation
import Territory

/// How many places the outlines of a report may have in all: some six bytes each.
let greatestOutlinePlaces = 280_000

/// The map of a result.
///
/// - Parameter layers: those of the result, by name.
/// - Throws: `GeometryError`.
func runMap(_ result: SimulationResult, layers: [ResultLayer]) throws -> ReportMap {
    let territory = result.territory
    let grid = MapGrid(BoundingBox(of: territory.communes.lazy.flatMap { $0.boundary.polygons.flatMap(\.exterior) }))
    var outlines = OutlineList(territory.communes.map(\.boundary))
    let divisions = territory.divisions.map { division in
        (division.name, outlines.add(division.territories.map(\.boundary)), division.territories.map(\.name))
    }
    let kinds = styleKinds(result.kinds.map { ($0.kind, $0.coverage.limit.minutes) })
    let drawn = kinds.compactMap { style in
        result.kinds.first { $0.kind == style.id }.map { kind in
            DrawnKind(
                style: style, result: kind, catchments: outlines.add(kind.catchments),
                uncovered: outlines.add(kind.uncoveredZones.map(\.land)), mosaic: outlines.add(kind.mosaic.map(\.land)))
        }
    }
    let paths = MapOutlines(outlines.lands, on: grid, tolerance: 1.8, most: greatestOutlinePlaces)
    let columns = layers.first { $0.name == "communes" }
    let communes = try territory.communes.enumerated().map { place, commune in
        ReportMap.Commune(
            code: commune.id.text, name: commune.name,
            inhabitants: columns?.number("inhabitants", place) ?? 0,
            place: try commune.boundary.interiorPoint().map(grid.place), path: paths.path(place))
    }
    var (sites, places) = ([Int: Int](), [ReportMap.Place]())
    for (number, site) in territory.sites.indices.enumerated() {
        sites[site] = number
        places.append(place(ofSite: site, result))
    }
    var groups = drawn.enumerated().map { number, kind in
        group(kind, number, isMain: number == 0, paths, grid, result, sites)
    }
    let territories = divisions.enumerated().map { number, division in
        territoriesLayer(division.0, number, paths: division.1.map(paths.path))
    }
    if !territories.isEmpty {
        groups.append(
            ReportMap.LayerGroup(
                title: BilingualText("Découpages", "Divisions"), layers: territories, isOpen: false))
    }
    if let rounds = result.rounds, !rounds.rounds.isEmpty {
        groups.append(
            ReportMap.LayerGroup(
                title: BilingualText("Tournées", "Rounds"), layers: [roundsLayer(rounds, territory, grid)],
                isOpen: false))
    }
    return ReportMap(
        grid: grid, communes: communes, figures: columns.map { mapFigures(result, $0) } ?? [],
        texts: columns.map { mapTexts(result, $0) } ?? [], patterns: "\(drawn.enumerated().map(hatch))", groups: groups,
        sites: places)
}

/// Lands one after the other; who adds some learns their places.
struct OutlineList {
    private(set) var lands: [MultiPolygon]

    init(_ lands: [MultiPolygon]) {
        self.lands = lands
    }

    mutating func add(_ more: [MultiPolygon]) -> Range<Int> {
        let start = lands.count
        lands += more
        return start..<lands.count
    }
}

private struct DrawnKind {
    var style: StyleKind
    var result: KindResult
    var catchments: Range<Int>
    var uncovered: Range<Int>
    var mosaic: Range<Int>
}

/// Lines across the land of uncovered zones, as thick on every scale.
private func hatch(_ number: Int, _ kind: DrawnKind) -> Markup {
    let degrees = number.isMultiple(of: 2) ? 45 : -45
    return """
        <pattern id="hatch-\(number)" data-degrees="\(degrees)" patternUnits="userSpaceOnUse" width="7" height="7" \
        patternTransform="rotate(\(degrees)) scale(14)">\
        <line x1="0" x2="0" y1="0" y2="7" stroke="\(kind.style.colour.css)" \
        stroke-width="1.3"/></pattern>
        """
}

private func group(
    _ kind: DrawnKind, _ number: Int, isMain: Bool, _ paths: MapOutlines, _ grid: MapGrid, _ result: SimulationResult,
    _ numbers: [Int: Int]
) -> ReportMap.LayerGroup {
    let style = kind.style
    let colour = style.colour.css
    var layers: [ReportMap.Layer] = []
    if !kind.mosaic.isEmpty {
        let classes = (1...4).map { count in
            kind.mosaic.filter { min(4, kind.result.mosaic[$0 - kind.mosaic.lowerBound].sites.count) == count }
        }
        let content = zip(classes, StyleColour.purples).map { lands, shade -> Markup in
            let pieces = lands.map { land -> Markup in "<path d=\"\(paths.path(land))\"/>" }
            return "<g fill=\"\(shade.css)\" fill-opacity=\"0.75\">\(pieces)</g>"
        }
        layers.append(
            ReportMap.Layer(
                id: "layer-overlaps-\(number)",
                title: BilingualText("Sites à portée : 1, 2, 3, 4 ou plus", "Sites within reach: 1, 2, 3, 4 or more"),
                sample:
                    patches(StyleColour.purples),
                content: "\(content)", isShown: false))
    }
    if !kind.uncovered.isEmpty {
        let zones = kind.uncovered.map { land -> Markup in "<path d=\"\(paths.path(land))\"/>" }
        layers.append(
            ReportMap.Layer(
                id: "layer-uncovered-\(number)",
                title: BilingualText("Zones non couvertes", "Uncovered zones"),
                sample:
                    patch(colour, "<path d=\"M3 14L12 2M9 14L18 2M1 9L6 2\" stroke=\"\(colour)\" fill=\"none\"/>"),
                content: "<g fill=\"url(#hatch-\(number))\" stroke=\"\(colour)\" stroke-width=\"0.7\">\(zones)</g>",
                isShown: false))
    }
    let hasCatchments = kind.result.catchments.contains { !$0.isEmpty }
    if hasCatchments {
        let lands = kind.catchments.map { land -> Markup in "<path d=\"\(paths.path(land))\"/>" }
        layers.append(
            ReportMap.Layer(
                id: "layer-catchments-\(number)",
                title: BilingualText("Aires de desserte", "Catchments") + minutesSuffix(kind.result),
                sample:
                    patch(colour, attributes: " fill-opacity=\"0.12\" stroke-width=\"1.6\"", fill: colour),
                content:
                    "<g fill=\"\(colour)\" fill-opacity=\"0.1\" stroke=\"\(colour)\" stroke-width=\"1\">\(lands)</g>",
                isShown: isMain))
    }
    if !kind.result.coverage.sites.isEmpty {
        layers.append(
            sitesLayer(kind, number, isShown: isMain || kind.result.coverage.sites.count <= 60, grid, result, numbers))
    }
    return ReportMap.LayerGroup(
        title: kindTitle(style.id, result.settings.kinds), layers: layers.reversed(), isOpen: isMain)
}

/// A small rectangle beside the title of a layer, with what is drawn over it.
private func patch(
    _ colour: String, _ over: Markup = .empty, attributes: Markup = .empty, fill: String = "none"
) -> Markup {
    """
    <rect x="1" y="2" width="18" height="12" fill="\(fill)" stroke="\(colour)"\(attributes)/>\(over)
    """
}

private func patches(_ colours: [StyleColour]) -> Markup {
    let patches = colours.enumerated().map { place, colour -> Markup in
        "<rect x=\"\(place * 5)\" y=\"2\" width=\"5\" height=\"12\" fill=\"\(colour.css)\"/>"
    }
    return "\(patches)"
}

private func minutesSuffix(_ kind: KindResult) -> BilingualText {
    guard let minutes = kind.coverage.limit.minutes else { return BilingualText("") }
    return BilingualText(", ") + NumberFormat.forValues([minutes]).text(minutes) + " min"
}

private func sitesLayer(
    _ kind: DrawnKind, _ number: Int, isShown: Bool, _ grid: MapGrid, _ result: SimulationResult, _ numbers: [Int: Int]
) -> ReportMap.Layer {
    let territory = result.territory
    let verdicts = Dictionary(result.poles.poles.map { ($0.site, $0.passes) }) { first, _ in first }
    let isJudged = kind.result.coverage.sites.contains { verdicts[$0] != nil }
    let size = kind.result.coverage.sites.count > 100 ? 0.6 : 1
    let markers = kind.result.coverage.sites.map { site -> Markup in
        let place = grid.place(territory.sites[site].location)
        let isSatellite = isJudged && verdicts[site] == nil
        let marker = mapMarker(
            kind.style, isHollow: verdicts[site] == false, size: isSatellite ? 0.7 * size : size)
        return """
            <g class="site" data-s="\(numbers[site] ?? 0)" transform="translate(\(Int(place.x)) \(Int(place.y)))">\
            <g class="fixed">\(marker)</g></g>

            """
    }
    let title =
        isJudged
        ? BilingualText(
            "Sites (plein : les trois 15 atteints ; creux : non)", "Sites (full: the three 15s met; hollow: not)")
        : BilingualText("Sites", "Sites")
    return ReportMap.Layer(
        id: "layer-sites-\(number)", title: title,
        sample: "<g transform=\"translate(10 8)\">\(mapMarker(kind.style))</g>", content: "\(markers)",
        isShown: isShown,
        isTouchable: true)
}

private func territoriesLayer(_ division: String, _ number: Int, paths: [String]) -> ReportMap.Layer {
    let colour = StyleColour.categories[(number + 1) % StyleColour.categories.count].css
    let dash: Markup = number.isMultiple(of: 2) ? "" : " stroke-dasharray=\"7 4\""
    let outlines = paths.map { path -> Markup in "<path d=\"\(path)\"/>" }
    return ReportMap.Layer(
        id: "layer-division-\(number)", title: BilingualText(division),
        sample:
            patch(colour, attributes: " stroke-width=\"2\"\(dash)"),
        content: "<g fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2.4\"\(dash)>\(outlines)</g>", isShown: false)
}

private func roundsLayer(_ rounds: NurseRounds, _ territory: StudyTerritory, _ grid: MapGrid) -> ReportMap.Layer {
    let lines = rounds.rounds.map { round -> Markup in
        let base = territory.sites[round.site].location
        let places = ([base] + round.points.map { territory.population.locations[$0] } + [base]).map(grid.place)
        let points = places.map { "\($0.x),\($0.y)" }.joined(separator: " ")
        return "<polyline points=\"\(points)\"/>"
    }
    return ReportMap.Layer(
        id: "layer-rounds", title: BilingualText("Tournées du premier jour", "Rounds of the first day"),
        sample: "<path d=\"M1 13L8 3L13 11L19 4\" fill=\"none\" stroke=\"#333\"/>",
        content: "<g fill=\"none\" stroke=\"#333333\" stroke-width=\"1\">\(lines)</g>", isShown: false)
}

private func place(ofSite site: Int, _ result: SimulationResult) -> ReportMap.Place {
    let territory = result.territory
    let entry = territory.sites[site]
    var rows: [(title: BilingualText, value: ReportMap.PlaceValue)] = [
        (BilingualText("type", "kind"), .text(kindTitle(entry.kind, result.settings.kinds))),
        (BilingualText("identifiant", "id"), .text(BilingualText(entry.id.text))),
    ]
    if let commune = entry.commune {
        rows.append((BilingualText("commune", "commune"), .text(BilingualText(territory.communes[commune].name))))
    }
    if !entry.professionals.isEmpty {
        rows.append((BilingualText("professionnels", "professionals"), .text(professionalsText(entry.professionals))))
    }
    if let pole = result.poles.poles.first(where: { $0.site == site }) {
        let words = pole.passes ? BilingualText("atteints", "met") : BilingualText("non atteints", "not met")
        rows.append((BilingualText("les trois 15", "the three 15s"), .text(words)))
        rows.append(
            (BilingualText("habitants du pôle", "inhabitants of the pole"), .number(pole.inhabitants.value, .whole)))
        let share = NumberFormat.whole.text(result.settings.threeFifteens.minutesQuantile * 100)
        rows.append(
            (
                BilingualText("minutes pour ", "minutes for ") + share + BilingualText(" % d’entre eux", "% of them"),
                .number(pole.minutes.value, .tenths)
            ))
    }
    if let beds = entry.beds { rows.append((BilingualText("lits ou places", "beds or places"), .number(beds, .whole))) }
    return ReportMap.Place(name: entry.name, rows: rows)
}
