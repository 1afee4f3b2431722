import Layers
import Territory

/// Reads `rules.moments`, `rules.seasons` and `kinds`, each over what is taken where the file says nothing.
struct KindsReading {
    /// Ordered by name.
    private(set) var moments: [Moment] = []
    private(set) var seasons: [String: Months] = [:]
    private(set) var kinds = SiteKinds()
    /// Minutes of the kinds that give them.
    private(set) var minutes: [String: Double] = [:]
    private(set) var inForce: [Setting] = []
    /// What the schema cannot say: words that stand for nothing, figures given twice.
    private(set) var problems: [Problem] = []

    init(_ root: FileValue) {
        readMoments(root["rules"]?["moments"])
        readSeasons(root["rules"]?["seasons"])
        readKinds(root["kinds"], minutesOfRules: root["rules"]?["minutes"])
    }

    private mutating func readMoments(_ value: FileValue?) {
        var found: [String: WeekHours] = [:]
        for preset in Defaults.moments where value?[preset.name] == nil {
            found[preset.name] = preset.hours.reduce(.none) { week($0, days: $1.days, hours: $1.hours) }
            note("rules.moments.\(preset.name)", texts: preset.hours.map { text($0, $1) }, source: preset.source)
        }
        for entry in value?.entries ?? [] {
            found[entry.key] = hours(entry.value)
            note(
                "rules.moments.\(entry.key)", texts: entry.value.entries.map { text($0.key, $0.value.texts) },
                source: source(entry.value))
        }
        moments = found.sorted { $0.key < $1.key }.map { Moment(name: $0, hours: $1) }
    }

    private mutating func readSeasons(_ value: FileValue?) {
        for preset in Defaults.seasons {
            let name = String(preset.key.split(separator: ".").last ?? "")
            guard value?[name] == nil else { continue }
            seasons[name] = monthsNamed(preset.value)
            note(preset.key, texts: preset.value, source: preset.source)
        }
        for entry in value?.entries ?? [] {
            seasons[entry.key] = monthsNamed(entry.value.texts)
            note("rules.seasons.\(entry.key)", texts: entry.value.texts, source: source(entry.value))
        }
    }

    private mutating func readKinds(_ value: FileValue?, minutesOfRules: FileValue?) {
        for preset in Defaults.kinds {
            let hours = preset.times.isEmpty ? nil : self.hours(ofMoments: preset.times)
            let kind = SiteKind(
                name: preset.name, title: preset.title, covering: preset.covering, response: preset.response,
                opening: OpeningTimes(hours: hours), daysPerWeek: preset.daysPerWeek, isVisiting: preset.isVisiting,
                setupYears: preset.setupYears)
            kinds[preset.name] = kind
            if value?[preset.name] == nil { note(kind, times: preset.times, source: preset.source) }
        }
        for entry in value?.entries ?? [] {
            let preset = Defaults.kinds.first { $0.name == entry.key }
            var kind = kinds[entry.key]
            kind.title = entry.value["name"]?.text ?? kind.title
            kind.covering = entry.value["covers"]?.text.flatMap(SiteKind.Covering.init) ?? kind.covering
            kind.response = entry.value["response"]?.text.flatMap(SiteKind.Response.init) ?? kind.response
            if let opening = opening(entry.value) {
                // The days of the preset go with its hours.
                if opening.hours != nil { kind.daysPerWeek = nil }
                kind.opening = opening.completed(by: kind.opening)
            }
            kind.daysPerWeek = entry.value["days_per_week"]?.number ?? kind.daysPerWeek
            kind.isVisiting = entry.value["visiting"]?.boolean ?? kind.isVisiting
            kind.setupYears = entry.value["setup_years"]?.number ?? kind.setupYears
            kinds[entry.key] = kind
            if let given = entry.value["minutes"] {
                minutes[entry.key] = given.number
                if minutesOfRules?[entry.key] != nil {
                    problems.append(
                        given.problem("rules.minutes gives the minutes of \(entry.key) too", remedy: "keep one of them")
                    )
                }
            }
            note(kind, times: entry.value["times"]?.texts ?? preset?.times ?? [], source: source(entry.value))
        }
    }

    /// When something is open by `times` or `hours`, and `season`; nil where none of them is given.
    mutating func opening(_ value: FileValue) -> OpeningTimes? {
        let (times, hours, season) = (value["times"], value["hours"], value["season"])
        guard times != nil || hours != nil || season != nil else { return nil }
        if times != nil, let hours {
            problems.append(hours.problem("`times` says already when it is open", remedy: "keep one of them"))
        }
        var opening = OpeningTimes()
        if let times {
            for word in times.elements { _ = moment(word) }
            opening.hours = self.hours(ofMoments: times.texts)
        } else if let hours {
            opening.hours = self.hours(hours)
        }
        if let season, let months = self.months(ofSeason: season) { opening.months = months }
        return opening
    }

