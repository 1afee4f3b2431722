import Foundation
import XCTest

/// The folder of the real data of Corsica; skips the test, saying so, where it is not there.
func realCorsica() throws -> String {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let data =
        ProcessInfo.processInfo.environment["MAILLAGE_DATA"].map { URL(fileURLWithPath: $0) }
        ?? package.deletingLastPathComponent().appendingPathComponent("shared/data")
    let corsica = data.appendingPathComponent("corse").path
    guard FileManager.default.fileExists(atPath: corsica + "/routes.shp") else {
        throw XCTSkip("no real data at \(corsica)")
    }
    return corsica
}
