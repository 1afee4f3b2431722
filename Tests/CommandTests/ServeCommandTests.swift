import Foundation
import XCTest

/// `maillage serve` as a user starts and ends it.
final class ServeCommandTests: XCTestCase {
    private func requireLeaflet() throws {
        guard FileManager.default.fileExists(atPath: "/usr/share/javascript/leaflet/leaflet.css") else {
            throw XCTSkip("libjs-leaflet is not installed")
        }
    }

    /// A running server, its port, and what it says on standard error.
    private func serve(_ program: Program, _ more: [String] = []) throws -> (Process, port: UInt16, errors: Pipe) {
        let process = try program.start(["serve", "scenario.yaml", "--port", "0"] + more)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
            line += byte
        }
        let address = String(decoding: line, as: UTF8.self)
        let port = address.split(separator: ":").last.flatMap { UInt16($0.dropLast()) }
        guard let port, address.hasPrefix("http://") else {
            process.terminate()
            XCTFail("no address: \(address) \(String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))")
            throw CancellationError()
        }
        return (process, port, errors)
    }

    /// The whole answer to a request, by a connection of its own.
    private func ask(_ port: UInt16, _ request: String) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        XCTAssertGreaterThanOrEqual(descriptor, 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        XCTAssertEqual(connected, 0, String(cString: strerror(errno)))
        let bytes = Array(request.utf8)
        // A server that has heard enough may close before the end.
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { answer += buffer[..<count] }
        return String(decoding: answer, as: UTF8.self)
    }

    private func get(_ path: String, host: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
    }

    private func ended(_ process: Process) -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    func testItServesAndEndsBySIGTERM() throws {
        try requireLeaflet()
        let program = try Program()
        try SmallCountry.write(to: program)
        let (process, port, _) = try serve(program)
        let territory = try ask(port, get("/api/territory", host: "127.0.0.1:\(port)"))
        XCTAssertTrue(territory.hasPrefix("HTTP/1.1 200 OK\r\n"), territory)
        XCTAssertTrue(territory.contains("\"Petit pays\""), territory)
        XCTAssertTrue(try ask(port, get("/", host: "localhost")).hasPrefix("HTTP/1.1 200"))
        let foreign = try ask(port, get("/api/territory", host: "evil.example"))
        XCTAssertTrue(foreign.hasPrefix("HTTP/1.1 403"), foreign)
        XCTAssertTrue(try ask(port, get("/../../etc/passwd", host: "localhost")).hasPrefix("HTTP/1.1 404"))
        XCTAssertTrue(try ask(port, "nonsense\r\n\r\n").hasPrefix("HTTP/1.1 400"))
        let long = "GET / HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 100_000))\r\n\r\n"
        XCTAssertFalse(try ask(port, long).hasPrefix("HTTP/1.1 200"))
        kill(process.processIdentifier, SIGTERM)
        XCTAssertEqual(ended(process), 0)
    }

    func testItEndsBySIGINTWhileSomebodyListens() throws {
        try requireLeaflet()
        let program = try Program()
        try SmallCountry.write(to: program)
        let (process, port, _) = try serve(program)
        XCTAssertTrue(try ask(port, get("/api/communes.geojson", host: "localhost")).contains("FeatureCollection"))
        kill(process.processIdentifier, SIGINT)
        XCTAssertEqual(ended(process), 130)
    }

    func testAPortThatIsTaken() throws {
        try requireLeaflet()
        let program = try Program()
        try SmallCountry.write(to: program)
        let (process, port, _) = try serve(program)
        defer {
            kill(process.processIdentifier, SIGTERM)
            process.waitUntilExit()
        }
        let second = try program.run("serve", "scenario.yaml", "--port", "\(port)")
        XCTAssertEqual(second.status, 73, second.errors)
        XCTAssertEqual(second.output, "")
        XCTAssertTrue(second.errors.contains("127.0.0.1:\(port): cannot be opened"), second.errors)
        XCTAssertTrue(second.errors.contains("--port"), second.errors)
        XCTAssertEqual(second.errorLines.count, 1)
    }

    func testOpenToOthersIsSaid() throws {
        try requireLeaflet()
        let program = try Program()
        try SmallCountry.write(to: program)
        let (process, port, errors) = try serve(program, ["--host", "0.0.0.0"])
        XCTAssertTrue(try ask(port, get("/api/territory", host: "127.0.0.1")).hasPrefix("HTTP/1.1 200"))
        kill(process.processIdentifier, SIGTERM)
        XCTAssertEqual(ended(process), 0)
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        XCTAssertTrue(said.contains("0.0.0.0 is no loopback address"), said)
    }

    func testWrongUseAndWrongInput() throws {
        try requireLeaflet()
        let program = try Program()
        try SmallCountry.write(to: program)
        XCTAssertEqual(try program.run("serve").status, 64)
        XCTAssertEqual(try program.run("serve", "scenario.yaml", "--port", "70000").status, 64)
        XCTAssertEqual(try program.run("serve", "scenario.yaml", "--host", "a b").status, 64)
        XCTAssertEqual(try program.run("serve", "none.yaml").status, 66)
        try program.replace("kind: msp, at:", by: "kind: msp, att:", in: "scenario.yaml")
        let wrong = try program.run("serve", "scenario.yaml", "--port", "0")
        XCTAssertEqual(wrong.status, 65)
        XCTAssertTrue(wrong.errors.contains("changes[0].open"), wrong.errors)
        XCTAssertEqual(wrong.output, "")
    }
}
