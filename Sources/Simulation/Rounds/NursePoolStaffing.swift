import Geometry
import Layers
import Territory

extension OpenEntry {
    /// A site of the kind `nurse_pool`, from the change of that name.
    init(nursePool body: FileValue) throws(Problem) {
        let nurses = try body.required("nurses")
        self.init(
            kind: nursePoolKind, name: body["name"]?.text,
            coordinates: try longitudeAndLatitude(try body.required("at")), minutes: body["minutes"]?.number)
        if let headcount = nurses.number {
            professionals = [nurseProfession: StaffEntry.Count(headcount: headcount)]
        } else if let headcount = nurses["count"]?.number {
            professionals = [
                nurseProfession: StaffEntry.Count(
                    headcount: headcount, fullTimeEquivalents: try nurses.required("fte").requiredNumber())
            ]
        }
        nurseShare = nurses["per_general_practitioners"]?.number.map { practitioners in
            NurseShare(practitionersPerNurse: practitioners, sites: (nurses["of"]?.texts ?? []).map(SiteID.init))
        }
    }
}

/// Full-time equivalents of general practitioners who count for a nurse pool: those of the sites named, else of the
/// structures (sites of the kinds given) to which no other pool is nearer in a straight line (ties: smaller id).
func practitioners(
    forPool pool: Site, _ share: NurseShare, kinds: [String], in territory: StudyTerritory
) -> Double {
    let pools = territory.sites.filter { $0.kind == nursePoolKind }
    return territory.sites.reduce(0) { sum, site in
        let counts: Bool
        if share.sites.isEmpty {
            let nearest = pools.min {
                $0.location.distance(to: site.location) < $1.location.distance(to: site.location)
            }
            counts = kinds.contains(site.kind) && nearest?.id == pool.id
        } else {
            counts = share.sites.contains(site.id)
        }
        return counts ? sum + site.professionals["general_practitioner"].fullTimeEquivalents : sum
    }
}
