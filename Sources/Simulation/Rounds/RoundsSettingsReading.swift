import Layers
import Territory

extension RoundsSettings {
    /// Reads `rounds` and `seed` of a validated scenario; nil where the file has neither `rounds` nor a nurse pool.
    ///
    /// - Throws: `Problem` where no visit fits into a day, or a rate is for something that is no age band.
    init?(_ root: FileValue, _ reader: inout SettingReader) throws(Problem) {
        let opensPool = root["changes"]?.elements.contains { $0["nurse_pool"] != nil } ?? false
        guard root["rounds"] != nil || opensPool else { return nil }
        need = try Self.need(root, &reader)
        visitMinutes = try reader.number(Defaults.visitMinutes)
        stopMinutes = try reader.number(Defaults.stopMinutes)
        workingDayMinutes = try reader.number(Defaults.workingDay)
        breakMinutes = try reader.number(Defaults.breakMinutes)
        baseMinutes = try reader.number(Defaults.baseMinutes)
        daysPerWeek = try reader.number(Defaults.roundDaysPerWeek)
        nurseHoursPerYear = try reader.number(Defaults.nurseHours)
        simulatedDays = Int(try reader.number(Defaults.simulatedDays))
        seed = UInt64(try reader.number(Defaults.seed))
        if visitMinutes + stopMinutes > roundMinutes {
            let rounds = root["rounds"]
            let given = [
                "visit_minutes", "working_day_minutes", "stop_minutes", "break_minutes", "base_minutes",
            ].compactMap { rounds?[$0] }.first
            throw (given ?? root).problem(
                "a visit takes \(plain(visitMinutes + stopMinutes)) minutes with its stop, and a working day leaves "
                    + "\(plain(roundMinutes)) for homes and roads",
                remedy: "make visits shorter, or days longer (working_day_minutes)")
        }
    }

    private static func need(_ root: FileValue, _ reader: inout SettingReader) throws(Problem) -> VisitNeed {
        guard let rates = root["rounds"]?["visits_per_year"] else {
            return .standard(
                StandardVisitNeed(
                    under75: try reader.number(Defaults.visitsUnder75),
                    from75To84: try reader.number(Defaults.visitsFrom75),
                    from85: try reader.number(Defaults.visitsFrom85),
                    shareFrom75To84: try reader.number(Defaults.shareFrom75To84),
                    shareFrom85: try reader.number(Defaults.shareFrom85)))
        }
        var byGroup: [String: Double] = [:]
        for entry in rates.entries.sorted(by: { $0.key < $1.key }) {
            guard PopulationBand.leastAge(entry.key) != nil else {
                throw entry.value.problem(
                    "`\(entry.key)` is no age band", remedy: "name inhabitants, or a group such as age_75_plus")
            }
            byGroup[entry.key] = try reader.number(
                Default(key: "rounds.visits_per_year.\(entry.key)", value: 0, source: ""))
        }
        guard byGroup[PopulationBand.everybody] != nil else {
            throw rates.problem(
                "the visits of everybody else are missing", remedy: "add inhabitants: their visits a year, or 0")
        }
        return .byGroup(byGroup)
    }
}
