import XCTest

@testable import RoadNetwork

final class OpenStreetMapTagsTests: XCTestCase {
    private func isUsed(_ tags: Tags, _ profile: SpeedProfile) -> Bool {
        if case .used = readWay(tags, profile: profile) { true } else { false }
    }

    func testWhichRoadsAModeUses() {
        let cases: [(tags: Tags, car: Bool, bicycle: Bool, foot: Bool)] = [
            ([.highway: "residential"], true, true, true),
            ([.highway: "motorway"], true, false, false),
            ([.highway: "trunk"], true, false, false),
            ([.highway: "trunk", .bicycle: "yes"], true, true, false),
            ([.highway: "primary", .motorroad: "yes"], true, false, false),
            ([.highway: "cycleway"], false, true, false),
            ([.highway: "cycleway", .foot: "designated"], false, true, true),
            ([.highway: "footway"], false, false, true),
            ([.highway: "steps"], false, true, true),
            ([.highway: "track"], false, true, true),
            ([.highway: "track", .motorVehicle: "yes"], true, true, true),
            ([.highway: "track", .access: "yes"], false, true, true),
            ([.highway: "pedestrian", .motorVehicle: "delivery"], false, true, true),
            ([.highway: "residential", .access: "private"], false, false, false),
            ([.highway: "residential", .access: "no", .foot: "yes"], false, false, true),
            ([.highway: "residential", .vehicle: "no", .motorcar: "yes"], true, false, true),
            ([.highway: "residential", .motorVehicle: "agricultural;forestry"], false, true, true),
            ([.highway: "residential", .motorVehicle: "agricultural;destination"], true, true, true),
            ([.highway: "service", .access: "customers"], true, true, true),
            ([.highway: "service", .service: "driveway"], true, true, true),
            ([.highway: "service", .service: "emergency_access"], false, true, true),
            ([.highway: "residential", .bicycle: "use_sidepath"], true, false, true),
            ([.highway: "proposed"], false, false, false),
            ([.highway: "road"], true, true, true),
            ([.route: "ferry"], true, true, true),
            ([.route: "ferry", .motorVehicle: "no"], false, true, true),
            ([.highway: "ferry"], false, false, false),
            ([.route: "bus"], false, false, false),
        ]
        for (tags, car, bicycle, foot) in cases {
            XCTAssertEqual(isUsed(tags, .carOffPeak), car, "car \(tags)")
            XCTAssertEqual(isUsed(tags, .bicycle), bicycle, "bicycle \(tags)")
            XCTAssertEqual(isUsed(tags, .foot), foot, "foot \(tags)")
        }
    }

    func testDirections() {
        let cases: [(tags: Tags, roadClass: RoadClass, car: Directions, bicycle: Directions, foot: Directions)] = [
            ([:], .primary, .both, .both, .both),
            ([.oneway: "yes"], .primary, .forward, .forward, .both),
            ([.oneway: "1"], .primary, .forward, .forward, .both),
            ([.oneway: "-1"], .primary, .backward, .backward, .both),
            ([.oneway: "alternating"], .primary, .both, .both, .both),
            ([.oneway: "reversible"], .primary, [], [], .both),
            ([:], .motorway, .forward, .forward, .both),
            ([.oneway: "no"], .motorway, .both, .both, .both),
            ([:], .motorwayLink, .both, .both, .both),
            ([.junction: "roundabout"], .tertiary, .forward, .forward, .both),
            ([.junction: "circular", .oneway: "no"], .tertiary, .both, .both, .both),
            ([.oneway: "yes", .onewayBicycle: "no"], .residential, .forward, .both, .both),
            ([.oneway: "yes", .cycleway: "opposite_lane"], .residential, .forward, .both, .both),
            ([.oneway: "yes", .cyclewayLeft: "opposite_track"], .residential, .forward, .both, .both),
            ([.onewayBicycle: "-1"], .residential, .both, .backward, .both),
            ([.onewayFoot: "yes"], .footway, .both, .both, .forward),
            ([.oneway: "perhaps"], .residential, .both, .both, .both),
        ]
        for (tags, roadClass, car, bicycle, foot) in cases {
            XCTAssertEqual(TravelMode.car.openDirections(tags, roadClass: roadClass), car, "car \(tags)")
            XCTAssertEqual(
                TravelMode.bicycle.openDirections(tags, roadClass: roadClass), bicycle, "bicycle \(tags)")
            XCTAssertEqual(TravelMode.foot.openDirections(tags, roadClass: roadClass), foot, "foot \(tags)")
        }
    }

