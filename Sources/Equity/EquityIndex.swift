/// An index, or the reason why it has no value for these data.
public enum EquityIndex: Hashable, Sendable {
    case value(Double)
    case undefined(reason: String)

    public var value: Double? {
        if case .value(let value) = self { value } else { nil }
    }

    /// Why there is no value; nil where there is one.
    public var reason: String? {
        if case .undefined(let reason) = self { reason } else { nil }
    }

    static let noPopulation = EquityIndex.undefined(reason: "no population: nobody has a value and a weight above zero")
    static let allZero = EquityIndex.undefined(reason: "all values are zero")
    static let negativeValues = EquityIndex.undefined(reason: "a value is negative")
    static let zeroUnderLogarithm = EquityIndex.undefined(reason: "a zero value under a logarithm")
}
