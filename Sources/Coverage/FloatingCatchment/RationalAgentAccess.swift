/// How the search for the rational agents' equilibrium ended.
public struct RationalAgentEquilibrium: Hashable, Sendable {
    /// Cost by place of demand, in units of τ = 60 minutes and of the mean demand per supply ρ; nil where nothing
    /// is reached.
    public var costs: [Double?]
    /// How many times every place of demand chose anew.
    public var rounds: Int
    /// What all people together could still gain by changing alone, as a share of their cost.
    public var relativeGap: Double
    public var hasConverged: Bool { relativeGap <= greatestRelativeGap }
}

/// The rational agent access model [saxon2020]. Each inhabitant chooses the place of least cost
/// Cᵢⱼ = Dⱼ / (ρ Sⱼ) + tᵢⱼ / τ, where Dⱼ are all the inhabitants who choose j, ρ = Σ P / Σ S and τ = 60 minutes.
/// In the equilibrium nobody gains by changing. The decay counts as a cut-off only: people choose among the places
/// within it that have supply.
///
/// The published measure is the cost, which is low where access is good; it stands in `equilibrium`. Access is the
/// supply per inhabitant that people find where they go: Aᵢ = Σⱼ xᵢⱼ / Pᵢ · Sⱼ / Dⱼ, xᵢⱼ the inhabitants of i who
/// choose j. A place where nobody lives has that of the place of least cost for one more person.
///
/// The equilibrium is the minimum of the convex Σⱼ Dⱼ² / (2 ρ Sⱼ) + Σᵢⱼ xᵢⱼ tᵢⱼ / τ [beckmann1956]. It is found by
/// rounds: one place of demand after the other, in their order, takes its people back and shares them out so that
/// all that it uses cost the same and nothing else costs less, which never raises that sum. The rounds end when
/// the relative gap is 10⁻⁸ at most, or when 20 million pairs have been
/// gone through, yet not before 200 rounds. Costs and Dⱼ are unique; where several xᵢⱼ do equally well
/// (equal differences of times) it is the one that these rounds come to.
public func rationalAgentAccess(
    decay: TravelDecay, inhabitants: [Double], supply: [Double], pairs: TravelPairs
) -> PotentialAccess {
    var choice = RationalChoice(decay: decay, inhabitants: inhabitants, supply: supply, pairs: pairs)
    let mostRounds = max(leastRounds, mostPairs / max(choice.pairCount, 1))
    var rounds = 0
    var gap = Double.infinity
    repeat {
        choice.round()
        rounds += 1
        gap = choice.relativeGap()
    } while gap > greatestRelativeGap && rounds < mostRounds
    return PotentialAccess(
        access: choice.access(),
        equilibrium: RationalAgentEquilibrium(
            costs: (0..<pairs.demandCount).map(choice.leastCost), rounds: rounds, relativeGap: gap))
}

/// Where the rounds end.
let greatestRelativeGap = 1e-8
/// Pairs gone through, over all rounds; a large problem still gets the least number of rounds.
private let mostPairs = 20_000_000
private let leastRounds = 200

/// The travel time that weighs as much as the mean demand per supply [saxon2020].
private let balanceMinutes = 60.0

private struct RationalChoice {
    private let inhabitants: [Double]
    private let supply: [Double]
    private let pairs: TravelPairs
    /// ρ S by place of supply: how many people it takes to a cost of 1.
    private let capacities: [Double]
    /// t/τ by pair.
    private let travel: [Double]
    /// x by pair, and D by place of supply.
    private var choosing: [Double]
    private var demands: [Double]

    init(decay: TravelDecay, inhabitants: [Double], supply: [Double], pairs: TravelPairs) {
        let total = supply.reduce(0, +)
        let perSupply = total > 0 ? inhabitants.reduce(0, +) / total : 0
        self.inhabitants = inhabitants
        self.supply = supply
        let capacities = supply.map { $0 * perSupply }
        // Only what people choose among: a round walks over every pair.
        let pairs = pairs.filter { decay.reaches($1) && capacities[$0] > 0 }
        self.pairs = pairs
        self.capacities = capacities
        travel = pairs.times.map { ($0.minutes ?? .infinity) / balanceMinutes }
        choosing = Array(repeating: 0, count: pairs.times.count)
        demands = Array(repeating: 0, count: pairs.supplyCount)
    }

