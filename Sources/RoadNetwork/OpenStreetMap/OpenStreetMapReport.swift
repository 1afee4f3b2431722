/// What became of an OpenStreetMap file: nothing is left out without a count.
public struct OpenStreetMapReport: Hashable, Sendable {
    /// Why a way is not part of the network.
    public enum WayReason: String, CaseIterable, Sendable {
        /// Under construction, proposed, a service area …
        case notARoad = "no road, or not open yet"
        case area = "an area to walk about in, not a line"
        case classNotUsed = "of a class that the profile does not use"
        case noAccess = "closed to the mode or to the public"
        case reversible = "one-way in a direction that changes with the hour"
        case nodesMissing = "fewer than two of its nodes are in the file"
    }

    /// Why a turn restriction is not honoured.
    public enum RestrictionReason: String, CaseIterable, Sendable {
        case viaWay = "it goes by way of another way, not of a junction"
        case conditional = "it holds only under a condition"
        case exempt = "cars are exempt, or it is meant for others"
        case unknownKind = "its kind is not understood"
        case incomplete = "a member is missing"
        case roadNotUsed = "one of its roads is not part of the network"
        case notConnected = "its roads do not meet at its junction in the directions that are open"
        case ambiguous = "one of its roads runs through the junction, so that either side may be meant"
    }

    /// Ways with `highway=*` or `route=ferry`.
    public var waysRead = 0
    public var waysUsed = 0
    public var waysLeftOut: [WayReason: Int] = [:]
    /// Nodes of the used ways that the file does not contain, as at the edge of an extract.
    public var nodesMissing = 0
    /// Barriers on used ways that the mode cannot pass.
    public var barriers = 0
    /// Turn restrictions in the file; they are read for cars only.
    public var restrictionsRead = 0
    public var restrictionsKept = 0
    public var restrictionsLeftOut: [RestrictionReason: Int] = [:]
    /// Speed limits and durations of used ways that were not understood (`key=value`), with the number of
    /// ways; these have the speed of their class.
    public var unparsedValues: [String: Int] = [:]

    public init() {}
}
