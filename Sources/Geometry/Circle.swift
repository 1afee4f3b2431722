import Foundation

extension Polygon {
    /// A regular polygon of 16 corners on the circle around `centre`.
    public static func circle(around centre: Point, radius: Double) -> Polygon {
        let corners = (0..<16).map { step in
            let angle = Double(step) / 16 * 2 * Double.pi
            return Point(x: centre.x + radius * cos(angle), y: centre.y + radius * sin(angle))
        }
        return Polygon(exterior: corners + [corners[0]])
    }
}
