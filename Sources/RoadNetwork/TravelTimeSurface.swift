import Foundation
import Geometry

/// Travel times at the nodes of a regular grid around one site, and room for drawing lines between them. Heavy to
/// make, light to fill again. Not shared between threads.
///
/// The window of nodes is made of whole tiles of the access grid, with one row and column more in the north and
/// east. Only the tiles that a search can matter to are looked at; memory of the others is never touched.
final class TravelTimeSurface {
    let spacing: Double
    /// The number in the whole grid of the window's first node.
    private(set) var firstColumn = 0
    private(set) var firstRow = 0
    /// Nodes in a row of the window.
    private(set) var width = 0
    /// Rows of the window.
    private(set) var height = 0
    /// The tiles in use, row by row from the south-west, by their position in the window.
    private(set) var tiles: [(column: Int, row: Int)] = []

    /// What is left of the greatest time: 0 where a node cannot be reached, more the nearer it is. Fresh memory is 0.
    private(set) var closeness: UnsafeMutablePointer<UInt32>
    /// For each edge of the grid what tracing notes there; 0 between drawings. The edge to the east of node `n` is
    /// `2 * n`, the one to the north `2 * n + 1`.
    private(set) var marks: UnsafeMutablePointer<Int32>
    /// For each edge that a drawn line crosses, how far from the nearer node it does, 0…1.
    private(set) var crossings: UnsafeMutablePointer<Float>
    private var capacity = 1
    private var boxes: [TileBox] = []

    init(spacing: Double) {
        self.spacing = spacing
        closeness = zeroed(1)
        marks = zeroed(2)
        crossings = zeroed(2)
    }

    deinit {
        free(closeness)
        free(marks)
        free(crossings)
    }

    /// Nodes of one window: about 2 GB of them, all of France at 100 m.
    static let greatestNodeCount = 100_000_000

    /// Where a place lies, in spacings from the window's first node.
    func local(_ place: Point) -> (x: Double, y: Double) {
        (place.x / spacing - Double(firstColumn), place.y / spacing - Double(firstRow))
    }

    /// Opens a window, empty so far.
    ///
    /// - Throws: `SurfaceTooFine`.
    func open(_ used: [TileBox]) throws(SurfaceTooFine) {
        clear()
        guard let start = used.first else { return }
        let all = used.dropFirst().reduce(start) { $0.union($1) }
        let side = AccessTile.side
        let tileColumns = all.east - all.west + 1
        let tileRows = all.north - all.south + 1
        let nodes = Double(tileColumns * side + 2) * Double(tileRows * side + 2)
        guard nodes <= Double(Self.greatestNodeCount) else {
            throw SurfaceTooFine(
                leastMetres: (spacing * (nodes / Double(Self.greatestNodeCount)).squareRoot()).rounded(.up))
        }
        firstColumn = all.west * side
        firstRow = all.south * side
        width = tileColumns * side + 1
        height = tileRows * side + 1
        if Int(nodes) > capacity {
            free(closeness)
            free(marks)
            free(crossings)
            capacity = Int(nodes)
            closeness = zeroed(capacity)
            marks = zeroed(2 * capacity)
            crossings = zeroed(2 * capacity)
        }
        var isUsed = [Bool](repeating: false, count: tileColumns * tileRows)
        for box in used {
            for row in (box.south - all.south)...(box.north - all.south) {
                for column in (box.west - all.west)...(box.east - all.west) {
                    isUsed[row * tileColumns + column] = true
                }
            }
        }
        for position in isUsed.indices where isUsed[position] {
            tiles.append((position % tileColumns, position / tileColumns))
        }
    }

    private func clear() {
        for tile in tiles {
            for row in 0..<AccessTile.side {
                let start = (tile.row * AccessTile.side + row) * width + tile.column * AccessTile.side
                (closeness + start).update(repeating: 0, count: AccessTile.side)
            }
        }
        tiles.removeAll(keepingCapacity: true)
    }

    /// Sets the time at a node, by its column and row in the window.
    func set(_ time: TravelTime, column: Int, row: Int) {
        closeness[row * width + column] = .max - time.milliseconds
    }

    /// Fills in the times of the last search of `search` at all nodes that can be within `limit`, and at their
    /// neighbours.
    ///
    /// - Throws: `SurfaceTooFine`.
    func fill(
        from search: RoadSearch, limit: TravelTime, grid: AccessGrid, links: IncidentLinks
    ) throws(SurfaceTooFine) {
        boxes.removeAll(keepingCapacity: true)
        search.forEachReachedBox(limit: limit, grid: grid, links: links) { boxes.append($0) }
        try open(boxes)
        let side = AccessTile.side
        for tile in tiles {
            let column = firstColumn + tile.column * side
            let row = firstRow + tile.row * side
            let access = grid.tile(column: column / side, row: row / side, direction: search.direction)
            let start = closeness + tile.row * side * width + tile.column * side
            fillTile(access, labels: search.labels, into: start, rowLength: width)
            // Along the site's own link there are ways that meet no node of the graph.
            guard let own = search.site?.link, own != Attachment.noLink else { continue }
            for node in 0..<(side * side) where access.links[node] == own {
                let place = grid.place(column: column + node % side, row: row + node / side)
                let time = grid.network.attach(place, grid.access).map(search.time(of:)) ?? .unreachable
                start[node / side * width + node % side] = .max - time.milliseconds
            }
        }
    }
}

