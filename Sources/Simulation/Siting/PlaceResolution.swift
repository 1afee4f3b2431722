import Geometry
import Layers
import Placement
import Territory

/// `place` changes: everything looked up, and the plan made on the territory as it stands by then.
extension Resolution {
    mutating func place(_ entry: ChangeEntry, _ place: PlaceEntry) -> [Change] {
        guard let request = request(entry, place) else { return [] }
        guard let siting else {
            unsolved.append(request)
            findings.append(
                Finding(
                    .information, where: entry.place, "the plan is not made here, and nothing opens: a run makes it"))
            return []
        }
        let outcome: SitingOutcome
        if let made = plans.byPlace[entry.place] {
            outcome = made
        } else {
            do {
                outcome = try Simulation.siting(
                    request, in: territory, for: siting.people,
                    otherPeople: place.profiles.filter { $0 != file.profile }.compactMap { siting.otherPeople[$0] },
                    settings: file.settings, cache: siting.cache, threads: siting.options.threads,
                    isCancelled: siting.options.isCancelled, progress: siting.options.progress)
            } catch is CancellationError {
                add(entry.place, "the search for sites was stopped before it began")
                return []
            } catch {
                add(entry.place, "\(error)")
                return []
            }
            plans.byPlace[entry.place] = outcome
        }
        placements.append(outcome)
        findings += outcome.findings
        for site in outcome.opened where territory.siteIndex(site.id) != nil {
            add(
                entry.place, "there is a site \(site.id) already, which this opens",
                remedy: "give the placed sites ids of their own with `id`")
        }
        return outcome.opened.map { .open($0) }
    }

    /// Nil, and problems, where something is not there or does not fit.
    private mutating func request(_ entry: ChangeEntry, _ place: PlaceEntry) -> SitingRequest? {
        guard let candidates = candidates(entry, place) else { return nil }
        let settings = file.settings
        var request = SitingRequest(
            kind: place.kind, model: place.model, sites: place.sites, budget: place.budget,
            minutes: place.minutes ?? settings.minutes(ofKind: place.kind), candidates: candidates, place: entry.place)
        request.countsExisting = place.countsExisting
        request.demand = place.demand ?? (place.model == .partition ? .communes : .places)
        request.weights = place.weights
        request.leastInhabitants = place.leastInhabitants ?? settings.threeFifteens.inhabitants
        request.mostInhabitants = place.mostInhabitants
        request.isContiguous = place.isContiguous
        request.robust = place.robust
        request.method = place.method
        request.timeLimitSeconds = place.timeLimitSeconds
        request.seed = settings.stays.seed
        request.idPrefix = place.idPrefix
        request.namePrefix = place.namePrefix ?? settings.kinds[place.kind].title
        request.professionals = place.professionals.map { counts in
            Professionals(
                counts.mapValues {
                    ProfessionalCount(
                        headcount: $0.headcount, fullTimeEquivalents: $0.fullTimeEquivalents ?? $0.headcount)
                })
        }
        request.staffRule = place.staffRule
        request.companions = place.companions
        request.drawsOnlyZones = place.drawsOnlyZones
        request.wantsCurve = place.wantsCurve
        var found = request.problems(in: territory, settings: settings)
        if place.leastInhabitants != nil, place.model != .partition {
            found.append(
                SitingRequestProblem(
                    key: "min_inhabitants", text: "only a maillage bounds the inhabitants of a site",
                    remedy: "take it out"))
        }
        for problem in found { add("\(entry.place).\(problem.key)", problem.text, remedy: problem.remedy) }
        return found.isEmpty ? request : nil
    }

