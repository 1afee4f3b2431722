import Foundation
import XCTest

/// The plans in `Scenarios/` are what users begin with: each must hold, the figures that it keeps among the rest.
final class ExamplePlansTests: XCTestCase {
    func testEveryPlanIsValid() throws {
        let scenarios = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Scenarios")
        let plans = try FileManager.default.contentsOfDirectory(atPath: scenarios.path).sorted().filter {
            $0.hasSuffix(".yaml")
                && (try? String(contentsOfFile: scenarios.appendingPathComponent($0).path, encoding: .utf8))?
                    .contains("\nbatch: 1") ?? false
        }
        XCTAssertGreaterThanOrEqual(plans.count, 5)
        let program = try Program()
        for plan in plans {
            let outcome = try program.run("validate", scenarios.appendingPathComponent(plan).path)
            XCTAssertEqual(outcome.status, 0, "\(plan): \(outcome.errors)")
            XCTAssertTrue(outcome.output.contains(" runs ("), outcome.output)
        }
    }
}