    var pairCount: Int { choosing.count }

    private func place(_ pair: Int) -> Int { Int(pairs.supplies[pair]) }

    private func cost(_ pair: Int) -> Double {
        demands[place(pair)] / capacities[place(pair)] + travel[pair]
    }

    func leastCost(_ demand: Int) -> Double? {
        let least = pairs.pairs(of: demand).reduce(Double.infinity) { min($0, cost($1)) }
        return least < .infinity ? least : nil
    }

    /// Every place of demand chooses once, in order.
    mutating func round() {
        var base: [Double] = []
        for demand in 0..<pairs.demandCount where inhabitants[demand] > 0 {
            let own = pairs.pairs(of: demand)
            base.removeAll(keepingCapacity: true)
            var capacity = 0.0
            var weighted = 0.0
            for pair in own {
                demands[place(pair)] = max(demands[place(pair)] - choosing[pair], 0)
                choosing[pair] = 0
                let cost = self.cost(pair)
                base.append(cost)
                capacity += capacities[place(pair)]
                weighted += capacities[place(pair)] * cost
            }
            guard capacity > 0 else { continue }
            // The common cost at which all people are placed: what is dearer without anybody falls out, which
            // lowers the cost, until nothing does.
            var level = (inhabitants[demand] + weighted) / capacity
            var using = own.count
            while true {
                (capacity, weighted) = (0, 0)
                var count = 0
                for pair in own where base[pair - own.lowerBound] < level {
                    capacity += capacities[place(pair)]
                    weighted += capacities[place(pair)] * base[pair - own.lowerBound]
                    count += 1
                }
                guard count > 0, count < using else { break }
                level = (inhabitants[demand] + weighted) / capacity
                using = count
            }
            place(inhabitants[demand], own, base, level)
        }
        sumDemands()
    }

    private mutating func place(_ people: Double, _ own: Range<Int>, _ base: [Double], _ level: Double) {
        var placed = 0.0
        for pair in own where base[pair - own.lowerBound] < level {
            choosing[pair] = capacities[place(pair)] * (level - base[pair - own.lowerBound])
            placed += choosing[pair]
        }
        if placed > 0 {
            // To the last person, whatever was rounded.
            for pair in own { choosing[pair] *= people / placed }
        } else if let cheapest = own.min(by: { base[$0 - own.lowerBound] < base[$1 - own.lowerBound] }) {
            // So few people that they move no cost.
            choosing[cheapest] = people
        }
        for pair in own { demands[place(pair)] += choosing[pair] }
    }

    /// From the choices anew, so that rounding does not gather.
    private mutating func sumDemands() {
        for place in demands.indices { demands[place] = 0 }
        for pair in choosing.indices { demands[place(pair)] += choosing[pair] }
    }

    func relativeGap() -> Double {
        var (gain, total) = (0.0, 0.0)
        for demand in 0..<pairs.demandCount where inhabitants[demand] > 0 {
            guard let least = leastCost(demand) else { continue }
            for pair in pairs.pairs(of: demand) where choosing[pair] > 0 {
                let cost = self.cost(pair)
                gain += choosing[pair] * (cost - least)
                total += choosing[pair] * cost
            }
        }
        return total > 0 ? gain / total : 0
    }

    func access() -> [Double] {
        (0..<pairs.demandCount).map { demand in
            let own = pairs.pairs(of: demand)
            guard inhabitants[demand] > 0 else {
                guard let best = own.min(by: { cost($0) < cost($1) }), demands[place(best)] > 0 else { return 0 }
                return supply[place(best)] / demands[place(best)]
            }
            var access = 0.0
            for pair in own where choosing[pair] > 0 {
                access += choosing[pair] / inhabitants[demand] * (supply[place(pair)] / demands[place(pair)])
            }
            return access
        }
    }
}
