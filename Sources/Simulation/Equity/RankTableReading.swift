import Layers

extension RankTable {
    /// Reads the figure of each commune. Rows with an empty figure, and communes that are not under study, are no fault.
    ///
    /// - Returns: the table with its figures, and every file read.
    /// - Throws: `Problem`, `Problems`: a file that cannot be read, a column that is missing, figures that are none,
    ///   communes that stand twice.
    func read() throws -> (table: RankTable, files: [String]) {
        let reader = try LayerReader(path: path)
        let commune = try reader.fieldIndex(communeField)
        let value = try reader.fieldIndex(valueField)
        var table = self
        var first: [String: String] = [:]
        var found: [Problem] = []
        try reader.forEach { feature in
            let place = reader.place(of: feature)
            guard let code = feature.values[commune].text, !feature.values[commune].isBlank else {
                found.append(
                    Problem(.content, file: path, place: place, "has no \(communeField)", remedy: "fill in the code"))
                return
            }
            if let earlier = first.updateValue(place, forKey: code) {
                found.append(
                    Problem(
                        .content, file: path, place: place, "the commune \(code) stands twice (first: \(earlier))",
                        remedy: "give each commune one row"))
                return
            }
            guard !feature.values[value].isBlank else { return }
            guard let number = feature.values[value].number, number.isFinite else {
                found.append(
                    Problem(
                        .content, file: path, place: place,
                        "\(valueField) is \"\(feature.values[value].text ?? "")\", which is no number",
                        remedy: "correct it, or leave it empty where it is unknown"))
                return
            }
            table.values[code] = number
        }
        if !found.isEmpty { throw Problems(found) }
        return (table, reader.files)
    }
}

extension ScenarioSettings {
    /// Reads the tables that people are ranked by.
    ///
    /// - Returns: every file read.
    /// - Throws: `Problem`, `Problems`.
    mutating func readRankTables() throws -> [String] {
        var files: [String] = []
        func read(_ settings: inout EquitySettings) throws {
            guard case .table(let table) = settings.rank else { return }
            let found = try table.read()
            settings.rank = .table(found.table)
            files += found.files
        }
        try read(&equity)
        for index in furtherEquity.indices { try read(&furtherEquity[index]) }
        return files
    }
}
