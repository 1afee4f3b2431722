public import Geometry
public import Layers

/// Where a territory is to be read from: a literal mirror of the territory file, its paths resolved.
public struct TerritoryDescription: Hashable, Sendable {
    /// The file that says all this, for messages.
    public var file: String
    public var name: String
    /// The working projection, an EPSG code or WKT; it must be in metres.
    public var crs: String
    public var note: String?
    public var communes: CommuneSource
    public var population: [PopulationSource]
    public var sites: [SiteSource]
    public var professionals: [ProfessionalSource]
    public var divisions: [DivisionSource]

    public init(
        file: String, name: String, crs: String, note: String? = nil, communes: CommuneSource,
        population: [PopulationSource] = [], sites: [SiteSource] = [],
        professionals: [ProfessionalSource] = [], divisions: [DivisionSource] = []
    ) {
        self.file = file
        self.name = name
        self.crs = crs
        self.note = note
        self.communes = communes
        self.population = population
        self.sites = sites
        self.professionals = professionals
        self.divisions = divisions
    }
}

/// A layer or a table, and what the file does not say of itself.
public struct LayerSource: Hashable, Sendable {
    public var path: String
    /// Which layer of a file that holds several.
    public var layerName: String?
    /// The coordinate reference system where the file has none.
    public var crs: String?
    public var encoding: String?
    public var xField: String?
    public var yField: String?

    public init(
        path: String, layerName: String? = nil, crs: String? = nil, encoding: String? = nil,
        xField: String? = nil, yField: String? = nil
    ) {
        self.path = path
        self.layerName = layerName
        self.crs = crs
        self.encoding = encoding
        self.xField = xField
        self.yField = yField
    }
}

extension LayerSource {
    /// - Throws: `GeometryError` when `crs` is unknown.
    public func readingOptions() throws(GeometryError) -> ReadingOptions {
        ReadingOptions(
            layerName: layerName,
            crs: try crs.map { definition throws(GeometryError) in try CoordinateReferenceSystem(definition) },
            encoding: encoding, xField: xField, yField: yField)
    }
}

public struct CommuneSource: Hashable, Sendable {
    public var layer: LayerSource
    public var idField: String
    public var nameField: String?

    public init(layer: LayerSource, idField: String, nameField: String? = nil) {
        self.layer = layer
        self.idField = idField
        self.nameField = nameField
    }
}

/// Figures of people: at places (points, squares), or by commune.
public struct PopulationSource: Hashable, Sendable {
    public var layer: LayerSource
    public var idField: String?
    /// The commune of each row; without it places are located in the communes' polygons.
    public var communeField: String?
    /// The columns to add up for `inhabitants`, and for each group.
    public var columns: [String: [String]]
    /// Given: the figures are a commune's, spread over places. Absent: a table without shapes holds figures
    /// by commune, a layer with shapes holds figures by place.
    public var spread: Spread?
    /// What becomes of places and rows outside the communes.
    public var outside: Outside

    /// A delivery often covers more than the communes: a whole country, or a margin around them.
    public enum Outside: String, CaseIterable, Hashable, Sendable {
        /// Places outside are kept and counted; a row of an unknown commune is a fault.
        case keep
        /// Both are left out, and told.
        case leaveOut = "leave_out"
    }

    /// Over which places a commune's figures are spread.
    public enum Spread: Hashable, Sendable {
        /// The junctions of its built-up roads.
        case junctions
        /// The points of a layer, weighted by a column (1 without it).
        case layer(LayerSource, weightField: String?)
    }

    public static let inhabitants = "inhabitants"

    public init(
        layer: LayerSource, idField: String? = nil, communeField: String? = nil, columns: [String: [String]],
        spread: Spread? = nil, outside: Outside = .keep
    ) {
        self.layer = layer
        self.idField = idField
        self.communeField = communeField
        self.columns = columns
        self.spread = spread
        self.outside = outside
    }
}

public struct SiteSource: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case constant(String)
        case field(String)
    }

    public var layer: LayerSource
    public var kind: Kind
    public var idField: String
    public var nameField: String?
    /// Only the rows whose fields have one of these values.
    public var condition: [String: [String]]
    /// The column of each profession's headcount.
    public var professionals: [String: String]
    /// The column of each profession's full-time equivalents; without it they equal the headcount.
    public var fullTimeEquivalents: [String: String]
    public var satelliteOfField: String?
    public var daysPerWeekField: String?
    public var bedsField: String?

    public init(
        layer: LayerSource, kind: Kind, idField: String, nameField: String? = nil,
        condition: [String: [String]] = [:], professionals: [String: String] = [:],
        fullTimeEquivalents: [String: String] = [:], satelliteOfField: String? = nil,
        daysPerWeekField: String? = nil, bedsField: String? = nil
    ) {
        self.layer = layer
        self.kind = kind
        self.idField = idField
        self.nameField = nameField
        self.condition = condition
        self.professionals = professionals
        self.fullTimeEquivalents = fullTimeEquivalents
        self.satelliteOfField = satelliteOfField
        self.daysPerWeekField = daysPerWeekField
        self.bedsField = bedsField
    }
}

/// Professionals by commune.
public struct ProfessionalSource: Hashable, Sendable {
    public var layer: LayerSource
    public var communeField: String
    /// The column of each profession's headcount.
    public var columns: [String: String]
    /// The column of each profession's full-time equivalents; without it they equal the headcount.
    public var fullTimeEquivalents: [String: String]
    /// By profession, a name of `columns`: the column of the headcount of each band of ages.
    public var ages: [String: [String: String]]

    public init(
        layer: LayerSource, communeField: String, columns: [String: String],
        fullTimeEquivalents: [String: String] = [:], ages: [String: [String: String]] = [:]
    ) {
        self.layer = layer
        self.communeField = communeField
        self.columns = columns
        self.fullTimeEquivalents = fullTimeEquivalents
        self.ages = ages
    }
}

public struct DivisionSource: Hashable, Sendable {
    public var name: String
    public var layer: LayerSource
    public var idField: String
    public var nameField: String?
    /// Given: a table, one row a commune. Absent: polygons.
    public var communeField: String?

    public init(
        name: String, layer: LayerSource, idField: String, nameField: String? = nil,
        communeField: String? = nil
    ) {
        self.name = name
        self.layer = layer
        self.idField = idField
        self.nameField = nameField
        self.communeField = communeField
    }
}
