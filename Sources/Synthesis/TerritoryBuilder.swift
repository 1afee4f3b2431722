import Foundation
internal import Geometry
import Statistics

/// Puts streets and country roads together.
struct TerritoryBuilder {
    /// The share of the junctions that lie outside towns, about.
    static let countryShare = 0.4
    /// Metres between the rings of streets at least.
    static let leastStreetSpacing = 35.0
    /// Junctions between the centre and the edge of a town at least.
    static let leastStreets = 3

    let request: SynthesisRequest
    let towns: [Town]
    let graph: TownGraph
    let standards: [RoadStandard]
    let radii: [Double]
    private let land: BorderLocator
    /// The roads of the graph that enter each town, by the angle of their approach.
    private let approaches: [[(edge: Int, approach: Approach)]]

    init(
        request: SynthesisRequest, towns: [Town], graph: TownGraph, standards: [RoadStandard], radii: [Double],
        outline: MultiPolygon
    ) throws {
        self.request = request
        self.towns = towns
        self.graph = graph
        self.standards = standards
        self.radii = radii
        land = try BorderLocator(outline)
        var approaches = towns.map { _ in [(edge: Int, approach: Approach)]() }
        for (index, edge) in graph.edges.enumerated() {
            let (a, b) = (towns[edge.a].location, towns[edge.b].location)
            approaches[edge.a].append((index, Approach(angle: a.angle(to: b), standard: standards[index])))
            approaches[edge.b].append((index, Approach(angle: b.angle(to: a), standard: standards[index])))
        }
        self.approaches = approaches.map { $0.sorted { ($0.approach.angle, $0.edge) < ($1.approach.angle, $1.edge) } }
    }

    func build() throws -> (roads: SyntheticRoads, homes: [Home]) {
        // A town without neighbours has one road to its edge all the same.
        let fixed = approaches.reduce(0) { $0 + 1 + max(1, $1.count) }
        let least = fixed + Self.leastStreets * towns.count
        guard request.junctions >= least else {
            throw SynthesisError.tooFewJunctions(asked: request.junctions, least: least)
        }
        let country = layCountryRoads(
            of: graph, towns: towns, radii: radii,
            junctions: min(Int(Self.countryShare * Double(request.junctions)), request.junctions - least),
            seed: request.seed)
        let streets = request.junctions - fixed - country.junctionCount
        var plans = towns.indices.map { StreetPlan(approaches: approaches[$0].map(\.approach), radius: radii[$0]) }
        let capacities = plans.indices.map { plans[$0].capacity(spacing: Self.leastStreetSpacing) }
        guard
            let allotment = junctionAllotment(
                total: streets, inhabitants: towns.map(\.inhabitants), capacities: capacities, least: Self.leastStreets)
        else {
            let most = fixed + country.junctionCount + capacities.reduce(0, +)
            guard request.junctions <= most else {
                throw SynthesisError.tooManyJunctions(asked: request.junctions, most: most)
            }
            throw SynthesisError.tooFewJunctions(asked: request.junctions, least: request.junctions + least - streets)
        }

        var roads = SyntheticRoads()
        roads.reserve(junctions: request.junctions)
        var homes: [Home] = []
        homes.reserveCapacity(request.junctions)
        // Where each road of the graph leaves its first and its second town.
        var ends = graph.edges.map { _ in (a: Int32(-1), b: Int32(-1)) }
        for town in towns.indices {
            let start = roads.junctions.count
            var layer = StreetLayer(
                centre: towns[town].location, plan: plans[town], count: allotment[town],
                generator: SplitMix64(seed: request.seed, stream: 10 + town))
            let edges = layer.lay(into: &roads)
            for (approach, junction) in zip(approaches[town], edges) {
                if graph.edges[approach.edge].a == town {
                    ends[approach.edge].a = junction
                } else {
                    ends[approach.edge].b = junction
                }
            }
            for junction in start..<roads.junctions.count {
                let distance = roads.junctions[junction].distance(to: towns[town].location)
                homes.append(
                    Home(
                        junction: Int32(junction), town: Int32(town),
                        weight: homeWeight(distance: distance, radius: radii[town])))
            }
            plans[town] = layer.plan
        }
        try add(country, ends: ends, to: &roads, homes: &homes)
        homes.sort { ($0.town, $0.junction) < ($1.town, $1.junction) }
        return (roads, homes)
    }

    private func add(
        _ country: CountryRoads, ends: [(a: Int32, b: Int32)], to roads: inout SyntheticRoads, homes: inout [Home]
    ) throws {
        var junctionsOfLine: [[Int32]] = []
        junctionsOfLine.reserveCapacity(country.lines.count)
        for (index, line) in country.lines.enumerated() {
            var junctions = [ends[index].a]
            for place in line.dropFirst().dropLast() {
                junctions.append(roads.addJunction(at: place))
                try addHome(junctions[junctions.count - 1], of: index, weight: countryRoadHomeWeight, roads, &homes)
            }
            junctions.append(ends[index].b)
            for (tail, head) in zip(junctions, junctions.dropFirst()) {
                roads.addRoad(tail, head, standards[index], isBuiltUp: false)
            }
            junctionsOfLine.append(junctions)
        }
        var laneEnds: [Int32] = []
        laneEnds.reserveCapacity(country.lanes.count)
        for lane in country.lanes {
            var tail = junctionsOfLine[lane.road][lane.place]
            for place in lane.line.dropFirst() {
                let head = roads.addJunction(at: place)
                roads.addRoad(tail, head, .unclassified, isBuiltUp: false)
                try addHome(head, of: lane.road, weight: laneHomeWeight, roads, &homes)
                tail = head
            }
            laneEnds.append(tail)
        }
        for link in country.links { roads.addRoad(laneEnds[link.a], laneEnds[link.b], .unclassified, isBuiltUp: false) }
    }

    /// People at a junction in the country belong to the nearest town, as its commune does; nobody lives
    /// outside the outline.
    private func addHome(
        _ junction: Int32, of edge: Int, weight: Double, _ roads: SyntheticRoads, _ homes: inout [Home]
    ) throws {
        let place = roads.junctions[Int(junction)]
        guard try land.contains(place) else { return }
        let (a, b) = graph.edges[edge]
        var nearest = a
        for town in [b] + graph.neighbours[a] + graph.neighbours[b]
        where towns[town].location.distance(to: place) < towns[nearest].location.distance(to: place) {
            nearest = town
        }
        homes.append(Home(junction: junction, town: Int32(nearest), weight: weight))
    }
}
