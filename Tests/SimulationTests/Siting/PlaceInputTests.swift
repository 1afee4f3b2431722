import Geometry
import Layers
import Placement
import Territory
import XCTest

@testable import Simulation

/// What is wrong with a `place`, said with its key path.
final class PlaceInputTests: XCTestCase {
    private func world() throws -> PlaceWorld { try PlaceWorld.shared.get() }

    private func problems(_ place: String, head: String = "") throws -> [String] {
        let world = try world()
        return problemsThrown { try world.load(["place: {\(place)}"], head: head) }
    }

    private func assertSays(
        _ place: String, head: String = "", _ texts: String..., file: StaticString = #filePath, line: UInt = #line
    ) throws {
        let problems = try problems(place, head: head)
        for text in texts {
            XCTAssertTrue(
                problems.contains { $0.contains(text) }, "\(text)\n" + problems.joined(separator: "\n"), file: file,
                line: line)
        }
        XCTAssertEqual(problems.count, texts.count, problems.joined(separator: "\n"), file: file, line: line)
    }

    func testTheSchemaTellsAllAtOnce() throws {
        try assertSays(
            "kind: msp, model: mclpp, sites: 0, candidates: comunes, minutes: 0, weights: {inhabitants: -1}, "
                + "time_limit_seconds: 0, robst: worst, with: [{nurse_pool: {}}], budget: -2",
            "changes[0].place.model: `mclpp` is not one of lscp, mclp",
            "changes[0].place.sites: expected a whole number",
            "changes[0].place.candidates: `comunes` is not `communes`: did you mean `communes`?",
            "changes[0].place.minutes: expected a number greater than 0",
            "changes[0].place.weights.inhabitants: expected a number at least 0",
            "changes[0].place.time_limit_seconds: expected a number greater than 0",
            "the key `robst` is unknown: did you mean `robust`?",
            "changes[0].place.with[0].nurse_pool: the key `nurses` is missing",
            "changes[0].place.budget: expected a number greater than 0")
        try assertSays("kind: msp", "the key `model` is missing", "the key `candidates` is missing")
        try assertSays(
            "kind: msp, model: mclp, sites: 1, candidates: communes, professionals: {nurse: 2}, "
                + "staff: {team: {nurse: 1}}", "changes[0].place.staff: `professionals` says already")
    }

    func testWhatDoesNotFit() throws {
        let most = communeCandidates(in: try world().load([]).baseline).count
        try assertSays(
            "kind: msp, model: mclp, sites: \(most + 1), candidates: communes",
            "changes[0].place.sites: \(most + 1) sites are asked for, and there are \(most) candidates")
        try assertSays(
            "kind: mspp, model: mclp, sites: 1, candidates: communes",
            "changes[0].place.kind: no kind of site mspp is known: did you mean `msp`?")
        try assertSays(
            "kind: cpts, model: mclp, sites: 1, candidates: communes",
            "place.kind: sites of the kind cpts are responsible")
        try assertSays(
            "kind: msp, model: mclp, candidates: communes", "changes[0].place.sites: the model mclp needs a number")
        try assertSays(
            "kind: msp, model: lscp, sites: 2, candidates: communes", "place.sites: the model lscp finds the number")
        try assertSays(
            "kind: msp, model: mclp, sites: 2, budget: 3, candidates: communes", "place.budget: `sites` is given too",
            "place.budget: not every candidate has a cost above 0")
        try assertSays(
            "kind: msp, model: mclp, sites: 1, candidates: {sites: pharmacie}",
            "changes[0].place.candidates.sites: there is no site of the kind pharmacie")
        try assertSays(
            "kind: msp, model: mclp, sites: 1, candidates: communes, weights: {age_75_pls: 1}",
            "changes[0].place.weights.age_75_pls: the population has no group age_75_pls: did you mean `age_75_plus`?")
        try assertSays(
            "kind: msp, model: mclp, sites: 1, candidates: communes, weights: {inhabitants: 0}", "all weights are 0")
        try assertSays(
            "kind: msp, model: mclp, sites: 1, candidates: communes, contiguous: true, max_inhabitants: 5, "
                + "min_inhabitants: 3", "place.contiguous: only a maillage", "place.max_inhabitants: only a maillage",
            "place.min_inhabitants: only a maillage")
        try assertSays(
            "kind: msp, model: maillage, candidates: communes, demand: places, contiguous: true, max_inhabitants: 5, "
                + "min_inhabitants: 30", "place.contiguous: areas are contiguous as sets of communes",
            "place.max_inhabitants: 5 inhabitants at most, fewer than the 30 at least")
        try assertSays(
            "kind: msp, model: mclp, sites: 1, candidates: communes", head: "moment: night",
            "place.kind: sites of the kind msp are closed at the moment night")
    }

