import Layers

/// Understands features by the fields that the user has named.
struct FieldRowReader: RoadRowReader {
    private let fields: RoadLayerFields
    private let profile: SpeedProfile
    private let length: Int?
    private let speed: Int?
    private let roadClass: Int?
    private let direction: Int?
    private let junctions: (from: Int, to: Int)?

    /// Tells `faults` of every field that is missing.
    init(_ fields: RoadLayerFields, of reader: LayerReader, profile: SpeedProfile, faults: inout RoadLayerFaults) {
        func position(_ name: String?) -> Int? {
            name.flatMap { reader.position(ofAny: [$0], faults: &faults) }
        }
        self.fields = fields
        self.profile = profile
        length = position(fields.length)
        speed = position(fields.speed?.field)
        roadClass = position(fields.roadClass)
        direction = position(fields.direction?.field)
        let from = position(fields.junctions?.from)
        let to = position(fields.junctions?.to)
        junctions = from.flatMap { from in to.map { (from, $0) } }
        if fields.speed == nil && fields.roadClass == nil {
            faults.add(
                "nothing says how fast the roads are",
                remedy: "name the field of their class or of their speed, or a preset")
        }
    }

    func read(_ feature: Feature, faults: inout RoadLayerFaults) -> RoadRowReading? {
        var usedClass = RoadClass.unclassified
        var isFaulty = false
        if let roadClass {
            switch roadClassReading(feature.trimmedText(roadClass)) {
            case .known(let known): usedClass = known
            case .notARoad: return .leftOut(.notARoad)
            case .unknown(let text):
                faults.add(
                    "unknown road class \"\(text)\"",
                    remedy: "the classes are OpenStreetMap's: "
                        + RoadClass.allCases.map(\.name).joined(separator: ", "))
                isFaulty = true
            }
            let isUsed =
                profile.classSpeeds[usedClass] != nil && !profile.onlyWherePermitted.contains(usedClass)
            if !isFaulty && !isUsed { return .leftOut(.classNotUsed) }
        }
        let speed = speed(of: feature, usedClass, faults: &faults)
        let metres = metres(of: feature, faults: &faults)
        let directions = directions(of: feature, faults: &faults)
        let ends = ends(of: feature, faults: &faults)
        guard !isFaulty, let speed, let metres, let directions, let ends else { return nil }
        var row = RoadRow(roadClass: usedClass, directions: directions, speed: speed)
        row.metres = metres.value
        row.junctions = ends.value
        return .used(row)
    }

    /// A value that may be absent without a fault.
    private struct Optionally<Value> {
        var value: Value?
    }

    /// A speed field holds what cars drive off-peak: cars have it × the profile's traffic factor, walkers and
    /// cyclists keep the speed of the class.
    private func speed(of feature: Feature, _ roadClass: RoadClass, faults: inout RoadLayerFaults) -> Speed? {
        guard profile.mode == .car, let speed, let unit = fields.speed?.unit else {
            return profile.speed(on: roadClass)
        }
        guard let figure = positiveNumber(feature, speed, "speed", from: 0.01, to: 1000, faults: &faults) else {
            return nil
        }
        let driven = figure * (profile.trafficFactors[roadClass]?.value ?? 1)
        switch unit {
        case .kilometresPerHour: return Speed(kilometresPerHour: driven)
        case .metresPerSecond: return Speed(metresPerSecond: driven)
        }
    }

    private func metres(of feature: Feature, faults: inout RoadLayerFaults) -> Optionally<Double>? {
        guard let length else { return Optionally(value: nil) }
        return positiveNumber(feature, length, "length", from: 0, to: 10_000_000, faults: &faults).map {
            Optionally(value: $0)
        }
    }

    private func positiveNumber(
        _ feature: Feature, _ field: Int, _ what: String, from least: Double, to greatest: Double,
        faults: inout RoadLayerFaults
    ) -> Double? {
        if let number = feature.values[field].number, number.isFinite, number > 0 {
            if number >= least, number <= greatest { return number }
            faults.add("the \(what) is \(number), which is beyond reason", remedy: "correct the layer, or its unit")
            return nil
        }
        faults.add(
            "the \(what) is \"\(feature.values[field].text ?? "")\", which is no number above 0",
            remedy: "correct the layer, or leave out the \(what) field")
        return nil
    }

    private func directions(of feature: Feature, faults: inout RoadLayerFaults) -> Directions? {
        guard let direction, let meaning = fields.direction else { return .both }
        let text = feature.trimmedText(direction) ?? ""
        let named: [(values: [String], directions: Directions)] = [
            (meaning.both, .both), (meaning.forward, .forward), (meaning.backward, .backward),
        ]
        if let match = named.first(where: { $0.values.contains(text) }) { return match.directions }
        let folded = text.lowercased()
        if let match = named.first(where: { $0.values.contains { $0.lowercased() == folded } }) {
            return match.directions
        }
        let known = named.flatMap { $0.values.map { "\"\($0)\"" } }.joined(separator: ", ")
        faults.add(
            "unknown direction \"\(text)\" in \(meaning.field)",
            remedy: "say which values mean both, forward and backward (given: \(known.isEmpty ? "none" : known))")
        return nil
    }

    private func ends(
        of feature: Feature, faults: inout RoadLayerFaults
    ) -> Optionally<(tail: LinkEnd, head: LinkEnd)>? {
        guard let junctions else { return Optionally(value: nil) }
        guard let tail = LinkEnd(feature.values[junctions.from]), let head = LinkEnd(feature.values[junctions.to])
        else {
            faults.add(
                "a junction is blank", remedy: "fill both junction fields, or do without them")
            return nil
        }
        return Optionally(value: (tail, head))
    }
}

/// A text that should name a class in OpenStreetMap's words.
enum RoadClassReading {
    case known(RoadClass)
    case notARoad
    case unknown(String)
}

func roadClassReading(_ text: String?) -> RoadClassReading {
    guard let word = text?.lowercased() else { return .unknown("") }
    if let known = RoadClass(name: word) { return .known(known) }
    if word == "road" || word == "unknown" { return .known(.unclassified) }
    // Geofabrik: track_grade1 … track_grade5.
    if word.hasPrefix("track_grade") { return .known(.track) }
    return otherHighways.contains(word) ? .notARoad : .unknown(word)
}

/// Other values of `highway` that are no mistake, yet no road to travel on.
private let otherHighways: Set<String> = [
    "construction", "proposed", "planned", "abandoned", "disused", "razed", "dismantled", "demolished",
    "services", "rest_area", "raceway", "busway", "bus_guideway", "bus_stop", "platform", "corridor",
    "elevator", "escape", "emergency_bay", "emergency_access_point", "via_ferrata", "no", "none", "crossing",
]
