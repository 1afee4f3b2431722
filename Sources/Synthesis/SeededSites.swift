import Statistics

/// Sites invented from a seed (assumptions all): a *maison de santé* with 8 to 24 professionals in every
/// other town among the largest tenth, and GP practices of up to four, one GP for 1 500 inhabitants, in
/// the towns of more than 2 000.
func seededSites(towns: [Town], seed: UInt64) -> [SyntheticSite] {
    var generator = SplitMix64(seed: seed, stream: 2)
    let source = "synthetic: approximate, not surveyed"
    let bySize = towns.indices.sorted { (-towns[$0].inhabitants, $0) < (-towns[$1].inhabitants, $1) }
    var sites: [SyntheticSite] = []
    for town in bySize.prefix(max(2, towns.count / 10)).enumerated().filter({ $0.offset % 2 == 0 }).map(\.element) {
        sites.append(
            SyntheticSite(
                id: "msp-\(towns[town].id)", kind: "msp", name: "MSP de \(towns[town].name)",
                location: towns[town].location, professionals: 8 + generator.integer(below: 17), source: source))
    }
    for town in towns where town.inhabitants > 2000 {
        let practitioners = town.inhabitants / 1500
        for number in 0..<((practitioners + 3) / 4) {
            // Up to 300 m from the centre, where streets are.
            let place = town.location.moved(generator.uniform(0, 300), towards: generator.uniform(-.pi, .pi))
            sites.append(
                SyntheticSite(
                    id: "gp-\(town.id)-\(number + 1)", kind: "gp_practice",
                    name: "Cabinet médical \(number + 1) de \(town.name)", location: place.inCentimetres,
                    professionals: min(4, practitioners - 4 * number), source: source))
        }
    }
    return sites.sorted { $0.id < $1.id }
}
