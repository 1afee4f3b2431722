public import Geometry
public import Territory

/// What a scenario file means on a territory: everything found, converted and checked. Made by `resolve`.
public struct Scenario: Hashable, Sendable {
    public var name: String
    /// In the order in which they are applied.
    public var changes: [Change]
    /// What the resolution has to tell: changes of later years, supply that comes from nowhere…
    public var findings: [Finding]
    /// Nil where no years are simulated.
    public var horizon: Horizon?
    /// Sites placed by siting models, in the order of the changes; what they open is among these.
    public var placements: [SitingOutcome] = []
    /// Files that the changes name.
    public var inputs: Set<String> = []
}

/// One change to a territory.
public enum Change: Hashable, Sendable {
    case open(Site)
    case close(SiteID)
    /// The location is in the working projection; the commune is that of the new place.
    case move(SiteID, to: Point, commune: Int?)
    case staff(SiteID, added: Professionals, removed: Professionals, takenFrom: SupplySource?)
    /// Puts a territory into a division, which is made where there is none, in the place of that of the same id.
    case zone(division: String, DivisionTerritory)
    /// The same with a territory that evaluations grow.
    case growZone(ZoneGrowth)
    case removeZone(division: String, id: String)
    /// Professionals leave for a site that has them already.
    case leave(SupplySource, Professionals)
    case transport(TransportOnDemand)
}

/// Where professionals leave when they join a site.
public enum SupplySource: Hashable, Sendable {
    case site(SiteID)
    /// Position in the territory's communes.
    case commune(Int)
}

/// The territory after the changes of a scenario that was resolved on it. The scenario without changes
/// gives the territory itself.
public func apply(_ scenario: Scenario, to territory: StudyTerritory) -> StudyTerritory {
    scenario.changes.reduce(into: territory) { territory, change in territory.apply(change) }
}

extension StudyTerritory {
    mutating func apply(_ change: Change) {
        switch change {
        case .open(let site):
            let position = sites.firstIndex { $0.id > site.id } ?? sites.endIndex
            sites.insert(site, at: position)
        case .close(let id):
            sites.removeAll { $0.id == id }
            transports.removeAll { $0.id == id }
        case .move(let id, let location, let commune):
            update(id) {
                $0.location = location
                $0.commune = commune
            }
        case .staff(let id, let added, let removed, let source):
            update(id) { $0.professionals = ($0.professionals + added - removed).withoutEmpty }
            if let source { leave(source, added) }
        case .zone(let division, let zone): put(zone, into: division)
        case .growZone(let growth):
            removeZone(growth.id, ofDivision: growth.division)
            addDivision(growth.division)
            growths.append(growth)
        case .removeZone(let division, let id): removeZone(id, ofDivision: division)
        case .leave(let source, let professionals):
            leave(source, professionals)
        case .transport(let transport):
            let position = transports.firstIndex { $0.id > transport.id } ?? transports.endIndex
            transports.insert(transport, at: position)
        }
    }

    private mutating func leave(_ source: SupplySource, _ professionals: Professionals) {
        switch source {
        case .site(let id): update(id) { $0.professionals = ($0.professionals - professionals).withoutEmpty }
        case .commune(let commune):
            supply.professionals[commune] = (supply.professionals[commune] - professionals).withoutEmpty
        }
    }

    private mutating func update(_ id: SiteID, _ body: (inout Site) -> Void) {
        if let position = siteIndex(id) { body(&sites[position]) }
    }
}

extension Professionals {
    /// Without the professions in which nobody is left.
    fileprivate var withoutEmpty: Professionals {
        Professionals(byProfession.filter { !$0.value.isEmpty })
    }
}
