import Foundation
import XCTest

/// The program that measures the engine on raw arrays.
final class BenchProgramTests: XCTestCase {
    /// Five nodes: parallel arcs 0 → 1 of 500 and 300, a loop on 1, an arc of no time 1 → 2, a one-way ring
    /// 0 → 1 → 2 → 0, and the island 3 → 4.
    private let arcs: [(tail: Int, head: UInt32, milliseconds: UInt32)] = [
        (0, 1, 500), (0, 1, 300), (1, 1, 7), (1, 2, 0), (2, 0, 1000), (3, 4, 60),
    ]
    private let nodes = 5

    private func program() throws -> Program {
        let program = try Program(named: "maillage-bench")
        try FileManager.default.createDirectory(atPath: program.path("graph"), withIntermediateDirectories: true)
        let first = (0...nodes).map { node in UInt32(arcs.count { $0.tail < node }) }
        try program.write("graph/first_out.u32", numbers: first)
        try program.write("graph/head.u32", numbers: arcs.map(\.head))
        try program.write("graph/weight.u32", numbers: arcs.map(\.milliseconds))
        try program.write("sources.u32", numbers: [0, 2, 3, 0] as [UInt32])
        return program
    }

    /// The time of every pair, by relaxing all arcs until nothing changes (Bellman-Ford).
    private func times(from source: Int) -> [UInt32?] {
        var times = [UInt32?](repeating: nil, count: nodes)
        times[source] = 0
        for _ in 0..<nodes {
            for arc in arcs {
                guard let tail = times[arc.tail] else { continue }
                let head = times[Int(arc.head)] ?? .max
                times[Int(arc.head)] = min(head, tail + arc.milliseconds)
            }
        }
        return times
    }

    private func expect(
        _ mode: String, limit: UInt32?, targets: [Int], _ program: Program, threads: String = "1",
        line: UInt = #line
    ) throws {
        let outcome = try program.run(
            mode, "graph", "sources.u32", limit.map(String.init) ?? "-", "--threads", threads)
        XCTAssertEqual(outcome.status, 0, outcome.errors, line: line)
        let last = try XCTUnwrap(outcome.output.split(separator: "\n").last)
        let figures = try program.json(String(last))
        XCTAssertEqual(
            Set(figures.keys), ["load_s", "prepare_s", "total_s", "reached", "sum_ms"], line: line)
        let expected = [0, 2, 3, 0].flatMap { source in targets.compactMap { times(from: source)[$0] } }
            .filter { $0 <= limit ?? .max }
        XCTAssertEqual(figures["reached"] as? Int, expected.count, line: line)
        XCTAssertEqual(figures["sum_ms"] as? Int, expected.reduce(0) { $0 + Int($1) }, line: line)
        for key in ["load_s", "prepare_s", "total_s"] {
            XCTAssertGreaterThanOrEqual(try XCTUnwrap(figures[key] as? Double), 0, line: line)
        }
    }

    func testSearches() throws {
        let program = try program()
        for threads in ["1", "3"] {
            for limit in [nil, 0, 299, 300, 1300] as [UInt32?] {
                try expect("one-to-all", limit: limit, targets: Array(0..<nodes), program, threads: threads)
                try expect("bounded", limit: limit, targets: Array(0..<nodes), program, threads: threads)
                try expect("matrix", limit: limit, targets: [0, 2, 3, 0], program, threads: threads)
            }
        }
    }

    func testCoordinatesChangeNothing() throws {
        let program = try program()
        try program.write("graph/lon.f64", numbers: [3, 1, 2, 9, 8].map { Double($0).bitPattern })
        try program.write("graph/lat.f64", numbers: [46, 46, 45, 44, 47].map { Double($0).bitPattern })
        try expect("one-to-all", limit: nil, targets: Array(0..<nodes), program)
        try expect("bounded", limit: 300, targets: Array(0..<nodes), program)
        try expect("matrix", limit: nil, targets: [0, 2, 3, 0], program)
    }

