import Export
import Foundation
import Simulation
import XCTest

/// The lines of equity in the table for a terminal.
final class EquityTerminalTests: XCTestCase {
    private func result(equity: String) throws -> SimulationResult {
        let territory = try SmallTerritory()
        let path = territory.path("scenario.yaml")
        let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
            .map { $0.hasPrefix("equity:") ? equity : $0 }
        try territory.write("scenario.yaml", lines.joined(separator: "\n"))
        return try loadScenario(path: path).analysed(threads: 2)
    }

    private func lines(_ result: SimulationResult, _ language: Language) -> [String] {
        resultTable(result, language: language).components(separatedBy: "\n")
    }

    /// `12,3` or `12.3` of a number, worked out apart from the table.
    private func text(_ number: Double?, decimals: Int, separator: String) throws -> String {
        String(format: "%.\(decimals)f", try XCTUnwrap(number)).replacingOccurrences(of: ".", with: separator)
    }

    func testTheFiguresOfEachQuantity() throws {
        let result = try result(
            equity: "equity: [{quantity: minutes_to_nearest, kind: msp}, {quantity: choices, kind: cds}]")
        let (minutes, choices) = (try XCTUnwrap(result.equity), try XCTUnwrap(result.furtherEquity.first))
        for (language, separator, title, name) in [
            (Language.french, ",", "Équité entre habitants", "minutes au site le plus proche : msp"),
            (.english, ".", "Equity between inhabitants", "minutes to the nearest site: msp"),
        ] {
            let lines = lines(result, language)
            let start = try XCTUnwrap(lines.firstIndex(of: title))
            XCTAssertTrue(lines[start + 1].contains("Gini"))
            XCTAssertTrue(lines[start + 2].hasPrefix(name), lines[start + 2])
            let worst = try XCTUnwrap(minutes.worstCommunes.first)
            let figures = try [minutes.mean, minutes.median, minutes.p90, minutes.worstTenth].map {
                try text($0.value, decimals: 1, separator: separator)
            }
            let row = lines[start + 2].split(separator: " ").map(String.init)
            let gini = try text(minutes.gini.value, decimals: 3, separator: separator)
            XCTAssertEqual(
                Array(row.suffix(8)),
                [figures[0], figures[1], figures[2], gini, figures[3]]
                    + [worst.name.components(separatedBy: " ")[0], worst.name.components(separatedBy: " ")[1]]
                    + ["(\(try text(worst.value, decimals: 1, separator: separator)))"])
            XCTAssertTrue(
                lines[start + 3].contains(try text(choices.gini.value, decimals: 3, separator: separator)))
        }
    }

    func testNothingWithoutTheSection() throws {
        let result = try result(equity: "")
        XCTAssertNotNil(result.equity)
        XCTAssertFalse(resultTable(result, language: .french).contains("Équité"))
        XCTAssertFalse(resultTable(result, language: .english).contains("Gini"))
    }
}
