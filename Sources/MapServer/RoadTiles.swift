import Export
import Foundation
import Geometry
import RoadNetwork

/// The territory's roads by tiles of the web's Mercator grid, thinned by zoom.
final class RoadTiles: @unchecked Sendable {
    /// Points of all lines, as shares of the world's width and height.
    private var x: [Float64] = []
    private var y: [Float64] = []
    /// Where each line's points start; one more entry than lines.
    private var first: [UInt32] = [0]
    private var classes: [RoadClass] = []
    /// Lines by tile of the zoom at which they are kept.
    private var linesByTile: [UInt64: [UInt32]] = [:]
    private let lock = NSLock()
    private var answers: [UInt64: Lasting] = [:]

    private static let keptZoom = 12
    static let greatestZoom = 19
    private static let greatestAnswers = 4_096

    /// - Throws: `GeometryError`.
    init(_ network: Network) throws {
        let outward = try CoordinateTransformation(from: network.crs, to: .wgs84)
        try network.forEachRoad { roadClass, line in
            var places = Array(line)
            try outward.transform(&places)
            var tiles: Set<UInt64> = []
            var last: (Int, Int)?
            for place in places {
                let (px, py) = mercator(place)
                x.append(px)
                y.append(py)
                let tile = (Int(px * 4096), Int(py * 4096))
                // A line from tile to tile is kept in all between, diagonally too.
                let from = last ?? tile
                for column in min(from.0, tile.0)...max(from.0, tile.0) {
                    for row in min(from.1, tile.1)...max(from.1, tile.1) {
                        tiles.insert(key(Self.keptZoom, column, row))
                    }
                }
                last = tile
            }
            for tile in tiles { linesByTile[tile, default: []].append(UInt32(classes.count)) }
            first.append(UInt32(x.count))
            classes.append(roadClass)
        }
    }

    /// Nil for a tile that is none.
    func tile(zoom: Int, column: Int, row: Int) -> Lasting? {
        guard (0...Self.greatestZoom).contains(zoom), (0..<(1 << zoom)).contains(column),
            (0..<(1 << zoom)).contains(row)
        else { return nil }
        let key = key(zoom, column, row)
        if let known = lock.withLock({ answers[key] }) { return known }
        let made = Lasting(collection(zoom, column, row).bytes, type: "application/geo+json")
        lock.withLock {
            if answers.count >= Self.greatestAnswers { answers.removeAll() }
            answers[key] = made
        }
        return made
    }

    private func collection(_ zoom: Int, _ column: Int, _ row: Int) -> JSONText {
        let size = 1 / Double(1 << zoom)
        let (west, north) = (Double(column) * size, Double(row) * size)
        let margin = size / 64
        // A quarter of a pixel at 256 a tile.
        let step = size / 1024
        var features: [JSONText] = []
        for line in lines(zoom, column, row) {
            let range = Int(first[Int(line)])..<Int(first[Int(line) + 1])
            guard let box = range.first.map({ _ in bounds(range) }), box.east >= west - margin,
                box.west <= west + size + margin, box.south >= north - margin, box.north <= north + size + margin
            else { continue }
            var points: [Point] = []
            for index in range {
                let place = Point(x: x[index], y: y[index])
                let isEnd = index == range.lowerBound || index == range.upperBound - 1
                if isEnd || points.last.map({ $0.distance(to: place) >= step }) ?? true { points.append(place) }
            }
            let shape = Shape.lineString(LineString(points.map(degrees))).mapPoints(withSixDecimals)
            features.append(feature(.geometry(shape), [("class", .text(classes[Int(line)].name))]))
        }
        return .object([("type", .text("FeatureCollection")), ("features", .list(features))])
    }

    /// The lines to look at for a tile, ascending.
    private func lines(_ zoom: Int, _ column: Int, _ row: Int) -> [UInt32] {
        let shift = zoom - Self.keptZoom
        if shift >= 0 {
            return linesByTile[key(Self.keptZoom, column >> shift, row >> shift)] ?? []
        }
        var found: Set<UInt32> = []
        for (tile, lines) in linesByTile {
            let (tileColumn, tileRow) = position(tile)
            guard tileColumn >> -shift == column, tileRow >> -shift == row else { continue }
            for line in lines where isShown(classes[Int(line)], zoom) { found.insert(line) }
        }
        return found.sorted()
    }

    private func isShown(_ roadClass: RoadClass, _ zoom: Int) -> Bool {
        switch roadClass {
        case .motorway, .trunk: true
        case .motorwayLink, .trunkLink: zoom >= 10
        case .primary: zoom >= 7
        case .secondary, .ferry: zoom >= 9
        case .primaryLink, .secondaryLink, .tertiary: zoom >= 10
        default: zoom >= 12
        }
    }

    private func bounds(_ range: Range<Int>) -> (west: Double, north: Double, east: Double, south: Double) {
        range.reduce(into: (.infinity, .infinity, -.infinity, -.infinity)) { box, index in
            box = (min(box.0, x[index]), min(box.1, y[index]), max(box.2, x[index]), max(box.3, y[index]))
        }
    }
}

private func key(_ zoom: Int, _ column: Int, _ row: Int) -> UInt64 {
    UInt64(zoom) << 48 | UInt64(column) << 24 | UInt64(row)
}

private func position(_ key: UInt64) -> (column: Int, row: Int) {
    (Int(key >> 24 & 0xff_ffff), Int(key & 0xff_ffff))
}

/// Shares of the world's width and height in the web's Mercator projection (EPSG:3857), from the north-west.
private func mercator(_ degrees: Point) -> (Double, Double) {
    let sine = sin(max(-85.05, min(85.05, degrees.y)) * .pi / 180)
    let x = (degrees.x + 180) / 360
    return (min(max(0, x), 1 - 1e-12), 0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi))
}

private func degrees(_ share: Point) -> Point {
    Point(x: share.x * 360 - 180, y: atan(sinh(.pi * (1 - 2 * share.y))) * 180 / .pi)
}
