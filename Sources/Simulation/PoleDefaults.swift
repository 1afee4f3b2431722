/// The least team of a maison de santé, days of sites, transport on demand.
extension Defaults {
    private static let leastTeam =
        "at least two general practitioners and one paramedical professional, bibliography of Occitanie (2022)"

    public static let leastGeneralPractitioners = Default(
        key: "rules.minimum_team.general_practitioners", value: 2.0, source: leastTeam)
    public static let leastParamedical = Default(
        key: "rules.minimum_team.paramedical", value: 1.0, source: leastTeam)
    public static let minimumTeamKinds = Default(
        key: "rules.minimum_team.kinds", value: ["msp"], source: leastTeam + ", of a maison de santé")
    public static let generalPractitionerProfessions = Default(
        key: "rules.minimum_team.general_practitioner_professions", value: ["general_practitioner"],
        source: "assumption of 2026: the word of this program's examples")
    public static let paramedicalProfessions = Default(
        key: "rules.minimum_team.paramedical_professions",
        value: [
            "advanced_practice_nurse", "dietitian", "nurse", "occupational_therapist", "orthoptist", "physiotherapist",
            "podiatrist", "psychomotor_therapist", "speech_therapist",
        ],
        source:
            "auxiliaires médicaux of the Code de la santé publique (part 4, book III) who practise in the community; "
            + "the English words are an assumption of 2026")
    public static let untoldProfessions = Default(
        key: "rules.minimum_team.untold_professions", value: ["professional"],
        source: "assumption of 2026: what a source writes that gives no professions")

    public static let assumedDaysPerWeek = Default(
        key: "rules.days_per_week", value: 5.0,
        source: "assumption of 2026: a site whose days are not known opens from Monday to Friday")

    public static let transportWalkingSpeed = Default(
        key: "rules.transport_on_demand.walking_kmh", value: 5.0,
        source: "OSRM foot profile (profiles/foot.lua, walking_speed), along the quickest way by road")
    public static let transportWaiting = Default(
        key: "rules.transport_on_demand.waiting_minutes", value: 10.0,
        source: "assumption of 2026: the wait, and the way to fetch others; booking the day before is not counted")
    public static let transportTrips = Default(
        key: "rules.transport_on_demand.trips_per_person_year", value: 6.0,
        source: "assumption of 2026: trips to care, there and back")
    public static let transportGroup = Default(
        key: "rules.transport_on_demand.group", value: "without_car",
        source: "assumption of 2026: the name of the group of people without a car")
}
