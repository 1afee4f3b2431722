import Coverage
import Territory

extension World {
    /// Squares of a kilometre, `columns` in a row, each with a village in its middle; streets of a minute between
    /// neighbours.
    static func land(columns: Int, rows: Int, inhabitants: (Int) -> Double) -> World {
        var world = World()
        for index in 0..<(columns * rows) {
            let (x, y) = (Double(index % columns) * 1000, Double(index / columns) * 1000)
            world.commune(index < 10 ? "0\(index)" : "\(index)", rectangle(x, y, x + 1000, y + 1000))
            world.place("\(index)", x + 500, y + 500)
        }
        for index in 0..<(columns * rows) {
            world.village("v\(index)", at: "\(index)", inhabitants: inhabitants(index))
            if index % columns > 0 { world.street("\(index - 1)", "\(index)", seconds: 60) }
            if index >= columns { world.street("\(index - columns)", "\(index)", seconds: 60) }
        }
        return world
    }

    /// What zones grow on here, along the ways to the sites.
    func growthGround(_ weights: GrowthWeights) throws -> GrowthGround {
        var territory = territory
        for site in territory.sites.indices {
            territory.sites[site].commune = territory.communes.firstIndex {
                $0.boundary.boundingBox.contains(territory.sites[site].location)
            }
        }
        return GrowthGround(
            geography: CommuneGeography(territory), flows: PeopleFlows([try coverage()], in: territory),
            communeOfSite: territory.sites.map(\.commune), weights: weights)
    }
}

/// A minute for each square of the way to a seed.
func minutes(to seed: Int, count: Int, columns: Int) -> [Double?] {
    (0..<count).map { Double(abs($0 % columns - seed % columns) + abs($0 / columns - seed / columns)) }
}
