import Foundation
public import Layers
import Statistics
import Territory

extension BatchPlan {
    /// - Throws: `Problems`: everything that is wrong with the plan, and with the scenario as each factor changes it.
    public init(path: String) throws(Problems) {
        let text = try readText(path: path)
        try self.init(text: text, path: path, isStored: false)
    }

    /// - Parameters:
    ///   - text: what stands in the plan.
    ///   - isStored: whether it is kept with results, and its scenario may be elsewhere by now.
    /// - Throws: `Problems`, as for a file.
    public init(text: String, path: String, isStored: Bool) throws(Problems) {
        let root = try parseYAML(text, file: path)
        try requireKind(.batch, of: root, file: path)
        let folder = folder(of: path)
        var problems = validate(root, against: batchSchema, folder: folder)
        if isStored { problems.removeAll { $0.kind == .unreadable } }
        guard problems.isEmpty else { throw Problems(problems) }
        self.path = path
        self.text = text
        name = root["name"]?.text ?? ""
        scenarioPath = resolvedPath(root["scenario"]?.text ?? "", folder: folder)
        design = Design(root["design"])
        replicates = root["replicates"]?.integer
        figures = (root["figures"]?.texts ?? []).uniqued
        communeFigures = (root["per_commune"]?.texts ?? []).uniqued
        seed = UInt64(root["seed"]?.integer ?? Int(Defaults.seed.value))
        canonicalText = root.canonicalText
        factors = []
        for value in root["factors"]?.elements ?? [] {
            do { factors.append(try BatchFactor(value)) } catch { problems += error.list }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        problems = problemsOfFactors()
        if problems.isEmpty { problems = problemsOfCount(root) }
        guard problems.isEmpty else { throw Problems(problems) }
    }

    /// What does not fit together.
    private func problemsOfFactors() -> [Problem] {
        var problems: [Problem] = []
        for (position, factor) in factors.enumerated() {
            let earlier = factors[..<position]
            if Self.columns.contains(factor.name) || factor.name.isEmpty {
                problems.append(
                    factor.value.problem(
                        "`\(factor.name)` cannot be the name of a factor",
                        remedy: "the results have columns \(Self.columns.joined(separator: ", ")) of their own"))
            }
            if earlier.contains(where: { $0.name == factor.name }) {
                problems.append(factor.value.problem("there is a factor \(factor.name) already"))
            }
            switch factor.target {
            case .key(let path):
                if replicates != nil, path.head == "seed" {
                    problems.append(
                        factor.value.problem(
                            "the seed cannot be varied: each replicate has its own", remedy: "leave out `replicates`"))
                }
                for other in earlier {
                    if case .key(let otherPath) = other.target, path.overlaps(otherPath) {
                        problems.append(
                            factor.value.problem("\(path) is varied by the factor \(other.name) already"))
                    }
                }
            case .subset(let sites):
                for other in earlier {
                    guard case .subset(let otherSites) = other.target,
                        let site = sites.first(where: otherSites.contains)
                    else { continue }
                    problems.append(
                        factor.value.problem("the site \(site) is varied by the factor \(other.name) already"))
                }
            }
            if design == .grid, factor.levelCount == nil {
                problems.append(
                    factor.value.problem(
                        "has no values that a grid could be made of",
                        remedy: "give values, or range and step; or choose design: {latin_hypercube: …}, {sobol: …} "
                            + "or {saltelli: …}"))
            }
        }
        return problems
    }

    private static let columns = ["run", "id", "point", "replicate", "seed", "problem"]

    private func problemsOfCount(_ root: FileValue) -> [Problem] {
        if case .saltelli = design, factors.isEmpty {
            return [root.problem("a Saltelli sample needs factors", remedy: "name what is varied under `factors`")]
        }
        if case .grid = design {
        } else if factors.count > SobolSequence.greatestDimensions / 2 {
            return [root.problem("so many factors cannot be sampled: \(factors.count)")]
        }
        guard BatchDesign(self) == nil else { return [] }
        return [
            root.problem(
                "the plan means more than \(BatchDesign.greatestCount) runs",
                remedy: "give fewer values, or sample: design: {latin_hypercube: …}, or draws of a subset")
        ]
    }
}

extension BatchPlan.Design {
    fileprivate init(_ value: FileValue?) {
        if let points = value?["latin_hypercube"]?.integer {
            self = .latinHypercube(points: points)
        } else if let points = value?["sobol"]?.integer {
            self = .sobol(points: points)
        } else if let rows = value?["saltelli"]?.integer {
            self = .saltelli(rows: rows)
        } else {
            self = .grid
        }
    }
}

extension BatchFactor {
    fileprivate init(_ value: FileValue) throws(Problems) {
        name = value["name"]?.text ?? ""
        self.value = value
        func failure(_ text: String, remedy: String? = nil) -> Problems {
            Problems([value.problem(text, remedy: remedy)])
        }
        if let list = value["subset_of"] {
            let sites = list.texts.map(SiteID.init)
            if Set(sites).count < sites.count { throw failure("a site stands more than once in `subset_of`") }
            if let key = ["values", "range", "step", "from", "to", "distribution", "whole"]
                .first(where: { value[$0] != nil })
            {
                throw failure("`\(key)` does not go with `subset_of`", remedy: "give `size`, and `draws`")
            }
            target = .subset(sites)
            levels = try Self.subsets(of: sites.count, value)
            return
        }
        let key = value["key"]?.text ?? ""
        guard let path = ScenarioKeyPath(key) else {
            throw failure(
                "`\(key)` is no key path", remedy: "write it like rules.minutes.msp or changes[0].open.minutes")
        }
        if ["scenario", "name"].contains(path.head) { throw failure("`\(key)` cannot be varied") }
        if let key = ["size", "draws"].first(where: { value[$0] != nil }) {
            throw failure("`\(key)` goes with `subset_of` only")
        }
        target = .key(path)
        let forms = ["values", "range", "from"].filter { value[$0] != nil }
        guard forms.count == 1, let form = forms.first else {
            throw failure(
                "expected exactly one of `values`, `range` and `from`, found "
                    + (forms.isEmpty ? "none" : forms.joined(separator: " and ")))
        }
        let companions = ["values": [], "range": ["step"], "from": ["to", "distribution", "whole"]]
        for key in ["step", "to", "distribution", "whole"] where value[key] != nil {
            guard companions[form]?.contains(key) ?? false else { throw failure("`\(key)` does not go with `\(form)`") }
        }
        switch form {
        case "values":
            let values = value["values"]?.elements ?? []
            let texts = values.map(\.canonicalText)
            if Set(texts).count < texts.count { throw failure("a value stands more than once in `values`") }
            levels = .values(values)
        case "range": levels = try Self.steps(value)
        default: levels = .interval(try SampledInterval(value))
        }
    }

