import Foundation
import Simulation
import XCTest

@testable import Export

final class ReportTests: XCTestCase {
    private func report(
        _ territory: SmallTerritory, language: Language = .french
    ) throws -> (page: String, result: SimulationResult) {
        let loaded = try loadScenario(path: territory.path("scenario.yaml"))
        let result = try loaded.analysed(threads: 2)
        let manifest = try Manifest(version: "7", inputs: loaded.inputs, result: result, started: Date())
        let data = try reportHTML(of: result, about: ReportSubject(loaded, language: language), manifest: manifest)
        return (String(decoding: data, as: UTF8.self), result)
    }

    private func reading(_ page: String, line: UInt = #line) -> ReportPageReading {
        let reading = ReportPageReading(page)
        XCTAssertNil(reading.failure, line: line)
        return reading
    }

    private static let nasty = "</script><script>alert(1)</script> & \"quoted\" 'it' \u{1} \u{2028} <!--"

    func testNamesAreOnlyNames() throws {
        let territory = try SmallTerritory()
        func replace(_ old: String, in file: String, by new: String) throws {
            let text = try String(contentsOfFile: territory.path(file), encoding: .utf8)
            XCTAssertTrue(text.contains(old), file)
            try territory.write(file, text.replacing(old, with: new))
        }
        let json = String(decoding: try JSONEncoder().encode(Self.nasty), as: UTF8.self)
        try replace("\"Commune A\"", in: "communes.geojson", by: json)
        let csv = "\"" + Self.nasty.replacing("\"", with: "\"\"") + "\""
        try replace("Site m1", in: "sites.csv", by: csv)
        try replace("name: Essai", in: "scenario.yaml", by: "name: '<img src=x onerror=alert(1)>'")
        try replace("name: Petit pays", in: "territory.yaml", by: "name: '<b>pays</b>'")
        let (page, _) = try report(territory)
        let reading = reading(page)
        XCTAssertFalse(page.contains("<script>alert"))
        XCTAssertFalse(page.contains("<img") || page.contains("<b>pays"))
        XCTAssertEqual(reading.all("script").count, 2)
        // What the script is told is the very name, and what a reader sees has no control character.
        let data = try JSON(Data(try XCTUnwrap(reading.data.first).utf8))
        let names = try XCTUnwrap(data["communes"]).elements.compactMap { $0["name"]?.text }
        XCTAssertTrue(names.contains(Self.nasty), "\(names)")
        let shown = Self.nasty.replacing("\u{1}", with: "\u{FFFD}")
        XCTAssertTrue(reading.all("th").contains { $0.text == shown })
        XCTAssertTrue(reading.all("h1").contains { $0.text == "<img src=x onerror=alert(1)>" })
    }

    func testThePageIsWellFormedAndClosedToEverythingElse() throws {
        let (page, _) = try report(SmallTerritory())
        let reading = reading(page)
        XCTAssertGreaterThan(reading.all("svg").count, 4)
        // Ids are there once, and what refers to one finds it.
        let ids = reading.elements.compactMap { $0.attributes["id"] }
        XCTAssertEqual(ids.count, Set(ids).count)
        for link in reading.all("a") {
            let target = try XCTUnwrap(link.attributes["href"])
            XCTAssertTrue(ids.contains(String(target.dropFirst())), target)
        }
        for element in reading.elements {
            for (name, value) in element.attributes {
                XCTAssertFalse(name.hasPrefix("on") || name == "style" || name == "src", "\(element.name) \(name)")
                if name != "xmlns" { XCTAssertFalse(value.contains("://"), value) }
            }
            XCTAssertFalse(["img", "link", "iframe", "object", "base", "form"].contains(element.name), element.name)
        }
        let policy = try XCTUnwrap(
            reading.all("meta") { $0.attributes["http-equiv"] != nil }.first?.attributes["content"])
        XCTAssertTrue(policy.hasPrefix("default-src 'none'; script-src 'sha256-"), policy)
        XCTAssertFalse(policy.contains("unsafe"), policy)
    }

    func testBothLanguagesAreWhole() throws {
        let french = try report(SmallTerritory(), language: .french).page
        let english = try report(SmallTerritory(), language: .english).page
        let reading = reading(french)
        // Wherever a text stands in French it stands in English right after it.
        let spoken = reading.elements.filter { ["fr", "en"].contains($0.attributes["class"] ?? "") }
        XCTAssertGreaterThan(spoken.count, 100)
        for pair in stride(from: 0, to: spoken.count - 1, by: 2) {
            XCTAssertEqual(spoken[pair].attributes["class"], "fr", spoken[pair].text)
            XCTAssertEqual(spoken[pair + 1].attributes["class"], "en", spoken[pair + 1].text)
            XCTAssertFalse(spoken[pair].text.isEmpty || spoken[pair + 1].text.isEmpty)
            XCTAssertEqual(spoken[pair].attributes["lang"], "fr")
        }
        for element in reading.elements {
            for (french, english) in [("data-fr", "data-en"), ("data-label-fr", "data-label-en")] {
                XCTAssertEqual(element.attributes[french] == nil, element.attributes[english] == nil)
            }
        }
        // The command's language only chooses what is shown at first.
        XCTAssertTrue(english.contains("<html lang=\"en\">") && french.contains("<html lang=\"fr\">"))
        func classes(_ page: String) -> [String] {
            self.reading(page).elements.filter { ["fr", "en"].contains($0.attributes["class"] ?? "") }.map(\.text)
        }
        XCTAssertEqual(classes(french), classes(english))
    }

    func testHeadlineFiguresAreThoseOfTheSummary() throws {
        let (page, result) = try report(SmallTerritory())
        let summary = try JSON(summaryData(of: result))
        let reading = reading(page)
        let cards = reading.all("div") { $0.attributes["data-key"] != nil }
        XCTAssertGreaterThan(cards.count, 6)
        // A card ends after the number in it.
        var numbers: [ReportPageReading.Element] = []
        for element in reading.elements {
            if element.name == "data", element.ancestors.contains("div.card") { numbers.append(element) }
            guard let key = element.attributes["data-key"] else { continue }
            let value = key.split(separator: ".").reduce(Optional(summary)) { $0?[String($1)] }?.number
            let shown = numbers.compactMap { $0.attributes["value"].flatMap(Double.init) }
            XCTAssertEqual(shown, [value].compactMap { $0 }, key)
            numbers = []
        }
    }

    func testTheChangesAreTold() throws {
        let place = try SmallTerritory().degrees(4000, 4000)
        let territory = try SmallTerritory(
            changes: """

                  - open: {id: new, kind: msp, name: La nouvelle, at: [\(place)], professionals: {nurse: 3}}
                  - close: {id: c1}
                  - staff: {id: m1, add: {nurse: 1}, taken_from: m2}
                """)
        let changes = reading(try report(territory).page).all("li") { $0.ancestors.last == "ol.changes" }.map(\.text)
        XCTAssertEqual(changes.count, 3)
        XCTAssertTrue(changes[0].contains("La nouvelle") && changes[0].contains("infirmier"), changes[0])
        // A site that is no longer there has its name all the same.
        XCTAssertTrue(changes[1].contains("Site c1") && changes[1].contains("Closure"), changes[1])
        XCTAssertTrue(changes[2].contains("Site m1") && changes[2].contains("Site m2"), changes[2])
    }
}
