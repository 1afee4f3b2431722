internal import CBoostMath

/// The value that Student's *t* stays under with a probability.
///
/// - Parameters:
///   - probability: between 0 and 1, both excluded.
///   - degreesOfFreedom: greater than 0.
/// - Returns: nil outside these bounds.
public func studentQuantile(_ probability: Double, degreesOfFreedom: Double) -> Double? {
    guard probability > 0, probability < 1, degreesOfFreedom > 0 else { return nil }
    return known(cboostmath_student_quantile(probability, degreesOfFreedom))
}

/// The least count that a Poisson variable does not exceed with a probability.
///
/// - Parameters:
///   - probability: from 0 (included) to 1 (excluded).
///   - mean: greater than 0, 1e15 at most.
/// - Returns: nil outside these bounds.
public func poissonQuantile(_ probability: Double, mean: Double) -> Int? {
    guard probability >= 0, probability < 1, mean > 0, mean <= 1e15 else { return nil }
    return known(cboostmath_poisson_quantile(probability, mean)).flatMap(Int.init(exactly:))
}

/// The least number of successes that is not exceeded with a probability.
///
/// - Parameters:
///   - probability: from 0 (included) to 1 (excluded).
///   - trials: not negative.
///   - success: the chance of each trial, from 0 to 1.
/// - Returns: nil outside these bounds.
public func binomialQuantile(_ probability: Double, trials: Int, success: Double) -> Int? {
    guard probability >= 0, probability < 1, trials >= 0, success >= 0, success <= 1 else { return nil }
    return known(cboostmath_binomial_quantile(probability, Double(trials), success)).flatMap(Int.init(exactly:))
}

/// The value that the standard normal variable stays under with a probability; nil outside 0…1 (both excluded).
public func normalQuantile(_ probability: Double) -> Double? {
    guard probability > 0, probability < 1 else { return nil }
    return known(cboostmath_normal_quantile(probability))
}

/// The probability that the standard normal variable stays under a value.
public func normalProbability(_ value: Double) -> Double { cboostmath_normal_probability(value) }

/// The shim answers NaN where a quantile is not defined.
private func known(_ value: Double) -> Double? { value.isFinite ? value : nil }
