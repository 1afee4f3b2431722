import RoadNetwork
import Territory

/// The territory file, version 1.
let territorySchema = ValueSchema.mapping(
    MappingSchema(keys: [
        .required("territory", .integer(1...1), "Version of this format: 1."),
        .required("name", .text, "Name of the territory."),
        .required("crs", .identifier, "The working projection, in metres: EPSG:2154 in metropolitan France."),
        .optional("note", .text, "What a reader of every map must know, such as approximate."),
        .required("communes", communesSchema, "The communes."),
        .required("population", .list(of: populationSchema, minimumCount: 1), "Where people live."),
        .optional("roads", roadsSchema, "The roads."),
        .optional("sites", .list(of: siteSchema, minimumCount: 0), "Structures and practices of any kind."),
        .optional(
            "professionals", .list(of: professionalsSchema, minimumCount: 0),
            "Professionals known by commune only."),
        .optional("divisions", .list(of: divisionSchema, minimumCount: 0), "EPCI, cantons, CPTS, QPV…"),
    ]))

private let communesSchema = ValueSchema.mapping(
    MappingSchema(
        keys: layerKeys + [
            .required("id", .text, "Column of the commune's code."),
            .optional("name", .text, "Column of its name."),
        ]))

private let populationSchema = ValueSchema.mapping(
    MappingSchema(
        keys: layerKeys + [
            .optional("id", .text, "Column that names each point."),
            .optional("commune", .text, "Column of the commune's code."),
            .required(
                "columns", .openMapping(of: .textOrTexts, keys: "`inhabitants`, and a name for each group"),
                "Columns that hold the inhabitants and the groups; several columns are added up."),
            .optional(
                "spread", .either([.word(["junctions"]), .mapping(spreadSchema)]),
                "The figures are a commune's: over which places they are spread."),
            .optional(
                "outside", .word(PopulationSource.Outside.allCases.map(\.rawValue)),
                "Places and rows outside the communes: keep (default) or leave_out."),
        ]))

private let spreadSchema = MappingSchema(
    keys: layerKeys + [.optional("weight", .text, "Column of each point's weight; 1 without it.")])

private let columnsSchema = ValueSchema.openMapping(of: .text, keys: "professions, each with its column")

private let siteSchema = ValueSchema.mapping(
    MappingSchema(
        keys: layerKeys + [
            .optional("kind", .text, "Kind of all these sites: msp, cds, emergency…"),
            .optional("kind_field", .text, "Column of each site's kind."),
            .required("id", .text, "Column of the site's identifier."),
            .optional("name", .text, "Column of its name."),
            .optional(
                "where", .openMapping(of: .textOrTexts, keys: "columns, each with the value or values wanted"),
                "Takes only the rows with these values."),
            .optional("professionals", columnsSchema, "Headcount of each profession."),
            .optional("full_time_equivalents", columnsSchema, "Full-time equivalents of each profession."),
            .optional("satellite_of", .text, "Column of the main site of a satellite."),
            .optional("days_per_week", .text, "Column of the days a week."),
            .optional("beds", .text, "Column of the beds or places."),
        ], exactlyOneOf: ["kind", "kind_field"]))

private let professionalsSchema = ValueSchema.mapping(
    MappingSchema(
        keys: layerKeys + [
            .required("commune", .text, "Column of the commune's code."),
            .required("columns", columnsSchema, "Headcount of each profession."),
            .optional("full_time_equivalents", columnsSchema, "Full-time equivalents of each profession."),
            .optional(
                "ages",
                .openMapping(
                    of: .openMapping(of: .text, keys: "bands such as under_40, 40_59, 60_plus, each with its column"),
                    keys: "professions"),
                "Headcount of each band of ages, for a horizon of years."),
        ]))

/// A division is read from polygons (`layer`) or from a table of communes (`table`).
private let divisionSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .required("name", .text, "What the division is: EPCI, canton, CPTS…"),
            .optional("layer", .path, "Polygons, one a territory or several."),
            .optional("table", .path, "A table with one row a commune; needs `commune`."),
        ] + layerKeys.dropFirst() + [
            .required("id", .text, "Column of the territory's identifier."),
            .optional("name_field", .text, "Column of its name."),
            .optional("commune", .text, "Column of the commune's code, in a table."),
        ], exactlyOneOf: ["layer", "table"]))

private let directionSchema = MappingSchema(keys: [
    .required("field", .text, "Column that tells the direction of travel."),
    .optional("both", .textOrTexts, "Its value for two-way roads."),
    .optional("forward", .textOrTexts, "Its value for one-way roads in the direction of the line."),
    .optional("backward", .textOrTexts, "Its value for one-way roads against the line."),
])

private let roadsSchema = ValueSchema.mapping(
    MappingSchema(
        keys: [
            .optional("osm", .path, "OpenStreetMap extract: .osm.pbf, .osm.gz or .osm."),
            .optional("network", .path, "A network built with `maillage network build`."),
            .optional("layer", .path, "Layer of road lines."),
        ] + layerKeys.dropFirst() + [
            .optional("preset", .word(RoadLayerPreset.allCases.map(\.rawValue)), "Fields of a known product."),
            .optional("length", .text, "Column of the true length in metres."),
            .optional("speed", .text, "Column of the speed."),
            .optional(
                "speed_unit", .word(RoadLayerFields.SpeedUnit.allCases.map(\.rawValue)),
                "Unit of the speed column: kmh (default) or mps."),
            .optional("class", .text, "Column of the road class."),
            .optional("direction", .mapping(directionSchema), "Which way a road may be travelled."),
            .optional("from", .text, "Column of the junction where the line starts."),
            .optional("to", .text, "Column of the junction where it ends."),
        ], exactlyOneOf: ["layer", "osm", "network"]))
