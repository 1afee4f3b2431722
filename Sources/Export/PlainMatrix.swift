import Coverage
import Foundation
import RoadNetwork

/// A matrix as `maillage matrix` writes it, read straight from its bytes: a CSV without quotes, whose header has the three
/// columns by their exact names. Tens of millions of rows take seconds so, and 8 bytes a pair.
///
/// Nil where the file is not that plain, or anything in it is wrong: `readMatrix` then reads it with GDAL, and says what.
func readPlainMatrix(
    _ path: String, demand: FigureTable, destinations wanted: MatrixDestinations
) -> MatrixContent? {
    // GDAL takes the types of columns from a .csvt beside the file.
    guard path.lowercased().hasSuffix(".csv"), !FileManager.default.fileExists(atPath: path + "t"),
        let file = FileHandle(forReadingAtPath: path)
    else { return nil }
    defer { try? file.close() }
    var reading = PlainMatrixReading(demand: demand, destinations: wanted)
    var rest: [UInt8] = []
    while true {
        let chunk: Data?
        // What cannot be read is GDAL's to tell.
        do { chunk = try file.read(upToCount: 4 << 20) } catch { return nil }
        // Nil or nothing: the end.
        let isLast = chunk?.isEmpty ?? true
        if let chunk { rest.append(contentsOf: chunk) }
        // Without a line break at its end the last line is one all the same.
        if isLast, !rest.isEmpty, rest.last != lineBreak { rest.append(lineBreak) }
        let used = rest.withUnsafeBufferPointer { reading.readLines($0) }
        guard let used else { return nil }
        rest.removeFirst(used)
        if isLast { break }
    }
    return reading.content()
}

private let lineBreak = UInt8(ascii: "\n")
private let comma = UInt8(ascii: ",")

/// What of a matrix has been read.
private struct PlainMatrixReading {
    private let demand: FigureTable
    private let wanted: MatrixDestinations
    private var origins: PlainIDs
    private var destinations: PlainIDs
    /// Number of columns, and where the three stand; nil before the header.
    private var columns: (count: Int, origin: Int, destination: Int, seconds: Int)?
    /// By place of demand: destination in the upper half of each word, milliseconds in the lower one.
    private var entries: [[UInt64]]
    /// Those of the origin at hand, which are copied in one piece when it ends.
    private var run: [UInt64] = []
    private var runOrigin = -1
    private var ends: [Int] = []

    init(demand: FigureTable, destinations: MatrixDestinations) {
        self.demand = demand
        wanted = destinations
        origins = PlainIDs(known: demand.positions, others: .refused)
        self.destinations =
            switch destinations {
            case .those(let table): PlainIDs(known: table.positions, others: .refused)
            case .among(let table): PlainIDs(known: table.positions, others: .passedOver)
            case .every: PlainIDs(known: [:], others: .added)
            }
        entries = Array(repeating: [], count: demand.ids.count)
    }

    /// Reads all whole lines; returns how many bytes they have, or nil where one is not plain or not right.
    mutating func readLines(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var start = 0
        while let found = bytes[start...].firstIndex(of: lineBreak) {
            var end = found
            if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
            guard columns == nil ? readHeader(line) : readRow(line) else { return nil }
            start = found + 1
        }
        return start
    }

    private mutating func readHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let text = String(validating: line, as: UTF8.self),
            !text.contains(where: { "\";\t|\r".contains($0) })
        else { return false }
        let mark = "\u{FEFF}"
        let names = (text.hasPrefix(mark) ? String(text.dropFirst()) : text).split(
            separator: ",", omittingEmptySubsequences: false)
        guard Set(names).count == names.count, let origin = names.firstIndex(of: "origin"),
            let destination = names.firstIndex(of: "destination"), let seconds = names.firstIndex(of: "seconds")
        else { return false }
        columns = (names.count, origin, destination, seconds)
        return true
    }

    private mutating func readRow(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let columns, !line.isEmpty else { return false }
        ends.removeAll(keepingCapacity: true)
        for (position, byte) in line.enumerated() {
            if byte == comma { ends.append(position) }
            // Quotes, and control characters such as a lone return, are for GDAL.
            if byte == UInt8(ascii: "\"") || byte < 0x20 { return false }
        }
        ends.append(line.count)
        guard ends.count == columns.count else { return false }
        func cell(_ column: Int) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: line[(column == 0 ? 0 : ends[column - 1] + 1)..<ends[column]])
        }
        guard case .known(let start) = origins.position(cell(columns.origin)),
            let milliseconds = milliseconds(cell(columns.seconds))
        else { return false }
        switch destinations.position(cell(columns.destination)) {
        case .refused: return false
        case .passedOver: return true
        case .known(let end):
            if start != runOrigin {
                endRun()
                runOrigin = start
            }
            run.append(UInt64(end) << 32 | UInt64(milliseconds))
            return true
        }
    }

    private mutating func endRun() {
        guard runOrigin >= 0, !run.isEmpty else { return }
        if entries[runOrigin].isEmpty { entries[runOrigin].reserveCapacity(run.count) }
        entries[runOrigin].append(contentsOf: run)
        run.removeAll(keepingCapacity: true)
    }

    /// All of it; nil where a pair stands twice, or there was not even a header.
    mutating func content() -> MatrixContent? {
        guard columns != nil else { return nil }
        endRun()
        var ids = wanted.table?.ids ?? []
        var sortedPosition: [UInt64]?
        if case .every = wanted {
            let order = destinations.added.indices.sorted { destinations.added[$0] < destinations.added[$1] }
            ids = order.map { destinations.added[$0] }
            var positions = [UInt64](repeating: 0, count: order.count)
            for (position, old) in order.enumerated() { positions[old] = UInt64(position) }
            sortedPosition = positions
        }
        var count = 0
        for place in entries.indices {
            if let sortedPosition {
                for entry in entries[place].indices {
                    let old = entries[place][entry]
                    entries[place][entry] = sortedPosition[Int(old >> 32)] << 32 | old & 0xFFFF_FFFF
                }
            }
            let isSorted = zip(entries[place], entries[place].dropFirst()).allSatisfy { $0 < $1 }
            if !isSorted { entries[place].sort() }
            let isDouble = zip(entries[place], entries[place].dropFirst()).contains { $0 >> 32 == $1 >> 32 }
            if isDouble { return nil }
            count += entries[place].count
        }
        let missing = missingPairs(destinationCount: ids.count, count: entries.count * ids.count - count)
        return MatrixContent(pairs: pairs(supplyCount: ids.count, count: count), destinationIDs: ids, missing: missing)
    }

    private func missingPairs(
        destinationCount: Int, count: Int
    ) -> (count: Int, first: [(demand: Int, destination: Int)]) {
        var first: [(demand: Int, destination: Int)] = []
        guard count > 0 else { return (0, []) }
        for place in entries.indices where entries[place].count < destinationCount {
            let present = Set(entries[place].map { Int($0 >> 32) })
            for destination in 0..<destinationCount where !present.contains(destination) {
                first.append((place, destination))
                if first.count == 5 { return (count, first) }
            }
        }
        return (count, first)
    }

    /// Each place's entries are given back as soon as they are taken over.
    private mutating func pairs(supplyCount: Int, count: Int) -> TravelPairs {
        var (place, entry) = (0, 0)
        var own: [UInt64] = []
        return TravelPairs(demandCount: entries.count, supplyCount: supplyCount, sortedCount: count) { _ in
            while entry == own.count {
                if !own.isEmpty { place += 1 }
                while entries[place].isEmpty { place += 1 }
                own = entries[place]
                entries[place] = []
                entry = 0
            }
            defer { entry += 1 }
            return TravelPairs.Pair(
                demand: place, supply: Int(own[entry] >> 32),
                time: TravelTime(milliseconds: UInt32(truncatingIfNeeded: own[entry])))
        }
    }
}

