import Foundation
import XCTest

/// The modules and the arrows between them are stated in Package.swift. SwiftPM lets a module import what its
/// dependencies depend on, so the imports in the sources are compared with the arrows here.
final class ArrowsTests: XCTestCase {
    private struct Description: Decodable {
        struct Target: Decodable {
            var name: String
            var type: String
            var path: String
            var target_dependencies: [String]?
            var product_dependencies: [String]?
        }

        var targets: [Target]
    }

    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Modules of the system and of the compiler, free to all.
    private let free: Set<String> = ["Foundation", "FoundationXML", "Dispatch", "Synchronization", "XCTest", "Glibc"]

    func testEveryImportHasItsArrow() throws {
        for target in try targets() where target.type != "system-target" {
            var allowed = free.union(target.target_dependencies ?? []).union(target.product_dependencies ?? [])
            allowed.insert(target.name)
            for (file, module) in try imports(of: target) {
                XCTAssertTrue(allowed.contains(module), "\(file) imports \(module) without an arrow in Package.swift")
            }
        }
    }

    func testEveryArrowIsUsed() throws {
        for target in try targets() where target.type == "library" || target.type == "executable" {
            // A module of another language has no imports to compare.
            let used = Set(try imports(of: target).map(\.module))
            for arrow in (target.target_dependencies ?? []) + (target.product_dependencies ?? []) {
                XCTAssertTrue(used.contains(arrow), "\(target.name) depends on \(arrow) and never imports it")
            }
        }
    }

    func testSystemLibrariesStayInside() throws {
        // `internal import`: no C type can then appear in a public signature.
        for target in try targets() where target.type == "library" {
            for line in try sourceLines(of: target) {
                for module in ["CGEOS", "CPROJ", "CGDAL", "CCrypto", "CCbc", "COsmium", "CBoostMath"]
                where line.text.hasSuffix("import \(module)") {
                    XCTAssertEqual(line.text, "internal import \(module)", "\(line.file)")
                }
            }
        }
    }

    func testTerritoryAndRoadNetworkDoNotKnowEachOther() throws {
        let targets = Dictionary(uniqueKeysWithValues: try targets().map { ($0.name, $0.target_dependencies ?? []) })
        func reachable(_ name: String) -> Set<String> {
            (targets[name] ?? []).reduce(into: []) { $0.formUnion(reachable($1).union([$1])) }
        }
        XCTAssertFalse(reachable("Territory").contains("RoadNetwork"))
        XCTAssertFalse(reachable("RoadNetwork").contains("Territory"))
        for module in ["Geometry", "Layers", "Territory", "RoadNetwork", "Equity", "Coverage", "Placement"] {
            XCTAssertTrue(
                reachable(module).isDisjoint(with: ["Simulation", "Export", "maillage"]), "\(module) looks upwards")
        }
    }

    // MARK: Reading the package

    private func targets() throws -> [Description.Target] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // A scratch folder of its own: the build's is locked by the test run.
        let scratch = NSTemporaryDirectory() + UUID().uuidString
        process.arguments = [
            "swift", "package", "--package-path", root.path, "--scratch-path", scratch, "describe", "--type", "json",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: scratch)
        XCTAssertEqual(process.terminationStatus, 0, "swift package describe failed")
        return try JSONDecoder().decode(Description.self, from: data).targets
    }

    private func sourceLines(of target: Description.Target) throws -> [(file: String, text: String)] {
        let folder = root.appendingPathComponent(target.path)
        let files =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        return try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
                .map { (file.lastPathComponent, String($0)) }
        }
    }

    private func imports(of target: Description.Target) throws -> [(file: String, module: String)] {
        try sourceLines(of: target).compactMap { file, text in
            var words = text.split(separator: " ").map(String.init)
            while let first = words.first, first.hasPrefix("@") || ["public", "internal", "private"].contains(first) {
                words.removeFirst()
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            let name = words.count == 2 ? words[1] : words[2]
            return (file, name.split(separator: ".").first.map(String.init) ?? name)
        }
    }
}
