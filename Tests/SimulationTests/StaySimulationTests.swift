import Statistics
import Territory
import XCTest

@testable import Simulation

/// Temporary stays by chance: what must hold whatever happens, and Erlang's formulas where they apply.
final class StaySimulationTests: XCTestCase {
    private func settings(_ change: (inout StaySettings) -> Void = { _ in }) throws -> StaySettings {
        let files = try TextFiles([
            "scenario.yaml": "scenario: 1\nname: Essai\nterritory: territory.yaml\n", "territory.yaml": "territory: 1",
        ])
        var settings = try ScenarioFile(path: files.path("scenario.yaml")).settings.stays
        change(&settings)
        return settings
    }

    /// Thirty places in four communes and outside them, six sites, each place with up to three in reach.
    private func country(seed: UInt64) -> (system: StaySystem, arrivals: StayArrivals) {
        var random = SplitMix64(seed: seed)
        let reached = (0..<30).map { _ in
            var sites: [Int] = []
            for _ in 0..<random.integer(below: 4) {
                let site = random.integer(below: 6)
                if !sites.contains(site) { sites.append(site) }
            }
            return sites
        }
        let communes = (0..<30).map { $0 % 5 == 4 ? nil : $0 % 5 }
        return (
            StaySystem(siteCount: 6, reached: reached, communes: communes),
            StayArrivals(perYear: (0..<30).map { _ in random.uniform(0, 12) })
        )
    }

    /// Of one period, one a replicate.
    private func outcomes(
        _ system: StaySystem, beds: [Int], arrivals: StayArrivals, settings: StaySettings, threads: Int
    ) -> [StayOutcome] {
        simulateStays(
            system, [StayPeriod(days: settings.days, beds: beds, arrivals: arrivals)], settings: settings,
            threads: threads
        ).map { $0[0] }
    }

    func testNobodyIsLost() throws {
        for seed in 1...8 as ClosedRange<UInt64> {
            let (system, arrivals) = country(seed: seed)
            let settings = try settings {
                $0.seed = seed
                $0.winter.factor = 2
                $0.homeSupportShare = seed % 2 == 0 ? 0 : 0.1
                $0.longestWaitDays = Double(seed % 3) * 4
                $0.replicates = 5
            }
            for outcome in outcomes(
                system, beds: [1, 2, 0, 1, 3, 1], arrivals: arrivals, settings: settings, threads: 2)
            {
                let total = outcome.total
                XCTAssertGreaterThan(total.demand, 0)
                XCTAssertEqual(
                    total.admitted + total.refused + total.stillWaiting + total.supportedAtHome, total.demand)
                var months = StayCounts()
                for month in outcome.months { months += month }
                months.waitedDays = total.waitedDays  // added in another order
                XCTAssertEqual(months, total)
                XCTAssertEqual(outcome.sites.reduce(0) { $0 + $1.admissions }, total.admitted)
                XCTAssertEqual(outcome.waits.count, total.waited)
                XCTAssertEqual(outcome.waits.reduce(0) { $0 + $1.days }, total.waitedDays, accuracy: 1e-6)
                XCTAssertTrue(outcome.waits.allSatisfy { $0.days <= settings.longestWaitDays })
                XCTAssertLessThanOrEqual(total.outOfReach, total.refused)
                for site in outcome.sites {
                    XCTAssertLessThanOrEqual(site.occupiedDays, site.bedDays + 1e-6)
                    XCTAssertLessThanOrEqual(site.fullDays, 365 + 1e-6)
                }
            }
        }
    }

    func testTheSameSeedGivesTheSameOutcomesFromAnyNumberOfThreads() throws {
        let (system, arrivals) = country(seed: 3)
        let beds = [1, 2, 1, 1, 0, 1]
        let settings = try settings { $0.replicates = 13 }
        let one = outcomes(system, beds: beds, arrivals: arrivals, settings: settings, threads: 1)
        XCTAssertEqual(outcomes(system, beds: beds, arrivals: arrivals, settings: settings, threads: 4), one)
        XCTAssertNotEqual(one[0], one[1])
        var other = settings
        other.seed = 2
        XCTAssertNotEqual(outcomes(system, beds: beds, arrivals: arrivals, settings: other, threads: 1), one)
    }

