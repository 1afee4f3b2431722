import Geometry
import XCTest

@testable import RoadNetwork

/// Travel times under turn restrictions against a search of another kind, and on real roads.
final class TurnRestrictionComparisonTests: XCTestCase {
    func testAgainstBellmanFordOverLinksOnRandomRoads() throws {
        var honoured = 0
        for seed in 1...12 as ClosedRange<UInt64> {
            let links = restricted(randomLinks(junctions: 16, links: 34, seed: seed), count: 24, seed: seed + 100)
            let network = try Network(links: links, profile: "test")
            honoured += network.turnRestrictionCount
            let numbers = try (0..<links.count).map { try XCTUnwrap(network.number(ofLink: $0, in: links)) }
            // Every junction, and two places inside every link.
            var random = SeededGenerator(state: seed)
            var places = Set(links.tails + links.heads).sorted().map { Place(junction: $0) }
            for link in 0..<links.count {
                for _ in 0..<2 {
                    places.append(Place(link: link, fraction: Double.random(in: 0.01..<0.99, using: &random)))
                }
            }
            let attachments = places.map { place -> Attachment in
                if let link = place.link {
                    return Attachment(link: UInt32(numbers[link]), junction: 0, fraction: place.fraction, walk: .zero)
                }
                let junction = (0..<network.junctionCount).first { network.key(ofJunction: $0) == place.junction }!
                return Attachment(link: Attachment.noLink, junction: UInt32(junction), fraction: 0, walk: .zero)
            }
            let graph = LinkGraph(links)
            let expected = places.map { from -> [UInt32?] in
                let arrivals = graph.arrivals(from: from)
                return places.map { graph.milliseconds(from: from, arrivals, to: $0) }
            }
            let search = RoadSearch(network)
            let (leaving, coming) = (
                Approaches(network, attachments, leaving: true), Approaches(network, attachments, leaving: false)
            )
            for (a, site) in attachments.enumerated() {
                for direction in TravelDirection.allCases {
                    search.run(from: site, direction: direction)
                    let approaches = direction == .fromSite ? coming : leaving
                    for (b, place) in attachments.enumerated() {
                        let known = direction == .fromSite ? expected[a][b] : expected[b][a]
                        let time = known.map(TravelTime.init(milliseconds:)) ?? .unreachable
                        XCTAssertEqual(search.time(of: place), time, "seed \(seed), \(places[a]) \(places[b])")
                        // The list of approaches gives the same, but for the way inside one link.
                        let least = (Int(approaches.first[b])..<Int(approaches.first[b + 1]))
                            .map { search.labels[Int(approaches.nodes[$0])] + approaches.costs[$0] }.min()
                        if site.link == Attachment.noLink || site.link != place.link {
                            XCTAssertEqual((least ?? .unreachable).time, time)
                        }
                    }
                }
            }
        }
        XCTAssertGreaterThan(honoured, 100)
    }

