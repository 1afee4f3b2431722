import Equity
public import Foundation
import Layers

/// The indices of a table, its worst-served rows, and what was left out of them (`equity.json`).
public struct EquityReport: Sendable {
    let indices: EquityIndices
    let worstServed: [ServedRow]
    let table: EquityTable
    let threshold: Double?
    let worst: WorstEnd

    /// - Parameters:
    ///   - threshold: in the unit of the values.
    ///   - lowestIsWorst: whether low values are the bad ones, as of accessibility; else high ones, as of minutes.
    /// - Throws: `EquityError`, which a table that was read does not give rise to.
    public init(of table: EquityTable, threshold: Double?, lowestIsWorst: Bool) throws {
        worst = lowestIsWorst ? .lowest : .highest
        var groups: [Grouping] = []
        if let name = table.columns.group, let labels = table.groups {
            groups.append(.division(name: name, labels: labels))
        }
        indices = try equityIndices(
            values: table.values, weights: table.weights, rank: table.ranks, groups: groups, threshold: threshold,
            worst: worst)
        worstServed = try Equity.worstServed(
            ids: table.ids, values: table.values, weights: table.weights, worst: worst, limit: 10)
        self.table = table
        self.threshold = threshold
    }

    /// One JSON object, names sorted, numbers in their shortest exact form.
    ///
    /// - Throws: what the encoder throws; every number in it is finite.
    public func data(pretty: Bool) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(Object(report: self))
    }

    /// Writes the JSON object aside and renames it.
    ///
    /// - Throws: `Problem` (output).
    public func write(to path: String) throws {
        let file = try FileBeingWritten(path: path)
        try file.write(Array(data(pretty: true)))
        try file.write("\n")
        try file.finish()
    }

    /// What a reader must know of rows that are not in the figures.
    public var warnings: [String] {
        var warnings: [String] = []
        if table.leftOut.rows > 0 {
            warnings.append(
                "warning: \(table.path): left out, for \(table.columns.value) is empty (unreachable): "
                    + "\(table.leftOut.rows) rows, which stand for \(figure(table.leftOut.population)) people")
        }
        if let group = table.columns.group, table.withoutGroup.rows > 0 {
            warnings.append(
                "warning: \(table.path): in no group, for \(group) is empty: \(table.withoutGroup.rows) rows, which "
                    + "stand for \(figure(table.withoutGroup.population)) people; they are in the figures of all, and "
                    + "one more group of the decomposition")
        }
        return warnings
    }

    /// The headline figures as a short table for a terminal, under the names that they have in the file.
    public var text: String {
        var figures: [(String, EquityIndex)] = [
            ("mean", indices.mean), ("median", indices.median), ("p10", indices.p10), ("p90", indices.p90),
            ("min", indices.minimum), ("max", indices.maximum), ("worst_tenth", indices.worstTenth),
        ]
        if threshold != nil { figures.append(("share_above_threshold", indices.shareAboveThreshold)) }
        figures += [
            ("gini", indices.gini), ("theil_t", indices.theilT), ("theil_l", indices.theilL),
            ("atkinson.0.5", indices.atkinson["0.5"] ?? .undefined(reason: "")),
            ("atkinson.1", indices.atkinson["1"] ?? .undefined(reason: "")), ("palma", indices.palma),
        ]
        if table.ranks != nil {
            figures += [
                ("concentration.standard", indices.concentration), ("concentration.erreygers", indices.erreygers),
            ]
        }
        if threshold != nil {
            figures += indices.fosterGreerThorbecke.enumerated().map { ("fgt.\($0.offset)", $0.element) }
        }
        if table.columns.group != nil {
            figures += [
                ("within.theil_t", indices.within), ("between.theil_t", indices.between),
                ("within.theil_l", indices.withinTheilL), ("between.theil_l", indices.betweenTheilL),
            ]
        }
        var rows = [["population", figure(indices.population)]]
        rows += [
            ["left_out.rows", "\(table.leftOut.rows)"], ["left_out.population", figure(table.leftOut.population)],
        ]
        rows += figures.map { [$0.0, figure($0.1)] }
        var lines = ["\(table.columns.value) of \(table.columns.weight), \(table.path)", ""] + columns(rows)
        lines += groupLines
        if !worstServed.isEmpty {
            lines += [""]
            lines += columns(
                [["worst served", table.columns.value, "population"]]
                    + worstServed.prefix(5).map { [$0.id, figure($0.value), figure($0.population)] })
        }
        let undefined = Dictionary(grouping: figures.filter { $0.1.value == nil }) { $0.1.reason ?? "" }
        if !undefined.isEmpty { lines.append("") }
        for (reason, figures) in undefined.sorted(by: { $0.key < $1.key }) {
            lines.append("– \(figures.map(\.0).joined(separator: ", ")): \(reason)")
        }
        return lines.joined(separator: "\n")
    }

    /// The ten groups of the worst means, and the gap.
    private var groupLines: [String] {
        guard let name = table.columns.group, !indices.by.isEmpty else { return [] }
        let sign: Double = worst == .highest ? -1 : 1
        let groups = indices.by.sorted {
            // Groups of nobody have no mean, and come last.
            let means = [$0, $1].map { $0.value.mean.value.map { sign * $0 } ?? .infinity }
            return (means[0], $0.key) < (means[1], $1.key)
        }
        var lines = [""]
        lines += columns(
            [[name, "population", "mean", "median", "p90", "max", "worst_tenth", "difference_from_all"]]
                + groups.prefix(10).map { name, group in
                    [
                        name, figure(group.population), figure(group.mean), figure(group.median), figure(group.p90),
                        figure(group.maximum), figure(group.worstTenth), group.differenceFromAll.map(figure) ?? "–",
                    ]
                })
        if groups.count > 10 { lines.append("… and \(groups.count - 10) more") }
        if let gap = indices.gaps[name] ?? nil {
            lines.append(
                "gap: \(figure(gap.difference)) from \(gap.lowest.group) (\(figure(gap.lowest.mean))) "
                    + "to \(gap.highest.group) (\(figure(gap.highest.mean)))")
        }
        return lines
    }

    private struct Object: Encodable {
        let report: EquityReport

        enum Name: String, CodingKey {
            case leftOut = "left_out"
            case withoutGroup = "without_group"
            case worstServed = "worst_served"
        }

        func encode(to encoder: any Encoder) throws {
            try report.indices.encode(to: encoder)
            var object = encoder.container(keyedBy: Name.self)
            try object.encode(report.table.leftOut, forKey: .leftOut)
            if report.table.groups != nil { try object.encode(report.table.withoutGroup, forKey: .withoutGroup) }
            try object.encode(report.worstServed, forKey: .worstServed)
        }
    }
}

private func figure(_ index: EquityIndex) -> String {
    index.value.map(figure) ?? "–"
}

/// Whole numbers as they are, others with four digits after the point.
private func figure(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
    return String(format: "%.4f", number)
}
