import Statistics
import XCTest

final class ErlangFormulasTests: XCTestCase {
    func testOutsideTheBounds() {
        XCTAssertNil(erlangLoss(servers: -1, load: 1))
        XCTAssertNil(erlangLoss(servers: 1, load: -1))
        XCTAssertNil(erlangLoss(servers: 1, load: .infinity))
        XCTAssertNil(erlangDelay(servers: 1, load: .nan))
    }

    func testLimits() {
        XCTAssertEqual(erlangLoss(servers: 0, load: 3), 1, "without a server all are lost")
        XCTAssertEqual(erlangLoss(servers: 4, load: 0), 0)
        XCTAssertEqual(erlangDelay(servers: 4, load: 0), 0)
        XCTAssertEqual(erlangDelay(servers: 0, load: 1), 1)
        XCTAssertEqual(erlangDelay(servers: 2, load: 2), 1, "the queue grows without end")
    }

    /// By the sum of the formula itself.
    func testLossByDefinition() throws {
        for (servers, load) in [(1, 0.5), (2, 1.0), (5, 3.2), (8, 12.0), (20, 15.5)] {
            var term = 1.0
            var sum = 1.0
            for k in 1...servers {
                term *= load / Double(k)
                sum += term
            }
            XCTAssertEqual(try XCTUnwrap(erlangLoss(servers: servers, load: load)), term / sum, accuracy: 1e-14)
        }
    }

    /// One server: B = a ÷ (1 + a), C = a. Two servers of load 1: B = ½ ÷ (1 + 1 + ½) = 1/5, C = 2 · 1/5 ÷ (2 − 4/5) = 1/3.
    func testByHand() throws {
        XCTAssertEqual(try XCTUnwrap(erlangLoss(servers: 1, load: 0.25)), 0.2, accuracy: 1e-15)
        XCTAssertEqual(try XCTUnwrap(erlangDelay(servers: 1, load: 0.25)), 0.25, accuracy: 1e-15)
        XCTAssertEqual(try XCTUnwrap(erlangLoss(servers: 2, load: 1)), 0.2, accuracy: 1e-15)
        XCTAssertEqual(try XCTUnwrap(erlangDelay(servers: 2, load: 1)), 1.0 / 3, accuracy: 1e-15)
    }

    func testMoreServersLoseFewer() throws {
        for servers in 0..<30 {
            XCTAssertGreaterThan(
                try XCTUnwrap(erlangLoss(servers: servers, load: 9)),
                try XCTUnwrap(erlangLoss(servers: servers + 1, load: 9)))
        }
    }
}
