import Geometry
import XCTest

@testable import RoadNetwork

/// The hierarchy and its sweeps against plain searches.
final class HierarchyTests: XCTestCase {
    func networks() throws -> [Network] {
        var networks: [Network] = []
        for seed in 1...4 as ClosedRange<UInt64> {
            networks.append(try Network(links: townLinks(side: 17, seed: seed), profile: "test"))
            networks.append(try Network(links: randomLinks(junctions: 150, links: 260, seed: seed), profile: "test"))
            var restricted = townLinks(side: 11, seed: seed + 50)
            for link in stride(from: 0, to: restricted.count - 1, by: 3) {
                for other in 0..<restricted.count where restricted.tails[other] == restricted.heads[link] {
                    restricted.turnRestrictions.append(
                        TurnRestriction(
                            fromLink: link, viaJunction: restricted.heads[link], toLink: other, isMandatory: false))
                    break
                }
            }
            networks.append(try Network(links: restricted, profile: "test"))
        }
        return networks
    }

    /// Costs of all nodes from one, by a search.
    func searched(_ network: Network, _ source: Int, _ direction: TravelDirection) -> [UInt64] {
        let arcs = direction == .fromSite ? network.outgoing : network.incoming
        let labels = UnsafeMutablePointer<TravelCost>.allocate(capacity: network.nodeCount)
        defer { labels.deallocate() }
        labels.initialize(repeating: .unreachable, count: network.nodeCount)
        labels[source] = .zero
        var queue = NodeQueue()
        queue.push(0, UInt32(source))
        var reached: [UInt32] = []
        settle(
            arcs.first.baseAddress!, arcs.ends.baseAddress!, arcs.costs.baseAddress!, labels, &queue, &reached,
            .limit(.unreachable))
        return (0..<network.nodeCount).map { labels[$0].bits }
    }

    func testSweepsGiveWhatSearchesGive() throws {
        for network in try networks() {
            let hierarchy = Hierarchy(RoadGraph(network.outgoing), threads: 1)
            let nodes = (0..<UInt32(network.nodeCount)).map { $0 }
            for direction in TravelDirection.allCases {
                let costs = Rows<UInt64>(count: nodes.count)
                let times = Rows<UInt32>(count: nodes.count)
                hierarchy.sweep(
                    from: Approaches(nodes: nodes), to: Approaches(nodes: nodes), direction, threads: 2, costs.keep)
                hierarchy.sweep(
                    from: Approaches(nodes: nodes), to: Approaches(nodes: nodes), direction, threads: 1, times.keep)
                for source in stride(from: 0, to: nodes.count, by: 5) {
                    let expected = searched(network, source, direction)
                    XCTAssertEqual(costs[source], expected)
                    XCTAssertEqual(times[source], expected.map { UInt32($0 >> 32) })
                }
            }
        }
    }

    /// Forwards from a to b is backwards from b to a.
    func testForwardsAgainstBackwards() throws {
        let network = try Network(links: townLinks(side: 15, seed: 9), profile: "test")
        let hierarchy = Hierarchy(RoadGraph(network.outgoing), threads: 2)
        let nodes = (0..<UInt32(network.nodeCount)).map { $0 }
        let forwards = Rows<UInt64>(count: nodes.count)
        let backwards = Rows<UInt64>(count: nodes.count)
        hierarchy.sweep(
            from: Approaches(nodes: nodes), to: Approaches(nodes: nodes), .fromSite, threads: 2, forwards.keep)
        hierarchy.sweep(
            from: Approaches(nodes: nodes), to: Approaches(nodes: nodes), .toSite, threads: 2, backwards.keep)
        for a in nodes.indices {
            for b in nodes.indices { XCTAssertEqual(forwards[a][b], backwards[b][a]) }
        }
    }

    /// Every node has one position, and every arc of the hierarchy comes from an earlier one.
    func testTheOrderIsHigherFirst() throws {
        for network in try networks() {
            let hierarchy = Hierarchy(RoadGraph(network.outgoing), threads: 1)
            XCTAssertEqual(hierarchy.positions.sorted(), (0..<UInt32(network.nodeCount)).map { $0 })
            for arcs in [hierarchy.up, hierarchy.down] {
                for position in 0..<hierarchy.nodeCount {
                    for arc in Int(arcs.first[position])..<Int(arcs.first[position + 1]) {
                        XCTAssertLessThan(arcs.higher[arc], UInt32(position))
                    }
                }
            }
        }
    }

    func testTheSameBytesForAnyNumberOfThreads() throws {
        for network in try networks() {
            let graph = RoadGraph(network.outgoing)
            let one = Hierarchy(graph, threads: 1)
            for threads in [2, 3, 4] {
                let other = Hierarchy(graph, threads: threads)
                XCTAssertTrue(one.block.bytes.elementsEqual(other.block.bytes))
            }
        }
    }

