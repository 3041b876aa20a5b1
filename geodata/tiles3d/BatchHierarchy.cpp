// 3DTILES_batch_table_hierarchy 1.0: features of several classes, and what they are parts of.
#include "geodata/tiles3d/BatchTable.h"

#include <algorithm>
#include <map>
#include <optional>

namespace guanjing::tiles3d {

namespace {

using json::Object;

constexpr std::uint32_t kMaxInstances = 16u << 20;
constexpr std::size_t kMaxAncestors = 1000; ///< of one instance; circles are legal to write

/// Instances 0 … rows − 1 are the features; those beyond exist only as their ancestors.
class Hierarchy final : public FeatureClasses {
public:
    std::vector<std::string> classNames;
    std::vector<std::uint32_t> classIds; ///< per instance
    std::vector<std::uint32_t> placeInClass; ///< per instance: row of its class's columns
    std::vector<std::uint32_t> firstParent; ///< per instance and one more: into parents
    std::vector<std::uint32_t> parents;

    [[nodiscard]] std::string_view classOf(std::size_t row) const override
    {
        return row < classIds.size() ? std::string_view(classNames[classIds[row]]) : std::string_view();
    }
    [[nodiscard]] bool isClass(std::size_t row, std::string_view name) const override
    {
        return find(row, [&](std::uint32_t instance) { return classNames[classIds[instance]] == name; }).has_value();
    }
    [[nodiscard]] std::size_t byteSize() const override
    {
        return sizeof *this
            + (classIds.capacity() + placeInClass.capacity() + firstParent.capacity() + parents.capacity())
            * sizeof(std::uint32_t);
    }

    /// The instance itself or the nearest above it that satisfies the test; level by level, in the file's order.
    template <class Test> std::optional<std::uint32_t> find(std::size_t row, const Test& test) const
    {
        if (row >= classIds.size())
            return std::nullopt;
        std::vector<std::uint32_t> reached = {static_cast<std::uint32_t>(row)};
        for (std::size_t i = 0; i < reached.size() && i < kMaxAncestors; ++i) {
            const std::uint32_t instance = reached[i];
            if (test(instance))
                return instance;
            for (std::uint32_t p = firstParent[instance]; p < firstParent[instance + 1]; ++p)
                if (std::find(reached.begin(), reached.end(), parents[p]) == reached.end())
                    reached.push_back(parents[p]);
        }
        return std::nullopt;
    }
};

/// One property of a hierarchy: found at the feature's own class or at the nearest ancestor whose class has it.
class InheritedColumn final : public PropertyColumn {
public:
    explicit InheritedColumn(std::shared_ptr<const Hierarchy> hierarchy)
        : m_hierarchy(std::move(hierarchy)), m_columns(m_hierarchy->classNames.size())
    { }
    void setColumn(std::size_t classId, std::shared_ptr<const PropertyColumn> column)
    {
        m_columns[classId] = std::move(column);
    }
    [[nodiscard]] PropertyValue stored(std::size_t row) const override
    {
        const auto owner = ownerOf(row);
        return owner ? m_columns[m_hierarchy->classIds[*owner]]->stored(m_hierarchy->placeInClass[*owner])
                     : PropertyValue{};
    }
    [[nodiscard]] bool appliesTo(std::size_t row) const override { return ownerOf(row).has_value(); }
    [[nodiscard]] std::size_t byteSize() const override
    {
        std::size_t bytes = sizeof *this;
        for (const auto& column : m_columns)
            bytes += column ? column->byteSize() : 0;
        return bytes;
    }

private:
    [[nodiscard]] std::optional<std::uint32_t> ownerOf(std::size_t row) const
    {
        return m_hierarchy->find(
            row, [&](std::uint32_t instance) { return m_columns[m_hierarchy->classIds[instance]] != nullptr; });
    }
    std::shared_ptr<const Hierarchy> m_hierarchy;
    std::vector<std::shared_ptr<const PropertyColumn>> m_columns; ///< per class, null where it has no such property
};

class HierarchyReader {
public:
    HierarchyReader(const std::shared_ptr<const JsonDocument>& document, const Object& object, ByteView binary,
                    PropertyTable& table, Issues& issues)
        : m_document(document), m_object(object), m_binary(binary), m_table(table), m_issues(issues)
    { }
    void read();

private:
    void error(const std::string& where, std::string message)
    {
        m_issues.push_back({Severity::Error, "batchTable/hierarchy" + where, std::move(message)});
    }
    std::optional<std::vector<std::uint32_t>> numbers(const char* key, std::size_t count);
    bool readClasses();
    bool readParents();