/// The grid over what a site reaches is too fine for memory.
public struct SurfaceTooFine: Error, Hashable, Sendable, CustomStringConvertible {
    /// The finest spacing in metres that would do, rounded up.
    public var leastMetres: Double

    public var description: String {
        "the drawing resolution is too fine for all that a site reaches; give \(Int(leastMetres)) m at least"
    }
}

/// Tiles of the access grid, by their columns and rows, all inclusive.
struct TileBox {
    var west: Int
    var south: Int
    var east: Int
    var north: Int

    /// The tiles that hold the nodes of a box.
    init(_ box: BoundingBox, spacing: Double) {
        let side = spacing * Double(AccessTile.side)
        west = Int((box.minimum.x / side).rounded(.down))
        south = Int((box.minimum.y / side).rounded(.down))
        east = Int((box.maximum.x / side).rounded(.down))
        north = Int((box.maximum.y / side).rounded(.down))
    }

    func union(_ other: TileBox) -> TileBox {
        var all = self
        all.west = min(west, other.west)
        all.south = min(south, other.south)
        all.east = max(east, other.east)
        all.north = max(north, other.north)
        return all
    }
}

private func zeroed<T>(_ count: Int) -> UnsafeMutablePointer<T> {
    // Fresh pages of the system are 0 and cost nothing until they are written to.
    guard let memory = calloc(max(1, count), MemoryLayout<T>.stride) else {
        fatalError("there is no memory for \(count) grid nodes")  // as any allocation of Swift's own ends
    }
    return memory.bindMemory(to: T.self, capacity: count)
}

/// The times of one tile's nodes: for each the least over its entries.
private func fillTile(
    _ tile: AccessTile, labels: UnsafePointer<TravelCost>, into target: UnsafeMutablePointer<UInt32>, rowLength: Int
) {
    let side = AccessTile.side
    tile.first.withUnsafeBufferPointer { first in
        tile.graphNodes.withUnsafeBufferPointer { graphNodes in
            tile.milliseconds.withUnsafeBufferPointer { milliseconds in
                for row in 0..<side {
                    for column in 0..<side {
                        let node = row * side + column
                        var best = UInt64(UInt32.max)
                        for entry in Int(first[node])..<Int(first[node + 1]) {
                            let label = labels[Int(graphNodes[entry])].bits >> 32
                            // A junction that was not reached has the greatest label, and the sum stays above it.
                            best = min(best, label + UInt64(milliseconds[entry]))
                        }
                        target[row * rowLength + column] = .max - UInt32(truncatingIfNeeded: best)
                    }
                }
            }
        }
    }
}

/// The box of a few points of a line.
private func boundingBox(of points: some RandomAccessCollection<Point>) -> BoundingBox {
    var box = BoundingBox.empty
    for point in points {
        box.minimum.x = min(box.minimum.x, point.x)
        box.minimum.y = min(box.minimum.y, point.y)
        box.maximum.x = max(box.maximum.x, point.x)
        box.maximum.y = max(box.maximum.y, point.y)
    }
    return box
}

extension RoadSearch {
    /// Calls `body` with boxes of tiles that together hold every node from which a home reaches the site within
    /// `limit` (or is reached from it), and all neighbours of such nodes.
    fileprivate func forEachReachedBox(
        limit: TravelTime, grid: AccessGrid, links: IncidentLinks, _ body: (TileBox) -> Void
    ) {
        let spacing = grid.spacing
        func add(_ link: Int, from milliseconds: UInt32) {
            let left = Double(limit.milliseconds) - Double(milliseconds) + 1
            let walk = left / 1000 * grid.access.walkingSpeed.metresPerSecond
            let margin = min(walk, grid.access.maximumMetres) + 2 * spacing
            let line = network.line(ofLink: link)
            let box = boundingBox(of: line)
            if box.width <= Double(AccessTile.side) * spacing, box.height <= Double(AccessTile.side) * spacing {
                body(TileBox(box.grown(by: margin), spacing: spacing))
            } else {
                for position in 1..<max(1, line.count) {
                    body(TileBox(boundingBox(of: line[(position - 1)...position]).grown(by: margin), spacing: spacing))
                }
            }
        }
        if let own = site?.link, own != Attachment.noLink { add(Int(own), from: 0) }
        for node in reached {
            let label = labels[Int(node)]
            guard label.time <= limit else { continue }
            let junction = network.turnCopies.junction(ofNode: node)
            for position in Int(links.first[Int(junction)])..<Int(links.first[Int(junction) + 1]) {
                let link = Int(links.links[position])
                // The other end does it where it is nearer.
                let other = network.linkTails[link] == junction ? network.linkHeads[link] : network.linkTails[link]
                if labels[Int(other)] < label { continue }
                add(link, from: label.time.milliseconds)
            }
        }
    }
}
