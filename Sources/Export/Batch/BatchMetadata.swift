import Foundation
import GRDB
import Layers
import Simulation

/// What a database of results is of.
struct BatchMetadata: Sendable {
    var members: [String: String]

    init(members: [String: String]) {
        self.members = members
    }

    init(_ scenarios: BatchScenarios, shard: BatchShard, version: String) throws {
        let plan = scenarios.plan
        let inputs = try scenarios.inputs().map { path in
            SummaryValue.object(["path": .text(path), "sha256": .text(try sha256(ofFile: path))])
        }
        members = [
            "batch": plan.name, "territory": try scenarios.territoryName(), "design": plan.design.name,
            "seed": "\(plan.seed)",
            "runs_planned": "\(scenarios.design.runCount)", "program_version": version,
            "figure_version": "\(figureVersion)", "plan_sha256": scenarios.planDigest,
            "inputs_sha256": try scenarios.inputsDigest(), "plan_path": plan.path, "plan_yaml": plan.text,
            "inputs": String(decoding: try SummaryValue.list(inputs).data(pretty: false), as: UTF8.self),
        ]
        take(shard, of: scenarios.design)
    }

    mutating func take(_ shard: BatchShard, of design: BatchDesign) {
        let share = design.share(shard.number - 1, of: shard.count)
        members["shard"] = shard.description
        members["first_run"] = "\(share.lowerBound)"
        members["end_run"] = "\(share.upperBound)"
    }

    /// Of every file read.
    var inputPaths: [String] { inputs.elements?.compactMap { $0["path"]?.text } ?? [] }

    private var inputs: SummaryValue {
        (try? JSONDecoder().decode(SummaryValue.self, from: Data((members["inputs"] ?? "").utf8))) ?? .list([])
    }

    /// The runs that it is for; nil where it is none of ours.
    var share: Range<Int>? {
        let bounds = ["first_run", "end_run"].compactMap { members[$0].flatMap { Int($0) } }
        return bounds.count == 2 && bounds[0] <= bounds[1] ? bounds[0]..<bounds[1] : nil
    }

    func isSameShare(as stored: BatchMetadata) -> Bool {
        ["plan_sha256", "inputs_sha256", "figure_version", "first_run", "end_run"]
            .allSatisfy { members[$0] == stored.members[$0] }
    }

    /// Empty where there is none.
    static func read(_ db: Database) throws -> BatchMetadata {
        guard try db.tableExists("metadata") else { return BatchMetadata(members: [:]) }
        return BatchMetadata(
            members: Dictionary(
                try Row.fetchAll(db, sql: "SELECT key, value FROM metadata").map { ($0[0] as String, $0[1] as String) }
            ) { first, _ in first })
    }

    /// `manifest.json`.
    func manifest(isFinished: Bool, version: String, started: Date) throws -> Data {
        let seconds = (Date().timeIntervalSince(started) * 1000).rounded() / 1000
        func number(_ key: String) -> SummaryValue { SummaryValue(members[key].flatMap { Double($0) }) }
        func text(_ key: String) -> SummaryValue { SummaryValue(members[key]) }
        return try SummaryValue.object([
            "program": .text(Manifest.program), "version": .text(version), "batch": text("batch"),
            "finished": .flag(isFinished), "inputs": inputs, "shard": text("shard"),
            "runs_planned": number("runs_planned"), "seed": number("seed"), "figure_version": number("figure_version"),
            "plan_sha256": text("plan_sha256"), "inputs_sha256": text("inputs_sha256"),
            "started": .text(ISO8601DateFormatter().string(from: started)), "wall_seconds": .number(seconds),
        ]).data(pretty: true)
    }
}

/// The names of what is kept of each run.
struct KeptFigures: Sendable, Equatable {
    struct Commune: Sendable, Equatable {
        var code: String
        var name: String
    }

    var figures: [String]
    var communeColumns: [String]
    /// In the order of the territory; none where no figures of communes are kept.
    var communes: [Commune]

    init(_ figures: BatchFigures) {
        self.figures = figures.names
        communeColumns = figures.communeColumns
        communes = figures.communes.map { Commune(code: $0.code, name: $0.name) }
    }

    /// Those of a database of results.
    init(_ db: Database) throws {
        figures = try String.fetchAll(db, sql: "SELECT name FROM figures ORDER BY figure")
        communeColumns = try db.columns(in: "commune_figures").map(\.name).filter { !["run", "commune"].contains($0) }
        communes = try Row.fetchAll(db, sql: "SELECT code, name FROM communes ORDER BY commune")
            .map { Commune(code: $0[0], name: $0[1]) }
    }
}
