#include "COsmium.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <osmium/io/any_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

namespace {

std::vector<std::string> lines(const char *text) {
    std::vector<std::string> result;
    for (const char *start = text; start && *start;) {
        const char *end = std::strchr(start, '\n');
        const std::size_t length = end ? static_cast<std::size_t>(end - start) : std::strlen(start);
        result.emplace_back(start, length);
        start = end ? end + 1 : nullptr;
    }
    return result;
}

/// Tag values and roles, each kept once and numbered in the order of their first appearance.
class Strings {
public:
    std::uint32_t position(const char *text) {
        const auto next = static_cast<std::uint32_t>(m_positions.size());
        const auto [entry, isNew] = m_positions.emplace(text, next);
        // The keys of an unordered_map stay where they are when it grows.
        if (isNew) { m_texts.push_back(entry->first.c_str()); }
        return entry->second;
    }

    const std::vector<const char *> &texts() const { return m_texts; }

private:
    std::unordered_map<std::string, std::uint32_t> m_positions;
    std::vector<const char *> m_texts;
};

/// The tags of a growing list of elements.
class TagColumn {
public:
    TagColumn(const char *keys, Strings &strings) : m_keys(lines(keys)), m_strings(strings) {}

    void append(const osmium::TagList &tags) {
        for (const auto &tag : tags) {
            const auto found = std::find(m_keys.begin(), m_keys.end(), tag.key());
            if (found != m_keys.end()) {
                const auto key = static_cast<std::uint32_t>(found - m_keys.begin());
                m_tags.push_back({key, m_strings.position(tag.value())});
            }
        }
        m_first.push_back(m_tags.size());
    }

    void appendNothing() { m_first.push_back(m_tags.size()); }

    /// The new element's position, or 0 (and no new element) when no tag is of interest.
    std::size_t appendIfAny(const osmium::TagList &tags) {
        append(tags);
        const auto last = m_first.size() - 2;
        if (m_first[last] != m_first[last + 1]) { return last; }
        m_first.pop_back();
        return 0;
    }

    /// Elements in the given order of their present positions; positions may be left out.
    void rearrange(const std::vector<std::size_t> &order) {
        std::vector<cosmium_tag> tags;
        std::vector<std::size_t> first{0};
        for (const auto old : order) {
            tags.insert(tags.end(), m_tags.begin() + m_first[old], m_tags.begin() + m_first[old + 1]);
            first.push_back(tags.size());
        }
        m_tags = std::move(tags);
        m_first = std::move(first);
    }

    const std::vector<std::size_t> &first() const { return m_first; }
    const std::vector<cosmium_tag> &tags() const { return m_tags; }

private:
    std::vector<std::string> m_keys;
    Strings &m_strings;
    std::vector<std::size_t> m_first{0};
    std::vector<cosmium_tag> m_tags;
};

/// Which elements to keep: `key` or `key=value`.
class Filter {
public:
    explicit Filter(const char *text) {
        for (const auto &line : lines(text)) {
            const auto sign = line.find('=');
            m_wanted.emplace_back(
                line.substr(0, sign), sign == std::string::npos ? std::string{} : line.substr(sign + 1));
        }
    }

    bool matches(const osmium::TagList &tags) const {
        return std::any_of(m_wanted.begin(), m_wanted.end(), [&](const auto &wanted) {
            const char *value = tags.get_value_by_key(wanted.first.c_str());
            return value && (wanted.second.empty() || wanted.second == value);
        });
    }

private:
    std::vector<std::pair<std::string, std::string>> m_wanted;
};

template <typename T>
void rearrange(
    std::vector<std::size_t> &first, std::vector<T> &items, const std::vector<std::size_t> &order) {
    std::vector<T> newItems;
    std::vector<std::size_t> newFirst{0};
    newItems.reserve(items.size());
    for (const auto old : order) {
        newItems.insert(newItems.end(), items.begin() + first[old], items.begin() + first[old + 1]);
        newFirst.push_back(newItems.size());
    }
    items = std::move(newItems);
    first = std::move(newFirst);
}

/// The positions of elements ascending by id, only the highest version of each; empty when they are in
/// that order already.
std::vector<std::size_t> orderById(
    const std::vector<std::int64_t> &ids, const std::vector<std::uint32_t> &versions) {
    const bool isStrictlyAscending =
        std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>{}) == ids.end();
    if (isStrictlyAscending) { return {}; }
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (ids[a] != ids[b]) { return ids[a] < ids[b]; }
        return versions[a] != versions[b] ? versions[a] > versions[b] : a < b;
    });
    order.erase(
        std::unique(
            order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ids[a] == ids[b]; }),
        order.end());
    return order;
}

