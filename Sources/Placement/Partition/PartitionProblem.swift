/// The maillage as a problem of location and single-source allocation with bounds on both sides: every place of demand
/// goes to one open site within the limit, every site gets at least and at most so many inhabitants, weighted travel is
/// least. Places that cannot be served under the bounds are left out, as few inhabitants as possible.
struct PartitionProblem: Sendable {
    /// Sites within the limit of each place, nearest first.
    var choices: [[(site: Int32, time: UInt32)]]
    var inhabitants: [Double]
    var weights: [Double]
    var siteCount: Int
    var least: Double
    var most: Double
    var isExisting: [Bool]
    var mostSites: Int
    /// For each place and each of its choices the places that touch it and are nearer to that site, so that an area in
    /// which every place has one of them hangs together [zoltners1983]; nil where areas may be in pieces. The place that
    /// is nearest to a site needs none.
    var nearerNeighbours: [[[Int32]?]]?

    /// What an allocation leaves out and what it costs; the first counts first.
    struct Worth: Comparable {
        var leftOut: Double
        var travel: Double

        static func < (left: Worth, right: Worth) -> Bool {
            (left.leftOut, left.travel) < (right.leftOut, right.travel)
        }
    }

    /// −1: left out.
    func worth(_ allocation: [Int32]) -> Worth {
        var worth = Worth(leftOut: 0, travel: 0)
        for (place, site) in allocation.enumerated() {
            if let time = choices[place].first(where: { $0.site == site })?.time {
                worth.travel += weights[place] * Double(time)
            } else {
                worth.leftOut += inhabitants[place]
            }
        }
        return worth
    }

    func loads(_ allocation: [Int32]) -> [Double] {
        var loads = [Double](repeating: 0, count: siteCount)
        for (place, site) in allocation.enumerated() where site >= 0 { loads[Int(site)] += inhabitants[place] }
        return loads
    }

    /// Whether an allocation keeps all the bounds: the certificate that every plan is checked with.
    func holds(_ allocation: [Int32], open: [Bool]) -> Bool {
        for (place, site) in allocation.enumerated() where site >= 0 {
            guard open[Int(site)], let choice = choices[place].firstIndex(where: { $0.site == site }) else {
                return false
            }
            if let nearer = nearerNeighbours?[place][choice] {
                guard nearer.contains(where: { allocation[Int($0)] == site }) else { return false }
            }
        }
        let loads = loads(allocation)
        let tolerance = 1e-9 * max(least, 1)
        return open.filter { $0 }.count <= max(mostSites, isExisting.filter { $0 }.count)
            && (0..<siteCount).allSatisfy {
                open[$0]
                    ? loads[$0] >= least - tolerance && loads[$0] <= most + tolerance
                    : loads[$0] == 0 && !isExisting[$0]
            }
    }

    var hasWholeInhabitants: Bool { inhabitants.allSatisfy { $0 == $0.rounded() } }

    /// Sites whose surroundings hold the least number of inhabitants.
    var eligible: [Bool] {
        var within = [Double](repeating: 0, count: siteCount)
        for (place, list) in choices.enumerated() {
            for choice in list { within[Int(choice.site)] += inhabitants[place] }
        }
        return within.map { $0 >= least - 1e-9 }
    }
}