/// The ids of a column. Matrices name them in the same order again and again: the one that followed the last time is
/// compared first, byte by byte.
private struct PlainIDs {
    enum Others { case refused, passedOver, added }
    enum Found {
        case known(Int)
        case passedOver
        case refused
    }

    private let known: [String: Int32]
    private let others: Others
    /// Those that no table names, as they came.
    private(set) var added: [String] = []
    /// What has been met: bytes and position (−1: passed over), and which one followed.
    private var met: [String: Int] = [:]
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>] = []
    private var positions: [Int32] = []
    private var following: [Int] = []
    private var last = -1

    init(known: [String: Int32], others: Others) {
        self.known = known
        self.others = others
    }

    mutating func position(_ id: UnsafeBufferPointer<UInt8>) -> Found {
        if last >= 0 {
            if isMet(last, id) { return found(last) }
            let next = following[last]
            if next >= 0, isMet(next, id) {
                last = next
                return found(next)
            }
        }
        // Blanks at an end are for GDAL and its reader to judge.
        guard let first = id.first, let end = id.last, first != 0x20, end != 0x20,
            let name = String(validating: id, as: UTF8.self), let number = number(of: name, id)
        else { return .refused }
        if last >= 0 { following[last] = number }
        last = number
        return found(number)
    }

    private func found(_ number: Int) -> Found {
        positions[number] >= 0 ? .known(Int(positions[number])) : .passedOver
    }

    private func isMet(_ number: Int, _ id: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = ranges[number]
        guard range.count == id.count, let start = id.baseAddress else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { memcmp($0 + range.lowerBound, start, id.count) == 0 } ?? false
        }
    }

    /// The number under which an id is kept; nil where it must not be there.
    private mutating func number(of name: String, _ id: UnsafeBufferPointer<UInt8>) -> Int? {
        if let number = met[name] { return number }
        var position = known[name]
        if position == nil {
            switch others {
            case .refused: return nil
            case .passedOver: position = -1
            case .added:
                position = Int32(added.count)
                added.append(name)
            }
        }
        let number = positions.count
        positions.append(position ?? -1)
        ranges.append(bytes.count..<(bytes.count + id.count))
        bytes.append(contentsOf: id)
        following.append(-1)
        met[name] = number
        return number
    }
}

/// Milliseconds of a cell of seconds: unreachable where it is empty, nil where it is no plain number, or too large.
private func milliseconds(_ cell: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if cell.isEmpty { return TravelTime.unreachable.milliseconds }
    var (value, decimals) = (0, -1)
    for byte in cell {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            if decimals >= 0 { decimals += 1 }
        case UInt8(ascii: ".") where decimals < 0: decimals = 0
        default: return rounded(cell)
        }
        // More digits than these are rounded like any other number.
        if decimals > 3 || value > 1_000_000_000 { return rounded(cell) }
    }
    guard cell.count > 1 || decimals < 0 else { return nil }
    let thousandths = value * [1000, 1000, 100, 10, 1][decimals + 1]
    let time = TravelTime(seconds: Double(thousandths) / 1000)
    return time.isReachable ? time.milliseconds : nil
}

private func rounded(_ cell: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard let text = String(validating: cell, as: UTF8.self), let seconds = Double(text), seconds.isFinite, seconds >= 0
    else { return nil }
    let time = TravelTime(seconds: seconds)
    return time.isReachable ? time.milliseconds : nil
}
