/// Who may use a road, by the `access` tags and their hierarchy: the tag for the very mode counts before
/// the one for its kind, and that before `access`
/// (https://wiki.openstreetmap.org/wiki/Key:access).
///
/// Kept: everything that the public may drive to the end of, `destination` and `customers` included, for
/// patients have a destination there; that such roads are not for through traffic is not modelled.
/// Left out: `no`, `private`, `permit`, `agricultural`, `forestry`, `delivery`, `emergency` and the like.
/// So no route runs over a private drive or estate, not even to its end: who lives there walks to the
/// public road (OSRM and Valhalla allow such roads at the ends of a route only).
extension TravelMode {
    /// The keys that may admit or shut out the mode, the most specific first.
    var accessKeys: [TagKey] {
        switch self {
        case .car: [.motorcar, .motorVehicle, .vehicle, .access]
        case .bicycle: [.bicycle, .vehicle, .access]
        case .foot: [.foot, .access]
        }
    }

    private static let closedValues: Set<Substring> = [
        "no", "private", "permit", "agricultural", "forestry", "delivery", "emergency", "military",
        "psv", "bus", "taxi", "use_sidepath", "dismount", "restricted", "residents",
    ]

    private static let admittingValues: Set<Substring> = ["yes", "designated", "permissive", "official"]

    /// Whether a value of an access tag shuts the mode out. Of several values, one that admits suffices.
    static func isClosed(_ value: String) -> Bool {
        let values = listedValues(value)
        return !values.isEmpty && values.allSatisfy(closedValues.contains)
    }

    /// Whether the tags admit this mode by name, `access=yes` not being enough.
    func isAdmittedByName(_ tags: Tags) -> Bool {
        guard let value = tags.first(of: accessKeys.dropLast()) else { return false }
        return listedValues(value).contains(where: Self.admittingValues.contains)
    }

    /// Whether the access tags of a way let the mode use it.
    func mayUse(_ tags: Tags) -> Bool {
        if let value = tags.first(of: accessKeys), Self.isClosed(value) { return false }
        switch self {
        case .car: return tags[.service] != "emergency_access"
        // A motorroad is for motor vehicles unless another mode is admitted by name.
        case .bicycle, .foot: return !tags.isYes(.motorroad) || isAdmittedByName(tags)
        }
    }
}

extension TravelMode {
    /// Barriers that stop the mode where no access tag says otherwise. A `gate` does not stop anyone by
    /// itself, as in OSRM; a walker gets past whatever stands on a path.
    private var stoppingBarriers: Set<String> {
        switch self {
        case .car: Self.barriersStoppingCars
        case .bicycle: Self.barriersStoppingBicycles
        case .foot: []
        }
    }

    private static let barriersStoppingCars: Set<String> = [
        "bollard", "block", "cycle_barrier", "motorcycle_barrier", "stile", "horse_stile", "turnstile",
        "full-height_turnstile", "kissing_gate", "wicket_gate", "log", "jersey_barrier", "debris",
        "planter", "chain", "rope", "bar", "bus_trap", "sump_buster", "guard_rail", "wall", "fence",
        "hedge", "ditch", "yes",
    ]

    private static let barriersStoppingBicycles: Set<String> = [
        "turnstile", "full-height_turnstile", "wall", "fence", "yes",
    ]

    /// Whether a node with these tags cuts the roads that meet there. Only barriers do; their access
    /// tags count before their type, and a bicycle may be pushed past (`dismount`).
    func isStopped(byNode tags: Tags) -> Bool {
        guard let barrier = tags[.barrier], !isNoValue(barrier) else { return false }
        if let value = tags.first(of: accessKeys) {
            return value != "dismount" && Self.isClosed(value)
        }
        return stoppingBarriers.contains(barrier)
    }
}