    /// Two years after each other are one of 730 days.
    func testYearsFollowEachOther() throws {
        let (system, arrivals) = country(seed: 5)
        let beds = [1, 1, 1, 1, 1, 1]
        let settings = try settings()
        func run(_ days: [Int]) -> [StayOutcome] {
            simulateStays(
                system, days.map { StayPeriod(days: $0, beds: beds, arrivals: arrivals) }, settings: settings,
                replicate: 7)
        }
        let years = run([365, 365])
        let whole = run([730])[0]
        // The two draw other numbers after the first year, so that only this year is the same.
        XCTAssertEqual(years[0].sites.map(\.peak), run([365])[0].sites.map(\.peak))
        XCTAssertEqual(years[0].total.demand, run([365])[0].total.demand)
        XCTAssertEqual(
            Double(years[0].total.demand + years[1].total.demand), Double(whole.total.demand),
            accuracy: 5 * (4 * arrivals.total).squareRoot())
        XCTAssertEqual(run([]), [])
    }

    func testArrivalsFollowTheMonths() throws {
        let arrivals = StayArrivals(perYear: [300, 0, 700])
        var factors = [Double](repeating: 1, count: 12)
        factors[0] = 3
        factors[6] = 0
        var random = SplitMix64(seed: 8)
        let years = 40
        let drawn = drawArrivals(
            arrivals, from: -31, to: Double(365 * years) - 31, factors: factors,
            length: StayLength(.fixed, meanDays: 9, longestDays: 30), homeSupportShare: 0, &random)
        XCTAssertEqual(drawn.map(\.day), drawn.map(\.day).sorted())
        XCTAssertTrue(drawn.allSatisfy { $0.day >= -31 && $0.day < Double(365 * years) - 31 && $0.lengthDays == 9 })
        XCTAssertFalse(drawn.contains { $0.point == 1 })
        for month in 0..<12 {
            let days = Double(Calendar.monthStarts[month + 1] - Calendar.monthStarts[month])
            let expected = 1000 * days / 365 * factors[month] * Double(years)
            let found = drawn.count { Calendar.month(of: $0.day).month == month }
            XCTAssertEqual(Double(found), expected, accuracy: 5 * expected.squareRoot(), "month \(month + 1)")
        }
        let share = Double(drawn.count { $0.point == 0 }) / Double(drawn.count)
        XCTAssertEqual(share, 0.3, accuracy: 5 * (0.21 / Double(drawn.count)).squareRoot())
    }

    func testMonthsBeforeTheFirstDay() {
        XCTAssertEqual(Calendar.month(of: 0).month, 0)
        XCTAssertEqual(Calendar.month(of: 30.9).end, 31)
        XCTAssertEqual(Calendar.month(of: 31).month, 1)
        XCTAssertEqual(Calendar.month(of: -0.5).month, 11)
        XCTAssertEqual(Calendar.month(of: -0.5).end, 0)
        XCTAssertEqual(Calendar.month(of: -365).month, 0)
        XCTAssertEqual(Calendar.month(of: 364.999).end, 365)
        XCTAssertEqual(Calendar.month(of: 365).end, 396)
        XCTAssertEqual(Calendar.month(of: -1e-20).end, 31, "so near to the new year that it is the new year")
    }

    // MARK: More beds

    /// One site without waiting: whoever is served with fewer beds is served with more.
    func testOneMoreBedRefusesNobodyAtOneSite() throws {
        let system = StaySystem(siteCount: 1, reached: [[0]], communes: [0])
        let arrivals = StayArrivals(perYear: [120])
        let settings = try settings {
            $0.longestWaitDays = 0
            $0.replicates = 20
        }
        var last = [Int](repeating: .max, count: settings.replicates)
        for beds in 0...12 {
            let refused = outcomes(
                system, beds: [beds], arrivals: arrivals, settings: settings, threads: 2
            ).map(\.total.refused)
            for (less, more) in zip(refused, last) { XCTAssertLessThanOrEqual(less, more, "\(beds) beds") }
            last = refused
        }
    }

