/// Grows zones from seeds side by side until no commune is left that they can get to: every commune is in one of them, and
/// each zone is contiguous.
///
/// Step by step, of all zones and the free communes beside them, the pair with the greatest strength is joined, which is
/// that of `growZone`; equals by commune id, then by the order of the seeds.
///
/// - Parameters:
///   - seeds: positions of communes, no two the same.
///   - minutes: for each seed and each commune the time from its centre to the seed's.
///   - taken: whether each commune is another territory's, and no seed.
/// - Returns: the zones in the order of the seeds, and the free communes that none of them can get to, ascending.
public func partitionLand(
    from seeds: [Int], minutes: [[Double?]], taken: [Bool], on ground: GrowthGround
) -> (zones: [GrownZone], unreached: [Int]) {
    var zones = seeds.map { Growing(ground, seed: $0) }
    var isTaken = taken
    for seed in seeds { isTaken[seed] = true }
    var strongest = zones.indices.map { zones[$0].strongest(minutes: minutes[$0], taken: isTaken) }
    while true {
        var best: (zone: Int, commune: Int, strength: Double)?
        for (zone, candidate) in strongest.enumerated() {
            guard let candidate else { continue }
            if let known = best, (known.strength, candidate.commune) >= (candidate.strength, known.commune) { continue }
            best = (zone, candidate.commune, candidate.strength)
        }
        guard let best else { break }
        zones[best.zone].add(best.commune)
        isTaken[best.commune] = true
        // What a zone thinks of communes changes only when it grows, or loses the one that it would have taken.
        for zone in zones.indices where zone == best.zone || strongest[zone]?.commune == best.commune {
            strongest[zone] = zones[zone].strongest(minutes: minutes[zone], taken: isTaken)
        }
    }
    return (
        zones.map { $0.zone(hasNoNeighbourLeft: true) },
        isTaken.indices.filter { !isTaken[$0] }
    )
}

extension Growing {
    /// The free commune beside the zone that has the greatest strength, the first of equals; nil where none is left.
    fileprivate func strongest(minutes: [Double?], taken: [Bool]) -> (commune: Int, strength: Double)? {
        border.filter { !taken[$0] }.map { (commune: $0, strength: strength(of: $0, minutes: minutes[$0])) }
            .max { ($0.strength, $1.commune) < ($1.strength, $0.commune) }
    }
}
