/// How supply is shared out among the people who can travel to it.
public enum AccessMethod: String, CaseIterable, Sendable {
    case enhancedTwoStep = "e2sfca"
    case twoStep = "2sfca"
    case threeStep = "3sfca"
    case rationalAgent = "raam"
    case gravity = "gravity"
}

/// Supply per inhabitant at every place of demand, and what the method has to tell of itself.
public struct PotentialAccess: Sendable {
    /// Supply per inhabitant, by place of demand; 0 where nothing is reached.
    public var access: [Double]
    /// Of the rational agents only.
    public var equilibrium: RationalAgentEquilibrium?
}

/// Supply per inhabitant by one of the methods.
///
/// The whole supply that anybody can reach is shared out: Σ inhabitants × access = Σ supply of the places that at
/// least one inhabitant reaches with a weight above 0; by rational agents, that of the places that somebody chooses.
///
/// - Parameters:
///   - inhabitants: by place of demand, finite and not negative.
///   - supply: by place of supply, finite and not negative, in any unit (full-time equivalents, hours).
public func potentialAccess(
    _ method: AccessMethod, decay: TravelDecay, inhabitants: [Double], supply: [Double], pairs: TravelPairs
) -> PotentialAccess {
    switch method {
    case .twoStep:
        PotentialAccess(access: twoStepAccess(decay: decay, inhabitants: inhabitants, supply: supply, pairs: pairs))
    case .enhancedTwoStep:
        PotentialAccess(
            access: enhancedTwoStepAccess(decay: decay, inhabitants: inhabitants, supply: supply, pairs: pairs))
    case .threeStep:
        PotentialAccess(access: threeStepAccess(decay: decay, inhabitants: inhabitants, supply: supply, pairs: pairs))
    case .gravity:
        PotentialAccess(access: gravityAccess(decay: decay, inhabitants: inhabitants, supply: supply, pairs: pairs))
    case .rationalAgent:
        rationalAgentAccess(decay: decay, inhabitants: inhabitants, supply: supply, pairs: pairs)
    }
}

/// Which places of supply at least one inhabitant reaches with a weight above 0 (within the cut-off, for the
/// methods that use the decay as no more than that).
public func reachedSupply(
    _ method: AccessMethod, decay: TravelDecay, inhabitants: [Double], pairs: TravelPairs
) -> [Bool] {
    var reached = Array(repeating: false, count: pairs.supplyCount)
    let counts: [Bool] =
        switch method {
        case .twoStep, .rationalAgent: pairs.times.map(decay.reaches)
        case .enhancedTwoStep, .threeStep, .gravity: decay.weights(pairs.times).map { $0 > 0 }
        }
    for demand in 0..<pairs.demandCount where inhabitants[demand] > 0 {
        for pair in pairs.pairs(of: demand) where counts[pair] { reached[Int(pairs.supplies[pair])] = true }
    }
    return reached
}

/// The two steps that the methods share, with a weight *w* for each pair: Vⱼ = Σᵢ Pᵢ wᵢⱼ, Aᵢ = Σⱼ Sⱼ wᵢⱼ / Vⱼ. A
/// place of supply that nobody reaches (Vⱼ = 0) gives nothing.
///
/// The quotient w/V comes first: it is at most 1/P, however small the weights are.
func sharedOut(inhabitants: [Double], supply: [Double], pairs: TravelPairs, weights: [Double]) -> [Double] {
    var demands = Array(repeating: 0.0, count: pairs.supplyCount)
    for demand in 0..<pairs.demandCount where inhabitants[demand] > 0 {
        for pair in pairs.pairs(of: demand) {
            demands[Int(pairs.supplies[pair])] += inhabitants[demand] * weights[pair]
        }
    }
    return (0..<pairs.demandCount).map { demand in
        var access = 0.0
        for pair in pairs.pairs(of: demand) where weights[pair] > 0 {
            let place = Int(pairs.supplies[pair])
            if demands[place] > 0 { access += supply[place] * (weights[pair] / demands[place]) }
        }
        return access
    }
}
