import Geometry

/// Gathers the links of a layer until every junction is known.
struct RoadLayerAssembly {
    private struct PendingLink {
        var forward: TravelTime
        var backward: TravelTime
        var metres: Double
        var roadClass: RoadClass
        var points: [Point]
    }

    private let crs: CoordinateReferenceSystem
    /// Where lengths in the projection are none on the ground.
    private let toDegrees: CoordinateTransformation?
    private var pending: [PendingLink] = []
    /// Tail and head of each link in turn.
    private var ends: [LinkEnd] = []

    init(crs: CoordinateReferenceSystem) throws(GeometryError) {
        self.crs = crs
        toDegrees = crs.isWebMercator ? try CoordinateTransformation(from: crs, to: .wgs84) : nil
    }

    /// Adds a feature's lines. False when they have no length; nil when the shape is at fault.
    mutating func append(_ row: RoadRow, shape: Shape?, faults: inout RoadLayerFaults) -> Bool? {
        guard let shape else {
            faults.add("there is no line", remedy: "remove the feature, or give it its line")
            return nil
        }
        guard let strings = shape.lineStrings else {
            faults.add("the shape is no line", remedy: "give the layer of the roads' lines")
            return nil
        }
        guard strings.allSatisfy({ $0.points.allSatisfy(\.isFinite) }) else {
            faults.add("a coordinate is no number", remedy: "correct the line")
            return nil
        }
        guard !crs.isGeographic || strings.allSatisfy({ $0.points.allSatisfy { abs($0.y) <= 90 } }) else {
            faults.add(
                "a latitude lies beyond the poles", remedy: "correct the line, or the coordinate reference system")
            return nil
        }
        let parts = joined(strings.map(\.points).filter { $0.count > 1 })
        let ownMetres = parts.map { metres(along: $0) }
        let total = ownMetres.reduce(0, +)
        guard total > 0 || (row.metres != nil && parts.count == 1) else { return false }
        if row.junctions != nil && parts.count > 1 {
            faults.add(
                "the line is in \(parts.count) parts that do not continue each other, between two junctions",
                remedy: "split it into one feature a part, or do without the junction fields")
            return nil
        }
        for (points, own) in zip(parts, ownMetres) {
            guard let first = points.first, let last = points.last else { continue }
            if own == 0 && row.metres == nil { continue }
            let share = total > 0 ? own / total : 1
            let metres = row.metres.map { $0 * share } ?? own
            func time(_ direction: Directions, _ speed: Speed) -> TravelTime {
                guard row.directions.contains(direction) else { return .unreachable }
                if let seconds = row.crossingSeconds { return TravelTime(seconds: seconds * share) }
                return speed.time(overMetres: metres)
            }
            pending.append(
                PendingLink(
                    forward: time(.forward, row.forwardSpeed), backward: time(.backward, row.backwardSpeed),
                    metres: metres, roadClass: row.roadClass, points: points))
            ends.append(row.junctions?.tail ?? .place(first))
            ends.append(row.junctions?.head ?? .place(last))
        }
        return true
    }

    /// All links, by tail, head and whatever tells them apart.
    func links() -> RoadLinks {
        let junctions = junctionNumbers(ends)
        let order = pending.indices.sorted { a, b in
            let (left, right) = (pending[a], pending[b])
            let leftKey = (
                junctions[2 * a], junctions[2 * a + 1], left.forward, left.backward, left.metres,
                left.roadClass.rawValue
            )
            let rightKey = (
                junctions[2 * b], junctions[2 * b + 1], right.forward, right.backward, right.metres,
                right.roadClass.rawValue
            )
            if leftKey != rightKey { return leftKey < rightKey }
            return left.points.lexicographicallyPrecedes(right.points)
        }
        var links = RoadLinks(crs: crs)
        for position in order {
            let link = pending[position]
            links.append(
                tail: junctions[2 * position], head: junctions[2 * position + 1], forward: link.forward,
                backward: link.backward, metres: link.metres, roadClass: link.roadClass, points: link.points)
        }
        return links
    }

    /// Parts of which each begins where the last one ended are one line.
    private func joined(_ parts: [[Point]]) -> [[Point]] {
        var lines: [[Point]] = []
        for part in parts {
            if let last = lines.last?.last, last == part.first {
                lines[lines.count - 1].append(contentsOf: part.dropFirst())
            } else {
                lines.append(part)
            }
        }
        return lines
    }

    /// The line's own length: on the ellipsoid in degrees and in Web Mercator, else in the plane.
    private func metres(along points: [Point]) -> Double {
        guard let metresPerUnit = crs.metresPerUnit else { return Geodesic.wgs84.metres(along: points) }
        if let toDegrees {
            var degrees = points
            if (try? toDegrees.transform(&degrees)) != nil { return Geodesic.wgs84.metres(along: degrees) }
        }
        return LineString(points).length * metresPerUnit
    }
}
