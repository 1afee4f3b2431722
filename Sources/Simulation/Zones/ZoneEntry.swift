import Layers
public import Territory

/// A territory of a division to make, to alter or to end, as it is written.
public struct ZoneEntry: Hashable, Sendable {
    /// `cpts`, `cls`…, or the word that `kind` of a `zone` gives.
    public var kind: String
    public var name: String?
    public var communes: [CommuneID]?
    public var division: String?
    /// Ids of territories of that division.
    public var values: [String]?
    public var seed: CommuneID?
    public var inhabitants: Double?
    public var mayOverlap: Bool?
    public var replaces: Bool?
    public var removes: Bool?
}

extension ZoneEntry {
    /// - Parameter word: the key of the change.
    init(_ body: FileValue, word: String) throws(Problem) {
        self.init(
            kind: word == "zone" ? try body.requiredText("kind") : word, name: body["name"]?.text,
            communes: body["communes"]?.texts.map(CommuneID.init), division: body["division"]?.text,
            values: body["value"]?.texts, seed: body["grow_from"]?.text.map(CommuneID.init),
            inhabitants: body["inhabitants"]?.number, mayOverlap: body["may_overlap"]?.boolean,
            replaces: body["replace"]?.boolean, removes: body["remove"]?.boolean)
    }

    /// The name of the division that it belongs to: one of the territory's, whatever its case, else the word's own.
    func divisionName(among names: [String]) -> String {
        let name = zoneWords.first { $0.word == kind }?.division ?? kind
        return names.first { $0 == name } ?? names.first { $0.lowercased() == name.lowercased() } ?? name
    }
}
