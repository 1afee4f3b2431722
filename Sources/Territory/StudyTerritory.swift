public import Geometry

/// The land under study, checked as a whole: who lives where, who practises where, and how the land is
/// divided. All places are in the working projection, in metres.
public struct StudyTerritory: Hashable, Sendable {
    public var name: String
    /// The working projection, in metres.
    public var crs: CoordinateReferenceSystem
    /// What a reader of every map must know, such as "approximate".
    public var note: String?
    /// Ordered by id.
    public var communes: [Commune]
    public var population: Population
    /// Ordered by id, over all kinds.
    public var sites: [Site]
    public var supply: CommuneSupply
    /// In the order of the file.
    public var divisions: [Division]
    /// Territories that an evaluation has still to grow, in this order.
    public var growths: [ZoneGrowth] = []
    /// Ordered by id.
    public var transports: [TransportOnDemand] = []
    public var findings: [Finding]
    /// Every file read, in order, each once.
    public var inputs: [String]

    public init(
        name: String, crs: CoordinateReferenceSystem, note: String? = nil, communes: [Commune],
        population: Population, sites: [Site], supply: CommuneSupply, divisions: [Division] = [],
        findings: [Finding] = [], inputs: [String] = []
    ) {
        self.name = name
        self.crs = crs
        self.note = note
        self.communes = communes
        self.population = population
        self.sites = sites
        self.supply = supply
        self.divisions = divisions
        self.findings = findings
        self.inputs = inputs
    }

    /// Nil for a commune that is not there. By halves, as communes are ordered by id.
    public func communeIndex(_ id: CommuneID) -> Int? {
        indexInOrder(of: id, among: communes, by: \.id)
    }

    /// Nil for a site that is not there. By halves, as sites are ordered by id.
    public func siteIndex(_ id: SiteID) -> Int? {
        indexInOrder(of: id, among: sites, by: \.id)
    }
}

/// The position of `key` in `elements`, which are ordered by it.
private func indexInOrder<Element, Key: Comparable>(
    of key: Key, among elements: [Element], by path: KeyPath<Element, Key>
) -> Int? {
    var low = 0
    var high = elements.count
    while low < high {
        let middle = (low + high) / 2
        if elements[middle][keyPath: path] < key { low = middle + 1 } else { high = middle }
    }
    return low < elements.count && elements[low][keyPath: path] == key ? low : nil
}
