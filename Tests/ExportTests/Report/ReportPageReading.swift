import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A report taken apart: it is written so that an XML parser reads it.
final class ReportPageReading: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        var text: String
        /// Names and classes of the elements around it, the outermost first.
        var ancestors: [String]
    }

    /// In the order of their ends.
    private(set) var elements: [Element] = []
    private(set) var failure: String?
    /// What stands in `script` elements of data.
    let data: [String]
    private var open: [Element] = []

    init(_ page: String) {
        func inside(_ tag: String, _ page: String) -> [Range<String.Index>] {
            var ranges: [Range<String.Index>] = []
            var rest = page[...]
            while let start = rest.range(of: "<\(tag)"), let body = rest[start.upperBound...].range(of: ">"),
                let end = rest[body.upperBound...].range(of: "</\(tag)>")
            {
                ranges.append(body.upperBound..<end.lowerBound)
                rest = rest[end.upperBound...]
            }
            return ranges
        }
        let scripts = inside("script", page)
        data = scripts.map { String(page[$0]) }.filter { $0.hasPrefix("{") }
        var markup = page
        // From the back, so that what is in front stays where it is.
        for range in (scripts + inside("style", page)).sorted(by: { $0.lowerBound > $1.lowerBound }) {
            markup.removeSubrange(range)
        }
        super.init()
        let parser = XMLParser(data: Data(markup.replacing("<!DOCTYPE html>\n", with: "").utf8))
        parser.delegate = self
        if !parser.parse() {
            failure = "line \(parser.lineNumber), column \(parser.columnNumber): \(parser.parserError.debugDescription)"
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let around = open.map { "\($0.name).\($0.attributes["class"] ?? "")" }
        open.append(Element(name: name, attributes: attributes, text: "", ancestors: around))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for place in open.indices { open[place].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if let element = open.popLast() { elements.append(element) }
    }

    func all(_ name: String, where isWanted: (Element) -> Bool = { _ in true }) -> [Element] {
        elements.filter { $0.name == name && isWanted($0) }
    }
}
