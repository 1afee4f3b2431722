/// A figure that is found for a subset of sites without evaluating the territory anew; each equals the one of a whole
/// evaluation to the last digit.
public enum SubsetFigure: Hashable, Sendable {
    public enum OfKind: Hashable, Sendable {
        case sites, minutes, covered, uncovered, coveredShare, overlapped
        /// Inhabitants with none, one, two, three or more sites within the minutes.
        case choices(Int)
        /// Of the minutes to the nearest site.
        case mean, median, p90, max
        case groupTotal(String)
        case groupCovered(String)
        case groupUncovered(String)
    }

    public enum OfCriterion: Hashable, Sendable {
        case value, threshold, gap, passes
    }

    public enum OfPole: Hashable, Sendable {
        case passes, reachable, allocated, shareWithin, farthest
        case inhabitants(OfCriterion)
        case professionals(OfCriterion)
        case minutes(OfCriterion)
    }

    /// Of the minutes to the nearest site of the kind that equity looks at.
    public enum OfEquity: Hashable, Sendable {
        case population, mean, median, p10, p90, minimum, maximum, worstTenth, shareAboveThreshold
        case gini, theilT, theilL, palma, atkinson05, atkinson1
        case fosterGreerThorbecke(Int)
    }

    case inhabitants
    case kind(String, OfKind)
    /// By the site's id.
    case pole(String, OfPole)
    case inhabitantsWithPole
    case inhabitantsServedByTheRule
    case equity(OfEquity)

    /// The kind whose times it needs; nil of poles and of all inhabitants.
    func kind(ofEquity: String?) -> String? {
        switch self {
        case .kind(let kind, _): kind
        case .equity: ofEquity
        default: nil
        }
    }
}

/// A figure of every commune for a subset of sites.
public struct SubsetCommuneFigure: Hashable, Sendable {
    public enum Member: String, CaseIterable, Hashable, Sendable {
        case coveredInhabitants = "covered_inhabitants"
        case coveredShare = "covered_share"
        case meanMinutes = "mean_minutes"
        case leastMinutes = "min_minutes"
    }

    public var kind: String
    public var member: Member

    public init(kind: String, member: Member) {
        self.kind = kind
        self.member = member
    }
}
