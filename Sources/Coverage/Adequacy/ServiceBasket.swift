/// Which of the services the people have within their minutes: the basket of services.
public struct ServiceBasket: Sendable {
    /// Of one commune, or of all.
    public struct Contents: Hashable, Sendable {
        /// The share of the inhabitants who have each service, in the order of the services; none where nobody lives.
        public var shares: [Double]
        /// Positions of the services that every inhabitant has.
        public var complete: [Int]
        /// Mean number of services that an inhabitant has; nil where nobody lives.
        public var meanCount: Double?
    }

    public var services: [String]
    /// Inhabitants who have none, one, two… of the services.
    public var inhabitantsByCount: [Double]
    public var whole: Contents
    public var communes: [Contents]
}

/// Nil where there are no services.
public func serviceBasket(
    _ services: [ServiceAdequacy], inhabitants: [Double], pointsByCommune: [[Int]]
) -> ServiceBasket? {
    guard !services.isEmpty else { return nil }
    func contents(_ points: some Sequence<Int>) -> ServiceBasket.Contents {
        var all = 0.0
        var having = [Double](repeating: 0, count: services.count)
        for point in points {
            all += inhabitants[point]
            for (position, service) in services.enumerated() where service.states[point] == .response {
                having[position] += inhabitants[point]
            }
        }
        guard all > 0 else { return ServiceBasket.Contents(shares: [], complete: [], meanCount: nil) }
        return ServiceBasket.Contents(
            shares: having.map { $0 / all }, complete: having.indices.filter { having[$0] == all },
            meanCount: having.reduce(0, +) / all)
    }
    var byCount = [Double](repeating: 0, count: services.count + 1)
    for point in inhabitants.indices {
        byCount[services.count { $0.states[point] == .response }] += inhabitants[point]
    }
    return ServiceBasket(
        services: services.map(\.service.name), inhabitantsByCount: byCount, whole: contents(inhabitants.indices),
        communes: pointsByCommune.map(contents))
}
