import Coverage
import Layers

/// `equity` of a scenario file: one quantity, or a list of several.
let equitySchema = ValueSchema.either([
    .mapping(quantitySchema), .list(of: .mapping(quantitySchema), minimumCount: 1),
])

private let quantitySchema = MappingSchema(keys: [
    .optional(
        "quantity", .word(EquityQuantity.allCases.map(\.rawValue)), "What is compared between inhabitants."),
    .optional("kind", .text, "Kind of site (msp)."),
    .optional("service", .text, "A service of `services`, for access and choices."),
    .optional("groups", .list(of: .text, minimumCount: 0), "Groups of people to compare."),
    .optional("divisions", .list(of: .text, minimumCount: 0), "Divisions of the land to compare."),
    .optional("threshold", .number(.count), "What counts as enough."),
    .optional(
        "thresholds", .list(of: .number(.count), minimumCount: 1),
        "Several of them, rising: who lies beyond each at the bad end, and how far."),
    .optional(
        "rank", .either([.text, .mapping(rankSchema)]),
        "The social axis: a group, whose share ranks the places, or a table of one figure by commune."),
    .optional("composite", .mapping(compositeSchema), "One figure made of several, with weights of your own."),
])

private let rankSchema = MappingSchema(keys: [
    .required("table", .path, "A table with one row a commune."),
    .required("commune", .text, "Column of the commune's code."),
    .required("column", .text, "Column of the figure: median income, an index of deprivation."),
])

private let compositeSchema = MappingSchema(keys: [
    .required(
        "weights",
        .mapping(
            MappingSchema(
                keys: CompositePart.allCases.map { .optional($0.rawValue, .number(.count), "Weight of the part.") })),
        "Weight of each part.")
])

/// The entries of `equity`, each with its key path.
private func entries(of root: FileValue) -> [FileValue] {
    guard let equity = root["equity"] else { return [] }
    return equity.elements.isEmpty ? [equity] : equity.elements
}

/// What the schema cannot say of `equity`.
func furtherProblemsOfEquity(in root: FileValue) -> [Problem] {
    var found: [Problem] = []
    let services = (root["services"]?.entries ?? []).map(\.key)
    var titles: Set<String> = []
    for entry in entries(of: root) {
        let quantity = entry["quantity"]?.text ?? Defaults.equityQuantity.value
        if let service = entry["service"], let name = service.text, !services.contains(name) {
            found.append(
                service.problem(
                    "the scenario has no service \(name)",
                    remedy: suggestion(for: name, among: services) ?? "add it under `services`"))
        }
        switch EquityQuantity(rawValue: quantity) {
        case .access:
            if entry["service"] == nil {
                found.append(entry.problem("access is access to a service", remedy: "add `service: NAME`"))
            }
            if let kind = entry["kind"] {
                found.append(kind.problem("access is that to a service, not to a kind", remedy: "leave `kind` out"))
            }
        case .choices:
            if entry["service"] != nil, let kind = entry["kind"] {
                found.append(kind.problem("choices are those of a kind or of a service", remedy: "keep one of them"))
            }
        default:
            if let service = entry["service"] {
                found.append(
                    service.problem("\(quantity) is that to the nearest site of a kind", remedy: "name a `kind`"))
            }
        }
        let thresholds = entry["thresholds"]?.elements.compactMap(\.number) ?? []
        if let place = entry["thresholds"], zip(thresholds, thresholds.dropFirst()).contains(where: { $0 >= $1 }) {
            found.append(place.problem("the thresholds do not rise", remedy: "give the least one first, each once"))
        }
        let title = "\(quantity):\(entry["service"]?.text ?? entry["kind"]?.text ?? Defaults.equityKind.value)"
        if !titles.insert(title).inserted {
            found.append(entry.problem("\(title) stands twice", remedy: "name each quantity once"))
        }
    }
    return found
}

/// Reads the quantities of a validated scenario file: one at least.
func readEquity(_ root: FileValue, folder: String, with reader: inout SettingReader) throws(Problem) -> [EquitySettings]
{
    guard let equity = root["equity"], !equity.elements.isEmpty else {
        let quantity = reader.text(Defaults.equityQuantity)
        return [try settings(root["equity"], quantity, kind: reader.text(Defaults.equityKind), folder, with: &reader)]
    }
    var all: [EquitySettings] = []
    for entry in equity.elements {
        func text(_ key: String, _ setting: Default<String>) -> String {
            let value = entry[key]?.text ?? setting.value
            reader.note("\(entry.path).\(key)", .text(value), entry[key], setting.source)
            return value
        }
        let quantity = text("quantity", Defaults.equityQuantity)
        all.append(try settings(entry, quantity, kind: text("kind", Defaults.equityKind), folder, with: &reader))
    }
    return all
}

private func settings(
    _ entry: FileValue?, _ quantity: String, kind: String, _ folder: String, with reader: inout SettingReader
) throws(Problem) -> EquitySettings {
    var settings = EquitySettings(
        quantity: EquityQuantity(rawValue: quantity) ?? .minutesToNearest, kind: kind, service: entry?["service"]?.text,
        groups: entry?["groups"]?.texts ?? [], divisions: entry?["divisions"]?.texts ?? [],
        threshold: entry?["threshold"]?.number)
    settings.isAsked = entry != nil
    settings.thresholds = entry?["thresholds"]?.elements.compactMap(\.number) ?? []
    if let rank = entry?["rank"] {
        if let group = rank.text {
            settings.rank = .group(group)
            reader.note(rank.path, .text(group), rank, "")
        } else {
            let path = resolvedPath(try rank.requiredText("table"), folder: folder)
            let column = try rank.requiredText("column")
            settings.rank = .table(
                RankTable(path: path, communeField: try rank.requiredText("commune"), valueField: column))
            reader.note(rank.path, .text("\(column) of \(path)"), rank, "")
        }
    }
    if let weights = entry?["composite"]?["weights"] {
        var composite: [CompositePart: Double] = [:]
        for weight in weights.entries {
            guard let part = CompositePart(rawValue: weight.key) else { continue }
            composite[part] = try weight.value.requiredNumber()
            reader.note(weight.value.path, .number(try weight.value.requiredNumber()), weight.value, "")
        }
        settings.composite = composite
    }
    return settings
}
