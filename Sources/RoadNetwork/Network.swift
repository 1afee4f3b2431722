import Foundation
public import Geometry
import Layers

/// A routable road network: junctions joined by links, as forward and reverse graphs of parallel arrays
/// with dense 32-bit indices, together with what attaches a place to its nearest road.
///
/// The nodes of the graphs are the junctions, followed by the copies of junctions that turn restrictions ask
/// for (`TurnCopies`).
///
/// It is immutable and may be shared between threads. Junctions are numbered along a space-filling curve
/// and links by their ends, so that the same roads give the same network whatever their order.
public final class Network: @unchecked Sendable {
    let block: SectionBlock<NetworkSection>
    /// What makes unbounded travel times fast, where it has been built (`prepared(threads:)`).
    let hierarchy: Hierarchy?
    /// What the network was made from and with.
    public let description: NetworkDescription
    /// The projection of all coordinates, in metres.
    public let crs: CoordinateReferenceSystem

    let junctionX: UnsafeBufferPointer<Double>
    let junctionY: UnsafeBufferPointer<Double>
    /// The source's own junction identifiers.
    let junctionKeys: UnsafeBufferPointer<Int64>
    /// The strongly connected component of each junction, 0 being the largest.
    let junctionComponents: UnsafeBufferPointer<UInt32>
    let outgoing: ArcView
    let incoming: ArcView
    let linkTails: UnsafeBufferPointer<UInt32>
    let linkHeads: UnsafeBufferPointer<UInt32>
    /// Milliseconds from tail to head, and from head to tail; the greatest value where not permitted.
    let linkForward: UnsafeBufferPointer<UInt32>
    let linkBackward: UnsafeBufferPointer<UInt32>
    let linkMetres: UnsafeBufferPointer<Double>
    let linkClasses: UnsafeBufferPointer<UInt8>
    let linkFirstPoint: UnsafeBufferPointer<UInt32>
    let points: UnsafeBufferPointer<Point>
    let grid: SegmentGrid
    let restrictions: UnsafeBufferPointer<UInt32>
    let turnCopies: TurnCopies<UnsafeBufferPointer<UInt32>>

    /// One direction of the graph: the arcs of node `v` are `first[v]..<first[v + 1]`; each has its
    /// other end and its cost.
    struct ArcView {
        let first: UnsafeBufferPointer<UInt32>
        let ends: UnsafeBufferPointer<UInt32>
        let costs: UnsafeBufferPointer<TravelCost>
    }

    init(_ block: SectionBlock<NetworkSection>, hierarchy: Hierarchy?) throws {
        self.block = block
        self.hierarchy = hierarchy
        let metadata = block.section(.metadata, as: UInt8.self)
        description = try JSONDecoder().decode(NetworkDescription.self, from: Data(metadata))
        crs = try CoordinateReferenceSystem(description.crs)
        junctionX = block.section(.junctionX, as: Double.self)
        junctionY = block.section(.junctionY, as: Double.self)
        junctionKeys = block.section(.junctionKeys, as: Int64.self)
        junctionComponents = block.section(.junctionComponents, as: UInt32.self)
        outgoing = ArcView(
            first: block.section(.outFirst, as: UInt32.self), ends: block.section(.outHeads, as: UInt32.self),
            costs: block.section(.outCosts, as: TravelCost.self))
        incoming = ArcView(
            first: block.section(.inFirst, as: UInt32.self), ends: block.section(.inTails, as: UInt32.self),
            costs: block.section(.inCosts, as: TravelCost.self))
        linkTails = block.section(.linkTails, as: UInt32.self)
        linkHeads = block.section(.linkHeads, as: UInt32.self)
        linkForward = block.section(.linkForward, as: UInt32.self)
        linkBackward = block.section(.linkBackward, as: UInt32.self)
        linkMetres = block.section(.linkMetres, as: Double.self)
        linkClasses = block.section(.linkClasses, as: UInt8.self)
        linkFirstPoint = block.section(.linkFirstPoint, as: UInt32.self)
        points = block.section(.points, as: Point.self)
        grid = SegmentGrid(
            frame: description.grid, first: block.section(.gridFirst, as: UInt32.self),
            segments: block.section(.gridSegments, as: UInt32.self))
        restrictions = block.section(.restrictions, as: UInt32.self)
        turnCopies = TurnCopies(
            first: block.section(.turnCopyFirst, as: UInt32.self),
            firstArrival: block.section(.turnFirstArrival, as: UInt32.self),
            arrivals: block.section(.turnArrivals, as: UInt32.self),
            firstForbidden: block.section(.turnFirstForbidden, as: UInt32.self),
            forbidden: block.section(.turnForbidden, as: UInt32.self))
    }

    /// Opens a saved network by memory map.
    ///
    /// Small files are read once and compared with their digests. Of larger ones only the header is, so that opening
    /// takes no longer; `checksContent` has them read whole too.
    ///
    /// - Throws: `Problem` when the file is missing, is none of ours, is of another version or is damaged.
    public convenience init(path: String, checksContent: Bool = false) throws {
        let file = try StoredBytes.map(path)
        let checksContent = checksContent || file.bytes.count <= Self.bytesCheckedAtOpening
        let foreign = Problem(
            .content, file: path, "is no network file of maillage",
            remedy: "build one from roads with maillage network build")
        guard let block = try SectionBlock<NetworkSection>(file, at: 0, of: path, checksContent: checksContent) else {
            throw foreign
        }
        let hierarchy = try SectionBlock<HierarchySection>(
            file, at: block.bytes.count, of: path, checksContent: checksContent
        ).map { Hierarchy($0) }
        guard block.bytes.count + (hierarchy?.block.bytes.count ?? 0) == file.bytes.count,
            hierarchy.map({ $0.networkDigest == block.digest }) ?? true
        else {
            throw Problem(
                .content, file: path, "is damaged or cut short", remedy: "build it again with maillage network build")
        }
        do {
            try self.init(block, hierarchy: hierarchy)
        } catch {
            throw Problem(
                .content, file: path, "its description cannot be read (\(error))",
                remedy: "build it again with maillage network build")
        }
    }

