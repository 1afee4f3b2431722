import Coverage
import Foundation
import Placement
import RoadNetwork
import Territory

extension SitingOutcome {
    /// What follows from a plan: who is covered, which sites open, and what there is to tell.
    init(
        _ request: SitingRequest, question: SitingQuestion, plan: Plan, existing: [Site], demand: SitingDemandPlaces,
        territory: StudyTerritory, unattached: [Int], settings: ScenarioSettings
    ) {
        let travel = question.travel
        let chosen = Set(plan.sites)
        var before = [Bool](repeating: false, count: question.demandCount)
        var after = before
        var within = [Double](repeating: 0, count: question.candidateCount)
        var allocated = within
        var allocatedNew = within
        for place in 0..<question.demandCount {
            var isAllocatedWithin = false
            for pair in travel.pairs(of: place) where travel.times[pair] <= question.limit {
                let site = Int(travel.supplies[pair])
                within[site] += question.inhabitants[place]
                if site < existing.count { before[place] = true }
                if site < existing.count || chosen.contains(site) { after[place] = true }
                if plan.allocation[place] == site { isAllocatedWithin = true }
            }
            guard isAllocatedWithin, let site = plan.allocation[place] else { continue }
            allocated[site] += question.inhabitants[place]
            if !before[place] { allocatedNew[site] += question.inhabitants[place] }
        }
        let ids = Self.ids(
            of: plan.sites.filter { $0 >= existing.count }.map { $0 - existing.count }, request, territory)
        placed = ids.map { candidate, id in
            PlacedSite(
                id: id, candidate: candidate, inhabitants: allocated[existing.count + candidate],
                newInhabitants: allocatedNew[existing.count + candidate])
        }
        self.request = request
        self.plan = plan
        explanation = explain(plan, of: question)
        self.existing = existing
        opened = []
        demandPoints = demand.points
        placeOfPoint = demand.placeOfPoint
        inhabitants = question.inhabitants
        isCoveredBefore = before
        isCoveredAfter = after
        inhabitantsWithin = Array(within[existing.count...])
        curve = request.wantsCurve ? coverageCurve(of: question) : nil
        inhabitantsOutside = zip(territory.population.inhabitants, demand.placeOfPoint)
            .reduce(0) { $1.1 == nil ? $0 + $1.0 : $0 }
        unattachedCandidates = unattached
        if !request.drawsOnlyZones { opened = sites(in: territory, settings: settings) }
        findings = sitingFindings(in: territory)
    }

    /// `msp-2A004`; with `-2` behind it where there is such a site already.
    private static func ids(
        of candidates: [Int], _ request: SitingRequest, _ territory: StudyTerritory
    ) -> [(candidate: Int, id: SiteID)] {
        var taken = Set(territory.sites.map(\.id))
        return candidates.map { candidate in
            let id = freeID("\(request.idPrefix)-\(request.candidates[candidate].id)", &taken)
            return (candidate, id)
        }
    }

    private static func freeID(_ text: String, _ taken: inout Set<SiteID>) -> SiteID {
        var id = SiteID(text)
        var number = 2
        while !taken.insert(id).inserted {
            id = SiteID("\(text)-\(number)")
            number += 1
        }
        return id
    }

    private func sites(in territory: StudyTerritory, settings: ScenarioSettings) -> [Site] {
        var taken = Set(territory.sites.map(\.id) + placed.map(\.id))
        var opened: [Site] = []
        // How far a site covers is as it was placed by, where that is not what its kind says.
        let minutes = request.minutes == settings.minutes(ofKind: request.kind) ? nil : request.minutes
        for site in placed {
            let candidate = request.candidates[site.candidate]
            var professionals = request.professionals ?? .none
            if let rule = request.staffRule {
                professionals = rule.professionals(
                    forInhabitants: site.inhabitants,
                    least: rule.leastProfessionals ?? settings.threeFifteens.professionals)
            }
            opened.append(
                Site(
                    id: site.id, name: siteName(request.namePrefix, at: candidate.name), kind: request.kind,
                    location: candidate.location, commune: candidate.commune, professionals: professionals,
                    minutes: minutes))
            for companion in request.companions {
                let id = Self.freeID("\(companion.kind)-\(candidate.id)", &taken)
                opened.append(
                    Site(
                        id: id, name: "\(settings.kinds[companion.kind].title) \(candidate.name)",
                        kind: companion.kind, location: candidate.location, commune: candidate.commune,
                        professionals: companion.professionals, beds: companion.beds, minutes: companion.minutes))
            }
        }
        return opened
    }
}

