import Foundation
import Layers

/// What a block of arrays is made of: its parts in the order of the file, each an array of fixed-width numbers.
protocol BlockSection: CaseIterable, Hashable, RawRepresentable<Int> {
    /// Eight letters at the start of the block.
    static var magic: String { get }
    /// Raised whenever a section changes its meaning; older files are refused.
    static var version: UInt32 { get }
}

/// Bytes in memory or in a mapped file, freed with their last user.
final class StoredBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    init(bytes: UnsafeRawBufferPointer, isMapped: Bool) {
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

    /// Maps a whole file.
    ///
    /// - Throws: `Problem` where there is none or it cannot be mapped.
    static func map(_ path: String) throws -> StoredBytes {
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
        if size == 0 { return StoredBytes(bytes: .init(start: nil, count: 0), isMapped: false) }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw Problem(.unreadable, file: path, "cannot be mapped (\(String(cString: strerror(errno))))")
        }
        return StoredBytes(bytes: UnsafeRawBufferPointer(start: start, count: size), isMapped: true)
    }
}

/// A block of arrays that is either made in memory or mapped from a file, laid out alike.
///
/// Layout (little-endian): 8 bytes of magic, version (u32), byte-order mark (u32), total bytes (u64),
/// number of sections (u32), zeros up to byte 64, SHA-256 of everything from byte 128 on (32 bytes), SHA-256 of the
/// header before it and the table (32 bytes), then the table: for each section its offset and length in bytes (u64
/// each), then the sections, each from a multiple of 64.
struct SectionBlock<Section: BlockSection>: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private let owner: StoredBytes

    /// Lays out the sections in memory.
    init(_ contents: SectionContents<Section>) {
        func aligned(_ offset: Int) -> Int { (offset + 63) & ~63 }
        var offsets: [Int] = []
        var end = aligned(Layout.header + Layout.tableSize(Section.self))
        for section in Section.allCases {
            offsets.append(end)
            end = aligned(end + contents.byteCount(section))
        }
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: end, alignment: 64)
        block.initializeMemory(as: UInt8.self, repeating: 0)
        block.copyBytes(from: Section.magic.utf8)
        block.storeBytes(of: Section.version.littleEndian, toByteOffset: 8, as: UInt32.self)
        block.storeBytes(of: Layout.byteOrderMark.littleEndian, toByteOffset: 12, as: UInt32.self)
        block.storeBytes(of: UInt64(end).littleEndian, toByteOffset: 16, as: UInt64.self)
        block.storeBytes(of: UInt32(Section.allCases.count).littleEndian, toByteOffset: 24, as: UInt32.self)
        for (section, offset) in zip(Section.allCases, offsets) {
            let entry = Layout.header + section.rawValue * 16
            let length = contents.byteCount(section)
            block.storeBytes(of: UInt64(offset).littleEndian, toByteOffset: entry, as: UInt64.self)
            block.storeBytes(of: UInt64(length).littleEndian, toByteOffset: entry + 8, as: UInt64.self)
            contents.write(section, to: UnsafeMutableRawBufferPointer(rebasing: block[offset..<offset + length]))
        }
        bytes = UnsafeRawBufferPointer(block)
        owner = StoredBytes(bytes: bytes, isMapped: false)
        let content = Self.digest(ofContent: bytes)
        UnsafeMutableRawBufferPointer(rebasing: block[Layout.contentDigest]).copyBytes(from: content)
        let table = Self.digest(ofTable: bytes)
        UnsafeMutableRawBufferPointer(rebasing: block[Layout.tableDigest]).copyBytes(from: table)
    }

    /// Takes the block that starts at `offset` of stored bytes; nil where none of this kind starts there.
    ///
    /// - Parameter checksContent: whether every byte is read and compared with its digest; else the header and the
    ///   table only.
    /// - Throws: `Problem` where it is of another version, damaged or cut short.
    init?(_ owner: StoredBytes, at offset: Int, of path: String, checksContent: Bool) throws {
        let rest = UnsafeRawBufferPointer(rebasing: owner.bytes[offset...])
        let magic = Array(Section.magic.utf8)
        guard rest.count >= magic.count, rest[0..<magic.count].elementsEqual(magic) else { return nil }
        let damaged = Problem(
            .content, file: path, "is damaged or cut short", remedy: "build it again with maillage network build")
        guard rest.count >= Layout.header else { throw damaged }
        let found = UInt32(littleEndian: rest.load(fromByteOffset: 8, as: UInt32.self))
        guard found == Section.version else {
            throw Problem(
                .content, file: path,
                "was written by another version of maillage (format \(found), here \(Section.version))",
                remedy: "build it again with maillage network build")
        }
        let total = UInt64(littleEndian: rest.load(fromByteOffset: 16, as: UInt64.self))
        guard UInt32(littleEndian: rest.load(fromByteOffset: 12, as: UInt32.self)) == Layout.byteOrderMark,
            total <= UInt64(rest.count), total >= UInt64(Layout.header + Layout.tableSize(Section.self))
        else { throw damaged }
        bytes = UnsafeRawBufferPointer(rebasing: rest[..<Int(total)])
        self.owner = owner
        guard Self.digest(ofTable: bytes).elementsEqual(bytes[Layout.tableDigest]),
            !checksContent || Self.digest(ofContent: bytes).elementsEqual(bytes[Layout.contentDigest])
        else { throw damaged }
    }

    /// The SHA-256 of the content.
    var digest: [UInt8] { Array(bytes[Layout.contentDigest]) }

    /// One section as an array of numbers. The table's digest has vouched for offsets and lengths.
    func section<T>(_ section: Section, as type: T.Type) -> UnsafeBufferPointer<T> {
        let entry = Layout.header + section.rawValue * 16
        let offset = Int(UInt64(littleEndian: bytes.load(fromByteOffset: entry, as: UInt64.self)))
        let length = Int(UInt64(littleEndian: bytes.load(fromByteOffset: entry + 8, as: UInt64.self)))
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]).bindMemory(to: type)
    }

    private static func digest(ofContent bytes: UnsafeRawBufferPointer) -> [UInt8] {
        sha256(UnsafeRawBufferPointer(rebasing: bytes[Layout.header...]))
    }

    private static func digest(ofTable bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let table = bytes[Layout.header..<Layout.header + Layout.tableSize(Section.self)]
        return (Array(bytes[..<Layout.tableDigest.lowerBound]) + table).withUnsafeBytes { sha256($0) }
    }
}