    func testAGraphWithoutArcs() throws {
        let program = try program()
        try program.write("graph/first_out.u32", numbers: [0, 0] as [UInt32])
        try program.write("graph/head.u32", "")
        try program.write("graph/weight.u32", "")
        try program.write("sources.u32", numbers: [0] as [UInt32])
        for mode in ["one-to-all", "bounded", "matrix"] {
            let outcome = try program.run(mode, "graph", "sources.u32", "-")
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            XCTAssertEqual(try program.json(outcome.output)["reached"] as? Int, 1)
        }
    }

    // MARK: Bad input

    private func refuses(
        _ status: Int32, _ texts: [String], arguments: [String] = ["bounded", "graph", "sources.u32", "-"],
        line: UInt = #line, after spoil: (Program) throws -> Void = { _ in }
    ) throws {
        let program = try program()
        try spoil(program)
        let outcome = try program.run(list: arguments)
        XCTAssertEqual(outcome.status, status, outcome.errors, line: line)
        XCTAssertEqual(outcome.output, "", line: line)
        for text in texts { XCTAssertTrue(outcome.errors.contains(text), "\(text)\n\(outcome.errors)", line: line) }
    }

    func testMissingFiles() throws {
        for name in ["first_out", "head", "weight"] {
            try refuses(66, ["graph/\(name).u32: there is no such file; write it as raw little-endian numbers"]) {
                try FileManager.default.removeItem(atPath: $0.path("graph/\(name).u32"))
            }
        }
        try refuses(66, ["none.u32: there is no such file"], arguments: ["bounded", "graph", "none.u32", "-"])
        try refuses(66, ["graph: is a folder"], arguments: ["bounded", "graph", "graph", "-"])
        try refuses(66, ["graph/lat.f64: there is no such file beside lon.f64", "or neither"]) {
            try $0.write("graph/lon.f64", numbers: [UInt64](repeating: 0, count: 5))
        }
    }

    func testWrongArrays() throws {
        try refuses(65, ["graph/head.u32: byte 4: its length of 6 bytes is no multiple of 4"]) {
            try $0.write("graph/head.u32", "abcdef")
        }
        try refuses(65, ["graph/first_out.u32: is empty"]) { try $0.write("graph/first_out.u32", "") }
        try refuses(65, ["graph/first_out.u32: number 0: is 1 and not 0"]) {
            try $0.write("graph/first_out.u32", numbers: [1, 6] as [UInt32])
        }
        try refuses(65, ["graph/first_out.u32: number 2: falls from 4 to 3"]) {
            try $0.write("graph/first_out.u32", numbers: [0, 4, 3, 6] as [UInt32])
        }
        try refuses(65, ["graph/first_out.u32: number 2: ends with 5, and head.u32 has 6 arcs"]) {
            try $0.write("graph/first_out.u32", numbers: [0, 4, 5] as [UInt32])
        }
        try refuses(65, ["graph/head.u32: number 2: the head of an arc, 5, is no node of the graph", "from 0 to 4"]) {
            try $0.write("graph/head.u32", numbers: [1, 1, 5, 2, 0, 4] as [UInt32])
        }
        try refuses(65, ["graph/weight.u32: has 2 weights for 6 arcs"]) {
            try $0.write("graph/weight.u32", numbers: [1, 2] as [UInt32])
        }
        try refuses(65, ["graph/lon.f64: has 1 coordinates for 5 nodes"]) {
            for name in ["lon", "lat"] { try $0.write("graph/\(name).f64", numbers: [0] as [UInt64]) }
        }
        try refuses(65, ["graph/lat.f64: number 4: nan is no place on the globe"]) {
            for name in ["lon", "lat"] {
                let last = name == "lat" ? Double.nan : 180
                try $0.write("graph/\(name).f64", numbers: [0, 0, 0, 0, last].map(\.bitPattern))
            }
        }
        try refuses(65, ["sources.u32: number 1: a source, 5, is no node of the graph"]) {
            try $0.write("sources.u32", numbers: [4, 5] as [UInt32])
        }
        try refuses(65, ["sources.u32: is empty"]) { try $0.write("sources.u32", "") }
    }

