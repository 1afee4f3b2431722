import Foundation
internal import Geometry

/// A junction where people may live: its town, and its weight among the junctions of that town.
struct Home {
    var junction: Int32
    var town: Int32
    var weight: Double
}

/// Spreads each town's inhabitants over its homes, in whole persons that add up to the town's figure.
///
/// - Parameter homes: sorted by town, at least one a town.
func populate(_ homes: [Home], towns: [Town]) -> [PopulationPoint] {
    var population: [PopulationPoint] = []
    population.reserveCapacity(homes.count)
    var start = 0
    while start < homes.count {
        let town = Int(homes[start].town)
        var end = start
        while end < homes.count, homes[end].town == homes[start].town { end += 1 }
        let inhabitants = apportion(towns[town].inhabitants, by: homes[start..<end].map(\.weight))
        let elderly = Int(
            (Double(towns[town].inhabitants) * shareOf75Plus(inhabitants: towns[town].inhabitants)).rounded())
        let age75Plus = apportion(elderly, by: inhabitants.map(Double.init))
        for (offset, count) in inhabitants.enumerated() where count > 0 {
            population.append(
                PopulationPoint(
                    junction: homes[start + offset].junction, town: Int32(town), inhabitants: Int32(count),
                    age75Plus: Int32(age75Plus[offset])))
        }
        start = end
    }
    return population
}

/// The share of people of 75 and more, by the size of the town (an assumption: about 10 % in France,
/// more in the country than in the cities).
func shareOf75Plus(inhabitants: Int) -> Double {
    switch inhabitants {
    case ..<2_000: 0.13
    case ..<20_000: 0.12
    default: 0.09
    }
}

/// How densely people live at a place in a town (an assumption): 1 in its centre, falling to e⁻² at its
/// edge.
func homeWeight(distance: Double, radius: Double) -> Double {
    exp(-2 * distance / radius)
}

/// At a junction of a lane, and at one of a country road.
let laneHomeWeight = 0.3
let countryRoadHomeWeight = 0.1
