public import Layers
public import RoadNetwork

/// Reads a speed profile from a YAML file: one of the program's own, and what is different. Every figure
/// needs its source.
///
/// - Throws: `Problems`: everything that is wrong with the file, each with its line and key path.
public func readSpeedProfile(path: String) throws(Problems) -> SpeedProfile {
    try speedProfile(readYAML(path: path), path: path)
}

/// Everything that is wrong with a profile.
func problemsOfSpeedProfile(_ root: FileValue, path: String) -> [Problem] {
    validate(root, against: speedProfileSchema, folder: folder(of: path))
}

/// - Parameter path: of the file whose content this is.
func speedProfile(_ root: FileValue, path: String) throws(Problems) -> SpeedProfile {
    let found = problemsOfSpeedProfile(root, path: path)
    guard found.isEmpty else { throw Problems(found) }
    do {
        return try SpeedProfile(root)
    } catch {
        throw Problems([error])
    }
}

private let source = KeySchema.required("source", .text, "Where the figure comes from, or why it is assumed.")

private let speedSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("kmh", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 300)), "Kilometres per hour."),
        source,
    ]))

private let factorSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required(
            "value", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 2)), "A factor; 1 changes nothing."),
        source,
    ]))

private func byRoadClass(_ schema: ValueSchema) -> ValueSchema {
    .mapping(
        MappingSchema(keys: RoadClass.allCases.map { .optional($0.name, schema, "Roads of the class \($0.name).") }))
}

private let roadClasses = ValueSchema.list(of: .word(RoadClass.allCases.map(\.name)), minimumCount: 0)

private let limitNames = [
    "motorway", "dual_carriageway", "rural", "urban", "zone_30", "living_street", "walking_pace",
]

/// The speed profile file, version 1.
private let speedProfileSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("profile", .integer(1...1), "Version of this format: 1."),
        .required("name", .text, "Name of the profile."),
        .required(
            "based_on", .word(SpeedProfile.builtIn.map(\.name)),
            "The profile of the program that holds where this file says nothing."),
        .optional("speeds", byRoadClass(speedSchema), "Speed on each class of road where no limit is known."),
        .optional("not_used", roadClasses, "Classes of road that are not used."),
        .optional("only_where_permitted", roadClasses, "Classes used only where the road admits the mode by name."),
        .optional("limit_factor", factorSchema, "Share of the legal limit that is reached on average."),
        .optional("traffic_factors", byRoadClass(factorSchema), "What is left of the speed in traffic."),
        .optional(
            "limits",
            .mapping(MappingSchema(keys: limitNames.map { .optional($0, speedSchema, "Legal limit: \($0).") })),
            "Legal limits where no sign shows a figure."),
    ]))

extension SpeedProfile {
    fileprivate init(_ root: FileValue) throws(Problem) {
        let base = try root.required("based_on")
        guard let profile = base.text.flatMap(SpeedProfile.builtIn(named:)) else {
            throw base.problem("unknown profile")
        }
        self = profile
        name = try root.requiredText("name")
        for (roadClass, value) in valuesByClass(root["speeds"]) { classSpeeds[roadClass] = try sourcedSpeed(value) }
        for roadClass in classes(root["not_used"]) { classSpeeds[roadClass] = nil }
        if root["only_where_permitted"] != nil { onlyWherePermitted = Set(classes(root["only_where_permitted"])) }
        if let value = root["limit_factor"] { limitFactor = try sourcedFactor(value) }
        for (roadClass, value) in valuesByClass(root["traffic_factors"]) {
            trafficFactors[roadClass] = try sourcedFactor(value)
        }
        for entry in root["limits"]?.entries ?? [] {
            let limit = try sourcedSpeed(entry.value)
            switch entry.key {
            case "motorway": legalLimits.motorway = limit
            case "dual_carriageway": legalLimits.dualCarriageway = limit
            case "rural": legalLimits.rural = limit
            case "urban": legalLimits.urban = limit
            case "zone_30": legalLimits.zone30 = limit
            case "living_street": legalLimits.livingStreet = limit
            case "walking_pace": legalLimits.walkingPace = limit
            default: throw entry.value.problem("there is no such limit")
            }
        }
    }
}

private func valuesByClass(_ value: FileValue?) -> [(RoadClass, FileValue)] {
    (value?.entries ?? []).compactMap { entry in RoadClass(name: entry.key).map { ($0, entry.value) } }
}

private func classes(_ value: FileValue?) -> [RoadClass] {
    (value?.texts ?? []).compactMap(RoadClass.init(name:))
}

private func sourcedSpeed(_ value: FileValue) throws(Problem) -> SourcedSpeed {
    SourcedSpeed(
        kilometresPerHour: try value.required("kmh").requiredNumber(), source: try value.requiredText("source"))
}

private func sourcedFactor(_ value: FileValue) throws(Problem) -> SourcedFactor {
    SourcedFactor(try value.required("value").requiredNumber(), source: try value.requiredText("source"))
}
