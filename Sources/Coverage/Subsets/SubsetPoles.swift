import Equity
import RoadNetwork
import Territory

/// The poles among the sites that there are, judged by the rule as `judgePoles` does.
struct SubsetPoles {
    var isFound = false
    private let whole: SubsetTerritory
    private let people: [Double]
    private let limit: UInt32
    /// Of poles without satellites, which never change: by position in the mains.
    private let staffAlone: [PoleStaff]
    private var nearestTime: [UInt32]
    private var nearestPole: [Int32]
    private var verdicts: [PoleVerdict?]

    init(_ whole: SubsetTerritory) {
        self.whole = whole
        people = whole.territory.population.inhabitants
        limit = min(
            TravelTime(minutes: whole.rule.minutes).milliseconds, TravelTime.unreachable.milliseconds - 1)
        let count = whole.poleTimes == nil ? 0 : people.count
        nearestTime = Array(repeating: .max, count: count)
        nearestPole = Array(repeating: -1, count: count)
        verdicts = whole.mains.map { _ in nil }
        staffAlone =
            whole.poleTimes == nil
            ? []
            : whole.mains.map {
                PoleStaff([$0], of: whole.territory.sites, rule: whole.rule, minimumTeam: whole.minimumTeam)
            }
    }

    mutating func find(present: [Bool], order: inout SubsetOrder) {
        guard !isFound, let matrix = whole.poleTimes else { return }
        isFound = true
        let count = people.count
        var reachable = [Double](repeating: 0, count: whole.mains.count)
        let satellites = whole.satellites.map { $0.filter { present[$0] } }
        for point in 0..<count {
            nearestTime[point] = .max
            nearestPole[point] = -1
        }
        for pole in whole.mains.indices where present[whole.mains[pole]] {
            let rows = ([whole.mains[pole]] + satellites[pole]).compactMap { whole.rowOfSite[$0] }
            reachable[pole] = add(pole, rows.map { $0 * count }, matrix)
        }
        judge(present: present, satellites: satellites, reachable: reachable, order: &order)
    }

    /// Makes a pole the nearest where it is nearer than those before it.
    ///
    /// - Returns: the people within the minutes of it.
    private mutating func add(_ pole: Int, _ starts: [Int], _ matrix: SubsetTimes) -> Double {
        guard let first = starts.first else { return 0 }
        let count = people.count
        return matrix.times.withUnsafeBufferPointer { all in
            if starts.count == 1 { return take(pole, UnsafeBufferPointer(rebasing: all[first..<(first + count)])) }
            var times = Array(all[first..<(first + count)])
            for start in starts.dropFirst() {
                for point in 0..<count { times[point] = min(times[point], all[start + point]) }
            }
            return times.withUnsafeBufferPointer { take(pole, $0) }
        }
    }

    private mutating func take(_ pole: Int, _ times: UnsafeBufferPointer<UInt32>) -> Double {
        var reachable = 0.0
        people.withUnsafeBufferPointer { people in
            nearestTime.withUnsafeMutableBufferPointer { nearestTime in
                nearestPole.withUnsafeMutableBufferPointer { nearestPole in
                    for point in times.indices {
                        let time = times[point]
                        if time <= limit { reachable += people[point] }
                        if time < nearestTime[point] {
                            nearestTime[point] = time
                            nearestPole[point] = Int32(pole)
                        }
                    }
                }
            }
        }
        return reachable
    }

    private mutating func judge(
        present: [Bool], satellites: [[Int]], reachable: [Double], order: inout SubsetOrder
    ) {
        var area = [Double](repeating: 0, count: whole.mains.count)
        var allocated = area
        for point in people.indices where people[point] > 0 && nearestPole[point] >= 0 {
            let pole = Int(nearestPole[point])
            area[pole] += people[point]
            if nearestTime[point] <= limit { allocated[pole] += people[point] }
        }
        var values = [[Double]](repeating: [], count: whole.mains.count)
        var weights = values
        for point in order.sorted(by: nearestTime) {
            let pole = Int(nearestPole[Int(point)])
            values[pole].append(minutes(nearestTime[Int(point)]))
            weights[pole].append(people[Int(point)])
        }
        for pole in whole.mains.indices {
            guard present[whole.mains[pole]] else {
                verdicts[pole] = nil
                continue
            }
            let distribution = values[pole].withUnsafeBufferPointer { values in
                weights[pole].withUnsafeBufferPointer { WeightedDistribution(ascending: values, weights: $0) }
            }
            let sites = [whole.mains[pole]] + satellites[pole]
            let staff =
                satellites[pole].isEmpty
                ? staffAlone[pole]
                : PoleStaff(sites, of: whole.territory.sites, rule: whole.rule, minimumTeam: whole.minimumTeam)
            verdicts[pole] = PoleVerdict(
                site: whole.mains[pole], satellites: satellites[pole], staff: staff,
                people: PolePeople(
                    reachable: reachable[pole], allocated: allocated[pole], area: area[pole], minutes: distribution),
                rule: whole.rule)
        }
    }

    /// Nil where the pole is not there, or the figure has no value.
    func value(_ figure: SubsetFigure) -> Double? {
        switch figure {
        case .inhabitantsWithPole: return sum { nearestTime[$0] <= limit }
        case .inhabitantsServedByTheRule:
            return sum { point in
                nearestTime[point] <= limit && verdicts[Int(nearestPole[point])]?.passes ?? false
            }
        case .pole(let id, let member):
            guard
                let pole = whole.mains.firstIndex(where: { whole.territory.sites[$0].id.text == id }),
                let verdict = verdicts[pole]
            else { return nil }
            return value(member, verdict)
        default: return nil
        }
    }

    private func sum(_ isCounted: (Int) -> Bool) -> Double {
        people.indices.reduce(0) { isCounted($1) ? $0 + people[$1] : $0 }
    }

    private func value(_ member: SubsetFigure.OfPole, _ verdict: PoleVerdict) -> Double? {
        func criterion(_ criterion: Criterion, _ member: SubsetFigure.OfCriterion) -> Double? {
            switch member {
            case .value: criterion.value
            case .threshold: criterion.threshold
            case .gap: criterion.gap
            case .passes: criterion.passes ? 1 : 0
            }
        }
        switch member {
        case .passes: return verdict.passes ? 1 : 0
        case .reachable: return verdict.reachable
        case .allocated: return verdict.allocated
        case .shareWithin: return verdict.shareWithin
        case .farthest: return verdict.farthestMinutes
        case .inhabitants(let member): return criterion(verdict.inhabitants, member)
        case .professionals(let member): return criterion(verdict.professionals, member)
        case .minutes(let member): return criterion(verdict.minutes, member)
        }
    }
}
