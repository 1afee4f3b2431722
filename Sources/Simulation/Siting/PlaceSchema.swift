import Layers
import Placement
import Territory

private let aboveZero = NumberRange(minimum: 0, isAboveMinimum: true, maximum: 1e9)

private let teamSchema = ValueSchema.openMapping(of: .number(.count), keys: "professions, each with a headcount")

private let candidatesSchema = ValueSchema.either([
    .word(["communes"]),
    .mapping(
        MappingSchema(keys: [
            .required("sites", .text, "A kind of site: the places of those that exist.")
        ])),
    .mapping(
        MappingSchema(
            keys: layerKeys + [
                .required("id", .text, "The field that holds the id of a candidate."),
                .optional("name", .text, "The field that holds its name; the id without it."),
                .optional("cost", .text, "The field that holds what a site there costs, for a `budget`."),
            ])),
])

private let companionSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .optional(
                nursePoolKind,
                .mapping(
                    MappingSchema(keys: [
                        .required("nurses", .number(aboveZero), "Nurses, full time."),
                        .optional("minutes", minutesSchema, "How far they travel, where that differs from the kind."),
                    ])), "A pool of nurses who travel to homes."),
            .optional(
                temporaryStayKind,
                .mapping(
                    MappingSchema(keys: [
                        .required("beds", .integer(1...100_000), "Beds."),
                        .optional("minutes", minutesSchema, "How far people travel to them."),
                    ])), "Beds for temporary stays."),
            .optional(
                "open",
                .mapping(
                    MappingSchema(keys: [
                        .required("kind", .text, "msp, cds… or any word."),
                        .optional("professionals", professionalCountsSchema, "Who works there."),
                        .optional("beds", .number(.count), "Beds or places."),
                        .optional("minutes", minutesSchema, "How far people travel to it."),
                    ])), "A site of any other kind."),
        ], exactlyOneOf: [nursePoolKind, temporaryStayKind, "open"]))

private let staffSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional(
            "per_inhabitants", .number(aboveZero),
            "The inhabitants that one team is for (those of the rule of the three 15s, 15 000)."),
        .required("team", teamSchema, "The professionals of one team, whose proportions every site keeps."),
        .optional(
            "at_least", .number(.count),
            "Professionals of each site, at least (those of the rule of the three 15s, 15)."
        ),
    ]))

/// `place`: sites that a siting model places.
let placeSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("kind", .text, "What is placed: msp, cds…"),
        .required("model", .word(SitingModel.allCases.map(\.rawValue)), "What the sites shall be best at."),
        .optional(
            "sites", .integer(1...100_000),
            "How many new sites, beside those that exist (maillage: at most; lscp finds the number itself)."),
        .optional("budget", .number(aboveZero), "What they may cost together, in place of `sites`."),
        .optional("minutes", minutesSchema, "How far a site covers; the minutes of its kind without it."),
        .required(
            "candidates", candidatesSchema,
            "Where sites may stand: communes (where most of their people live), a layer of points, sites of a kind."),
        .optional(
            "existing", .boolean, "Whether the sites of the kind that exist by then count, and stay (yes)."),
        .optional(
            "demand", .word(SitingDemand.allCases.map(\.rawValue)),
            "What people are counted by: places where they live, or communes (maillage: communes, else places)."),
        .optional(
            "weights",
            .openMapping(
                of: .number(.from(0, to: 1e6)), keys: "inhabitants and groups of the population, each with a factor"),
            "What counts in the objective (inhabitants: 1)."),
        .optional("min_inhabitants", .number(.count), "Inhabitants of each site of a maillage, at least (15 000)."),
        .optional("max_inhabitants", .number(aboveZero), "Inhabitants of each site of a maillage, at most."),
        .optional("contiguous", .boolean, "Whether the areas of a maillage must be contiguous (no)."),
        .optional(
            "profiles",
            .list(of: .either([.word(ScenarioFile.Profile.names), .path]), minimumCount: 1),
            "Profiles that the plan shall hold for together: car, car-peak, or files (the scenario's own)."),
        .optional(
            "robust", .word(RobustTravel.allCases.map(\.rawValue)),
            "How the times of several profiles count: the slowest of each way (worst), or the mean."),
        .optional(
            "method", .word(SitingMethod.allCases.map(\.rawValue)),
            "exact, heuristic, or auto: exact up to 5 million pairs."),
        .optional(
            "time_limit_seconds", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 86_400)),
            "After so many seconds the best plan found holds (60)."),
        .optional("id", .identifier, "What the ids of the sites begin with; the kind without it."),
        .optional("name", .text, "What the names of the sites begin with; the kind's title without it."),
        .optional("professionals", professionalCountsSchema, "Who works at each site."),
        .optional("staff", staffSchema, "Who works at each site, in proportion to its people."),
        .optional(
            "with", .list(of: companionSchema, minimumCount: 1), "Sites of other kinds that open at the same places."),
        .optional("only_zones", .boolean, "Draws where sites would stand, and opens none (no)."),
        .optional("curve", .boolean, "Whether the people covered by number of sites are reported too (no)."),
        fromKey, untilKey,
    ]))

