import Geometry
public import Layers

/// The roads of a layer that a profile may use.
public struct LayerRoads: Sendable {
    /// In the layer's coordinate reference system, in the order of their junctions: the order of the rows
    /// does not matter.
    public var links: RoadLinks
    public var report: RoadLayerReport
    /// Every file read.
    public var files: [String]
}

/// Reads a road layer by the fields that are named. Travel time on a link = length ÷ speed, to the
/// nearest millisecond.
///
/// A line in several parts is cut into them (parts that continue each other are joined first), its
/// length shared in proportion. Opposite one-way links are merged: `RoadLinks.mergingOppositeOneWays`.
///
/// - Throws: `Problem` or `Problems` (content) with everything that is wrong: fields that are missing,
///   shapes that are no lines, unknown classes and directions, lengths and speeds that are not above 0.
///   Roads that the profile simply does not use are no fault; they are counted in the report.
public func roadLinks(
    layer path: String, options: ReadingOptions = ReadingOptions(), fields: RoadLayerFields,
    profile: SpeedProfile
) throws -> LayerRoads {
    let reader = try LayerReader(path: path, options: options)
    var faults = RoadLayerFaults(file: path)
    let rows = FieldRowReader(fields, of: reader, profile: profile, faults: &faults)
    return try roadLinks(reader, rows: rows, profile: profile, faults: faults)
}

/// Reads a road layer of a known delivery; else as with named fields.
public func roadLinks(
    layer path: String, options: ReadingOptions = ReadingOptions(), preset: RoadLayerPreset,
    profile: SpeedProfile
) throws -> LayerRoads {
    let reader = try LayerReader(path: path, options: options)
    var faults = RoadLayerFaults(file: path)
    let rows: any RoadRowReader =
        switch preset {
        case .bdtopo: BDTopoRowReader(of: reader, profile: profile, faults: &faults)
        case .route500: Route500RowReader(of: reader, profile: profile, faults: &faults)
        case .openStreetMapShapefile: OpenStreetMapRowReader(of: reader, profile: profile, faults: &faults)
        }
    return try roadLinks(reader, rows: rows, profile: profile, faults: faults)
}

private func roadLinks(
    _ reader: LayerReader, rows: any RoadRowReader, profile: SpeedProfile, faults: RoadLayerFaults
) throws -> LayerRoads {
    // Without its fields a layer cannot be read any further.
    try faults.check()
    var faults = faults
    var assembly = try RoadLayerAssembly(crs: reader.requireCRS())
    var report = RoadLayerReport()
    try reader.forEach { feature in
        faults.place = reader.place(of: feature)
        report.featuresRead += 1
        switch rows.read(feature, faults: &faults) {
        case nil: break
        case .leftOut(let reason): report.featuresLeftOut[reason, default: 0] += 1
        case .used(let row):
            guard let isUsed = assembly.append(row, shape: feature.shape, faults: &faults) else { break }
            if isUsed {
                report.featuresUsed += 1
                for value in row.unparsed { report.unparsedValues[value, default: 0] += 1 }
            } else {
                report.featuresLeftOut[.noExtent, default: 0] += 1
            }
        }
    }
    try faults.check()
    guard report.featuresUsed > 0 else {
        throw Problem(
            .content, file: reader.path,
            report.featuresRead == 0
                ? "the layer has no features"
                : "none of its \(report.featuresRead) roads can be used by the profile \(profile.name)",
            remedy: "give the layer of the roads, and a profile that uses them")
    }
    let (links, pairsMerged) = assembly.links().mergingOppositeOneWays()
    report.oppositePairsMerged = pairsMerged
    return LayerRoads(links: links, report: report, files: reader.files)
}