    std::shared_ptr<const JsonDocument> m_document;
    Object m_object;
    ByteView m_binary;
    PropertyTable& m_table;
    Issues& m_issues;
    std::shared_ptr<Hierarchy> m_hierarchy = std::make_shared<Hierarchy>();
    std::vector<Object> m_classes;
    std::vector<std::size_t> m_lengths;
    std::size_t m_instances = 0;
};

std::optional<std::vector<std::uint32_t>> HierarchyReader::numbers(const char* key, std::size_t count)
{
    const auto element = json::member(m_object, key);
    if (!element)
        return std::nullopt;
    const std::string where = std::string("/") + key;
    if (const auto array = json::asArray(element); array && array->size() < count) {
        error(where, std::to_string(array->size()) + " values for " + std::to_string(count) + " instances");
        return std::nullopt;
    }
    std::string type;
    const auto column = readBatchColumn(m_document, *element, m_binary, count, type);
    if (!column) {
        error(where, column.error().detail);
        return std::nullopt;
    }
    std::vector<std::uint32_t> values(count);
    const auto keep = [&](std::size_t i, auto value) {
        if (value < 0 || static_cast<std::uint64_t>(value) > UINT32_MAX)
            return false;
        values[i] = static_cast<std::uint32_t>(value);
        return true;
    };
    for (std::size_t i = 0; i < count; ++i) {
        const PropertyValue value = (*column)->stored(i);
        const auto* integer = std::get_if<std::int64_t>(&value.value);
        const auto* natural = std::get_if<std::uint64_t>(&value.value);
        const bool good =
            integer != nullptr ? keep(i, *integer) : natural != nullptr && *natural <= UINT32_MAX && keep(i, *natural);
        if (!good) {
            error(where, "value " + std::to_string(i) + " is no index");
            return std::nullopt;
        }
    }
    return values;
}

bool HierarchyReader::readClasses()
{
    const auto classes = json::arrayAt(m_object, "classes");
    const auto count = json::indexAt(m_object, "instancesLength", kMaxInstances);
    if (!classes || !count) {
        error("", classes ? "no valid instancesLength" : "no classes");
        return false;
    }
    m_instances = *count;
    if (m_instances < m_table.count) {
        error("/instancesLength",
              std::to_string(m_instances) + " instances for " + std::to_string(m_table.count) + " features");
        return false;
    }
    for (const json::Element element : *classes) {
        const auto object = json::asObject(element);
        if (!object) {
            error("/classes[" + std::to_string(m_classes.size()) + "]", "not an object");
            return false;
        }
        m_classes.push_back(*object);
        m_hierarchy->classNames.emplace_back(json::stringAt(*object, "name").value_or(""));
    }
    auto ids = numbers("classIds", m_instances);
    if (!ids) {
        if (!json::member(m_object, "classIds"))
            error("/classIds", "missing");
        return false;
    }
    m_hierarchy->classIds = std::move(*ids);
    m_lengths.resize(m_classes.size());
    m_hierarchy->placeInClass.reserve(m_instances);
    for (const std::uint32_t id : m_hierarchy->classIds) {
        if (id >= m_classes.size()) {
            error("/classIds", "class " + std::to_string(id) + " of " + std::to_string(m_classes.size()));
            return false;
        }
        m_hierarchy->placeInClass.push_back(static_cast<std::uint32_t>(m_lengths[id]++));
    }
    return true;
}

bool HierarchyReader::readParents()
{
    Hierarchy& hierarchy = *m_hierarchy;
    hierarchy.firstParent.assign(m_instances + 1, 0);
    if (!json::member(m_object, "parentIds"))
        return true;
    std::vector<std::uint32_t> counts(m_instances, 1);
    if (json::member(m_object, "parentCounts")) {
        auto given = numbers("parentCounts", m_instances);
        if (!given)
            return false;
        counts = std::move(*given);
    }
    std::uint64_t total = 0;
    for (const std::uint32_t count : counts)
        total += count;
    if (total > kMaxInstances) {
        error("/parentCounts", "more than " + std::to_string(kMaxInstances) + " parents");
        return false;
    }
    const auto ids = numbers("parentIds", total);
    if (!ids)
        return false;
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < m_instances; ++i) {
        for (std::uint32_t c = 0; c < counts[i]; ++c) {
            const std::uint32_t parent = (*ids)[next++];
            if (parent >= m_instances) {
                error("/parentIds", "instance " + std::to_string(parent) + " of " + std::to_string(m_instances));
                return false;
            }
            if (parent != i) // an instance without a parent names itself
                hierarchy.parents.push_back(parent);
        }
        hierarchy.firstParent[i + 1] = static_cast<std::uint32_t>(hierarchy.parents.size());
    }
    return true;
}

void HierarchyReader::read()
{
    if (!readClasses() || !readParents())
        return;
    // In the order in which the file names them first.
    std::vector<std::pair<std::string, std::shared_ptr<InheritedColumn>>> columns;
    std::map<std::string, std::string> types;
    for (std::size_t c = 0; c < m_classes.size(); ++c) {
        const auto instances = json::objectAt(m_classes[c], "instances");
        const std::string where = "/classes[" + std::to_string(c) + "]";
        if (const auto length = json::indexAt(m_classes[c], "length"); length && *length < m_lengths[c])
            error(where + "/length", std::to_string(*length) + " for " + std::to_string(m_lengths[c]) + " instances");
        if (!instances)
            continue;
        for (const auto [key, value] : *instances) {
            std::string type;
            auto column = readBatchColumn(m_document, value, m_binary, m_lengths[c], type);
            if (!column) {
                error(where + "/instances/" + std::string(key), column.error().detail);
                continue;
            }
            auto found = std::find_if(columns.begin(), columns.end(),
                                      [&name = key](const auto& entry) { return entry.first == name; });
            if (found == columns.end()) {
                columns.emplace_back(key, std::make_shared<InheritedColumn>(m_hierarchy));
                found = columns.end() - 1;
                types[found->first] = std::move(type);
            }
            found->second->setColumn(c, std::move(*column));
        }
    }
    for (auto& [name, column] : columns)
        m_table.properties.push_back({name, types[name], std::move(column)});
    m_table.classes = m_hierarchy;
}

} // namespace

void readBatchHierarchy(const std::shared_ptr<const JsonDocument>& document, const Object& hierarchy, ByteView binary,
                        PropertyTable& table, Issues& issues)
{
    HierarchyReader(document, hierarchy, binary, table, issues).read();
}

} // namespace guanjing::tiles3d
