import Statistics
import XCTest

final class SplitMix64Tests: XCTestCase {
    /// The first numbers of seed 0, worked out from the definition by hand (in another language).
    func testTheSequenceOfTheDefinition() {
        var state: UInt64 = 0
        func expected() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            let a = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            let b = (a ^ (a >> 27)) &* 0x94D0_49BB_1331_11EB
            return b ^ (b >> 31)
        }
        var random = SplitMix64(seed: 0)
        XCTAssertEqual(random.next(), 0xE220_A839_7B1D_CDAF, "published first output of the generator for seed 0")
        _ = expected()
        for _ in 0..<100 { XCTAssertEqual(random.next(), expected()) }
    }

    func testStreamsDiffer() {
        var first = SplitMix64(seed: 5, stream: 0)
        var second = SplitMix64(seed: 5, stream: 1)
        XCTAssertNotEqual((0..<4).map { _ in first.next() }, (0..<4).map { _ in second.next() })
    }

    func testUnitsFillTheirInterval() {
        var random = SplitMix64(seed: 3)
        let units = (0..<10_000).map { _ in random.unit() }
        XCTAssertTrue(units.allSatisfy { (0..<1).contains($0) })
        // The mean of n uniform draws has standard deviation 1/√(12 n) = 0.0029.
        XCTAssertEqual(units.reduce(0, +) / 10_000, 0.5, accuracy: 0.012)
    }
}
