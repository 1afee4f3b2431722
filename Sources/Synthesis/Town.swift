import Foundation
public import Geometry

/// A place where people live, and the seat of one commune.
public struct Town: Hashable, Sendable {
    public var id: String
    public var name: String
    /// In the working projection, metres.
    public var location: Point
    public var inhabitants: Int

    public init(id: String, name: String, location: Point, inhabitants: Int) {
        self.id = id
        self.name = name
        self.location = location
        self.inhabitants = inhabitants
    }
}

/// The radius in metres that a built-up area of so many inhabitants takes where there is room: 1 000
/// inhabitants a km² in a town of 1 000, more in larger ones (an assumption).
func builtUpRadius(inhabitants: Int) -> Double {
    let people = Double(max(inhabitants, 50))
    let perSquareKilometre = 1000 * pow(people / 1000, 0.2)
    return 1000 * (people / (Double.pi * perSquareKilometre)).squareRoot()
}
