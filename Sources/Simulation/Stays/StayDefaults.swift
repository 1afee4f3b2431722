extension Defaults {
    private static let health = "DREES, L'état de santé de la population en France (2015): short hospital stays in 2012"
    private static let assumption = "assumption (2026)"

    /// Of the age bands that hold where a scenario names none, from the youngest to the oldest.
    static let stayBands = ["age_75_plus", "age_85_plus"]

    /// Nothing for a band that the program has no figure for.
    static func stayDischarges(_ group: String) -> Default<Double> {
        let key = "stays.arrivals.\(group).discharges_per_inhabitant"
        return switch group {
        case "age_75_plus": Default(key: key, value: 0.584, source: health + ", 584 for 1 000 people of 75 to 84")
        case "age_85_plus": Default(key: key, value: 0.690, source: health + ", 690 for 1 000 people of 85 or more")
        default: Default(key: key, value: 0, source: assumption + ": none where the scenario names none")
        }
    }

    static func stayShareOfDischarges(_ group: String) -> Default<Double> {
        let key = "stays.arrivals.\(group).share_of_discharges"
        return switch group {
        case "age_75_plus":
            Default(
                key: key, value: 0.01,
                source: assumption + ": the 1 500 places of 2024 in the country could take about 0.5 % of them")
        case "age_85_plus":
            Default(key: key, value: 0.02, source: assumption + ": twice the share of the younger")
        default: Default(key: key, value: 0, source: assumption + ": none where the scenario names none")
        }
    }

    static func stayCrises(_ group: String) -> Default<Double> {
        let key = "stays.arrivals.\(group).crises_per_inhabitant"
        return switch group {
        case "age_75_plus":
            Default(key: key, value: 0.002, source: assumption + ": a carer who falls ill, 2 for 1 000 a year")
        case "age_85_plus":
            Default(key: key, value: 0.005, source: assumption + ": a carer who falls ill, 5 for 1 000 a year")
        default: Default(key: key, value: 0, source: assumption + ": none where the scenario names none")
        }
    }

    static let stayDistribution = Default(
        key: "stays.length.distribution", value: StayLength.Distribution.exponential.rawValue,
        source: assumption + ": without waiting, refusals depend on the mean alone")
    static let stayMeanDays = Default(
        key: "stays.length.mean_days", value: 60.0,
        source: "DREES, Études et résultats 699 (2009): two months on average in 2007, before the longest covered stay")
    static let stayLongestDays = Default(
        key: "stays.length.longest_days", value: 30.0,
        source: "report on a territorial public health service (2014): a covered stay of up to 30 days")
    static let stayHomeSupportShare = Default(
        key: "stays.home_support.share", value: 0.0, source: assumption + ": everybody who asks needs a bed")
    static let stayHomeSupportDays = Default(
        key: "stays.home_support.days", value: 7.0,
        source: "report on a territorial public health service (2014): 7 days of support at home")
    static let stayWinterMonths = Default(
        key: "stays.winter.months", value: ["12", "1", "2", "3"], source: assumption + ": December to March")
    static let stayWinterFactor = Default(
        key: "stays.winter.factor", value: 1.0, source: assumption + ": a year without an epidemic")
    static let stayLongestWait = Default(
        key: "stays.longest_wait_days", value: 7.0,
        source: assumption + ": support at home (7 days, report of 2014) may bridge the wait")
    static let stayDays = Default(key: "stays.days", value: 365.0, source: assumption + ": a year")
    static let stayWarmUp = Default(
        key: "stays.warm_up_days", value: 90.0, source: assumption + ": three times the longest covered stay")
    static let stayReplicates = Default(key: "stays.replicates", value: 100.0, source: assumption)
    static let stayConfidence = Default(key: "stays.confidence", value: 0.95, source: "custom of the field")
    static let stayErlangTolerance = Default(
        key: "stays.erlang_tolerance", value: 0.05,
        source: assumption + ": a twentieth of the demand may reach other beds too")
}
