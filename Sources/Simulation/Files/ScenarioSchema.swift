import Coverage

/// The scenario file, version 1.
let scenarioSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("scenario", .integer(1...1), "Version of this format: 1."),
        .required("name", .text, "Name of the scenario."),
        .required("territory", .path, "The territory file."),
        .optional(
            "profile", .either([.word(ScenarioFile.Profile.names), .path]),
            "How people travel: a profile of the program, or a file."),
        .optional(
            "year", yearSchema,
            "The year that is looked at: changes that do not hold in it are left out. With `years`: the year whose "
                + "maps are drawn (the last)."),
        .optional("kinds", kindsSchema, "What each kind of site is: how it covers, when it is open."),
        .optional("moment", .text, "The moment that is looked at: day, night, weekend; what is closed then drops out."),
        .optional("season", seasonSchema, "The season or the months that are looked at."),
        .optional("moments", .list(of: .text, minimumCount: 1), "Moments to report beside each other."),
        .optional("rules", rulesSchema, "The rules that sites are judged by."),
        .optional("travel", travelSchema, "How places are tied to the roads, and how finely maps are drawn."),
        .optional("changes", changesSchema, "Applied in order to a copy of the territory."),
        .optional("services", servicesSchema, "Services whose supply is set against the need for them."),
        .optional("equity", equitySchema, "What the inequality figures are taken of."),
        .optional("stays", staysSchema, "Temporary stays: who asks, how long they stay, how it is simulated."),
        .optional("zones", zoneSettingsSchema, "What zones are grown along, and which of them coordinate."),
        .optional("rounds", roundsSchema, "What the rounds of nurses are made of."),
        .optional("seed", .integer(0...0xFFFF_FFFF), "Of everything that is left to chance (1)."),
        .optional("years", yearsSchema, "A horizon of years: professionals who age, retire and arrive."),
    ]))

let yearSchema = ValueSchema.integer(1900...2200)
let minutesSchema = ValueSchema.number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 600))

private let rulesSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("three_15s", threeFifteensSchema, "The rule of the three 15s."),
        .optional(
            "minutes", .openMapping(of: minutesSchema, keys: "kinds of site, each with its minutes"),
            "How far people travel to each kind of site; 15 for a kind that is not named."),
        .optional("minimum_team", minimumTeamSchema, "The least team of a maison de santé."),
        .optional("transport_on_demand", transportRulesSchema, "How people without a car travel."),
        .optional("days_per_week", daysPerWeekSchema, "Days a week of a site whose days are not known (5)."),
        .optional("moments", momentsSchema, "What day, night, weekend and words of one's own stand for."),
        .optional("seasons", seasonsSchema, "What winter, summer and words of one's own stand for."),
    ]))

private let threeFifteensSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("inhabitants", .number(.count), "Inhabitants of a pole, at least (15 000)."),
        .optional("professionals", .number(.count), "Professionals of a pole, at least (15)."),
        .optional("minutes", minutesSchema, "Minutes of travel to a pole, at most (15)."),
        .optional(
            "inhabitants_basis", .word(ThreeFifteensRule.InhabitantsBasis.allCases.map(\.rawValue)),
            "Whether a pole's inhabitants are those allocated to it or all within reach."),
        .optional(
            "professionals_basis", .word(ThreeFifteensRule.ProfessionalsBasis.allCases.map(\.rawValue)),
            "Whether professionals are counted by heads or by full-time equivalents."),
        .optional("kinds", .list(of: .text, minimumCount: 1), "Kinds of site that are poles (msp, cds)."),
        .optional("tolerance", .number(.share), "Share by which a threshold may be missed."),
        .optional(
            "minutes_quantile", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 1)),
            "Share of a pole's inhabitants who must live within the minutes (0.95)."),
    ]))

