import Geometry

extension MultiPolygon {
    /// The same land with discs around some places added and discs around others taken out (last, where both are).
    ///
    /// Most discs lie far from the border and from each other: they simply become islands and holes. Only where they
    /// meet something are they overlaid.
    ///
    /// - Throws: `GeometryError`.
    func withDiscs(adding: [Point], removing: [Point], radius: Double) throws -> MultiPolygon {
        if adding.isEmpty, removing.isEmpty { return self }
        // A disc's corners lie on the circle; a little more for rounding.
        let reach = 1.01 * radius
        var added: [Point] = []
        var removed: [(place: Point, polygon: Int)] = []
        var isEntangled = false
        for (places, isAdded) in [(Array(Set(adding)).sorted(), true), (Array(Set(removing)).sorted(), false)] {
            for place in places {
                let polygon = polygons.firstIndex { $0.contains(place) }
                isEntangled = isEntangled || polygons.contains { $0.hasBorder(within: reach, of: place) }
                if isAdded, polygon == nil { added.append(place) }
                if !isAdded { removed.append((place, polygon ?? -1)) }
            }
        }
        isEntangled = isEntangled || arePlaces(added, near: removed.map(\.place), within: 2 * reach)
        if isEntangled {
            var land = self
            if !adding.isEmpty { land = try .unionOfAll([land] + adding.map { disc($0, radius) }) }
            return removing.isEmpty ? land : try land.difference(.unionOfAll(removing.map { disc($0, radius) }))
        }
        var land = self
        for group in groups(of: removed.map(\.place), within: 2 * reach) {
            let polygon = removed[group[0]].polygon
            guard polygon >= 0 else { continue }
            for piece in try discs(around: group.map { removed[$0].place }, radius).polygons {
                land.polygons[polygon].holes.append(piece.exterior)
                land.polygons += piece.holes.map { Polygon(exterior: $0) }
            }
        }
        for group in groups(of: added, within: 2 * reach) {
            land.polygons += try discs(around: group.map { added[$0] }, radius).polygons
        }
        return land
    }
}

private func disc(_ centre: Point, _ radius: Double) -> MultiPolygon {
    MultiPolygon([.circle(around: centre, radius: radius, corners: 8)])
}

private func discs(around centres: [Point], _ radius: Double) throws -> MultiPolygon {
    centres.count == 1 ? disc(centres[0], radius) : try .unionOfAll(centres.map { disc($0, radius) })
}

/// Positions of places that hang together by steps of up to `metres`. The places ascend by x.
private func groups(of places: [Point], within metres: Double) -> [[Int]] {
    var leader = Array(places.indices)
    func find(_ position: Int) -> Int {
        var position = position
        while leader[position] != position { position = leader[position] }
        return position
    }
    for right in places.indices {
        for left in (0..<right).reversed() {
            if places[right].x - places[left].x > metres { break }
            guard places[left].distance(to: places[right]) <= metres else { continue }
            let (a, b) = (find(left), find(right))
            leader[max(a, b)] = min(a, b)
        }
    }
    return Dictionary(grouping: places.indices, by: find).sorted { $0.key < $1.key }.map(\.value)
}

/// Whether any of some places, ascending by x, is within `metres` of any of others.
private func arePlaces(_ some: [Point], near others: [Point], within metres: Double) -> Bool {
    var start = 0
    for place in some {
        while start < others.count, others[start].x < place.x - metres { start += 1 }
        var position = start
        while position < others.count, others[position].x <= place.x + metres {
            if others[position].distance(to: place) <= metres { return true }
            position += 1
        }
    }
    return false
}

extension Polygon {
    /// By the number of borders between the place and the east.
    fileprivate func contains(_ place: Point) -> Bool {
        var isInside = false
        for ring in rings {
            for position in 1..<max(1, ring.count) {
                let (a, b) = (ring[position - 1], ring[position])
                if (a.y > place.y) != (b.y > place.y), place.x < a.x + (b.x - a.x) * (place.y - a.y) / (b.y - a.y) {
                    isInside.toggle()
                }
            }
        }
        return isInside
    }

    fileprivate func hasBorder(within metres: Double, of place: Point) -> Bool {
        rings.contains { ring in
            (1..<max(1, ring.count)).contains {
                nearestPlace(on: ring[$0 - 1], ring[$0], to: place).squared <= metres * metres
            }
        }
    }
}
