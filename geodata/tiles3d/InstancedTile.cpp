#include "geodata/core/Limits.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/net/DataUrl.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/PointAttributes.h"
#include "geodata/tiles3d/TileFormats.h"

#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace guanjing::tiles3d {

namespace {

/// Positions nearer to the centre of the Earth are those of a model that has no place on it.
constexpr double kLeastFromCenterMeters = 5e6;

/// Positions, orientations and scales of the instances of an i3dm (OGC 18-053r2, "Instanced 3D Model").
class InstanceReader {
public:
    InstanceReader(const FeatureTable& table, std::size_t count, const glm::dmat4& tileToWorld, Issues& issues)
        : m_table(table), m_count(count), m_tileToWorld(tileToWorld), m_issues(issues)
    { }

    Result<std::vector<glm::dmat4>> read(glm::dvec3& origin);

private:
    std::vector<glm::vec3> vectors(const char* key, const char* octKey);
    std::vector<float> floats(const char* key, int components);
    [[nodiscard]] glm::dmat4 eastNorthUpAt(const glm::dvec3& position) const;

    const FeatureTable& m_table;
    std::size_t m_count;
    glm::dmat4 m_tileToWorld;
    Issues& m_issues;
};

std::vector<float> InstanceReader::floats(const char* key, int components)
{
    std::vector<float> values;
    if (!m_table.has(key))
        return values;
    const auto bytes = m_table.column(key, sizeof(float) * static_cast<std::size_t>(components), m_count);
    if (!bytes) {
        m_issues.push_back({Severity::Error, std::string("featureTable/") + key, bytes.error().detail});
        return values;
    }
    values.resize(m_count * static_cast<std::size_t>(components));
    if (!values.empty())
        std::memcpy(values.data(), bytes->data(), bytes->size());
    return values;
}

std::vector<glm::vec3> InstanceReader::vectors(const char* key, const char* octKey)
{
    std::vector<glm::vec3> out;
    if (const std::vector<float> values = floats(key, 3); !values.empty()) {
        for (std::size_t i = 0; i < m_count; ++i)
            out.emplace_back(values[i * 3], values[i * 3 + 1], values[i * 3 + 2]);
        return out;
    }
    if (!m_table.has(octKey))
        return out;
    const auto bytes = m_table.column(octKey, 4, m_count);
    if (!bytes) {
        m_issues.push_back({Severity::Error, std::string("featureTable/") + octKey, bytes.error().detail});
        return out;
    }
    for (std::size_t i = 0; i < m_count; ++i) {
        std::uint16_t pair[2];
        std::memcpy(pair, bytes->data() + i * 4, 4);
        out.push_back(decodeOctahedral(pair[0], pair[1], 65535.0f));
    }
    return out;
}

/// The axes of a place on the Earth as the tile's own frame has them; those of that frame where the place is none on Earth.
glm::dmat4 InstanceReader::eastNorthUpAt(const glm::dvec3& position) const
{
    const glm::dvec3 world(m_tileToWorld * glm::dvec4(position, 1.0));
    const glm::dmat3 toTile = glm::inverse(glm::dmat3(m_tileToWorld));
    glm::dmat4 axes(1.0);
    if (!(glm::length(world) > kLeastFromCenterMeters))
        return axes;
    const glm::dmat4 onEarth = eastNorthUpToEcef(toGeographic(world));
    for (int axis = 0; axis < 3; ++axis)
        axes[axis] = glm::dvec4(glm::normalize(toTile * glm::dvec3(onEarth[axis])), 0.0);
    return axes;
}

Result<std::vector<glm::dmat4>> InstanceReader::read(glm::dvec3& origin)
{
    auto positions = readPositions(m_table, m_count);
    if (!positions)
        return fail(positions.error());
    const auto ups = vectors("NORMAL_UP", "NORMAL_UP_OCT32P");
    const auto rights = vectors("NORMAL_RIGHT", "NORMAL_RIGHT_OCT32P");
    const auto scales = floats("SCALE", 1);
    const auto scales3 = floats("SCALE_NON_UNIFORM", 3);
    const bool eastNorthUp = json::asBool(m_table.find("EAST_NORTH_UP"), false);

    glm::dvec3 center(0.0);
    for (const glm::dvec3& position : *positions)
        center += position / static_cast<double>(m_count);
    std::vector<glm::dmat4> transforms;
    transforms.reserve(m_count);
    for (std::size_t i = 0; i < m_count; ++i) {
        glm::dmat4 transform(1.0);
        if (!ups.empty() && !rights.empty()) {
            transform[0] = glm::dvec4(glm::dvec3(rights[i]), 0.0);
            transform[1] = glm::dvec4(glm::dvec3(ups[i]), 0.0);
            transform[2] = glm::dvec4(glm::cross(glm::dvec3(rights[i]), glm::dvec3(ups[i])), 0.0);
        } else if (eastNorthUp) {
            transform = eastNorthUpAt(origin + (*positions)[i]);
        }
        transform[3] = glm::dvec4((*positions)[i] - center, 1.0);
        glm::dvec3 scale(1.0);
        if (!scales.empty())
            scale *= static_cast<double>(scales[i]);
        if (!scales3.empty())
            scale *= glm::dvec3(scales3[i * 3], scales3[i * 3 + 1], scales3[i * 3 + 2]);
        transforms.push_back(glm::scale(transform, scale));
    }
    origin += center;
    return transforms;
}

} // namespace

