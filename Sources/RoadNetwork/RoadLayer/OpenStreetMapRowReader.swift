import Layers

/// Understands OpenStreetMap's tags as the fields of a layer: Geofabrik's shapefiles (`fclass`, `oneway`
/// of F, T and B, `maxspeed` 0 when unknown), or the tags' own keys.
struct OpenStreetMapRowReader: RoadRowReader {
    private let profile: SpeedProfile
    private let roadClass: Int?
    private let tagFields: [(key: TagKey, field: Int)]

    init(of reader: LayerReader, profile: SpeedProfile, faults: inout RoadLayerFaults) {
        self.profile = profile
        roadClass = reader.position(ofAny: ["fclass", "highway"], faults: &faults)
        tagFields = TagKey.inOrder.compactMap { key in
            guard key != .highway, let field = reader.position(ofAny: [key.rawValue]) else { return nil }
            return (key, field)
        }
    }

    func read(_ feature: Feature, faults: inout RoadLayerFaults) -> RoadRowReading? {
        let highway: String
        switch roadClassReading(feature.trimmedText(roadClass)) {
        case .known(let known): highway = known.name
        case .notARoad: return .leftOut(.notARoad)
        case .unknown(let text):
            faults.add(
                "unknown road class \"\(text)\"",
                remedy: "the classes are OpenStreetMap's: "
                    + RoadClass.allCases.map(\.name).joined(separator: ", "))
            return nil
        }
        var pairs: [(key: TagKey, value: String)] = []
        pairs.append(highway == RoadClass.ferry.name ? (.route, "ferry") : (.highway, highway))
        for (key, field) in tagFields {
            guard let text = feature.trimmedText(field) else { continue }
            if key == .oneway {
                guard let oneway = onewayTag(text) else {
                    faults.add(
                        "unknown direction \"\(text)\"",
                        remedy: "oneway is F, T or B (Geofabrik), or yes, no, -1 as in OpenStreetMap")
                    return nil
                }
                pairs.append((key, oneway))
            } else if key != .maxspeed || text != "0" {
                pairs.append((key, text))
            }
        }
        switch readWay(Tags(pairs), profile: profile) {
        case .leftOut(let reason):
            return .leftOut(Self.reason(reason))
        case .used(let use):
            var row = RoadRow(roadClass: use.roadClass, directions: use.directions, speed: use.forwardSpeed)
            row.backwardSpeed = use.backwardSpeed
            row.crossingSeconds = use.crossingSeconds
            row.unparsed = use.unparsed
            return .used(row)
        }
    }

    /// The tag that a field's value stands for; nil when it is not understood.
    private func onewayTag(_ text: String) -> String? {
        switch text.lowercased() {
        case "f", "yes", "true", "1": return "yes"
        case "t", "-1", "reverse": return "-1"
        case "b", "no", "false", "0": return "no"
        case "reversible": return "reversible"
        case "alternating": return "alternating"
        default: return nil
        }
    }

    private static func reason(_ reason: OpenStreetMapReport.WayReason) -> RoadLayerReport.Reason {
        switch reason {
        case .notARoad, .area: .notARoad
        case .classNotUsed: .classNotUsed
        case .noAccess: .noAccess
        case .reversible: .reversible
        case .nodesMissing: .noExtent
        }
    }
}
