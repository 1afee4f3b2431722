public import Geometry
import Layers

/// A place that stands for homes, and how much it counts.
public struct WeightedPlace: Hashable, Sendable {
    /// In the working projection.
    public var location: Point
    public var weight: Double

    public init(location: Point, weight: Double = 1) {
        self.location = location
        self.weight = weight
    }
}

/// Places over which figures are spread, by commune, each list in order of place and without doubles. Places
/// of no weight stand only where a commune has no others.
struct SpreadPlaces {
    private var byCommune: [Int: [WeightedPlace]]

    init(_ places: [(commune: Int, place: WeightedPlace)]) {
        byCommune = Dictionary(grouping: places, by: \.commune).mapValues { entries in
            var figures = PlaceFigures(columns: ["weight"])
            figures.entries = entries.map { entry in
                PlaceFigures.Entry(
                    location: entry.place.location, commune: entry.commune, figures: [entry.place.weight], source: 0,
                    featureID: 0)
            }
            figures.mergeSamePlaces()
            let places = figures.entries.map { WeightedPlace(location: $0.location, weight: $0.figures[0] ?? 0) }
            let weighty = places.filter { $0.weight > 0 }
            return weighty.isEmpty ? places : weighty
        }
    }

    subscript(commune: Int) -> [WeightedPlace] { byCommune[commune] ?? [] }
}

extension SpreadPlaces {
    /// Reads the points of a layer that lie in some commune.
    init(
        _ source: LayerSource, key: String, weightField: String?, in crs: CoordinateReferenceSystem,
        communes: CommuneIndex, log: inout ReadingLog
    ) {
        guard let layer = SourceLayer(source, key: key, in: crs, needsShapes: true, log: &log) else {
            self.init([])
            return
        }
        let weight = layer.field(weightField, key: "weight", log: &log)
        var places: [(commune: Int, place: WeightedPlace)] = []
        var outside = OutsideCheck()
        layer.forEach(log: &log) { feature, log in
            guard let (location, drawn) = layer.location(feature, log: &log) else { return }
            let weight = weight.map { layer.figure(feature, $0, log: &log) ?? 0 } ?? 1
            do {
                let commune = try communes.locator.first(containing: location)
                outside.add(
                    weight: 1, isInside: commune != nil, drawn: drawn, transformation: layer.transformation,
                    locator: communes.locator)
                if let commune { places.append((commune, WeightedPlace(location: location, weight: weight))) }
            } catch {
                log.add(error, file: layer.path, place: layer.reader.place(of: feature))
            }
        }
        outside.report("points to spread over", file: layer.path, consequence: "nobody is put there", log: &log)
        self.init(places)
    }

    init(builtUpPlaces: [WeightedPlace], communes: CommuneIndex) throws(GeometryError) {
        var places: [(commune: Int, place: WeightedPlace)] = []
        for place in builtUpPlaces {
            if let commune = try communes.locator.first(containing: place.location) {
                places.append((commune, place))
            }
        }
        self.init(places)
    }
}

/// Finds the places over which a commune's figures are spread: those asked for, else its built-up road
/// junctions, else a place inside it. Reads each layer, and the junctions, at most once.
struct Spreader {
    let crs: CoordinateReferenceSystem
    let communes: CommuneIndex
    let builtUpPlaces: () throws -> [WeightedPlace]
    private var layers: [PopulationSource.Spread: SpreadPlaces] = [:]
    private var junctions: SpreadPlaces?

    init(
        crs: CoordinateReferenceSystem, communes: CommuneIndex,
        builtUpPlaces: @escaping () throws -> [WeightedPlace]
    ) {
        self.crs = crs
        self.communes = communes
        self.builtUpPlaces = builtUpPlaces
    }

    enum Found {
        case asked([WeightedPlace])
        case junctions([WeightedPlace])
        case inside([WeightedPlace])

        var places: [WeightedPlace] {
            switch self {
            case .asked(let places), .junctions(let places), .inside(let places): places
            }
        }
    }

    /// - Parameter source: the position of the population source that asks for it.
    mutating func places(
        for commune: Int, spread: PopulationSource.Spread, source position: Int, log: inout ReadingLog
    ) throws -> Found {
        if case .layer(let source, let weightField) = spread {
            let layer: SpreadPlaces
            if let known = layers[spread] {
                layer = known
            } else {
                layer = SpreadPlaces(
                    source, key: "population[\(position)].spread", weightField: weightField, in: crs,
                    communes: communes, log: &log)
                layers[spread] = layer
            }
            if !layer[commune].isEmpty { return .asked(layer[commune]) }
        }
        // An unreadable layer is told already: the roads need not be read for its sake.
        let builtUp: SpreadPlaces
        if let junctions {
            builtUp = junctions
        } else {
            let places = log.problems.isEmpty ? try builtUpPlaces() : []
            builtUp = try SpreadPlaces(builtUpPlaces: places, communes: communes)
            junctions = builtUp
        }
        if !builtUp[commune].isEmpty {
            return spread == .junctions ? .asked(builtUp[commune]) : .junctions(builtUp[commune])
        }
        let inside = try communes.communes[commune].boundary.interiorPoint()
        return .inside(inside.map { [WeightedPlace(location: $0)] } ?? [])
    }
}
