public import Foundation
import Layers
import RoadNetwork
public import Simulation

/// What a result was made from and with, and when: `manifest.json`.
public struct Manifest: Sendable {
    /// The program's name, by which it knows its own results again.
    public static let program = "maillage"

    public var version: String
    /// Every file read, with its SHA-256.
    public var inputs: [(path: String, sha256: String)]
    public var settings: [Setting]
    /// The figures of the speed profile.
    public var profile: [NetworkSetting]
    public var networkFingerprint: String
    /// What chance followed from; nil where nothing was left to chance.
    public var seed: UInt64?
    public var started: Date

    /// - Throws: `Problem` when an input can no longer be read.
    public init(version: String, inputs: [String], result: SimulationResult, started: Date) throws {
        self.version = version
        self.inputs = try inputs.map { ($0, try sha256(ofFile: $0)) }
        settings = result.settings.inForce + (result.stays?.settings.inForce ?? [])
        profile = result.network.settings
        networkFingerprint = result.networkFingerprint
        seed =
            settings.lazy.compactMap { setting in
                if setting.key == Defaults.seed.key, case .number(let number) = setting.value {
                    UInt64(number)
                } else {
                    nil
                }
            }.first
        self.started = started
    }

    /// - Parameter wallSeconds: how long the whole took.
    /// - Throws: what the encoder throws.
    public func data(wallSeconds: Double) throws -> Data {
        func entry(_ value: SummaryValue, _ source: String) -> SummaryValue {
            .object(["value": value, "source": .text(source)])
        }
        var entries: [(String, SummaryValue)] = settings.map { setting in
            switch setting.value {
            case .number(let number): (setting.key, entry(.number(number), setting.source))
            case .text(let text): (setting.key, entry(.text(text), setting.source))
            case .texts(let texts): (setting.key, entry(.list(texts.map { .text($0) }), setting.source))
            }
        }
        entries += profile.map { ("profile.\($0.key)", entry(.text($0.value), $0.source)) }
        let format = ISO8601DateFormatter()
        return try SummaryValue.object([
            "program": .text(Self.program), "version": .text(version),
            "inputs": .list(inputs.map { .object(["path": .text($0.path), "sha256": .text($0.sha256)]) }),
            "settings": .object(Dictionary(entries) { first, _ in first }),
            "network_fingerprint": .text(networkFingerprint),
            "seed": SummaryValue(seed.map { Double($0) }),
            "started": .text(format.string(from: started)),
            "wall_seconds": .number((wallSeconds * 1000).rounded() / 1000),
        ]).data(pretty: true)
    }
}
