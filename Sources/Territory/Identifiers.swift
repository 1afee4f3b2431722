/// The identifier of a commune as its source writes it. INSEE codes are text: `01004`, `2A004`.
public struct CommuneID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public var text: String

    public init(_ text: String) {
        self.text = text
    }

    public var description: String { text }

    public static func < (left: CommuneID, right: CommuneID) -> Bool {
        left.text < right.text
    }
}

/// The identifier of a site: unique over all kinds of a territory.
public struct SiteID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public var text: String

    public init(_ text: String) {
        self.text = text
    }

    public var description: String { text }

    public static func < (left: SiteID, right: SiteID) -> Bool {
        left.text < right.text
    }
}
