import Layers
import Territory

/// Writes `id,access` as CSV, in the order given: supply per inhabitant in the shortest text that reads back
/// exactly, 0 where nothing is reached.
///
/// - Throws: `Problem` (output).
public func writeAccess(to path: String, ids: [String], access: [Double]) throws {
    let file = try FileBeingWritten(path: path)
    try file.write("id,access\n")
    for (id, access) in zip(ids, access) { try file.write("\(quotedForCSV(id)),\(plain(access))\n") }
    try file.finish()
}
