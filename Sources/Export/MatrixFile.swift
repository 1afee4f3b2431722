import Geometry
import Layers
public import RoadNetwork

/// Writes travel times and distances between two sets of points as CSV: `origin,destination,seconds,metres`,
/// one row a pair, by origin, then destination, in the order given. Seconds have three decimals, metres two;
/// both are empty where there is no way within the limit, or where a point is unattached.
///
/// Rows are streamed (`Network.forEachOrigin`).
///
/// - Parameters:
///   - origins, destinations: ids and how they are attached to the network.
///   - limit: pairs beyond it (inclusive limit) are empty.
/// - Returns: how many pairs have a way.
/// - Throws: `Problem` (output).
public func writeMatrix(
    to path: String, network: Network, origins: (ids: [String], attachments: [Attachment?]),
    destinations: (ids: [String], attachments: [Attachment?]), limit: TravelTime, threads: Int
) throws -> Int {
    var reached = 0
    let file = try FileBeingWritten(path: path)
    try file.write("origin,destination,seconds,metres\n")
    let destinationIDs = destinations.ids.map(quotedForCSV)
    try network.forEachOrigin(
        origins.attachments, to: destinations.attachments, limit: limit, threads: threads
    ) { origin, costs in
        let start = Array((quotedForCSV(origins.ids[origin]) + ",").utf8)
        var line: [UInt8] = []
        line.reserveCapacity(destinationIDs.count * 40)
        for (destination, cost) in zip(destinationIDs, costs) {
            line += start
            line += destination.utf8
            line.append(UInt8(ascii: ","))
            if cost.isReachable {
                reached += 1
                append(UInt64(cost.time.milliseconds), decimals: 3, to: &line)
                line.append(UInt8(ascii: ","))
                append(UInt64((cost.metres * 100).rounded()), decimals: 2, to: &line)
            } else {
                line.append(UInt8(ascii: ","))
            }
            line.append(UInt8(ascii: "\n"))
        }
        try file.write(line)
    }
    try file.finish()
    return reached
}

/// A whole number of thousandths or hundredths, as a decimal.
private func append(_ number: UInt64, decimals: Int, to line: inout [UInt8]) {
    var digits = Array(String(number).utf8)
    while digits.count <= decimals { digits.insert(UInt8(ascii: "0"), at: 0) }
    line += digits[..<(digits.count - decimals)]
    line.append(UInt8(ascii: "."))
    line += digits[(digits.count - decimals)...]
}

/// RFC 4180: quotes around what holds a comma, a quote or a line break.
func quotedForCSV(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
}
