/// A set of open sites, and the allocation that repairs made for it.
struct PartitionPlan {
    var open: [Bool]
    var allocation: [Int32]
    var worth: PartitionProblem.Worth
}

/// Construct and improve: from all eligible sites the ones with too few inhabitants close one by one; then sites are
/// exchanged, opened and closed as long as that helps; then places change their sites.
func constructPartition(_ problem: PartitionProblem, deadline: Deadline) -> PartitionPlan? {
    let eligible = problem.eligible
    // An existing site that cannot have enough inhabitants: there is no plan.
    guard (0..<problem.siteCount).allSatisfy({ eligible[$0] || !problem.isExisting[$0] }) else { return nil }
    var best: PartitionPlan?
    func offer(_ open: [Bool]) -> Bool {
        guard let plan = allocated(problem, open: open), best.map({ plan.worth < $0.worth }) ?? true else {
            return false
        }
        best = plan
        return true
    }
    for start in starts(problem, eligible) {
        var open = start
        while true {
            if allocated(problem, open: open) != nil { break }
            // The open site with the fewest inhabitants, of those that may close.
            let loads = problem.loads(nearest(problem, open))
            let closing = (0..<problem.siteCount).filter { open[$0] && !problem.isExisting[$0] }
                .min { (loads[$0], $0) < (loads[$1], $1) }
            guard let closing else { break }
            open[closing] = false
            if deadline.isPast && best != nil { break }
        }
        _ = offer(open)
    }
    guard best != nil else { return nil }
    var isBetter = true
    while isBetter, !deadline.isPast {
        isBetter = false
        let open = best?.open ?? []
        let opened = (0..<problem.siteCount).filter { open[$0] }
        let count = opened.count
        for candidate in 0..<problem.siteCount where eligible[candidate] && !open[candidate] && !deadline.isPast {
            var more = open
            more[candidate] = true
            if count < problem.mostSites, offer(more) { isBetter = true }
            for site in opened where !problem.isExisting[site] {
                var other = more
                other[site] = false
                if offer(other) { isBetter = true }
            }
        }
        for site in opened where !problem.isExisting[site] {
            var fewer = open
            fewer[site] = false
            if offer(fewer) { isBetter = true }
        }
    }
    return best
}

/// All eligible sites, and as many as the people would fill, chosen by greedy covering.
private func starts(_ problem: PartitionProblem, _ eligible: [Bool]) -> [[Bool]] {
    let total = problem.inhabitants.reduce(0, +)
    let most = problem.least > 0 ? min(Int(total / problem.least), problem.mostSites) : problem.mostSites
    var open = problem.isExisting
    var covered = [Bool](repeating: false, count: problem.choices.count)
    func cover() {
        for (place, list) in problem.choices.enumerated() where list.contains(where: { open[Int($0.site)] }) {
            covered[place] = true
        }
    }
    cover()
    var greedy: [[Bool]] = []
    for _ in open.filter({ $0 }).count..<max(most, open.filter { $0 }.count) {
        var gains = [Double](repeating: 0, count: problem.siteCount)
        for (place, list) in problem.choices.enumerated() where !covered[place] {
            for choice in list where eligible[Int(choice.site)] {
                gains[Int(choice.site)] += problem.inhabitants[place]
            }
        }
        guard let best = gains.indices.max(by: { (gains[$0], -$0) < (gains[$1], -$1) }), gains[best] > 0 else { break }
        open[best] = true
        cover()
    }
    if open.contains(true) { greedy.append(open) }
    let all = zip(eligible, problem.isExisting).map { $0 || $1 }
    if all.filter({ $0 }).count <= problem.mostSites { greedy.append(all) }
    return greedy
}

/// Everybody to the nearest open site that contiguity admits.
private func nearest(_ problem: PartitionProblem, _ open: [Bool]) -> [Int32] {
    problem.choices.map { list in list.first { open[Int($0.site)] }?.site ?? -1 }
}

