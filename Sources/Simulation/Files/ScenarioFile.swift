public import Geometry
public import Layers
import RoadNetwork
public import Territory

/// A literal mirror of a scenario file: nothing is looked up in the territory yet.
public struct ScenarioFile: Hashable, Sendable {
    /// How people travel.
    public enum Profile: Hashable, Sendable {
        /// A profile of the program.
        case named(String)
        case file(path: String)

        public static let names = SpeedProfile.builtIn.map(\.name)
    }

    /// The path as the user gave it.
    public var path: String
    public var name: String
    /// The territory file, from where the program runs.
    public var territoryPath: String
    public var profile: Profile
    /// Changes from later years are left out; nil: every change holds.
    public var year: Int?
    public var settings: ScenarioSettings
    public var changes: [ChangeEntry]

    /// - Throws: `Problems`: everything that is wrong with the file, each with its line and key path.
    public init(path: String) throws(Problems) {
        let folder = folder(of: path)
        let root = try readYAML(path: path)
        try requireKind(.scenario, of: root, file: path)
        var kinds = KindsReading(root)
        let found =
            validate(root, against: scenarioSchema, folder: folder) + momentProblems(in: root, kinds: kinds)
            + changeProblems(in: root, kinds: kinds) + furtherProblemsOfServices(in: root)
        guard found.isEmpty else { throw Problems(found) }
        self.path = path
        do {
            name = try root.requiredText("name")
            territoryPath = resolvedPath(try root.requiredText("territory"), folder: folder)
            let profile = root["profile"]?.text ?? Defaults.profile.value
            self.profile =
                Profile.names.contains(profile)
                ? .named(profile) : .file(path: resolvedPath(profile, folder: folder))
            year = root["year"]?.integer
            settings = try ScenarioSettings(root)
            changes = []
            for value in root["changes"]?.elements ?? [] { changes.append(try ChangeEntry(value, kinds: &kinds)) }
        } catch {
            throw Problems([error])
        }
    }
}

/// One entry of `changes`, as it is written.
public struct ChangeEntry: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        case open(OpenEntry)
        case close
        /// Longitude and latitude.
        case move(to: Point)
        case staff(StaffEntry)
        /// The professionals of a practice join another site, and it closes.
        case relocate(into: SiteID)
        case mobileUnit(MobileUnitEntry)
        case transport(TransportEntry)
    }

    public var site: SiteID
    public var action: Action
    /// The year from which it holds; nil: always.
    public var from: Int?
    /// Line and key path, for messages.
    public var place: String
}

/// Who comes to a site, and who leaves it, by profession.
public struct StaffEntry: Hashable, Sendable {
    public struct Count: Hashable, Sendable {
        public var headcount: Double
        /// Nil where the file gives heads alone.
        public var fullTimeEquivalents: Double?
    }

    public var added: [String: Count]
    public var removed: [String: Count]
    /// A site or a commune.
    public var takenFrom: String?
}

extension ChangeEntry {
    fileprivate init(_ value: FileValue, kinds: inout KindsReading) throws(Problem) {
        guard let entry = value.entries.first else { throw value.problem("the change is empty") }
        let body = entry.value
        site = SiteID(try body.requiredText("id"))
        from = body["from"]?.integer
        place = body.place
        switch entry.key {
        case "open":
            action = .open(try OpenEntry(body, kinds: &kinds))
            from = openingYear(body, kinds: kinds)
        case "close": action = .close
        case "move": action = .move(to: try longitudeAndLatitude(try body.required("to")))
        case "staff":
            action = .staff(
                StaffEntry(
                    added: try professionalCounts(body["add"]), removed: try professionalCounts(body["remove"]),
                    takenFrom: body["taken_from"]?.text))
        case "relocate": action = .relocate(into: SiteID(try body.requiredText("into")))
        case "mobile_unit": action = .mobileUnit(try MobileUnitEntry(body, kinds: &kinds))
        case "transport_on_demand": action = .transport(try TransportEntry(body, kinds: &kinds))
        default: throw body.problem("`\(entry.key)` is not simulated")
        }
    }
}

func longitudeAndLatitude(_ value: FileValue) throws(Problem) -> Point {
    let numbers = value.elements.compactMap(\.number)
    guard numbers.count == 2 else { throw value.problem("expected [longitude, latitude]") }
    return Point(x: numbers[0], y: numbers[1])
}

/// Professionals by profession, as they are written.
func professionalCounts(_ value: FileValue?) throws(Problem) -> [String: StaffEntry.Count] {
    var counts: [String: StaffEntry.Count] = [:]
    for entry in value?.entries ?? [] {
        if let count = entry.value["count"] {
            counts[entry.key] = StaffEntry.Count(
                headcount: try count.requiredNumber(),
                fullTimeEquivalents: try entry.value.required("fte").requiredNumber())
        } else {
            counts[entry.key] = StaffEntry.Count(headcount: try entry.value.requiredNumber())
        }
    }
    return counts
}
