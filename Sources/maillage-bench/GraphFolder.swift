import Foundation
import Layers
import RoadNetwork

/// A folder of raw little-endian arrays that hold a graph, in the manner that many libraries read:
/// `first_out.u32`, `head.u32`, `weight.u32` (milliseconds), and `lon.f64`, `lat.f64` where coordinates are known.
struct GraphFolder {
    var path: String

    private func file(_ name: String) -> String { (path as NSString).appendingPathComponent(name) }

    private var firstOut: String { file("first_out.u32") }
    private var head: String { file("head.u32") }
    private var weight: String { file("weight.u32") }
    private var longitude: String { file("lon.f64") }
    private var latitude: String { file("lat.f64") }
    /// Beyond what a graph needs: the class of each arc's road, for peers that read OpenStreetMap only.
    private var roadClass: String { file("road_class.u8") }

    // MARK: Reading

    /// Reads the graph and checks that every index leads somewhere.
    ///
    /// - Throws: `Problem`.
    func read() throws -> GraphArrays {
        let firstArcs = try numbers(UInt32.self, in: firstOut)
        let heads = try numbers(UInt32.self, in: head)
        let milliseconds = try numbers(UInt32.self, in: weight)
        try check(firstArcs, arcs: heads.count)
        let nodes = firstArcs.count - 1
        try requireNodes(heads, below: nodes, in: head, whose: "the head of an arc")
        guard milliseconds.count == heads.count else {
            throw Problem(
                .content, file: weight, "has \(milliseconds.count) weights for \(heads.count) arcs of head.u32",
                remedy: "write one weight in milliseconds for each arc")
        }
        let graph = GraphArrays(
            firstArcs: firstArcs, heads: heads, milliseconds: milliseconds, coordinates: try coordinates(nodes: nodes))
        return graph
    }

    private func check(_ firstArcs: [UInt32], arcs: Int) throws {
        let remedy = "write n + 1 numbers that begin with 0, never fall, and end with the number of arcs"
        guard let first = firstArcs.first, let last = firstArcs.last else {
            throw Problem(.content, file: firstOut, "is empty", remedy: remedy)
        }
        guard first == 0 else {
            throw Problem(.content, file: firstOut, place: "number 0", "is \(first) and not 0", remedy: remedy)
        }
        if let fall = firstArcs.indices.dropFirst().first(where: { firstArcs[$0] < firstArcs[$0 - 1] }) {
            throw Problem(
                .content, file: firstOut, place: "number \(fall)",
                "falls from \(firstArcs[fall - 1]) to \(firstArcs[fall])", remedy: remedy)
        }
        guard Int(last) == arcs else {
            throw Problem(
                .content, file: firstOut, place: "number \(firstArcs.count - 1)",
                "ends with \(last), and head.u32 has \(arcs) arcs", remedy: remedy)
        }
    }

    private func coordinates(nodes: Int) throws -> GraphArrays.Coordinates? {
        let present = [longitude, latitude].filter(FileManager.default.fileExists(atPath:))
        guard let one = present.first else { return nil }
        guard present.count == 2 else {
            let missing = one == longitude ? latitude : longitude
            throw Problem(
                .unreadable, file: missing, "there is no such file beside \((one as NSString).lastPathComponent)",
                remedy: "write both lon.f64 and lat.f64, or neither")
        }
        let degrees = try [(longitude, 180.0), (latitude, 90.0)].map { file, greatest in
            let degrees = try numbers(Double.self, in: file)
            guard degrees.count == nodes else {
                throw Problem(
                    .content, file: file, "has \(degrees.count) coordinates for \(nodes) nodes of first_out.u32",
                    remedy: "write one for each node")
            }
            if let bad = degrees.indices.first(where: { !(abs(degrees[$0]) <= greatest) }) {
                throw Problem(
                    .content, file: file, place: "number \(bad)", "\(degrees[bad]) is no place on the globe",
                    remedy: "write degrees from −\(Int(greatest)) to \(Int(greatest))")
            }
            return degrees
        }
        return .init(longitudes: degrees[0], latitudes: degrees[1])
    }