    func testWrongUsage() throws {
        for limit in ["soon", "-1", "1.5", "4294967295"] {
            try refuses(64, [], arguments: ["bounded", "graph", "sources.u32", limit])
        }
        try refuses(64, ["--threads"], arguments: ["bounded", "graph", "sources.u32", "-", "--threads", "0"])
        try refuses(64, [], arguments: ["everything", "graph", "sources.u32", "-"])
    }

    // MARK: Catchments

    /// The same people as the program counts.
    func testCatchments() throws {
        let maillage = try Program()
        try SmallCountry.write(to: maillage)
        let network = ["network", "build", "--roads", "roads.geojson", "--class-field", "class", "--direction-field"]
        let built = try maillage.run(list: network + ["sens", "--both", "Double", "--output", "roads.network"])
        XCTAssertEqual(built.status, 0, built.errors)
        let people = ["--population", maillage.path("people.csv"), "--population-field", "inhabitants"]
        let written = try maillage.run(
            list: ["catchments", "--network", "roads.network", "--sites", "sites.csv", "--minutes", "2,5"] + people
                + ["--output", "catchments.geojson"])
        XCTAssertEqual(written.status, 0, written.errors)
        let features = try XCTUnwrap(
            maillage.json(maillage.read("catchments.geojson"))["features"] as? [[String: Any]])
        let counted = try features.map { feature in
            try XCTUnwrap((feature["properties"] as? [String: Any])?["inhabitants"] as? Double)
        }

        let bench = try Program(named: "maillage-bench")
        let inputs = ["catchments", maillage.path("roads.network"), maillage.path("sites.csv")]
        for threads in ["1", "2"] {
            let outcome = try bench.run(list: inputs + ["2,5"] + people + ["--threads", threads])
            XCTAssertEqual(outcome.status, 0, outcome.errors)
            let figures = try bench.json(outcome.output)
            XCTAssertEqual(figures["catchments"] as? Int, 4)
            XCTAssertEqual(figures["people"] as? Int, 100)
            XCTAssertEqual(figures["inhabitants"] as? Double, counted.reduce(0, +))
            for seconds in ["load_s", "attach_s", "total_s"] { XCTAssertNotNil(figures[seconds] as? Double) }
        }
        XCTAssertEqual(try bench.run(list: inputs + ["0,5"]).status, 64)
        XCTAssertEqual(try bench.run(list: inputs + ["5", "--population", "people.csv"]).status, 64)
        XCTAssertEqual(try bench.run("catchments", "none.network", maillage.path("sites.csv"), "5").status, 66)
    }

    // MARK: Evaluations

    /// The only change is left out in every round: what is covered is the baseline's.
    func testEvaluationsLeaveOutAChange() throws {
        let maillage = try Program()
        try SmallCountry.write(to: maillage)
        let unchanged = SmallCountry.scenario.split(separator: "\n").filter { !$0.contains("open:") }
        try maillage.write(
            "baseline.yaml", unchanged.joined(separator: "\n").replacingOccurrences(of: "changes:", with: ""))
        let run = try maillage.run("run", "baseline.yaml", "--output", "out", "--json")
        XCTAssertEqual(run.status, 0, run.errors)
        let kinds = try XCTUnwrap(maillage.json(run.output)["kinds"] as? [String: [String: Any]])
        let covered = kinds.values.compactMap { $0["covered_inhabitants"] as? Double }.reduce(0, +)
        XCTAssertGreaterThan(covered, 0)

        let bench = try Program(named: "maillage-bench")
        let outcome = try bench.run("evaluate", maillage.path("scenario.yaml"), "--rounds", "3")
        XCTAssertEqual(outcome.status, 0, outcome.errors)
        let figures = try bench.json(outcome.output)
        XCTAssertEqual(figures["rounds"] as? Int, 3)
        XCTAssertEqual(figures["points"] as? Int, 100)
        XCTAssertEqual(try XCTUnwrap(figures["covered"] as? Double), 3 * covered)
        XCTAssertEqual(try bench.run("evaluate", maillage.path("scenario.yaml"), "--rounds", "0").status, 64)
        XCTAssertEqual(try bench.run("evaluate", "none.yaml").status, 66)
    }