    /// With and without a hierarchy, with and without a limit, to places inside links, from sites inside links,
    /// unattached ones among them.
    func testPlacesFromAPreparedNetworkAndFromAPlainOne() throws {
        for (seed, network) in try networks().enumerated() {
            let prepared = try network.prepared(threads: 2)
            XCTAssertEqual(prepared.fingerprint, network.fingerprint)
            var random = SeededGenerator(state: UInt64(seed))
            let box = network.boundingBox
            let places = (0..<80).map { number -> Attachment? in
                if number % 20 == 19 { return nil }
                let place = Point(
                    x: Double.random(in: box.minimum.x..<box.maximum.x, using: &random),
                    y: Double.random(in: box.minimum.y..<box.maximum.y, using: &random))
                return network.attach(place)
            }
            // Sites at the places of some: at the same junctions and inside the same links.
            let sites = Array(places.prefix(45))
            for direction in TravelDirection.allCases {
                for limit in [TravelTime.unreachable, TravelTime(milliseconds: 9000)] {
                    let plain = TravelFromSites(
                        network, sites: sites, places: places, direction: direction, limit: limit)
                    let searches = Rows<UInt64>(count: sites.count)
                    plain.forEachSite(threads: 3, searches.keep)
                    let fast = TravelFromSites(
                        prepared, sites: sites, places: places, direction: direction, limit: limit)
                    let sweeps = Rows<UInt64>(count: sites.count)
                    fast.sweep(try XCTUnwrap(prepared.hierarchy), threads: 2, sweeps.keep)
                    let search = RoadSearch(network)
                    for (site, attachment) in sites.enumerated() {
                        XCTAssertEqual(sweeps[site], searches[site])
                        guard let attachment else {
                            XCTAssertTrue(sweeps[site].allSatisfy { $0 == .max })
                            continue
                        }
                        search.run(from: attachment, direction: direction, limit: limit)
                        XCTAssertEqual(
                            sweeps[site],
                            places.map { place in
                                let cost = place.map(search.cost(of:)) ?? .unreachable
                                return cost.time <= limit && cost.isReachable ? cost.bits : .max
                            })
                    }
                }
            }
        }
    }

    /// What is computed with a cache is what is computed without; a moved site is the only one computed again.
    func testACacheOfSites() throws {
        let network = try Network(links: townLinks(side: 15, seed: 3), profile: "test")
        let junctions = (0..<UInt32(network.junctionCount)).map {
            Attachment(link: Attachment.noLink, junction: $0, fraction: 0, walk: .zero)
        }
        let cache = SiteTravelCache()
        var sites: [Attachment?] = Array(junctions.prefix(30)) + [nil]
        func matrix(_ cache: SiteTravelCache?, _ limit: TravelTime = .unreachable) -> TravelTimeMatrix {
            TravelTimeMatrix(
                network: network, sites: sites,
                directions: sites.indices.map { $0 % 3 == 0 ? .fromSite : .toSite }, places: junctions,
                limit: limit, cache: cache, threads: 2)
        }
        func same(_ one: TravelTimeMatrix, _ other: TravelTimeMatrix) {
            for site in sites.indices {
                for place in junctions.indices {
                    XCTAssertEqual(one.time(site: site, place: place), other.time(site: site, place: place))
                    XCTAssertEqual(one.metres(site: site, place: place), other.metres(site: site, place: place))
                }
            }
        }
        same(matrix(cache), matrix(nil))
        XCTAssertEqual(cache.count, 30)
        same(matrix(cache), matrix(nil))
        XCTAssertEqual(cache.count, 30, "nothing is computed twice")
        sites[7] = junctions[100]
        same(matrix(cache), matrix(nil))
        XCTAssertEqual(cache.count, 31, "the moved site only")
        same(matrix(cache, TravelTime(milliseconds: 8000)), matrix(nil, TravelTime(milliseconds: 8000)))
        XCTAssertEqual(cache.count, 61, "another limit asks for other times")
        let small = SiteTravelCache(greatestBytes: 10 * junctions.count * 8)
        same(matrix(small), matrix(nil))
        XCTAssertLessThanOrEqual(small.count, 10)
        same(matrix(small), matrix(nil))
    }

    func testManyToManyRowsInOrder() throws {
        let network = try Network(links: townLinks(side: 13, seed: 5), profile: "test").prepared(threads: 1)
        let junctions = (0..<UInt32(network.junctionCount)).map {
            Attachment(link: Attachment.noLink, junction: $0, fraction: 0, walk: .zero) as Attachment?
        }
        let few = Array(junctions.prefix(9)) + [nil]
        for (origins, destinations) in [(junctions, few), (few, junctions)] {
            var next = 0
            network.forEachOrigin(origins, to: destinations, threads: 2) { origin, costs in
                XCTAssertEqual(origin, next)
                next += 1
                guard let attachment = origins[origin] else {
                    return XCTAssertTrue(costs.allSatisfy { !$0.isReachable })
                }
                let search = RoadSearch(network)
                search.run(from: attachment, direction: .fromSite)
                XCTAssertEqual(Array(costs), destinations.map { $0.map(search.cost(of:)) ?? .unreachable })
            }
            XCTAssertEqual(next, origins.count)
        }
    }

