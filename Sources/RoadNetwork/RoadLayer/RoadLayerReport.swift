/// What became of a road layer: nothing is left out without a count.
public struct RoadLayerReport: Hashable, Sendable {
    /// Why a feature is not part of the network.
    public enum Reason: String, CaseIterable, Sendable {
        case notARoad = "no road, or not open yet"
        case notInService = "under construction, planned or out of service"
        case classNotUsed = "of a class that the profile does not use"
        case noAccess = "closed to the mode or to the public"
        case reversible = "one-way in a direction that changes with the hour"
        case noExtent = "its line has no length"
    }

    public var featuresRead = 0
    public var featuresUsed = 0
    public var featuresLeftOut: [Reason: Int] = [:]
    /// Pairs of one-way links that were one road in both directions, and are one link now.
    public var oppositePairsMerged = 0
    /// Speed limits that were not understood (`field=value`), with the number of features; these have the
    /// speed of their class.
    public var unparsedValues: [String: Int] = [:]

    public init() {}
}
