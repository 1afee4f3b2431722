import Foundation
import XCTest

@testable import RoadNetwork

/// A small .osm.pbf, written by the format's definition
/// (https://wiki.openstreetmap.org/wiki/PBF_Format).
final class OpenStreetMapBinaryTests: XCTestCase {
    func testAStreetAndACutOffFile() throws {
        let folder = try TemporaryFolder()
        let data = street()
        let links = try roadLinks(openStreetMapFile: folder.file("street.osm.pbf", data), profile: .carOffPeak).links
        XCTAssertEqual(links.tails, [101])
        XCTAssertEqual(links.heads, [103])
        XCTAssertEqual(links.line(of: 0).map(\.x), [2, 2.01, 2.02])
        XCTAssertEqual(links.line(of: 0).map(\.y), [48, 48, 48.5])
        XCTAssertEqual(links.backwardTimes, [.unreachable])
        for length in [1, 10, data.count / 2, data.count - 1] {
            XCTAssertThrowsError(
                try roadLinks(
                    openStreetMapFile: folder.file("cut\(length).osm.pbf", data.prefix(length)),
                    profile: .carOffPeak),
                "\(length) of \(data.count) bytes")
        }
    }

    /// One-way street 7 over nodes 101, 102, 103.
    private func street() -> Data {
        let texts = ["", "highway", "residential", "oneway", "yes"]
        let stringTable = texts.reduce(Data()) { $0 + bytes(1, Data($1.utf8)) }
        let nodes = [(101, 48.0, 2.0), (102, 48.0, 2.01), (103, 48.5, 2.02)].reduce(Data()) { data, node in
            // In units of 100 nanodegrees, zigzag-encoded.
            let (latitude, longitude) = (Int((node.1 * 1e7).rounded()), Int((node.2 * 1e7).rounded()))
            return data
                + bytes(1, number(1, 2 * node.0) + number(8, 2 * latitude) + number(9, 2 * longitude))
        }
        let way =
            number(1, 7) + bytes(2, variable(1) + variable(3)) + bytes(3, variable(2) + variable(4))
            // The first node's id, then the differences, zigzag-encoded.
            + bytes(8, variable(202) + variable(2) + variable(2))
        let block = bytes(1, stringTable) + bytes(2, nodes) + bytes(2, bytes(3, way))
        return blob("OSMHeader", bytes(4, Data("OsmSchema-V0.6".utf8))) + blob("OSMData", block)
    }

    private func blob(_ type: String, _ content: Data) -> Data {
        let blob = bytes(1, content)
        let header = bytes(1, Data(type.utf8)) + number(3, blob.count)
        let size = UInt32(header.count).bigEndian
        return withUnsafeBytes(of: size) { Data($0) } + header + blob
    }

    private func bytes(_ field: Int, _ content: Data) -> Data {
        variable(field << 3 | 2) + variable(content.count) + content
    }

    private func number(_ field: Int, _ value: Int) -> Data {
        variable(field << 3) + variable(value)
    }

    private func variable(_ value: Int) -> Data {
        var rest = UInt64(value)
        var data = Data()
        while rest > 127 {
            data.append(UInt8(rest & 127 | 128))
            rest >>= 7
        }
        data.append(UInt8(rest))
        return data
    }
}
