public import Geometry

extension Network {
    /// Hands over every road that is open in some direction: its class and its line, in the network's projection.
    ///
    /// The line is valid only during the call.
    public func forEachRoad<E: Error>(_ body: (RoadClass, UnsafeBufferPointer<Point>) throws(E) -> Void) throws(E) {
        for link in 0..<linkCount {
            guard let roadClass = RoadClass(rawValue: linkClasses[link]),
                linkForward[link] != .max || linkBackward[link] != .max
            else { continue }
            try body(roadClass, line(ofLink: link))
        }
    }
}
