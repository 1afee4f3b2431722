import Foundation
public import Geometry
import Layers
public import RoadNetwork
public import Territory

/// Roads made routable, with what there is to tell about them.
public struct LoadedRoads: Sendable {
    public var network: Network
    /// Every file read.
    public var files: [String]
    public var findings: [Finding]
}

/// Opens a saved network, or builds one from roads.
///
/// - Parameter crs: the projection in metres of a network that is built; nil: the roads' own, else one
///   that suits the place.
/// - Throws: `Problem`, `Problems`: the roads' faults; a saved network of another profile.
public func loadRoads(
    _ roads: RoadsDescription, profile: SpeedProfile, crs: CoordinateReferenceSystem? = nil
) throws -> LoadedRoads {
    switch roads {
    case .network(let path):
        let network = try Network(path: path)
        guard network.description.profile == profile.name else {
            throw Problem(
                .content, file: path,
                "was built for the profile \(network.description.profile), and \(profile.name) is asked for",
                remedy: "ask for that profile, or build the network again with --profile \(profile.name)")
        }
        return LoadedRoads(network: network, files: [path], findings: findings(about: network, path))
    case .openStreetMap(let path):
        let roads = try roadLinks(openStreetMapFile: path, profile: profile)
        let network = try network(roads.links, path, profile, crs)
        return LoadedRoads(
            network: network, files: [path], findings: roads.report.findings(path) + findings(about: network, path))
    case .layer(let path, let options, let meaning):
        let roads =
            switch meaning {
            case .fields(let fields): try roadLinks(layer: path, options: options, fields: fields, profile: profile)
            case .preset(let preset): try roadLinks(layer: path, options: options, preset: preset, profile: profile)
            }
        let network = try network(roads.links, path, profile, crs)
        return LoadedRoads(
            network: network, files: roads.files, findings: roads.report.findings(path) + findings(about: network, path)
        )
    }
}

private func network(
    _ links: RoadLinks, _ path: String, _ profile: SpeedProfile, _ crs: CoordinateReferenceSystem?
) throws -> Network {
    do {
        return try Network(
            links: links, profile: profile.name, crs: crs, sources: [URL(fileURLWithPath: path).lastPathComponent],
            settings: profile.settings)
    } catch let error as NetworkError {
        throw Problem(.content, file: path, "\(error)", remedy: error.remedy)
    } catch let error as GeometryError {
        throw Problem(.content, file: path, "\(error)", remedy: "check its coordinate reference system")
    }
}

/// The islands of a network: parts that the largest part cannot be reached from and back.
private func findings(about network: Network, _ path: String) -> [Finding] {
    let description = network.description
    let others = network.junctionCount - description.stronglyConnectedJunctions
    guard others > 0 else { return [] }
    return [
        Finding(
            .information, where: path,
            "\(others) of \(network.junctionCount) junctions lie outside the largest connected part of the network, on "
                + "\(description.components - 1) islands or one-way dead ends")
    ]
}

extension RoadLayerReport {
    fileprivate func findings(_ path: String) -> [Finding] {
        leftOutFindings(
            path, featuresLeftOut.map { ($0.key.rawValue, $0.value) }, what: "road features", read: featuresRead)
            + unparsedFindings(path, unparsedValues)
    }
}

extension OpenStreetMapReport {
    fileprivate func findings(_ path: String) -> [Finding] {
        var findings =
            leftOutFindings(path, waysLeftOut.map { ($0.key.rawValue, $0.value) }, what: "ways", read: waysRead)
            + unparsedFindings(path, unparsedValues)
        if nodesMissing > 0 {
            findings.append(
                Finding(.information, where: path, "\(nodesMissing) nodes of its roads lie outside the extract"))
        }
        if restrictionsRead > 0 {
            findings.append(
                Finding(
                    .information, where: path,
                    "\(restrictionsKept) of \(restrictionsRead) turn restrictions are honoured"))
        }
        return findings
            + leftOutFindings(
                path, restrictionsLeftOut.map { ($0.key.rawValue, $0.value) }, what: "turn restrictions",
                read: restrictionsRead)
    }
}

private func leftOutFindings(_ path: String, _ leftOut: [(String, Int)], what: String, read: Int) -> [Finding] {
    leftOut.filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }.map { reason, count in
        Finding(.information, where: path, "\(count) of \(read) \(what) are left out: \(reason)")
    }
}

private func unparsedFindings(_ path: String, _ values: [String: Int]) -> [Finding] {
    guard !values.isEmpty else { return [] }
    let most = values.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(5)
        .map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
    return [
        Finding(
            .information, where: path,
            "\(values.values.reduce(0, +)) speed limits or durations are not understood, and the class's speed is "
                + "taken: \(most)"
        )
    ]
}
