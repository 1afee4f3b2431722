/// The marker of a kind of site at the origin, as wide as a letter: the same shape and colour as in QGIS.
///
/// - Parameter isHollow: for poles that fail the rule.
func mapMarker(_ kind: StyleKind, isHollow: Bool = false, size: Double = 1) -> Markup {
    let radius = 6.5 * size
    let colour = kind.colour.css
    let paint: Markup =
        isHollow
        ? " fill=\"#FFFFFF\" stroke=\"\(colour)\" stroke-width=\"2.6\""
        : " fill=\"\(colour)\" stroke=\"#FFFFFF\" stroke-width=\"1.4\""
    switch kind.marker {
    case .circle: return "<circle r=\"\(radius)\"\(paint)/>"
    case .square:
        return
            "<path d=\"\(square(radius * 0.88))\"\(paint)/>"
    case .triangle: return "<path d=\"\(polygon(3, radius * 1.2))\"\(paint)/>"
    case .diamond: return "<path d=\"\(polygon(4, radius * 1.15))\"\(paint)/>"
    case .pentagon: return "<path d=\"\(polygon(5, radius * 1.05))\"\(paint)/>"
    case .star: return "<path d=\"\(star(radius * 1.25))\"\(paint)/>"
    }
}

/// Sines and cosines of the corners, the first one upwards: taken from tables, so that every machine writes the same.
private let corners: [Int: [(x: Double, y: Double)]] = [
    3: [(0, -1), (0.866, 0.5), (-0.866, 0.5)],
    4: [(0, -1), (1, 0), (0, 1), (-1, 0)],
    5: [(0, -1), (0.951, -0.309), (0.588, 0.809), (-0.588, 0.809), (-0.951, -0.309)],
]

private func square(_ half: Double) -> Markup { path([(-half, -half), (half, -half), (half, half), (-half, half)]) }

private func polygon(_ count: Int, _ radius: Double) -> Markup {
    path((corners[count] ?? []).map { ($0.x * radius, $0.y * radius) })
}

private func star(_ radius: Double) -> Markup {
    let outer = corners[5] ?? []
    // Between two outer corners an inner one, opposite to the third from them.
    let places = outer.indices.flatMap { place -> [(Double, Double)] in
        let opposite = outer[(place + 3) % 5]
        return [
            (outer[place].x * radius, outer[place].y * radius),
            (-opposite.x * radius * 0.42, -opposite.y * radius * 0.42),
        ]
    }
    return path(places)
}

private func path(_ places: [(Double, Double)]) -> Markup {
    "\(places.enumerated().map { number, place -> Markup in "\(number == 0 ? "M" : "L")\(place.0) \(place.1)" })Z"
}
