import Geometry
import XCTest

@testable import RoadNetwork

/// Streets take 1 s for 10 m.
final class TurnRestrictionTests: XCTestCase {
    /// West, crossing, north and south, 1 000 m apart; a one-way street leads east from the crossing, and
    /// 3 000 m of road from its end to the north. From the east nothing comes to the crossing.
    func crossing() -> StreetPlan {
        var plan = StreetPlan()
        plan.place("west", 0, 0)
        plan.place("crossing", 1000, 0)
        plan.place("north", 1000, 1000)
        plan.place("south", 1000, -1000)
        plan.place("east", 2000, 0)
        plan.street("west", "crossing")
        plan.street("crossing", "north")
        plan.street("crossing", "south")
        plan.street("crossing", "east", oneWay: true)
        plan.street("east", "north", metres: 3000, via: [Point(x: 2000, y: 1500)])
        return plan
    }

    /// Seconds between two places, asked in both directions; nil where there is no way.
    func seconds(
        _ network: Network, from: Point, to: Point, file: StaticString = #filePath, line: UInt = #line
    ) throws -> Double? {
        let from = try XCTUnwrap(network.attach(from), file: file, line: line)
        let to = try XCTUnwrap(network.attach(to), file: file, line: line)
        let search = RoadSearch(network)
        search.run(from: from, direction: .fromSite)
        let there = search.cost(of: to)
        search.run(from: to, direction: .toSite)
        XCTAssertEqual(search.cost(of: from), there, "both directions agree", file: file, line: line)
        return there.time.seconds
    }

    func seconds(_ plan: StreetPlan, _ from: String, _ to: String) throws -> Double? {
        try seconds(plan.network(), from: plan.places[from]!, to: plan.places[to]!)
    }

    func testRestrictionsWithoutEffectChangeNothing() throws {
        var plan = crossing()
        let free = try plan.network()
        // From a street that does not come here, into one that does not leave, over a place that is not there.
        plan.restrict("east", "crossing", "north")
        plan.restrict(from: plan.link("west", "crossing"), via: "crossing", to: plan.link("east", "north"), only: true)
        plan.links.turnRestrictions.append(
            TurnRestriction(fromLink: 0, viaJunction: 99, toLink: 1, isMandatory: false))
        let network = try plan.network()
        XCTAssertEqual(network.fingerprint, free.fingerprint)
        XCTAssertEqual(network.turnRestrictionCount, 0)
        XCTAssertEqual(network.nodeCount, network.junctionCount)
    }

    func testAForbiddenTurnMakesTheWayGoRound() throws {
        var plan = crossing()
        XCTAssertEqual(try seconds(plan, "west", "north"), 100 + 100)
        plan.restrict("west", "crossing", "north")
        XCTAssertEqual(try seconds(plan, "west", "north"), 400, "to the south, round there, and straight on")
        plan.restrict("west", "crossing", "south")
        XCTAssertEqual(try seconds(plan, "west", "north"), 100 + 100 + 300, "round by the east")
        XCTAssertEqual(try seconds(plan, "west", "south"), 500 + 100 + 100, "round by the east and the north")
        // All other turns are as free as before.
        XCTAssertEqual(try seconds(plan, "north", "west"), 200)
        XCTAssertEqual(try seconds(plan, "south", "north"), 200)
        XCTAssertEqual(try seconds(plan, "crossing", "north"), 100, "who starts at the crossing turns nowhere")
        XCTAssertEqual(try seconds(plan, "west", "crossing"), 100, "who ends there does not either")
        let network = try plan.network()
        XCTAssertEqual(network.turnRestrictionCount, 2)
        XCTAssertEqual(network.nodeCount, network.junctionCount + 1, "one copy for one arrival")
        // From the copy back west, and to the east.
        XCTAssertEqual(network.arcCount, network.description.openDirections + 2)
        XCTAssertEqual(network.description.openDirections, 9)
    }

    func testPlacesInsideTheStreetsOfAForbiddenTurn() throws {
        var plan = crossing()
        plan.restrict("west", "crossing", "north")
        plan.restrict("west", "crossing", "south")
        let network = try plan.network()
        // 250 m before the crossing, and 36 m beside the road: 32.4 s on foot at 4 km/h.
        let before = StreetPlan.at(750, 36)
        // 400 m after it.
        let after = StreetPlan.at(1000, 400)
        let (north, west) = (plan.places["north"]!, plan.places["west"]!)
        XCTAssertEqual(try seconds(network, from: before, to: north), 32.4 + 25 + 100 + 300)
        XCTAssertEqual(try seconds(network, from: before, to: after), 32.4 + 25 + 100 + 300 + 60)
        XCTAssertEqual(try seconds(network, from: west, to: after), 100 + 100 + 300 + 60)
        XCTAssertEqual(try seconds(network, from: plan.places["crossing"]!, to: after), 40)
        XCTAssertEqual(try seconds(network, from: after, to: before), 40 + 25 + 32.4)
        XCTAssertEqual(try seconds(network, from: plan.places["south"]!, to: after), 100 + 40)
        XCTAssertEqual(try seconds(network, from: before, to: StreetPlan.at(250, 0)), 32.4 + 50, "inside one street")
    }

