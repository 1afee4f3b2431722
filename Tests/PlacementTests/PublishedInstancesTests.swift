import Coverage
import Foundation
import RoadNetwork
import Statistics
import XCTest

@testable import Placement

/// Published instances with published optima, where their files are at hand, and instances of the same law from a seed.
///
/// The files are looked for in the folder that `MAILLAGE_SITING_INSTANCES` names: `pmed1.txt` … `pmed40.txt` of the
/// OR-Library, and PySAL's `SF_network_distance_candidateStore_16_censusTract_205_new.csv`, which comes with spopt and is
/// also found where `make bench` has installed that. They are not committed.
final class PublishedInstancesTests: XCTestCase {
    /// Nodes, edges and p, then a line for each edge; of an edge that stands twice the last one counts. Every node is a place
    /// of one inhabitant and a candidate; lengths are taken for seconds.
    private func question(graph text: String) throws -> SitingQuestion {
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        let (nodes, edges, sites) = (numbers[0], numbers[1], numbers[2])
        XCTAssertGreaterThanOrEqual(numbers.count, 3 + 3 * edges)
        var arcs: [(Int, Int, Int)] = []
        for edge in 0..<edges {
            let start = 3 + 3 * edge
            arcs.append((numbers[start] - 1, numbers[start + 1] - 1, numbers[start + 2]))
        }
        return self.question(nodes: nodes, sites: sites, edges: arcs)
    }

    private func question(nodes: Int, sites: Int, edges: [(Int, Int, Int)]) -> SitingQuestion {
        let none = UInt32.max / 2
        var lengths = [UInt32](repeating: none, count: nodes * nodes)
        for (one, other, length) in edges {
            lengths[one * nodes + other] = UInt32(length)
            lengths[other * nodes + one] = UInt32(length)
        }
        for node in 0..<nodes { lengths[node * nodes + node] = 0 }
        // Floyd's algorithm, as the OR-Library asks for.
        lengths.withUnsafeMutableBufferPointer { lengths in
            for middle in 0..<nodes {
                for start in 0..<nodes {
                    let first = lengths[start * nodes + middle]
                    if first == none { continue }
                    for end in 0..<nodes {
                        let way = first + lengths[middle * nodes + end]
                        if way < lengths[start * nodes + end] { lengths[start * nodes + end] = way }
                    }
                }
            }
        }
        let travel = TravelPairs(demandCount: nodes, supplyCount: nodes, sortedCount: nodes * nodes) {
            TravelPairs.Pair(
                demand: $0 / nodes, supply: $0 % nodes,
                time: lengths[$0] < none ? TravelTime(milliseconds: lengths[$0] * 1000) : .unreachable)
        }
        return SitingQuestion(
            model: .median, travel: travel, inhabitants: Array(repeating: 1, count: nodes), sites: sites,
            method: .exact, timeLimitSeconds: 30)
    }

    /// The law of the OR-Library: a ring through all nodes, then edges at random up to n² / 50; lengths from 1 to 100.
    private func invented(nodes: Int, sites: Int, seed: UInt64) -> SitingQuestion {
        var random = SplitMix64(seed: seed)
        var edges: [(Int, Int, Int)] = []
        for node in 0..<nodes { edges.append((node, (node + 1) % nodes, 1 + random.integer(below: 100))) }
        while edges.count < nodes * nodes / 50 {
            let (one, other) = (random.integer(below: nodes), random.integer(below: nodes))
            if one != other { edges.append((one, other, 1 + random.integer(below: 100))) }
        }
        return question(nodes: nodes, sites: sites, edges: edges)
    }

    private func instancesFolder() throws -> URL {
        guard let folder = ProcessInfo.processInfo.environment["MAILLAGE_SITING_INSTANCES"] else {
            throw XCTSkip("MAILLAGE_SITING_INSTANCES names no folder with pmed1.txt … of the OR-Library")
        }
        return URL(fileURLWithPath: folder)
    }

    /// Optima as published with the OR-Library [beasley1985].
    private let optima = [
        5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255, 7696, 6634, 4374, 2968, 1729, 8162, 6999, 4809,
        2845,
        1789, 9138, 8579, 4619, 2961, 1828, 9917, 8307, 4498, 3033, 1989, 10086, 9297, 4700, 3013, 10400, 9934, 5057,
        11060,
        9423, 5128,
    ]

