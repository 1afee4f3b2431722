public import Geometry

/// The nodes of a regular grid in metres, each attached to its nearest road as a home would be: the basis
/// of travel-time surfaces. It does not depend on any site, so one serves them all.
public struct AccessGrid: Sendable {
    /// Metres between neighbouring nodes.
    public let spacing: Double
    let originX: Double
    let originY: Double
    let columns: Int
    let rows: Int
    /// Row by row from the south-west; `Attachment.unattached` far from any road.
    let attachments: [Attachment]
    let longestAccessMetres: Double

    /// - Parameters:
    ///   - box: what is to be covered, in the network's projection; it is grown by the walk to the road.
    ///   - spacing: metres between nodes.
    public init(
        _ network: Network, covering box: BoundingBox, spacing: Double, access: AccessSettings = AccessSettings(),
        threads: Int
    ) {
        let box = box.grown(by: access.maximumMetres + 2 * spacing)
        self.spacing = spacing
        // On multiples of the spacing, so that grids of different boxes have the same nodes.
        let originX = (box.minimum.x / spacing).rounded(.down) * spacing
        let originY = (box.minimum.y / spacing).rounded(.down) * spacing
        let columns = box.isEmpty ? 0 : Int(((box.maximum.x - originX) / spacing).rounded(.up)) + 1
        let rows = box.isEmpty ? 0 : Int(((box.maximum.y - originY) / spacing).rounded(.up)) + 1
        var attachments = [Attachment](repeating: .unattached, count: columns * rows)
        attachments.withUnsafeMutableBufferPointer { buffer in
            // Each row is written by one thread only.
            nonisolated(unsafe) let nodes = buffer
            inParallel(count: rows, threads: threads) {
                { row in
                    for column in 0..<columns {
                        let place = Point(
                            x: originX + Double(column) * spacing, y: originY + Double(row) * spacing)
                        if let attachment = network.attach(place, access) { nodes[row * columns + column] = attachment }
                    }
                }
            }
        }
        self.originX = originX
        self.originY = originY
        self.columns = columns
        self.rows = rows
        self.attachments = attachments
        longestAccessMetres = access.maximumMetres
    }
}

extension AccessGrid {
    /// Nodes that memory has room for: about 2.4 GB of them, all of France at 100 m.
    private static let greatestNodeCount = 1e8

    /// The finest spacing in metres at which a grid over a box fits into memory.
    public static func leastSpacing(covering box: BoundingBox, access: AccessSettings) -> Double {
        let box = box.grown(by: access.maximumMetres)
        return (box.width * box.height / greatestNodeCount).squareRoot().rounded(.up)
    }
}

/// The box of all roads that the requests' sites reach within their limits, and of the sites' own.
public func reachedBox(_ network: Network, _ requests: [CatchmentRequest], threads: Int) -> BoundingBox {
    var boxes = [BoundingBox](repeating: .empty, count: requests.count)
    boxes.withUnsafeMutableBufferPointer { buffer in
        // Each entry is written by one thread only.
        nonisolated(unsafe) let boxes = buffer
        inParallel(count: requests.count, threads: threads) {
            let search = RoadSearch(network)
            return { index in
                guard let site = requests[index].site, let farthest = requests[index].limits.last else { return }
                search.run(from: site, direction: requests[index].direction, limit: farthest)
                boxes[index] = search.reachedBox()
            }
        }
    }
    return boxes.reduce(into: .empty) { $0.extend(to: $1) }
}

extension Attachment {
    static let unattached = Attachment(link: noLink, junction: .max, fraction: 0, walk: .zero)

    var isAttached: Bool { link != Self.noLink || junction != .max }
}

extension RoadSearch {
    /// Travel times at the grid nodes that the last search can have reached.
    func surface(on grid: AccessGrid) -> TravelTimeSurface {
        var box = reachedBox()
        guard !box.isEmpty, grid.columns > 0 else {
            return TravelTimeSurface(originX: 0, originY: 0, spacing: grid.spacing, columns: 0, rows: 0, times: [])
        }
        box = box.grown(by: grid.longestAccessMetres + grid.spacing)
        func clamp(_ value: Double, _ count: Int) -> Int { min(max(0, Int(value)), count - 1) }
        let left = clamp(((box.minimum.x - grid.originX) / grid.spacing).rounded(.down), grid.columns)
        let right = clamp(((box.maximum.x - grid.originX) / grid.spacing).rounded(.up), grid.columns)
        let low = clamp(((box.minimum.y - grid.originY) / grid.spacing).rounded(.down), grid.rows)
        let high = clamp(((box.maximum.y - grid.originY) / grid.spacing).rounded(.up), grid.rows)
        var times: [TravelTime] = []
        times.reserveCapacity((right - left + 1) * (high - low + 1))
        for row in low...high {
            for column in left...right {
                let node = grid.attachments[row * grid.columns + column]
                times.append(node.isAttached ? time(of: node) : .unreachable)
            }
        }
        return TravelTimeSurface(
            originX: grid.originX + Double(left) * grid.spacing, originY: grid.originY + Double(low) * grid.spacing,
            spacing: grid.spacing, columns: right - left + 1, rows: high - low + 1, times: times)
    }

    /// The box of all links that have a reached junction, and of the site's own link.
    fileprivate func reachedBox() -> BoundingBox {
        var box = BoundingBox.empty
        for link in 0..<network.linkCount {
            guard
                isReached(junction: network.linkTails[link]) || isReached(junction: network.linkHeads[link])
                    || site?.link == UInt32(link)
            else { continue }
            for point in network.line(ofLink: link) { box.extend(to: point) }
        }
        return box
    }
}
