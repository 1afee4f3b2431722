/// The section `stays` of a scenario file, and the change `temporary_stay`.
let staysSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional(
            "arrivals",
            .openMapping(of: arrivalSchema, keys: "age bands (inhabitants, age_75_plus…), each up to the next one"),
            "Who asks for a stay in a year, by age band."),
        .optional("length", lengthSchema, "How long people stay."),
        .optional("home_support", homeSupportSchema, "Support at home in place of a bed."),
        .optional("winter", winterSchema, "An epidemic that brings more people."),
        .optional("longest_wait_days", .number(.from(0, to: 365)), "Who has waited longer is refused (7)."),
        .optional("days", .integer(1...3650), "Days simulated, from 1 January (365)."),
        .optional("warm_up_days", .integer(0...3650), "Days simulated before, in no figure (90)."),
        .optional("replicates", .integer(1...1000), "How often it is simulated (100)."),
        .optional("confidence", .number(.from(0.5, to: 0.999)), "Confidence level of the intervals (0.95)."),
        .optional(
            "erlang_tolerance", .number(.share),
            "Share of demand in common with other sites up to which Erlang's formula is held to apply (0.05)."),
    ]))

private let arrivalSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("discharges_per_inhabitant", .number(.from(0, to: 10)), "Discharges from hospital a year."),
        .optional("share_of_discharges", .number(.share), "Share of them that asks for a temporary stay."),
        .optional("crises_per_inhabitant", .number(.from(0, to: 10)), "Crises a year that ask for one."),
    ]))

private let lengthSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional(
            "distribution", .word(StayLength.Distribution.allCases.map(\.rawValue)), "Of the lengths (exponential)."),
        .optional(
            "mean_days", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 3650)),
            "Mean stay if nothing ended it (60)."),
        .optional(
            "longest_days", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 365)),
            "When a stay ends at the latest (30)."),
    ]))

private let homeSupportSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("share", .number(.share), "Share of those who ask who need no bed (0)."),
        .optional(
            "days", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 365)), "Days of support each (7)."),
    ]))

private let winterSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("months", .list(of: .integer(1...12), minimumCount: 1), "Months of the epidemic ([12, 1, 2, 3])."),
        .optional("factor", .number(.from(0, to: 100)), "How many times the ordinary arrivals come then (1)."),
    ]))
