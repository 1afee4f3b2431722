/// The JSON object of `equity.json`: an index without a value is an explicit null, and `reasons` says
/// under its name (`atkinson.1` for one inside another object) why.
extension EquityIndices: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Name.self)
        var reasons: [String: String] = [:]

        func note(_ index: EquityIndex, _ name: String) {
            if let reason = index.reason { reasons[name] = reason }
        }
        func put(_ name: String, _ index: EquityIndex) throws {
            try object.encode(index.value, forKey: Name(name))
            note(index, name)
        }
        func put(_ name: String, _ indices: [String: EquityIndex]) throws {
            try object.encode(indices.mapValues(\.value), forKey: Name(name))
            for (part, index) in indices { note(index, "\(name).\(part)") }
        }
        try put("mean", mean)
        try put("median", median)
        try put("p10", p10)
        try put("p90", p90)
        try put("min", minimum)
        try put("max", maximum)
        try put("gini", gini)
        try put("theil_t", theilT)
        try put("theil_l", theilL)
        try put("palma", palma)
        try put("atkinson", atkinson)
        try put("concentration", ["standard": concentration, "erreygers": erreygers])
        let alphas = fosterGreerThorbecke.enumerated().map { ("\($0.offset)", $0.element) }
        try put("fgt", Dictionary(uniqueKeysWithValues: alphas))
        try put("within", ["theil_t": within])
        try put("between", ["theil_t": between])
        if !divisions.isEmpty {
            let parts = divisions.mapValues {
                ["within": ["theil_t": $0.within.value], "between": ["theil_t": $0.between.value]]
            }
            try object.encode(parts, forKey: Name("divisions"))
        }
        try object.encode(by, forKey: Name("by"))
        try object.encode(reasons, forKey: Name("reasons"))
    }

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
