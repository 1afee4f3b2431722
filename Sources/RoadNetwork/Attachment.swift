import Geometry

/// How people get between a place and the road: on foot, straight to the nearest road.
public struct AccessSettings: Hashable, Sendable {
    /// Walking speed to and from the road.
    public var walkingSpeed: Speed
    /// Places farther than this from any road stay unattached.
    public var maximumMetres: Double

    /// Defaults: 4 km/h and 1 000 m.
    public init(walkingSpeed: Speed = Speed(kilometresPerHour: 4), maximumMetres: Double = 1000) {
        self.walkingSpeed = walkingSpeed
        self.maximumMetres = maximumMetres
    }
}

/// Where a place meets the network: at a junction, or inside a link at a fraction of its way, after a walk.
public struct Attachment: Hashable, Sendable {
    /// The link, or `noLink` when the place is a junction.
    var link: UInt32
    /// The junction, when there is no link.
    var junction: UInt32
    /// 0…1 from the link's tail to its head.
    var fraction: Double
    /// The walk between the place and the road.
    var walk: TravelCost

    static let noLink = UInt32.max

    /// Metres walked between the place and the road.
    public var accessMetres: Double { walk.metres }
    /// The time of that walk.
    public var accessTime: TravelTime { walk.time }
}

extension Network {
    /// Attaches a place to the nearest place on the nearest road, inside a link too; nil where every road
    /// is farther than the settings allow. A place within 1 m of a junction is that junction.
    ///
    /// - Parameter place: in the network's projection.
    public func attach(_ place: Point, _ settings: AccessSettings = AccessSettings()) -> Attachment? {
        guard let nearest = self.grid.nearest(to: place, within: settings.maximumMetres, points: points) else {
            return nil
        }
        var measure = LinkMeasure()
        return attachment(of: place, at: nearest, settings, &measure)
    }

    /// Attaches many places, on up to `threads` threads; nil for those where every road is too far.
    public func attach(
        _ places: [Point], _ settings: AccessSettings = AccessSettings(), threads: Int
    ) -> [Attachment?] {
        var attachments = [Attachment?](repeating: nil, count: places.count)
        let share = 4096
        attachments.withUnsafeMutableBufferPointer { buffer in
            // Each entry is written by one thread only.
            nonisolated(unsafe) let attachments = buffer
            inParallel(count: (places.count + share - 1) / share, threads: threads) {
                { piece in
                    // Places that follow each other are often near each other.
                    var guess: Int?
                    var measure = LinkMeasure()
                    for index in (piece * share)..<min((piece + 1) * share, places.count) {
                        let place = places[index]
                        guard
                            let nearest = self.grid.nearest(
                                to: place, within: settings.maximumMetres, points: self.points, guess: guess)
                        else { continue }
                        guess = nearest.segment
                        attachments[index] = self.attachment(of: place, at: nearest, settings, &measure)
                    }
                }
            }
        }
        return attachments
    }

    /// The attachment of a place whose nearest place on a road is known.
    ///
    /// - Parameter measure: of the link that was met last, and afterwards of this one.
    func attachment(
        of place: Point, at nearest: SegmentGrid.Nearest, _ settings: AccessSettings, _ measure: inout LinkMeasure
    ) -> Attachment {
        if nearest.squaredMetres <= 1, let junction = junction(within: 1, of: place) {
            return Attachment(link: Attachment.noLink, junction: junction, fraction: 0, walk: .zero)
        }
        let metres = nearest.squaredMetres.squareRoot()
        let walk = TravelCost(time: settings.walkingSpeed.time(overMetres: metres), metres: metres)
        if !measure.segments.contains(nearest.segment) { measure = LinkMeasure(self, ofSegment: nearest.segment) }
        let link = measure.link
        let fraction = measure.fraction(ofSegment: nearest.segment, nearest.fraction)
        if fraction <= 0 || fraction >= 1 {
            let end = fraction <= 0 ? linkTails[link] : linkHeads[link]
            return Attachment(link: Attachment.noLink, junction: end, fraction: 0, walk: walk)
        }
        return Attachment(link: UInt32(link), junction: 0, fraction: fraction, walk: walk)
    }

    /// Whether the place lies on an island: a part of the network from which the largest part cannot be
    /// reached and back.
    public func isOnIsland(_ attachment: Attachment) -> Bool {
        guard attachment.link != Attachment.noLink else {
            return junctionComponents[Int(attachment.junction)] != 0
        }
        let link = Int(attachment.link)
        return junctionComponents[Int(linkTails[link])] != 0 && junctionComponents[Int(linkHeads[link])] != 0
    }

    /// The nearest junction within `metres`; ties go to the smaller one.
    private func junction(within metres: Double, of place: Point) -> UInt32? {
        var best = (squared: metres * metres, junction: UInt32.max)
        func look(_ end: UInt32) {
            let dx = junctionX[Int(end)] - place.x
            let dy = junctionY[Int(end)] - place.y
            let squared = dx * dx + dy * dy
            if (squared, end) < best { best = (squared, end) }
        }
        var seen = 0..<0
        grid.forEachSegment(within: metres, of: place) { segment in
            // The segments of one link follow each other.
            if seen.contains(segment) { return }
            let link = link(ofSegment: segment)
            seen = Int(linkFirstPoint[link])..<Int(linkFirstPoint[link + 1])
            look(linkTails[link])
            look(linkHeads[link])
        }
        return best.junction == .max ? nil : best.junction
    }

    /// The link whose points hold the segment: the last one that starts at or before it.
    fileprivate func link(ofSegment segment: Int) -> Int {
        var low = 0
        var high = linkCount
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(linkFirstPoint[middle]) <= segment { low = middle } else { high = middle }
        }
        return low
    }

    /// The cost of travelling the part of a link between two fractions; unreachable against its permitted
    /// direction.
    func cost(ofLink link: Int, from start: Double, to end: Double) -> TravelCost {
        let milliseconds = start <= end ? linkForward[link] : linkBackward[link]
        guard milliseconds != .max else { return start == end ? .zero : .unreachable }
        let share = abs(end - start)
        return TravelCost(
            time: TravelTime(milliseconds: UInt32((Double(milliseconds) * share).rounded())),
            metres: linkMetres[link] * share)
    }
}

/// How far along a link each of its segments starts.
struct LinkMeasure {
    private(set) var link = 0
    /// Empty before a link has been measured.
    private(set) var segments = 0..<0
    /// Metres from the link's tail to the start of each segment, and of each segment itself.
    private var parts: [(before: Double, length: Double)] = []
    private var total = 0.0

    init() {}

    fileprivate init(_ network: Network, ofSegment segment: Int) {
        link = network.link(ofSegment: segment)
        segments = Int(network.linkFirstPoint[link])..<(Int(network.linkFirstPoint[link + 1]) - 1)
        // The only segment needs no measure.
        guard segments.count > 1 else { return }
        parts.reserveCapacity(segments.count)
        for segment in segments {
            let length = network.points[segment].distance(to: network.points[segment + 1])
            parts.append((total, length))
            total += length
        }
    }

    /// 0…1 along the link, of a fraction of the way along one of its segments.
    fileprivate func fraction(ofSegment segment: Int, _ fraction: Double) -> Double {
        if parts.isEmpty { return fraction }
        let part = parts[segment - segments.lowerBound]
        return total > 0 ? (part.before + part.length * fraction) / total : 0
    }
}