    func testAFileOfCandidates() throws {
        let world = try world()
        let candidate = try XCTUnwrap(communeCandidates(in: world.load([]).baseline).first)
        let place = try CoordinateTransformation(from: world.load([]).baseline.crs, to: .wgs84)
            .transform(candidate.location)
        let layer = "kind: msp, model: mclp, sites: 1, candidates: {layer: c.csv, id: code, x_field: x, y_field: y"
        try world.files.write(
            "c.csv", "code,x,y,price\na,\(place.x),\(place.y),5\na,\(place.x),\(place.y),-1\n,1,1,1\nb,,,2\n")
        try assertSays(
            layer + "}", "the candidate a stands twice", "the candidate has no code", "the candidate b is no point")
        try assertSays(layer + ", name: nom}", "changes[0].place.candidates.name: ")
        try world.files.write("c.csv", "code,x,y,price\na,\(place.x),\(place.y),5\nb,\(place.x),\(place.y),-1\n")
        try assertSays(layer + ", cost: price}", "price is \"-1\" for the candidate b")
        try assertSays(
            "kind: msp, model: mclp, sites: 1, candidates: {layer: none.csv, id: code}", "there is no file")
        // A budget that pays for one of two.
        try world.files.write("c.csv", "code,x,y,price\na,\(place.x),\(place.y),5\nb,\(place.x + 0.05),\(place.y),7\n")
        let loaded = try world.load(["place: {" + layer.replacing("sites: 1", with: "budget: 6") + ", cost: price}}"])
        XCTAssertEqual(loaded.scenario.placements[0].placed.map(\.id.text), ["msp-a"])
        XCTAssertTrue(loaded.inputs.contains { $0.hasSuffix("c.csv") }, "the manifest names it")
    }

    func testWithoutSolvingNothingOpensAndPlacedNamesPass() throws {
        let world = try world()
        let changes = [
            "place: {kind: msp, model: mclp, sites: 1, candidates: communes}", "close: {id: msp-someplace}",
        ]
        let loaded = try world.load(changes, options: SitingOptions(solves: false))
        XCTAssertEqual(loaded.scenario.placements, [])
        XCTAssertTrue(
            problemsThrown {
                try world.load(changes + ["close: {id: other}"], options: SitingOptions(solves: false))
            }.contains { $0.contains("there is no site other") })
    }

    func testStopping() throws {
        let world = try world()
        let changes = ["place: {kind: msp, model: p-median, sites: 3, candidates: communes, method: exact}"]
        XCTAssertTrue(
            problemsThrown { try world.load(changes, options: SitingOptions(isCancelled: { true })) }
                .contains { $0.contains("stopped before it began") })
        // Once the travel times are there.
        let stop = StopAfter(1)
        let loaded = try world.load(changes, options: SitingOptions(isCancelled: { stop.asked() }))
        let plan = loaded.scenario.placements[0].plan
        XCTAssertEqual(plan.status, .timeLimit)
        XCTAssertFalse(plan.sites.isEmpty, "what was found by then")
        let told = ProgressTold()
        _ = try world.load(
            ["place: {kind: msp, model: mclp, sites: 3, candidates: communes}"],
            options: SitingOptions(progress: { told.note($0) }))
        let last = try XCTUnwrap(told.all.last)
        XCTAssertGreaterThanOrEqual(last.bound ?? 0, last.best ?? .infinity)
    }
}

private final class ProgressTold: @unchecked Sendable {
    private(set) var all: [SitingProgress] = []

    /// From one thread only.
    func note(_ progress: SitingProgress) { all.append(progress) }
}

/// Says stop from the second time on that it is asked.
private final class StopAfter: @unchecked Sendable {
    private var left: Int

    init(_ count: Int) { left = count }

    /// From one thread only.
    func asked() -> Bool {
        left -= 1
        return left < 0
    }
}
