/// One figure made of several, with the weights of whoever asks for it: Σ wₖ fₖ / Σ wₖ. The parts stand beside it, as
/// the weights are a judgement and no finding.
public struct CompositeScore: Sendable, Equatable {
    public struct Part: Sendable, Equatable {
        public var name: String
        /// Not negative.
        public var weight: Double
        public var value: EquityIndex

        public init(name: String, weight: Double, value: EquityIndex) {
            self.name = name
            self.weight = weight
            self.value = value
        }
    }

    /// Ordered by name.
    public var parts: [Part]
    /// Undefined where the weights sum to zero, or where a part that weighs something is.
    public var score: EquityIndex

    public init(_ parts: [Part]) {
        self.parts = parts.sorted { $0.name < $1.name }
        let total = self.parts.reduce(0) { $0 + $1.weight }
        guard total > 0 else {
            score = .undefined(reason: "the weights sum to zero")
            return
        }
        var sum = 0.0
        for part in self.parts where part.weight > 0 {
            switch part.value {
            case .value(let value): sum += part.weight * value
            case .undefined(let reason):
                score = .undefined(reason: "\(part.name) has no value: \(reason)")
                return
            }
        }
        score = .value(sum / total)
    }
}
