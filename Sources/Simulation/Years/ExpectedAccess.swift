import Coverage
import Territory

/// The access to a service in one year: to the mean supply of the replicates. For methods that are linear in supply,
/// all but `raam`, that is the mean access.
public struct HorizonServiceResult: Sendable {
    public var service: Service
    /// In the unit of supply for one standardised inhabitant; nil where it is undefined.
    public var whole: AreaAdequacy
    /// By commune.
    public var communes: [AreaAdequacy]
}

/// - Parameters:
///   - presence: by cell of the plan, the mean over the replicates of whole people.
///   - evaluation: of the year's plan.
/// - Returns: one result a service, in their order.
/// - Throws: `GeometryError`.
func expectedAccess(
    _ presence: [Double], _ plan: ProfessionalPlan, year: Int, _ evaluation: Evaluation, for people: AttachedPeople,
    threads: Int
) throws -> [HorizonServiceResult] {
    let planned = plan.years[year]
    var reach = evaluation.reach
    func professionals(_ place: Int) -> Professionals {
        var professionals = Professionals.none
        for (number, profession) in plan.professions.enumerated() {
            let cell = plan.cell(place, number)
            let heads = presence[cell] + planned.remainders[cell]
            guard heads > 0 else { continue }
            professionals[profession] = ProfessionalCount(
                headcount: heads, fullTimeEquivalents: heads * planned.equivalentsPerHead[cell])
        }
        return professionals
    }
    for commune in reach.territory.communes.indices {
        reach.territory.supply.professionals[commune] = professionals(commune)
    }
    for (position, site) in plan.sites.enumerated() {
        guard let index = reach.territory.siteIndex(site) else { continue }
        reach.territory.sites[index].professionals = professionals(plan.communeCount + position)
    }
    let found = try evaluateAdequacy(
        reach, services: evaluation.settings.services,
        zonal: zonalCovers(of: reach.territory, settings: evaluation.settings), people: people, threads: threads)
    return (found?.services ?? []).map {
        HorizonServiceResult(service: $0.service, whole: $0.whole, communes: $0.communes)
    }
}
