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
        try object.encode(population, forKey: Name("population"))
        try put("mean", mean)
        try put("median", median)
        try put("p10", p10)
        try put("p90", p90)
        try put("min", minimum)
        try put("max", maximum)
        try put("worst_tenth", worstTenth)
        try put("share_above_threshold", shareAboveThreshold)
        try put("gini", gini)
        try put("theil_t", theilT)
        try put("theil_l", theilL)
        try put("palma", palma)
        try put("atkinson", atkinson)
        try put("concentration", ["standard": concentration, "erreygers": erreygers])
        let alphas = fosterGreerThorbecke.enumerated().map { ("\($0.offset)", $0.element) }
        try put("fgt", Dictionary(uniqueKeysWithValues: alphas))
        try put("within", ["theil_t": within, "theil_l": withinTheilL])
        try put("between", ["theil_t": between, "theil_l": betweenTheilL])
        if let differenceFromAll { try put("difference_from_all", differenceFromAll) }
        if !divisions.isEmpty {
            let parts = divisions.mapValues {
                [
                    "within": ["theil_t": $0.within.value, "theil_l": $0.withinTheilL.value],
                    "between": ["theil_t": $0.between.value, "theil_l": $0.betweenTheilL.value],
                ]
            }
            try object.encode(parts, forKey: Name("divisions"))
            var written = object.nestedContainer(keyedBy: Name.self, forKey: Name("gap"))
            for (name, gap) in gaps {
                guard let gap else {
                    try written.encodeNil(forKey: Name(name))
                    reasons["gap.\(name)"] = "fewer than two groups have people"
                    continue
                }
                var members = written.nestedContainer(keyedBy: Name.self, forKey: Name(name))
                try members.encode(gap.highest, forKey: Name("highest"))
                try members.encode(gap.lowest, forKey: Name("lowest"))
                try members.encode(gap.difference, forKey: Name("difference"))
                try members.encode(gap.ratio.value, forKey: Name("ratio"))
                note(gap.ratio, "gap.\(name).ratio")
            }
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
