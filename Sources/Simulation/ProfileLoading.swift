public import RoadNetwork
import Layers

/// A profile of the program by its name.
///
/// - Throws: `Problem` when there is none of that name.
public func speedProfile(named name: String) throws -> SpeedProfile {
    if let profile = SpeedProfile.builtIn(named: name) { return profile }
    throw Problem(
        .content, file: "--profile", "there is no profile \"\(name)\"",
        remedy: "the profiles are \(SpeedProfile.builtIn.map(\.name).joined(separator: ", "))")
}
