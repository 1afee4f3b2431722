import Coverage

/// Groups of the communes' legend, to be ticked: the adequacy of each service, and where the official zoning and the
/// computed one disagree.
func adequacyStyleGroups(of layer: ResultLayer) -> [StyleGroup] {
    let outline = StyleStroke(colour: .grey, widthMillimetres: 0.1)
    func area(_ colour: StyleColour) -> StyleSymbol { .area(fill: .solid(colour), outline: outline) }
    let levels: [(level: AdequacyLevel, legend: String, colour: StyleColour)] = [
        (.unmet, "besoin non couvert", StyleColour(0xD7191C)), (.adequate, "adéquate", StyleColour(0xFFFFBF)),
        (.abundant, "abondante", StyleColour(0xABD9E9)), (.redundant, "redondante", StyleColour(0x2C7BB6)),
    ]
    return layer.fields.map(\.name).flatMap { field -> [StyleGroup] in
        if let service = field.withoutSuffix("_adequacy") {
            let rules = levels.map { level in
                StyleRule(
                    legend: level.legend,
                    condition: .compares(field: field, .equal, to: .string(level.level.rawValue)),
                    symbol: area(level.colour))
            }
            return [
                StyleGroup(
                    heading: "Offre et besoin — \(serviceName(service))", isShown: false,
                    rules: rules + [
                        StyleRule(legend: "sans valeur", condition: .isNull(field: field), symbol: area(.noData))
                    ])
            ]
        }
        guard let service = field.withoutSuffix("_zone_disagrees") else { return [] }
        return [
            StyleGroup(
                heading: "Zonage officiel et calculé — \(serviceName(service))", isShown: false,
                rules: [
                    StyleRule(
                        legend: "désaccord", condition: .isTrue(field: field), symbol: area(StyleColour(0xE66101))),
                    StyleRule(
                        legend: "accord", condition: .isFalse(field: field), symbol: area(StyleColour(0xF7F7F7))),
                    StyleRule(legend: "sans valeur", condition: .isNull(field: field), symbol: area(.noData)),
                ])
        ]
    }
}

/// What French agencies call a service; one of the user's own keeps its name.
func serviceName(_ service: String) -> String {
    let names = [
        "general_practice": "Médecine générale", "nursing": "Soins infirmiers", "physiotherapy": "Kinésithérapie",
        "dentistry": "Soins dentaires", "pharmacy": "Pharmacie", "emergency": "Urgences",
    ]
    return names[service] ?? String(service.map { $0 == "_" ? " " : $0 })
}

extension String {
    fileprivate func withoutSuffix(_ suffix: String) -> String? {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
    }
}
