import XCTest

@testable import Statistics

final class DesignTests: XCTestCase {
    func testSubsetsAreAllThereOnceAndInOrderOfSize() throws {
        let space = try XCTUnwrap(SubsetSpace(count: 6, sizes: 1...3))
        // 6 + 15 + 20.
        let total = try XCTUnwrap(space.total)
        XCTAssertEqual(total, 41)
        let all = (0..<total).map(space.subset)
        XCTAssertEqual(Set(all).count, 41)
        XCTAssertEqual(all.map(\.count), all.map(\.count).sorted())
        for subset in all {
            XCTAssertEqual(subset, Set(subset).sorted())
            XCTAssertTrue(subset.allSatisfy { (0..<6).contains($0) } && (1...3).contains(subset.count))
        }
        XCTAssertEqual(all[6], [0, 1])
        XCTAssertNil(SubsetSpace(count: 3, sizes: 2...4))
    }

    func testBinomials() {
        XCTAssertEqual(binomial(62, 31), 465_428_353_255_261_088)
        XCTAssertEqual(binomial(5, 0), 1)
        XCTAssertEqual(binomial(5, 6), 0)
        XCTAssertNil(binomial(200, 100))
        // Pascal's rule.
        for n in 1...40 {
            for k in 1...n { XCTAssertEqual(binomial(n, k), binomial(n - 1, k - 1)! + binomial(n - 1, k)!) }
        }
    }

    func testDrawnSubsetsHaveEverySizeAndEverySiteAlike() throws {
        let space = try XCTUnwrap(SubsetSpace(count: 5, sizes: 1...4))
        var random = SplitMix64(seed: 4)
        var sizes = [Int](repeating: 0, count: 6)
        var sites = [Int](repeating: 0, count: 5)
        for _ in 0..<8000 {
            let subset = space.draw(&random)
            sizes[subset.count] += 1
            for site in subset { sites[site] += 1 }
        }
        // 2000 of each size, five standard deviations being 5 √(8000 · ¼ · ¾) = 194; mean size 2.5 of 5 sites.
        for size in 1...4 { XCTAssertEqual(Double(sizes[size]), 2000, accuracy: 194) }
        for count in sites { XCTAssertEqual(Double(count), 4000, accuracy: 230) }
    }

    func testAPermutationHitsEverythingOnce() {
        for count in [1, 2, 3, 7, 64, 100, 1000] {
            let permutation = KeyedPermutation(count: count, seed: 9, stream: 2)
            XCTAssertEqual(Set((0..<count).map(permutation.image)), Set(0..<count))
        }
        let (one, other) = (
            KeyedPermutation(count: 1000, seed: 9, stream: 0), KeyedPermutation(count: 1000, seed: 9, stream: 1)
        )
        XCTAssertLessThan((0..<1000).count { one.image(of: $0) == other.image(of: $0) }, 20)
    }

    func testALatinHypercubeHasOnePointInEveryStratum() {
        let hypercube = LatinHypercube(count: 37, dimensions: 3, seed: 5)
        let points = (0..<37).map(hypercube.point)
        for dimension in 0..<3 {
            XCTAssertEqual(points.map { Int($0[dimension] * 37) }.sorted(), Array(0..<37))
        }
        XCTAssertEqual(points[20], LatinHypercube(count: 37, dimensions: 3, seed: 5).point(20))
        XCTAssertNotEqual(points[20], LatinHypercube(count: 37, dimensions: 3, seed: 6).point(20))
    }

    func testSobolsSequenceWithoutItsShiftIsThePublishedOne() throws {
        let sequence = try XCTUnwrap(SobolSequence(dimensions: 3, seed: 3))
        func bits(_ index: Int) -> [UInt64] { sequence.point(index).map { UInt64($0 * 0x1p53) } }
        let shift = bits(0)
        // Joe and Kuo's own example (https://web.maths.unsw.edu.au/~fkuo/sobol/): points 1 to 4 in three dimensions.
        let published: [[Double]] = [
            [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75], [0.375, 0.375, 0.625],
        ]
        for (index, point) in published.enumerated() {
            let found = zip(bits(index + 1), shift).map { Double($0 ^ $1) * 0x1p-53 }
            XCTAssertEqual(found, point, "point \(index + 1)")
        }
        // Any order of asking gives the same.
        let (far, near) = (sequence.point(1_000_000), sequence.point(7))
        XCTAssertEqual(sequence.point(1_000_000), far)
        XCTAssertEqual(sequence.point(7), near)
    }

    func testSobolsPointsFillEveryIntervalAlike() throws {
        let sequence = try XCTUnwrap(SobolSequence(dimensions: 5, seed: 11))
        let points = (0..<256).map(sequence.point)
        for dimension in 0..<5 {
            XCTAssertEqual(points.map { Int($0[dimension] * 256) }.sorted(), Array(0..<256))
        }
        XCTAssertNil(SobolSequence(dimensions: 0, seed: 1))
        XCTAssertNil(SobolSequence(dimensions: SobolSequence.greatestDimensions + 1, seed: 1))
    }

    func testNormalQuantilesAndProbabilities() throws {
        XCTAssertEqual(try XCTUnwrap(normalQuantile(0.975)), 1.959963984540054, accuracy: 1e-12)
        XCTAssertEqual(normalProbability(1), 0.8413447460685429, accuracy: 1e-12)
        XCTAssertNil(normalQuantile(0))
    }
}
