/// The potential of supply [hansen1959] divided by the potential of demand at each place of supply
/// [joseph1982]: Aᵢ = Σⱼ Sⱼ f(tᵢⱼ) / Vⱼ, Vⱼ = Σₖ Pₖ f(tₖⱼ), over every pair that has a way.
///
/// Without V it would be supply, not supply per inhabitant. It is the general form of which the floating
/// catchments are cases [luo2003]: with the same decay it equals the enhanced two-step floating catchment. It is
/// customarily used with `power` or `exponential`.
///
/// - Returns: supply per inhabitant, by place of demand.
public func gravityAccess(
    decay: TravelDecay, inhabitants: [Double], supply: [Double], pairs: TravelPairs
) -> [Double] {
    sharedOut(inhabitants: inhabitants, supply: supply, pairs: pairs, weights: decay.weights(pairs.times))
}
