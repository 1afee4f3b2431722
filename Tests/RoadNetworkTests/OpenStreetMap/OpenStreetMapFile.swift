/// A small OpenStreetMap file written by a test.
struct OpenStreetMapFile {
    private var nodes: [String] = []
    private var ways: [String] = []
    private var relations: [String] = []

    mutating func node(_ id: Int, _ longitude: Double, _ latitude: Double, _ tags: [String: String] = [:]) {
        nodes.append(
            "<node id=\"\(id)\" version=\"1\" lon=\"\(longitude)\" lat=\"\(latitude)\">\(xml(tags))</node>")
    }

    mutating func way(_ id: Int, _ nodeIDs: [Int], version: Int = 1, _ tags: [String: String]) {
        let references = nodeIDs.map { "<nd ref=\"\($0)\"/>" }.joined()
        ways.append("<way id=\"\(id)\" version=\"\(version)\">\(references)\(xml(tags))</way>")
    }

    mutating func restriction(
        _ id: Int, from: Int, via: (type: String, id: Int), to: Int, _ tags: [String: String]
    ) {
        let members = """
            <member type="way" ref="\(from)" role="from"/>\
            <member type="\(via.type)" ref="\(via.id)" role="via"/>\
            <member type="way" ref="\(to)" role="to"/>
            """
        let tags = tags.merging(["type": "restriction"]) { own, _ in own }
        relations.append("<relation id=\"\(id)\" version=\"1\">\(members)\(xml(tags))</relation>")
    }

    var text: String { text(nodes + ways + relations) }

    /// The same elements, last first.
    var reversedText: String { text((nodes + ways + relations).reversed()) }

    private func text(_ elements: [String]) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\">\n"
            + elements.joined(separator: "\n") + "\n</osm>\n"
    }

    private func xml(_ tags: [String: String]) -> String {
        tags.sorted { $0.key < $1.key }.map { "<tag k=\"\($0.key)\" v=\"\($0.value)\"/>" }.joined()
    }
}
