import Foundation
import XCTest

/// The planner's map in a real browser: `Tests/BrowserTests/test_map.py` against the built program.
///
/// Skips, saying so, where Debian's chromium, the Python package playwright or libjs-leaflet are missing. Screenshots stay
/// in `.build/screenshots/map`.
final class MapBrowserTests: XCTestCase {
    func testMap() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        for needed in ["/usr/bin/chromium", "/usr/share/javascript/leaflet/leaflet.css"]
        where !FileManager.default.fileExists(atPath: needed) {
            throw XCTSkip("\(needed) is missing: apt-get install chromium libjs-leaflet")
        }
        guard try python(["-c", "import playwright.sync_api"]).status == 0 else {
            throw XCTSkip("Python's playwright is missing: pip install playwright")
        }
        let program = try Program().executable.path
        let screenshots = package.appendingPathComponent(".build/screenshots/map").path
        let script = package.appendingPathComponent("Tests/BrowserTests/test_map.py").path
        let outcome = try python([script, screenshots, "--maillage", program])
        print(outcome.output)
        XCTAssertEqual(outcome.status, 0, outcome.output)
    }

    /// Runs Python to its end; what it says on both outputs.
    private func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
