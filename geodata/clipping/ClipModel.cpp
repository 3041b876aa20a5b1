#include "geodata/clipping/ClipModel.h"

#include "geodata/clipping/Cutter.h"
#include "geodata/clipping/VertexGather.h"
#include "geodata/crs/Ellipsoid.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace guanjing::clipping {

namespace {

constexpr std::uint32_t kNotYet = std::numeric_limits<std::uint32_t>::max();
constexpr double kNoAreaSquareMeters = 1e-10;

/// Cuts one primitive as one instance places it.
class PrimitiveClipper {
public:
    PrimitiveClipper(const tiles3d::Primitive& primitive, const glm::dmat4& toWorld, const RegionList& regions)
        : m_from(primitive), m_toWorld(toWorld), m_fromWorld(glm::inverse(toWorld))
    {
        std::vector<glm::dvec3> world;
        world.reserve(primitive.positions.size());
        for (const glm::vec3& position : primitive.positions)
            world.emplace_back(toWorld * glm::dvec4(glm::dvec3(position), 1.0));
        for (const auto& region : regions) {
            Placed placed{region.get(), {}};
            placed.points.reserve(world.size());
            for (const glm::dvec3& point : world)
                placed.points.push_back(region->toRegion(point));
            std::vector<Placed>& group = region->mode() == ClipMode::Inside ? m_inside
                : region->mode() == ClipMode::Outside                       ? m_outside
                                                                            : m_flatten;
            group.push_back(std::move(placed));
        }
        m_originals.assign(primitive.positions.size(), kNotYet);
    }

    tiles3d::Primitive run()
    {
        const std::size_t step = m_from.mode == tiles3d::PrimitiveMode::Triangles ? 3
            : m_from.mode == tiles3d::PrimitiveMode::Lines                        ? 2
                                                                                  : 1;
        for (std::size_t i = 0; i + step <= m_from.indices.size(); i += step) {
            for (std::size_t k = 0; k < 3; ++k)
                m_corners[k] = m_from.indices[i + std::min(k, step - 1)];
            if (step == 1)
                takePoint();
            else
                takePieces(step);
        }
        return finish();
    }

private:
    struct Placed {
        const ClipRegion* region;
        std::vector<glm::dvec3> points; ///< the primitive's vertices in the region's space
    };
    /// A vertex that is moved to a region's height, or a wall's.
    struct Moved {
        std::uint32_t vertex;
        const ClipRegion* region; ///< null: stays where it is
        bool isWall;
        glm::dvec3 normal; ///< of a wall, in the world
    };

    std::array<glm::dvec3, 3> cornersIn(const Placed& placed) const
    {
        return {placed.points[m_corners[0]], placed.points[m_corners[1]], placed.points[m_corners[2]]};
    }

    void takePieces(std::size_t step)
    {
        m_pieces.clear();
        Piece whole;
        for (std::size_t k = 0; k < step; ++k) {
            CutCorner corner;
            corner.weights[static_cast<glm::length_t>(k)] = 1.0;
            whole.corners.push_back(corner);
        }
        m_pieces.push_back(std::move(whole));
        for (const Placed& placed : m_inside) {
            const auto corners = cornersIn(placed);
            if (placed.region->isBeyond(corners))
                continue;
            m_cutter.setRegion(*placed.region, corners);
            cutAll(m_pieces);
            m_pieces.swap(m_outsidePieces);
        }
        if (!m_outside.empty()) {
            std::vector<Piece> kept;
            for (const Placed& placed : m_outside) {
                const auto corners = cornersIn(placed);
                if (placed.region->isBeyond(corners))
                    continue;
                m_cutter.setRegion(*placed.region, corners);
                cutAll(m_pieces);
                std::move(m_insidePieces.begin(), m_insidePieces.end(), std::back_inserter(kept));
                m_pieces.swap(m_outsidePieces);
            }
            m_pieces.swap(kept);
        }
        for (const Placed& placed : m_flatten) {
            const auto corners = cornersIn(placed);
            if (placed.region->isBeyond(corners))
                continue;
            m_cutter.setRegion(*placed.region, corners);
            std::vector<Piece> done, open;
            for (Piece& piece : m_pieces)
                (piece.flattenedBy ? done : open).push_back(std::move(piece));
            cutAll(open);
            for (Piece& piece : m_insidePieces) {
                piece.flattenedBy = placed.region;
                done.push_back(std::move(piece));
            }
            std::move(m_outsidePieces.begin(), m_outsidePieces.end(), std::back_inserter(done));
            m_pieces.swap(done);
        }
        for (const Piece& piece : m_pieces)
            step == 3 ? addTriangles(piece) : addLine(piece);
    }