    /// Where sites share people one more bed may, on some days, turn away others than before; on average it helps.
    func testMoreBedsRefuseFewerOnAverage() throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            let (system, arrivals) = country(seed: seed)
            let settings = try settings { $0.replicates = 60 }
            func refused(_ beds: Int) -> Double {
                let all = outcomes(
                    system, beds: [Int](repeating: beds, count: 6), arrivals: arrivals, settings: settings, threads: 2)
                return Double(all.reduce(0) { $0 + $1.total.refused }) / Double(all.count)
            }
            var last = Double.infinity
            for beds in 0...3 {
                let now = refused(beds)
                XCTAssertLessThan(now, last)
                last = now
            }
        }
    }

    // MARK: Erlang

    /// One place, one site, no wait: the share refused is Erlang's B(c, a), whatever the distribution of the lengths.
    func testRefusalsAreErlangs() throws {
        let system = StaySystem(siteCount: 1, reached: [[0]], communes: [0])
        for (beds, load) in [(1, 0.5), (3, 2.0), (8, 7.0), (12, 15.0)] {
            for distribution in StayLength.Distribution.allCases {
                let settings = try settings {
                    $0.longestWaitDays = 0
                    $0.length = StayLength(distribution, meanDays: 14, longestDays: 30)
                    $0.days = 1825
                    $0.warmUpDays = 120
                    $0.replicates = 40
                    $0.seed = UInt64(beds)
                }
                let perYear = load / settings.length.meanOccupiedDays * 365
                let all = outcomes(
                    system, beds: [beds], arrivals: StayArrivals(perYear: [perYear]), settings: settings, threads: 2)
                let share = try XCTUnwrap(
                    MeanInterval(
                        ratioOf: all.map { Double($0.total.refused) }, to: all.map { Double($0.total.demand) },
                        level: 0.999))
                let expected = try XCTUnwrap(erlangLoss(servers: beds, load: load))
                let what = "\(beds) beds, \(load) erlangs, \(distribution)"
                XCTAssertLessThanOrEqual(try XCTUnwrap(share.lower), expected, what)
                XCTAssertGreaterThanOrEqual(try XCTUnwrap(share.upper), expected, what)
                XCTAssertLessThan(try XCTUnwrap(share.upper) - share.mean, 0.04, "the interval says something: " + what)
                // Beds taken: a (1 − B).
                let occupied = try XCTUnwrap(
                    MeanInterval(all.map { $0.sites[0].occupiedDays / 1825 }, level: 0.999))
                XCTAssertLessThanOrEqual(try XCTUnwrap(occupied.lower), load * (1 - expected), what)
                XCTAssertGreaterThanOrEqual(try XCTUnwrap(occupied.upper), load * (1 - expected), what)
            }
        }
    }

    /// With endless patience the share that waits is Erlang's C(c, a), and the mean wait C m ÷ (c − a).
    func testWaitsAreErlangs() throws {
        let system = StaySystem(siteCount: 1, reached: [[0]], communes: [0])
        for (beds, load) in [(1, 0.6), (3, 2.0), (8, 6.0)] {
            let settings = try settings {
                $0.longestWaitDays = 1e9
                $0.length = StayLength(.exponential, meanDays: 5, longestDays: 365)
                $0.days = 1825
                $0.warmUpDays = 365
                $0.replicates = 40
                $0.seed = UInt64(beds)
            }
            let all = outcomes(
                system, beds: [beds], arrivals: StayArrivals(perYear: [load / 5 * 365]), settings: settings, threads: 2)
            let counts = all.map(\.total)
            XCTAssertEqual(counts.reduce(0) { $0 + $1.refused }, 0)
            let delayed = try XCTUnwrap(erlangDelay(servers: beds, load: load))
            for (name, numerators, expected) in [
                ("share", counts.map { Double($0.waited) }, delayed),
                ("days", counts.map(\.waitedDays), delayed * 5 / (Double(beds) - load)),
            ] {
                let found = try XCTUnwrap(
                    MeanInterval(ratioOf: numerators, to: counts.map { Double($0.admitted) }, level: 0.999))
                XCTAssertLessThanOrEqual(try XCTUnwrap(found.lower), expected, "\(name), \(beds) beds")
                XCTAssertGreaterThanOrEqual(try XCTUnwrap(found.upper), expected, "\(name), \(beds) beds")
            }
        }
    }

    /// The mean of min(X, L), from draws.
    func testMeanStayUpToTheLongest() throws {
        for length in StayLength.Distribution.allCases.flatMap({ distribution in
            [5.0, 20, 60].map { StayLength(distribution, meanDays: $0, longestDays: 30) }
        }) {
            var random = SplitMix64(seed: 6)
            let days = (0..<20_000).map { _ in length.draw(&random) }
            XCTAssertTrue(days.allSatisfy { $0 >= 0 && $0 <= 30 })
            // No standard deviation is above half the range.
            XCTAssertEqual(
                days.reduce(0, +) / 20_000, length.meanOccupiedDays, accuracy: 5 * 15 / Double(20_000).squareRoot())
        }
        XCTAssertEqual(StayLength(.fixed, meanDays: 40, longestDays: 30).meanOccupiedDays, 30)
        XCTAssertEqual(StayLength(.uniform, meanDays: 30, longestDays: 30).meanOccupiedDays, 30 - 900.0 / 120)
    }
}