    func testCarsAreBoundAndOthersAreNot() throws {
        // A crossing at node 5 of four dead ends: 1 in the west, 2 east, 3 north, 4 south (way = node × 10).
        var file = OpenStreetMapFile()
        file.node(5, 0.02, 48)
        for (id, x, y) in [(1, 0.01, 48), (2, 0.03, 48), (3, 0.02, 48.01), (4, 0.02, 47.996)] {
            file.node(id, x, y)
            file.way(id * 10, [id, 5], ["highway": "residential"])
        }
        file.restriction(1, from: 10, via: ("node", 5), to: 30, ["restriction": "no_left_turn"])
        file.restriction(2, from: 30, via: ("node", 5), to: 40, ["restriction": "only_straight_on"])
        file.restriction(3, from: 40, via: ("node", 4), to: 40, ["restriction": "no_u_turn", "except": "psv"])
        let folder = try TemporaryFolder()
        let path = try folder.file("crossing.osm", file.text)
        for profile in SpeedProfile.builtIn {
            let links = try roadLinks(openStreetMapFile: path, profile: profile).links
            let network = try Network(links: links, profile: profile.name)
            func milliseconds(_ from: Int64, _ to: Int64) -> UInt32? {
                func attachment(_ key: Int64) -> Attachment {
                    let junction = (0..<network.junctionCount).first { network.key(ofJunction: $0) == key }!
                    return Attachment(link: Attachment.noLink, junction: UInt32(junction), fraction: 0, walk: .zero)
                }
                let search = RoadSearch(network)
                search.run(from: attachment(from), direction: .fromSite)
                let time = search.time(of: attachment(to))
                return time.isReachable ? time.milliseconds : nil
            }
            // The links stand in the order of the ways.
            let (west, east, north, south) = (
                links.forwardTimes[0].milliseconds, links.forwardTimes[1].milliseconds,
                links.forwardTimes[2].milliseconds, links.forwardTimes[3].milliseconds
            )
            XCTAssertLessThan(south, east)
            if profile.mode == .car {
                // The south is nearer, but nobody may turn back there.
                XCTAssertEqual(network.turnRestrictionCount, 3, profile.name)
                XCTAssertEqual(milliseconds(1, 3), west + 2 * east + north, profile.name)
                XCTAssertEqual(milliseconds(3, 4), north + south, profile.name)
                XCTAssertNil(milliseconds(3, 2), "only south, and no way back from there")
            } else {
                XCTAssertEqual(network.turnRestrictionCount, 0, profile.name)
                XCTAssertEqual(milliseconds(1, 3), west + north, profile.name)
                XCTAssertEqual(milliseconds(3, 4), north + south, profile.name)
                XCTAssertEqual(milliseconds(3, 2), north + east, profile.name)
            }
        }
    }

    func testRealRoadsAreNeverFasterWithRestrictions() throws {
        // Of Liechtenstein's three restrictions two concern cars, and no shortest way needs those turns.
        for (name, least, isSlowed) in [("andorra", 60, true), ("liechtenstein", 2, false)] {
            let links = try roadLinks(openStreetMapFile: realData("osm/\(name).osm.pbf"), profile: .carOffPeak).links
            var open = links
            open.turnRestrictions = []
            let bound = try Network(links: links, profile: "car")
            let free = try Network(links: open, profile: "car")
            XCTAssertGreaterThanOrEqual(bound.turnRestrictionCount, least)
            XCTAssertEqual(bound.junctionCount, free.junctionCount)
            let (boundSearch, freeSearch) = (RoadSearch(bound), RoadSearch(free))
            var slower = 0
            func place(_ junction: Int) -> Attachment {
                Attachment(link: Attachment.noLink, junction: UInt32(junction), fraction: 0, walk: .zero)
            }
            for junction in stride(from: 0, to: free.junctionCount, by: 149) {
                for direction in TravelDirection.allCases {
                    boundSearch.run(from: place(junction), direction: direction)
                    freeSearch.run(from: place(junction), direction: direction)
                    for other in 0..<free.junctionCount {
                        let (with, without) = (boundSearch.cost(of: place(other)), freeSearch.cost(of: place(other)))
                        if with < without { XCTFail("\(name): \(junction) \(direction) \(other)") }
                        if with > without { slower += 1 }
                    }
                }
            }
            if isSlowed { XCTAssertGreaterThan(slower, 0, name) }
        }
    }
}

extension Network {
    /// The number that a link of the source has here; lengths tell the links of a random network apart.
    fileprivate func number(ofLink link: Int, in links: RoadLinks) -> Int? {
        (0..<linkCount).first {
            linkMetres[$0] == links.metres[link] && key(ofJunction: Int(linkTails[$0])) == links.tails[link]
                && linkForward[$0] == links.forwardTimes[link].milliseconds
                && linkBackward[$0] == links.backwardTimes[link].milliseconds
        }
    }
}

