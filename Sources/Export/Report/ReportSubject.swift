public import Simulation
public import Territory

/// What a report tells beside a result: what was asked, and by which program.
public struct ReportSubject: Sendable {
    /// In which the report opens; both are in it.
    public var language: Language
    /// Nil where it is not known: the report then does not tell the changes.
    public var scenario: Scenario?
    /// The territory before the changes, for the names of what they close or move.
    public var baseline: StudyTerritory?

    public init(language: Language = .english, scenario: Scenario? = nil, baseline: StudyTerritory? = nil) {
        self.language = language
        self.scenario = scenario
        self.baseline = baseline
    }

    public init(_ loaded: LoadedScenario, language: Language) {
        self.init(language: language, scenario: loaded.scenario, baseline: loaded.baseline)
    }
}
