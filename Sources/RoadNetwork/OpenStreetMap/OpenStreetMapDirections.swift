/// The directions of a road that are open, seen from the order in which it is drawn.
struct Directions: OptionSet, Hashable {
    let rawValue: UInt8

    static let forward = Directions(rawValue: 1)
    static let backward = Directions(rawValue: 2)
    static let both: Directions = [.forward, .backward]
}

extension TravelMode {
    /// The directions of a way that are open to the mode
    /// (https://wiki.openstreetmap.org/wiki/Key:oneway).
    ///
    /// Motorways and roundabouts are one-way unless `oneway=no`. Bicycles have their own
    /// `oneway:bicycle` and `cycleway=opposite*`; walkers only know `oneway:foot`. A lane that changes its
    /// direction with the hour (`reversible`) is open in neither: nothing says which one now. One that
    /// alternates every few minutes (`alternating`) is open in both.
    func openDirections(_ tags: Tags, roadClass: RoadClass) -> Directions {
        switch self {
        case .foot:
            return tags[.onewayFoot].flatMap(Self.directions(ofOneway:)) ?? .both
        case .bicycle:
            if let own = tags[.onewayBicycle].flatMap(Self.directions(ofOneway:)) { return own }
            let cycleways: [TagKey] = [.cycleway, .cyclewayLeft, .cyclewayRight, .cyclewayBoth]
            if cycleways.contains(where: { tags[$0]?.hasPrefix("opposite") == true }) { return .both }
        case .car:
            break
        }
        if let stated = tags[.oneway].flatMap(Self.directions(ofOneway:)) { return stated }
        let isImplied =
            roadClass == .motorway || tags[.junction] == "roundabout" || tags[.junction] == "circular"
        return isImplied ? .forward : .both
    }

    /// Nil for a value that says nothing.
    private static func directions(ofOneway value: String) -> Directions? {
        if isYesValue(value) { return .forward }
        if isNoValue(value) || value == "alternating" { return .both }
        switch value {
        case "-1", "reverse": return .backward
        case "reversible": return []
        default: return nil
        }
    }
}
