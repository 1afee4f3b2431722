import Foundation
import Layers
public import RoadNetwork

/// A profile of the program by its name, or the one that a YAML file describes.
///
/// - Throws: `Problem` when there is none of that name, `Problems` in a file.
public func speedProfile(named name: String) throws -> SpeedProfile {
    if let profile = SpeedProfile.builtIn(named: name) { return profile }
    if FileManager.default.fileExists(atPath: name) || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        return try readSpeedProfile(path: name)
    }
    throw Problem(
        .content, file: "--profile", "there is no profile \"\(name)\"",
        remedy: "the profiles are \(SpeedProfile.builtIn.map(\.name).joined(separator: ", ")), or a YAML file")
}
