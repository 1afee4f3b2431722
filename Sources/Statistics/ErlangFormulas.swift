/// The share of arrivals that find all servers busy and are lost: Erlang's loss formula,
/// B(c, a) = (a^c ÷ c!) ÷ Σ_{k=0…c} a^k ÷ k!, by the recursion B(k) = a B(k−1) ÷ (k + a B(k−1)), B(0) = 1.
///
/// It holds for arrivals at random at a constant rate and for times of service of any distribution. A. K. Erlang,
/// "Løsning af nogle Problemer fra Sandsynlighedsregningen af Betydning for de automatiske Telefoncentraler",
/// Elektroteknikeren 13, 1917.
///
/// - Parameters:
///   - servers: not negative.
///   - load: arrivals per unit of time × mean time of service, in erlangs; not negative.
/// - Returns: a share from 0 to 1; nil for negative parameters.
public func erlangLoss(servers: Int, load: Double) -> Double? {
    guard servers >= 0, load >= 0, load.isFinite else { return nil }
    guard servers > 0 else { return 1 }
    return (1...servers).reduce(1) { loss, server in load * loss / (Double(server) + load * loss) }
}

/// The share of arrivals that must wait where all of them wait as long as it takes: Erlang's delay formula,
/// C(c, a) = c B(c, a) ÷ (c − a (1 − B(c, a))), for exponential times of service (Erlang 1917).
///
/// - Returns: 1 where the load is not below the number of servers, and the queue grows without end; nil for negative
///   parameters.
public func erlangDelay(servers: Int, load: Double) -> Double? {
    guard let loss = erlangLoss(servers: servers, load: load) else { return nil }
    guard load < Double(servers) else { return 1 }
    return Double(servers) * loss / (Double(servers) - load * (1 - loss))
}
