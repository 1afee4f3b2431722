public import Coverage
import RoadNetwork
import Territory

/// A plan that only chooses among sites, made ready for thousands of runs a second: times are known, and nothing but
/// coverage, the rule and the inequality of minutes is kept.
public struct CompiledSubsets: Sendable {
    let territory: SubsetTerritory
    /// Of each subset factor, the positions of its sites in the territory.
    private let positions: [[Int]]

    /// - Returns: nil where the plan varies something else, where something of the scenario rests on which sites there
    ///   are, or where the figures need more than times.
    /// - Parameters:
    ///   - fullest: the run with all sites, evaluated.
    init?(
        _ scenarios: BatchScenarios, fullest: Evaluation, figures: [SubsetFigure],
        communeFigures: [SubsetCommuneFigure]
    ) {
        let sites = fullest.territory.sites
        guard fullest.settings.moment == nil, fullest.territory.growths.isEmpty,
            sites.allSatisfy({ $0.zone == nil }), fullest.kinds.allSatisfy({ $0.coverage.zonal == nil })
        else { return nil }
        let changes = scenarios.root["changes"]?.elements ?? []
        guard changes.allSatisfy({ $0.entries.first.map { independentWords.contains($0.key) } ?? false }) else {
            return nil
        }
        var positions: [[Int]] = []
        for factor in scenarios.plan.factors {
            guard case .subset(let candidates) = factor.target else { return nil }
            var ofFactor: [Int] = []
            for candidate in candidates {
                guard let position = fullest.territory.siteIndex(candidate),
                    !sites.contains(where: { $0.satelliteOf == candidate }),
                    isIndependent(candidate, of: changes)
                else { return nil }
                ofFactor.append(position)
            }
            positions.append(ofFactor)
        }
        let equity = fullest.settings.equity
        let hasEquity = equity.quantity == .minutesToNearest && equity.service == nil && equity.rank == nil
        guard hasEquity || !figures.contains(where: { if case .equity = $0 { true } else { false } }) else {
            return nil
        }
        let settings = fullest.settings
        self.positions = positions
        territory = SubsetTerritory(
            fullest.reach,
            minutes: { kind in
                (TravelTime(minutes: settings.minutes(ofKind: kind)), settings.minutesByKind[kind] != nil)
            }, rule: settings.threeFifteens, minimumTeam: settings.minimumTeam,
            equity: hasEquity ? (equity.kind, equity.threshold) : nil, figures: figures, communeFigures: communeFigures)
    }

    /// Evaluates runs; one for each thread.
    public func evaluator() -> SubsetEvaluator { SubsetEvaluator(territory) }

    /// Which of the territory's sites there are in a run.
    public func present(in run: BatchRun) -> [Bool] {
        var present = [Bool](repeating: true, count: territory.siteCount)
        for (candidates, value) in zip(positions, run.values) {
            for position in candidates { present[position] = false }
            for chosen in value.subset ?? [] { present[candidates[chosen]] = true }
        }
        return present
    }
}

extension BatchScenarios {
    /// Nil where runs must be evaluated whole.
    public func compiled(
        fullest: Evaluation, figures: [SubsetFigure], communeFigures: [SubsetCommuneFigure]
    ) -> CompiledSubsets? {
        plan.factors.isEmpty
            ? nil : CompiledSubsets(self, fullest: fullest, figures: figures, communeFigures: communeFigures)
    }
}

/// Changes whose outcome does not rest on which other sites there are.
private let independentWords: Set = ["open", "close", "move", "staff"]

/// Whether leaving the site out changes nothing else: at most one change opens it, takes nobody for it from elsewhere,
/// and no other one names it.
private func isIndependent(_ site: SiteID, of changes: [FileValue]) -> Bool {
    let naming = changes.filter { $0.names(site.text) }
    guard naming.count <= 1, let entry = naming.first?.entries.first else { return naming.isEmpty }
    return entry.key == "open" && entry.value["id"]?.text == site.text && entry.value["taken_from"] == nil
}

extension FileValue {
    /// Whether a text stands somewhere in it.
    fileprivate func names(_ text: String) -> Bool {
        switch content {
        case .empty: false
        case .scalar(let own, _): own == text
        case .list(let elements): elements.contains { $0.names(text) }
        case .mapping(let entries): entries.contains { $0.value.names(text) }
        }
    }
}