    void cutAll(std::vector<Piece>& pieces)
    {
        m_insidePieces.clear();
        m_outsidePieces.clear();
        for (Piece& piece : pieces)
            m_cutter.cut(std::move(piece), m_insidePieces, m_outsidePieces);
    }

    void takePoint()
    {
        const std::uint32_t vertex = m_corners[0];
        const auto holds = [&](const Placed& placed) { return isIn(placed, vertex); };
        if (std::any_of(m_inside.begin(), m_inside.end(), holds))
            return;
        if (!m_outside.empty() && std::none_of(m_outside.begin(), m_outside.end(), holds))
            return;
        const auto flat = std::find_if(m_flatten.begin(), m_flatten.end(), holds);
        CutCorner corner;
        corner.weights = {1, 0, 0};
        m_indices.push_back(vertexFor(corner, flat == m_flatten.end() ? nullptr : flat->region));
    }

    static bool isIn(const Placed& placed, std::uint32_t vertex)
    {
        const glm::dvec4 point(placed.points[vertex], 1.0);
        const auto cells = placed.region->cells();
        return std::any_of(cells.begin(), cells.end(), [&](const ClipRegion::Cell& cell) {
            return std::all_of(cell.sides.begin(), cell.sides.end(),
                               [&](const ClipRegion::Side& side) { return glm::dot(side.plane, point) >= 0; });
        });
    }

    std::uint32_t addVertex(const CutCorner& corner)
    {
        VertexSource source{m_corners, corner.weights};
        for (std::size_t k = 0; k < 3; ++k) {
            if (corner.weights[static_cast<glm::length_t>(k)] == 1.0)
                source = {{m_corners[k], m_corners[k], m_corners[k]}, {1, 0, 0}};
        }
        m_sources.push_back(source);
        return static_cast<std::uint32_t>(m_sources.size() - 1);
    }

    std::uint32_t vertexFor(const CutCorner& corner, const ClipRegion* flat)
    {
        for (std::size_t k = 0; k < 3; ++k) {
            if (corner.weights[static_cast<glm::length_t>(k)] != 1.0)
                continue;
            std::uint32_t& known =
                flat ? m_flattened.try_emplace({m_corners[k], flat}, kNotYet).first->second : m_originals[m_corners[k]];
            if (known == kNotYet) {
                known = addVertex(corner);
                if (flat)
                    m_moved.push_back({known, flat, false, {}});
            }
            return known;
        }
        const std::uint32_t vertex = addVertex(corner);
        if (flat)
            m_moved.push_back({vertex, flat, false, {}});
        return vertex;
    }

    void addTriangles(const Piece& piece)
    {
        const std::vector<CutCorner>& corners = piece.corners;
        const bool isFlat = piece.flattenedBy != nullptr;
        std::vector<std::uint32_t> vertices;
        if (!isFlat || !isUpright(piece)) {
            for (const CutCorner& corner : corners)
                vertices.push_back(vertexFor(corner, piece.flattenedBy));
            for (std::size_t i = 1; i + 1 < vertices.size(); ++i)
                m_indices.insert(m_indices.end(), {vertices[0], vertices[i], vertices[i + 1]});
        }
        for (std::size_t i = 0; isFlat && i < corners.size(); ++i) {
            if (corners[i].isBorder)
                addWalls(corners[i], corners[(i + 1) % corners.size()], *piece.flattenedBy);
        }
    }

    /// Nothing of it is left once it lies flat.
    static bool isUpright(const Piece& piece)
    {
        double twice = 0;
        const glm::dvec3 origin = piece.corners.front().point;
        for (std::size_t i = 1; i + 1 < piece.corners.size(); ++i) {
            const glm::dvec3 a = piece.corners[i].point - origin, b = piece.corners[i + 1].point - origin;
            twice += a.x * b.y - a.y * b.x;
        }
        return std::abs(twice) < kNoAreaSquareMeters;
    }

