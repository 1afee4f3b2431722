import Geometry
import XCTest

@testable import Synthesis

final class SynthesisTests: XCTestCase {
    func testDump() throws {
        let n = Int(ProcessInfo.processInfo.environment["N"] ?? "15000")!
        let t0 = Date()
        let t = try synthesize(SynthesisRequest(name: "x", junctions: n, seed: 1))
        print("synth", Date().timeIntervalSince(t0), t.roads.junctions.count, t.roads.count, t.towns.count, t.population.count)
        if n <= 100000 {
            var out = ""
            for r in 0..<t.roads.count {
                let a = t.roads.junctions[Int(t.roads.tails[r])], b = t.roads.junctions[Int(t.roads.heads[r])]
                out += "\(a.x),\(a.y),\(b.x),\(b.y),\(t.roads.standards[r].rawValue),\(t.roads.isOneWay[r] ? 1 : 0)\n"
            }
            try out.write(toFile: "/tmp/roads.csv", atomically: true, encoding: .utf8)
        }
        let t1 = Date()
        let c = try t.communes()
        print("communes", Date().timeIntervalSince(t1), c.filter(\.isEmpty).count)
    }
}
