/// What a scenario says of temporary stays.
public struct StaySettings: Hashable, Sendable {
    /// From the youngest to the oldest.
    public var bands: [StayBand]
    /// Whether the scenario names the bands; else those that the territory has hold.
    public var namesBands: Bool
    public var length: StayLength
    /// The share of those who ask who are supported at home and need no bed.
    public var homeSupportShare: Double
    public var homeSupportDays: Double
    public var winter: WinterEpidemic
    public var longestWaitDays: Double
    /// From 1 January; years have 365.
    public var days: Int
    /// Simulated before, so that beds are not empty at the start; not in any figure.
    public var warmUpDays: Int
    public var replicates: Int
    public var seed: UInt64
    /// Of the intervals, between 0 and 1.
    public var confidence: Double
    /// The share of demand that a site may have in common with others while Erlang's formula is held to apply.
    public var erlangTolerance: Double
    /// Everything in force with its source, in a fixed order.
    public var inForce: [Setting]
    /// Whether the scenario speaks of stays at all.
    public var isAsked: Bool

    /// The factor on arrivals in each month, January first.
    public var monthFactors: [Double] {
        (1...12).map { winter.months.contains($0) ? winter.factor : 1 }
    }

    /// Over a year, by days.
    public var meanFactor: Double {
        let starts = Calendar.monthStarts
        return zip(zip(starts, starts.dropFirst()), monthFactors).reduce(0) { sum, month in
            sum + Double(month.0.1 - month.0.0) * month.1
        } / Double(Calendar.daysPerYear)
    }
}

/// An epidemic that brings more people in some months.
public struct WinterEpidemic: Hashable, Sendable {
    /// 1 is January; ascending, each once.
    public var months: [Int]
    /// How many times the ordinary arrivals come in these months.
    public var factor: Double
}

/// What brings the people of an age band to a temporary stay.
public struct StayBand: Hashable, Sendable {
    /// `inhabitants` or `age_N_plus`: the people of this age up to the next band that is named.
    public var group: String
    public var dischargesPerInhabitant: Double
    public var shareOfDischarges: Double
    public var crisesPerInhabitant: Double

    /// People a year for each inhabitant of the band.
    public var arrivalsPerInhabitant: Double {
        dischargesPerInhabitant * shareOfDischarges + crisesPerInhabitant
    }
}