/// An allocation to the open sites that keeps the bounds; nil where repairs find none.
func allocated(_ problem: PartitionProblem, open: [Bool]) -> PartitionPlan? {
    var allocation = nearest(problem, open)
    var loads = problem.loads(allocation)
    func move(_ place: Int, to site: Int32) {
        if allocation[place] >= 0 { loads[Int(allocation[place])] -= problem.inhabitants[place] }
        allocation[place] = site
        if site >= 0 { loads[Int(site)] += problem.inhabitants[place] }
    }
    // Too many: the places for which the next site is not much farther go there, or are left out.
    if problem.most < .infinity {
        for site in 0..<problem.siteCount where open[site] && loads[site] > problem.most {
            let places = allocation.indices.filter { allocation[$0] == Int32(site) && problem.inhabitants[$0] > 0 }
                .map { place -> (extra: Double, place: Int, other: Int32) in
                    let own = problem.choices[place].first { $0.site == site }?.time ?? 0
                    let other = problem.choices[place].first {
                        open[Int($0.site)] && $0.site != site
                            && loads[Int($0.site)] + problem.inhabitants[place] <= problem.most
                    }
                    return (other.map { Double($0.time) - Double(own) } ?? .infinity, place, other?.site ?? -1)
                }.sorted { ($0.extra, $0.place) < ($1.extra, $1.place) }
            for (_, place, other) in places where loads[site] > problem.most {
                let fits = other >= 0 && loads[Int(other)] + problem.inhabitants[place] <= problem.most
                move(place, to: fits ? other : -1)
            }
        }
    }
    // Too few: the nearest places of sites that can spare them.
    for site in 0..<problem.siteCount where open[site] && loads[site] < problem.least {
        let places = problem.choices.indices.compactMap { place -> (extra: Double, place: Int)? in
            guard allocation[place] != Int32(site), problem.inhabitants[place] > 0,
                let time = problem.choices[place].first(where: { $0.site == site })?.time
            else { return nil }
            let own = problem.choices[place].first { $0.site == allocation[place] }?.time
            return (
                own.map { (Double(time) - Double($0)) * problem.weights[place] / problem.inhabitants[place] }
                    ?? -.infinity, place
            )
        }.sorted { ($0.extra, $0.place) < ($1.extra, $1.place) }
        for (_, place) in places where loads[site] < problem.least {
            let from = allocation[place]
            let spares = from < 0 || loads[Int(from)] - problem.inhabitants[place] >= problem.least
            if spares, loads[site] + problem.inhabitants[place] <= problem.most { move(place, to: Int32(site)) }
        }
        if loads[site] < problem.least { return nil }
    }
    improve(problem, open, &allocation, &loads)
    if problem.nearerNeighbours != nil { dropDetached(problem, &allocation) }
    guard problem.holds(allocation, open: open) else { return nil }
    return PartitionPlan(open: open, allocation: allocation, worth: problem.worth(allocation))
}

/// Places change to nearer sites, and those left out come in, as the bounds allow; some rounds.
private func improve(
    _ problem: PartitionProblem, _ open: [Bool], _ allocation: inout [Int32], _ loads: inout [Double]
) {
    for _ in 0..<4 {
        var isChanged = false
        for place in problem.choices.indices {
            let from = allocation[place]
            for choice in problem.choices[place] where open[Int(choice.site)] {
                if choice.site == from { break }
                guard loads[Int(choice.site)] + problem.inhabitants[place] <= problem.most,
                    from < 0 || loads[Int(from)] - problem.inhabitants[place] >= problem.least
                else { continue }
                if from >= 0 { loads[Int(from)] -= problem.inhabitants[place] }
                loads[Int(choice.site)] += problem.inhabitants[place]
                allocation[place] = choice.site
                isChanged = true
                break
            }
        }
        if !isChanged { return }
    }
}

/// Leaves places out that do not hang together with their site, until all others do.
private func dropDetached(_ problem: PartitionProblem, _ allocation: inout [Int32]) {
    var isChanged = true
    while isChanged {
        isChanged = false
        for place in allocation.indices where allocation[place] >= 0 {
            let site = allocation[place]
            guard let choice = problem.choices[place].firstIndex(where: { $0.site == site }),
                let nearer = problem.nearerNeighbours?[place][choice]
            else { continue }
            if !nearer.contains(where: { allocation[Int($0)] == site }) {
                allocation[place] = -1
                isChanged = true
            }
        }
    }
}
