/// The three-step floating catchment area [wan2012]. People spread their demand over the places that they reach,
/// Gᵢⱼ = W(tᵢⱼ) / Σₖ W(tᵢₖ); then Rⱼ = Sⱼ / Σₖ Gₖⱼ Pₖ W(tₖⱼ) and Aᵢ = Σⱼ Gᵢⱼ Rⱼ W(tᵢⱼ).
///
/// A place without supply draws its share of the demand too, as in the formula.
///
/// - Returns: supply per inhabitant, by place of demand.
public func threeStepAccess(
    decay: TravelDecay, inhabitants: [Double], supply: [Double], pairs: TravelPairs
) -> [Double] {
    var weights = decay.weights(pairs.times)
    for demand in 0..<pairs.demandCount {
        let total = pairs.pairs(of: demand).reduce(0) { $0 + weights[$1] }
        guard total > 0 else { continue }
        // The share first: a square of small weights would vanish.
        for pair in pairs.pairs(of: demand) { weights[pair] *= weights[pair] / total }
    }
    return sharedOut(inhabitants: inhabitants, supply: supply, pairs: pairs, weights: weights)
}
