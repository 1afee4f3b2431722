/// An element of XML, as far as styles need it.
struct StyleElement {
    var name: String
    /// In the order in which they are written.
    var attributes: [(name: String, value: String)] = []
    var text = ""
    var children: [StyleElement] = []

    init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = "",
        _ children: [StyleElement] = []
    ) {
        self.name = name
        self.attributes = attributes.map { (name: $0.key, value: $0.value) }
        self.text = text
        self.children = children
    }

    init(_ name: String, _ children: [StyleElement]) {
        self.init(name, [:], children)
    }

    /// The element and what is in it, one element a line.
    func xml(indentation: String = "") -> String {
        let start = attributes.reduce("\(indentation)<\(name)") { "\($0) \($1.name)=\"\(Self.escaped($1.value))\"" }
        if children.isEmpty {
            return text.isEmpty ? start + "/>" : "\(start)>\(Self.escaped(text))</\(name)>"
        }
        let inner = children.map { $0.xml(indentation: indentation + " ") }
        return ([start + ">"] + inner + ["\(indentation)</\(name)>"]).joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
    }
}