    func testAMandatoryTurnForbidsAllOthers() throws {
        var plan = crossing()
        plan.restrict("west", "crossing", "east", only: true)
        XCTAssertEqual(try seconds(plan, "west", "east"), 200)
        XCTAssertEqual(try seconds(plan, "west", "north"), 500)
        XCTAssertEqual(try seconds(plan, "west", "south"), 500 + 200)
        // Only the street east leaves the copy, not even that back to the west.
        XCTAssertEqual(try plan.network().arcCount, 9 + 1)
        // Two mandatory turns permit both; a forbidden one among them stays forbidden.
        plan.restrict("west", "crossing", "south", only: true)
        XCTAssertEqual(try seconds(plan, "west", "south"), 200)
        XCTAssertEqual(try seconds(plan, "west", "north"), 400)
        plan.restrict("west", "crossing", "south")
        XCTAssertEqual(try seconds(plan, "west", "south"), 700)
    }

    func testNoTurningBackAtTheEndOfADeadEnd() throws {
        var plan = crossing()
        plan.place("end", 700, -300)
        plan.street("crossing", "end", metres: 500)
        plan.restrict("west", "crossing", "north")
        XCTAssertEqual(try seconds(plan, "west", "north"), 100 + 50 + 50 + 100, "round in the dead end")
        plan.restrict("crossing", "end", "crossing")
        XCTAssertEqual(try seconds(plan, "west", "north"), 400, "round in the south")
        // Who lives there gets out; 300 m from the crossing, 200 m from the end.
        let network = try plan.network()
        let inside = StreetPlan.at(820, -180)
        XCTAssertEqual(try seconds(network, from: plan.places["end"]!, to: plan.places["north"]!), 150)
        XCTAssertEqual(try seconds(network, from: inside, to: plan.places["north"]!), 130)
        XCTAssertEqual(try seconds(network, from: plan.places["west"]!, to: plan.places["end"]!), 150)
    }

    func testOnlyTheLinkNamedIsRestrictedAmongParallelOnes() throws {
        var plan = crossing()
        plan.restrict("west", "crossing", "north")
        plan.street("west", "crossing", metres: 1200, via: [Point(x: 500, y: -400)])
        XCTAssertEqual(try seconds(plan, "west", "north"), 120 + 100)
        plan.restrict("west", "crossing", "north")
        XCTAssertEqual(try seconds(plan, "west", "north"), 400)
        let network = try plan.network()
        XCTAssertEqual(network.nodeCount, network.junctionCount + 1, "arrivals with the same turns share a copy")
        // A one-way street into the crossing, and only one of two parallel streets forbidden.
        plan.street("crossing", "north", metres: 1500, via: [Point(x: 800, y: 500)])
        plan.place("far", -500, 500)
        plan.street("far", "crossing", metres: 2000, oneWay: true, via: [Point(x: 500, y: 600)])
        plan.restrict("far", "crossing", "north")
        XCTAssertEqual(try seconds(plan, "west", "north"), 100 + 150)
        XCTAssertEqual(try seconds(plan, "far", "north"), 200 + 100)
        XCTAssertEqual(try plan.network().nodeCount, plan.places.count + 2)
    }

    func testLoops() throws {
        var plan = crossing()
        // 400 m of street round a block, from the crossing to the crossing.
        plan.street(
            "crossing", "crossing",
            via: [Point(x: 900, y: -10), Point(x: 900, y: -110), Point(x: 1000 - 1, y: -110)], )
        let loop = plan.links.count - 1
        let length = plan.links.metres[loop]
        plan.restrict("west", "crossing", "north")
        XCTAssertEqual(
            try XCTUnwrap(seconds(plan, "west", "north")), 100 + length / 10 + 100, accuracy: 0.002, "round the block")
        plan.restrict(from: loop, via: "crossing", to: plan.link("crossing", "north"))
        XCTAssertEqual(try seconds(plan, "west", "north"), 400, "the block does not help")
        // Into the loop from the west is forbidden at both its ends.
        let block = StreetPlan.at(900, -60)
        let fromCrossing = try XCTUnwrap(
            seconds(plan.network(), from: plan.places["crossing"]!, to: block))
        XCTAssertEqual(
            try XCTUnwrap(seconds(plan.network(), from: plan.places["west"]!, to: block)), 100 + fromCrossing,
            accuracy: 0.002)
        plan.restrict(from: plan.link("west", "crossing"), via: "crossing", to: loop)
        XCTAssertEqual(
            try XCTUnwrap(seconds(plan.network(), from: plan.places["west"]!, to: block)), 300 + fromCrossing,
            accuracy: 0.002, "by the south and back")
        // Out of it, into the north by the west.
        XCTAssertEqual(
            try XCTUnwrap(seconds(plan.network(), from: block, to: plan.places["north"]!)), fromCrossing + 300,
            accuracy: 0.002)
    }

