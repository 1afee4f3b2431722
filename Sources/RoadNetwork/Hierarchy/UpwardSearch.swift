/// Finds the costs from (or to) a place to the higher nodes of a hierarchy: node by node upwards, without a heap
/// by cost, as no arc leads down.
struct UpwardSearch: ~Copyable {
    /// By position; unreachable but for what the last search has found.
    private let costs: UnsafeMutablePointer<TravelCost>
    /// Positions still to be looked at: the lowest first.
    private var queue: [UInt32] = []

    init(nodeCount: Int) {
        costs = .allocate(capacity: max(1, nodeCount))
        costs.initialize(repeating: .unreachable, count: nodeCount)
    }

    deinit {
        costs.deallocate()
    }

    /// Adds a start of the next search.
    mutating func start(at position: UInt32, _ cost: TravelCost) {
        guard cost.isReachable else { return }
        reach(position, cost)
    }

    private mutating func reach(_ position: UInt32, _ cost: TravelCost) {
        let known = costs[Int(position)]
        if cost >= known { return }
        costs[Int(position)] = cost
        if known == .unreachable { push(position) }
    }

    /// Calls `body` with every position found, each once, lower ones first.
    mutating func run(_ arcs: HierarchyArcs, _ body: (_ position: UInt32, _ cost: TravelCost) -> Void) {
        while let position = pop() {
            let cost = costs[Int(position)]
            costs[Int(position)] = .unreachable
            body(position, cost)
            for arc in Int(arcs.first[Int(position)])..<Int(arcs.first[Int(position) + 1]) {
                let time = TravelTime(milliseconds: arcs.milliseconds[arc])
                reach(arcs.higher[arc], cost + TravelCost(time: time, centimetres: arcs.centimetres[arc]))
            }
        }
    }

    private mutating func push(_ position: UInt32) {
        queue.append(position)
        queue.withUnsafeMutableBufferPointer { queue in
            var place = queue.count - 1
            while place > 0 {
                let parent = (place - 1) / 2
                if queue[parent] >= position { break }
                queue[place] = queue[parent]
                place = parent
            }
            queue[place] = position
        }
    }

    private mutating func pop() -> UInt32? {
        guard let last = queue.popLast() else { return nil }
        guard let top = queue.first else { return last }
        queue.withUnsafeMutableBufferPointer { queue in
            var place = 0
            while true {
                var child = 2 * place + 1
                if child >= queue.count { break }
                if child + 1 < queue.count, queue[child + 1] > queue[child] { child += 1 }
                if queue[child] <= last { break }
                queue[place] = queue[child]
                place = child
            }
            queue[place] = last
        }
        return top
    }
}
