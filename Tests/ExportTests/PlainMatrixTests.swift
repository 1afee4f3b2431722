import Coverage
import Foundation
import Layers
import RoadNetwork
import XCTest

@testable import Export

/// Matrices that are read straight from their bytes: which ones, and that nothing differs from what GDAL reads.
final class PlainMatrixTests: XCTestCase {
    private let demand = FigureTable(path: "d.csv", ids: ["a", "b", "é"])

    private func file(_ text: String) throws -> String {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
        try text.write(to: url, atomically: true, encoding: .utf8)
        addTeardownBlock { try? FileManager.default.removeItem(at: url) }
        return url.path
    }

    private func plain(_ text: String, _ destinations: MatrixDestinations = .every) throws -> MatrixContent? {
        readPlainMatrix(try file(text), demand: demand, destinations: destinations)
    }

    private func times(_ content: MatrixContent?) -> [[String]]? {
        content.map { content in
            content.pairs.demandRange.map { place in
                content.pairs.pairs(of: place).map {
                    "\(content.destinationIDs[Int(content.pairs.supplies[$0])]) \(content.pairs.times[$0].milliseconds)"
                }
            }
        }
    }

    func testPlainRows() throws {
        let text = "origin,destination,seconds\nb,y,1.5\nb,x,2\na,x,0.001\né,z,\na,y,.5\n"
        let content = try XCTUnwrap(try plain(text))
        XCTAssertEqual(content.destinationIDs, ["x", "y", "z"])
        XCTAssertEqual(times(content), [["x 1", "y 500"], ["x 2000", "y 1500"], []])
        // Nine pairs, five of them written.
        XCTAssertEqual(content.missing.count, 4)
        XCTAssertEqual(content.missing.first.map { "\($0.demand) \($0.destination)" }, ["0 2", "1 2", "2 0", "2 1"])
        for other in [
            text.replacingOccurrences(of: "\n", with: "\r\n"), "\u{FEFF}" + text, String(text.dropLast()),
            text.replacingOccurrences(of: "1.5", with: "15e-1"), text.replacingOccurrences(of: "1.5", with: "1.50000"),
        ] {
            XCTAssertEqual(times(try plain(other)), times(content), other)
        }
    }

    func testDestinationsOfATable() throws {
        let text = "metres,origin,seconds,destination\n1,a,1,x\n1,a,2,y\n1,b,3,w\n"
        let table = FigureTable(path: "c.csv", ids: ["x", "y"])
        let content = try XCTUnwrap(try plain(text, .among(table)))
        XCTAssertEqual(content.destinationIDs, ["x", "y"])
        XCTAssertEqual(times(content), [["x 1000", "y 2000"], [], []])
        XCTAssertNil(try plain(text, .those(table)), "w is a fault")
    }

    func testWhatIsLeftToGDAL() throws {
        let head = "origin,destination,seconds\n"
        for text in [
            "", "origin;destination;seconds\na;x;1\n", "Origin,destination,seconds\na,x,1\n", head + "\"a\",x,1\n",
            head + "a,x,1\n\nb,x,1\n", head + "a,x\n", head + "a,x,1,2\n", head + " a,x,1\n", head + "a,,1\n",
            head + "a,x,one\n", head + "a,x,-1\n", head + "a,x, 1\n", head + "a,x,nan\n", head + "a,x,1e99\n",
            head + "a,x,.\n", head + "q,x,1\n", head + "a,x,1\na,x,2\n", "origin,destination\na,x\n",
        ] {
            XCTAssertNil(try plain(text), text)
        }
        XCTAssertNil(readPlainMatrix("/none.csv", demand: demand, destinations: .every))
    }

    /// More than one piece of the file, rows in an order of their own: the same as by GDAL, which quotes make necessary.
    func testManyRows() throws {
        let ids = (0..<600).map { "p\($0 * 7919 % 600)" }
        let table = FigureTable(path: "d.csv", ids: ids.sorted())
        var text = "origin,destination,seconds\n"
        for (i, origin) in ids.enumerated() {
            for (j, destination) in ids.enumerated() where (i + j) % 5 != 0 {
                text += "\(origin),\(destination),\((i * 31 + j * 17) % 4000).\((i + j) % 10)\n"
            }
        }
        XCTAssertGreaterThan(text.utf8.count, 4 << 20)
        let straight = try XCTUnwrap(readPlainMatrix(try file(text), demand: table, destinations: .those(table)))
        var problems: [Problem] = []
        let quoted = text.replacingOccurrences(of: "\np0,", with: "\n\"p0\",")
        let read = readMatrix(try file(quoted), demand: table, destinations: .those(table), problems: &problems)
        XCTAssertEqual(problems, [])
        XCTAssertEqual(straight.pairs.supplies, read?.pairs.supplies)
        XCTAssertEqual(straight.pairs.times, read?.pairs.times)
        XCTAssertEqual(straight.missing.count, read?.missing.count)
        XCTAssertEqual(straight.missing.first.map(\.destination), read?.missing.first.map(\.destination))
    }
}

extension TravelPairs {
    fileprivate var demandRange: Range<Int> { 0..<demandCount }
}