    func testAJunctionReachedAtCopiesOnlyIsNoIsland() throws {
        // A one-way ring a → b → c → a, a trap b → d → a whose turn is forbidden.
        var plan = StreetPlan()
        for (name, x, y) in [("a", 0.0, 0.0), ("b", 1000, 0), ("c", 500, 800), ("d", 500, -800)] {
            plan.place(name, x, y)
        }
        plan.street("a", "b", oneWay: true)
        plan.street("b", "c", metres: 1000, oneWay: true)
        plan.street("c", "a", metres: 1000, oneWay: true)
        plan.street("b", "d", metres: 1000, oneWay: true)
        plan.street("d", "a", metres: 1000, oneWay: true)
        XCTAssertEqual(try plan.network().description.stronglyConnectedJunctions, 4)
        plan.restrict("a", "b", "d")
        let network = try plan.network()
        XCTAssertEqual(network.description.stronglyConnectedJunctions, 3)
        XCTAssertEqual(network.description.components, 2)
        for (name, isIsland) in [("a", false), ("b", false), ("c", false), ("d", true)] {
            let attachment = try XCTUnwrap(network.attach(plan.places[name]!))
            XCTAssertEqual(network.isOnIsland(attachment), isIsland, name)
        }
        let b = try XCTUnwrap(network.attach(plan.places["b"]!)).junction
        let search = RoadSearch(network)
        search.run(from: try XCTUnwrap(network.attach(plan.places["a"]!)), direction: .fromSite)
        XCTAssertFalse(search.labels[Int(b)].isReachable)
        XCTAssertTrue(search.isReached(junction: b))
        XCTAssertFalse(search.isReached(junction: try XCTUnwrap(network.attach(plan.places["d"]!)).junction))
        XCTAssertNil(try seconds(network, from: plan.places["a"]!, to: plan.places["d"]!))
        XCTAssertEqual(try seconds(network, from: plan.places["b"]!, to: plan.places["d"]!), 100)
    }

    func testRestrictionsAreSavedAndDoNotDependOnTheOrderOfRows() throws {
        let links = restricted(randomLinks(junctions: 40, links: 90, seed: 12), count: 40, seed: 3)
        let network = try Network(links: links, profile: "test")
        XCTAssertGreaterThan(network.nodeCount, network.junctionCount)
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("a.network").path
        try network.save(to: path)
        let opened = try Network(path: path)
        let places = (0..<network.linkCount).map {
            Attachment(link: UInt32($0), junction: 0, fraction: 0.4, walk: .zero)
        }
        for leaving in [true, false] {
            let (saved, made) = (
                Approaches(opened, places, leaving: leaving), Approaches(network, places, leaving: leaving)
            )
            XCTAssertEqual(saved.nodes, made.nodes)
            XCTAssertEqual(saved.costs, made.costs)
        }
        var random = SeededGenerator(state: 4)
        let order = (0..<links.count).shuffled(using: &random)
        var shuffled = RoadLinks(crs: links.crs)
        for link in order {
            shuffled.append(
                tail: links.tails[link], head: links.heads[link], forward: links.forwardTimes[link],
                backward: links.backwardTimes[link], metres: links.metres[link], roadClass: links.roadClasses[link],
                points: links.line(of: link))
        }
        shuffled.turnRestrictions = links.turnRestrictions.shuffled(using: &random).map {
            TurnRestriction(
                fromLink: order.firstIndex(of: $0.fromLink)!, viaJunction: $0.viaJunction,
                toLink: order.firstIndex(of: $0.toLink)!, isMandatory: $0.isMandatory)
        }
        XCTAssertEqual(try Network(links: shuffled, profile: "test").fingerprint, network.fingerprint)
    }
}

/// The same roads with random restrictions at their junctions, a few of them without effect.
func restricted(_ links: RoadLinks, count: Int, seed: UInt64) -> RoadLinks {
    var random = SeededGenerator(state: seed)
    var links = links
    for number in 0..<count {
        let from = Int.random(in: 0..<links.count, using: &random)
        let via = Bool.random(using: &random) ? links.heads[from] : links.tails[from]
        let next = (0..<links.count).filter { links.tails[$0] == via || links.heads[$0] == via }
        links.turnRestrictions.append(
            TurnRestriction(
                fromLink: from, viaJunction: via,
                toLink: number % 10 == 9
                    ? Int.random(in: 0..<links.count, using: &random) : next.randomElement(using: &random)!,
                isMandatory: Int.random(in: 0..<4, using: &random) == 0))
    }
    return links
}
