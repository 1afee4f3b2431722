/// A set of open candidates that changes one by one, and what every change would be worth: gains, losses and what
/// the two have in common, kept up to date for those rows only that a change touches.
///
/// The fast interchange of Whitaker (1983) in the form of Resende and Werneck [resende2007]: closing r and opening j
/// lowers the cost by gain(j) − loss(r) + extra(j, r). Memory: 8 bytes × candidates × most open sites.
struct Interchange: ~Copyable {
    private let problem: MedianProblem
    private let arrays: MedianArrays
    private let slotCount: Int
    /// The candidate in each slot, −1 where it is free; and the slot of each candidate, −1 where it is closed.
    private var slots: [Int32]
    private let slotOf: Block<Int32>
    /// The slots of the nearest and the second nearest open candidate of each row (−1: none), and their costs.
    private let nearest: Block<Int32>
    private let second: Block<Int32>
    private let nearestCost: Block<Double>
    private let secondCost: Block<Double>
    private let gain: Block<Double>
    private let loss: Block<Double>
    private let extra: Block<Double>
    private var touched: [Int32] = []
    private(set) var cost: Double
    private(set) var spent = 0.0
    private let greatestCost: Double

    /// - Parameter arrays: of the problem; they must stay valid.
    init(_ problem: MedianProblem, _ arrays: MedianArrays) {
        self.problem = problem
        self.arrays = arrays
        let cheapest = problem.prices.min() ?? 1
        let most = cheapest > 0 ? (problem.budget / cheapest * (1 + 1e-9)).rounded(.down) : .infinity
        slotCount = max(Int(min(most, Double(problem.candidateCount))), 0)
        slots = [Int32](repeating: -1, count: slotCount)
        slotOf = Block(repeating: -1, count: arrays.candidateCount)
        nearest = Block(repeating: -1, count: arrays.demandCount)
        second = Block(repeating: -1, count: arrays.demandCount)
        nearestCost = Block(repeating: 0, count: arrays.demandCount)
        secondCost = Block(repeating: 0, count: arrays.demandCount)
        gain = Block(repeating: 0, count: arrays.candidateCount)
        loss = Block(repeating: 0, count: slotCount)
        extra = Block(repeating: 0, count: arrays.candidateCount * slotCount)
        cost = problem.constant
        for row in 0..<arrays.demandCount {
            nearestCost.start[row] = arrays.leftOut[row]
            secondCost.start[row] = arrays.leftOut[row]
            cost += arrays.weights[row] * arrays.leftOut[row]
        }
        greatestCost = abs(cost)
        for row in 0..<arrays.demandCount { count(row, 1) }
    }

    var chosen: [Bool] { (0..<arrays.candidateCount).map { slotOf.start[$0] >= 0 } }
    var openSlots: [Int] { slots.indices.filter { slots[$0] >= 0 } }

    func isOpen(_ candidate: Int) -> Bool { slotOf.start[candidate] >= 0 }
    func candidate(in slot: Int) -> Int { Int(slots[slot]) }
    func gain(of candidate: Int) -> Double { gain.start[candidate] }
    func loss(of slot: Int) -> Double { loss.start[slot] }
    private func price(of slot: Int) -> Double { problem.prices[Int(slots[slot])] }

    /// Adds what a row contributes to gains, losses and extras, or takes it away (sign −1).
    private func count(_ row: Int, _ sign: Double) {
        let weight = sign * arrays.weights[row]
        let slot = Int(nearest.start[row])
        let (first, next) = (nearestCost.start[row], secondCost.start[row])
        if slot >= 0 { loss.start[slot] += weight * (next - first) }
        var entry = arrays.starts[row]
        let end = arrays.starts[row + 1]
        let (slotOf, gain, extra) = (slotOf.start, gain.start, extra.start)
        while entry < end {
            let cost = Double(arrays.costs[entry])
            if cost >= next { break }
            let candidate = Int(arrays.candidates[entry])
            entry += 1
            if slotOf[candidate] >= 0 { continue }
            if cost < first {
                gain[candidate] += weight * (first - cost)
                if slot >= 0 { extra[candidate * slotCount + slot] += weight * (next - first) }
            } else if slot >= 0 {
                extra[candidate * slotCount + slot] += weight * (next - cost)
            }
        }
    }

    private func findNearest(_ row: Int) {
        var entry = arrays.starts[row]
        let end = arrays.starts[row + 1]
        nearest.start[row] = -1
        second.start[row] = -1
        nearestCost.start[row] = arrays.leftOut[row]
        secondCost.start[row] = arrays.leftOut[row]
        while entry < end {
            let slot = slotOf.start[Int(arrays.candidates[entry])]
            if slot >= 0 {
                if nearest.start[row] < 0 {
                    nearest.start[row] = slot
                    nearestCost.start[row] = Double(arrays.costs[entry])
                } else {
                    second.start[row] = slot
                    secondCost.start[row] = Double(arrays.costs[entry])
                    return
                }
            }
            entry += 1
        }
    }

