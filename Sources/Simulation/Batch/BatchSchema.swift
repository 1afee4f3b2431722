/// The plan of a batch of runs, version 1.
let batchSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("batch", .integer(1...1), "Version of this format: 1."),
        .required("name", .text, "Name of the batch."),
        .required("scenario", .path, "The scenario that is varied."),
        .optional("design", designSchema, "Which combinations of the factors are run (grid: all)."),
        .optional("factors", .list(of: factorSchema, minimumCount: 0), "What is varied."),
        .optional(
            "replicates", .integer(1...1_000_000),
            "How often each combination is run, each time with another seed; the same seeds for all combinations."),
        .required(
            "figures", .list(of: .text, minimumCount: 1),
            "Figures to keep, by key path in summary.json; * stands for any name on the way."),
        .optional(
            "per_commune", .list(of: .text, minimumCount: 1),
            "Figures of each commune to keep, by column of communes.geojson."),
        .optional(
            "seed", .integer(0...0xFFFF_FFFF), "Of the samples and of the replicates' own seeds (1)."),
    ]))

private let samplePoints = ValueSchema.integer(1...1_000_000_000_000)

private let designSchema = ValueSchema.either([
    .word(["grid"]),
    .mapping(
        MappingSchema(
            keys: [
                .optional("latin_hypercube", samplePoints, "So many points of a Latin hypercube."),
                .optional("sobol", samplePoints, "So many points of Sobol's sequence."),
                .optional(
                    "saltelli", samplePoints,
                    "So many rows of a Saltelli sample, each of factors + 2 runs: for Sobol' indices."),
            ], exactlyOneOf: ["latin_hypercube", "sobol", "saltelli"])),
])

private let scalarSchema = ValueSchema.either([
    .number(.any), .boolean, .text, .list(of: .either([.number(.any), .text]), minimumCount: 0),
    .openMapping(of: .either([.number(.any), .text, .list(of: .text, minimumCount: 0)]), keys: "as in the scenario"),
])

private let distributionSchema = ValueSchema.either([
    .word(["uniform", "log_uniform"]),
    .mapping(
        MappingSchema(
            keys: [
                .optional(
                    "triangular",
                    .mapping(MappingSchema(keys: [.required("mode", .number(.any), "The likeliest value.")])),
                    "A triangle over from … to."),
                .optional(
                    "normal",
                    .mapping(
                        MappingSchema(keys: [
                            .required("mean", .number(.any), "The mean."),
                            .required(
                                "standard_deviation", .number(NumberRange(minimum: 0, isAboveMinimum: true)),
                                "The standard deviation."),
                        ])), "A normal distribution, cut off at from and to."),
            ], exactlyOneOf: ["triangular", "normal"])),
])

private let factorSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .required("name", .text, "Name of the factor: a column of the results."),
            .optional("key", .text, "The key path in the scenario: rules.minutes.msp, changes[0].open.minutes."),
            .optional(
                "subset_of", .list(of: .identifier, minimumCount: 1),
                "Sites of which each run has some: those that the scenario opens, and sites of the territory."),
            .optional("values", .list(of: scalarSchema, minimumCount: 1), "The values, one after the other."),
            .optional(
                "range", .list(of: .number(.any), minimumCount: 2),
                "[first, last] of evenly spaced values, with `step`."),
            .optional(
                "step", .number(NumberRange(minimum: 0, isAboveMinimum: true)), "Distance of the values of `range`."),
            .optional("from", .number(.any), "The least value of a sampled factor."),
            .optional("to", .number(.any), "The greatest value of a sampled factor."),
            .optional("distribution", distributionSchema, "Of a sampled factor (uniform)."),
            .optional("whole", .boolean, "Whether a sampled factor takes whole numbers only (false)."),
            .optional(
                "size", .either([.integer(0...10_000), .list(of: .integer(0...10_000), minimumCount: 2)]),
                "How many sites of the subset there are: a number, or [least, most] (any)."),
            .optional("draws", samplePoints, "So many subsets at random (all of them)."),
        ], exactlyOneOf: ["key", "subset_of"]))
