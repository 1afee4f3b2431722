import Layers

extension StaySettings {
    /// - Parameter root: a validated scenario file.
    init(_ root: FileValue) throws(Problem) {
        var reader = SettingReader(root)
        let named = root["stays"]?["arrivals"]?.entries.map(\.key)
        let groups = named ?? Defaults.stayBands
        var bands: [StayBand] = []
        for group in groups.sorted(by: { (StayBand.order($0), $0) < (StayBand.order($1), $1) }) {
            bands.append(
                StayBand(
                    group: group,
                    dischargesPerInhabitant: try reader.number(Defaults.stayDischarges(group)),
                    shareOfDischarges: try reader.number(Defaults.stayShareOfDischarges(group)),
                    crisesPerInhabitant: try reader.number(Defaults.stayCrises(group))))
        }
        self.bands = bands
        namesBands = named != nil
        length = StayLength(
            .init(rawValue: reader.text(Defaults.stayDistribution)) ?? .exponential,
            meanDays: try reader.number(Defaults.stayMeanDays), longestDays: try reader.number(Defaults.stayLongestDays)
        )
        homeSupportShare = try reader.number(Defaults.stayHomeSupportShare)
        homeSupportDays = try reader.number(Defaults.stayHomeSupportDays)
        winter = WinterEpidemic(
            months: reader.texts(Defaults.stayWinterMonths).compactMap { decimalNumber($0).map { Int($0) } }.sorted(),
            factor: try reader.number(Defaults.stayWinterFactor))
        longestWaitDays = try reader.number(Defaults.stayLongestWait)
        // The schema has seen to it that these are whole and not too great.
        days = Int(try reader.number(Defaults.stayDays))
        warmUpDays = Int(try reader.number(Defaults.stayWarmUp))
        replicates = Int(try reader.number(Defaults.stayReplicates))
        seed = UInt64(try reader.number(Defaults.seed))
        confidence = try reader.number(Defaults.stayConfidence)
        erlangTolerance = try reader.number(Defaults.stayErlangTolerance)
        inForce = reader.inForce
        isAsked =
            root["stays"] != nil
            || (root["changes"]?.elements ?? []).contains { $0["temporary_stay"] != nil }
    }
}

extension StayBand {
    /// From the youngest to the oldest; what is no age band last.
    fileprivate static func order(_ group: String) -> Int { PopulationBand.leastAge(group) ?? .max }
}