/// A junction, by its key, or a place inside a link of the source.
private struct Place: CustomStringConvertible {
    var junction: Int64?
    var link: Int?
    var fraction = 0.0

    var description: String { junction.map { "at \($0)" } ?? "in link \(link ?? -1) at \(fraction)" }
}

/// Every direction of every link as a node, and turns as arcs, in times alone.
private struct LinkGraph {
    struct Way {
        var link: Int
        var isForward: Bool
        var from: Int64
        var to: Int64
        var milliseconds: UInt32
    }

    let links: RoadLinks
    private(set) var ways: [Way] = []
    /// The ways that may follow each way.
    private(set) var turns: [[Int]] = []

    init(_ links: RoadLinks) {
        self.links = links
        for link in 0..<links.count {
            let (tail, head) = (links.tails[link], links.heads[link])
            let (there, back) = (links.forwardTimes[link], links.backwardTimes[link])
            for (isForward, from, to, time) in [(true, tail, head, there), (false, head, tail, back)]
            where time.isReachable {
                ways.append(
                    Way(link: link, isForward: isForward, from: from, to: to, milliseconds: time.milliseconds))
            }
        }
        turns = ways.map { way in
            ways.indices.filter { ways[$0].from == way.to && permits(way.link, way.to, ways[$0].link) }
        }
    }

    /// A turn is permitted unless a restriction names it, or another as the only one.
    func permits(_ from: Int, _ via: Int64, _ to: Int) -> Bool {
        let here = links.turnRestrictions.filter { $0.fromLink == from && $0.viaJunction == via }
        let only = here.filter { turn in
            turn.isMandatory && ways.contains { $0.from == via && $0.link == turn.toLink }
        }
        return !here.contains { !$0.isMandatory && $0.toLink == to }
            && (only.isEmpty || only.contains { $0.toLink == to })
    }

    /// Milliseconds from a fraction of a link to another; nil against its direction.
    func along(_ link: Int, _ start: Double, _ end: Double) -> UInt32? {
        let time = start <= end ? links.forwardTimes[link] : links.backwardTimes[link]
        return time.isReachable ? UInt32((Double(time.milliseconds) * abs(end - start)).rounded()) : nil
    }

    /// The least time from a place to the end of each way, by Bellman and Ford.
    func arrivals(from place: Place) -> [UInt32?] {
        var times = ways.map { way -> UInt32? in
            if let junction = place.junction { return way.from == junction ? way.milliseconds : nil }
            return way.link == place.link ? along(way.link, place.fraction, way.isForward ? 1 : 0) : nil
        }
        var changed = true
        while changed {
            changed = false
            for a in ways.indices {
                guard let time = times[a] else { continue }
                for b in turns[a] where time + ways[b].milliseconds < times[b] ?? .max {
                    times[b] = time + ways[b].milliseconds
                    changed = true
                }
            }
        }
        return times
    }

    /// Milliseconds between two places, given the times from the first to the end of each way.
    func milliseconds(from: Place, _ arrivals: [UInt32?], to: Place) -> UInt32? {
        var times: [UInt32] = []
        if let junction = to.junction {
            if from.junction == junction { times.append(0) }
            for (way, time) in zip(ways, arrivals) where way.to == junction { times += [time].compactMap { $0 } }
            return times.min()
        }
        guard let link = to.link else { return nil }
        if from.link == link { times += [along(link, from.fraction, to.fraction)].compactMap { $0 } }
        for last in ways where last.link == link {
            guard let rest = along(link, last.isForward ? 0 : 1, to.fraction) else { continue }
            if from.junction == last.from { times.append(rest) }
            for (way, time) in zip(ways, arrivals) where way.to == last.from && permits(way.link, way.to, link) {
                times += [time].compactMap { $0.map { $0 + rest } }
            }
        }
        return times.min()
    }
}
