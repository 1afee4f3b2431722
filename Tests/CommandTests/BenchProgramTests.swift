import Foundation
import XCTest

/// The program that measures the engine on raw arrays.
final class BenchProgramTests: XCTestCase {
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
    fileprivate func numbers<Number: FixedWidthInteger>(_ name: String) throws -> [Number] {
        try Data(contentsOf: folder.appendingPathComponent(name)).withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: MemoryLayout<Number>.size).map {
                Number(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Number.self))
            }
        }
    }
}
