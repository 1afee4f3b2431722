/// The two-step floating catchment area [luo2003]: Rⱼ = Sⱼ / Σ Pₖ over the k within the limit of j; Aᵢ = Σ Rⱼ over
/// the j within the limit of i. The decay counts as a cut-off only: its weights are 1 within and 0 beyond.
///
/// - Returns: supply per inhabitant, by place of demand.
public func twoStepAccess(
    decay: TravelDecay, inhabitants: [Double], supply: [Double], pairs: TravelPairs
) -> [Double] {
    sharedOut(
        inhabitants: inhabitants, supply: supply, pairs: pairs,
        weights: pairs.times.map { decay.reaches($0) ? 1 : 0 })
}

/// The enhanced two-step floating catchment area [luo2009]: Rⱼ = Sⱼ / Σₖ Pₖ W(tₖⱼ), Aᵢ = Σⱼ Rⱼ W(tᵢⱼ), with the same
/// weights in both steps.
///
/// - Returns: supply per inhabitant, by place of demand.
public func enhancedTwoStepAccess(
    decay: TravelDecay, inhabitants: [Double], supply: [Double], pairs: TravelPairs
) -> [Double] {
    sharedOut(inhabitants: inhabitants, supply: supply, pairs: pairs, weights: decay.weights(pairs.times))
}