private enum Layout {
    static let header = 128
    static let contentDigest = 64..<96
    static let tableDigest = 96..<128
    static let byteOrderMark: UInt32 = 0x0102_0304

    static func tableSize(_ sections: (some BlockSection).Type) -> Int { sections.allCases.count * 16 }
}

/// The arrays that a block is to hold. They are copied only when the block is laid out.
struct SectionContents<Section: BlockSection> {
    private var writers: [Section: (byteCount: Int, write: (UnsafeMutableRawBufferPointer) -> Void)] = [:]

    mutating func put<T>(_ section: Section, _ values: [T]) {
        writers[section] = (
            values.count * MemoryLayout<T>.stride, { target in values.withUnsafeBytes { target.copyMemory(from: $0) } }
        )
    }

    /// `count` values that are made one by one when the block is laid out.
    mutating func put<T>(_ section: Section, count: Int, _ value: @escaping (Int) -> T) {
        writers[section] = (
            count * MemoryLayout<T>.stride,
            { target in
                let values = target.bindMemory(to: T.self)
                for index in 0..<count { values[index] = value(index) }
            }
        )
    }

    func byteCount(_ section: Section) -> Int { writers[section]?.byteCount ?? 0 }

    func write(_ section: Section, to target: UnsafeMutableRawBufferPointer) { writers[section]?.write(target) }
}
