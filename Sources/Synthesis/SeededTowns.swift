import Foundation
internal import Geometry
import Statistics

/// Towns invented from a seed, and the land they stand on.
struct SeededTowns {
    var towns: [Town]
    var outline: MultiPolygon
}

/// Twelve inhabitants a junction, as on Corsica, shared out by the rank-size rule: the town of rank r has
/// 1/r of the inhabitants of the largest one (G. K. Zipf, Human Behavior and the Principle of Least
/// Effort, 1949). The largest fortieth keep apart from each other; most of the others gather round larger
/// ones. One town has 16 km² of land on average, as French communes have.
func seededTowns(count: Int, junctions: Int, seed: UInt64) -> SeededTowns {
    var generator = SplitMix64(seed: seed, stream: 1)
    let region = Region(area: 16e6 * Double(count), &generator)
    let inhabitants = apportion(12 * junctions, by: (1...count).map { 1 / Double($0) })
    let cities = max(1, count / 40)
    let cityDistance = 0.7 * (region.area / Double(cities)).squareRoot()
    var settled = Settled(cell: 3000, region: region)
    for rank in 0..<count {
        let ownReach = builtUpRadius(inhabitants: inhabitants[rank]) / 0.4
        var relax = 1.0
        var tries = 0
        while true {
            tries += 1
            if tries % 25 == 0 { relax *= 0.8 }
            let place: Point
            if rank >= cities, tries <= 50, generator.chance(0.6) {
                // Near a larger town: the nearer the likelier.
                let centre = generator.integer(below: max(1, rank / 6))
                let reach = max(settled.reaches[centre], ownReach)
                place = settled.places[centre].moved(
                    reach - 6000 * log(1 - generator.unit()), towards: generator.uniform(-.pi, .pi))
            } else {
                place = region.anyPlace(&generator)
            }
            guard region.contains(place) else { continue }
            let least = rank < cities ? max(ownReach, cityDistance) : ownReach
            if settled.isFree(place, reach: max(leastTownDistance * 1.5, relax * least), relax: relax) {
                settled.add(place.inCentimetres, reach: ownReach)
                break
            }
        }
    }
    // Ids in the order of places, so that neighbours have neighbouring codes.
    let order = settled.places.indices.sorted { settled.places[$0] < settled.places[$1] }
    let digits = String(count).count
    let towns = order.enumerated().map { number, rank in
        let code = String(number + 1)
        return Town(
            id: "S" + String(repeating: "0", count: digits - code.count) + code,
            name: townName(seed: seed, rank: rank), location: settled.places[rank], inhabitants: inhabitants[rank])
    }
    return SeededTowns(towns: towns, outline: region.outline)
}

/// A land of irregular round shape about the middle of the projection's France.
private struct Region {
    let centre = Point(x: 700_000, y: 6_600_000)
    let area: Double
    private let meanRadius: Double
    private let phases: [Double]

    init(area: Double, _ generator: inout SplitMix64) {
        self.area = area
        meanRadius = (area / .pi).squareRoot()
        phases = (0..<3).map { _ in generator.uniform(-.pi, .pi) }
    }

    private func radius(towards angle: Double) -> Double {
        meanRadius
            * (1 + 0.10 * cos(2 * angle + phases[0]) + 0.07 * cos(3 * angle + phases[1])
                + 0.04 * cos(5 * angle + phases[2]))
    }

    func contains(_ place: Point) -> Bool {
        centre.distance(to: place) <= radius(towards: centre.angle(to: place))
    }

    func anyPlace(_ generator: inout SplitMix64) -> Point {
        let angle = generator.uniform(-.pi, .pi)
        return centre.moved(radius(towards: angle) * generator.unit().squareRoot(), towards: angle)
    }

    /// Two kilometres beyond the places of towns.
    var outline: MultiPolygon {
        var ring = (0..<180).map { step -> Point in
            let angle = 2 * Double.pi * Double(step) / 180
            return centre.moved(radius(towards: angle) + 2000, towards: angle).inCentimetres
        }
        ring.append(ring[0])
        return MultiPolygon([Polygon(exterior: ring)])
    }
}

/// Towns that stand already, in a grid; those of long reach in a list of their own.
private struct Settled {
    private(set) var places: [Point] = []
    /// No other town within so many metres.
    private(set) var reaches: [Double] = []
    private let cell: Double
    private var byCell: [Int64: [Int]] = [:]
    private var far: [Int] = []

    init(cell: Double, region: Region) {
        self.cell = cell
    }

    private func column(_ value: Double) -> Int64 { Int64((value / cell).rounded(.down)) }

    private func key(_ x: Int64, _ y: Int64) -> Int64 { x << 32 ^ (y & 0xFFFF_FFFF) }

    mutating func add(_ place: Point, reach: Double) {
        places.append(place)
        reaches.append(reach)
        byCell[key(column(place.x), column(place.y)), default: []].append(places.count - 1)
        if reach > cell { far.append(places.count - 1) }
    }

    func isFree(_ place: Point, reach: Double, relax: Double) -> Bool {
        func isApart(_ town: Int) -> Bool {
            places[town].distance(to: place) >= max(reach, reaches[town] * relax)
        }
        guard far.allSatisfy(isApart) else { return false }
        let around = Int64((reach / cell).rounded(.up))
        for x in (column(place.x) - around)...(column(place.x) + around) {
            for y in (column(place.y) - around)...(column(place.y) + around) {
                if let towns = byCell[key(x, y)], !towns.allSatisfy(isApart) { return false }
            }
        }
        return true
    }
}

/// A name that sounds like one; several towns may share it, as in France.
private func townName(seed: UInt64, rank: Int) -> String {
    let stems = [
        "Amb", "Ard", "Baud", "Bell", "Bréc", "Cham", "Clair", "Cour", "Dam", "Esp", "Flor", "Gerb", "Haut", "Isl",
        "Jum", "Lor", "Mais", "Mont", "Noir", "Orm", "Pier", "Quen", "Roch", "Sauv", "Tour", "Urv", "Vauc", "Yv",
    ]
    let endings = [
        "ainville", "ay", "beuf", "bourg", "court", "elles", "emont", "erolles", "eval", "igny", "ières", "ogne",
        "ois", "onne", "oux", "ures",
    ]
    let saints = ["Aubin", "Denis", "Georges", "Hilaire", "Laurent", "Martin", "Pierre", "Rémy", "Sulpice"]
    var generator = SplitMix64(seed: seed, stream: 1_000_000 + rank)
    let word = stems[generator.integer(below: stems.count)] + endings[generator.integer(below: endings.count)]
    guard generator.chance(0.25) else { return word }
    return "Saint-\(saints[generator.integer(below: saints.count)])-de-\(word)"
}
