import Foundation
import Layers
import RoadNetwork
import XCTest

final class OpenStreetMapBadInputTests: XCTestCase {
    private func village() -> OpenStreetMapFile {
        var file = OpenStreetMapFile()
        for id in 1...50 { file.node(id, Double(id) / 1000, 48) }
        file.way(10, Array(1...50), ["highway": "residential"])
        return file
    }

    private func assertProblem(
        _ kind: Problem.Kind, _ path: String, _ profile: SpeedProfile = .carOffPeak,
        line: UInt = #line
    ) {
        XCTAssertThrowsError(
            try roadLinks(openStreetMapFile: path, profile: profile), path, line: line
        ) { error in
            let problem = error as? Problem
            XCTAssertEqual(problem?.kind, kind, "\(error)", line: line)
            XCTAssertEqual(problem?.file, path, line: line)
            XCTAssertNotNil(problem?.remedy, line: line)
        }
    }

    func testAMissingFileAndAFolder() throws {
        let folder = try TemporaryFolder()
        assertProblem(.unreadable, folder.url.appendingPathComponent("nowhere.osm.pbf").path)
        assertProblem(.unreadable, folder.url.path)
        assertProblem(.unreadable, "http://127.0.0.1:9/village.osm")
    }

    func testFilesThatAreNoOpenStreetMapData() throws {
        let folder = try TemporaryFolder()
        for name in ["empty.osm", "empty.osm.pbf", "empty.osm.gz", "empty.osm.bz2"] {
            assertProblem(.content, try folder.file(name, Data()))
        }
        assertProblem(.content, try folder.file("page.osm", "<html><body>404</body></html>"))
        assertProblem(.content, try folder.file("page.osm.pbf", "<html><body>404</body></html>"))
        assertProblem(.content, try folder.file("page.osm.gz", "<html><body>404</body></html>"))
        assertProblem(.content, try folder.file("table.csv", "a,b\n1,2\n"))
        assertProblem(.content, try folder.file("noise.osm.pbf", Data((0..<4000).map { UInt8($0 * 7 % 251) })))
    }

    func testFilesThatAreCutOff() throws {
        let folder = try TemporaryFolder()
        let whole = try folder.file("whole.osm", village().text)
        XCTAssertEqual(try roadLinks(openStreetMapFile: whole, profile: .carOffPeak).links.count, 1)
        assertProblem(.content, try folder.file("cut.osm", String(village().text.dropLast(40))))

        for (tool, suffix) in [("gzip", "gz"), ("bzip2", "bz2")] {
            guard let data = try compressed(whole, with: tool) else { continue }
            let path = try folder.file("whole.osm.\(suffix)", data)
            XCTAssertEqual(try roadLinks(openStreetMapFile: path, profile: .carOffPeak).links.count, 1)
            assertProblem(.content, try folder.file("cut.osm.\(suffix)", data.dropLast(20)))
            assertProblem(.content, try folder.file("half.osm.\(suffix)", data.prefix(data.count / 2)))
        }
    }

    func testFilesWithoutRoadsForTheProfile() throws {
        let folder = try TemporaryFolder()
        var file = OpenStreetMapFile()
        file.node(1, 0, 48)
        file.node(2, 0.01, 48)
        assertProblem(.content, try folder.file("nodes.osm", file.text))
        file.way(10, [1, 2], ["highway": "footway"])
        let path = try folder.file("path.osm", file.text)
        assertProblem(.content, path)
        XCTAssertEqual(try roadLinks(openStreetMapFile: path, profile: .foot).links.count, 1)

        var unplaced = OpenStreetMapFile()
        unplaced.way(10, [1, 2], ["highway": "residential"])
        assertProblem(.content, try folder.file("unplaced.osm", unplaced.text))
    }

    /// Nil where the tool is not installed.
    private func compressed(_ path: String, with tool: String) throws -> Data? {
        let places = ["/usr/bin/\(tool)", "/bin/\(tool)"]
        guard let place = places.first(where: FileManager.default.isExecutableFile(atPath:)) else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: place)
        process.arguments = ["-c", path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}