    func testMediansOfTheORLibrary() throws {
        let folder = try instancesFolder()
        var found = 0
        for (index, optimum) in optima.enumerated() {
            let file = folder.appendingPathComponent("pmed\(index + 1).txt")
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            found += 1
            let plan = place(try question(graph: text))
            XCTAssertEqual(
                plan.objective ?? 0, Double(optimum), accuracy: Double(optimum) * 0.001, file.lastPathComponent)
            XCTAssertGreaterThanOrEqual(plan.objective ?? 0, Double(optimum), file.lastPathComponent)
            XCTAssertLessThanOrEqual(plan.bound ?? .infinity, Double(optimum), file.lastPathComponent)
            if plan.status == .optimal { XCTAssertEqual(plan.objective, Double(optimum), file.lastPathComponent) }
        }
        if found == 0 { throw XCTSkip("there is no pmed1.txt … pmed40.txt in \(folder.path)") }
    }

    /// The p-center optimum of pmed1 is 127 [elloumi2004].
    func testCenterOfTheORLibrary() throws {
        let file = try instancesFolder().appendingPathComponent("pmed1.txt")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw XCTSkip("there is no \(file.path)")
        }
        var question = try question(graph: text)
        question.model = .center
        let plan = place(question)
        XCTAssertEqual(plan.objective, 127)
        XCTAssertEqual(plan.status, .optimal)
    }

    /// Both methods on the same law, in all sizes of p: exact plans are proved, heuristic ones within 0.1 % of them.
    func testGraphsOfTheSameLaw() {
        for (nodes, sites) in [(100, 5), (100, 10), (100, 20), (100, 33), (200, 5), (200, 67)] {
            var question = invented(nodes: nodes, sites: sites, seed: UInt64(nodes + sites))
            question.timeLimitSeconds = nil
            let exact = place(question)
            XCTAssertEqual(exact.status, .optimal, "\(nodes) \(sites)")
            question.method = .heuristic
            let heuristic = place(question)
            guard let best = exact.objective, let other = heuristic.objective, let bound = heuristic.bound else {
                XCTFail("no plan")
                continue
            }
            XCTAssertLessThanOrEqual(bound, best)
            XCTAssertLessThanOrEqual(other, best * 1.001, "\(nodes) \(sites)")
            XCTAssertGreaterThanOrEqual(other, best)
        }
    }

    // MARK: San Francisco

    private func sanFrancisco() throws -> SitingQuestion {
        let name = "SF_network_distance_candidateStore_16_censusTract_205_new.csv"
        var folders = [try? instancesFolder()].compactMap { $0 }
        let libraries = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent(".build/bench-venv/lib")
        for python in (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? [] {
            folders.append(
                libraries.appendingPathComponent("\(python)/site-packages/spopt/tests/test_locate/data"))
        }
        let texts = folders.compactMap { try? String(contentsOf: $0.appendingPathComponent(name), encoding: .utf8) }
        guard let text = texts.first else {
            throw XCTSkip("\(name) is not in MAILLAGE_SITING_INSTANCES, nor is spopt installed by make bench")
        }
        // distance,name,DestinationName,demand, in metres; a metre is taken for a second.
        let rows = text.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",").map(String.init) }
        let tracts = Set(rows.map { $0[2] }).sorted()
        let stores = Set(rows.map { $0[1] }).sorted()
        var people = [String: Double]()
        let pairs = try rows.map { row in
            people[row[2]] = Double(row[3])
            return TravelPairs.Pair(
                demand: try XCTUnwrap(tracts.firstIndex(of: row[2])),
                supply: try XCTUnwrap(stores.firstIndex(of: row[1])),
                time: TravelTime(seconds: try XCTUnwrap(Double(row[0]))))
        }
        XCTAssertEqual([tracts.count, stores.count], [205, 16])
        return SitingQuestion(
            model: .median, travel: TravelPairs(pairs, demandCount: tracts.count, supplyCount: stores.count),
            inhabitants: tracts.map { people[$0] ?? 0 }, sites: 4, limit: TravelTime(seconds: 5000), method: .exact)
    }

    /// PySAL's worked case [feng2022]: 205 census tracts, 16 stores, 5 km, 4 stores. The mean distance stands in spopt's own
    /// tests; the others are what spopt 0.8 finds.
    func testSanFrancisco() throws {
        var question = try sanFrancisco()
        for (model, objective) in [
            (SitingModel.setCovering, 8.0), (.maximalCovering, 875_247), (.median, 2982.1268579890657 * 955_113),
            (.center, 7403.0638),
        ] {
            question.model = model
            question.sites = model.needsSites ? 4 : nil
            let plan = place(question)
            XCTAssertEqual(plan.status, .optimal, model.rawValue)
            // Times are whole milliseconds.
            XCTAssertEqual(plan.objective ?? 0, objective, accuracy: max(objective * 1e-6, 1e-3), model.rawValue)
        }
    }
}
