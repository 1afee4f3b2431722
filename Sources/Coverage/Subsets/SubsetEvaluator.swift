import Equity
import RoadNetwork
import Territory

/// Evaluates subsets of the sites of a territory, one after the other, in memory that it keeps. Not to be shared
/// between threads.
public final class SubsetEvaluator {
    private let whole: SubsetTerritory
    private let people: [Double]
    private let totalInhabitants: Double
    private let communeOfPoint: [Int32]
    private var nearest: [SubsetNearest]
    private var order: SubsetOrder
    private var distributions: [WeightedDistribution?]
    private var sortedPoints: [[UInt32]]
    private var poles: SubsetPoles
    private var present: [Bool]
    private var values: [Double] = []
    private var weights: [Double] = []

    public init(_ whole: SubsetTerritory) {
        self.whole = whole
        let population = whole.territory.population
        people = population.inhabitants
        totalInhabitants = population.totalInhabitants
        communeOfPoint = population.communes.map { $0.map(Int32.init) ?? -1 }
        nearest = whole.kinds.map { _ in SubsetNearest(pointCount: population.count) }
        order = SubsetOrder(population.inhabitants)
        distributions = whole.kinds.map { _ in nil }
        sortedPoints = whole.kinds.map { _ in [] }
        poles = SubsetPoles(whole)
        present = []
    }

    /// Finds the times to the sites that there are; figures are of them until the next call.
    ///
    /// - Parameter present: one flag a site of the territory.
    public func evaluate(present: [Bool]) {
        self.present = present
        for position in whole.kinds.indices {
            nearest[position].find(whole.kinds[position], present: present)
            distributions[position] = nil
            sortedPoints[position] = []
        }
        poles.isFound = false
    }

    /// The values of the figures that were asked for, in their order; nil where a figure has none.
    public func figures() -> [Double?] { whole.figures.map(value) }

    /// A figure of every commune, in the order of the communes.
    public func communeFigure(_ figure: SubsetCommuneFigure) -> [Double?] {
        let communeCount = whole.territory.communes.count
        guard let position = position(ofKind: figure.kind) else { return Array(repeating: nil, count: communeCount) }
        switch figure.member {
        case .coveredInhabitants, .coveredShare:
            var covered = [Double](repeating: 0, count: communeCount)
            var inhabitants = covered
            let choices = nearest[position].choices
            for point in people.indices where communeOfPoint[point] >= 0 {
                let commune = Int(communeOfPoint[point])
                inhabitants[commune] += people[point]
                if choices[point] > 0 { covered[commune] += people[point] }
            }
            if figure.member == .coveredInhabitants { return covered }
            return zip(covered, inhabitants).map { $1 > 0 ? $0 / $1 : nil }
        case .meanMinutes:
            sort(position)
            var totals = [Double](repeating: 0, count: communeCount)
            var inhabitants = totals
            let times = nearest[position].times
            // In the order in which a commune's own distribution adds them up.
            for point in sortedPoints[position] {
                let point = Int(point)
                guard communeOfPoint[point] >= 0 else { continue }
                let commune = Int(communeOfPoint[point])
                totals[commune] += people[point] * minutes(times[point])
                inhabitants[commune] += people[point]
            }
            return zip(totals, inhabitants).map { $1 > 0 ? $0 / $1 : nil }
        case .leastMinutes:
            var least = [UInt32](repeating: .max, count: communeCount)
            let times = nearest[position].times
            for point in people.indices where communeOfPoint[point] >= 0 {
                let commune = Int(communeOfPoint[point])
                least[commune] = min(least[commune], times[point])
            }
            return least.map { $0 == .max ? nil : minutes($0) }
        }
    }

    private func value(_ figure: SubsetFigure) -> Double? {
        switch figure {
        case .inhabitants: return totalInhabitants
        case .kind(let kind, let member): return position(ofKind: kind).flatMap { value(member, $0) }
        case .equity(let member):
            guard let kind = whole.equityKind, let position = position(ofKind: kind), nearest[position].siteCount > 0
            else { return nil }
            let people = distribution(position)
            return people.isEmpty ? nil : value(member, people)
        case .pole, .inhabitantsWithPole, .inhabitantsServedByTheRule:
            poles.find(present: present, order: &order)
            return poles.value(figure)
        }
    }