void apply(const std::vector<std::size_t> &order, std::vector<std::int64_t> &ids) {
    std::vector<std::int64_t> ordered;
    ordered.reserve(order.size());
    for (const auto old : order) { ordered.push_back(ids[old]); }
    ids = std::move(ordered);
}

/// The arrays behind the view that it derives from.
class Roads final : public cosmium_roads {
public:
    explicit Roads(const cosmium_selection &selection)
        : cosmium_roads{}, m_wayFilter(selection.way_filters), m_relationFilter(selection.relation_filters),
          m_wayTags(selection.way_keys, m_strings), m_nodeTags(selection.node_keys, m_strings),
          m_relationTags(selection.relation_keys, m_strings) {}

    void read(const char *path) {
        const osmium::io::File file{path};
        readWaysAndRelations(file);
        sortWaysAndRelations();
        collectNodeIds();
        readNodes(file);
        fillView();
    }

private:
    void readWaysAndRelations(const osmium::io::File &file) {
        osmium::io::Reader reader{
            file, osmium::osm_entity_bits::way | osmium::osm_entity_bits::relation};
        while (const osmium::memory::Buffer buffer = reader.read()) {
            for (const auto &way : buffer.select<osmium::Way>()) {
                if (way.visible() && m_wayFilter.matches(way.tags())) { append(way); }
            }
            for (const auto &relation : buffer.select<osmium::Relation>()) {
                if (relation.visible() && m_relationFilter.matches(relation.tags())) { append(relation); }
            }
        }
        // Errors of the decompressor at the end of the file appear only here.
        reader.close();
    }

    void append(const osmium::Way &way) {
        m_wayIds.push_back(way.id());
        m_wayVersions.push_back(way.version());
        for (const auto &node : way.nodes()) { m_wayNodeIds.push_back(node.ref()); }
        m_firstWayNodes.push_back(m_wayNodeIds.size());
        m_wayTags.append(way.tags());
    }

    void append(const osmium::Relation &relation) {
        m_relationIds.push_back(relation.id());
        m_relationVersions.push_back(relation.version());
        for (const auto &member : relation.members()) {
            m_members.push_back(
                {member.ref(), m_strings.position(member.role()),
                 osmium::item_type_to_char(member.type())});
        }
        m_firstMembers.push_back(m_members.size());
        m_relationTags.append(relation.tags());
    }

    void sortWaysAndRelations() {
        if (const auto order = orderById(m_wayIds, m_wayVersions); !order.empty()) {
            apply(order, m_wayIds);
            rearrange(m_firstWayNodes, m_wayNodeIds, order);
            m_wayTags.rearrange(order);
        }
        if (const auto order = orderById(m_relationIds, m_relationVersions); !order.empty()) {
            apply(order, m_relationIds);
            rearrange(m_firstMembers, m_members, order);
            m_relationTags.rearrange(order);
        }
    }

    void collectNodeIds() {
        m_nodeIds = m_wayNodeIds;
        std::sort(m_nodeIds.begin(), m_nodeIds.end());
        m_nodeIds.erase(std::unique(m_nodeIds.begin(), m_nodeIds.end()), m_nodeIds.end());
        m_nodeIds.shrink_to_fit();
        if (m_nodeIds.size() >= std::numeric_limits<std::uint32_t>::max()) {
            throw std::length_error{"the roads have more than 4 294 967 294 nodes"};
        }
        m_wayNodes.reserve(m_wayNodeIds.size());
        for (const auto id : m_wayNodeIds) {
            const auto found = std::lower_bound(m_nodeIds.begin(), m_nodeIds.end(), id);
            m_wayNodes.push_back(static_cast<std::uint32_t>(found - m_nodeIds.begin()));
        }
        std::vector<std::int64_t>{}.swap(m_wayNodeIds);
    }

