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
    /// Whether it grows side by side with others over the whole land.
    public var isPart = false
}

/// Territories of a division that grow side by side until every commune is in one of them, as they are written.
public struct PartitionEntry: Hashable, Sendable {
    /// With ids, in the order of the file.
    public var territories: [Part]

    public struct Part: Hashable, Sendable {
        public var id: String
        public var zone: ZoneEntry
        /// Line and key path.
        public var place: String
    }
}

extension PartitionEntry {
    init(_ body: FileValue) throws(Problem) {
        let kind = try body.requiredText("kind")
        territories = []
        for part in try body.required("territories").elements {
            territories.append(
                Part(
                    id: try part.requiredText("id"),
                    zone: ZoneEntry(
                        kind: kind, name: part["name"]?.text,
                        seed: CommuneID(try part.requiredText("grow_from")), isPart: true),
                    place: part.place))
        }
    }
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
