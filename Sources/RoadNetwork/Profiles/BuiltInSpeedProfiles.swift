extension SpeedProfile {
    /// Every profile that needs no file, by name order of use.
    public static let builtIn: [SpeedProfile] = [carOffPeak, carPeak, foot, bicycle]

    public static func builtIn(named name: String) -> SpeedProfile? {
        builtIn.first { $0.name == name }
    }

    /// A car outside the rush hours.
    public static let carOffPeak = SpeedProfile(
        name: "car",
        mode: .car,
        classSpeeds: [
            .motorway: SourcedSpeed(
                kilometresPerHour: 104,
                source: "0.8 (the limit factor) × 130 km/h (Code de la route, art. R413-2)"),
            .trunk: estimate(80, openSourceRoutingMachine: 85),
            .primary: estimate(60, openSourceRoutingMachine: 65),
            .secondary: estimate(50, openSourceRoutingMachine: 55),
            .tertiary: estimate(42, openSourceRoutingMachine: 40),
            .unclassified: estimate(35, openSourceRoutingMachine: 25),
            .residential: estimate(28, openSourceRoutingMachine: 25),
            .motorwayLink: carFigure(45),
            .trunkLink: carFigure(40),
            .primaryLink: carFigure(30),
            .secondaryLink: carFigure(25),
            .tertiaryLink: carFigure(20),
            .livingStreet: SourcedSpeed(
                kilometresPerHour: 16,
                source: "0.8 (the limit factor) × 20 km/h (Code de la route, art. R110-2)"),
            .service: carFigure(15),
            .track: SourcedSpeed(
                kilometresPerHour: 10, source: "assumption: the OSRM car profile's speed of last resort"),
            .pedestrian: SourcedSpeed(
                kilometresPerHour: 6, source: "assumption: walking pace, as the law asks there"),
            .ferry: ferry,
        ],
        onlyWherePermitted: [.track, .pedestrian],
        limitFactor: SourcedFactor(
            0.8, source: "OSRM car profile (profiles/car.lua, speed_reduction): average speed under a limit")
    )

    /// A car in the rush hours of a working day.
    public static let carPeak: SpeedProfile = {
        var profile = carOffPeak
        profile.name = "car-peak"
        let queueing: [RoadClass] = [
            .motorway, .motorwayLink, .trunk, .trunkLink, .primary, .primaryLink, .secondary,
            .secondaryLink, .tertiary, .tertiaryLink,
        ]
        for roadClass in queueing {
            profile.trafficFactors[roadClass] = SourcedFactor(
                0.875,
                source: "1 ÷ 1.143: a weekday trip in the rush hours takes 14.3 % longer than in free flow, "
                    + "France (INRIX, quoted by L'Officiel des transporteurs, \"L'Île-de-France saturée\"); "
                    + "assumption: the same on every class of through road")
        }
        for roadClass in [RoadClass.unclassified, .residential, .livingStreet] {
            profile.trafficFactors[roadClass] = SourcedFactor(
                1, source: "assumption: local streets carry no queues of their own")
        }
        return profile
    }()

    /// A healthy adult on foot.
    public static let foot: SpeedProfile = {
        let walking = SourcedSpeed(
            kilometresPerHour: 5, source: "OSRM foot profile (profiles/foot.lua, walking_speed)")
        let classes: [RoadClass] = [
            .trunk, .primary, .primaryLink, .secondary, .secondaryLink, .tertiary, .tertiaryLink,
            .unclassified, .residential, .livingStreet, .service, .track, .pedestrian, .footway, .cycleway,
            .path, .bridleway, .steps,
        ]
        var speeds = Dictionary(uniqueKeysWithValues: classes.map { ($0, walking) })
        speeds[.ferry] = ferry
        return SpeedProfile(
            name: "foot", mode: .foot, classSpeeds: speeds,
            onlyWherePermitted: [.trunk, .cycleway, .bridleway])
    }()

    /// An everyday cyclist, who pushes the bicycle through pedestrian streets and up steps.
    public static let bicycle: SpeedProfile = {
        func figure(_ kilometresPerHour: Double, _ name: String) -> SourcedSpeed {
            SourcedSpeed(
                kilometresPerHour: kilometresPerHour,
                source: "OSRM bicycle profile (profiles/bicycle.lua, \(name))")
        }
        let riding: [RoadClass] = [
            .trunk, .primary, .primaryLink, .secondary, .secondaryLink, .tertiary, .tertiaryLink,
            .unclassified, .residential, .livingStreet, .service, .cycleway,
        ]
        var speeds = Dictionary(uniqueKeysWithValues: riding.map { ($0, figure(15, "default_speed")) })
        speeds[.track] = figure(12, "track")
        speeds[.path] = figure(13, "path")
        speeds[.pedestrian] = figure(4, "pedestrian: pushed")
        speeds[.steps] = figure(2, "steps: pushed")
        for roadClass in [RoadClass.footway, .bridleway] {
            speeds[roadClass] = SourcedSpeed(
                kilometresPerHour: 12, source: "assumption: shared with walkers or horses, as slow as a track")
        }
        speeds[.ferry] = ferry
        return SpeedProfile(
            name: "bicycle", mode: .bicycle, classSpeeds: speeds,
            onlyWherePermitted: [.trunk, .footway, .bridleway])
    }()

    private static let ferry = SourcedSpeed(
        kilometresPerHour: 20,
        source: "assumption: about 11 knots, where the ferry's duration is not known")

    private static func carFigure(_ kilometresPerHour: Double) -> SourcedSpeed {
        SourcedSpeed(
            kilometresPerHour: kilometresPerHour, source: "OSRM car profile (profiles/car.lua, speeds)")
    }

    private static func estimate(
        _ kilometresPerHour: Double, openSourceRoutingMachine figure: Int
    ) -> SourcedSpeed {
        SourcedSpeed(
            kilometresPerHour: kilometresPerHour,
            source: "assumption: a plain, untuned estimate for French roads with their bends and junctions; "
                + "the OSRM car profile has \(figure) km/h")
    }
}
