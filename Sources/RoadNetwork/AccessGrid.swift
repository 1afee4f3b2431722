import Foundation
public import Geometry

/// The nodes of a regular grid in metres, each attached to its nearest road as a home would be: the basis
/// of travel-time surfaces. It does not depend on any site, so one serves them all.
///
/// Nodes lie on multiples of the spacing, in square tiles. A tile is attached when it is first asked for and kept
/// for the next site, up to a bounded amount of memory; what it holds depends on the network only. May be shared
/// between threads.
public final class AccessGrid: @unchecked Sendable {
    /// Metres between neighbouring nodes.
    public let spacing: Double
    let network: Network
    let access: AccessSettings
    private let lock = NSLock()
    private var tiles: [TilePlace: AccessTile] = [:]
    private var keptBytes = 0

    /// - Parameter spacing: metres between nodes.
    public init(_ network: Network, spacing: Double, access: AccessSettings = AccessSettings()) {
        self.network = network
        self.spacing = spacing
        self.access = access
    }

    private struct TilePlace: Hashable {
        var column: Int
        var row: Int
        var direction: TravelDirection
    }

    /// Bytes of tiles that are kept; beyond it all are forgotten and made again when they are asked for.
    private static let greatestKeptBytes = 256 << 20

    /// The tile in a column and a row of tiles, for sites that people travel to or from.
    func tile(column: Int, row: Int, direction: TravelDirection) -> AccessTile {
        let place = TilePlace(column: column, row: row, direction: direction)
        if let known = lock.withLock({ tiles[place] }) { return known }
        // Outside of the lock: made twice, it is the same.
        let made = AccessTile(self, column: column, row: row, direction: direction)
        return lock.withLock {
            if keptBytes > Self.greatestKeptBytes {
                tiles.removeAll()
                keptBytes = 0
            }
            keptBytes += made.byteCount
            tiles[place] = made
            return made
        }
    }

    /// The finest spacing in metres at which one window over a box fits into memory.
    public static func leastSpacing(covering box: BoundingBox, access: AccessSettings) -> Double {
        let box = box.grown(by: access.maximumMetres)
        return (box.width * box.height / Double(TravelTimeSurface.greatestNodeCount)).squareRoot().rounded(.up)
    }

    /// The place of a node by its column and row in the whole grid.
    func place(column: Int, row: Int) -> Point {
        Point(x: Double(column) * spacing, y: Double(row) * spacing)
    }
}

/// A square of grid nodes with what lies between each and the graph: row by row from the south-west, the entries of
/// node `n` are `first[n]..<first[n + 1]`, each a node of the graph and the milliseconds of the walk and of the way
/// along the link. A node far from any road has none.
final class AccessTile: Sendable {
    /// Nodes along one side.
    static let side = 8

    let first: [UInt32]
    let graphNodes: [UInt32]
    let milliseconds: [UInt32]
    /// The link that each node lies at, `Attachment.noLink` at junctions and far from any road.
    let links: [UInt32]

    fileprivate init(_ grid: AccessGrid, column: Int, row: Int, direction: TravelDirection) {
        let side = Self.side
        let network = grid.network
        var first: [UInt32] = [0]
        var graphNodes: [UInt32] = []
        var milliseconds: [UInt32] = []
        var links: [UInt32] = []
        first.reserveCapacity(side * side + 1)
        graphNodes.reserveCapacity(2 * side * side)
        milliseconds.reserveCapacity(2 * side * side)
        links.reserveCapacity(side * side)
        let attachments = network.attachNodes(of: grid, column: column * side, row: row * side, side: side)
        for attachment in attachments {
            if attachment.isAttached {
                network.forEachApproach(of: attachment, leaving: direction == .toSite) { node, cost in
                    graphNodes.append(node)
                    milliseconds.append(cost.time.milliseconds)
                }
            }
            first.append(UInt32(graphNodes.count))
            links.append(attachment.link)
        }
        self.first = first
        self.graphNodes = graphNodes
        self.milliseconds = milliseconds
        self.links = links
    }

    var byteCount: Int { 256 + 4 * (first.count + graphNodes.count + milliseconds.count + links.count) }
}

extension Network {
    /// Attaches a square of grid nodes, row by row from the south-west.
    fileprivate func attachNodes(of grid: AccessGrid, column: Int, row: Int, side: Int) -> [Attachment] {
        var attachments = [Attachment](repeating: .unattached, count: side * side)
        // To and fro along the rows: a node's road is mostly near its neighbour's.
        var neighbour: Int?
        var measure = LinkMeasure()
        for y in 0..<side {
            for step in 0..<side {
                let x = y % 2 == 0 ? step : side - 1 - step
                let place = grid.place(column: column + x, row: row + y)
                guard
                    let nearest = self.grid.nearest(
                        to: place, within: grid.access.maximumMetres, points: points, guess: neighbour)
                else { continue }
                neighbour = nearest.segment
                attachments[y * side + x] = attachment(of: place, at: nearest, grid.access, &measure)
            }
        }
        return attachments
    }
}

extension Attachment {
    static let unattached = Attachment(link: noLink, junction: .max, fraction: 0, walk: .zero)

    var isAttached: Bool { link != Self.noLink || junction != .max }
}
