import Coverage
import Geometry
import RoadNetwork
import Territory

/// How many places are searched from at once: their times need 8 bytes a place and a point.
private let placesAtOnce = 256

/// Travel times of all population points to the places where the professionals known by commune only are taken to be:
/// the commune's central population point, else a place inside it where nobody lives. No change of a scenario moves
/// them, so that they are computed once.
///
/// - Parameters:
///   - limit: times beyond it are not kept.
///   - threads: how many may work at once; the result does not depend on it.
/// - Throws: `GeometryError`.
func communeReach(
    _ territory: StudyTerritory, people: AttachedPeople, limit: TravelTime, threads: Int
) throws -> CommuneReach {
    let communes = communesWithSupply(territory)
    let pointsByCommune = territory.pointsByCommune
    let inward = try CoordinateTransformation(from: territory.crs, to: people.network.crs)
    let attachments = try communes.map { commune -> Attachment? in
        if let point = centralPoint(of: pointsByCommune[commune], in: territory.population) {
            return people.attachments[point]
        }
        guard let place = try territory.communes[commune].boundary.interiorPoint() else { return nil }
        return people.network.attach(try inward.transform(place), people.access)
    }
    let pointCount = territory.population.count
    var byCommune: [(commune: Int, entries: [CommuneReach.Entry])] = []
    for start in stride(from: 0, to: communes.count, by: placesAtOnce) {
        let part = start..<min(start + placesAtOnce, communes.count)
        let times = TravelTimeMatrix(
            network: people.network, sites: Array(attachments[part]), places: people.attachments, direction: .toSite,
            limit: limit, threads: threads)
        for (row, position) in part.enumerated() {
            var entries: [CommuneReach.Entry] = []
            for point in 0..<pointCount {
                let time = times.time(site: row, place: point)
                if time.isReachable, time <= limit { entries.append(CommuneReach.Entry(point: point, time: time)) }
            }
            byCommune.append((communes[position], entries))
        }
    }
    return CommuneReach(limit: limit, communeCount: territory.communes.count, byCommune: byCommune)
}

extension CommuneReach {
    /// Whether the times that an evaluation asks for are all there.
    func holds(_ territory: StudyTerritory, limit: TravelTime) -> Bool {
        limit <= self.limit && Set(communesWithSupply(territory)).isSubset(of: communes)
    }
}

extension StudyTerritory {
    /// The positions of the population points of each commune, ascending.
    var pointsByCommune: [[Int]] {
        var points = [[Int]](repeating: [], count: communes.count)
        for (point, commune) in population.communes.enumerated() {
            if let commune { points[commune].append(point) }
        }
        return points
    }
}
