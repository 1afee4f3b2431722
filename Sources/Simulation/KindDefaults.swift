import Territory

/// A kind of site as it is taken where a scenario file says nothing else.
struct KindDefault: Hashable, Sendable {
    var name: String
    var title: String
    var covering = SiteKind.Covering.catchment
    var response = SiteKind.Response.full
    /// Words of moments at which its sites are open; none: nothing is assumed.
    var times: [String] = []
    var daysPerWeek: Double?
    var isVisiting = false
    var setupYears: Double?
    var source: String
}

/// The kinds of site of the field. How each covers and what it answers with is what the kind is; hours and days are
/// assumptions, as they differ from site to site.
extension Defaults {
    private static let always = ["day", "night", "weekend"]
    private static let openByDay = "assumption of 2026: open by day, Monday to Friday"
    private static let openAlways = "assumption of 2026: open at any hour"
    private static let setup =
        "three to four years to set up, guide for local actors on access to care (2010); the longer"

    static let kinds: [KindDefault] = [
        KindDefault(
            name: "cds", title: "Centre de santé", times: ["day"], daysPerWeek: 5, setupYears: 4,
            source: "\(openByDay); assumption: set up as long as a maison de santé"),
        KindDefault(
            name: "consultation_avancee", title: "Consultation avancée", times: ["day"], daysPerWeek: 1,
            isVisiting: true, source: "a specialist some days a week (guide of 2010); assumption of 2026: one, by day"),
        KindDefault(
            name: "cpts", title: "Communauté professionnelle territoriale de santé", covering: .zonal,
            response: .orientation,
            source:
                "responsible for the people of a territory (bibliography of Occitanie, 2022); it does not treat itself"),
        KindDefault(
            name: "dac", title: "Dispositif d'appui à la coordination", covering: .zonal, response: .orientation,
            times: ["day"], daysPerWeek: 5,
            source: "to cover everywhere (bibliography of Occitanie, 2022); \(openByDay)"),
        KindDefault(
            name: "ehpad", title: "EHPAD", times: always, daysPerWeek: 7, source: openAlways),
        KindDefault(
            name: "emergency", title: "Service d'urgences", times: always, daysPerWeek: 7, source: openAlways),
        KindDefault(
            name: "general_practice", title: "Cabinet de médecine générale", times: ["day"], daysPerWeek: 5,
            source: openByDay),
        KindDefault(
            name: "had", title: "Hospitalisation à domicile", covering: .mobile, times: always, daysPerWeek: 7,
            source: "care at home, day and night, every day"),
        KindDefault(
            name: "hospital", title: "Hôpital", times: always, daysPerWeek: 7, source: openAlways),
        KindDefault(
            name: "mmg", title: "Maison médicale de garde", times: ["night", "weekend"], daysPerWeek: 7,
            source: "the permanence des soins (Code de la santé publique, R. 6315-1); assumption of 2026: every night"),
        KindDefault(
            name: "mobile_unit", title: "Unité mobile", times: ["day"], daysPerWeek: 1, isVisiting: true,
            source: "assumption of 2026: one day a week at each stop, by day"),
        KindDefault(
            name: "msp", title: "Maison de santé pluriprofessionnelle", times: ["day"], daysPerWeek: 5, setupYears: 4,
            source: "\(openByDay); \(setup)"),
        KindDefault(
            name: "nurse_pool", title: "Pool infirmier", covering: .mobile, times: ["day", "weekend"], daysPerWeek: 7,
            source: "nurses at people's homes on the whole territory (Ma santé 2022, measure 2); assumption: every day"),
        KindDefault(
            name: "nurse_practice", title: "Cabinet infirmier", times: ["day", "weekend"], daysPerWeek: 7,
            source: "assumption of 2026: open by day, every day"),
        KindDefault(
            name: "pharmacy", title: "Pharmacie", times: ["day"], daysPerWeek: 5, source: openByDay),
        KindDefault(
            name: "secondary_practice", title: "Cabinet secondaire", times: ["day"], daysPerWeek: 1,
            source: "part-time over several places (guide of 2010); assumption of 2026: one day a week"),
        KindDefault(
            name: "ssiad", title: "Service de soins infirmiers à domicile", covering: .mobile,
            times: ["day", "weekend"], daysPerWeek: 7, source: "care at home; assumption of 2026: every day"),
        KindDefault(
            name: "telemedicine", title: "Site de télémédecine", response: .orientation, times: ["day"], daysPerWeek: 5,
            source: "assumption of 2026: somebody answers from afar and sends on who must be examined; \(openByDay)"),
        KindDefault(
            name: "temporary_stay", title: "Hébergement temporaire", times: always, daysPerWeek: 7,
            source: "beds (Ma santé 2022, measure 4); \(openAlways)"),
    ]
}

/// The hours of a week as a file writes them.
struct MomentDefault: Sendable {
    var name: String
    /// A word for the days (`monday`, `weekdays`, `every_day`), and hours such as `08:00-20:00`.
    var hours: [(days: String, hours: [String])]
    var source: String
}

extension Defaults {
    private static let permanence =
        "the permanence des soins, Code de la santé publique, article R. 6315-1 in force since 5 May 2019"

    /// They part the week: every hour is in one of them. Public holidays are no part of an ordinary week.
    static let moments = [
        MomentDefault(
            name: "day", hours: [("weekdays", ["08:00-20:00"]), ("saturday", ["08:00-12:00"])],
            source: "the hours that are none of \(permanence)"),
        MomentDefault(
            name: "night", hours: [("every_day", ["20:00-08:00"])], source: "\(permanence), 1°"),
        MomentDefault(
            name: "weekend", hours: [("saturday", ["12:00-20:00"]), ("sunday", ["08:00-20:00"])],
            source: "\(permanence), 2° and 3°: Saturday from midday"),
    ]

    /// They part the year.
    static let seasons: [Default<[String]>] = [
        ("autumn", ["september", "october", "november"]), ("spring", ["march", "april", "may"]),
        ("summer", ["june", "july", "august"]), ("winter", ["december", "january", "february"]),
    ].map { Default(key: "rules.seasons.\($0)", value: $1, source: "meteorological seasons of three whole months") }
}