    private mutating func candidates(_ entry: ChangeEntry, _ place: PlaceEntry) -> [SitingCandidate]? {
        let key = "\(entry.place).candidates"
        switch place.candidates {
        case .communes: return communeCandidates(in: territory)
        case .sites(let kind):
            let found = siteCandidates(ofKind: kind, in: territory)
            if found.isEmpty {
                add(
                    "\(key).sites", "there is no site of the kind \(kind)",
                    remedy: suggestion(for: kind, among: Set(territory.sites.map(\.kind)).sorted()))
                return nil
            }
            return found
        case .layer(let source, let idField, let nameField, let costField):
            do {
                let read = try readCandidates(
                    source, idField: idField, nameField: nameField, costField: costField, in: territory,
                    scenario: (file.path, key))
                inputs.formUnion(read.files)
                return read.candidates
            } catch {
                problems += Layers.problems(in: error, file: source.path)
            }
            return nil
        }
    }

    /// Whether an id may be that of a site that a `place` opens, where plans are not made.
    func mayBePlaced(_ id: SiteID) -> Bool {
        unsolved.contains { request in
            ([request.idPrefix] + request.companions.map(\.kind)).contains { id.text.hasPrefix("\($0)-") }
        }
    }
}

extension Defaults {
    public static let sitingTimeLimit = Default(
        key: "place.time_limit_seconds", value: 60.0, source: "assumption: as long as somebody waits for a plan")
}

/// What holds for placements, each with its source, under what the ids of its sites begin with (and a number where that
/// stands twice).
public func settingsInForce(of placements: [SitingOutcome], in file: ScenarioFile) -> [Setting] {
    var counts: [String: Int] = [:]
    return placements.flatMap { outcome in
        let prefix = outcome.request.idPrefix
        counts[prefix, default: 0] += 1
        let number = counts[prefix] ?? 1
        let entry = file.changes.first { $0.place == outcome.request.place }?.placeEntry
        return outcome.settingsInForce(entry, key: number == 1 ? "place.\(prefix)" : "place.\(prefix)-\(number)")
    }
}

extension SitingOutcome {
    /// - Parameter entry: as the file writes it, where it does.
    fileprivate func settingsInForce(_ entry: PlaceEntry?, key prefix: String) -> [Setting] {
        let file = "scenario file, \(request.place)"
        func setting(_ key: String, _ value: Setting.Value, _ isGiven: Bool, _ source: String) -> Setting {
            Setting(key: "\(prefix).\(key)", value: value, source: isGiven ? file : source)
        }
        var found = [
            setting("kind", .text(request.kind), true, ""),
            setting("model", .text(request.model.rawValue), true, ""),
            setting("minutes", .number(request.minutes), entry?.minutes != nil, "rules.minutes of the kind"),
            setting(
                "demand", .text(request.demand.rawValue), entry?.demand != nil,
                "assumption: a maillage parts communes, other models serve places"),
            setting("method", .text(plan.method.rawValue), entry?.method != .auto, "by the number of pairs"),
            setting(
                "time_limit_seconds", .number(request.timeLimitSeconds),
                entry?.timeLimitSeconds != Defaults.sitingTimeLimit.value, Defaults.sitingTimeLimit.source),
            setting("seed", .number(Double(request.seed)), false, "seed of the scenario"),
        ]
        if let sites = request.sites { found.append(setting("sites", .number(Double(sites)), true, "")) }
        if let budget = request.budget { found.append(setting("budget", .number(budget), true, "")) }
        if request.model == .partition {
            found.append(
                setting(
                    "min_inhabitants", .number(request.leastInhabitants), entry?.leastInhabitants != nil,
                    "rules.three_15s.inhabitants"))
            if let most = request.mostInhabitants {
                found.append(setting("max_inhabitants", .number(most), true, ""))
            }
        }
        for (name, factor) in request.weights.sorted(by: { $0.key < $1.key }) {
            found.append(setting("weights.\(name)", .number(factor), true, ""))
        }
        if let rule = request.staffRule {
            found.append(
                setting(
                    "staff.per_inhabitants", .number(rule.inhabitantsPerTeam), true, ""))
        }
        return found
    }
}
