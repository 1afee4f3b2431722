import Geometry

/// Places of one pool in parts that are routed each by itself, so that tables of legs stay small.
///
/// The larger side of the box around them is cut at the middle place, until no part has more than `limit`.
func cells(of places: [Int], at locations: [Point], limit: Int) -> [[Int]] {
    guard places.count > limit else { return [places] }
    var box = BoundingBox.empty
    for place in places { box.extend(to: locations[place]) }
    let isWide = box.maximum.x - box.minimum.x >= box.maximum.y - box.minimum.y
    let ordered = places.sorted { left, right in
        let (a, b) = (locations[left], locations[right])
        return isWide ? (a.x, a.y, left) < (b.x, b.y, right) : (a.y, a.x, left) < (b.y, b.x, right)
    }
    let middle = ordered.count / 2
    return cells(of: ordered[..<middle].sorted(), at: locations, limit: limit)
        + cells(of: ordered[middle...].sorted(), at: locations, limit: limit)
}
