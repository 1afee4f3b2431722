import RoadNetwork
import XCTest

final class SpeedProfileTests: XCTestCase {
    func testEveryFigureHasASource() {
        for profile in SpeedProfile.builtIn {
            XCTAssertFalse(profile.settings.isEmpty)
            for setting in profile.settings {
                XCTAssertGreaterThan(setting.source.count, 10, "\(profile.name): \(setting.key)")
            }
            XCTAssertEqual(Set(profile.settings.map(\.key)).count, profile.settings.count)
        }
        XCTAssertEqual(SpeedProfile.builtIn.map(\.name), ["car", "car-peak", "foot", "bicycle"])
        XCTAssertEqual(SpeedProfile.builtIn(named: "car-peak"), .carPeak)
        XCTAssertNil(SpeedProfile.builtIn(named: "rocket"))
    }

    func testSettingsPrintFiguresWithTheirUnits() throws {
        let settings = SpeedProfile.carOffPeak.settings
        XCTAssertEqual(settings.first { $0.key == "limit.rural" }?.value, "80 km/h")
        XCTAssertEqual(settings.first { $0.key == "speed.tertiary" }?.value, "42 km/h")
        XCTAssertEqual(settings.first { $0.key == "limit_factor" }?.value, "0.8")
        XCTAssertFalse(SpeedProfile.foot.settings.contains { $0.key.hasPrefix("limit") })
    }

    func testTheRuralLimitIsASetting() throws {
        var profile = SpeedProfile.carOffPeak
        XCTAssertEqual(profile.ruralLimit.speed.kilometresPerHour, 80, accuracy: 1e-9)
        profile.ruralLimit = LegalSpeedLimits.rural90
        XCTAssertEqual(profile.legalLimits.rural.speed.kilometresPerHour, 90, accuracy: 1e-9)
        let speed = try XCTUnwrap(profile.speed(on: .tertiary, limit: profile.ruralLimit.speed))
        XCTAssertEqual(speed.kilometresPerHour, 0.8 * 90, accuracy: 1e-9)
    }

    func testSpeeds() throws {
        let car = SpeedProfile.carOffPeak
        XCTAssertEqual(try XCTUnwrap(car.speed(on: .tertiary)).kilometresPerHour, 42, accuracy: 1e-9)
        XCTAssertNil(car.speed(on: .footway, limit: Speed(kilometresPerHour: 50)))
        // A walker does not go at 0.8 of the cars' limit.
        let walker = SpeedProfile.foot.speed(on: .tertiary, limit: Speed(kilometresPerHour: 80))
        XCTAssertEqual(try XCTUnwrap(walker).kilometresPerHour, 5, accuracy: 1e-9)
        for roadClass in RoadClass.allCases {
            guard let free = car.speed(on: roadClass) else {
                XCTAssertNil(SpeedProfile.carPeak.speed(on: roadClass))
                continue
            }
            let peak = try XCTUnwrap(SpeedProfile.carPeak.speed(on: roadClass))
            XCTAssertLessThanOrEqual(peak, free)
        }
        XCTAssertEqual(
            try XCTUnwrap(SpeedProfile.carPeak.speed(on: .primary)).kilometresPerHour, 60 * 0.875,
            accuracy: 1e-9)
    }
}
