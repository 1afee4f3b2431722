internal import COsmium
import Foundation
import Geometry
import Layers

/// The roads of an OpenStreetMap file as libosmium decodes them: ways and relations ascending by id, the
/// nodes of the ways by position.
final class OpenStreetMapExtract {
    private let roads: UnsafePointer<cosmium_roads>
    private let strings: [String]

    /// - Throws: `Problem`.
    init(path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Problem(.unreadable, file: path, "there is no such file", remedy: "check the path")
        }
        guard !isFolder.boolValue, FileManager.default.isReadableFile(atPath: path) else {
            throw Problem(
                .unreadable, file: path,
                isFolder.boolValue ? "it is a folder, not a file" : "the file may not be read",
                remedy: isFolder.boolValue ? "name the file inside it" : "check its permissions")
        }
        let keys = TagKey.inOrder.map(\.rawValue).joined(separator: "\n")
        var message = [CChar](repeating: 0, count: 512)
        // Returns NULL on failure, with the reason in `message`; else the caller frees the result.
        let decoded = "highway\nroute=ferry".withCString { ways in
            "type=restriction".withCString { relations in
                keys.withCString { keys in
                    var selection = cosmium_selection(
                        way_filters: ways, way_keys: keys, node_keys: keys,
                        relation_filters: relations, relation_keys: keys)
                    return cosmium_roads_read(path, &selection, &message, message.count)
                }
            }
        }
        guard let decoded else {
            let reason = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            throw Problem(
                .content, file: path, "it cannot be read as OpenStreetMap data (\(reason))",
                remedy: "give a complete .osm.pbf, .osm, .osm.gz or .osm.bz2 file; "
                    + "if it was downloaded, download it again")
        }
        roads = decoded
        strings = (0..<decoded.pointee.string_count).map { position in
            decoded.pointee.strings[position].map { String(cString: $0) } ?? ""
        }
    }

    deinit {
        cosmium_roads_free(roads)
    }

    // MARK: Ways

    var wayCount: Int { roads.pointee.way_count }

    func tags(ofWay way: Int) -> Tags {
        tags(roads.pointee.way_tags, roads.pointee.first_way_tags, way)
    }

    /// The positions of a way's nodes, as drawn.
    func nodes(ofWay way: Int) -> UnsafeBufferPointer<UInt32> {
        let first = roads.pointee.first_way_nodes[way]
        let count = roads.pointee.first_way_nodes[way + 1] - first
        return UnsafeBufferPointer(start: roads.pointee.way_nodes.map { $0 + first }, count: count)
    }

    func way(withID id: Int64) -> Int? {
        UnsafeBufferPointer(start: roads.pointee.way_ids, count: wayCount).position(of: id)
    }

    // MARK: Nodes

    var nodeCount: Int { roads.pointee.node_count }

    func id(ofNode node: Int) -> Int64 { roads.pointee.node_ids[node] }

    /// Longitude and latitude in degrees; nil when the file does not contain the node.
    func location(ofNode node: Int) -> Point? {
        let location = roads.pointee.locations[node]
        guard location.longitude != COSMIUM_MISSING else { return nil }
        return Point(x: Double(location.longitude) / 1e7, y: Double(location.latitude) / 1e7)
    }

    func tags(ofNode node: Int) -> Tags {
        tags(roads.pointee.node_tags, roads.pointee.first_node_tags, node)
    }

    // MARK: Turn restrictions

    struct Member {
        enum Kind { case node, way, other }
        var kind: Kind
        var id: Int64
        var role: String
    }

    var relationCount: Int { roads.pointee.relation_count }

    func tags(ofRelation relation: Int) -> Tags {
        tags(roads.pointee.relation_tags, roads.pointee.first_relation_tags, relation)
    }

    func members(ofRelation relation: Int) -> [Member] {
        let range = roads.pointee.first_members[relation]..<roads.pointee.first_members[relation + 1]
        return range.map { position in
            let member = roads.pointee.members[position]
            let kind: Member.Kind =
                switch UInt8(bitPattern: member.type) {
                case UInt8(ascii: "n"): .node
                case UInt8(ascii: "w"): .way
                default: .other
                }
            return Member(kind: kind, id: member.id, role: strings[Int(member.role)])
        }
    }

    private func tags(
        _ tags: UnsafePointer<cosmium_tag>?, _ first: UnsafePointer<Int>, _ element: Int
    ) -> Tags {
        guard let tags else { return Tags() }
        return Tags(
            (first[element]..<first[element + 1]).map { position in
                let tag = tags[position]
                return (key: TagKey.inOrder[Int(tag.key)], value: strings[Int(tag.value)])
            })
    }
}

extension UnsafeBufferPointer<Int64> {
    /// The position of an id among ascending ids.
    fileprivate func position(of id: Int64) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == id ? low : nil
    }
}