private let travelSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("access_kmh", .number(.from(0.1, to: 100)), "Speed of the way from a place to the road (4)."),
        .optional("max_access_metres", .number(.from(1, to: 50_000)), "Farther from every road: unattached (1000)."),
        // Finer, a territory has more nodes than memory has room for.
        .optional("resolution_metres", .number(.from(5, to: 5000)), "Resolution of drawn catchments (100)."),
    ]))

let professionalCountsSchema = ValueSchema.openMapping(
    of: .either([
        .number(.count),
        .mapping(
            MappingSchema(keys: [
                .required("count", .number(.count), "Headcount."),
                .required("fte", .number(.count), "Full-time equivalents."),
            ])),
    ]), keys: "professions, each with a headcount")

private let siteID = KeySchema.required("id", .identifier, "Identifier of the site.")
let fromKey = KeySchema.optional("from", yearSchema, "The year from which this holds.")
let untilKey = KeySchema.optional("until", yearSchema, "The last year in which this holds, of something temporary.")

private let openSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            siteID,
            .required("kind", .text, "msp, cds… or any word."),
            .optional("name", .text, "Name of the site; its identifier without it."),
            .required("at", .coordinates, "[longitude, latitude] in degrees."),
            .optional("professionals", professionalCountsSchema, "Who works there."),
            .optional("satellite_of", .identifier, "The main site of the pole it belongs to."),
            .optional(
                "days_per_week", .number(NumberRange(minimum: 0, isAboveMinimum: true, maximum: 7)),
                "Days a week that it is open."),
            .optional("minutes", minutesSchema, "How far people travel to it, where it differs from its kind."),
            .optional("beds", .number(.count), "Beds or places."),
            fromKey, untilKey,
        ] + openingKeys + setUpKeys))

private let closeSchema = ValueSchema.mapping(MappingSchema(keys: [siteID, fromKey, untilKey]))

private let moveSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        siteID, .required("to", .coordinates, "[longitude, latitude] in degrees."), fromKey, untilKey,
    ]))

private let staffSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        siteID,
        .optional("add", professionalCountsSchema, "Who comes."),
        .optional("remove", professionalCountsSchema, "Who leaves."),
        .optional("taken_from", .identifier, "The site or the commune that those who come leave."),
        fromKey, untilKey,
    ]))

private let temporaryStaySchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            siteID,
            .optional("name", .text, "Name of the site; its identifier without it."),
            .optional("at", .coordinates, "[longitude, latitude] in degrees."),
            .optional("at_site", .identifier, "The site whose place it shares."),
            .required("beds", .integer(0...100_000), "Beds."),
            .optional("minutes", minutesSchema, "How far people travel to it, where it differs from its kind."),
            fromKey, untilKey,
        ], exactlyOneOf: ["at", "at_site"]))

private let changeSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .optional("open", openSchema, "Opens a site."),
            .optional("close", closeSchema, "Closes a site."),
            .optional("move", moveSchema, "Moves a site."),
            .optional("staff", staffSchema, "Changes who works at a site."),
            .optional(
                "relocate", relocateSchema, "Moves the professionals of a practice into another site; it closes."),
            .optional("mobile_unit", mobileUnitSchema, "A unit that stands at several places by turns."),
            .optional("transport_on_demand", transportSchema, "Transport for people without a car."),
            .optional("nurse_pool", nursePoolSchema, "Nurses who travel to homes."),
            .optional("temporary_stay", temporaryStaySchema, "Opens beds for temporary stays."),
            .optional("place", placeSchema, "Places sites by a siting model."),
            .optional(
                partitionWord, partitionSchema, "Parts the whole land: territories that grow from seeds side by side."),
        ] + zoneChanges,
        exactlyOneOf: ["open", "close", "move", "staff", "relocate", "mobile_unit", "transport_on_demand"]
            + zoneChanges.map(\.name)
            + ["nurse_pool", "temporary_stay", partitionWord, "place"]))

let changesSchema = ValueSchema.list(of: changeSchema, minimumCount: 0)
