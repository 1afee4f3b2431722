/// The tag keys that decide who may travel where, and how fast.
enum TagKey: String, CaseIterable {
    case highway, route, area, junction, service, motorroad, duration
    case oneway
    case onewayBicycle = "oneway:bicycle"
    case onewayFoot = "oneway:foot"
    case cycleway
    case cyclewayLeft = "cycleway:left"
    case cyclewayRight = "cycleway:right"
    case cyclewayBoth = "cycleway:both"
    case access, vehicle
    case motorVehicle = "motor_vehicle"
    case motorcar, bicycle, foot
    case maxspeed
    case maxspeedForward = "maxspeed:forward"
    case maxspeedBackward = "maxspeed:backward"
    case maxspeedType = "maxspeed:type"
    case sourceMaxspeed = "source:maxspeed"
    case zoneMaxspeed = "zone:maxspeed"
    case zoneTraffic = "zone:traffic"
    case dualCarriageway = "dual_carriageway"
    case barrier
    case restriction
    case restrictionMotorcar = "restriction:motorcar"
    case restrictionMotorVehicle = "restriction:motor_vehicle"
    case restrictionConditional = "restriction:conditional"
    case except

    /// Every key; a decoded tag names its key by the position here.
    static let inOrder = allCases
}

/// The tags of one element of OpenStreetMap. There are few: they are searched one by one.
struct Tags: ExpressibleByDictionaryLiteral {
    private var pairs: [(key: TagKey, value: String)]

    init(_ pairs: [(key: TagKey, value: String)] = []) {
        self.pairs = pairs
    }

    init(dictionaryLiteral elements: (TagKey, String)...) {
        pairs = elements.map { (key: $0.0, value: $0.1) }
    }

    var isEmpty: Bool { pairs.isEmpty }

    subscript(key: TagKey) -> String? {
        pairs.first { $0.key == key }?.value
    }

    /// The value of the first of `keys` that is there.
    func first(of keys: some Sequence<TagKey>) -> String? {
        for key in keys {
            if let value = self[key] { return value }
        }
        return nil
    }

    func isYes(_ key: TagKey) -> Bool {
        self[key].map(isYesValue) ?? false
    }
}

func isYesValue(_ value: String) -> Bool {
    value == "yes" || value == "true" || value == "1"
}

func isNoValue(_ value: String) -> Bool {
    value == "no" || value == "false" || value == "0"
}

/// The parts of a value such as `agricultural;forestry`.
func listedValues(_ value: String) -> [Substring] {
    value.split(separator: ";").map { part in
        var part = part
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return part
    }
}
