public import Layers
public import RoadNetwork

/// Where the roads come from: a literal mirror of `roads:` in the territory file, its paths resolved.
public enum RoadsDescription: Hashable, Sendable {
    case layer(path: String, options: ReadingOptions, meaning: RoadLayerMeaning)
    /// An OpenStreetMap extract: `.osm.pbf`, `.osm.gz`, `.osm`.
    case openStreetMap(path: String)
    /// A network that was built and saved.
    case network(path: String)
}

/// What the fields of a road layer mean.
public enum RoadLayerMeaning: Hashable, Sendable {
    case fields(RoadLayerFields)
    /// Those of a known product.
    case preset(RoadLayerPreset)
}

extension RoadsDescription {
    /// The file or the layer.
    var path: String {
        switch self {
        case .network(let path), .openStreetMap(let path), .layer(let path, _, _): path
        }
    }
}
