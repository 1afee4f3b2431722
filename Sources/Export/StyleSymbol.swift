/// How a shape is drawn. Lengths are millimetres on the map.
enum StyleSymbol {
    case line(StyleStroke)
    case area(fill: StyleFill, outline: StyleStroke?)
    case marker(StyleMarker, sizeMillimetres: Double, fill: StyleColour, outline: StyleStroke)
}

enum StyleFill {
    case none
    case solid(StyleColour)
    /// Parallel lines; degrees counter-clockwise from east.
    case hatched(StyleStroke, degrees: Double, spacingMillimetres: Double)
}

struct StyleStroke {
    var colour: StyleColour
    var widthMillimetres: Double
    var isDashed = false
}

/// The names are those of QGIS.
enum StyleMarker: String, CaseIterable {
    case circle, square, triangle, diamond, pentagon, star
}
