import Simulation

/// What is kept of a finished run.
struct RunOutcome: Sendable {
    var run: BatchRun
    var id: String
    /// Why the run has no figures: what is wrong with its scenario.
    var problem: String?
    /// In the order of `BatchFigures.names`.
    var figures: [Double?]
    /// By column of `BatchFigures.communeColumns`, then by commune.
    var communes: [[Double?]]
}
