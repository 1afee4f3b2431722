/// `rules.minimum_team`
let minimumTeamSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional(
            "general_practitioners", .number(.count), "General practitioners of a maison de santé, at least (2)."),
        .optional("paramedical", .number(.count), "Paramedical professionals of it, at least (1)."),
        .optional("kinds", .list(of: .text, minimumCount: 0), "Kinds of site that need it (msp)."),
        .optional(
            "general_practitioner_professions", .list(of: .text, minimumCount: 1),
            "Professions that count as general practitioners."),
        .optional(
            "paramedical_professions", .list(of: .text, minimumCount: 1), "Professions that count as paramedical."),
        .optional(
            "untold_professions", .list(of: .text, minimumCount: 0),
            "Words that stand for people whose profession is not known (professional)."),
    ]))

/// `rules.transport_on_demand`
let transportRulesSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .optional("walking_kmh", .number(.from(0.1, to: 20)), "Speed of people without a car, on foot (5)."),
        .optional(
            "waiting_minutes", .number(.from(0, to: 600)), "Minutes that a journey takes longer than by car (10)."),
        .optional("trips_per_person_year", .number(.count), "Trips to care a person and year, there and back (6)."),
        .optional("group", .text, "The group of people without a car (without_car)."),
    ]))

/// Communes by their codes, or a territory of a division.
let areaSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .optional("communes", .list(of: .identifier, minimumCount: 1), "Codes of the communes."),
            .optional("division", .text, "A division of the territory; `value` names one of its territories."),
            .optional("value", .identifier, "The territory of the division."),
        ], exactlyOneOf: ["communes", "division"]))

/// When one site is open, where that differs from its kind.
let openingKeys: [KeySchema] = [
    .optional("times", .list(of: .text, minimumCount: 1), "Moments at which it is open: day, night, weekend."),
    .optional("hours", weekSchema, "Hours at which it is open."),
    .optional("season", seasonSchema, "Months, or a season, in which it is open."),
]

/// What an opening says of the way there: who comes, from where, when, and how many of them.
let setUpKeys: [KeySchema] = [
    .optional(
        "taken_from",
        .either([
            .identifier,
            .openMapping(
                of: professionalCountsSchema, keys: "sites or communes, each with the professionals who leave it"),
        ]), "Where those who join it leave: a site or a commune, or several."),
    .optional(
        "filled", .number(.share), "The part of the professionals who really come; the others are planned only."),
    .optional("decided", yearSchema, "The year of the decision: it opens when it is set up."),
    .optional("setup_years", setupYearsSchema, "Years from the decision to the opening."),
    .optional("zone", areaSchema, "The communes that a site of a zonal kind is responsible for."),
]

let relocateSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("id", .identifier, "The practice that closes."),
        .required("into", .identifier, "The site that its professionals join."), fromKey, untilKey,
    ]))

let mobileUnitSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .required("id", .identifier, "Identifier of the unit; its stops are ID-1, ID-2…"),
            .optional("kind", .text, "Kind of its stops (mobile_unit)."), .optional("name", .text, "Name of the unit."),
            .required("stops", .list(of: stopSchema, minimumCount: 1), "Where it stands, and on how many days."),
            .optional("professionals", professionalCountsSchema, "Who travels with it."),
            .optional("minutes", minutesSchema, "How far people travel to a stop, where it differs from its kind."),
            fromKey, untilKey,
        ] + openingKeys))

private let stopSchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("at", .coordinates, "[longitude, latitude] in degrees."),
        .optional("name", .text, "Name of the stop."),
        .required("days_per_week", daysPerWeekSchema, "Days a week that it stands there."),
    ]))

private let euros = ValueSchema.number(.count)

let transportSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .required("id", .identifier, "Identifier of the transport."), .optional("name", .text, "Its name."),
            .required("area", areaSchema, "Where it fetches people."),
            .optional(
                "kinds", .list(of: .text, minimumCount: 1), "Kinds of site it carries people to; all without it."),
            .optional("group", .text, "The group of people whom it is for (without_car)."),
            .optional(
                "waiting_minutes", .number(.from(0, to: 600)), "Minutes that a journey takes longer than by car."),
            .optional("trips_per_person_year", .number(.count), "Trips a person and year, there and back."),
            .required("fare_euros", euros, "What a passenger pays for a trip, there and back."),
            .required("cost_per_trip_euros", euros, "What a trip costs, there and back."),
            .optional("yearly_budget_euros", euros, "What the public may pay a year; without it, every trip."), fromKey,
            untilKey,
        ] + openingKeys))
