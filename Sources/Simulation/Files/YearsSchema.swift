import Coverage

/// The horizon of years.
let yearsSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("from", year, "The first year."),
        .required("to", year, "The last year, included; at most 50 later."),
        .optional("replicates", .integer(1...10_000), "How often chance is tried (100)."),
        .optional("ages", .list(of: agesSchema, minimumCount: 1), "How old professionals are in the first year."),
        .optional("youngest_age", ageSchema, "Where the band `under_N` begins (28)."),
        .optional("oldest_age", ageSchema, "Where the band `N_plus` ends (70)."),
        .optional(
            "retirement", .openMapping(of: hazardsSchema, keys: professionKeys),
            "Of those who reach an age, the share that retires in the year: {60: 0.05, 67: 1}; holds to the next age."),
        .optional(
            "moves_away", .openMapping(of: .number(.share), keys: professionKeys),
            "Share of the professionals who leave for elsewhere in a year (0)."),
        .optional(
            "arrivals", .openMapping(of: arrivalsSchema, keys: professionKeys), "Who comes in a year (nobody)."),
        .optional("arrival_age", ageSchema, "How old those are who arrive (33)."),
        .optional(
            "settle", .word(Settlement.allCases.map(\.rawValue)),
            "Where they settle: at vacancies, at poles first, in proportion to the supply or to the inhabitants."),
        .optional("threshold", thresholdSchema, "When a commune has too few professionals."),
        .optional(
            "escalation", .list(of: substituteSchema, minimumCount: 0),
            "Temporary substitutes, in the order in which they are tried where the local offer leaves a gap."),
        .optional("confidence_level", .number(.from(0.5, to: 0.999)), "Of the intervals of means (0.95)."),
        .optional(
            "full_week_days", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 7)),
            "Days a week of one full-time equivalent (5)."),
    ]))

private let year = ValueSchema.integer(1900...2200)
private let professionKeys = "professions, or `all`"
private let ageSchema = ValueSchema.integer(AgeBand.possible)
private let hazardsSchema = ValueSchema.openMapping(of: .number(.share), keys: "ages, each with a hazard")

private let agesSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required(
            "shares", .openMapping(of: .number(.count), keys: "bands such as under_40, 40_59, 60_plus"),
            "Share, or number, of each band of ages; only the proportions count."),
        .optional("professions", .list(of: .text, minimumCount: 1), "Of which professions; without it, of all."),
        .optional("communes", .list(of: .identifier, minimumCount: 1), "In which communes; without it, everywhere."),
        .optional("sites", .list(of: .identifier, minimumCount: 1), "At which sites."),
    ]))

private let arrivalsSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("number", .number(.count), "How many a year; a fraction is drawn."),
        .optional(
            "replaced", .number(.from(0, to: 10)), "Share of those who retired or moved away in the year."),
    ]))

private let thresholdSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("profession", .text, "Which professionals count (general_practitioner)."),
        .optional(
            "quantity", .word(SupplyThreshold.Quantity.allCases.map(\.rawValue)),
            "headcount, fte, or density: full-time equivalents per 10 000 inhabitants."),
        .optional("least", .number(.count), "With less, an area is under the threshold (1)."),
        .optional("division", .text, "The division whose territories are looked at; without it, communes."),
    ]))

private let substituteSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .required("kind", .text, "consultation_avancee, mobile_unit, telemedicine… or any word."),
            .optional("full_time_equivalents", .number(positive), "What one gives to an area."),
            .optional(
                "days_per_week", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 7)),
                "The same in days a week."),
            .optional("number", .integer(0...100_000), "How many there are; without it, as many as wanted."),
            .optional("delay", .integer(0...50), "Years that a gap must have lasted before one comes (0)."),
            .optional("duration", .integer(1...50), "The most years that one stays; without it, as long as the gap."),
        ], exactlyOneOf: ["full_time_equivalents", "days_per_week"]))

private let positive = NumberRange(minimum: 0, isAboveMinimum: true, maximum: 1e9)