    double heightOver(const ClipRegion& region, const CutCorner& corner) const
    {
        return toGeographic(worldOf(corner)).heightMeters - region.shape().flatHeightMeters;
    }

    /// The wall under a side of a piece; parted where the surface passes through the flat height.
    void addWalls(const CutCorner& from, const CutCorner& to, const ClipRegion& region)
    {
        const double first = heightOver(region, from), second = heightOver(region, to);
        if (first * second >= 0) {
            addWall(from, to, region);
            return;
        }
        CutCorner middle = from;
        middle.weights += (to.weights - from.weights) * (first / (first - second));
        middle.point += (to.point - from.point) * (first / (first - second));
        addWall(from, middle, region);
        addWall(middle, to, region);
    }

    /// From where the surface was to where it lies now; looks to the side that can be seen, as the surface looked up.
    void addWall(const CutCorner& from, const CutCorner& to, const ClipRegion& region)
    {
        const glm::dvec2 along(to.point - from.point);
        if (glm::dot(along, along) < kNoAreaSquareMeters)
            return;
        const glm::dvec3 world = worldOf(from), up = upAt(world);
        const glm::dvec3 inward = glm::cross(up, worldOf(to) - world);
        const std::uint32_t a = addVertex(from), b = addVertex(to), c = addVertex(to), d = addVertex(from);
        for (const std::uint32_t vertex : {a, b, c, d})
            m_moved.push_back({vertex, vertex == c || vertex == d ? &region : nullptr, true, glm::normalize(inward)});
        m_indices.insert(m_indices.end(), {a, b, c, a, c, d});
    }

    void addLine(const Piece& piece)
    {
        m_indices.push_back(vertexFor(piece.corners[0], piece.flattenedBy));
        m_indices.push_back(vertexFor(piece.corners[1], piece.flattenedBy));
    }

    glm::dvec3 worldOf(const CutCorner& corner) const
    {
        glm::dvec3 local(0.0);
        for (std::size_t k = 0; k < 3; ++k)
            local += glm::dvec3(m_from.positions[m_corners[k]]) * corner.weights[static_cast<glm::length_t>(k)];
        return glm::dvec3(m_toWorld * glm::dvec4(local, 1.0));
    }

    static glm::dvec3 upAt(const glm::dvec3& world)
    {
        const Geographic place = toGeographic(world);
        return ellipsoidNormal(place.lonDegrees, place.latDegrees);
    }

    tiles3d::Primitive finish()
    {
        tiles3d::Primitive to = gatherVertices(m_from, m_sources);
        const glm::dmat3 normalFromWorld = glm::transpose(glm::dmat3(m_toWorld));
        for (const Moved& moved : m_moved) {
            glm::vec3& position = to.positions[moved.vertex];
            const glm::dvec3 world(m_toWorld * glm::dvec4(glm::dvec3(position), 1.0));
            if (moved.region)
                position = glm::vec3(m_fromWorld * glm::dvec4(moved.region->flattened(world), 1.0));
            if (!to.normals.empty()) {
                const glm::dvec3 normal = normalFromWorld * (moved.isWall ? moved.normal : upAt(world));
                to.normals[moved.vertex] = glm::vec3(glm::normalize(normal));
            }
        }
        to.indices = std::move(m_indices);
        if (!to.positions.empty()) {
            to.minimum = to.maximum = to.positions.front();
            for (const glm::vec3& position : to.positions) {
                to.minimum = glm::min(to.minimum, position);
                to.maximum = glm::max(to.maximum, position);
            }
        }
        return to;
    }

    const tiles3d::Primitive& m_from;
    const glm::dmat4& m_toWorld;
    glm::dmat4 m_fromWorld;
    std::vector<Placed> m_inside, m_outside, m_flatten;
    Cutter m_cutter;
    std::array<std::uint32_t, 3> m_corners{}; ///< of the triangle at hand
    std::vector<Piece> m_pieces, m_insidePieces, m_outsidePieces;
    std::vector<std::uint32_t> m_originals; ///< vertex → its new place
    std::map<std::pair<std::uint32_t, const ClipRegion*>, std::uint32_t> m_flattened;
    std::vector<VertexSource> m_sources;
    std::vector<std::uint32_t> m_indices;
    std::vector<Moved> m_moved;
};

std::array<glm::dvec3, 8> hullOf(const tiles3d::Primitive& primitive, const glm::dmat4& toWorld)
{
    std::array<glm::dvec3, 8> hull;
    for (std::size_t i = 0; i < 8; ++i) {
        const glm::dvec4 corner(i & 1 ? primitive.maximum.x : primitive.minimum.x,
                                i & 2 ? primitive.maximum.y : primitive.minimum.y,
                                i & 4 ? primitive.maximum.z : primitive.minimum.z, 1.0);
        hull[i] = glm::dvec3(toWorld * corner);
    }
    return hull;
}

} // namespace

