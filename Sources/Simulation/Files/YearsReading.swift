import Layers

/// What the schema cannot say of a horizon of years, in the order of the file.
func yearsProblems(in root: FileValue) -> [Problem] {
    guard let years = root["years"] else { return [] }
    var found: [Problem] = []
    let (from, to) = (years["from"]?.integer, years["to"]?.integer)
    if let from, let to, let last = years["to"] {
        if to < from {
            found.append(last.problem("the last year \(to) is before the first, \(from)", remedy: "exchange them?"))
        } else if to - from > HorizonSettings.greatestYears {
            found.append(
                last.problem(
                    "the horizon has \(to - from) years, more than \(HorizonSettings.greatestYears)",
                    remedy: "give \(from + HorizonSettings.greatestYears) at the latest"))
        }
        if let year = root["year"], let number = year.integer, number < from || number > to {
            found.append(
                year.problem(
                    "\(number) lies outside the horizon from \(from) to \(to)",
                    remedy: "name one of its years, whose maps are drawn, or leave it out: the last one's are"))
        }
    }
    let youngest = years["youngest_age"]?.integer ?? Int(Defaults.youngestAge.value)
    let oldest = years["oldest_age"]?.integer ?? Int(Defaults.oldestAge.value)
    if youngest > oldest, let value = years["oldest_age"] ?? years["youngest_age"] {
        found.append(value.problem("the youngest age \(youngest) is above the oldest, \(oldest)"))
    }
    for entry in years["ages"]?.elements ?? [] { found += problems(ofAges: entry) }
    for profession in years["retirement"]?.entries ?? [] {
        for entry in profession.value.entries where entry.key.isNotAnAge {
            found.append(
                entry.value.problem(
                    "`\(entry.key)` is no age from \(AgeBand.possible.lowerBound) to \(AgeBand.possible.upperBound)",
                    remedy: "write ages and hazards: {60: 0.05, 67: 1}"))
        }
    }
    return found
}

private func problems(ofAges entry: FileValue) -> [Problem] {
    guard let shares = entry["shares"], !shares.entries.isEmpty else {
        return [
            (entry["shares"] ?? entry).problem(
                "there are no bands of ages", remedy: "such as {under_50: 22, 50_plus: 78}")
        ]
    }
    var found = problems(ofBands: shares)
    if shares.entries.allSatisfy({ $0.value.number == 0 }) {
        found.append(shares.problem("the shares sum to 0", remedy: "give one band at least a share above 0"))
    }
    return found
}

/// Keys of a mapping that are no bands of ages, and those that overlap.
func problems(ofBands bands: FileValue) -> [Problem] {
    var found: [Problem] = []
    var taken: [(name: String, ages: ClosedRange<Int>)] = []
    for band in bands.entries {
        guard let ages = AgeBand(band.key) else {
            found.append(
                band.value.problem(
                    "`\(band.key)` is no band of ages", remedy: "write under_40, 40_59 or 60_plus, of 16 to 100 years"))
            continue
        }
        let range = ages.ages(youngest: AgeBand.possible.lowerBound, oldest: AgeBand.possible.upperBound)
        if let other = taken.first(where: { $0.ages.overlaps(range) }) {
            found.append(band.value.problem("the band `\(band.key)` overlaps `\(other.name)`"))
        }
        taken.append((band.key, range))
    }
    return found
}

extension String {
    fileprivate var isNotAnAge: Bool {
        decimalNumber(self).flatMap { Int(exactly: $0) }.map { !AgeBand.possible.contains($0) } ?? true
    }
}

extension HorizonSettings {
    /// Nil where the file asks for no years.
    init?(_ root: FileValue, _ reader: inout SettingReader) throws(Problem) {
        guard let years = root["years"], !years.isEmpty else { return nil }
        guard let from = years["from"]?.integer, let to = years["to"]?.integer else {
            throw years.problem("expected the years `from` and `to`")
        }
        reader.note("years.from", .number(Double(from)), years["from"])
        reader.note("years.to", .number(Double(to)), years["to"])
        let replicates = Int(try reader.number(Defaults.replicates))
        let seed = UInt64(try reader.number(Defaults.seed))
        let youngest = Int(try reader.number(Defaults.youngestAge))
        let oldest = Int(try reader.number(Defaults.oldestAge))
        let ages = try ageEntries(years, &reader)
        let retirement = try retirementHazards(years, &reader)
        let movesAway = try reader.numbersByKey(Defaults.movesAway)
        let arrivals = try arrivalsByProfession(years, &reader)
        let arrivalAge = Int(try reader.number(Defaults.arrivalAge))
        let settlement = Settlement(rawValue: reader.text(Defaults.settlement)) ?? .vacancies
        let threshold = SupplyThreshold(
            profession: reader.text(Defaults.thresholdProfession),
            quantity: .init(rawValue: reader.text(Defaults.thresholdQuantity)) ?? .headcount,
            least: try reader.number(Defaults.thresholdLeast), division: years["threshold"]?["division"]?.text)
        let level = try reader.number(Defaults.confidenceLevel)
        let fullWeek = try reader.number(Defaults.fullWeekDays)
        var escalation: [Substitute] = []
        for value in years["escalation"]?.elements ?? [] {
            let days = value["days_per_week"]?.number
            escalation.append(
                Substitute(
                    kind: try value.requiredText("kind"),
                    fullTimeEquivalents: value["full_time_equivalents"]?.number ?? (days ?? 0) / fullWeek,
                    number: value["number"]?.integer, delayYears: value["delay"]?.integer ?? 0,
                    durationYears: value["duration"]?.integer))
        }
        if let value = years["escalation"] {
            reader.note("years.escalation", .texts(escalation.map(\.description)), value)
        }
        self.init(
            from: from, to: to, replicates: replicates, seed: seed, ages: ages, youngestAge: youngest,
            oldestAge: oldest, retirement: retirement, movesAway: movesAway, arrivals: arrivals,
            settlement: settlement, arrivalAge: arrivalAge, threshold: threshold, escalation: escalation,
            confidenceLevel: level)
    }
}

