import Geometry
import Layers

/// Places with figures, one entry a place: what comes in before it is a population.
struct PlaceFigures {
    struct Entry {
        /// The id that the source gives it, if it does.
        var id: String?
        var location: Point
        var commune: Int?
        /// In the order of `columns`; nil where its source has no such column.
        var figures: [Double?]
        /// Where it stands, for messages.
        var source: Int
        var featureID: Int64
    }

    /// `inhabitants` first, then the groups in order.
    let columns: [String]
    var entries: [Entry] = []

    /// Places of one commune within the same square decimetre are one place: their figures are added up.
    /// The order of the entries does not matter.
    mutating func mergeSamePlaces() {
        struct Key: Hashable {
            var commune: Int?
            var decimetres: Point
        }
        let groups = Dictionary(grouping: entries.indices) { index in
            let location = entries[index].location
            let decimetres = Point(x: (location.x * 10).rounded(), y: (location.y * 10).rounded())
            return Key(commune: entries[index].commune, decimetres: decimetres)
        }
        var merged: [Entry] = []
        merged.reserveCapacity(groups.count)
        for group in groups.values {
            var entry = entries[group[0]]
            if group.count > 1 {
                entry.location = group.map { entries[$0].location }.min() ?? entry.location
                entry.id = group.compactMap { entries[$0].id }.min()
                for column in columns.indices {
                    // Added up from the least, so that fractions give one sum in any order.
                    let figures = group.compactMap { entries[$0].figures[column] }.sorted()
                    entry.figures[column] = figures.isEmpty ? nil : figures.reduce(0, +)
                }
                let first = group.min {
                    (entries[$0].source, entries[$0].featureID) < (entries[$1].source, entries[$1].featureID)
                }
                if let first {
                    entry.source = entries[first].source
                    entry.featureID = entries[first].featureID
                }
            }
            merged.append(entry)
        }
        entries = merged.sorted { ($0.commune ?? .max, $0.location) < ($1.commune ?? .max, $1.location) }
    }
}

/// The name of a place that its source does not name: where it is, in metres.
func placeName(_ location: Point) -> String {
    "\(roundedToTenths(location.x)),\(roundedToTenths(location.y))"
}