    /// Nodes numbered at random, without coordinates: they are numbered anew inside, and nobody notices.
    func testABareGraphInNoOrder() throws {
        let network = try Network(links: townLinks(side: 130, seed: 12), profile: "test")
        let count = network.junctionCount
        var random = SeededGenerator(state: 5)
        // The caller's number of each junction, and back.
        let numbers = (0..<count).map { $0 }.shuffled(using: &random)
        var junctions = [Int](repeating: 0, count: count)
        for (junction, number) in numbers.enumerated() { junctions[number] = junction }
        var first: [UInt32] = [0]
        var heads: [UInt32] = []
        var weights: [UInt32] = []
        for junction in junctions {
            for arc in Int(network.outgoing.first[junction])..<Int(network.outgoing.first[junction + 1]) {
                heads.append(UInt32(numbers[Int(network.outgoing.ends[arc])]))
                weights.append(network.outgoing.costs[arc].time.milliseconds)
            }
            first.append(UInt32(heads.count))
        }
        let graph = BareGraph(
            first: first, heads: heads, milliseconds: weights, coordinates: nil, buildsHierarchy: true, threads: 2)
        let sources = (0..<20).map { UInt32($0 * 600) }
        let times = LongRows(count: sources.count)
        try XCTUnwrap(graph.sweeps(threads: 2)).forEachSource(sources, times.keep)
        let near = BoundedRows(count: sources.count)
        graph.forEachSource(sources, within: TravelTime(milliseconds: 20_000), threads: 1, near.keep)
        for (position, source) in sources.enumerated() {
            let labels = searched(network, junctions[Int(source)], .fromSite).map { UInt32($0 >> 32) }
            XCTAssertEqual(times[position], junctions.map { labels[$0] })
            XCTAssertEqual(near[position].sorted(), labels.filter { $0 <= 20_000 }.sorted())
        }
    }

    func testABareGraph() throws {
        let network = try Network(links: townLinks(side: 13, seed: 6), profile: "test")
        let count = network.junctionCount
        // Numbered backwards, so that inner and outer numbers differ, with an arc that cannot be used.
        var first: [UInt32] = [0]
        var heads: [UInt32] = []
        var weights: [UInt32] = []
        for node in (0..<count).reversed() {
            for arc in Int(network.outgoing.first[node])..<Int(network.outgoing.first[node + 1]) {
                heads.append(UInt32(count - 1) - network.outgoing.ends[arc])
                weights.append(network.outgoing.costs[arc].time.milliseconds)
            }
            heads.append(0)
            weights.append(.max)
            first.append(UInt32(heads.count))
        }
        for hasCoordinates in [true, false] {
            let graph = BareGraph(
                first: first, heads: heads, milliseconds: weights,
                coordinates: hasCoordinates
                    ? (0..<count).reversed().map { (network.junctionX[$0], network.junctionY[$0]) } : nil,
                buildsHierarchy: true, threads: 2)
            let sources = (0..<UInt32(count)).map { $0 }
            let all = Rows<UInt32>(count: count)
            try XCTUnwrap(graph.sweeps(threads: 2)).forEachSource(sources) { all.keep($0, $2) }
            let some = Rows<UInt32>(count: count)
            try XCTUnwrap(graph.sweeps(to: [3, 1, 3], threads: 1)).forEachSource(sources) { some.keep($0, $2) }
            for source in 0..<count {
                let expected = searched(network, count - 1 - source, .fromSite).map { UInt32($0 >> 32) }
                XCTAssertEqual(all[source], expected.reversed())
                XCTAssertEqual(some[source], [3, 1, 3].map { expected[count - 1 - $0] })
                let near = BoundedRows(count: count)
                graph.forEachSource([UInt32(source)], within: TravelTime(milliseconds: 7000), threads: 1, near.keep)
                XCTAssertEqual(near[0].sorted(), expected.filter { $0 <= 7000 }.sorted())
            }
        }
    }
}

/// Values by source, from any thread.
final class Rows<Value: SweepValue>: @unchecked Sendable {
    private let lock = NSLock()
    private var rows: [[Value]]

    init(count: Int) { rows = Array(repeating: [], count: count) }

    @Sendable func keep(_ source: Int, _ values: UnsafeMutableBufferPointer<Value>) {
        lock.withLock { rows[source] = Array(values) }
    }

    subscript(source: Int) -> [Value] { rows[source] }
}

/// Rows that come in pieces.
private final class LongRows: @unchecked Sendable {
    private let lock = NSLock()
    private var rows: [[UInt32]]

    init(count: Int) { rows = Array(repeating: [], count: count) }

    @Sendable func keep(_ source: Int, _ first: Int, _ values: UnsafeMutableBufferPointer<UInt32>) {
        lock.withLock {
            XCTAssertEqual(rows[source].count, first)
            rows[source] += values
        }
    }

    subscript(source: Int) -> [UInt32] { rows[source] }
}

private final class BoundedRows: @unchecked Sendable {
    private var rows: [[UInt32]]

    init(count: Int) { rows = Array(repeating: [], count: count) }

    @Sendable func keep(_ source: Int, _ values: [UInt32]) { rows[source] = values }

    subscript(source: Int) -> [UInt32] { rows[source] }
}