    private static func subsets(of count: Int, _ value: FileValue) throws(Problems) -> Levels {
        func failure(_ text: String, remedy: String? = nil) -> Problems {
            Problems([value.problem(text, remedy: remedy)])
        }
        var sizes = 0...count
        if let size = value["size"] {
            let numbers = size.integer.map { [$0, $0] } ?? size.elements.compactMap(\.integer)
            guard numbers.count == 2, numbers[0] <= numbers[1] else {
                throw failure("`size` is a number, or [least, most]")
            }
            sizes = numbers[0]...numbers[1]
        }
        guard let space = SubsetSpace(count: count, sizes: sizes) else {
            throw failure("there are \(count) sites, and subsets of \(sizes.upperBound) are asked for")
        }
        if let draws = value["draws"]?.integer { return .subsets(space, count: draws, isDrawn: true) }
        guard let total = space.total else {
            throw failure("there are more subsets than can be counted", remedy: "give `draws: N` for N at random")
        }
        return .subsets(space, count: total, isDrawn: false)
    }

    private static func steps(_ value: FileValue) throws(Problems) -> Levels {
        let numbers = value["range"]?.elements.compactMap(\.number) ?? []
        guard numbers.count == 2, numbers[0] <= numbers[1], let step = value["step"]?.number else {
            throw Problems([value.problem("`range` is [first, last], first ≤ last, and needs `step`")])
        }
        let count = ((numbers[1] - numbers[0]) / step + 1e-9).rounded(.down) + 1
        guard count <= 1e9 else { throw Problems([value.problem("`range` has more than 1 000 000 000 values")]) }
        return .steps(first: numbers[0], step: step, count: Int(count))
    }
}

extension SampledInterval {
    fileprivate init(_ value: FileValue) throws(Problems) {
        func failure(_ text: String, remedy: String? = nil) -> Problems {
            Problems([value.problem(text, remedy: remedy)])
        }
        guard let from = value["from"]?.number, let to = value["to"]?.number else {
            throw failure("`from` needs `to`")
        }
        guard from < to else { throw failure("`from` must be less than `to`") }
        self.from = from
        self.to = to
        isWhole = value["whole"]?.boolean ?? false
        distribution = .uniform
        guard let asked = value["distribution"] else {
            if isWhole, from != from.rounded() || to != to.rounded() {
                throw failure("`whole` needs whole numbers as `from` and `to`")
            }
            return
        }
        if isWhole, asked.text != "uniform" { throw failure("`whole` goes with the uniform distribution only") }
        if asked.text == "log_uniform" {
            guard from > 0 else { throw failure("log_uniform needs `from` above 0") }
            distribution = .logUniform
        } else if let mode = asked["triangular"]?["mode"]?.number {
            guard (from...to).contains(mode) else { throw failure("the mode must lie between `from` and `to`") }
            distribution = .triangular(mode: mode)
        } else if let normal = asked["normal"], let mean = normal["mean"]?.number,
            let deviation = normal["standard_deviation"]?.number
        {
            distribution = .normal(mean: mean, standardDeviation: deviation)
            let inside =
                normalProbability((to - mean) / deviation) - normalProbability((from - mean) / deviation)
            guard inside > 1e-9 else {
                throw failure("hardly anything of the normal distribution lies between `from` and `to`")
            }
        }
    }
}

extension [String] {
    /// Each once, where it stands first.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
