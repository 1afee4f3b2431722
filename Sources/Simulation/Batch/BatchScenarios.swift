import Foundation
public import Layers
import RoadNetwork
import Territory

/// What figures follow from, beside a scenario and its inputs: raised whenever the program computes some figure
/// otherwise, so that finished runs of before are then run again.
public let figureVersion = 1

/// The scenario of a plan, and of each of its runs. Territories, roads, attached people and travel times of sites are
/// read and computed once for all runs that have them in common. Safe to share between threads.
public final class BatchScenarios: @unchecked Sendable {
    public let plan: BatchPlan
    public let design: BatchDesign
    /// Scenarios and territories that are read, each once.
    let root: FileValue
    /// The file of the scenario's profile, where factors vary something in it.
    private let profile: VariedProfile?
    private let baseDigest: String
    private let lock = NSLock()
    /// The last few, the newest last. Guarded by the lock, as are the digests.
    private var contexts: [BatchContext] = []
    private var fileDigests: [String: String] = [:]
    /// How many roads and territories are held at once.
    private static let greatestContextCount = 3

    /// Reads the plan's scenario, and tries what each factor makes of it.
    ///
    /// - Throws: `Problems`: those of the scenario, or of every factor's values in it; `Problem`.
    public init(_ plan: BatchPlan) throws {
        guard let design = BatchDesign(plan) else {
            throw Problem(.content, file: plan.path, "the plan means too many runs")
        }
        self.plan = plan
        self.design = design
        root = try readYAML(path: plan.scenarioPath)
        try requireKind(.scenario, of: root, file: plan.scenarioPath)
        _ = try ScenarioFile(root, path: plan.scenarioPath)
        profile = try VariedProfile(plan, root)
        let parts =
            ["figures \(figureVersion)", root.canonicalText] + plan.figures.sorted() + ["per commune"]
            + plan.communeFigures.sorted()
        baseDigest = digest(parts)
        let problems = plan.factors.flatMap { problemsOfValues($0, in: root, of: plan.scenarioPath, profile) }
        guard problems.isEmpty else { throw Problems(problems) }
    }

    /// What two plans are told apart by: their own text and that of their scenario, comments left out.
    public var planDigest: String { digest([plan.canonicalText, baseDigest]) }

    /// Of the territory and the roads of the fullest run.
    ///
    /// - Throws: `Problem`, `Problems`.
    public func inputsDigest() throws -> String { try context(of: fullestRun).digest }

    /// The name of the fullest run's territory.
    ///
    /// - Throws: `Problem`, `Problems`.
    public func territoryName() throws -> String { try context(of: fullestRun).territory.territory.name }

    /// What tells a run apart from all others, as 32 hexadecimal digits: the scenario that it runs, its inputs, and the
    /// figures that are kept. Two runs with one id have the same results.
    ///
    /// - Throws: `Problem`, `Problems` where an input cannot be read.
    public func id(of run: BatchRun) throws -> String {
        var parts = [baseDigest]
        for (factor, value) in zip(plan.factors, run.values) {
            switch (factor.target, value.content) {
            case (.key(let path), .value(let content)): parts.append("\(path)=\(content.canonicalText)")
            default: parts.append("\(factor.key)=\(value.text)")
            }
        }
        parts[1...].sort()
        if let seed = run.seed { parts.append("seed=\(seed)") }
        parts.append(try context(of: run).digest)
        return String(digest(parts).prefix(32))
    }

    /// The scenario of a run: the plan's scenario with the factors' values in it.
    ///
    /// - Throws: `Problems`.
    func scenarioRoot(of run: BatchRun) throws(Problems) -> FileValue {
        var root = root
        for (factor, value) in zip(plan.factors, run.values) {
            guard case .key(let path) = factor.target, case .value(let content) = value.content,
                path.insideProfile == nil
            else { continue }
            guard let changed = root.setting(content, at: path) else { throw Problems([factor.misplaced(path)]) }
            root = changed
        }
        for (factor, value) in zip(plan.factors, run.values) {
            guard case .subset(let sites) = factor.target, let present = value.subset else { continue }
            let absent = Set(sites.indices).subtracting(present).sorted().map { sites[$0] }
            root = root.without(absent, line: factor.value.line)
        }
        guard let seed = run.seed, let path = ScenarioKeyPath("seed") else { return root }
        let number = FileValue(file: plan.path, line: 1, path: "seed", content: .scalar("\(seed)", isPlain: true))
        return root.setting(number, at: path) ?? root
    }

