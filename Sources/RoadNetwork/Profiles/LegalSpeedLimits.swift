/// The limits that hold where no sign shows a figure.
public struct LegalSpeedLimits: Hashable, Sendable {
    public var motorway: SourcedSpeed
    /// Two carriageways with a central reservation, outside built-up areas.
    public var dualCarriageway: SourcedSpeed
    /// Other roads outside built-up areas.
    public var rural: SourcedSpeed
    public var urban: SourcedSpeed
    public var zone30: SourcedSpeed
    /// *Zone de rencontre*.
    public var livingStreet: SourcedSpeed
    /// *Aire piétonne*: at walking pace.
    public var walkingPace: SourcedSpeed

    public init(
        motorway: SourcedSpeed, dualCarriageway: SourcedSpeed, rural: SourcedSpeed, urban: SourcedSpeed,
        zone30: SourcedSpeed, livingStreet: SourcedSpeed, walkingPace: SourcedSpeed
    ) {
        self.motorway = motorway
        self.dualCarriageway = dualCarriageway
        self.rural = rural
        self.urban = urban
        self.zone30 = zone30
        self.livingStreet = livingStreet
        self.walkingPace = walkingPace
    }

    /// France since 1 July 2018, in dry weather.
    public static let france = LegalSpeedLimits(
        motorway: SourcedSpeed(kilometresPerHour: 130, source: "Code de la route, art. R413-2, I, 1°"),
        dualCarriageway: SourcedSpeed(
            kilometresPerHour: 110, source: "Code de la route, art. R413-2, I, 2°"),
        rural: rural80,
        urban: SourcedSpeed(kilometresPerHour: 50, source: "Code de la route, art. R413-3"),
        zone30: SourcedSpeed(kilometresPerHour: 30, source: "Code de la route, art. R110-2"),
        livingStreet: SourcedSpeed(kilometresPerHour: 20, source: "Code de la route, art. R110-2"),
        walkingPace: SourcedSpeed(
            kilometresPerHour: 6,
            source: "assumption: the Code de la route (art. R110-2) says \"allure du pas\" without a figure")
    )

    public static let rural80 = SourcedSpeed(
        kilometresPerHour: 80,
        source: "Code de la route, art. R413-2, I, 3°, as of décret 2018-487 of 15 June 2018")

    /// For the roads that a department or a commune has put back to 90 km/h.
    public static let rural90 = SourcedSpeed(
        kilometresPerHour: 90,
        source: "Code général des collectivités territoriales, art. L3221-4-1 "
            + "(loi 2019-1428 d'orientation des mobilités, art. 36)")

    var entries: [(name: String, limit: SourcedSpeed)] {
        [
            ("motorway", motorway), ("dual_carriageway", dualCarriageway), ("rural", rural),
            ("urban", urban), ("zone_30", zone30), ("living_street", livingStreet),
            ("walking_pace", walkingPace),
        ]
    }
}