Result<DecodedContent> decodeInstanced(ByteView bytes, const ContentContext& context)
{
    const auto sections = splitTile(bytes, context.url);
    if (!sections)
        return fail(sections.error());
    const auto features = FeatureTable::open(sections->featureJson, sections->featureBinary, context.url);
    if (!features)
        return fail(features.error());
    ByteView gltf = sections->body;
    ContentContext inner = context;
    Bytes embedded; ///< of a data: URI
    if (sections->gltfFormat > 1)
        return fail(ErrorCode::BadValue, context.url, "gltfFormat " + std::to_string(sections->gltfFormat));
    if (sections->gltfFormat == 0) {
        const std::string uri = gltfUri(*sections);
        const auto found = context.external != nullptr ? context.external->find(uri) : ExternalBytes::const_iterator{};
        if (isDataUrl(uri)) {
            auto decoded = decodeDataUrl(uri);
            if (!decoded)
                return fail(ErrorCode::BadValue, context.url, "malformed data: URI");
            embedded = std::move(*decoded);
            gltf = embedded;
        } else if (context.external == nullptr || found == context.external->end() || !found->second) {
            return fail(ErrorCode::NotFound, context.url, "\"" + redactUrl(uri) + "\" could not be read");
        } else {
            gltf = *found->second;
            inner.documentUri = uri;
        }
    }
    auto content = decodeGltf(gltf, inner);
    if (!content)
        return content;
    Model& model = content->model;
    const auto length = features->count("INSTANCES_LENGTH");
    if (!length)
        return fail(ErrorCode::BadValue, context.url, "no INSTANCES_LENGTH");
    const std::size_t count = *length;
    content->facts.features = count;
    if (count * std::max<std::size_t>(model.instances.size(), 1) > limits::kMaxInstancesPerContent)
        return fail(ErrorCode::TooLarge, context.url, std::to_string(count) + " instances are over the limit");

    glm::dvec3 origin(0.0);
    if (features->has("RTC_CENTER") && !features->numbers("RTC_CENTER", 3, &origin.x))
        content->issues.push_back({Severity::Error, "featureTable/RTC_CENTER", "not three numbers"});
    auto transforms = InstanceReader(*features, count, context.tileToWorld, content->issues).read(origin);
    if (!transforms)
        return fail(transforms.error());
    auto ids = readBatchIds(*features, count, content->issues);
    // As many as the bytes of the batch table could hold at all: no value is shorter than one of them.
    const std::size_t most =
        std::max({limits::kMaxBareFeatures, sections->batchJson.size() / 2, sections->batchBinary.size()});
    if (const std::size_t dropped = dropIdsBeyond(ids, most); dropped > 0)
        content->issues.push_back({Severity::Error, "featureTable/BATCH_ID",
                                   std::to_string(dropped) + " instances name features beyond any"});
    std::size_t rows = ids.empty() ? count : 0;
    for (const std::uint32_t id : ids)
        rows = std::max(rows, id == kNoFeature ? 0 : std::size_t{id} + 1);
    PropertyTable table = readBatchTable(sections->batchJson, sections->batchBinary, rows, context.url, content->issues,
                                         std::min(rows, limits::kMaxBareFeatures));
    dropIdsBeyond(ids, table.count);
    const int tableIndex = table.properties.empty() ? -1 : static_cast<int>(model.propertyTables.size());
    if (tableIndex >= 0)
        model.propertyTables.push_back(std::move(table));

    std::vector<MeshInstance> placed;
    placed.reserve(count * model.instances.size());
    for (std::size_t i = 0; i < count; ++i) {
        const glm::dmat4 toTile = glm::translate((*transforms)[i], model.origin);
        for (const MeshInstance& part : model.instances)
            placed.push_back({.mesh = part.mesh,
                              .transform = toTile * part.transform,
                              .featureId = ids.empty() ? static_cast<std::uint32_t>(i) : ids[i],
                              .propertyTable = tableIndex});
    }
    std::erase_if(placed, [&](const MeshInstance& instance) {
        for (int i = 0; i < 16; ++i)
            if (!std::isfinite(instance.transform[i / 4][i % 4]))
                return true;
        return false;
    });
    if (placed.size() < count * model.instances.size())
        content->issues.push_back({Severity::Error, "featureTable", "instances with values that are not finite"});
    model.instances = std::move(placed);
    model.origin = origin;
    return content;
}

} // namespace guanjing::tiles3d
