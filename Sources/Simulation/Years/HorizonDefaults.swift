/// What holds for a horizon of years where a scenario file says nothing.
extension Defaults {
    public static let replicates = Default(
        key: "years.replicates", value: 100.0, source: "assumption: enough for a tenth and nine tenths of the cases")
    /// Bands and their shares in percent.
    public static let ages = Default(
        key: "years.ages", value: ["under_40: 18.6", "40_59: 54.3", "60_plus: 27.1"],
        source: "CNOM, Atlas de la démographie médicale 2016: physicians in regular activity on 1 January 2016; taken "
            + "for every profession and place")
    public static let youngestAge = Default(
        key: "years.youngest_age", value: 28.0, source: "assumption: the end of a general practitioner's studies")
    public static let oldestAge = Default(
        key: "years.oldest_age", value: 70.0,
        source: "DREES 2017: from 71 on nearly all dentists have stopped; taken for every profession")
    /// The mean age of stopping is 65.2 years, its peak at 66.
    public static let retirement = Default(
        key: "years.retirement",
        value: [
            "55: 0.01", "60: 0.03", "62: 0.1", "64: 0.2", "66: 0.33", "68: 0.25", "71: 0.5", "75: 1.0",
        ],
        source: "assumption, set to the mean of 65.24 years and the peak at 66 of general practitioners who stopped "
            + "in 2007–2008 (CARMF); taken for every profession")
    public static let movesAway = Default(
        key: "years.moves_away", value: 0.0, source: "assumption: nobody leaves before retirement")
    public static let arrivalNumber = Default(
        key: "years.arrivals.number", value: 0.0, source: "assumption: nobody comes unless the scenario says so")
    public static let arrivalReplaced = Default(
        key: "years.arrivals.replaced", value: 0.0, source: "assumption: nobody is replaced unless the scenario says so"
    )
    public static let arrivalAge = Default(
        key: "years.arrival_age", value: 33.0,
        source: "CARMF 2022: general practitioners join at 32.6 years on average")
    public static let settlement = Default(
        key: "years.settle", value: Settlement.vacancies.rawValue,
        source: "assumption: who arrives takes over a practice or a post")
    public static let thresholdProfession = Default(
        key: "years.threshold.profession", value: "general_practitioner",
        source: "assumption: the guide for local actors speaks of general practitioners first")
    public static let thresholdQuantity = Default(
        key: "years.threshold.quantity", value: SupplyThreshold.Quantity.headcount.rawValue,
        source: "assumption: the guide counts professionals, not their time")
    public static let thresholdLeast = Default(
        key: "years.threshold.least", value: 1.0,
        source: "guide for local actors on access to care (2010): a territory that has lost its professionals; "
            + "under the threshold once nobody is left")
    public static let confidenceLevel = Default(
        key: "years.confidence_level", value: 0.95, source: "assumption: the custom")
    public static let fullWeekDays = Default(
        key: "years.full_week_days", value: 5.0,
        source: "assumption: a substitute of so many days a week is one full-time equivalent")
}
