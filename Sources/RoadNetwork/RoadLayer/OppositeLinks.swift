import Geometry

extension RoadLinks {
    /// The same roads, with each pair of one-way links that are one line drawn to and fro made one link
    /// in both directions, so that a point beside it attaches to both.
    ///
    /// Two links are such a pair when each leads where the other begins, over the same points in reverse,
    /// with the same length and class. The first of the pair stays, in its place and its direction. Turn
    /// restrictions name links by position: links that have some are returned unchanged.
    public func mergingOppositeOneWays() -> (links: RoadLinks, pairsMerged: Int) {
        guard turnRestrictions.isEmpty else { return (self, 0) }

        var waiting: [OneWayLink: [Int]] = [:]
        /// The return time of each link that stays, by position; `isMerged` for those that go.
        var returnTimes: [Int: TravelTime] = [:]
        var isMerged = Array(repeating: false, count: count)
        for link in 0..<count {
            guard let (oneWay, time) = oneWay(link) else { continue }
            if let first = waiting[oneWay.reversed]?.popLast() {
                returnTimes[first] = time
                isMerged[link] = true
            } else {
                waiting[oneWay, default: []].insert(link, at: 0)
            }
        }
        if returnTimes.isEmpty { return (self, 0) }
        var merged = RoadLinks(crs: crs)
        for link in 0..<count where !isMerged[link] {
            let back = returnTimes[link]
            merged.append(
                tail: tails[link], head: heads[link],
                forward: forwardTimes[link].isReachable ? forwardTimes[link] : back ?? .unreachable,
                backward: backwardTimes[link].isReachable ? backwardTimes[link] : back ?? .unreachable,
                metres: metres[link], roadClass: roadClasses[link], points: line(of: link))
        }
        return (merged, returnTimes.count)
    }

    /// A one-way link in its open direction; nil for links that are open in both or in none.
    private func oneWay(_ link: Int) -> (OneWayLink, TravelTime)? {
        let isForward = forwardTimes[link].isReachable
        guard isForward != backwardTimes[link].isReachable else { return nil }
        let drawn = OneWayLink(
            tail: tails[link], head: heads[link], metres: metres[link], roadClass: roadClasses[link],
            points: Array(line(of: link)))
        return isForward ? (drawn, forwardTimes[link]) : (drawn.reversed, backwardTimes[link])
    }
}

private struct OneWayLink: Hashable {
    var tail: Int64
    var head: Int64
    var metres: Double
    var roadClass: RoadClass
    var points: [Point]

    var reversed: OneWayLink {
        OneWayLink(tail: head, head: tail, metres: metres, roadClass: roadClass, points: points.reversed())
    }
}
