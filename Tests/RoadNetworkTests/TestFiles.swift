import Foundation
import XCTest

/// A folder that lasts for one test.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file and gives its path.
    func file(_ name: String, _ data: Data) throws -> String {
        let path = url.appendingPathComponent(name)
        try data.write(to: path)
        return path.path
    }

    func file(_ name: String, _ text: String) throws -> String {
        try file(name, Data(text.utf8))
    }
}

/// A file of the real data, which lie beside the package or in the folder that MAILLAGE_DATA names.
func realData(_ name: String) throws -> String {
    let folder: URL
    if let named = ProcessInfo.processInfo.environment["MAILLAGE_DATA"] {
        folder = URL(fileURLWithPath: named)
    } else {
        // Package/Tests/RoadNetworkTests/ThisFile.swift
        folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data")
    }
    let path = folder.appendingPathComponent(name).path
    guard FileManager.default.fileExists(atPath: path) else {
        throw XCTSkip("the real data \(name) is not here")
    }
    return path
}
