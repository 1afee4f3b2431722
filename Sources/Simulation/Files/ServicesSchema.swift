import Coverage
import Layers

private let positive = NumberRange(minimum: 0, isAboveMinimum: true, maximum: 1e9)
private let minutes = ValueSchema.number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 600))

/// `services` of a scenario file.
let servicesSchema = ValueSchema.openMapping(
    of: .mapping(serviceSchema), keys: "services, each with what differs from the defaults ({} for none)")

private let serviceSchema = MappingSchema(keys: [
    .optional("professions", .list(of: .text, minimumCount: 1), "Who gives it."),
    .optional("kinds", .list(of: .text, minimumCount: 1), "Kinds of site where it is given; every kind without it."),
    .optional("minutes", minutes, "How far people travel to it (15)."),
    .optional(
        "supply", .word(Service.SupplyUnit.allCases.map(\.rawValue)),
        "Whether supply is counted in full-time equivalents or in heads (fte)."),
    .optional(
        "method", .word(AccessMethod.allCases.map(\.rawValue)), "How supply is shared out, as in `maillage access`."),
    .optional("decay", .text, "How the weight of a place falls with the time, as in `maillage access`."),
    .optional(
        "need",
        .openMapping(
            of: .either([.number(.count), .mapping(needSchema)]), keys: "`others` and groups, each with its need"),
        "Need relative to each other: of the groups, and of all others (1)."),
    .optional("consultations_per_year", .number(positive), "Consultations a year of one unit of supply."),
    .optional(
        "orientation_kinds", .list(of: .text, minimumCount: 0),
        "Kinds of site that tell people where to go; those whose response is orientation without it."),
    .optional("orientation_minutes", minutes, "How far people travel to these (15)."),
    .optional("cut_offs", .mapping(cutOffsSchema), "What is too little, and what is more than enough."),
    .optional("zoning", .mapping(zoningSchema), "An official zoning to stand beside the computed one."),
])

private let needSchema = MappingSchema(keys: [
    .required("weight", .number(.count), "Need of one of these people."),
    .optional("within", .text, "The group of `need` that this one lies within, where its name does not say it."),
])

private let cutOffsSchema = MappingSchema(keys: [
    .optional("unit", .word(AccessUnit.allCases.map(\.rawValue)), "What access is compared in."),
    .optional("unmet_below", .number(.count), "Below it need is unmet."),
    .optional("abundant_from", .number(.count), "From it on supply is abundant."),
    .optional("redundant_from", .number(.count), "From it on it is redundant, where people have the choices too."),
    .optional("redundant_choices", .number(.count), "Places within the minutes, on the average of the people (3)."),
])

private let zoningSchema = MappingSchema(keys: [
    .required("division", .text, "The division of the territory that is the official zoning."),
    .required("zones", .list(of: .identifier, minimumCount: 2), "Its zones, the least served first."),
    .required(
        "cut_offs", .list(of: .number(.count), minimumCount: 1),
        "Access below which a commune is in each zone but the last, in the unit of `cut_offs`; rising."),
])

/// What the schema cannot say of `services`.
func furtherProblemsOfServices(in root: FileValue) -> [Problem] {
    (root["services"]?.entries ?? []).flatMap { problems(of: $0) }
}

private func problems(of entry: FileValue.Entry) -> [Problem] {
    let value = entry.value
    var found: [Problem] = []
    let isPlainName =
        !entry.key.isEmpty && entry.key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    if !isPlainName {
        found.append(
            value.problem(
                "the name of a service becomes that of a column", remedy: "use letters, digits, _ and - alone"))
    }
    if ServiceDefaults.builtIn[entry.key] == nil, value["professions"] == nil, value["kinds"] == nil {
        let near = nearestWord(to: entry.key, among: ServiceDefaults.builtIn.keys)
        found.append(
            value.problem(
                "the service \(entry.key) says neither who gives it nor where",
                remedy: near.map { "did you mean `\($0)`? Else name" } ?? "name its `professions` or its `kinds`"))
        if near != nil { found[found.count - 1].remedy? += " its `professions` or its `kinds`" }
    }
    if let decay = value["decay"], let text = decay.text {
        do { _ = try TravelDecay(text) } catch { found.append(decay.problem("\(error)")) }
    }
    found += problemsOfNeed(value["need"])
    let hasConsultations =
        value["consultations_per_year"] != nil || ServiceDefaults(name: entry.key).consultationsPerYear != nil
    let cutOffs = value["cut_offs"]
    let defaults = ServiceDefaults(name: entry.key)
    let unit = cutOffs?["unit"]?.text ?? defaults.unit(hasConsultations: hasConsultations).value
    if unit == AccessUnit.consultations.rawValue, !hasConsultations, let place = cutOffs?["unit"] {
        found.append(
            place.problem(
                "how many consultations a year one professional gives is not known",
                remedy: "add consultations_per_year, or choose another unit"))
    }
    if let cutOffs {
        let levels = [
            cutOffs["unmet_below"]?.number ?? defaults.unmetBelow(unit).value,
            cutOffs["abundant_from"]?.number ?? defaults.abundantFrom(unit).value,
            cutOffs["redundant_from"]?.number ?? defaults.redundantFrom(unit).value,
        ]
        if levels[0] >= levels[1] || levels[1] > levels[2] {
            found.append(
                cutOffs.problem(
                    "the cut-offs do not rise: unmet below \(levels.map { "\($0)" }[0]), abundant from \(levels[1]), "
                        + "redundant from \(levels[2])",
                    remedy: "give unmet_below < abundant_from ≤ redundant_from; what is not given is the default"))
        }
    }
    if let zoning = value["zoning"] { found += problemsOfZoning(zoning) }
    return found
}

private func problemsOfNeed(_ need: FileValue?) -> [Problem] {
    var found: [Problem] = []
    let entries = need?.entries ?? []
    let outer = Dictionary(
        entries.compactMap { entry in entry.value["within"]?.text.map { (entry.key, $0) } }
    ) { first, _ in first }
    for entry in entries {
        guard let name = outer[entry.key], let place = entry.value["within"] else { continue }
        if name == "others" || !entries.contains(where: { $0.key == name }) {
            found.append(
                place.problem(
                    "`need` has no group \(name)",
                    remedy: suggestion(for: name, among: entries.map(\.key).filter { $0 != "others" })
                        ?? "give that group a need too"))
        }
        var seen: Set<String> = [entry.key]
        var next: String? = name
        while let group = next {
            if !seen.insert(group).inserted {
                found.append(place.problem("a group cannot lie within itself", remedy: "correct `within`"))
                break
            }
            next = outer[group]
        }
    }
    return found
}

private func problemsOfZoning(_ zoning: FileValue) -> [Problem] {
    var found: [Problem] = []
    let zones = zoning["zones"]?.texts ?? []
    let cutOffs = zoning["cut_offs"]?.elements.compactMap(\.number) ?? []
    if Set(zones).count < zones.count, let place = zoning["zones"] {
        found.append(place.problem("a zone stands twice", remedy: "name each once"))
    }
    guard let place = zoning["cut_offs"] else { return found }
    if cutOffs.count != zones.count - 1, !zones.isEmpty {
        found.append(
            place.problem("\(zones.count) zones have \(zones.count - 1) cut-offs between them, not \(cutOffs.count)"))
    }
    if zip(cutOffs, cutOffs.dropFirst()).contains(where: { $0 >= $1 }) {
        found.append(place.problem("the cut-offs do not rise", remedy: "give them from the least served zone on"))
    }
    return found
}
