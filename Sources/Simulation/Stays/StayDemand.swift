import Layers
public import Territory

/// Who asks for a temporary stay in a territory, or why nobody does.
public struct StayDemand: Sendable {
    public var arrivals: StayArrivals
    /// Why nobody asks; nil where somebody does.
    public var reason: String?
    public var findings: [Finding]

    /// Each band sends its rate for each of its people: those of its group less those of the next older group that has
    /// a band, as age groups lie within each other.
    public init(_ population: Population, settings: StaySettings) {
        var perYear = [Double](repeating: 0, count: population.count)
        var findings: [Finding] = []
        var used: [(band: StayBand, counts: [Double])] = []
        for band in settings.bands {
            if band.group == PopulationBand.everybody {
                used.append((band, population.inhabitants))
            } else if let counts = population.counts(ofGroup: band.group) {
                used.append((band, counts))
            }
        }
        for (position, (band, counts)) in used.enumerated() {
            let older = position + 1 < used.count ? used[position + 1].counts : nil
            var missing = 0.0
            for point in perYear.indices {
                let people = counts[point] - (older?[point] ?? 0)
                if people < 0 { missing -= people }
                perYear[point] += max(0, people) * band.arrivalsPerInhabitant
            }
            if missing > 0 {
                findings.append(
                    Finding(
                        .warning, where: "stays",
                        "\(roundedToTenths(missing)) people are in the group \(used[position + 1].band.group) and not in "
                            + "\(band.group), which should contain it"))
            }
        }
        if !settings.namesBands {
            let missing = settings.bands.filter { band in !used.contains { $0.band.group == band.group } }
            if !used.isEmpty, !missing.isEmpty {
                findings.append(
                    Finding(
                        .information, where: "stays",
                        "the population has no group \(missing.map(\.group).joined(separator: ", ")): its people ask "
                            + "for temporary stays at the rate of the younger"))
            }
        }
        arrivals = StayArrivals(perYear: perYear)
        if used.isEmpty {
            reason =
                "the population has no age group (\(settings.bands.map(\.group).joined(separator: ", "))); name one "
                + "under stays.arrivals"
        } else if arrivals.total == 0 {
            reason = "the rates of stays.arrivals times the people add up to zero"
        } else if settings.monthFactors.allSatisfy({ $0 == 0 }) {
            reason = "stays.winter.factor is 0 in every month"
        }
        self.findings = findings
    }
}

extension StaySettings {
    /// The bands named for which a population has no group, each with what may be done.
    func unknownGroups(among groups: [String]) -> [(group: String, remedy: String)] {
        guard namesBands else { return [] }
        let ages = [PopulationBand.everybody] + groups.filter { PopulationBand.leastAge($0) != nil }
        return bands.map(\.group).filter { !ages.contains($0) }.map {
            ($0, suggestion(for: $0, among: ages) ?? "known: " + ages.joined(separator: ", "))
        }
    }
}
