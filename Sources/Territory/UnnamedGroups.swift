/// The people whose sources name no column for a group that another source names: unless figures of their commune
/// give it to them, they count as none of the group.
struct UnnamedGroups {
    /// Some people of one source at one place.
    private struct People {
        var source: Int
        var commune: Int?
        var inhabitants: Double
    }

    /// `inhabitants` first, then the groups in order.
    private let columns: [String]
    /// By source: the columns of the groups that it does not name. Sources that name no inhabitants lack nothing.
    private let unnamed: [[Int]]
    private var people: [People] = []
    /// By commune: the columns that figures of the commune give to all its places.
    private var given: [Int: [Int]] = [:]

    init(columns: [String], sources: [PopulationSource]) {
        self.columns = columns
        unnamed = sources.map { source in
            guard source.columns[PopulationSource.inhabitants] != nil else { return [] }
            return columns.indices.dropFirst().filter { (source.columns[columns[$0]] ?? []).isEmpty }
        }
    }

    /// - Parameter entries: places before they are merged, each with the people of its own source.
    mutating func add(_ entries: [PlaceFigures.Entry]) {
        for entry in entries where !unnamed[entry.source].isEmpty {
            guard let inhabitants = entry.figures[0], inhabitants > 0 else { continue }
            people.append(People(source: entry.source, commune: entry.commune, inhabitants: inhabitants))
        }
    }

    mutating func isGiven(_ columns: [Int], to commune: Int) {
        if !columns.isEmpty { given[commune] = columns }
    }

    /// A warning for each source and group: how many people count as none of it.
    func report(layers: [Int: SourceLayer], log: inout ReadingLog) {
        for (source, columns) in unnamed.enumerated() {
            guard let layer = layers[source] else { continue }
            let own = people.filter { $0.source == source }
            for column in columns {
                let without = own.filter { people in
                    !(people.commune.flatMap { given[$0] } ?? []).contains(column)
                }
                // Added up from the least, so that fractions give one sum in any order.
                func sum(_ people: [People]) -> Double { people.map(\.inhabitants).sorted().reduce(0, +) }
                guard !without.isEmpty else { continue }
                let name = self.columns[column]
                log.find(
                    .warning, layer.path,
                    "\(layer.key).columns names no column for the group \(name), which another source has: "
                        + "\(roundedToTenths(sum(without))) of its \(roundedToTenths(sum(own))) inhabitants count as "
                        + "none of the group, so that figures of \(name) are too low; name the column, or give figures "
                        + "by commune")
            }
        }
    }
}
