/// The legal limits of a way in each direction; nil where nothing is known.
struct SpeedLimits: Hashable {
    var forward: Speed?
    var backward: Speed?
    /// `key=value` of each tag that was there and not understood.
    var unparsed: [String] = []
}

/// The limits that the tags of a way give, in figures or by the French words for a zone.
///
/// A figure (`maxspeed`, for one direction `maxspeed:forward|backward`) counts before a word, and the
/// word in `maxspeed` before those of `maxspeed:type`, `source:maxspeed`, `zone:maxspeed` and
/// `zone:traffic`.
func speedLimits(_ tags: Tags, roadClass: RoadClass, legalLimits: LegalSpeedLimits) -> SpeedLimits {
    var limits = SpeedLimits()

    func limit(from keys: [TagKey]) -> Speed? {
        for key in keys {
            guard let value = tags[key] else { continue }
            if let speed = speedLimit(value, tags: tags, roadClass: roadClass, legalLimits: legalLimits) {
                return speed
            }
            // `source:maxspeed` often just says who saw the sign; that is nothing to complain about.
            if key != .sourceMaxspeed && key != .maxspeedType {
                limits.unparsed.append("\(key.rawValue)=\(value)")
            }
        }
        return nil
    }
    let general = limit(from: [.maxspeed, .maxspeedType, .sourceMaxspeed, .zoneMaxspeed, .zoneTraffic])
    limits.forward = limit(from: [.maxspeedForward]) ?? general
    limits.backward = limit(from: [.maxspeedBackward]) ?? general
    return limits
}

/// One value: `50`, `30 mph`, `FR:urban`, `none`, `walk` …; nil when it is not understood.
func speedLimit(
    _ value: String, tags: Tags, roadClass: RoadClass, legalLimits: LegalSpeedLimits
) -> Speed? {
    if let speed = speedFigure(value) { return speed }
    let word = value.lowercased()
    switch word {
    case "none": return legalLimits.motorway.speed
    case "walk": return legalLimits.walkingPace.speed
    default: break
    }
    guard word.hasPrefix("fr:") else { return nil }
    let zone = word.dropFirst("fr:".count)
    switch zone {
    case "motorway": return legalLimits.motorway.speed
    case "trunk", "dual_carriageway": return legalLimits.dualCarriageway.speed
    case "rural":
        if roadClass == .motorway { return legalLimits.motorway.speed }
        let isDual = tags.isYes(.dualCarriageway) || tags.isYes(.motorroad)
        return (isDual ? legalLimits.dualCarriageway : legalLimits.rural).speed
    case "urban": return legalLimits.urban.speed
    case "zone30", "zone:30": return legalLimits.zone30.speed
    case "living_street", "zone20", "zone:20": return legalLimits.livingStreet.speed
    case "walk", "pedestrian_zone": return legalLimits.walkingPace.speed
    default: break
    }
    // FR:50, FR:zone50, FR:zone:50
    let figure = zone.hasPrefix("zone:") ? zone.dropFirst(5) : zone.hasPrefix("zone") ? zone.dropFirst(4) : zone
    return speedFigure(String(figure))
}

/// `50`, `50 km/h`, `30 mph`; nil for anything else, and for figures that no road has.
private func speedFigure(_ value: String) -> Speed? {
    let digits = value.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let figure = Double(digits) else { return nil }
    let metresPerMile = 1609.344
    let speed: Speed
    switch value.dropFirst(digits.count).filter({ $0 != " " }).lowercased() {
    case "", "km/h", "kmh", "kph": speed = Speed(kilometresPerHour: figure)
    case "mph": speed = Speed(metresPerSecond: figure * metresPerMile / 3600)
    default: return nil
    }
    return (1...200).contains(speed.kilometresPerHour) ? speed : nil
}
