/// Draws from distributions. Times and choices come of arithmetic and comparisons alone, without logarithms, so that
/// a seed gives the same numbers on every machine.
extension SplitMix64 {
    /// From the exponential distribution of mean 1.
    ///
    /// J. von Neumann, "Various techniques used in connection with random digits", 1951: of falling runs of uniform
    /// numbers that begin with x, a share e^−x is odd in length; each run that is even adds 1.
    public mutating func exponential() -> Double {
        var whole = 0.0
        while true {
            let first = unit()
            var last = first
            var isOdd = true
            while true {
                let next = unit()
                if next > last { break }
                last = next
                isOdd.toggle()
            }
            if isOdd { return whole + first }
            whole += 1
        }
    }

    /// From the exponential distribution of a mean.
    public mutating func exponential(mean: Double) -> Double {
        mean * exponential()
    }

    /// The number of events where `mean` are expected: those of exponential distances that fit into it; from a mean
    /// of 50 by inversion, one number for one number.
    ///
    /// - Returns: 0 for a mean that is not above 0.
    public mutating func poisson(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean >= 50, let count = poissonQuantile(unit(), mean: mean) { return count }
        var count = 0
        var reached = exponential()
        while reached <= mean {
            count += 1
            reached += exponential()
        }
        return count
    }

    /// The number of successes in `trials`, each of the chance `success`: tried one by one; from 50 by inversion,
    /// one number for one number.
    public mutating func binomial(trials: Int, success: Double) -> Int {
        guard trials > 0, success > 0 else { return 0 }
        guard success < 1 else { return trials }
        if trials >= 50, let count = binomialQuantile(unit(), trials: trials, success: success) { return count }
        return (0..<trials).reduce(0) { count, _ in chance(success) ? count + 1 : count }
    }
}
