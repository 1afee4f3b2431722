import Simulation
import Territory

/// The changes of a scenario in words, in their order.
func changeTexts(_ subject: ReportSubject, _ result: SimulationResult) -> [BilingualText] {
    (subject.scenario?.changes ?? []).map { changeText($0, subject.baseline ?? result.territory, result) }
}

private func changeText(_ change: Change, _ before: StudyTerritory, _ result: SimulationResult) -> BilingualText {
    let kinds = result.settings.kinds
    func site(_ id: SiteID) -> BilingualText {
        let known =
            before.siteIndex(id).map { before.sites[$0].name }
            ?? result.territory.siteIndex(id).map { result.territory.sites[$0].name }
        return quoted(known ?? id.text)
    }
    func commune(_ place: Int?) -> BilingualText {
        guard let place, before.communes.indices.contains(place) else { return BilingualText("") }
        return BilingualText(", commune de ", ", commune of ") + before.communes[place].name
    }
    func source(_ source: SupplySource?) -> BilingualText {
        switch source {
        case nil: BilingualText("")
        case .site(let id): BilingualText(", pris à ", ", taken from ") + site(id)
        case .commune(let place):
            BilingualText(", pris dans la commune de ", ", taken from the commune of ") + before.communes[place].name
        }
    }
    switch change {
    case .open(let opened):
        var text =
            BilingualText("Ouverture : ", "Opening: ") + kindTitle(opened.kind, kinds) + " " + quoted(opened.name)
            + commune(opened.commune)
        if let main = opened.satelliteOf {
            text = text + BilingualText(", antenne de ", ", satellite of ") + site(main)
        }
        if !opened.professionals.isEmpty { text = text + " (" + professionalsText(opened.professionals) + ")" }
        if let beds = opened.beds {
            text = text + ", " + NumberFormat.whole.text(beds) + BilingualText(" lits ou places", " beds or places")
        }
        if let days = opened.daysPerWeek {
            text =
                text + ", " + NumberFormat.forValues([days]).text(days)
                + BilingualText(" jours par semaine", " days a week")
        }
        return text
    case .close(let id): return BilingualText("Fermeture : ", "Closure: ") + site(id)
    case .move(let id, _, let place):
        return BilingualText("Déménagement : ", "Move: ") + site(id) + commune(place)
    case .staff(let id, let added, let removed, let from):
        var text = BilingualText("Effectifs : ", "Staff: ") + site(id)
        if !added.isEmpty {
            text = text + BilingualText(", en plus : ", ", added: ") + professionalsText(added) + source(from)
        }
        if !removed.isEmpty { text = text + BilingualText(", en moins : ", ", removed: ") + professionalsText(removed) }
        return text
    case .zone(let division, let territory):
        return BilingualText("Territoire : ", "Territory: ") + "\(division) " + quoted(territory.name)
            + BilingualText(", \(territory.communes.count) communes", ", \(territory.communes.count) communes")
    case .growZone(let growth):
        var text =
            BilingualText("Territoire formé autour de ", "Territory grown around ")
            + before.communes[growth.seed].name + " : \(growth.division) " + quoted(growth.name)
        if let inhabitants = growth.inhabitants {
            text =
                text + BilingualText(", jusqu’à ", ", up to ") + NumberFormat.whole.text(inhabitants)
                + BilingualText(" habitants", " inhabitants")
        }
        return text
    case .removeZone(let division, let id):
        return BilingualText("Territoire supprimé : ", "Territory removed: ") + "\(division) \(id)"
    case .leave(let from, let professionals):
        return BilingualText("Départs : ", "Departures: ") + professionalsText(professionals) + source(from)
    case .transport(let transport):
        return BilingualText("Transport à la demande : ", "Transport on demand: ") + quoted(transport.name)
            + BilingualText(", \(transport.area.count) communes", ", \(transport.area.count) communes")
    }
}

private func quoted(_ name: String) -> BilingualText { BilingualText("« \(name) »", "“\(name)”") }