/// The default for all, then what the file says: the entry that describes somebody most closely counts.
private func ageEntries(_ years: FileValue, _ reader: inout SettingReader) throws(Problem) -> [AgeEntry] {
    var entries = [AgeEntry(shares: pairs(Defaults.ages.value).compactMap { AgeEntry.AgeShare($0.0, $0.1) })]
    reader.note(Defaults.ages)
    for (number, value) in (years["ages"]?.elements ?? []).enumerated() {
        var shares: [AgeEntry.AgeShare] = []
        for band in try value.required("shares").entries {
            if let share = AgeEntry.AgeShare(band.key, try band.value.requiredNumber()) { shares.append(share) }
        }
        shares.sort { ($0.band.first ?? 0) < ($1.band.first ?? 0) }
        entries.append(
            AgeEntry(
                professions: value["professions"]?.texts ?? [], communes: value["communes"]?.texts ?? [],
                sites: value["sites"]?.texts ?? [], shares: shares))
        let texts = value["shares"]?.entries.map { "\($0.key): \($0.value.text ?? "")" } ?? []
        reader.note("years.ages[\(number)].shares", .texts(texts), value["shares"])
    }
    return entries
}

private func retirementHazards(
    _ years: FileValue, _ reader: inout SettingReader
) throws(Problem) -> [String: RetirementHazard] {
    reader.note(Defaults.retirement)
    var hazards = [
        HorizonSettings.everyProfession: RetirementHazard(
            pairs(Defaults.retirement.value).compactMap { age, hazard in
                Int(age).map { RetirementHazard.Step(age: $0, hazard: hazard) }
            })
    ]
    for profession in (years["retirement"]?.entries ?? []).sorted(by: { $0.key < $1.key }) {
        var steps: [RetirementHazard.Step] = []
        for entry in profession.value.entries {
            guard let age = decimalNumber(entry.key).flatMap({ Int(exactly: $0) }) else { continue }
            steps.append(RetirementHazard.Step(age: age, hazard: try entry.value.requiredNumber()))
        }
        let hazard = RetirementHazard(steps)
        hazards[profession.key] = hazard
        reader.note("years.retirement.\(profession.key)", .texts(hazard.texts), profession.value)
    }
    return hazards
}

private func arrivalsByProfession(
    _ years: FileValue, _ reader: inout SettingReader
) throws(Problem) -> [String: Arrivals] {
    reader.note(Defaults.arrivalNumber)
    reader.note(Defaults.arrivalReplaced)
    var arrivals: [String: Arrivals] = [:]
    for entry in (years["arrivals"]?.entries ?? []).sorted(by: { $0.key < $1.key }) {
        let value = Arrivals(
            number: entry.value["number"]?.number ?? Defaults.arrivalNumber.value,
            replaced: entry.value["replaced"]?.number ?? Defaults.arrivalReplaced.value)
        arrivals[entry.key] = value
        reader.note("years.arrivals.\(entry.key).number", .number(value.number), entry.value)
        reader.note("years.arrivals.\(entry.key).replaced", .number(value.replaced), entry.value)
    }
    return arrivals
}

/// `40_59: 54.3` as a key and a number.
private func pairs(_ texts: [String]) -> [(String, Double)] {
    texts.compactMap { text in
        let parts = text.split(separator: ":")
        guard parts.count == 2, let number = Double(parts[1].trimmingPrefix(" ")) else { return nil }
        return (String(parts[0]), number)
    }
}

extension AgeEntry.AgeShare {
    fileprivate init?(_ band: String, _ share: Double) {
        guard let band = AgeBand(band) else { return nil }
        self.init(band: band, share: share)
    }
}

extension Substitute: CustomStringConvertible {
    /// For the manifest: `mobile_unit: 0.4 FTE, 2 of them, after 1 years, for 3 years`.
    public var description: String {
        let parts =
            ["\(kind): \(fullTimeEquivalents) full-time equivalents"]
            + [number.map { "\($0) of them" }].compactMap { $0 }
            + (delayYears > 0 ? ["after \(delayYears) years"] : [])
            + [durationYears.map { "for \($0) years" }].compactMap { $0 }
        return parts.joined(separator: ", ")
    }
}
