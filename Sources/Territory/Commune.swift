public import Geometry

/// A commune: the smallest piece of land that figures are published for.
public struct Commune: Hashable, Sendable {
    public var id: CommuneID
    public var name: String
    /// In the working projection of the territory.
    public var boundary: MultiPolygon

    public init(id: CommuneID, name: String, boundary: MultiPolygon) {
        self.id = id
        self.name = name
        self.boundary = boundary
    }
}
