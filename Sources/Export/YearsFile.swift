import Layers
import Simulation
import Territory

/// Writes the figures of each year as CSV: `year,figure,of,mean,median,p10,p90`, over the replicates. `of` is a kind of
/// site, a profession, or a kind of substitute.
///
/// - Throws: `Problem` (output).
func writeYears(_ years: HorizonResult, to path: String) throws {
    let file = try FileBeingWritten(path: path)
    try file.write("year,figure,of,mean,median,p10,p90\n")
    for year in years.years {
        func row(_ figure: String, _ name: String, _ spread: ReplicateSpread) throws {
            let numbers = [spread.mean, spread.median, spread.p10, spread.p90].map(plain).joined(separator: ",")
            try file.write("\(year.year),\(figure),\(quotedForCSV(name)),\(numbers)\n")
        }
        for kind in year.kinds {
            let covered = plain(kind.figures.covered)
            try file.write(
                "\(year.year),covered_inhabitants,\(quotedForCSV(kind.kind)),\(covered),\(covered),\(covered),"
                    + "\(covered)\n")
            try row("staffed_covered_inhabitants", kind.kind, kind.staffedCovered)
        }
        for (profession, figures) in zip(years.professions, year.professionals) {
            try row("headcount", profession, figures.headcount)
            try row("fte", profession, figures.fullTimeEquivalents)
        }
        try row("areas_under_threshold", "", year.areasUnder)
        try row("inhabitants_under_threshold", "", year.inhabitantsUnder)
        try row("areas_without_answer", "", year.areasWithoutAnswer)
        try row("inhabitants_without_answer", "", year.inhabitantsWithoutAnswer)
        for (step, standing) in zip(years.settings.escalation, year.substitutes) {
            try row("areas_with_substitute", step.kind, standing)
        }
    }
    try file.finish()
}
