/// A speed and where the figure comes from; a source that begins with "assumption" says why.
public struct SourcedSpeed: Hashable, Sendable {
    public var speed: Speed
    public var source: String

    public init(_ speed: Speed, source: String) {
        self.speed = speed
        self.source = source
    }

    public init(kilometresPerHour: Double, source: String) {
        self.init(Speed(kilometresPerHour: kilometresPerHour), source: source)
    }
}

/// A factor without unit and where the figure comes from.
public struct SourcedFactor: Hashable, Sendable {
    public var value: Double
    public var source: String

    public init(_ value: Double, source: String) {
        self.value = value
        self.source = source
    }
}

/// How fast a mode travels on which roads: plain data, every figure with its source.
///
/// The speed on a road is
/// - `limitFactor` × the legal limit, where the limit is known and the profile has such a factor;
/// - else the speed of the road's class;
///
/// and in both cases × the class's `trafficFactors` entry, where there is one. A ferry with a known
/// duration takes that duration instead.
public struct SpeedProfile: Hashable, Sendable {
    public var name: String
    public var mode: TravelMode
    /// The speed on each class where no limit is known. A class that is not here is not used.
    public var classSpeeds: [RoadClass: SourcedSpeed]
    /// Of those, the classes used only where the road says that it admits this very mode.
    public var onlyWherePermitted: Set<RoadClass>
    /// The share of the legal limit that is reached on average; nil when limits play no part.
    public var limitFactor: SourcedFactor?
    /// What the signs that carry no figure mean: the end of a built-up area, a zone 30 …
    public var legalLimits: LegalSpeedLimits
    /// What is left of the speed in traffic, by class; 1 where there is no entry.
    public var trafficFactors: [RoadClass: SourcedFactor]

    public init(
        name: String,
        mode: TravelMode,
        classSpeeds: [RoadClass: SourcedSpeed],
        onlyWherePermitted: Set<RoadClass> = [],
        limitFactor: SourcedFactor? = nil,
        legalLimits: LegalSpeedLimits = .france,
        trafficFactors: [RoadClass: SourcedFactor] = [:]
    ) {
        self.name = name
        self.mode = mode
        self.classSpeeds = classSpeeds
        self.onlyWherePermitted = onlyWherePermitted
        self.limitFactor = limitFactor
        self.legalLimits = legalLimits
        self.trafficFactors = trafficFactors
    }

    /// The limit outside built-up areas on roads of one carriageway: 80 km/h, or 90 in the departments
    /// that went back to it.
    public var ruralLimit: SourcedSpeed {
        get { legalLimits.rural }
        set { legalLimits.rural = newValue }
    }

    /// The speed on a road of a class, nil when the mode does not use the class.
    ///
    /// - Parameter limit: the legal limit there, where it is known.
    public func speed(on roadClass: RoadClass, limit: Speed? = nil) -> Speed? {
        guard let classSpeed = classSpeeds[roadClass] else { return nil }
        var metresPerSecond = classSpeed.speed.metresPerSecond
        if let limit, let limitFactor {
            metresPerSecond = limit.metresPerSecond * limitFactor.value
        }
        return Speed(metresPerSecond: metresPerSecond * (trafficFactors[roadClass]?.value ?? 1))
    }
}

extension SpeedProfile {
    /// Every figure in force with its unit and its source, in a fixed order: `Network` keeps them.
    public var settings: [NetworkSetting] {
        func kilometresPerHour(_ key: String, _ entry: SourcedSpeed) -> NetworkSetting {
            // Rounded to a metre per hour: 80 km/h goes through metres per second and back.
            let rounded = (entry.speed.kilometresPerHour * 1000).rounded() / 1000
            let text = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
            return NetworkSetting(key: key, value: "\(text) km/h", source: entry.source)
        }
        var settings: [NetworkSetting] = []
        for roadClass in RoadClass.allCases {
            guard var entry = classSpeeds[roadClass] else { continue }
            if onlyWherePermitted.contains(roadClass) {
                entry.source += "; only where the road admits the mode by name"
            }
            settings.append(kilometresPerHour("speed.\(roadClass.name)", entry))
        }
        if let limitFactor {
            settings.append(
                NetworkSetting(
                    key: "limit_factor", value: "\(limitFactor.value)", source: limitFactor.source))
            settings += legalLimits.entries.map { kilometresPerHour("limit.\($0.name)", $0.limit) }
        }
        for roadClass in RoadClass.allCases {
            guard let factor = trafficFactors[roadClass] else { continue }
            settings.append(
                NetworkSetting(
                    key: "traffic_factor.\(roadClass.name)", value: "\(factor.value)",
                    source: factor.source))
        }
        return settings
    }
}
