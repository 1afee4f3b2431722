import Foundation
import GRDB
import Simulation
import Statistics

/// What the runs of a batch say together: spreads of the figures, main effects, Sobol' indices. Read run by run; no
/// more is held than sums.
struct BatchStatistics {
    struct Spread {
        var moments = RunningMoments()
        var withoutValue = 0
        var least = Double.infinity
        var greatest = -Double.infinity
        var quantiles: [(name: String, value: Double?)] = []
        /// Runs by value, in equal parts of the range.
        var bins = [Int](repeating: 0, count: 20)

        mutating func add(_ value: Double) {
            moments.add(value)
            least = min(least, value)
            greatest = max(greatest, value)
        }

        mutating func addToBin(_ value: Double) {
            guard greatest > least else { return }
            bins[min(bins.count - 1, Int((value - least) / (greatest - least) * Double(bins.count)))] += 1
        }
    }

    struct FactorEffect {
        var byValue: MainEffect?
        /// Without and with each site.
        var bySite: [MainEffect] = []
    }

    let levels: [FactorLevels]
    private(set) var spreads: [Spread]
    /// By figure, then by factor.
    private(set) var effects: [[FactorEffect]]
    /// By figure; nil where the design is no Saltelli sample.
    private(set) var indices: [SobolIndices]?
    private let design: BatchDesign

    /// - Throws: `Problem` (output) where the database cannot be read.
    init(_ database: ResultsDatabase, design: BatchDesign, figureCount: Int) throws {
        self.design = design
        let factors = design.plan.factors
        let levels = factors.map(FactorLevels.init)
        self.levels = levels
        spreads = Array(repeating: Spread(), count: figureCount)
        let ofFactors = levels.map { levels -> FactorEffect in
            switch levels {
            case .values(let names): FactorEffect(byValue: MainEffect(levelCount: names.count))
            case .sites(let sites): FactorEffect(bySite: sites.map { _ in MainEffect(levelCount: 2) })
            }
        }
        effects = Array(repeating: ofFactors, count: figureCount)
        try addRuns(database)
        try addQuantiles(database)
        if case .saltelli = design.plan.design { try addIndices(database) }
    }

    private mutating func addRuns(_ database: ResultsDatabase) throws {
        let sampler = design.sampler()
        try forEachRun(database) { statistics, run, values in
            let levels = statistics.levels
            let ofRun = sampler.run(run)
            for (figure, value) in values.enumerated() {
                guard let value else {
                    statistics.spreads[figure].withoutValue += 1
                    continue
                }
                statistics.spreads[figure].add(value)
                for (factor, setting) in ofRun.values.enumerated() {
                    if let level = levels[factor].level(of: setting, factor: statistics.design.plan.factors[factor]) {
                        statistics.effects[figure][factor].byValue?.add(value, level: level)
                    } else if let subset = setting.subset {
                        statistics.addSites(value, figure, factor, subset)
                    }
                }
            }
        }
    }

    private mutating func addSites(_ value: Double, _ figure: Int, _ factor: Int, _ subset: [Int]) {
        var next = 0
        for site in effects[figure][factor].bySite.indices {
            let isThere = next < subset.count && subset[next] == site
            if isThere { next += 1 }
            effects[figure][factor].bySite[site].add(value, level: isThere ? 1 : 0)
        }
    }

    /// Positions of the lower quantiles in the sorted values, read as SQLite sorts them.
    private mutating func addQuantiles(_ database: ResultsDatabase) throws {
        let shares = [
            ("min", 0.0), ("p2_5", 0.025), ("p25", 0.25), ("median", 0.5), ("p75", 0.75), ("p97_5", 0.975),
            ("max", 1.0),
        ]
        for figure in spreads.indices {
            let count = spreads[figure].moments.count
            let places = shares.map { max(0, Int((Double(count) * $0.1 * (1 - 1e-12)).rounded(.up)) - 1) }
            var found = [Double?](repeating: nil, count: shares.count)
            var spread = spreads[figure]
            try database.read { db in
                let sorted = try Double.fetchCursor(
                    db, sql: "SELECT value FROM figure_values WHERE figure = ? AND value IS NOT NULL ORDER BY value",
                    arguments: [figure])
                var place = 0
                while let value = try sorted.next() {
                    for (position, wanted) in places.enumerated() where wanted == place { found[position] = value }
                    spread.addToBin(value)
                    place += 1
                }
            }
            spreads[figure] = spread
            spreads[figure].quantiles = zip(shares, found).map { ($0.0, $1) }
        }
    }

    private mutating func addIndices(_ database: ResultsDatabase) throws {
        let factorCount = design.plan.factors.count
        let members = factorCount + 2
        var indices = spreads.enumerated().map { figure, spread in
            SobolIndices(factorCount: factorCount, centre: spread.moments.mean, seed: design.plan.seed)
        }
        let figureCount = spreads.count
        // Of the row at hand: means over the replicates, by member and figure.
        var row = [[RunningMoments]](
            repeating: Array(repeating: RunningMoments(), count: figureCount), count: members)
        var number = 0
        let replicates = design.replicateCount
        func finish() {
            for figure in 0..<figureCount where row.allSatisfy({ $0[figure].count == replicates }) {
                indices[figure].add(
                    row: number, a: row[0][figure].mean, b: row[1][figure].mean,
                    ab: row[2...].map { $0[figure].mean })
            }
            row = Array(repeating: Array(repeating: RunningMoments(), count: figureCount), count: members)
        }
        try forEachRun(database) { statistics, run, values in
            let point = run / replicates
            if point / members != number {
                finish()
                number = point / members
            }
            for (figure, value) in values.enumerated() {
                if let value { row[point % members][figure].add(value) }
            }
        }
        finish()
        self.indices = indices
    }

    /// The figures of every run that has some, in the order of the runs.
    private mutating func forEachRun(
        _ database: ResultsDatabase, _ body: (inout BatchStatistics, _ run: Int, _ values: [Double?]) throws -> Void
    ) throws {
        try database.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT run, figure, value FROM figure_values ORDER BY run, figure")
            var values = [Double?](repeating: nil, count: spreads.count)
            var current: Int?
            while let row = try rows.next() {
                let run: Int = row[0]
                if let known = current, known != run {
                    try body(&self, known, values)
                    values = Array(repeating: nil, count: spreads.count)
                }
                current = run
                values[row[1] as Int] = row[2]
            }
            if let current { try body(&self, current, values) }
        }
    }
}