    void readNodes(const osmium::io::File &file) {
        m_locations.assign(m_nodeIds.size(), {COSMIUM_MISSING, COSMIUM_MISSING});
        // Nodes come in the file's order: their tags are gathered first and put in order afterwards.
        // Entry 0 stands for all the nodes without a tag of interest.
        std::vector<std::uint32_t> versions(m_nodeIds.size(), 0);
        std::vector<std::size_t> taggedAs(m_nodeIds.size(), 0);
        m_nodeTags.appendNothing();

        osmium::io::Reader reader{file, osmium::osm_entity_bits::node};
        auto expected = m_nodeIds.begin();
        while (const osmium::memory::Buffer buffer = reader.read()) {
            for (const auto &node : buffer.select<osmium::Node>()) {
                if (!node.visible() || !node.location().valid()) { continue; }
                // Files are nearly always sorted by id: the next one wanted is at hand.
                if (expected == m_nodeIds.end() || *expected < node.id()
                    || (expected != m_nodeIds.begin() && *(expected - 1) >= node.id())) {
                    expected = std::lower_bound(m_nodeIds.begin(), m_nodeIds.end(), node.id());
                }
                if (expected == m_nodeIds.end() || *expected != node.id()) { continue; }
                const auto position = static_cast<std::size_t>(expected - m_nodeIds.begin());
                ++expected;
                const bool isKnown = m_locations[position].longitude != COSMIUM_MISSING;
                if (isKnown && versions[position] >= node.version()) { continue; }
                versions[position] = node.version();
                m_locations[position] = {node.location().x(), node.location().y()};
                taggedAs[position] = m_nodeTags.appendIfAny(node.tags());
            }
        }
        reader.close();
        m_nodeTags.rearrange(taggedAs);
    }

    void fillView() noexcept {
        way_count = m_wayIds.size();
        way_ids = m_wayIds.data();
        first_way_nodes = m_firstWayNodes.data();
        way_nodes = m_wayNodes.data();
        first_way_tags = m_wayTags.first().data();
        way_tags = m_wayTags.tags().data();
        node_count = m_nodeIds.size();
        node_ids = m_nodeIds.data();
        locations = m_locations.data();
        first_node_tags = m_nodeTags.first().data();
        node_tags = m_nodeTags.tags().data();
        relation_count = m_relationIds.size();
        relation_ids = m_relationIds.data();
        first_members = m_firstMembers.data();
        members = m_members.data();
        first_relation_tags = m_relationTags.first().data();
        relation_tags = m_relationTags.tags().data();
        string_count = m_strings.texts().size();
        strings = m_strings.texts().data();
    }

    Filter m_wayFilter;
    Filter m_relationFilter;
    Strings m_strings;

    std::vector<std::int64_t> m_wayIds;
    std::vector<std::uint32_t> m_wayVersions;
    std::vector<std::size_t> m_firstWayNodes{0};
    std::vector<std::int64_t> m_wayNodeIds;
    std::vector<std::uint32_t> m_wayNodes;
    TagColumn m_wayTags;

    std::vector<std::int64_t> m_nodeIds;
    std::vector<cosmium_location> m_locations;
    TagColumn m_nodeTags;

    std::vector<std::int64_t> m_relationIds;
    std::vector<std::uint32_t> m_relationVersions;
    std::vector<std::size_t> m_firstMembers{0};
    std::vector<cosmium_member> m_members;
    TagColumn m_relationTags;
};

void tell(const char *message, char *error, std::size_t capacity) noexcept {
    if (!error || capacity == 0) { return; }
    std::strncpy(error, message, capacity - 1);
    error[capacity - 1] = '\0';
}

} // namespace

extern "C" const cosmium_roads *cosmium_roads_read(
    const char *path, const cosmium_selection *selection, char *error, size_t error_capacity) {
    try {
        auto roads = std::make_unique<Roads>(*selection);
        roads->read(path);
        return roads.release();
    } catch (const std::exception &exception) {
        tell(exception.what(), error, error_capacity);
    } catch (...) {
        tell("unknown failure", error, error_capacity);
    }
    return nullptr;
}

extern "C" void cosmium_roads_free(const cosmium_roads *roads) {
    delete static_cast<const Roads *>(roads);
}
