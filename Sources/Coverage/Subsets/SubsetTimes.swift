import RoadNetwork
import Territory

/// The times between the sites of one kind and all population points, row by row in one piece of memory.
struct SubsetTimes: Sendable {
    let kind: String
    /// Of the kind, in milliseconds, and whether a scenario names it: then it has figures without any site too.
    let limit: TravelTime
    let isNamed: Bool
    /// Positions in the territory, ascending.
    let sites: [Int]
    /// In milliseconds, one a site; below the value of unreachable.
    let limits: [UInt32]
    /// In milliseconds; a row a site.
    let times: [UInt32]
    let pointCount: Int

    init(_ reach: Reach, kind: String, limit: TravelTime, isNamed: Bool) {
        self.init(reach, kind: kind, ofSites: reach.sites(ofKind: kind), limit: limit, isNamed: isNamed)
    }

    /// Of the sites of poles, whatever their kinds.
    init(_ reach: Reach, ofSites sites: [Int], limit: TravelTime) {
        self.init(reach, kind: "", ofSites: sites, limit: limit, isNamed: true)
    }

    private init(_ reach: Reach, kind: String, ofSites sites: [Int], limit: TravelTime, isNamed: Bool) {
        self.kind = kind
        self.limit = limit
        self.isNamed = isNamed
        self.sites = sites
        pointCount = reach.territory.population.count
        limits = sites.map { site in
            let own = reach.territory.sites[site].minutes.map(TravelTime.init(minutes:)) ?? limit
            return min(own.milliseconds, TravelTime.unreachable.milliseconds - 1)
        }
        var times: [UInt32] = []
        times.reserveCapacity(sites.count * pointCount)
        for site in sites {
            for point in 0..<pointCount { times.append(reach.times.time(site: site, place: point).milliseconds) }
        }
        self.times = times
    }
}

/// For each point the least time to the sites that there are, and how many of them are within their minutes.
struct SubsetNearest {
    /// In milliseconds; the greatest number is unreachable.
    var times: [UInt32]
    var choices: [UInt16]
    /// How many sites there are.
    var siteCount = 0

    init(pointCount: Int) {
        times = [UInt32](repeating: .max, count: pointCount)
        choices = [UInt16](repeating: 0, count: pointCount)
    }

    mutating func find(_ matrix: SubsetTimes, present: [Bool]) {
        let count = matrix.pointCount
        siteCount = 0
        times.withUnsafeMutableBufferPointer { nearest in
            choices.withUnsafeMutableBufferPointer { choices in
                matrix.times.withUnsafeBufferPointer { all in
                    nearest.update(repeating: .max)
                    choices.update(repeating: 0)
                    for (row, site) in matrix.sites.enumerated() where present[site] {
                        siteCount += 1
                        let limit = matrix.limits[row]
                        let start = row * count
                        for point in 0..<count {
                            let time = all[start + point]
                            nearest[point] = min(nearest[point], time)
                            choices[point] &+= time <= limit ? 1 : 0
                        }
                    }
                }
            }
        }
    }
}

/// Sorts points by their times, those of one time by their people: the order of a `WeightedDistribution`.
struct SubsetOrder {
    /// Points with people, by how many.
    private let byPeople: [UInt32]
    private var points: [UInt32]
    private var spare: [UInt32]
    private var counts = [Int](repeating: 0, count: 1 << 11)

    init(_ people: [Double]) {
        byPeople = people.indices.filter { people[$0] > 0 }.sorted { (people[$0], $0) < (people[$1], $1) }
            .map(UInt32.init)
        points = byPeople
        spare = byPeople
    }

    /// Those that can be reached, in order: least significant digits first, eleven bits at a time, so that points of
    /// one time stay in the order of their people.
    mutating func sorted(by times: [UInt32]) -> ArraySlice<UInt32> {
        var reached = 0
        var greatest: UInt32 = 0
        for point in byPeople {
            let time = times[Int(point)]
            guard time != .max else { continue }
            points[reached] = point
            reached += 1
            greatest = max(greatest, time)
        }
        var shift: UInt32 = 0
        while greatest >> shift > 0 {
            pass(times, shift, reached)
            swap(&points, &spare)
            shift += 11
            if shift >= 32 { break }
        }
        return points[..<reached]
    }

    private mutating func pass(_ times: [UInt32], _ shift: UInt32, _ reached: Int) {
        let mask = UInt32(counts.count - 1)
        times.withUnsafeBufferPointer { times in
            counts.withUnsafeMutableBufferPointer { counts in
                counts.update(repeating: 0)
                points.withUnsafeBufferPointer { points in
                    for position in 0..<reached {
                        counts[Int(times[Int(points[position])] >> shift & mask)] += 1
                    }
                    var start = 0
                    for digit in counts.indices {
                        let count = counts[digit]
                        counts[digit] = start
                        start += count
                    }
                    spare.withUnsafeMutableBufferPointer { spare in
                        for position in 0..<reached {
                            let point = points[position]
                            let digit = Int(times[Int(point)] >> shift & mask)
                            spare[counts[digit]] = point
                            counts[digit] += 1
                        }
                    }
                }
            }
        }
    }
}
