/// `rounds` of a scenario: what the rounds of nurses are made of.
let roundsSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional(
            "visits_per_year", visitRatesSchema,
            "Nursing visits a person and year: of `inhabitants`, and of older age bands by their own rate."),
        .optional("share_75_to_84", .number(.share), "Of a population that does not tell them apart (0.063)."),
        .optional("share_85_plus", .number(.share), "Of a population that does not tell them apart (0.026)."),
        .optional("visit_minutes", .number(.from(1, to: 600)), "Care at the home (20)."),
        .optional("stop_minutes", .number(.from(0, to: 120)), "To park, to go in and out, at every home (3)."),
        .optional("working_day_minutes", .number(.from(1, to: 1440)), "A nurse's day, break included (420)."),
        .optional("break_minutes", .number(.from(0, to: 600)), "Of the day, without work (20)."),
        .optional("base_minutes", .number(.from(0, to: 600)), "Of the day, at the base before and after (20)."),
        .optional(
            "days_per_week", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 7)),
            "Days a week on which rounds are made (7)."),
        .optional(
            "nurse_hours_per_year", .number(.from(1, to: 8784)), "Work of one full-time equivalent a year (1607)."),
        .optional("simulated_days", .integer(1...366), "Days that are simulated; figures are their means (5)."),
    ]))

let visitRatesSchema = ValueSchema.openMapping(
    of: .number(NumberRange(minimum: 0, maximum: 10_000)),
    keys: "`inhabitants` and groups such as age_75_plus, each with its visits a year")

let nursePoolSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("id", .identifier, "Identifier of the site."),
        .optional("name", .text, "Name of the site; its identifier without it."),
        .required("at", .coordinates, "[longitude, latitude] in degrees: where rounds begin and end."),
        .required(
            "nurses",
            .either([
                .number(.count),
                .mapping(
                    MappingSchema(keys: [
                        .required("count", .number(.count), "Headcount."),
                        .required("fte", .number(.count), "Full-time equivalents."),
                    ])),
                .mapping(
                    MappingSchema(keys: [
                        .required(
                            "per_general_practitioners",
                            .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 1e6)),
                            "General practitioners of structures for one nurse: 2 is one full-time nurse for two."),
                        .optional(
                            "of", .list(of: .identifier, minimumCount: 1),
                            "The structures whose practitioners count; those nearest to this pool without it."),
                    ])),
            ]), "Full-time nurses; or {count, fte}; or {per_general_practitioners: 2}."),
        .optional(
            "minutes", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 600)),
            "How far nurses travel, where it differs from rules.minutes."),
        .optional("from", .integer(1900...2200), "The year from which this holds."),
    ]))