    // MARK: Writing

    /// Writes the graph of a network, and the class of each arc's road as `road_class.u8`.
    ///
    /// - Throws: `Problem` (output).
    func write(_ graph: GraphArrays, roadClasses: [RoadClass]) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Problem(
                .output, file: path, "the folder cannot be made (\(error.localizedDescription))",
                remedy: "name a folder that may be written to")
        }
        try write(graph.firstArcs, to: firstOut)
        try write(graph.heads, to: head)
        try write(graph.milliseconds, to: weight)
        if let coordinates = graph.coordinates {
            try write(coordinates.longitudes, to: longitude)
            try write(coordinates.latitudes, to: latitude)
        }
        try write(roadClasses.map(\.rawValue), to: roadClass)
    }

    private func write<Number: RawNumber>(_ numbers: [Number], to path: String) throws {
        let file = try FileBeingWritten(path: path)
        try numbers.map(\.inLittleEndian).withUnsafeBytes(file.write)
        try file.finish()
    }
}

/// Reads the nodes that searches start from.
///
/// - Throws: `Problem` when there are none, or one is no node of the graph.
func readSources(_ path: String, nodes: Int) throws -> [UInt32] {
    let sources = try numbers(UInt32.self, in: path)
    guard !sources.isEmpty else {
        throw Problem(.content, file: path, "is empty", remedy: "write the number of at least one node")
    }
    try requireNodes(sources, below: nodes, in: path, whose: "a source")
    return sources
}

private func requireNodes(_ numbers: [UInt32], below nodes: Int, in file: String, whose what: String) throws {
    if let bad = numbers.indices.first(where: { Int(numbers[$0]) >= nodes }) {
        throw Problem(
            .content, file: file, place: "number \(bad)", "\(what), \(numbers[bad]), is no node of the graph",
            remedy: nodes > 0 ? "number nodes from 0 to \(nodes - 1)" : "the graph has no nodes: check first_out.u32")
    }
}

/// A number as it stands in a file of raw numbers, whatever machine reads it.
protocol RawNumber: BitwiseCopyable {
    init(littleEndianNumber: Self)
    var inLittleEndian: Self { get }
}

extension UInt8: RawNumber {
    init(littleEndianNumber number: UInt8) { self = number }
    var inLittleEndian: UInt8 { self }
}

extension UInt32: RawNumber {
    init(littleEndianNumber number: UInt32) { self.init(littleEndian: number) }
    var inLittleEndian: UInt32 { littleEndian }
}

extension Double: RawNumber {
    init(littleEndianNumber number: Double) {
        self.init(bitPattern: UInt64(littleEndian: number.bitPattern))
    }
    var inLittleEndian: Double { Double(bitPattern: bitPattern.littleEndian) }
}

/// - Throws: `Problem` when the file is missing, or ends inside a number.
func numbers<Number: RawNumber>(_ type: Number.Type, in path: String) throws -> [Number] {
    let size = MemoryLayout<Number>.size
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Problem(
            .unreadable, file: path, "there is no such file",
            remedy: "write it as raw little-endian numbers of \(size) bytes")
    }
    guard !isFolder.boolValue else {
        throw Problem(
            .unreadable, file: path, "is a folder", remedy: "name a file of raw little-endian numbers of \(size) bytes")
    }
    let data: Data
    do {
        data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
        throw Problem(
            .unreadable, file: path, "cannot be read (\(error.localizedDescription))",
            remedy: "check that it may be read")
    }
    guard data.count % size == 0 else {
        throw Problem(
            .content, file: path, place: "byte \(data.count - data.count % size)",
            "its length of \(data.count) bytes is no multiple of \(size)",
            remedy: "write raw little-endian numbers of \(size) bytes, and nothing else")
    }
    return data.withUnsafeBytes { $0.bindMemory(to: Number.self).map(Number.init(littleEndianNumber:)) }
}
