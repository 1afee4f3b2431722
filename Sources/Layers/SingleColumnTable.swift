internal import CGDAL
import Foundation

/// A CSV of one column as a file in memory with an empty second one: GDAL takes a text without a separator in its first
/// line for no CSV.
struct SingleColumnTable {
    /// GDAL's name of the file in memory.
    let name: String

    /// Nil where the file cannot be read, is empty, or has a separator in its first line.
    init?(path: String) {
        guard let text = FileManager.default.contents(atPath: path), !text.isEmpty else { return nil }
        let lineBreak = UInt8(ascii: "\n")
        let header = text.prefix { $0 != lineBreak }
        if header.contains(where: { [",", ";", "\t", "|"].contains(Character(UnicodeScalar($0))) }) { return nil }
        var padded: [UInt8] = []
        padded.reserveCapacity(text.count * 2)
        var isQuoted = false
        // A return before the line break belongs to the break.
        for byte in text where byte != UInt8(ascii: "\r") {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == lineBreak, !isQuoted, padded.last != lineBreak { padded.append(UInt8(ascii: ",")) }
            padded.append(byte)
        }
        if padded.last != lineBreak { padded += [UInt8(ascii: ","), lineBreak] }
        name = "/vsimem/\(UUID().uuidString)/" + URL(fileURLWithPath: path).lastPathComponent
        // GDAL owns the copy and frees it when the name is unlinked.
        guard let copy = CPLMalloc(padded.count) else { return nil }
        copy.copyMemory(from: padded, byteCount: padded.count)
        guard
            let file = VSIFileFromMemBuffer(
                name, copy.assumingMemoryBound(to: GByte.self), vsi_l_offset(padded.count), 1)
        else {
            VSIFree(copy)
            return nil
        }
        VSIFCloseL(file)
    }

    func remove() {
        VSIUnlink(name)
    }
}
