/// What a kind of site is, as data: how it covers, what it answers with, when it is open.
public struct SiteKind: Hashable, Sendable {
    /// How sites of the kind cover people.
    public enum Covering: String, CaseIterable, Hashable, Sendable {
        /// People travel to the site.
        case catchment
        /// The site is responsible for the people of its zone, a set of communes.
        case zonal
        /// Professionals travel from the site to people.
        case mobile
    }

    /// What people find.
    public enum Response: String, CaseIterable, Hashable, Sendable {
        /// Somebody who examines and treats them.
        case full
        /// Somebody who hears them and sends them on.
        case orientation
    }

    /// The word that stands for it: `msp`, `mmg`…
    public var name: String
    /// As people read it.
    public var title: String
    public var covering: Covering
    public var response: Response
    public var opening: OpeningTimes
    /// Days a week that its sites are open, where neither the site nor hours tell.
    public var daysPerWeek: Double?
    /// Whether its professionals come from elsewhere for some days a week: their time counts here, their heads where
    /// they are based.
    public var isVisiting: Bool
    /// Years from the decision to the opening; nil where nothing is assumed.
    public var setupYears: Double?

    public init(
        name: String, title: String? = nil, covering: Covering = .catchment, response: Response = .full,
        opening: OpeningTimes = OpeningTimes(), daysPerWeek: Double? = nil, isVisiting: Bool = false,
        setupYears: Double? = nil
    ) {
        self.name = name
        self.title = title ?? name
        self.covering = covering
        self.response = response
        self.opening = opening
        self.daysPerWeek = daysPerWeek
        self.isVisiting = isVisiting
        self.setupYears = setupYears
    }
}

/// The kinds of site that are described. Any other word is a kind too: people travel to it, at any hour.
public struct SiteKinds: Hashable, Sendable {
    private var byName: [String: SiteKind]

    /// - Parameter kinds: the last of the same name holds.
    public init(_ kinds: some Sequence<SiteKind> = []) {
        byName = Dictionary(kinds.map { ($0.name, $0) }) { _, last in last }
    }

    /// The names of the described kinds, in order.
    public var names: [String] { byName.keys.sorted() }

    public subscript(name: String) -> SiteKind {
        get { byName[name] ?? SiteKind(name: name) }
        set { byName[name] = newValue }
    }

    /// When a site is open: by its own times, else by those of its kind.
    public func opening(of site: Site) -> OpeningTimes {
        site.opening?.completed(by: self[site.kind].opening) ?? self[site.kind].opening
    }

    /// Whether a site is open at some time of a moment.
    public func isOpen(_ site: Site, at moment: Moment) -> Bool {
        opening(of: site).isOpen(at: moment)
    }

    /// Days a week that a site is open, where they are known: by its own days or hours, else by those of its kind.
    public func daysPerWeek(of site: Site) -> Double? {
        func days(_ opening: OpeningTimes?) -> Double? { opening?.hours.map { Double($0.days) } }
        let kind = self[site.kind]
        return site.daysPerWeek ?? days(site.opening) ?? kind.daysPerWeek ?? days(kind.opening)
    }
}
