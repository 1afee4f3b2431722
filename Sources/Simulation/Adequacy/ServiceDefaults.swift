import Territory

/// What holds for a service where a scenario file says nothing.
struct ServiceDefaults {
    let name: String

    /// Services that need no definition of their own.
    static let builtIn: [String: (professions: [String], kinds: [String])] = [
        "general_practice": (["general_practitioner"], []),
        "nursing": (["nurse"], []),
        "physiotherapy": (["physiotherapist"], []),
        "dentistry": (["dentist"], []),
        "pharmacy": ([], ["pharmacy"]),
        "emergency": ([], ["emergency"]),
    ]

    private var isGeneralPractice: Bool { name == "general_practice" }
    private static let assumption = "assumption (2026)"

    private func setting<Value>(_ key: String, _ value: Value, _ source: String) -> Default<Value> {
        Default(key: "services.\(name).\(key)", value: value, source: source)
    }

    var professions: Default<[String]> {
        setting("professions", Self.builtIn[name]?.professions ?? [], Self.assumption + ": of the service's name")
    }
    var kinds: Default<[String]> {
        setting(
            "kinds", Self.builtIn[name]?.kinds ?? [],
            Self.assumption + ": none named; professionals count at every kind of site")
    }
    var minutes: Default<Double> {
        setting(
            "minutes", name == "emergency" ? 30 : 15,
            name == "emergency"
                ? Self.assumption + ": the 30 minutes of the plans for emergency care"
                : "a GP within 15 minutes by car, guide for local actors on access to care (2010), taken for every service"
        )
    }
    var supply: Default<String> {
        setting("supply", "fte", Self.assumption + ": a half-time professional offers half as much")
    }
    var method: Default<String> {
        setting("method", "e2sfca", "the method of the APL: Barlet, Coldefy, Collin, Lucas-Gabrielli (2012)")
    }
    var decay: Default<String> {
        setting(
            "decay", "steps:10=1,15=0.6667,20=0.3333",
            isGeneralPractice
                ? "the weights customary for the APL to general practitioners; 20 minutes: Legendre, DREES (2020)"
                : Self.assumption + ": the weights of the APL to general practitioners")
    }
    var needOfOthers: Default<Double> { setting("need.others", 1, "the unit of need") }
    /// By group, where the population has it.
    var needOfGroups: [String: Default<Double>] {
        guard isGeneralPractice || name == "nursing" else { return [:] }
        return [
            "age_75_plus": setting(
                "need.age_75_plus", 2,
                Self.assumption
                    + ": people of 75 and more see a general practitioner twice as often as others; the APL "
                    + "has a weight for each age band")
        ]
    }
    var consultationsPerYear: Default<Double>? {
        guard isGeneralPractice else { return nil }
        return setting(
            "consultations_per_year", 5000, "about 5 000 a year, IQVIA (2018), in Le Quotidien du médecin (2019)")
    }
    func orientationKinds(_ kinds: SiteKinds) -> Default<[String]> {
        setting(
            "orientation_kinds", kinds.names.filter { kinds[$0].response == .orientation },
            "the kinds whose response is orientation")
    }
    var orientationMinutes: Default<Double> { setting("orientation_minutes", 15, Self.assumption) }

    func unit(hasConsultations: Bool) -> Default<String> {
        setting(
            "cut_offs.unit", hasConsultations ? "consultations" : "relative_to_mean",
            Self.assumption + ": consultations where their number is known, else multiples of the mean")
    }

    /// In a unit.
    func unmetBelow(_ unit: String) -> Default<Double> {
        switch unit {
        case "consultations":
            setting("cut_offs.unmet_below", 2.5, "2.5 consultations a year: Vergier, Chaput, DREES (2017)")
        case "per_100000":
            setting("cut_offs.unmet_below", 50, Self.assumption + ": 2.5 consultations of 5 000 a year")
        default:
            setting(
                "cut_offs.unmet_below", 0.65,
                Self.assumption
                    + ": 2.5 of the 3.93 consultations that were the mean of France in 2018, Legendre (2020)")
        }
    }
    func abundantFrom(_ unit: String) -> Default<Double> {
        setting(
            "cut_offs.abundant_from", unit == "consultations" ? 5 : unit == "per_100000" ? 100 : 1.25,
            Self.assumption + ": a quarter above the mean of France")
    }
    func redundantFrom(_ unit: String) -> Default<Double> {
        setting(
            "cut_offs.redundant_from", unit == "consultations" ? 6 : unit == "per_100000" ? 120 : 1.5,
            Self.assumption + ": a half above the mean of France")
    }
    var redundantChoices: Default<Double> {
        setting("cut_offs.redundant_choices", 3, Self.assumption + ": three places of supply for the same people")
    }
}
