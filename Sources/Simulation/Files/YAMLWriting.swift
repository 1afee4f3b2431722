internal import Yams

extension FileValue {
    /// The value as YAML text that reads as the same value; comments are lost.
    ///
    /// - Throws: what Yams throws.
    func yaml() throws -> String {
        try serialize(node: node(depth: 0), width: 110, allowUnicode: true)
    }

    private func node(depth: Int) -> Node {
        switch content {
        case .empty: return Node("", Tag(.null), .plain)
        case .scalar(let text, let isPlain):
            return Node(text, Tag(.str), !isPlain && looksLikeAnotherType(text) ? .doubleQuoted : .any)
        case .list(let elements):
            let isFlat = elements.allSatisfy(\.isScalar)
            return .sequence(
                Node.Sequence(elements.map { $0.node(depth: depth + 1) }, Tag(.seq), isFlat ? .flow : .block))
        case .mapping(let entries):
            // The innermost mappings on one line, as people write them.
            let isFlat = depth > 1 && !entries.isEmpty && entries.count <= 6 && entries.allSatisfy(\.value.isScalar)
            return .mapping(
                Node.Mapping(
                    entries.map { (Node($0.key, Tag(.str), .any), $0.value.node(depth: depth + 1)) }, Tag(.map),
                    isFlat ? .flow : .block))
        }
    }

    private var isScalar: Bool {
        switch content {
        case .empty, .scalar: true
        default: false
        }
    }
}

/// Whether a text without quotation marks would be read as a number, a truth value or nothing.
private func looksLikeAnotherType(_ text: String) -> Bool {
    decimalNumber(text) != nil || ["", "~", "null", "true", "false", "yes", "no"].contains(text.lowercased())
}
