/// The words of zonal structures in `changes`, each with the division that it belongs to.
let zoneWords: [(word: String, division: String, description: String)] = [
    ("cpts", "CPTS", "A professional community that is responsible for the people of a territory."),
    ("cls", "CLS", "A local health contract."),
    ("aire_de_sante", "aire_de_sante", "An aire de santé: the communes that share a health house."),
    ("secteur_de_garde", "secteur_de_garde", "A sector of out-of-hours duty."),
    ("dac", "DAC", "A support service for complex cases."),
]

/// The changes that make, alter or end a territory of a division.
var zoneChanges: [KeySchema] {
    zoneWords.map { .optional($0.word, zoneSchema(kind: []), $0.description) } + [
        .optional(
            "zone",
            zoneSchema(kind: [
                .required("kind", .text, "The division that it belongs to: a name of the territory, or any word.")
            ]), "A territory of any other kind of zonal structure.")
    ]
}

let partitionWord = "partition"

let partitionSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required(
            "kind", .text, "The division that the territories belong to: a word of the changes, a name, or any word."),
        .required(
            "territories",
            .list(
                of: .mapping(
                    MappingSchema(keys: [
                        .required("id", .identifier, "Identifier of the territory."),
                        .optional("name", .text, "Its name; its identifier without it."),
                        .required("grow_from", .identifier, "The id of the commune that it is grown from."),
                    ])), minimumCount: 1),
            "Territories that grow until every commune is in one of them."),
        .optional("from", .integer(1900...2200), "The year from which this holds."),
    ]))

private func zoneSchema(kind: [KeySchema]) -> ValueSchema {
    .mapping(
        MappingSchema(
            keys: [.required("id", .identifier, "Identifier of the territory.")] + kind + [
                .optional("name", .text, "Its name; its identifier without it."),
                .optional("communes", .list(of: .identifier, minimumCount: 1), "The ids of its communes."),
                .optional("division", .text, "A division of the territory that it takes its communes from."),
                .optional("value", .textOrTexts, "Which territories of that division, by id."),
                .optional("grow_from", .identifier, "The id of the commune that it is grown from."),
                .optional(
                    "inhabitants", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 1e9)),
                    "The population that it is grown to."),
                .optional(
                    "may_overlap", .boolean, "Whether it may take communes of other territories of its division (no)."),
                .optional("replace", .boolean, "Whether it takes the place of the territory of this id (no)."),
                .optional("remove", .boolean, "Ends the territory of this id."),
                .optional("from", .integer(1900...2200), "The year from which this holds."),
            ], exactlyOneOf: ["communes", "division", "grow_from", "remove"]))
}

let zoneSettingsSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional(
            "flows_to", .list(of: .text, minimumCount: 1),
            "Kinds of site that people go to, which structure the territory; without it the poles' kinds."),
        .optional("flow_weight", .number(.from(0, to: 1000)), "What it counts that people go to the same places (4)."),
        .optional("compactness_weight", .number(.from(0, to: 1000)), "What it counts that a zone stays compact (1)."),
        .optional(
            "coordination", .list(of: .text, minimumCount: 0),
            "Divisions whose territories are coordination structures (CLS, CPTS, DAC)."),
    ]))