    func testBarriers() {
        let cases: [(tags: Tags, car: Bool, bicycle: Bool, foot: Bool)] = [
            ([:], false, false, false),
            ([.access: "private"], false, false, false),
            ([.barrier: "no"], false, false, false),
            ([.barrier: "gate"], false, false, false),
            ([.barrier: "lift_gate"], false, false, false),
            ([.barrier: "toll_booth"], false, false, false),
            ([.barrier: "bollard"], true, false, false),
            ([.barrier: "block"], true, false, false),
            ([.barrier: "cycle_barrier"], true, false, false),
            ([.barrier: "turnstile"], true, true, false),
            ([.barrier: "gate", .access: "private"], true, true, true),
            ([.barrier: "gate", .access: "private", .foot: "yes"], true, true, false),
            ([.barrier: "gate", .motorVehicle: "no"], true, false, false),
            ([.barrier: "bollard", .motorcar: "yes"], false, false, false),
            ([.barrier: "cycle_barrier", .bicycle: "dismount"], true, false, false),
        ]
        for (tags, car, bicycle, foot) in cases {
            XCTAssertEqual(TravelMode.car.isStopped(byNode: tags), car, "car \(tags)")
            XCTAssertEqual(TravelMode.bicycle.isStopped(byNode: tags), bicycle, "bicycle \(tags)")
            XCTAssertEqual(TravelMode.foot.isStopped(byNode: tags), foot, "foot \(tags)")
        }
    }

    func testSpeedLimits() {
        // Expected figures in km/h: the Code de la route's, or those in the tag.
        let cases: [(tags: Tags, roadClass: RoadClass, kilometresPerHour: Double?)] = [
            ([:], .primary, nil),
            ([.maxspeed: "50"], .primary, 50),
            ([.maxspeed: "70 km/h"], .primary, 70),
            ([.maxspeed: "30 mph"], .primary, 30 * 1.609344),
            ([.maxspeed: "none"], .motorway, 130),
            ([.maxspeed: "walk"], .service, 6),
            ([.maxspeed: "FR:urban"], .residential, 50),
            ([.maxspeed: "FR:rural"], .tertiary, 80),
            ([.maxspeed: "FR:motorway"], .motorway, 130),
            ([.maxspeed: "FR:zone30"], .residential, 30),
            ([.maxspeed: "FR:walk"], .livingStreet, 6),
            ([.maxspeed: "FR:living_street"], .livingStreet, 20),
            ([.sourceMaxspeed: "FR:zone:30"], .residential, 30),
            ([.maxspeedType: "FR:urban"], .residential, 50),
            ([.zoneTraffic: "FR:rural"], .tertiary, 80),
            ([.zoneTraffic: "FR:rural", .dualCarriageway: "yes"], .trunk, 110),
            ([.zoneTraffic: "FR:rural"], .motorway, 130),
            ([.zoneMaxspeed: "FR:30"], .residential, 30),
            ([.maxspeed: "70", .sourceMaxspeed: "FR:rural"], .tertiary, 70),
            ([.maxspeed: "signals", .sourceMaxspeed: "FR:urban"], .tertiary, 50),
            ([.maxspeed: "0"], .tertiary, nil),
            ([.maxspeed: "-50"], .tertiary, nil),
            ([.maxspeed: "5000"], .tertiary, nil),
            ([.maxspeed: "nan"], .tertiary, nil),
            ([.maxspeed: "50;70"], .tertiary, nil),
        ]
        for (tags, roadClass, expected) in cases {
            let limits = speedLimits(tags, roadClass: roadClass, legalLimits: .france)
            XCTAssertEqual(limits.forward == nil, expected == nil, "\(tags)")
            XCTAssertEqual(
                limits.forward?.kilometresPerHour ?? 0, expected ?? 0, accuracy: 1e-9, "\(tags)")
            XCTAssertEqual(limits.forward, limits.backward)
        }
        let unparsed = speedLimits(
            [.maxspeed: "50;70", .sourceMaxspeed: "sign"], roadClass: .tertiary, legalLimits: .france)
        XCTAssertEqual(unparsed.unparsed, ["maxspeed=50;70"])
        let directed = speedLimits(
            [.maxspeed: "80", .maxspeedForward: "50"], roadClass: .tertiary, legalLimits: .france)
        XCTAssertEqual(directed.forward?.kilometresPerHour ?? 0, 50, accuracy: 1e-9)
        XCTAssertEqual(directed.backward?.kilometresPerHour ?? 0, 80, accuracy: 1e-9)
    }

    func testFerryDurations() {
        let cases: [(String, Double?)] = [
            ("00:30", 1800), ("1:05", 3900), ("1:02:03", 3723), ("45", 2700), ("PT1H30M", 5400),
            ("PT20M", 1200), ("PT90S", 90), ("P1DT2H", 93_600), ("P1W", 604_800),
            ("", nil), ("0:00", nil), ("soon", nil), ("1:2:3:4", nil), ("-1:00", nil), ("PT", nil),
            ("P1Y", nil), ("PT5", nil), ("10:", nil), ("99999999999:00", nil),
        ]
        for (text, seconds) in cases {
            XCTAssertEqual(ferrySeconds(ofDuration: text), seconds, text)
        }
    }
}