    /// Read in about 20 ms.
    private static let bytesCheckedAtOpening = 32 << 20

    /// The same network with a hierarchy, for travel times from many sites. The fingerprint stays the same.
    public func prepared(threads: Int) throws -> Network {
        guard hierarchy == nil else { return self }
        return try Network(
            block, hierarchy: Hierarchy(RoadGraph(outgoing), networkDigest: block.digest, threads: threads))
    }

    /// The same network, with a hierarchy if unbounded travel times from so many sites are worth building it: that
    /// takes about as long as searching from 90.
    public func prepared(forSites count: Int, threads: Int) throws -> Network {
        count > 100 ? try prepared(threads: threads) : self
    }

    public var isPrepared: Bool { hierarchy != nil }

    /// - Throws: `Problem` (output).
    public func save(to path: String) throws {
        let file = try FileBeingWritten(path: path)
        try file.write(block.bytes)
        if let hierarchy { try file.write(hierarchy.block.bytes) }
        try file.finish()
    }

    public var junctionCount: Int { junctionX.count }
    /// Nodes of the graph: the junctions, then their turn copies.
    public var nodeCount: Int { outgoing.first.count - 1 }
    /// Arcs of the graph, those of turn copies included.
    public var arcCount: Int { outgoing.ends.count }
    /// Turn restrictions that travel times honour.
    public var turnRestrictionCount: Int { restrictions.count / 4 }
    public var linkCount: Int { linkTails.count }
    /// SHA-256 of the content in hexadecimal: two networks with the same fingerprint are the same.
    public var fingerprint: String { hexadecimal(block.digest) }

    /// The box of all roads, in the network's projection.
    public var boundingBox: BoundingBox { BoundingBox(of: points) }

    public func location(ofJunction junction: Int) -> Point {
        Point(x: junctionX[junction], y: junctionY[junction])
    }

    /// The source's own identifier of a junction.
    public func key(ofJunction junction: Int) -> Int64 { junctionKeys[junction] }

    /// The line of a link from its tail to its head.
    func line(ofLink link: Int) -> UnsafeBufferPointer<Point> {
        UnsafeBufferPointer(rebasing: points[Int(linkFirstPoint[link])..<Int(linkFirstPoint[link + 1])])
    }

    /// Junctions where homes may be supposed when nothing better is known, with the number of built-up road
    /// ends that meet there; 0 at junctions of other roads, for places without built-up ones. Motorways,
    /// trunk roads and ferries have no homes.
    public func builtUpPlaces() -> [(place: Point, weight: Double)] {
        var weights = [Double?](repeating: nil, count: junctionCount)
        for link in 0..<linkCount {
            guard let roadClass = RoadClass(rawValue: linkClasses[link]), roadClass.mayHaveHomes else { continue }
            for end in [Int(linkTails[link]), Int(linkHeads[link])] {
                weights[end] = (weights[end] ?? 0) + (roadClass.isBuiltUp ? 1 : 0)
            }
        }
        return weights.indices.compactMap { junction in
            weights[junction].map { (location(ofJunction: junction), $0) }
        }
    }
}

/// The parts of a network in its file.
enum NetworkSection: Int, BlockSection {
    case metadata
    case junctionX, junctionY, junctionKeys, junctionComponents
    case outFirst, outHeads, outCosts
    case inFirst, inTails, inCosts
    case linkTails, linkHeads, linkForward, linkBackward, linkMetres, linkClasses
    case linkFirstPoint, points
    case gridFirst, gridSegments
    /// The turn restrictions honoured, four numbers each: link, junction, link, and 1 where it is mandatory.
    case restrictions
    /// The arrays of `TurnCopies`.
    case turnCopyFirst, turnFirstArrival, turnArrivals, turnFirstForbidden, turnForbidden

    static let magic = "MAILLNET"
    static let version: UInt32 = 3
}

/// What a network was made from and with, and how large it is. Stored in its file.
public struct NetworkDescription: Codable, Hashable, Sendable {
    /// The name of the speed profile.
    public var profile: String
    /// EPSG code or WKT of the coordinates.
    public var crs: String
    /// The files it was read from, by name.
    public var sources: [String]
    /// The settings in force, such as speeds by class, each with where it comes from.
    public var settings: [NetworkSetting]
    /// Junctions in the largest strongly connected component.
    public var stronglyConnectedJunctions: Int
    /// How many strongly connected components there are.
    public var components: Int
    /// Links, each counted once for every direction that is open.
    public var openDirections: Int
    /// Length of all links in kilometres, each counted once.
    public var lengthKilometres: Double
    /// West, south, east, north in degrees.
    public var boundingBox: [Double]
    var grid: SegmentGrid.Frame
}

/// A named number of a profile and its source.
public struct NetworkSetting: Codable, Hashable, Sendable {
    public var key: String
    public var value: String
    public var source: String

    public init(key: String, value: String, source: String) {
        self.key = key
        self.value = value
        self.source = source
    }
}
