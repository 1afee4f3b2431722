public import Coverage
import Layers

/// What zones are grown along, and which of them coordinate.
public struct ZoneSettings: Hashable, Sendable {
    /// Kinds of site that people go to; nil: those of the poles.
    public var flowsTo: [String]?
    public var weights: GrowthWeights
    /// Names of divisions, whatever their case.
    public var coordination: [String]

    /// Where no scenario says otherwise.
    public static let standard = ZoneSettings(
        flowsTo: nil,
        weights: GrowthWeights(flow: Defaults.flowWeight.value, compactness: Defaults.compactnessWeight.value),
        coordination: Defaults.coordination.value)
}

extension Defaults {
    public static let flowsTo = Default(
        key: "zones.flows_to", value: ["rules.three_15s.kinds"],
        source: "assumption: the poles structure the territory")
    public static let flowWeight = Default(
        key: "zones.flow_weight", value: 4.0,
        source: "assumption: a commune all of whose people go to the zone's structures counts as one five times nearer")
    public static let compactnessWeight = Default(
        key: "zones.compactness_weight", value: 1.0,
        source: "assumption: a commune that the zone surrounds counts as one twice as near")
    public static let coordination = Default(
        key: "zones.coordination", value: ["CLS", "CPTS", "DAC"],
        source: "assumption: the structures that coordinate professionals over a territory")
}

extension ZoneSettings {
    init(_ root: FileValue, _ reader: inout SettingReader) throws(Problem) {
        let flowsTo = reader.texts(Defaults.flowsTo)
        self.init(
            flowsTo: root["zones"]?["flows_to"] == nil ? nil : flowsTo,
            weights: GrowthWeights(
                flow: try reader.number(Defaults.flowWeight),
                compactness: try reader.number(Defaults.compactnessWeight)),
            coordination: reader.texts(Defaults.coordination))
    }
}
