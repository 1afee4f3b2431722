import Foundation
import Layers

/// The parts of a network in its file, in this order, each an array of fixed-width numbers.
enum NetworkSection: Int, CaseIterable {
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
}

/// The bytes of a network: one block that is either made in memory or mapped from a file, laid out alike.
///
/// Layout (little-endian): 8 bytes of magic, version (u32), byte-order mark (u32), total bytes (u64),
/// number of sections (u32), 36 bytes of zeros, SHA-256 of everything from byte 128 on (32 bytes), zeros
/// up to 128, then for each section its offset and length in bytes (u64 each), then the sections, each
/// from a multiple of 64.
final class NetworkImage: @unchecked Sendable {
    static let magic: [UInt8] = Array("MAILLNET".utf8)
    /// Raised whenever a section changes its meaning; older files are refused.
    static let version: UInt32 = 2
    private static let byteOrderMark: UInt32 = 0x0102_0304
    private static let headerSize = 128
    private static let digestOffset = 64

    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    private init(bytes: UnsafeRawBufferPointer, isMapped: Bool) {
        self.bytes = bytes
        self.isMapped = isMapped
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }

    /// The SHA-256 of the content.
    var digest: [UInt8] { Array(bytes[Self.digestOffset..<Self.digestOffset + 32]) }

    /// Lays out the sections in memory; `contents` has one entry for each `NetworkSection`.
    static func build(_ contents: [NetworkSection: UnsafeRawBufferPointer]) -> NetworkImage {
        func aligned(_ offset: Int) -> Int { (offset + 63) & ~63 }
        let tableSize = NetworkSection.allCases.count * 16
        var offsets: [Int] = []
        var end = aligned(headerSize + tableSize)
        for section in NetworkSection.allCases {
            offsets.append(end)
            end = aligned(end + (contents[section]?.count ?? 0))
        }
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: end, alignment: 64)
        block.initializeMemory(as: UInt8.self, repeating: 0)
        block.copyBytes(from: magic)
        block.storeBytes(of: version.littleEndian, toByteOffset: 8, as: UInt32.self)
        block.storeBytes(of: byteOrderMark.littleEndian, toByteOffset: 12, as: UInt32.self)
        block.storeBytes(of: UInt64(end).littleEndian, toByteOffset: 16, as: UInt64.self)
        block.storeBytes(
            of: UInt32(NetworkSection.allCases.count).littleEndian, toByteOffset: 24, as: UInt32.self)
        for section in NetworkSection.allCases {
            let content = contents[section]
            let entry = headerSize + section.rawValue * 16
            let offset = offsets[section.rawValue]
            block.storeBytes(of: UInt64(offset).littleEndian, toByteOffset: entry, as: UInt64.self)
            block.storeBytes(of: UInt64(content?.count ?? 0).littleEndian, toByteOffset: entry + 8, as: UInt64.self)
            if let content, content.count > 0 {
                UnsafeMutableRawBufferPointer(rebasing: block[offset..<offset + content.count])
                    .copyMemory(from: content)
            }
        }
        let digest = sha256(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(block)[headerSize...]))
        UnsafeMutableRawBufferPointer(rebasing: block[digestOffset..<digestOffset + 32]).copyBytes(from: digest)
        return NetworkImage(bytes: UnsafeRawBufferPointer(block), isMapped: false)
    }

    /// Maps a file, and refuses it unless it is a whole network of this version.
    ///
    /// - Throws: `Problem`.
    static func map(_ path: String) throws -> NetworkImage {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else {
            let text = errno == ENOENT ? "there is no such file" : String(cString: strerror(errno))
            throw Problem(.unreadable, file: path, text, remedy: "build it with maillage network build")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Problem(
                .unreadable, file: path, "is a folder or a device, and no network file",
                remedy: "name the file that maillage network build has written")
        }
        let size = Int(status.st_size)
        let foreign = Problem(
            .content, file: path, "is no network file of maillage",
            remedy: "build one from roads with maillage network build")
        guard size >= headerSize + NetworkSection.allCases.count * 16 else { throw foreign }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw Problem(.unreadable, file: path, "cannot be mapped (\(String(cString: strerror(errno))))")
        }
        let image = NetworkImage(bytes: UnsafeRawBufferPointer(start: start, count: size), isMapped: true)
        let bytes = image.bytes
        guard bytes[0..<8].elementsEqual(magic) else { throw foreign }
        let found = UInt32(littleEndian: bytes.load(fromByteOffset: 8, as: UInt32.self))
        guard found == version else {
            throw Problem(
                .content, file: path, "was written by another version of maillage (format \(found), here \(version))",
                remedy: "build it again with maillage network build")
        }
        guard UInt32(littleEndian: bytes.load(fromByteOffset: 12, as: UInt32.self)) == byteOrderMark,
            UInt64(littleEndian: bytes.load(fromByteOffset: 16, as: UInt64.self)) == UInt64(size),
            UInt32(littleEndian: bytes.load(fromByteOffset: 24, as: UInt32.self)) == NetworkSection.allCases.count,
            sha256(UnsafeRawBufferPointer(rebasing: bytes[headerSize...])) == image.digest
        else {
            throw Problem(
                .content, file: path, "is damaged or cut short",
                remedy: "build it again with maillage network build")
        }
        return image
    }

    /// One section as an array of numbers. The digest has vouched for offsets and lengths.
    func section<T>(_ section: NetworkSection, as type: T.Type) -> UnsafeBufferPointer<T> {
        let entry = Self.headerSize + section.rawValue * 16
        let offset = Int(UInt64(littleEndian: bytes.load(fromByteOffset: entry, as: UInt64.self)))
        let length = Int(UInt64(littleEndian: bytes.load(fromByteOffset: entry + 8, as: UInt64.self)))
        let slice = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
        return slice.bindMemory(to: type)
    }

    /// Writes the bytes aside and renames them.
    ///
    /// - Throws: `Problem` (output).
    func save(to path: String) throws {
        let file = try FileBeingWritten(path: path)
        try file.write(bytes)
        try file.finish()
    }
}
