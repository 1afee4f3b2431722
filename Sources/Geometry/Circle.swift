import Foundation

extension Polygon {
    /// A regular polygon with its corners on the circle around `centre`.
    public static func circle(around centre: Point, radius: Double, corners count: Int = 16) -> Polygon {
        let corners = (0..<count).map { step in
            let angle = Double(step) / Double(count) * 2 * Double.pi
            return Point(x: centre.x + radius * cos(angle), y: centre.y + radius * sin(angle))
        }
        return Polygon(exterior: corners + [corners[0]])
    }
}