extension PlaceEntry {
    /// - Parameter folder: that of the file, for the paths in it.
    init(_ body: FileValue, folder: String) throws(Problem) {
        kind = try body.requiredText("kind")
        model = SitingModel(rawValue: try body.requiredText("model")) ?? .maximalCovering
        sites = body["sites"]?.integer
        budget = body["budget"]?.number
        minutes = body["minutes"]?.number
        let places = try body.required("candidates")
        if let kind = places["sites"]?.text {
            candidates = .sites(ofKind: kind)
        } else if places["layer"] != nil {
            candidates = .layer(
                try layerSource(places, folder: folder), idField: try places.requiredText("id"),
                nameField: places["name"]?.text, costField: places["cost"]?.text)
        } else {
            candidates = .communes
        }
        countsExisting = body["existing"]?.boolean ?? true
        demand = body["demand"]?.text.flatMap(SitingDemand.init)
        weights = [:]
        for entry in body["weights"]?.entries ?? [] { weights[entry.key] = try entry.value.requiredNumber() }
        leastInhabitants = body["min_inhabitants"]?.number
        mostInhabitants = body["max_inhabitants"]?.number
        isContiguous = body["contiguous"]?.boolean ?? false
        profiles = (body["profiles"]?.texts ?? []).map {
            ScenarioFile.Profile.names.contains($0) ? .named($0) : .file(path: resolvedPath($0, folder: folder))
        }
        robust = body["robust"]?.text.flatMap(RobustTravel.init) ?? .worst
        method = body["method"]?.text.flatMap(SitingMethod.init) ?? .auto
        timeLimitSeconds = body["time_limit_seconds"]?.number ?? Defaults.sitingTimeLimit.value
        idPrefix = body["id"]?.text ?? kind
        namePrefix = body["name"]?.text
        professionals = try body["professionals"].map { value throws(Problem) in try professionalCounts(value) }
        staffRule = try body["staff"].map { value throws(Problem) in try StaffRule(value) }
        companions = []
        for value in body["with"]?.elements ?? [] { companions.append(try SitingCompanion(value)) }
        drawsOnlyZones = body["only_zones"]?.boolean ?? false
        wantsCurve = body["curve"]?.boolean ?? false
    }
}

extension StaffRule {
    fileprivate init(_ value: FileValue) throws(Problem) {
        var team: [String: Double] = [:]
        for entry in try value.required("team").entries { team[entry.key] = try entry.value.requiredNumber() }
        self.init(
            inhabitantsPerTeam: value["per_inhabitants"]?.number ?? Defaults.inhabitants.value, team: team,
            leastProfessionals: value["at_least"]?.number)
    }
}

extension SitingCompanion {
    fileprivate init(_ value: FileValue) throws(Problem) {
        guard let entry = value.entries.first else { throw value.problem("the entry is empty") }
        let body = entry.value
        var professionals = Professionals()
        for (name, count) in try professionalCounts(body["professionals"]) {
            professionals[name] = ProfessionalCount(
                headcount: count.headcount, fullTimeEquivalents: count.fullTimeEquivalents ?? count.headcount)
        }
        if let nurses = body["nurses"]?.number { professionals[nurseProfession] = ProfessionalCount(nurses) }
        self.init(
            kind: body["kind"]?.text ?? entry.key, professionals: professionals, beds: body["beds"]?.number,
            minutes: body["minutes"]?.number)
    }
}

/// What the schema cannot say of a `place`: keys that exclude each other.
func placeProblems(_ body: FileValue) -> [Problem] {
    guard body["professionals"] != nil, let staff = body["staff"] else { return [] }
    return [staff.problem("`professionals` says already who works at each site", remedy: "keep one of them")]
}
