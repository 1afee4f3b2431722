import Foundation
internal import Geometry

/// A road that enters a town: the way it comes from and what it is.
struct Approach {
    /// Radians, anticlockwise from east.
    var angle: Double
    var standard: RoadStandard
}

/// How the streets of one town lie: main roads run from the edge to the centre, rings of streets between
/// them, closer together in the centre. Every ring divides the wedge between two main roads evenly, and
/// doubles that number where the streets come to lie too far apart; so no street crosses another.
struct StreetPlan {
    /// Sorted by angle; at least one.
    let approaches: [Approach]
    /// The angle of the wedge from each approach to the next, radians.
    let wedges: [Double]
    /// Metres: everything lies inside.
    let radius: Double

    init(approaches: [Approach], radius: Double) {
        let sorted =
            approaches.isEmpty
            ? [Approach(angle: 0, standard: .tertiary)]
            : approaches.sorted { $0.angle < $1.angle }
        self.approaches = sorted
        self.radius = radius
        wedges = sorted.indices.map { index in
            let next = index + 1 < sorted.count ? sorted[index + 1].angle : sorted[0].angle + 2 * .pi
            return next - sorted[index].angle
        }
    }

    /// One ring: its distance from the centre, the distance to the next, and the parts of each wedge.
    struct Ring {
        var index: Int
        var radius: Double
        var gap: Double
        var parts: [Int]

        var junctionCount: Int { parts.reduce(0, +) }
    }

    func firstRing(spacing: Double) -> Ring {
        Ring(index: 1, radius: spacing, gap: spacing, parts: wedges.map { max(1, Int(($0 / (.pi / 3)).rounded(.up))) })
    }

    mutating func advance(_ ring: inout Ring, spacing: Double) {
        ring.radius += ring.gap
        ring.index += 1
        ring.gap = spacing * min(2.2, 1 + 0.07 * Double(ring.index - 1))
        for wedge in wedges.indices where wedges[wedge] * ring.radius > 1.5 * ring.gap * Double(ring.parts[wedge]) {
            ring.parts[wedge] *= 2
        }
    }

    /// Rings stay inside this, so that even a displaced junction is well within the town.
    var outermost: Double { 0.8 * radius }

    /// The junctions that fit at a spacing in metres, centre and approaches' ends not counted.
    mutating func capacity(spacing: Double) -> Int {
        var ring = firstRing(spacing: spacing)
        var count = 0
        while ring.radius <= outermost {
            count += ring.junctionCount
            advance(&ring, spacing: spacing)
        }
        return count
    }

    /// The widest spacing in metres at which `count` junctions fit.
    mutating func spacing(for count: Int) -> Double {
        var wide = outermost
        guard count > 0, capacity(spacing: wide) < count else { return wide }
        var narrow = wide / 2
        while capacity(spacing: narrow) < count { narrow /= 2 }
        for _ in 0..<30 {
            let middle = (narrow + wide) / 2
            if capacity(spacing: middle) < count { wide = middle } else { narrow = middle }
        }
        return narrow
    }
}
