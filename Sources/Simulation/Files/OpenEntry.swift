public import Geometry
import Layers
public import Territory

/// A site to open.
public struct OpenEntry: Hashable, Sendable {
    public var kind: String
    public var name: String?
    /// Longitude and latitude.
    public var coordinates: Point
    /// Who is planned to work there, by profession; nil where the file does not tell.
    public var professionals: [String: StaffEntry.Count]?
    public var satelliteOf: SiteID?
    public var daysPerWeek: Double?
    /// How far people travel to it, where it differs from its kind.
    public var minutes: Double?
    public var beds: Double?
    /// When it is open, where that differs from its kind.
    public var opening: OpeningTimes?
    public var zone: AreaEntry?
    /// The part of the professionals who really come; nil: all.
    public var filled: Double?
    /// Those who leave a site or a commune for it.
    public var takenFrom: [TakenEntry] = []
    /// How many nurses a nurse pool has, where that follows from general practitioners.
    public var nurseShare: NurseShare?
}

/// Professionals who leave a site or a commune.
public struct TakenEntry: Hashable, Sendable {
    /// A site or a commune.
    public var source: String
    /// By profession; nil: all who join.
    public var counts: [String: StaffEntry.Count]?
    public var place: String
}

/// Some communes.
public struct AreaEntry: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case communes([String])
        case territory(String, ofDivision: String)
    }

    public var content: Content
    public var place: String
}

/// A unit that stands at several places by turns.
public struct MobileUnitEntry: Hashable, Sendable {
    public struct Stop: Hashable, Sendable {
        public var name: String?
        public var coordinates: Point
        public var daysPerWeek: Double
        public var place: String
    }

    public var kind: String
    public var name: String?
    public var stops: [Stop]
    public var professionals: [String: StaffEntry.Count]
    public var minutes: Double?
    public var opening: OpeningTimes?
}

/// Transport on demand, as it is written.
public struct TransportEntry: Hashable, Sendable {
    public var name: String?
    public var area: AreaEntry
    public var kinds: [String]
    public var group: String?
    public var opening: OpeningTimes?
    public var waitingMinutes: Double?
    public var tripsPerPersonYear: Double?
    public var fareEuros: Double
    public var costPerTripEuros: Double
    public var yearlyBudgetEuros: Double?
}

extension OpenEntry {
    init(_ body: FileValue, kinds: inout KindsReading) throws(Problem) {
        self.init(
            kind: try body.requiredText("kind"), name: body["name"]?.text,
            coordinates: try longitudeAndLatitude(try body.required("at")),
            satelliteOf: body["satellite_of"]?.text.map(SiteID.init), daysPerWeek: body["days_per_week"]?.number,
            minutes: body["minutes"]?.number, beds: body["beds"]?.number, opening: kinds.opening(body),
            zone: body["zone"].map(AreaEntry.init), filled: body["filled"]?.number)
        if let given = body["professionals"] { professionals = try professionalCounts(given) }
        guard let source = body["taken_from"] else { return }
        if let name = source.text {
            takenFrom = [TakenEntry(source: name, counts: nil, place: source.place)]
        }
        for entry in source.entries.sorted(by: { $0.key < $1.key }) {
            takenFrom.append(
                TakenEntry(source: entry.key, counts: try professionalCounts(entry.value), place: entry.value.place))
        }
    }
}

extension AreaEntry {
    init(_ value: FileValue) {
        place = value.place
        if let division = value["division"]?.text {
            content = .territory(value["value"]?.text ?? "", ofDivision: division)
        } else {
            content = .communes(value["communes"]?.texts ?? [])
        }
    }
}

