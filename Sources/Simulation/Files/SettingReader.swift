import Coverage
import Layers

/// Reads settings out of a validated file, and notes for each where its value comes from.
struct SettingReader {
    let root: FileValue
    private(set) var inForce: [Setting] = []

    init(_ root: FileValue) {
        self.root = root
    }

    mutating func number(_ setting: Default<Double>) throws(Problem) -> Double {
        let given = value(at: setting.key)
        let number = try given?.requiredNumber() ?? setting.value
        note(setting.key, .number(number), given, setting.source)
        return number
    }

    mutating func text(_ setting: Default<String>) -> String {
        let given = value(at: setting.key)
        let text = given?.text ?? setting.value
        note(setting.key, .text(text), given, setting.source)
        return text
    }

    mutating func texts(_ setting: Default<[String]>) -> [String] {
        let given = value(at: setting.key)
        let texts = given.map { Array(Set($0.texts)).sorted() } ?? setting.value
        note(setting.key, .texts(texts), given, setting.source)
        return texts
    }

    /// The values of the mapping at `setting.key`, beside the default of what it does not name.
    mutating func numbersByKey(_ setting: Default<Double>) throws(Problem) -> [String: Double] {
        note(setting.key, .number(setting.value), nil, setting.source)
        var numbers: [String: Double] = [:]
        for entry in (value(at: setting.key)?.entries ?? []).sorted(by: { $0.key < $1.key }) {
            let number = try entry.value.requiredNumber()
            numbers[entry.key] = number
            note("\(setting.key).\(entry.key)", .number(number), entry.value, setting.source)
        }
        return numbers
    }

    /// Something that the file gives, or a default that stands beside it.
    mutating func note(_ key: String, _ value: Setting.Value, _ given: FileValue?) {
        note(key, value, given, "")
    }

    /// A default that holds for what the file does not name.
    mutating func note(_ setting: Default<Double>) { note(setting.key, .number(setting.value), nil, setting.source) }
    mutating func note(_ setting: Default<[String]>) { note(setting.key, .texts(setting.value), nil, setting.source) }

    /// Notes what holds, and where it comes from: the file, where it is `given` there.
    mutating func note(_ key: String, _ value: Setting.Value, _ given: FileValue?, _ source: String) {
        let source = given.map { "scenario file, line \($0.line)" } ?? source
        inForce.append(Setting(key: key, value: value, source: source))
    }

    private func value(at path: String) -> FileValue? {
        path.split(separator: ".").reduce(root) { value, key in value?[String(key)] }
    }
}

extension ScenarioSettings {
    /// - Parameter folder: that of the file, for the paths in it.
    init(_ root: FileValue, folder: String) throws(Problem) {
        var reader = SettingReader(root)
        _ = reader.text(Defaults.profile)
        let threeFifteens = ThreeFifteensRule(
            inhabitants: try reader.number(Defaults.inhabitants),
            professionals: try reader.number(Defaults.professionals),
            minutes: try reader.number(Defaults.minutes),
            inhabitantsBasis: .init(rawValue: reader.text(Defaults.inhabitantsBasis)) ?? .allocated,
            professionalsBasis: .init(rawValue: reader.text(Defaults.professionalsBasis)) ?? .headcount,
            kinds: reader.texts(Defaults.poleKinds), tolerance: try reader.number(Defaults.tolerance),
            minutesQuantile: try reader.number(Defaults.minutesQuantile))
        var minutesByKind = try reader.numbersByKey(Defaults.kindMinutes)
        let kinds = KindsReading(root)
        minutesByKind.merge(kinds.minutes) { ofRules, _ in ofRules }
        let travel = TravelSettings(
            accessKilometresPerHour: try reader.number(Defaults.accessSpeed),
            greatestAccessMetres: try reader.number(Defaults.greatestAccess),
            resolutionMetres: try reader.number(Defaults.resolution))
        let services = try readServices(root, kinds: kinds.kinds, with: &reader)
        let equity = try readEquity(root, folder: folder, with: &reader)
        let zones = try ZoneSettings(root, &reader)
        let rounds = try RoundsSettings(root, &reader)
        let years = try HorizonSettings(root, &reader)
        let minimumTeam = MinimumTeamRule(
            generalPractitioners: try reader.number(Defaults.leastGeneralPractitioners),
            paramedical: try reader.number(Defaults.leastParamedical), kinds: reader.texts(Defaults.minimumTeamKinds),
            generalPractitionerProfessions: reader.texts(Defaults.generalPractitionerProfessions),
            paramedicalProfessions: reader.texts(Defaults.paramedicalProfessions),
            untoldProfessions: reader.texts(Defaults.untoldProfessions))
        let transport = TransportSettings(
            walkingKilometresPerHour: try reader.number(Defaults.transportWalkingSpeed),
            waitingMinutes: try reader.number(Defaults.transportWaiting),
            tripsPerPersonYear: try reader.number(Defaults.transportTrips), group: reader.text(Defaults.transportGroup))
        let assumedDaysPerWeek = try reader.number(Defaults.assumedDaysPerWeek)
        let lookedAt = MomentsLookedAt(root, kinds: kinds)
        self.init(
            threeFifteens: threeFifteens, minutesByKind: minutesByKind, travel: travel,
            equity: equity[0], furtherEquity: Array(equity.dropFirst()),
            kinds: kinds.kinds, moments: kinds.moments, seasons: kinds.seasons, services: services,
            stays: try StaySettings(root), zones: zones, rounds: rounds, years: years,
            moment: lookedAt.moment, reportedMoments: lookedAt.reported, minimumTeam: minimumTeam,
            assumedDaysPerWeek: assumedDaysPerWeek, transport: transport,
            inForce: reader.inForce + kinds.inForce)
    }
}
