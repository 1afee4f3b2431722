/// What a mode makes of a way's tags.
enum WayReading {
    case used(WayUse)
    case leftOut(OpenStreetMapReport.WayReason)
}

/// How a mode uses a way: where it may go, and how fast.
struct WayUse: Hashable {
    var roadClass: RoadClass
    var directions: Directions
    var forwardSpeed: Speed
    var backwardSpeed: Speed
    /// Of a ferry: the seconds from end to end, where they are known.
    var crossingSeconds: Double?
    /// `key=value` of speed limits and durations that were not understood.
    var unparsed: [String] = []
}

/// Reads the tags of a way for a profile.
func readWay(_ tags: Tags, profile: SpeedProfile) -> WayReading {
    guard let roadClass = roadClass(tags) else { return .leftOut(.notARoad) }
    if tags.isYes(.area) { return .leftOut(.area) }
    guard profile.classSpeeds[roadClass] != nil else { return .leftOut(.classNotUsed) }
    if profile.onlyWherePermitted.contains(roadClass) && !profile.mode.isAdmittedByName(tags) {
        return .leftOut(.classNotUsed)
    }
    guard profile.mode.mayUse(tags) else { return .leftOut(.noAccess) }
    let directions = profile.mode.openDirections(tags, roadClass: roadClass)
    if directions.isEmpty { return .leftOut(.reversible) }

    var limits = SpeedLimits()
    if profile.limitFactor != nil && roadClass != .ferry {
        limits = speedLimits(tags, roadClass: roadClass, legalLimits: profile.legalLimits)
    }
    guard
        let forward = profile.speed(on: roadClass, limit: limits.forward),
        let backward = profile.speed(on: roadClass, limit: limits.backward)
    else { return .leftOut(.classNotUsed) }
    var use = WayUse(
        roadClass: roadClass, directions: directions, forwardSpeed: forward, backwardSpeed: backward,
        unparsed: limits.unparsed)
    if roadClass == .ferry, let duration = tags[.duration] {
        use.crossingSeconds = ferrySeconds(ofDuration: duration)
        if use.crossingSeconds == nil { use.unparsed.append("duration=\(duration)") }
    }
    return .used(use)
}

/// The class of a way; nil for roads that are not there yet (`construction`, `proposed`) and for what is
/// no road at all.
private func roadClass(_ tags: Tags) -> RoadClass? {
    guard let highway = tags[.highway] else {
        return tags[.route] == "ferry" ? .ferry : nil
    }
    // A road of unknown class.
    if highway == "road" { return .unclassified }
    guard let roadClass = RoadClass(name: highway), roadClass != .ferry else { return nil }
    return roadClass
}