    // MARK: The graph of a saved network

    func testGraphOfANetwork() throws {
        let maillage = try Program()
        try maillage.write(
            "roads.osm",
            """
            <osm version="0.6">
              <node id="1" lat="46.5" lon="3.0" version="1"/>
              <node id="2" lat="46.5" lon="3.01" version="1"/>
              <node id="3" lat="46.51" lon="3.0" version="1"/>
              <way id="10" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
              <way id="11" version="1"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/>
                <tag k="oneway" v="yes"/></way>
            </osm>
            """)
        let built = try maillage.run("network", "build", "--osm", "roads.osm", "--output", "roads.network")
        XCTAssertEqual(built.status, 0, built.errors)
        let bench = try Program(named: "maillage-bench")
        let outcome = try bench.run("graph", maillage.path("roads.network"), "graph")
        XCTAssertEqual(outcome.status, 0, outcome.errors)

        let first: [UInt32] = try bench.numbers("graph/first_out.u32")
        let heads: [UInt32] = try bench.numbers("graph/head.u32")
        let milliseconds: [UInt32] = try bench.numbers("graph/weight.u32")
        let classes: [UInt8] = try bench.numbers("graph/road_class.u8")
        let longitudes = (try bench.numbers("graph/lon.f64") as [UInt64]).map(Double.init(bitPattern:))
        let latitudes = (try bench.numbers("graph/lat.f64") as [UInt64]).map(Double.init(bitPattern:))
        XCTAssertEqual([first.count, heads.count, milliseconds.count, classes.count], [4, 3, 3, 3])
        func node(_ longitude: Double, _ latitude: Double) throws -> Int {
            try XCTUnwrap(
                longitudes.indices.first {
                    abs(longitudes[$0] - longitude) < 1e-7 && abs(latitudes[$0] - latitude) < 1e-7
                })
        }
        let (a, b, c) = (try node(3, 46.5), try node(3.01, 46.5), try node(3, 46.51))
        func arc(_ tail: Int, _ head: Int) -> Int? {
            (Int(first[tail])..<Int(first[tail + 1])).first { Int(heads[$0]) == head }
        }
        let (there, back, on) = (
            try XCTUnwrap(arc(a, b)), try XCTUnwrap(arc(b, a)), try XCTUnwrap(arc(b, c))
        )
        XCTAssertEqual(milliseconds[there], milliseconds[back])
        XCTAssertGreaterThan(milliseconds[on], 0)
        // 4 primary, 11 residential: as the help says.
        XCTAssertEqual([classes[there], classes[back], classes[on]], [11, 11, 4])

        XCTAssertEqual(try bench.run("graph", "none.network", "other").status, 66)
        try bench.write("file", "")
        XCTAssertEqual(try bench.run("graph", maillage.path("roads.network"), "file").status, 73)
    }
}

extension Program {
    /// Raw little-endian numbers.
    fileprivate func write(_ name: String, numbers: [some FixedWidthInteger]) throws {
        try numbers.map(\.littleEndian).withUnsafeBytes { Data($0) }.write(to: folder.appendingPathComponent(name))
    }

    fileprivate func numbers<Number: FixedWidthInteger>(_ name: String) throws -> [Number] {
        try Data(contentsOf: folder.appendingPathComponent(name)).withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: MemoryLayout<Number>.size).map {
                Number(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Number.self))
            }
        }
    }
}