    /// A run, read and resolved on its territory.
    ///
    /// - Throws: `Problem`, `Problems`.
    func load(_ run: BatchRun) throws -> (scenario: LoadedScenario, context: BatchContext) {
        let file = try ScenarioFile(scenarioRoot(of: run), path: plan.scenarioPath)
        let context = try context(of: file, run)
        return (
            try loadScenario(
                file, on: context.territory, profile: context.profile, placing: context.placing(for: file)), context
        )
    }

    /// A run, evaluated without maps.
    ///
    /// - Parameters:
    ///   - parts: what is simulated beside the evaluation.
    ///   - threads: how many may work at once; the result does not depend on it.
    /// - Throws: `Problem`, `Problems`, `GeometryError`, `EquityError`.
    public func result(of run: BatchRun, simulating parts: SimulatedParts, threads: Int) throws -> SimulationResult {
        let (loaded, context) = try load(run)
        let people = try context.people(for: loaded)
        let evaluation = try loaded.evaluated(for: people, cache: context.cache, threads: threads)
        return SimulationResult(
            evaluation: evaluation,
            maps: evaluation.kinds.map { _ in KindMaps(catchments: [], uncoveredZones: [], mosaic: []) },
            stays: parts.contains(.stays) ? evaluation.simulatedStays(threads: threads) : nil,
            rounds: parts.contains(.rounds) ? try simulateRounds(evaluation, for: people, threads: threads) : nil,
            years: parts.contains(.years)
                ? try loaded.scenario.horizon.map {
                    try simulate(
                        $0, on: loaded.baseline, for: people, settings: loaded.settings, cache: context.cache,
                        threads: threads)
                } : nil,
            placements: parts.contains(.placements)
                ? try loaded.placementResults(for: people, threads: threads) : [])
    }

    /// The run that has everything that is varied: the first value of each factor, all of its sites.
    public var fullestRun: BatchRun {
        var run = design.sampler().run(0)
        for (position, factor) in plan.factors.enumerated() {
            if case .subset(let sites) = factor.target {
                run.values[position] = factor.value(subset: Array(sites.indices), level: nil)
            }
        }
        return run
    }

    /// Every file that the runs read, save those that only other values of a factor name.
    public func inputs() throws -> [String] {
        let loaded = try load(fullestRun)
        return Set(loaded.scenario.inputs + [plan.path]).sorted()
    }

    /// Roads and territory of a run.
    private func context(of run: BatchRun) throws -> BatchContext {
        let isVaried = plan.factors.contains { factor in
            if case .key(let path) = factor.target { ["territory", "profile"].contains(path.head) } else { false }
        }
        if !isVaried, let context = lock.withLock({ contexts.last }) { return context }
        return try context(of: ScenarioFile(scenarioRoot(of: run), path: plan.scenarioPath), run)
    }

    private func context(of file: ScenarioFile, _ run: BatchRun) throws -> BatchContext {
        let varied = try profile?.root(of: run, plan)
        // Others wait: most likely for the same.
        return try lock.withLock {
            if let position = contexts.firstIndex(where: { $0.isOf(file, varied) }) {
                let context = contexts.remove(at: position)
                contexts.append(context)
                return context
            }
            if contexts.count >= Self.greatestContextCount { contexts.removeFirst() }
            let context = try BatchContext(file, profile: varied) { path throws(Problem) in
                try digestOfFile(path)
            }
            contexts.append(context)
            return context
        }
    }

    /// Call with the lock held.
    private func digestOfFile(_ path: String) throws(Problem) -> String {
        if let digest = fileDigests[path] { return digest }
        do {
            let digest = try sha256(ofFile: path)
            fileDigests[path] = digest
            return digest
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.unreadable, file: path, "\(error)")
        }
    }
}