    /// The moment of a word; nil, and a problem, for a word that stands for none.
    mutating func moment(_ value: FileValue) -> Moment? {
        if let moment = moments.first(where: { $0.name == value.text }) { return moment }
        let known = moments.map(\.name)
        problems.append(
            value.problem(
                "`\(value.text ?? "")` is no moment",
                remedy: value.text.flatMap { suggestion(for: $0, among: known) }
                    ?? "known: " + known.joined(separator: ", ") + "; rules.moments adds others"))
        return nil
    }

    /// The months of a season by its word, or of a list; nil, and a problem, for a word that stands for none.
    mutating func months(ofSeason value: FileValue) -> Months? {
        guard let word = value.text else { return monthsNamed(value.texts) }
        if let months = seasons[word] { return months }
        let known = seasons.keys.sorted() + Months.names
        if Months.names.contains(word) { return monthsNamed([word]) }
        problems.append(
            value.problem(
                "`\(word)` is no season and no month",
                remedy: suggestion(for: word, among: known)
                    ?? "known: " + seasons.keys.sorted().joined(separator: ", ") + "; rules.seasons adds others"))
        return nil
    }

    private func hours(ofMoments words: [String]) -> WeekHours {
        moments.filter { words.contains($0.name) }.reduce(.none) { $0.union($1.hours) }
    }

    private func hours(_ value: FileValue) -> WeekHours {
        value.entries.reduce(.none) { week($0, days: $1.key, hours: $1.value.texts) }
    }

    private mutating func note(_ kind: SiteKind, times: [String], source: String) {
        var texts = ["covers \(kind.covering.rawValue)", "response \(kind.response.rawValue)"]
        if !times.isEmpty {
            texts.append("times " + times.joined(separator: ", "))
        } else if let hours = kind.opening.hours {
            texts.append("open \(plain(hours.hoursAWeek)) hours a week")
        }
        if let months = kind.opening.months { texts.append("months " + months.names.joined(separator: ", ")) }
        if let days = kind.daysPerWeek { texts.append("days_per_week \(plain(days))") }
        if kind.isVisiting { texts.append("visiting") }
        if let years = kind.setupYears { texts.append("setup_years \(plain(years))") }
        note("kinds.\(kind.name)", texts: texts, source: source)
    }

    private mutating func note(_ key: String, texts: [String], source: String) {
        inForce.append(Setting(key: key, value: .texts(texts), source: source))
    }
}

/// The moment and the season that are looked at, and the moments that are reported.
struct MomentsLookedAt {
    private(set) var moment: Moment?
    private(set) var reported: [Moment] = []
    private(set) var problems: [Problem] = []

    init(_ root: FileValue, kinds: KindsReading) {
        var kinds = kinds
        let problemCount = kinds.problems.count
        moment = root["moment"].flatMap { kinds.moment($0) }
        reported = (root["moments"]?.elements ?? []).compactMap { kinds.moment($0) }
        if let season = root["season"], let months = kinds.months(ofSeason: season) {
            var now = moment ?? Moment(name: "any", hours: .all)
            now.months = months
            moment = now
            for index in reported.indices { reported[index].months = months }
        }
        problems = Array(kinds.problems.dropFirst(problemCount))
        for (position, value) in (root["moments"]?.elements ?? []).enumerated()
        where (root["moments"]?.texts.firstIndex(of: value.text ?? "") ?? position) < position {
            problems.append(value.problem("\(value.text ?? "") stands twice", remedy: "name it once"))
        }
    }
}

func momentProblems(in root: FileValue, kinds: KindsReading) -> [Problem] {
    MomentsLookedAt(root, kinds: kinds).problems
}

private func source(_ value: FileValue) -> String { "scenario file, line \(value.line)" }

private func text(_ days: String, _ hours: [String]) -> String { ([days] + hours).joined(separator: " ") }

private func monthsNamed(_ names: [String]) -> Months {
    Months(names.compactMap { Months.names.firstIndex(of: $0) }.map { $0 + 1 })
}

/// A week with more hours; words that are no days or no hours, which the schema refuses, add none.
private func week(_ week: WeekHours, days: String, hours: [String]) -> WeekHours {
    guard let days = WeekDays(rawValue: days)?.days else { return week }
    return hours.compactMap(quarters).reduce(week) { $0.with(days: days, from: $1.from, to: $1.to) }
}
