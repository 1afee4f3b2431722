/// Something that the check of a territory, or an analysis, has to tell.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Comparable, Sendable {
        case information, warning, error

        private var rank: Int {
            switch self {
            case .information: 0
            case .warning: 1
            case .error: 2
            }
        }

        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    }

    public var severity: Severity
    /// File, commune, site…: where to look.
    public var `where`: String
    public var text: String

    public init(_ severity: Severity, where location: String, _ text: String) {
        self.severity = severity
        self.where = location
        self.text = text
    }

    public var description: String { "\(severity.rawValue): \(self.where): \(text)" }
}

/// A number as people write it: `15`, not `15.0`.
public func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
}

/// A number to a tenth: what a reader needs, and the same in whatever order it was added up.
public func roundedToTenths(_ number: Double) -> String {
    plain((number * 10).rounded() / 10)
}