/// The SHA-256 of several texts, each with its length, so that no two lists of texts are one.
func digest(_ parts: [String]) -> String {
    let whole = parts.map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
    return hexadecimal(Array(whole.utf8).withUnsafeBytes { sha256($0) })
}

/// What a batch simulates beside the figures of an evaluation, where figures of it are kept.
public struct SimulatedParts: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let stays = SimulatedParts(rawValue: 1)
    public static let rounds = SimulatedParts(rawValue: 2)
    public static let years = SimulatedParts(rawValue: 4)
    /// Where sites that a siting model has placed would come first; the sites themselves are always placed.
    public static let placements = SimulatedParts(rawValue: 8)
}

extension BatchFactor {
    func misplaced(_ path: ScenarioKeyPath) -> Problem {
        value.problem(
            "the scenario has nothing at `\(path)`", remedy: "elements of a list count from 0 and must be there")
    }
}

/// What is wrong with the scenario when a factor has one of its values: of all values, of a long list or a range the
/// ends, of an interval the ends and a number between them.
private func problemsOfValues(
    _ factor: BatchFactor, in root: FileValue, of path: String, _ profile: VariedProfile?
) -> [Problem] {
    guard case .key(let keyPath) = factor.target else { return [] }
    func changed(_ content: FileValue) -> [Problem]? {
        if let inside = keyPath.insideProfile {
            return profile.flatMap { profile in
                profile.root.setting(content, at: inside).map { problemsOfSpeedProfile($0, path: profile.path) }
            }
        }
        return root.setting(content, at: keyPath).map { ScenarioFile.problems(in: $0, folder: folder(of: path)) }
    }
    func tried(_ content: FileValue) -> [Problem] {
        guard let found = changed(content) else { return [factor.misplaced(keyPath)] }
        return found.map { problem in
            var problem = problem
            // A value knows where in the plan it stands.
            problem.file = factor.value.file
            let place = problem.place ?? ""
            problem.place = "\(factor.value.place): \(factor.name) = \(content.text ?? content.canonicalText): \(place)"
            return problem
        }
    }
    func tried(_ numbers: [Double]) -> [Problem] {
        numbers.lazy.map { number in
            tried(
                FileValue(
                    file: factor.value.file, line: factor.value.line, path: "",
                    content: .scalar(plain(number), isPlain: true)))
        }.first { !$0.isEmpty } ?? []
    }
    switch factor.levels {
    case .values(let values):
        let some = values.count <= 1000 ? values : [values[0], values[values.count - 1]]
        return some.flatMap(tried)
    case .steps(let first, let step, let count): return tried([first, first + step * Double(count - 1)])
    case .interval(let interval): return tried([interval.from, interval.to, interval.quantile(0.382)])
    case .subsets: return []
    }
}

extension FileValue {
    /// A scenario without some sites: what opens them is left out; sites that it does not open are closed.
    fileprivate func without(_ sites: [SiteID], line: Int) -> FileValue {
        var left = Set(sites)
        var changes = (self["changes"]?.elements ?? []).filter { change in
            guard let entry = change.entries.first, openingWords.contains(entry.key),
                let id = entry.value["id"]?.text.map(SiteID.init), sites.contains(id)
            else { return true }
            left.remove(id)
            return false
        }
        func made(_ path: String, _ content: Content) -> FileValue {
            FileValue(file: file, line: line, path: path, content: content)
        }
        for site in left.sorted() {
            let path = "changes[\(changes.count)]"
            let id = made("\(path).close.id", .scalar(site.text, isPlain: false))
            let body = made("\(path).close", .mapping([Entry(key: "id", line: line, value: id)]))
            changes.append(made(path, .mapping([Entry(key: "close", line: line, value: body)])))
        }
        var copy = self
        var entries = entries.filter { $0.key != "changes" }
        entries.append(Entry(key: "changes", line: line, value: made("changes", .list(changes))))
        copy.content = .mapping(entries)
        return copy
    }
}

/// Changes that open something of an id.
let openingWords: Set = ["open", "nurse_pool", "temporary_stay", "mobile_unit", "transport_on_demand"]
