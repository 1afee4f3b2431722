/// Professionals known by commune only, not by site: one entry a commune of the territory, in its order.
public struct CommuneSupply: Hashable, Sendable {
    public var professionals: [Professionals]

    public init(professionals: [Professionals]) {
        self.professionals = professionals
    }

    /// The whole supply, added in the order of the communes.
    public var total: Professionals { professionals.reduce(.none, +) }
}