extension MobileUnitEntry {
    init(_ body: FileValue, kinds: inout KindsReading) throws(Problem) {
        self.init(
            kind: body["kind"]?.text ?? "mobile_unit", name: body["name"]?.text, stops: [],
            professionals: try professionalCounts(body["professionals"]), minutes: body["minutes"]?.number,
            opening: kinds.opening(body))
        for stop in body["stops"]?.elements ?? [] {
            stops.append(
                Stop(
                    name: stop["name"]?.text, coordinates: try longitudeAndLatitude(try stop.required("at")),
                    daysPerWeek: try stop.required("days_per_week").requiredNumber(), place: stop.place))
        }
    }
}

extension TransportEntry {
    init(_ body: FileValue, kinds: inout KindsReading) throws(Problem) {
        self.init(
            name: body["name"]?.text, area: AreaEntry(try body.required("area")), kinds: body["kinds"]?.texts ?? [],
            group: body["group"]?.text, opening: kinds.opening(body),
            waitingMinutes: body["waiting_minutes"]?.number, tripsPerPersonYear: body["trips_per_person_year"]?.number,
            fareEuros: try body.required("fare_euros").requiredNumber(),
            costPerTripEuros: try body.required("cost_per_trip_euros").requiredNumber(),
            yearlyBudgetEuros: body["yearly_budget_euros"]?.number)
    }
}

/// The year in which an opening holds: `from`, else the year of the decision and the years to set up, whole years
/// rounded up.
func openingYear(_ body: FileValue, kinds: KindsReading) -> Int? {
    if let from = body["from"]?.integer { return from }
    guard let decided = body["decided"]?.integer else { return nil }
    let years = body["setup_years"]?.number ?? kinds.kinds[body["kind"]?.text ?? ""].setupYears ?? 0
    return decided + Int(years.rounded(.up))
}

/// What the schema cannot say of changes: words that stand for nothing, keys that need or exclude each other.
func changeProblems(in root: FileValue, kinds: KindsReading) -> [Problem] {
    var kinds = kinds
    var found: [Problem] = []
    for change in root["changes"]?.elements ?? [] {
        guard let entry = change.entries.first else { continue }
        let body = entry.value
        if ["open", "mobile_unit", "transport_on_demand"].contains(entry.key) { _ = kinds.opening(body) }
        for area in [body["zone"], body["area"]].compactMap({ $0 }) {
            if area["division"] != nil, area["value"] == nil {
                found.append(area.problem("a division needs the key `value`: which of its territories"))
            } else if area["communes"] != nil, let value = area["value"] {
                found.append(value.problem("`value` belongs to a `division`"))
            }
        }
        if entry.key == "open" { found += setUpProblems(body, kinds: kinds) }
        if entry.key == "place" { found += placeProblems(body) }
    }
    return kinds.problems + found
}

private func setUpProblems(_ body: FileValue, kinds: KindsReading) -> [Problem] {
    var found: [Problem] = []
    let kind = body["kind"]?.text ?? ""
    if let years = body["setup_years"] {
        if body["decided"] == nil {
            found.append(years.problem("`setup_years` counts from a year", remedy: "add `decided`"))
        } else if body["from"] != nil {
            found.append(years.problem("`from` says already when it opens", remedy: "keep one of them"))
        }
    }
    if let decided = body["decided"], let year = decided.integer {
        if let from = body["from"]?.integer, from < year {
            found.append(decided.problem("decided in \(year), after it opens (\(from))", remedy: "correct one of them"))
        }
        if body["from"] == nil, body["setup_years"] == nil, kinds.kinds[kind].setupYears == nil {
            found.append(
                decided.problem(
                    "nothing is known of how long a site of the kind \(kind) takes to set up",
                    remedy: "add `setup_years`"))
        }
    }
    if let filled = body["filled"], body["professionals"] == nil {
        found.append(
            filled.problem("`filled` is a part of the professionals, and there are none", remedy: "add `professionals`")
        )
    }
    if let zone = body["zone"], kinds.kinds[kind].covering != .zonal {
        found.append(
            zone.problem(
                "people travel to a site of the kind \(kind), or it to them: it has no zone",
                remedy: "write kinds: {\(kind): {covers: zonal}}, or take the zone out"))
    }
    return found
}
