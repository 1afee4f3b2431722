import Layers
import Simulation

/// Columns of the communes where years are simulated; none otherwise.
func yearsFields(of result: SimulationResult) -> [Field] {
    guard result.years != nil else { return [] }
    return [
        Field("year_under_threshold", .integer), Field("probability_under_threshold", .real),
        Field("probability_without_answer", .real), Field("last_year_supply", .real),
    ]
}

/// Of a commune, or of the territory of the threshold's division that it belongs to: the median year in which it falls
/// under the threshold, the chance that it does, the chance that it is without an answer in the last year, and the mean
/// of what is held against the threshold in that year.
func yearsValues(ofCommune commune: Int, in result: SimulationResult) -> [FieldValue] {
    guard let years = result.years else { return [] }
    guard let area = years.area(ofCommune: commune) else { return [.null, .null, .null, .null] }
    return [
        area.firstYearUnder.map { .integer(Int64($0)) } ?? .null, figure(area.probabilityEverUnder),
        figure(area.probabilityWithoutAnswer.last), figure(area.meanValues.last ?? nil),
    ]
}