/// A name with its place behind it. After a French `de` it is joined as the language wants it: `MSP d'Octeville`,
/// `MSP du Havre`, `MSP des Pieux`.
func siteName(_ prefix: String, at place: String) -> String {
    guard prefix.hasSuffix(" de") else { return "\(prefix) \(place)" }
    let stem = String(prefix.dropLast(2))
    if place.hasPrefix("Le ") { return stem + "du " + place.dropFirst(3) }
    if place.hasPrefix("Les ") { return stem + "des " + place.dropFirst(4) }
    let first = place.first.map { String($0).folding(options: .diacriticInsensitive, locale: nil).lowercased() }
    return ["a", "e", "i", "o", "u", "y"].contains(first) ? stem + "d'" + place : "\(prefix) \(place)"
}

extension SitingOutcome {
    fileprivate func sitingFindings(in territory: StudyTerritory) -> [Finding] {
        var found: [Finding] = []
        func add(_ severity: Finding.Severity, _ text: String) {
            found.append(Finding(severity, where: request.place, text))
        }
        let model = request.model.rawValue
        switch plan.status {
        case .optimal: break
        case .infeasible:
            let opening =
                placed.isEmpty
                ? "no site is placed"
                : request.drawsOnlyZones ? "what is drawn comes nearest to it" : "the sites opened come nearest to it"
            add(.warning, "no plan does what the model \(model) asks, so \(opening)")
        case .feasible, .timeLimit:
            let gap =
                plan.gap.map { gap in
                    let percent = gap < 0.0005 ? "less than 0.1" : roundedToTenths(gap * 100)
                    return ": it misses the best by \(percent) % at most"
                } ?? ""
            let why =
                plan.status == .timeLimit
                ? "the \(plain(request.timeLimitSeconds)) seconds ran out before the proof"
                : "a heuristic found it"
            add(.warning, "the plan of the model \(model) is not proved to be the best (\(why))\(gap)")
        }
        for note in plan.notes { add(.information, note) }
        if let sites = request.sites, request.model.needsSites, placed.count < sites {
            add(.information, "\(placed.count) of \(sites) sites are placed: more would cover nobody else")
        }
        let unreached = explanation.leftOut.filter { $0.reason == .noWay && inhabitants[$0.place] > 0 }
        if !unreached.isEmpty {
            let people = unreached.reduce(0) { $0 + inhabitants[$1.place] }
            add(
                .warning,
                "\(roundedToTenths(people)) inhabitants have no way to any candidate, nor to a site that exists; no "
                    + "plan reaches them")
        }
        let keptOut = explanation.leftOut.filter { $0.reason == .bounds }.reduce(0) { $0 + inhabitants[$1.place] }
        if keptOut > 0 {
            add(
                .warning,
                "\(roundedToTenths(keptOut)) inhabitants live within the minutes of a site, and the bounds on its "
                    + "inhabitants, or contiguity, keep them out")
        }
        if !unattachedCandidates.isEmpty {
            let ids = unattachedCandidates.prefix(10).map { candidates[$0].id }.joined(separator: ", ")
            add(
                .warning,
                "\(unattachedCandidates.count) candidates are too far from every road and so reach nobody: \(ids)"
                    + (unattachedCandidates.count > 10 ? "…" : ""))
        }
        if inhabitantsOutside > 0 {
            add(
                .information,
                "\(roundedToTenths(inhabitantsOutside)) inhabitants live outside the communes and are in no place of "
                    + "demand")
        }
        if request.demand == .communes {
            add(
                .information,
                "people are counted by commune, as if they lived where most of them do; the coverage figures count "
                    + "every place")
        }
        let nobody = opened.filter { $0.kind == request.kind && $0.professionals.isEmpty }
        if !nobody.isEmpty {
            add(
                .information,
                "nobody works at the \(nobody.count) sites placed; `professionals` or `staff` says who does")
        }
        return found
    }
}
