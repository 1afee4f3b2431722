public import RoadNetwork
public import Territory

/// Travel times between the places where professionals known by commune only are taken to be, and the population
/// points, as far as they are within a limit.
public struct CommuneReach: Sendable {
    /// What lies beyond it is not there.
    public let limit: TravelTime
    /// Where the points of each commune begin, and after the last commune the number of all of them.
    let starts: [Int]
    let points: [Int32]
    let times: [TravelTime]
    /// The communes asked for, ascending; others have no points.
    public let communes: [Int]

    /// A population point and the time between it and the commune's place.
    public struct Entry: Hashable, Sendable {
        public var point: Int32
        public var time: TravelTime

        public init(point: Int, time: TravelTime) {
            self.point = Int32(point)
            self.time = time
        }
    }

    /// - Parameters:
    ///   - byCommune: by ascending commune, the entries of each by ascending point, within the limit.
    ///   - communeCount: of the territory.
    public init(limit: TravelTime, communeCount: Int, byCommune: [(commune: Int, entries: [Entry])]) {
        var starts = Array(repeating: 0, count: communeCount + 1)
        for (commune, entries) in byCommune { starts[commune + 1] = entries.count }
        for commune in 0..<communeCount { starts[commune + 1] += starts[commune] }
        let all = byCommune.flatMap(\.entries)
        self.limit = limit
        self.starts = starts
        points = all.map(\.point)
        times = all.map(\.time)
        communes = byCommune.map(\.commune)
    }

    func entries(of commune: Int) -> Range<Int> { starts[commune]..<starts[commune + 1] }
}

/// The communes where professionals are known by commune only, ascending.
public func communesWithSupply(_ territory: StudyTerritory) -> [Int] {
    territory.communes.indices.filter { !territory.supply.professionals[$0].isEmpty }
}

/// The population point that stands for a commune's centre: the one nearest to the mean place of its inhabitants
/// (ties: the first); nil where nobody lives there.
///
/// - Parameter points: those of the commune.
public func centralPoint(of points: [Int], in population: Population) -> Int? {
    var (x, y, people) = (0.0, 0.0, 0.0)
    for point in points {
        x += population.inhabitants[point] * population.locations[point].x
        y += population.inhabitants[point] * population.locations[point].y
        people += population.inhabitants[point]
    }
    guard people > 0 else { return nil }
    func squaredDistance(_ point: Int) -> Double {
        let place = population.locations[point]
        let (dx, dy) = (place.x - x / people, place.y - y / people)
        return dx * dx + dy * dy
    }
    return points.map { (distance: squaredDistance($0), point: $0) }.min { $0.distance < $1.distance }?.point
}
