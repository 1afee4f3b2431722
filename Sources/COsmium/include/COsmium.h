#ifndef COSMIUM_H
#define COSMIUM_H

// Roads decoded from an OpenStreetMap file by libosmium, as flat arrays behind a C interface.
//
// Only decoding happens here: which ways to keep and which tag keys to carry is said by the caller, and
// what tags mean is the caller's business. No C++ exception leaves these functions.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What to keep of a file. Lists are newline-separated UTF-8 text; empty text is an empty list.
typedef struct {
    /// A way is kept when it carries one of these, each `key` or `key=value`.
    const char *way_filters;
    /// The keys carried over from kept ways; a tag's `key` is a position in this list.
    const char *way_keys;
    /// The keys carried over from the nodes of kept ways.
    const char *node_keys;
    /// A relation is kept when it carries one of these, each `key` or `key=value`.
    const char *relation_filters;
    /// The keys carried over from kept relations.
    const char *relation_keys;
} cosmium_selection;

/// A tag: the position of its key in the selection's list, and of its value among the strings.
typedef struct {
    uint32_t key;
    uint32_t value;
} cosmium_tag;

/// A member of a relation. `type` is 'n', 'w' or 'r'; `role` a position among the strings.
typedef struct {
    int64_t id;
    uint32_t role;
    char type;
} cosmium_member;

/// A node's coordinates in units of 1e-7 degree. A node that the file does not contain, or that has no
/// valid coordinates there, has COSMIUM_MISSING in both.
typedef struct {
    int32_t longitude;
    int32_t latitude;
} cosmium_location;

#define COSMIUM_MISSING INT32_MAX

/// The decoded roads. Everything stays valid and unchanged until cosmium_roads_free.
/// `first_x[i]` to `first_x[i + 1]` is the range of element i in array x: one more entry than elements.
typedef struct {
    /// Kept ways, ascending by id, each id once (the highest version).
    size_t way_count;
    const int64_t *way_ids;
    const size_t *first_way_nodes;
    /// Positions among the nodes.
    const uint32_t *way_nodes;
    const size_t *first_way_tags;
    const cosmium_tag *way_tags;

    /// The nodes of the kept ways, ascending by id, each id once.
    size_t node_count;
    const int64_t *node_ids;
    const cosmium_location *locations;
    const size_t *first_node_tags;
    const cosmium_tag *node_tags;

    /// Kept relations, ascending by id, each id once (the highest version).
    size_t relation_count;
    const int64_t *relation_ids;
    const size_t *first_members;
    const cosmium_member *members;
    const size_t *first_relation_tags;
    const cosmium_tag *relation_tags;

    /// Tag values and roles, NUL-terminated UTF-8.
    size_t string_count;
    const char *const *strings;
} cosmium_roads;

/// Reads a file twice: first its ways and relations, then the nodes that the ways use. The format and
/// the compression follow from the suffix (.osm.pbf, .osm, .osm.gz, .osm.bz2 …).
///
/// Returns NULL on failure, with a message in `error` (at most `error_capacity` bytes, NUL included).
/// The result belongs to the caller, who gives it to cosmium_roads_free. Safe to call from several
/// threads at once.
const cosmium_roads *cosmium_roads_read(
    const char *path, const cosmium_selection *selection, char *error, size_t error_capacity);

/// Releases what cosmium_roads_read returned; NULL is allowed.
void cosmium_roads_free(const cosmium_roads *roads);

#ifdef __cplusplus
}
#endif

#endif
