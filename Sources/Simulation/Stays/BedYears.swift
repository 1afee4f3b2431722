import Coverage
import Geometry
import RoadNetwork
import Territory

/// The sites with beds of years that follow each other, as one system: a site that moves is another one from then on,
/// and those who are in its beds stay where they are.
struct BedYears {
    /// Of each year, the sites of the kind, in the order of the territory's sites.
    struct Year {
        /// Position in the territory's sites.
        var site: [Int]
        /// Position in the system.
        var systemSite: [Int]
        var beds: [Int]
    }

    private struct Key: Hashable {
        var id: SiteID
        var location: Point
        var limit: TravelTime
    }

    let system: StaySystem
    let years: [Year]
    /// Of each site of the system, in each year.
    let beds: [[Int]]
    private(set) var findings: [Finding] = []

    /// - Parameter years: evaluations of the same people, the first first.
    init(_ years: [Evaluation]) {
        let coverages = years.map(\.temporaryStays)
        var positions: [Key: Int] = [:]
        /// Where each site of the system was seen first.
        var seen: [(year: Int, site: Int, limit: TravelTime)] = []
        var found: [Year] = []
        for (number, (evaluation, coverage)) in zip(years, coverages).enumerated() {
            var year = Year(site: coverage.sites, systemSite: [], beds: [])
            for (position, limit) in zip(coverage.sites, coverage.limits) {
                let site = evaluation.territory.sites[position]
                let key = Key(id: site.id, location: site.location, limit: limit)
                let systemSite = positions[key] ?? seen.count
                if systemSite == seen.count {
                    positions[key] = systemSite
                    seen.append((number, position, limit))
                }
                year.systemSite.append(systemSite)
                year.beds.append(Self.wholeBeds(of: site, findings: &findings))
            }
            found.append(year)
        }
        var beds = years.map { _ in [Int](repeating: 0, count: seen.count) }
        for (number, year) in found.enumerated() {
            for (site, count) in zip(year.systemSite, year.beds) { beds[number][site] = count }
        }
        let population = years[0].territory.population
        var reached = [[(time: TravelTime, site: Int)]](repeating: [], count: population.count)
        for (site, place) in seen.enumerated() where beds.contains(where: { $0[site] > 0 }) {
            let times = years[place.year].reach.times
            for point in reached.indices {
                let time = times.time(site: place.site, place: point)
                if time.isReachable, time <= place.limit { reached[point].append((time, site)) }
            }
        }
        // Equally near ones by their ids; of one id the earlier place.
        let order = seen.indices.sorted {
            let (one, other) = (
                years[seen[$0].year].territory.sites[seen[$0].site].id,
                years[seen[$1].year].territory.sites[seen[$1].site].id
            )
            return one == other ? $0 < $1 : one < other
        }
        var rank = [Int](repeating: 0, count: seen.count)
        for (position, site) in order.enumerated() { rank[site] = position }
        system = StaySystem(
            siteCount: seen.count,
            reached: reached.map { sites in
                sites.sorted { ($0.time, rank[$0.site]) < ($1.time, rank[$1.site]) }.map(\.site)
            }, communes: population.communes, beds: beds)
        self.years = found
        self.beds = beds
    }

    /// The beds of a site: whole ones.
    private static func wholeBeds(of site: Site, findings: inout [Finding]) -> Int {
        func tell(_ finding: Finding) { if !findings.contains(finding) { findings.append(finding) } }
        guard let beds = site.beds else {
            tell(
                Finding(
                    .warning, where: "site \(site.id)",
                    "takes temporary stays and its beds are not known: it has none"))
            return 0
        }
        let whole = Int(beds.rounded(.down))
        if Double(whole) != beds {
            tell(Finding(.information, where: "site \(site.id)", "\(plain(beds)) beds: \(whole) are whole and count"))
        }
        return whole
    }
}

extension Evaluation {
    /// How the sites with beds cover the people, where there are none too.
    fileprivate var temporaryStays: KindCoverage {
        kinds.first { $0.kind == temporaryStayKind }?.coverage
            ?? KindCoverage(
                reach, kind: temporaryStayKind, limit: TravelTime(minutes: settings.minutes(ofKind: temporaryStayKind)))
    }
}
