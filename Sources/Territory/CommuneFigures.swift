import Geometry
import Layers

/// Figures by commune: what is to be spread over places, or compared with them.
struct CommuneFigures {
    struct Entry {
        var value: Double
        var spread: PopulationSource.Spread
        var source: Int
        var featureID: Int64
    }

    /// `inhabitants` first, then the groups in order.
    let columns: [String]
    /// By commune, then by column.
    private var entries: [[Entry?]]

    init(columns: [String], communeCount: Int) {
        self.columns = columns
        entries = Array(repeating: Array(repeating: nil, count: columns.count), count: communeCount)
    }

    /// False where there is one already.
    mutating func set(_ entry: Entry, commune: Int, column: Int) -> Bool {
        guard entries[commune][column] == nil else { return false }
        entries[commune][column] = entry
        return true
    }

    /// Gives each commune's places what they lack, and compares what they have.
    ///
    /// - Parameter unnamed: told which places come of a commune's figures, and which groups its places are given.
    func complete(
        _ places: inout PlaceFigures, communes: CommuneIndex, with spreader: inout Spreader,
        unnamed: inout UnnamedGroups, layers: [Int: SourceLayer], log: inout ReadingLog
    ) throws {
        var byCommune = Array(repeating: [PlaceFigures.Entry](), count: communes.communes.count)
        var outside: [PlaceFigures.Entry] = []
        for entry in places.entries {
            if let commune = entry.commune { byCommune[commune].append(entry) } else { outside.append(entry) }
        }
        var report = CompletionReport()
        for commune in communes.communes.indices {
            let id = communes.communes[commune].id.text
            var local = byCommune[commune]
            let livedIn = local.reduce(0) { $0 + ($1.figures[0] ?? 0) }
            if livedIn > 0 {
                report.compare(columns[0], livedIn, with: entries[commune][0]?.value, commune: id)
            } else if let total = entries[commune][0] {
                if total.value == 0 { report.uninhabited.append(id) }
                let spreadOut = try spread(total, over: commune, id: id, with: &spreader, report: &report, log: &log)
                unnamed.add(spreadOut)
                local += spreadOut
            } else {
                report.withoutFigures.append(id)
            }
            let given = completeGroups(
                of: &local, commune: commune, id: id, layers: layers, report: &report, log: &log)
            unnamed.isGiven(given, to: commune)
            byCommune[commune] = local
        }
        report.write(to: &log)
        places.entries = byCommune.flatMap { $0 } + outside
    }

    private func spread(
        _ total: Entry, over commune: Int, id: String, with spreader: inout Spreader,
        report: inout CompletionReport, log: inout ReadingLog
    ) throws -> [PlaceFigures.Entry] {
        guard total.value > 0 else { return [] }
        let found = try spreader.places(for: commune, spread: total.spread, source: total.source, log: &log)
        switch found {
        case .asked: break
        case .junctions: report.overJunctions.append(id)
        case .inside: report.atOnePlace.append(id)
        }
        let shares = apportion(total.value, weights: found.places.map(\.weight))
        var entries: [PlaceFigures.Entry] = []
        for (place, share) in zip(found.places, shares) where share > 0 {
            var figures = [Double?](repeating: nil, count: columns.count)
            figures[0] = share
            entries.append(
                PlaceFigures.Entry(
                    location: place.location, commune: commune, figures: figures, source: total.source,
                    featureID: total.featureID))
        }
        return entries
    }

    /// Shares out the groups of which no place of the commune has a figure.
    ///
    /// - Returns: the columns of those.
    private func completeGroups(
        of local: inout [PlaceFigures.Entry], commune: Int, id: String, layers: [Int: SourceLayer],
        report: inout CompletionReport, log: inout ReadingLog
    ) -> [Int] {
        var given: [Int] = []
        let inhabitants = local.map { $0.figures[0] ?? 0 }
        let total = inhabitants.reduce(0, +)
        for column in columns.indices.dropFirst() {
            let known = local.compactMap { $0.figures[column] }
            guard known.isEmpty else {
                report.compare(columns[column], known.reduce(0, +), with: entries[commune][column]?.value, commune: id)
                continue
            }
            guard let entry = entries[commune][column] else { continue }
            guard entry.value <= total else {
                if let layer = layers[entry.source] {
                    log.problems.append(
                        Problem(
                            .content, file: layer.path, place: layer.place(of: entry.featureID),
                            "\(columns[column]) of the commune \(id) is \(plain(entry.value)), more than its "
                                + "\(plain(total)) inhabitants"
                        ))
                }
                continue
            }
            for (index, share) in apportion(entry.value, among: inhabitants).enumerated() {
                local[index].figures[column] = share
            }
            given.append(column)
        }
        return given
    }
}

/// What the completion has to tell, gathered over all communes.
private struct CompletionReport {
    var withoutFigures: [String] = []
    var uninhabited: [String] = []
    var overJunctions: [String] = []
    var atOnePlace: [String] = []
    private var differences: [String] = []

    mutating func compare(_ column: String, _ byPlace: Double, with byCommune: Double?, commune: String) {
        // Less than half a person comes of rounded figures.
        guard let byCommune, abs(byCommune - byPlace) >= 0.5 else { return }
        differences.append(
            "\(commune) (\(column): places \(roundedToTenths(byPlace)), commune \(roundedToTenths(byCommune)))")
    }

    func write(to log: inout ReadingLog) {
        func tell(_ severity: Finding.Severity, _ names: [String], _ text: String) {
            if !names.isEmpty { log.find(severity, "population", "\(text) (\(names.count)): \(listed(names))") }
        }
        tell(.warning, withoutFigures, "communes without figures, taken as uninhabited")
        tell(.warning, uninhabited, "communes without inhabitants")
        tell(
            .information, overJunctions,
            "communes without a point to spread over, spread over their built-up road junctions")
        tell(.warning, atOnePlace, "communes with neither, put at one place inside them")
        tell(.warning, differences, "communes whose figures differ from those of their places, which count")
    }
}
