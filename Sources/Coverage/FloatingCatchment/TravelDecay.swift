import Foundation
public import RoadNetwork
import Territory

/// How the weight of a place of care falls with the travel time *t* in minutes. Weights have no unit; only their
/// ratios count in any method.
public enum TravelDecay: Hashable, Sendable {
    /// The weight of the first step whose minutes *t* does not exceed, 0 beyond the last [luo2009].
    case steps([Step])
    /// 1 up to and including the minutes, 0 beyond [luo2003].
    case binary(minutes: Double)
    /// exp(−B t), B per minute.
    case exponential(perMinute: Double)
    /// (exp(−½ (t/T)²) − exp(−½)) / (1 − exp(−½)) up to T minutes, 0 beyond: continuous, 1 at the door and 0 at T
    /// [dai2010].
    case gaussian(minutes: Double)
    /// max(t, 1)^−B [hansen1959]. Times under a minute count as one minute (an assumption): at 0 the power has no
    /// value.
    case power(exponent: Double)

    public struct Step: Hashable, Sendable {
        public var minutes: Double
        public var weight: Double

        public init(minutes: Double, weight: Double) {
            self.minutes = minutes
            self.weight = weight
        }
    }

    /// The weight at a travel time; 0 where it is unreachable, and where the weight would be under 10⁻²⁰⁰, which
    /// is as good as unreachable and keeps quotients finite.
    public func weight(_ time: TravelTime) -> Double {
        guard reaches(time), let minutes = time.minutes else { return 0 }
        let weight: Double
        switch self {
        case .steps(let steps): weight = Self.weight(time, steps)
        case .binary: weight = 1
        case .exponential(let rate): weight = exp(-rate * minutes)
        case .gaussian(let limit):
            let (share, edge) = (minutes / limit, exp(-0.5))
            weight = (exp(-0.5 * share * share) - edge) / (1 - edge)
        case .power(let exponent): weight = pow(max(minutes, 1), -exponent)
        }
        return weight < 1e-200 ? 0 : weight
    }

    /// The weight at each of many travel times, where the minutes of steps and limits are converted once for all.
    func weights(_ times: [TravelTime]) -> [Double] {
        let steps: [Step]
        switch self {
        case .steps(let given): steps = given
        case .binary(let minutes): steps = [Step(minutes: minutes, weight: 1)]
        case .exponential, .gaussian, .power: return times.map(weight)
        }
        let limits = steps.map { TravelTime(minutes: $0.minutes) }
        // A weight under 10⁻²⁰⁰ is 0, as for a single time.
        let weights = steps.map { $0.weight < 1e-200 ? 0 : $0.weight }
        return [Double](unsafeUninitializedCapacity: times.count) { found, count in
            for index in times.indices {
                let time = times[index]
                var step = 0
                while step < limits.count, time > limits[step] { step += 1 }
                found[index] = time.isReachable && step < limits.count ? weights[step] : 0
            }
            count = times.count
        }
    }

    /// Whether a place at this travel time counts at all for the methods that use a decay as a cut-off only. Limits
    /// are inclusive; an exponential and a power have none.
    public func reaches(_ time: TravelTime) -> Bool {
        guard time.isReachable else { return false }
        switch self {
        case .steps(let steps): return Self.weight(time, steps) > 0
        case .binary(let limit), .gaussian(let limit): return time <= TravelTime(minutes: limit)
        case .exponential, .power: return true
        }
    }

    private static func weight(_ time: TravelTime, _ steps: [Step]) -> Double {
        steps.first { time <= TravelTime(minutes: $0.minutes) }?.weight ?? 0
    }
}

/// Why a text is no decay, and what to write.
public struct TravelDecayError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
}

extension TravelDecay: CustomStringConvertible {
    /// Reads `steps:10=1,15=0.6667,20=0.3333`, `binary:30`, `exponential:0.1`, `gaussian:30` or `power:1.5`.
    ///
    /// - Throws: `TravelDecayError`: an unknown form; a figure that is none, or out of its range; steps whose
    ///   minutes do not rise or whose weights rise.
    public init(_ text: String) throws(TravelDecayError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let forms = "steps:MIN=WEIGHT,…, binary:MIN, exponential:B, gaussian:MIN or power:B"
        guard parts.count == 2 else {
            throw TravelDecayError(description: "\"\(text)\" is no decay: write \(forms)")
        }
        func number(_ what: String, _ text: String, upTo limit: Double) throws(TravelDecayError) -> Double {
            guard let number = Double(text), number > 0, number <= limit else {
                throw TravelDecayError(
                    description: "\"\(text)\" is no \(what): write a number above 0, and \(plain(limit)) at most")
            }
            return number
        }
        switch parts[0] {
        case "steps": self = .steps(try Self.steps(parts[1]))
        case "binary": self = .binary(minutes: try number("limit in minutes", parts[1], upTo: longestMinutes))
        case "gaussian": self = .gaussian(minutes: try number("limit in minutes", parts[1], upTo: longestMinutes))
        case "exponential":
            self = .exponential(perMinute: try number("rate per minute", parts[1], upTo: 1000))
        case "power": self = .power(exponent: try number("exponent", parts[1], upTo: 1000))
        default: throw TravelDecayError(description: "\"\(parts[0])\" is no form of decay: write \(forms)")
        }
    }

    private static func steps(_ text: String) throws(TravelDecayError) -> [Step] {
        var steps: [Step] = []
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let minutes = Double(parts[0]), let weight = Double(parts[1]),
                minutes > 0, minutes <= longestMinutes, weight >= 0, weight <= 1e6
            else {
                throw TravelDecayError(
                    description: "\"\(entry)\" is no step: write MIN=WEIGHT with minutes above 0 and a weight of 0 "
                        + "or more, such as 10=1,15=0.6667,20=0.3333")
            }
            if let last = steps.last, minutes <= last.minutes || weight > last.weight {
                throw TravelDecayError(
                    description: "the step \"\(entry)\" does not follow \"\(plain(last.minutes))="
                        + "\(plain(last.weight))\": minutes rise and weights do not, from step to step")
            }
            steps.append(Step(minutes: minutes, weight: weight))
        }
        guard steps.contains(where: { $0.weight > 0 }) else {
            throw TravelDecayError(description: "every weight of the steps is 0: give one above 0")
        }
        return steps
    }

    /// As it is written on the command line.
    public var description: String {
        switch self {
        case .steps(let steps):
            "steps:" + steps.map { "\(plain($0.minutes))=\(plain($0.weight))" }.joined(separator: ",")
        case .binary(let minutes): "binary:\(plain(minutes))"
        case .exponential(let rate): "exponential:\(plain(rate))"
        case .gaussian(let minutes): "gaussian:\(plain(minutes))"
        case .power(let exponent): "power:\(plain(exponent))"
        }
    }
}

/// More would not fit a travel time.
private let longestMinutes = 50_000.0
