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
    /// Changes of other years are left out; nil: every change holds.
    public var year: Int?
    public var settings: ScenarioSettings
    public var changes: [ChangeEntry]

    /// - Throws: `Problems`: everything that is wrong with the file, each with its line and key path.
    public init(path: String) throws(Problems) {
        try self.init(readYAML(path: path), path: path)
    }

    /// - Parameters:
    ///   - root: what stands in the file.
    ///   - path: of the file that it is, or takes the place of; relative paths start from its folder.
    /// - Throws: `Problems`, as for a file.
    init(_ root: FileValue, path: String) throws(Problems) {
        let folder = folder(of: path)
        try requireKind(.scenario, of: root, file: path)
        var kinds = KindsReading(root)
        let found = Self.problems(in: root, folder: folder)
        guard found.isEmpty else { throw Problems(found) }
        self.path = path
        do {
            name = try root.requiredText("name")
            territoryPath = resolvedPath(try root.requiredText("territory"), folder: folder)
            let profile = root["profile"]?.text ?? Defaults.profile.value
            self.profile =
                Profile.names.contains(profile)
                ? .named(profile) : .file(path: resolvedPath(profile, folder: folder))
            settings = try ScenarioSettings(root, folder: folder)
            year = root["year"]?.integer ?? settings.years?.to
            changes = []
            for value in root["changes"]?.elements ?? [] {
                changes.append(try ChangeEntry(value, kinds: &kinds, folder: folder))
            }
        } catch {
            throw Problems([error])
        }
    }

    /// Everything that is wrong with a scenario, before anything is looked up in its territory.
    static func problems(in root: FileValue, folder: String) -> [Problem] {
        let kinds = KindsReading(root)
        return validate(root, against: scenarioSchema, folder: folder) + momentProblems(in: root, kinds: kinds)
            + changeProblems(in: root, kinds: kinds) + furtherProblemsOfServices(in: root)
            + furtherProblemsOfEquity(in: root) + yearsProblems(in: root)
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
        case temporaryStay(TemporaryStayEntry)
        case zone(ZoneEntry)
        case partition(PartitionEntry)
        /// The professionals of a practice join another site, and it closes.
        case relocate(into: SiteID)
        case mobileUnit(MobileUnitEntry)
        case transport(TransportEntry)
        case place(PlaceEntry)
    }

    /// The site, or the territory of a division, that it changes; of a partition its division; of a place what its
    /// sites' ids begin with.
    public var site: SiteID
    public var action: Action
    /// The year from which it holds; nil: always.
    public var from: Int?
    /// The last year in which it holds; nil: for good.
    public var until: Int?
    /// Line and key path, for messages.
    public var place: String
}

extension ChangeEntry {
    /// Whether it holds in a year; nil: in any year.
    public func holds(in year: Int?) -> Bool {
        guard let year else { return true }
        return from ?? year <= year && until ?? year >= year
    }
}

/// Nurses in proportion to the general practitioners of structures.
public struct NurseShare: Hashable, Sendable {
    /// General practitioners for one nurse, in full-time equivalents.
    public var practitionersPerNurse: Double
    /// The structures; empty: those nearest to the pool.
    public var sites: [SiteID]
}

/// Beds for temporary stays to open.
public struct TemporaryStayEntry: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        /// Longitude and latitude.
        case coordinates(Point)
        case site(SiteID)
    }

    public var name: String?
    public var place: Place
    public var beds: Double
    /// How far people travel to it, where it differs from its kind.
    public var minutes: Double?
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
    fileprivate init(_ value: FileValue, kinds: inout KindsReading, folder: String) throws(Problem) {
        guard let entry = value.entries.first else { throw value.problem("the change is empty") }
        let body = entry.value
        let isNamedByKind = entry.key == partitionWord || entry.key == "place" && body["id"] == nil
        site = SiteID(try body.requiredText(isNamedByKind ? "kind" : "id"))
        from = body["from"]?.integer
        until = body["until"]?.integer
        place = body.place
        switch entry.key {
        case "open":
            action = .open(try OpenEntry(body, kinds: &kinds))
            from = openingYear(body, kinds: kinds)
        case "nurse_pool": action = .open(try OpenEntry(nursePool: body))
        case "close": action = .close
        case "move": action = .move(to: try longitudeAndLatitude(try body.required("to")))
        case "staff":
            action = .staff(
                StaffEntry(
                    added: try professionalCounts(body["add"]), removed: try professionalCounts(body["remove"]),
                    takenFrom: body["taken_from"]?.text))
        case "temporary_stay":
            let place: TemporaryStayEntry.Place =
                if let site = body["at_site"]?.text {
                    .site(SiteID(site))
                } else {
                    .coordinates(try longitudeAndLatitude(try body.required("at")))
                }
            action = .temporaryStay(
                TemporaryStayEntry(
                    name: body["name"]?.text, place: place,
                    beds: try body.required("beds").requiredNumber(), minutes: body["minutes"]?.number))
        case let word where zoneChanges.contains { $0.name == word }:
            action = .zone(try ZoneEntry(body, word: entry.key))
        case partitionWord: action = .partition(try PartitionEntry(body))
        case "place": action = .place(try PlaceEntry(body, folder: folder))
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
