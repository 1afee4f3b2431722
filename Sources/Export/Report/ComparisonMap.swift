import Geometry

/// The communes of a comparison, shaded by what each run changes for a kind of site.
///
/// - Throws: `GeometryError`.
func comparisonMap(_ comparison: Comparison) throws -> ReportMap {
    let base = comparison.runs[comparison.reference]
    let lands = base.communes.map { $0.boundary?.multiPolygon ?? .empty }
    let grid = MapGrid(BoundingBox(of: lands.lazy.flatMap { $0.polygons.flatMap(\.exterior) }))
    let paths = MapOutlines(lands, on: grid, tolerance: 1.8, most: greatestOutlinePlaces)
    let people = comparison.differences.first?.kinds.first?.communes.map(\.inhabitants)
    let communes = try base.communes.enumerated().map { place, commune in
        ReportMap.Commune(
            code: commune.code, name: commune.name, inhabitants: people?[place] ?? 0,
            place: try lands[place].interiorPoint().map(grid.place), path: paths.path(place))
    }
    return ReportMap(
        grid: grid, communes: communes, figures: figures(comparison, people: people), texts: [], patterns: .empty,
        groups: [], sites: [])
}

private func figures(_ comparison: Comparison, people: [Double]?) -> [MapFigure] {
    let base = BilingualText(comparison.runs[comparison.reference].name)
    var figures = comparison.differences.flatMap { difference in
        mainKindFirst(difference.kinds).flatMap { kind -> [MapFigure] in
            let run = BilingualText(comparison.runs[difference.run].name)
            let of =
                BilingualText(", ", ", ") + kindTitle(kind.kind) + " (" + run + BilingualText(" − ", " − ") + base + ")"
            let covered = kind.communes.map { Optional($0.coveredChange) }
            let minutes = kind.communes.map(\.meanMinutesGained)
            return [
                MapFigure(
                    title: BilingualText("Habitants couverts, écart", "Inhabitants covered, change") + of,
                    format: .signedWhole, values: covered, scale: .changes(covered, format: .whole)),
                MapFigure(
                    title: BilingualText("Minutes gagnées", "Minutes gained") + of, format: .signedTenths,
                    values: minutes,
                    scale: .changes(minutes, format: .tenths, unit: BilingualText(" min"))),
            ]
        }
    }
    if let people {
        figures.append(MapFigure(title: BilingualText("Habitants", "Inhabitants"), format: .whole, values: people))
    }
    return figures
}

/// `msp` where it is there, then the others by name.
func mainKindFirst(_ kinds: [GainsAndLosses]) -> [GainsAndLosses] {
    kinds.filter { $0.kind == "msp" } + kinds.filter { $0.kind != "msp" }
}
