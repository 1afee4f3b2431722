import Foundation
internal import Geometry
import Statistics

/// The streets of a town being laid, ring by ring.
struct StreetLayer {
    let centre: Point
    var plan: StreetPlan
    /// Junctions between the centre and the edge.
    let count: Int
    var generator: SplitMix64

    /// What stands on the ring before: junctions and streets of one wedge, by their place in it.
    private struct Wedge {
        var junctions: [Int32] = []
        /// From each junction inwards; -1 where there is none.
        var inward: [Int] = []
        /// From each junction to the next of the wedge; -1 where there is none.
        var along: [Int] = []
    }

    init(centre: Point, plan: StreetPlan, count: Int, generator: SplitMix64) {
        self.centre = centre
        self.plan = plan
        self.count = count
        self.generator = generator
    }

    /// Lays everything and returns the junctions where the approaches reach the edge of the town, in the
    /// order of the plan's approaches.
    ///
    /// Exactly `count` + 1 + the number of approaches junctions are added, the centre first.
    mutating func lay(into roads: inout SyntheticRoads) -> [Int32] {
        let hub = roads.addJunction(at: centre)
        let spacing = plan.spacing(for: count)
        let isLarge = count >= 400
        var remaining = count
        var inner = plan.approaches.map { _ in Wedge(junctions: [hub], inward: [-1], along: [-1]) }
        var tips = plan.approaches.map { _ in hub }
        var ring = plan.firstRing(spacing: spacing)
        while remaining > 0, ring.radius <= plan.outermost {
            let isLast = remaining <= ring.junctionCount || ring.radius + ring.gap > plan.outermost
            let isBoulevard = isLarge && !isLast && ring.index % 6 == 4
            let standard: RoadStandard =
                isBoulevard ? .tertiary : ring.radius > 0.72 * plan.radius ? .unclassified : .residential
            // Streets thin out towards the edge, and end without a ring round the town.
            let density = isBoulevard ? 1 : isLast ? 0.25 : 0.8 - 0.4 * ring.radius / plan.radius
            var outer = plan.approaches.map { _ in Wedge() }
            for wedge in plan.approaches.indices where remaining > 0 {
                let parts = ring.parts[wedge]
                for place in 0..<parts where remaining > 0 {
                    let junction = roads.addJunction(at: position(ring, wedge, place, parts))
                    remaining -= 1
                    let inside = innerJunction(inner[wedge], place, parts, ring)
                    var inward = -1
                    if place == 0 {
                        let main = plan.approaches[wedge].standard
                        inward = roads.addRoad(tips[wedge], junction, main, isBuiltUp: true)
                        tips[wedge] = junction
                    } else {
                        // One of the two leads home for certain: what has no way inwards keeps its
                        // neighbour, and so on down to the main road.
                        let keepsInward = inside != nil && generator.chance(isLast ? 0.9 : 0.6)
                        if let inside, keepsInward || generator.chance(density) {
                            let minor: RoadStandard = isBoulevard ? .residential : standard
                            inward = roads.addRoad(inside, junction, minor, isBuiltUp: true)
                        }
                        let before = outer[wedge].junctions[place - 1]
                        if !keepsInward || generator.chance(density) {
                            outer[wedge].along[place - 1] = roads.addRoad(before, junction, standard, isBuiltUp: true)
                        }
                    }
                    outer[wedge].junctions.append(junction)
                    outer[wedge].inward.append(inward)
                    outer[wedge].along.append(-1)
                }
            }
            for wedge in plan.approaches.indices {
                close(ring, wedge, outer, standard, density, into: &roads)
                if isLarge { makeOneWayBlocks(ring, inner[wedge], outer[wedge], into: &roads) }
            }
            inner = outer
            plan.advance(&ring, spacing: spacing)
        }
        return plan.approaches.indices.map { wedge in
            let approach = plan.approaches[wedge]
            let edge = roads.addJunction(at: centre.moved(plan.radius, towards: approach.angle))
            roads.addRoad(tips[wedge], edge, approach.standard, isBuiltUp: true)
            return edge
        }
    }

    private mutating func position(_ ring: StreetPlan.Ring, _ wedge: Int, _ place: Int, _ parts: Int) -> Point {
        let start = plan.approaches[wedge].angle
        // Main roads run straight; streets lie less regularly.
        guard place > 0 else {
            return centre.moved(ring.radius + ring.gap * generator.uniform(-0.12, 0.12), towards: start)
        }
        let share = (Double(place) + generator.uniform(-0.22, 0.22)) / Double(parts)
        return centre.moved(
            ring.radius + ring.gap * generator.uniform(-0.2, 0.2), towards: start + plan.wedges[wedge] * share)
    }

    /// The junction of the ring before on the same ray, if there is one.
    private func innerJunction(_ inner: Wedge, _ place: Int, _ parts: Int, _ ring: StreetPlan.Ring) -> Int32? {
        if ring.index == 1 { return inner.junctions.first }
        let before = inner.junctions.count
        if before == parts { return inner.junctions[place] }
        return place % 2 == 0 && place / 2 < before ? inner.junctions[place / 2] : nil
    }

    /// The street from the last junction of a wedge to the main road that bounds it.
    private mutating func close(
        _ ring: StreetPlan.Ring, _ wedge: Int, _ outer: [Wedge], _ standard: RoadStandard, _ density: Double,
        into roads: inout SyntheticRoads
    ) {
        let parts = ring.parts[wedge]
        let next = outer[(wedge + 1) % outer.count]
        guard outer[wedge].junctions.count == parts, let last = outer[wedge].junctions.last,
            let bound = next.junctions.first, last != bound,
            // Two main roads at a sharp angle run beside each other for a while.
            plan.wedges[wedge] * ring.radius > 0.6 * ring.gap * Double(parts),
            generator.chance(density)
        else { return }
        roads.addRoad(last, bound, standard, isBuiltUp: true)
    }

    /// Makes the streets round some blocks of a large town one-way, all in one turning direction. Blocks
    /// are chosen so that they share no street: then each way that is lost can still be made round its own
    /// block, and everything stays reachable both ways.
    private mutating func makeOneWayBlocks(
        _ ring: StreetPlan.Ring, _ inner: Wedge, _ outer: Wedge, into roads: inout SyntheticRoads
    ) {
        let parts = ring.parts.isEmpty ? 0 : outer.junctions.count
        guard ring.index % 2 == 0, inner.junctions.count == parts, parts > 3 else { return }
        for place in stride(from: 1, to: parts - 1, by: 2) {
            let streets = [inner.along[place], outer.inward[place + 1], outer.along[place], outer.inward[place]]
            guard streets.allSatisfy({ $0 >= 0 && roads.standards[$0] == .residential }), generator.chance(0.5)
            else { continue }
            roads.makeOneWay(streets[0], from: inner.junctions[place])
            roads.makeOneWay(streets[1], from: inner.junctions[place + 1])
            roads.makeOneWay(streets[2], from: outer.junctions[place + 1])
            roads.makeOneWay(streets[3], from: outer.junctions[place])
        }
    }
}
