import Geometry
import Layers

/// The communes of a territory and the ways to find one: by id and by place.
struct CommuneIndex {
    let communes: [Commune]
    private let positions: [String: Int]
    /// Ids without their leading zeros, which spreadsheets lose.
    private let positionsWithoutZeros: [String: Int]
    let locator: PolygonLocator

    init(_ communes: [Commune]) throws(GeometryError) {
        self.communes = communes
        let ids = communes.enumerated().map { ($1.id.text, $0) }
        positions = Dictionary(ids) { first, _ in first }
        positionsWithoutZeros = Dictionary(ids.map { ($0.0.withoutLeadingZeros, $0.1) }) { first, _ in first }
        locator = try PolygonLocator(communes.map(\.boundary))
    }

    func position(of id: String) -> Int? { positions[id] }

    /// Whether a commune has the id but for zeros in front of it.
    func isKnownWithoutZeros(_ id: String) -> Bool { positionsWithoutZeros[id.withoutLeadingZeros] != nil }

    /// What to do about an id that no commune has.
    func remedy(forUnknown id: String) -> String {
        if let position = positionsWithoutZeros[id.withoutLeadingZeros] {
            return "a commune \(communes[position].id) is there: was a leading zero lost? Keep codes as text"
        }
        return "the communes run from \(communes.first?.id.text ?? "") to \(communes.last?.id.text ?? "")"
    }
}

/// Reads the communes, ordered by id, and checks them as a whole.
func readCommunes(
    _ source: CommuneSource, in crs: CoordinateReferenceSystem, log: inout ReadingLog
) -> [Commune] {
    guard let layer = SourceLayer(source.layer, key: "communes", in: crs, needsShapes: true, log: &log)
    else { return [] }
    let idField = layer.field(source.idField, key: "id", log: &log)
    let nameField = layer.field(source.nameField, key: "name", log: &log)
    guard let idField else { return [] }
    var communes: [Commune] = []
    var places: [String: String] = [:]
    layer.forEach(log: &log) { feature, log in
        guard let id = layer.text(feature, idField) else {
            log.problems.append(layer.problem(feature, "the commune has no code in \(source.idField)"))
            return
        }
        if let first = places[id] {
            log.problems.append(
                layer.problem(
                    feature, "the code \(id) stands twice (first: \(first))",
                    remedy: "give every commune a code of its own, and all its land in one feature"))
            return
        }
        places[id] = layer.reader.place(of: feature)
        let name = nameField.flatMap { layer.text(feature, $0) } ?? id
        guard let land = layer.land(feature, name: "commune \(id)", log: &log) else { return }
        communes.append(Commune(id: CommuneID(id), name: name, boundary: land.inFixedOrder()))
    }
    if places.isEmpty, log.problems.isEmpty {
        log.problems.append(Problem(.content, file: layer.path, "there are no communes in it"))
    }
    communes.sort { $0.id < $1.id }
    reportOverlaps(communes, file: layer.path, log: &log)
    return communes
}

/// Land that two communes claim, in square metres, that is told: less comes of how borders are drawn.
private let toldOverlap = 1000.0

private func reportOverlaps(_ communes: [Commune], file: String, log: inout ReadingLog) {
    do {
        let sum = communes.reduce(0) { $0 + $1.boundary.area }
        let union = try MultiPolygon.unionOfAll(communes.map(\.boundary)).area
        // Looking for pairs is the dear part, and most territories have none.
        guard sum - union > toldOverlap else { return }
        let boxes = communes.map(\.boundary.boundingBox)
        let fromWest = communes.indices.sorted { boxes[$0].minimum.x < boxes[$1].minimum.x }
        var pairs: [(Int, Int, Double)] = []
        for (rank, a) in fromWest.enumerated() {
            for b in fromWest[(rank + 1)...] {
                guard boxes[b].minimum.x <= boxes[a].maximum.x else { break }
                guard boxes[a].intersects(boxes[b]) else { continue }
                let shared = try communes[a].boundary.intersection(communes[b].boundary).area
                if shared > toldOverlap { pairs.append((min(a, b), max(a, b), shared)) }
            }
        }
        for (a, b, shared) in pairs.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
            log.find(
                .warning, file,
                "communes \(communes[a].id) and \(communes[b].id) overlap by \(Int(shared.rounded())) m²; "
                    + "who lives there counts for \(communes[a].id)")
        }
    } catch {
        log.add(error, file: file)
    }
}