bool isClippedAway(const RegionList& regions, std::span<const glm::dvec3> ecefHull)
{
    bool hasOutside = false, isKept = false;
    for (const auto& region : regions) {
        if (region->mode() == ClipMode::Flatten)
            continue;
        const Overlap overlap = region->overlapOf(ecefHull);
        if (region->mode() == ClipMode::Inside && overlap == Overlap::Inside)
            return true;
        if (region->mode() == ClipMode::Outside) {
            hasOutside = true;
            isKept = isKept || overlap != Overlap::Outside;
        }
    }
    return hasOutside && !isKept;
}

RegionList relevantTo(const RegionList& regions, std::span<const glm::dvec3> ecefHull)
{
    std::vector<Overlap> overlaps;
    bool isKeptWhole = false, isNearOutside = false;
    for (const auto& region : regions) {
        overlaps.push_back(region->overlapOf(ecefHull));
        if (region->mode() != ClipMode::Outside)
            continue;
        isKeptWhole = isKeptWhole || overlaps.back() == Overlap::Inside;
        isNearOutside = isNearOutside || overlaps.back() != Overlap::Outside;
    }
    RegionList relevant;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const bool isNear = overlaps[i] != Overlap::Outside;
        if (regions[i]->mode() == ClipMode::Outside ? !isKeptWhole && (isNear || !isNearOutside) : isNear)
            relevant.push_back(regions[i]);
    }
    return relevant;
}

bool isUntouched(const RegionList& regions, std::span<const glm::dvec3> ecefHull)
{
    return relevantTo(regions, ecefHull).empty();
}

bool clipModel(tiles3d::Model& model, const glm::dmat4& modelToWorld, const RegionList& regions)
{
    if (regions.empty())
        return false;
    bool hasChanged = false;
    std::vector<tiles3d::MeshInstance> kept;
    std::vector<tiles3d::Mesh> cutMeshes;
    const std::size_t originals = model.meshes.size();
    std::vector<bool> isUsed(originals, false);
    for (tiles3d::MeshInstance instance : model.instances) {
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= originals) {
            kept.push_back(instance);
            continue;
        }
        const auto index = static_cast<std::size_t>(instance.mesh);
        const tiles3d::Mesh& mesh = model.meshes[index];
        const glm::dmat4 toWorld = modelToWorld * instance.transform;
        tiles3d::Mesh cut{mesh.name, {}, mesh.part, mesh.positionBase};
        bool isCut = false;
        for (const tiles3d::Primitive& primitive : mesh.primitives)
            isCut = isCut || !isUntouched(regions, hullOf(primitive, toWorld));
        if (!isCut) {
            isUsed[index] = true;
            kept.push_back(instance);
            continue;
        }
        hasChanged = true;
        for (const tiles3d::Primitive& primitive : mesh.primitives) {
            const auto hull = hullOf(primitive, toWorld);
            if (isClippedAway(regions, hull))
                continue;
            if (isUntouched(regions, hull)) {
                cut.primitives.push_back(primitive);
                continue;
            }
            tiles3d::Primitive rest = PrimitiveClipper(primitive, toWorld, regions).run();
            if (!rest.indices.empty())
                cut.primitives.push_back(std::move(rest));
        }
        if (cut.primitives.empty())
            continue;
        instance.mesh = static_cast<int>(originals + cutMeshes.size());
        cutMeshes.push_back(std::move(cut));
        kept.push_back(instance);
    }
    if (!hasChanged)
        return false;
    model.instances = std::move(kept);
    for (std::size_t i = 0; i < originals; ++i) {
        if (!isUsed[i])
            model.meshes[i].primitives.clear();
    }
    std::move(cutMeshes.begin(), cutMeshes.end(), std::back_inserter(model.meshes));
    return true;
}

} // namespace guanjing::clipping
