import Layers
import Simulation
import Statistics

/// The columns of temporary stays in the layer of communes; none where the result has no stays.
func stayFieldsOfCommunes(_ stays: StayResult?) -> [Field] {
    guard stays != nil else { return [] }
    return [
        "stays_demand", "stays_admitted_at_nearest", "stays_admitted_elsewhere", "stays_waited", "stays_mean_wait_days",
        "stays_refused", "stays_refused_lower", "stays_refused_upper", "stays_refused_share",
    ].map { Field($0, .real) }
}

func stayValues(ofCommune commune: Int, _ stays: StayResult?) -> [FieldValue] {
    guard let stays else { return [] }
    let figures = stays.communes[commune]
    return [
        figures?.demand.mean, figures?.admittedAtNearest.mean, figures?.admittedElsewhere.mean, figures?.waited.mean,
        figures?.waitDays?.mean, figures?.refused.mean, figures?.refused.lower, figures?.refused.upper,
        figures?.refusedShare?.mean,
    ].map(figure)
}

/// The columns of temporary stays in the layer of sites; none where the result has no stays.
func stayFieldsOfSites(_ stays: StayResult?) -> [Field] {
    guard stays != nil else { return [] }
    return [
        Field("beds", .real), Field("stays_admissions", .real), Field("stays_occupancy", .real),
        Field("stays_full_share", .real), Field("stays_refused_share", .real),
    ]
}

/// - Parameter site: position in the territory's sites.
func stayValues(ofSite site: Int, beds: Double?, _ stays: StayResult?) -> [FieldValue] {
    guard let stays else { return [] }
    let figures = stays.sites.first { $0.site == site }
    return [
        beds, figures?.admissions.mean, figures?.occupancy?.mean, figures?.fullShare?.mean,
        figures?.nearestPeople?.refusedShare?.mean,
    ].map(figure)
}
