import Coverage
import Layers
import Territory

/// Reads the services of a validated scenario file, ordered by name.
func readServices(
    _ root: FileValue, kinds: SiteKinds, with reader: inout SettingReader
) throws(Problem) -> [Service] {
    var services: [Service] = []
    for entry in (root["services"]?.entries ?? []).sorted(by: { $0.key < $1.key }) {
        services.append(try readService(entry, kinds: kinds, with: &reader))
    }
    return services
}

private func readService(
    _ entry: FileValue.Entry, kinds described: SiteKinds, with reader: inout SettingReader
) throws(Problem) -> Service {
    let defaults = ServiceDefaults(name: entry.key)
    let value = entry.value
    // Who names the one means the one alone.
    let professions =
        value["professions"] == nil && value["kinds"] != nil && !defaults.kinds.value.isEmpty
        ? [] : reader.texts(defaults.professions)
    let kinds =
        value["kinds"] == nil && value["professions"] != nil ? [] : reader.texts(defaults.kinds)
    let consultations = try readConsultations(value, defaults, with: &reader)
    let unit = reader.text(defaults.unit(hasConsultations: consultations != nil))
    let decay = reader.text(defaults.decay)
    let parsed: TravelDecay
    do { parsed = try TravelDecay(decay) } catch { throw value.problem("\(error)") }
    return Service(
        name: entry.key, professions: professions, kinds: kinds, minutes: try reader.number(defaults.minutes),
        supplyUnit: .init(rawValue: reader.text(defaults.supply)) ?? .fullTimeEquivalents,
        method: .init(rawValue: reader.text(defaults.method)) ?? .enhancedTwoStep, decay: parsed,
        need: try readNeed(value["need"], defaults, with: &reader), consultationsPerUnit: consultations,
        orientationKinds: reader.texts(defaults.orientationKinds(described)),
        visitingKinds: described.names.filter { described[$0].isVisiting },
        orientationMinutes: try reader.number(defaults.orientationMinutes),
        cutOffs: AdequacyCutOffs(
            unit: .init(rawValue: unit) ?? .relative, unmetBelow: try reader.number(defaults.unmetBelow(unit)),
            abundantFrom: try reader.number(defaults.abundantFrom(unit)),
            redundantFrom: try reader.number(defaults.redundantFrom(unit)),
            redundantChoices: try reader.number(defaults.redundantChoices)),
        zoning: try readZoning(value["zoning"], with: &reader))
}

private func readConsultations(
    _ value: FileValue, _ defaults: ServiceDefaults, with reader: inout SettingReader
) throws(Problem) -> Double? {
    if let setting = defaults.consultationsPerYear { return try reader.number(setting) }
    guard let given = value["consultations_per_year"] else { return nil }
    let number = try given.requiredNumber()
    reader.note("services.\(defaults.name).consultations_per_year", .number(number), given, "")
    return number
}

/// The defaults hold where the file says nothing of need at all.
private func readNeed(
    _ need: FileValue?, _ defaults: ServiceDefaults, with reader: inout SettingReader
) throws(Problem) -> NeedWeights {
    var weights = NeedWeights(others: try reader.number(defaults.needOfOthers))
    guard let need else {
        for (group, setting) in defaults.needOfGroups.sorted(by: { $0.key < $1.key }) {
            weights.groups[group] = try reader.number(setting)
        }
        return weights
    }
    for entry in need.entries.sorted(by: { $0.key < $1.key }) where entry.key != "others" {
        let weight = try (entry.value["weight"] ?? entry.value).requiredNumber()
        weights.groups[entry.key] = weight
        weights.within[entry.key] = entry.value["within"]?.text
        reader.note("services.\(defaults.name).need.\(entry.key)", .number(weight), entry.value, "")
    }
    return weights
}

private func readZoning(
    _ zoning: FileValue?, with reader: inout SettingReader
) throws(Problem) -> ServiceZoning? {
    guard let zoning else { return nil }
    let zones = try zoning.required("zones")
    let cutOffs = try zoning.required("cut_offs")
    let division = try zoning.requiredText("division")
    reader.note("\(zoning.path).division", .text(division), zoning, "")
    reader.note("\(zoning.path).zones", .texts(zones.texts), zones, "")
    reader.note("\(zoning.path).cut_offs", .texts(cutOffs.texts), cutOffs, "")
    return ServiceZoning(division: division, zones: zones.texts, cutOffs: cutOffs.elements.compactMap(\.number))
}