    /// Nil where the kind has no site and is not named by the scenario: then it has no figures.
    private func position(ofKind kind: String) -> Int? {
        guard let position = whole.kinds.firstIndex(where: { $0.kind == kind }) else { return nil }
        return whole.kinds[position].isNamed || nearest[position].siteCount > 0 ? position : nil
    }

    private func value(_ member: SubsetFigure.OfKind, _ position: Int) -> Double? {
        switch member {
        case .sites: return Double(nearest[position].siteCount)
        case .minutes: return whole.kinds[position].limit.minutes
        case .covered: return sum(choices(position, people))
        case .uncovered: return choices(position, people)[0]
        case .coveredShare: return totalInhabitants > 0 ? sum(choices(position, people)) / totalInhabitants : nil
        case .choices(let number): return choices(position, people)[number]
        case .overlapped:
            let choices = choices(position, people)
            return choices[2] + choices[3]
        case .mean: return mean(of: distribution(position)).value
        case .median: return quantile(0.5, of: distribution(position)).value
        case .p90: return quantile(0.9, of: distribution(position)).value
        case .max: return maximum(of: distribution(position)).value
        case .groupTotal(let group): return counts(group)?.reduce(0, +)
        case .groupCovered(let group): return counts(group).map { sum(choices(position, $0)) }
        case .groupUncovered(let group): return counts(group).map { choices(position, $0)[0] }
        }
    }

    private func sum(_ choices: [Double]) -> Double { choices[1] + choices[2] + choices[3] }
    private func counts(_ group: String) -> [Double]? { whole.territory.population.counts(ofGroup: group) }

    /// As `CoverageFigures` counts them.
    private func choices(_ position: Int, _ people: [Double]) -> [Double] {
        var (none, one, two, more) = (0.0, 0.0, 0.0, 0.0)
        nearest[position].choices.withUnsafeBufferPointer { choices in
            people.withUnsafeBufferPointer { people in
                for point in people.indices {
                    switch choices[point] {
                    case 0: none += people[point]
                    case 1: one += people[point]
                    case 2: two += people[point]
                    default: more += people[point]
                    }
                }
            }
        }
        return [none, one, two, more]
    }

    private func sort(_ position: Int) {
        if sortedPoints[position].isEmpty {
            sortedPoints[position] = Array(order.sorted(by: nearest[position].times))
        }
    }

    private func distribution(_ position: Int) -> WeightedDistribution {
        if let known = distributions[position] { return known }
        sort(position)
        let times = nearest[position].times
        values.removeAll(keepingCapacity: true)
        weights.removeAll(keepingCapacity: true)
        for point in sortedPoints[position] {
            values.append(minutes(times[Int(point)]))
            weights.append(people[Int(point)])
        }
        let made = values.withUnsafeBufferPointer { values in
            weights.withUnsafeBufferPointer { WeightedDistribution(ascending: values, weights: $0) }
        }
        distributions[position] = made
        return made
    }

    private func value(_ member: SubsetFigure.OfEquity, _ people: WeightedDistribution) -> Double? {
        switch member {
        case .population: people.population
        case .mean: mean(of: people).value
        case .median: quantile(0.5, of: people).value
        case .p10: quantile(0.1, of: people).value
        case .p90: quantile(0.9, of: people).value
        case .minimum: Equity.minimum(of: people).value
        case .maximum: maximum(of: people).value
        case .worstTenth: worstTenthMean(of: people, worst: .highest).value
        case .shareAboveThreshold: shareAbove(threshold: whole.equityThreshold, of: people).value
        case .gini: giniIndex(of: people).value
        case .theilT: Equity.theilT(of: people).value
        case .theilL: Equity.theilL(of: people).value
        case .palma: palmaRatio(of: people).value
        case .atkinson05: atkinsonIndex(epsilon: 0.5, of: people).value
        case .atkinson1: atkinsonIndex(epsilon: 1, of: people).value
        case .fosterGreerThorbecke(let alpha):
            fosterGreerThorbecke(alpha: alpha, threshold: whole.equityThreshold, of: people).value
        }
    }
}

/// As `TravelTime` has them, of what can be reached.
func minutes(_ milliseconds: UInt32) -> Double { Double(milliseconds) / 60_000 }