    /// Closes the candidate of a slot, opens a candidate, or both.
    mutating func change(close slot: Int?, open candidate: Int?) {
        let closing = Int32(slot ?? -2)
        touched.removeAll(keepingCapacity: true)
        for row in 0..<arrays.demandCount {
            var isTouched = nearest.start[row] == closing || second.start[row] == closing
            if !isTouched, let candidate {
                var entry = arrays.starts[row]
                let end = arrays.starts[row + 1]
                let limit = secondCost.start[row]
                while entry < end, Double(arrays.costs[entry]) < limit {
                    if Int(arrays.candidates[entry]) == candidate {
                        isTouched = true
                        break
                    }
                    entry += 1
                }
            }
            if isTouched {
                count(row, -1)
                touched.append(Int32(row))
            }
        }
        if let slot {
            spent -= price(of: slot)
            slotOf.start[Int(slots[slot])] = -1
            slots[slot] = -1
        }
        if let candidate, let free = slot ?? slots.firstIndex(of: -1) {
            slots[free] = Int32(candidate)
            slotOf.start[candidate] = Int32(free)
            spent += problem.prices[candidate]
        }
        for row in touched {
            let row = Int(row)
            cost -= arrays.weights[row] * nearestCost.start[row]
            findNearest(row)
            cost += arrays.weights[row] * nearestCost.start[row]
            count(row, 1)
        }
    }

    /// The set becomes another one.
    mutating func become(_ wanted: [Bool]) {
        var closing = openSlots.filter { !wanted[Int(slots[$0])] }
        for candidate in 0..<arrays.candidateCount where wanted[candidate] && !isOpen(candidate) {
            change(close: closing.popLast(), open: candidate)
        }
        for slot in closing { change(close: slot, open: nil) }
    }

    /// The affordable candidate with the greatest gain for its price, the first of equals; nil where none gains.
    func bestAddition() -> Int? {
        guard slots.contains(-1) else { return nil }
        var best: (candidate: Int, worth: Double)?
        for candidate in 0..<arrays.candidateCount where !isOpen(candidate) && gain.start[candidate] > leastGain {
            let price = problem.prices[candidate]
            guard problem.isAffordable(spent + price, of: problem.budget) else { continue }
            let worth = gain.start[candidate] / max(price, 1e-9)
            if worth > best?.worth ?? 0 { best = (candidate, worth) }
        }
        return best?.candidate
    }

    /// Opens candidates until none gains or none can be afforded.
    mutating func addGreedily() {
        while let candidate = bestAddition() { change(close: nil, open: candidate) }
    }

    /// A gain that is not rounding. Sums have held numbers as great as everybody's cost of being left out.
    private var leastGain: Double { max(abs(cost) * 1e-12, greatestCost * 1e-14, 1e-9) }

    /// The exchange of one open candidate for a closed one that lowers the cost the most.
    func bestExchange() -> (slot: Int, candidate: Int, gain: Double)? {
        var best: (slot: Int, candidate: Int, gain: Double)?
        var most = leastGain
        let open = openSlots
        for candidate in 0..<arrays.candidateCount where !isOpen(candidate) {
            let row = extra.start + candidate * slotCount
            let gain = gain.start[candidate]
            let price = problem.prices[candidate]
            for slot in open {
                let profit = gain - loss.start[slot] + row[slot]
                guard profit > most else { continue }
                guard
                    problem.isCounted
                        || problem.isAffordable(spent - self.price(of: slot) + price, of: problem.budget)
                else { continue }
                most = profit
                best = (slot, candidate, profit)
            }
        }
        return best
    }

    /// The candidate that would best take the place of an open one, and the gain, which may be negative.
    func bestReplacement(of slot: Int, where isAdmitted: (Int) -> Bool) -> (candidate: Int, gain: Double)? {
        var best: (candidate: Int, gain: Double)?
        for candidate in 0..<arrays.candidateCount where !isOpen(candidate) && isAdmitted(candidate) {
            let profit = gain.start[candidate] - loss.start[slot] + extra.start[candidate * slotCount + slot]
            if profit > best?.gain ?? -.infinity { best = (candidate, profit) }
        }
        return best
    }

    /// Exchanges and additions until none lowers the cost any more.
    mutating func descend(_ deadline: Deadline) {
        while !deadline.isPast {
            let before = cost
            if let candidate = bestAddition() {
                change(close: nil, open: candidate)
            } else if let exchange = bestExchange() {
                change(close: exchange.slot, open: exchange.candidate)
            } else {
                return
            }
            // A gain that was rounding after all would go on for ever.
            if cost >= before { return }
        }
    }
}
