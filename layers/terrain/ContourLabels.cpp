#include "layers/terrain/ContourLabels.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/tiles3d/Model.h"
#include "layers/tiling/Resource.h"
#include "layers/tiling/ViewState.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace guanjing::layers {
namespace {

/// In widths of the tile: a number's own half, what a line must have for one, and how far apart those on one line stand.
constexpr double kHalfLabel = 0.05, kLeastLine = 0.22, kApart = 0.7;
constexpr double kLeastStraightness = 0.93; ///< chord by arc under a number
constexpr double kLeastSlope = 2e-3; ///< on less there are no lines
constexpr double kLeastPlan = 0.02; ///< of a triangle's normal: what stands more upright is the wall round a tile
/// Lines a pixel, on ground that rises one in four, beyond which numbers would stand in a tangle; see tile.frag.glsl.
constexpr double kMostDense = 0.17;
constexpr std::size_t kMostBefore = 2000;

/// The lines of one height on a mesh, piece by piece.
class Lines {
public:
    Lines(const tiles3d::Primitive& mesh, const glm::vec3& up, double meters, double interval)
        : m_mesh(mesh), m_up(up), m_meters(static_cast<float>(meters))
    {
        // A line runs beside corners, never through them.
        m_nudge = static_cast<float>(interval * 1e-5);
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
            addTriangle(mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]);
    }

    /// Calls `visit` with the points of each line, in the frame of the mesh.
    template <class Visit> void forEach(Visit visit)
    {
        std::vector<bool> done(m_pieces.size(), false);
        const auto follow = [&](std::size_t first) {
            std::vector<glm::vec3> points{m_pieces[first].from, m_pieces[first].to};
            done[first] = true;
            for (std::uint64_t edge = m_pieces[first].toEdge;;) {
                const auto next = m_from.find(edge);
                if (next == m_from.end() || done[next->second])
                    break;
                done[next->second] = true;
                points.push_back(m_pieces[next->second].to);
                edge = m_pieces[next->second].toEdge;
            }
            visit(points);
        };
        // Lines that begin somewhere, then those that run round.
        for (std::size_t i = 0; i < m_pieces.size(); ++i)
            if (!done[i] && m_to.count(m_pieces[i].fromEdge) == 0)
                follow(i);
        for (std::size_t i = 0; i < m_pieces.size(); ++i)
            if (!done[i])
                follow(i);
    }

private:
    struct Piece {
        glm::vec3 from, to;
        std::uint64_t fromEdge, toEdge;
    };

    void addTriangle(std::uint32_t a, std::uint32_t b, std::uint32_t c)
    {
        const auto isAbove = [&](std::uint32_t v) { return m_mesh.mapHeights[v] >= m_meters; };
        const bool above[3] = {isAbove(a), isAbove(b), isAbove(c)};
        if (above[0] == above[1] && above[1] == above[2])
            return;
        const glm::vec3 &p = m_mesh.positions[a], &q = m_mesh.positions[b], &r = m_mesh.positions[c];
        const glm::vec3 normal = glm::cross(q - p, r - p);
        const float plan = glm::dot(normal, m_up);
        if (plan < static_cast<float>(kLeastPlan) * glm::length(normal))
            return;
        // Of heights as they are, which may be drawn exaggerated.
        const float rise1 = m_mesh.mapHeights[b] - m_mesh.mapHeights[a],
                    rise2 = m_mesh.mapHeights[c] - m_mesh.mapHeights[a];
        const glm::vec3 gradient = glm::cross(m_up, (r - p) * rise1 - (q - p) * rise2) / plan;
        if (glm::length(gradient) < static_cast<float>(kLeastSlope))
            return;
        // With the higher ground on one side always, so that pieces meet head to tail.
        const std::uint32_t corners[3] = {a, b, c};
        Piece piece{};
        for (int i = 0; i < 3; ++i) {
            const int j = (i + 1) % 3;
            if (above[i] == above[j])
                continue;
            (above[i] ? piece.from : piece.to) = crossing(corners[i], corners[j]);
            (above[i] ? piece.fromEdge : piece.toEdge) = edgeOf(corners[i], corners[j]);
        }
        m_from.emplace(piece.fromEdge, m_pieces.size());
        m_to.emplace(piece.toEdge, m_pieces.size());
        m_pieces.push_back(piece);
    }

    [[nodiscard]] glm::vec3 crossing(std::uint32_t a, std::uint32_t b) const
    {
        const float from = m_mesh.mapHeights[a], to = m_mesh.mapHeights[b];
        const float share =
            std::clamp((m_meters - from) / (std::abs(to - from) < m_nudge ? 1.0F : to - from), 0.0F, 1.0F);
        return glm::mix(m_mesh.positions[a], m_mesh.positions[b], share);
    }
    static std::uint64_t edgeOf(std::uint32_t a, std::uint32_t b)
    {
        return (std::uint64_t{std::min(a, b)} << 32) | std::max(a, b);
    }

    const tiles3d::Primitive& m_mesh;
    glm::vec3 m_up;
    float m_meters, m_nudge;
    std::vector<Piece> m_pieces;
    std::unordered_map<std::uint64_t, std::size_t> m_from, m_to; ///< by the edge of the mesh where a piece begins, ends
};

/// Where numbers stand on one line.
class OnLine {
public:
    OnLine(const std::vector<glm::vec3>& points, double width) : m_points(points), m_width(width)
    {
        m_along.push_back(0);
        for (std::size_t i = 1; i < points.size(); ++i)
            m_along.push_back(m_along.back() + static_cast<double>(glm::distance(points[i - 1], points[i])));
    }

    template <class Add> void place(Add add) const
    {
        const double length = m_along.back(), half = kHalfLabel * m_width;
        if (length < kLeastLine * m_width)
            return;
        const int stretches = std::max(1, static_cast<int>(length / (kApart * m_width)));
        for (int stretch = 0; stretch < stretches; ++stretch) {
            const double from = std::max(length * stretch / stretches, half),
                         to = std::min(length * (stretch + 1) / stretches, length - half);
            constexpr int kTries = 16;
            double best = kLeastStraightness, at = -1;
            for (int i = 0; i <= kTries; ++i) {
                const double share = static_cast<double>(i) / kTries, middle = from + (to - from) * share;
                const double chord = static_cast<double>(glm::distance(pointAt(middle - half), pointAt(middle + half)));
                // Rather in the middle of the stretch, where it is as straight.
                const double score = chord / (2 * half) - 0.02 * std::abs(share - 0.5);
                if (score > best) {
                    best = score;
                    at = middle;
                }
            }
            if (at >= 0)
                add((pointAt(at - half) + pointAt(at + half)) * 0.5F, pointAt(at + half));
        }
    }

private:
    [[nodiscard]] glm::vec3 pointAt(double along) const
    {
        const auto next = std::upper_bound(m_along.begin(), m_along.end(), along);
        const auto i =
            std::clamp<std::size_t>(static_cast<std::size_t>(next - m_along.begin()), 1, m_points.size() - 1);
        const double step = m_along[i] - m_along[i - 1];
        const double share = step > 0 ? std::clamp((along - m_along[i - 1]) / step, 0.0, 1.0) : 0.0;
        return glm::mix(m_points[i - 1], m_points[i], static_cast<float>(share));
    }

    const std::vector<glm::vec3>& m_points;
    double m_width;
    std::vector<double> m_along;
};

double widthOf(const tiles3d::Mesh& mesh)
{
    glm::vec3 low = mesh.primitives.front().minimum, high = mesh.primitives.front().maximum;
    for (const tiles3d::Primitive& primitive : mesh.primitives) {
        low = glm::min(low, primitive.minimum);
        high = glm::max(high, primitive.maximum);
    }
    return static_cast<double>(glm::distance(low, high)) / std::sqrt(2.0);
}

void addLabels(const tiles3d::Primitive& mesh, const glm::vec3& up, double width, const glm::dmat4& modelToWorld,
               double indexMeters, std::vector<ContourLabel>& labels)
{
    const auto [low, high] = std::minmax_element(mesh.mapHeights.begin(), mesh.mapHeights.end());
    for (double step = std::ceil(static_cast<double>(*low) / indexMeters);
         step * indexMeters <= static_cast<double>(*high); ++step) {
        // As lines are drawn, see tile.vert.glsl.
        const double drawn = step * indexMeters + 0.05 * std::min(indexMeters / kIndexContours, 1.0);
        Lines lines(mesh, up, drawn, indexMeters);
        lines.forEach([&](const std::vector<glm::vec3>& points) {
            OnLine(points, width).place([&](const glm::vec3& place, const glm::vec3& ahead) {
                ContourLabel& label = labels.emplace_back();
                label.meters = step * indexMeters;
                label.place = glm::dvec3(modelToWorld * glm::dvec4(place, 1.0));
                label.ahead = glm::dvec3(modelToWorld * glm::dvec4(ahead, 1.0));
            });
        });
    }
}

} // namespace

std::vector<ContourLabel> findContourLabels(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                            double indexMeters)
{
    std::vector<ContourLabel> labels;
    if (model.meshes.empty() || model.meshes.front().primitives.empty() || !(indexMeters > 0))
        return labels;
    const Geographic middle = toGeographic(glm::dvec3(modelToWorld[3]));
    const glm::dvec3 upward =
        glm::inverse(glm::dmat3(modelToWorld)) * ellipsoidNormal(middle.lonDegrees, middle.latDegrees);
    const double width = widthOf(model.meshes.front());
    for (const tiles3d::Primitive& mesh : model.meshes.front().primitives)
        if (!mesh.mapHeights.empty() && mesh.mapHeights.size() == mesh.positions.size())
            addLabels(mesh, glm::vec3(glm::normalize(upward)), width, modelToWorld, indexMeters, labels);
    return labels;
}

/// What workers and the GUI thread have in common.
struct ContourLabels::Shared {
    struct Found {
        std::uint64_t tile;
        std::shared_ptr<const tiles3d::Model> model;
        double indexMeters;
        std::vector<ContourLabel> labels;
    };
    std::function<void()> changed;
    std::stop_source stop;
    std::mutex mutex;
    std::condition_variable idle;
    std::vector<Found> found;
    std::size_t asked = 0; ///< and not found yet
    std::size_t running = 0;
    bool isClosed = false;
};

ContourLabels::ContourLabels(TaskPool& tasks, std::function<void()> changed)
    : m_tasks(tasks), m_shared(std::make_shared<Shared>())
{
    m_shared->changed = std::move(changed);
}

ContourLabels::~ContourLabels()
{
    m_shared->stop.request_stop();
    std::unique_lock lock(m_shared->mutex);
    m_shared->isClosed = true;
    m_shared->idle.wait(lock, [&] { return m_shared->running == 0; });
}

void ContourLabels::ask(std::uint64_t tile, Entry& entry, const glm::dmat4& modelToWorld)
{
    entry.isAsked = true;
    {
        const std::lock_guard lock(m_shared->mutex);
        ++m_shared->asked;
    }
    m_tasks.post(
        [shared = m_shared, tile, model = entry.model, indexMeters = entry.indexMeters, modelToWorld] {
            {
                const std::lock_guard lock(shared->mutex);
                if (shared->isClosed)
                    return;
                ++shared->running;
            }
            Shared::Found found{tile, model, indexMeters, findContourLabels(*model, modelToWorld, indexMeters)};
            {
                const std::lock_guard lock(shared->mutex);
                shared->found.push_back(std::move(found));
                --shared->asked;
            }
            if (shared->changed)
                shared->changed();
            const std::lock_guard lock(shared->mutex);
            --shared->running;
            shared->idle.notify_all();
        },
        0.0, m_shared->stop.get_token());
}

bool ContourLabels::isBusy() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->asked > 0 || !m_shared->found.empty();
}

std::uint64_t ContourLabels::idFor(const ContourLabel& label, double reachMeters) const
{
    const ContourLabel* nearest = nullptr;
    double best = reachMeters;
    const auto look = [&](const std::vector<ContourLabel>& labels) {
        for (const ContourLabel& other : labels) {
            const double distance = glm::distance(other.place, label.place);
            if (other.meters == label.meters && distance < best) {
                best = distance;
                nearest = &other;
            }
        }
    };
    for (const auto& [tile, entry] : m_entries)
        look(entry.labels);
    look(m_before);
    return nearest != nullptr ? nearest->id : ++m_lastId;
}

void ContourLabels::takeOver()
{
    std::vector<Shared::Found> found;
    {
        const std::lock_guard lock(m_shared->mutex);
        found.swap(m_shared->found);
    }
    for (Shared::Found& each : found) {
        const auto entry = m_entries.find(each.tile);
        if (entry == m_entries.end() || entry->second.model != each.model
            || entry->second.indexMeters != each.indexMeters)
            continue;
        const double reach = kHalfLabel * widthOf(each.model->meshes.front());
        for (ContourLabel& label : each.labels)
            label.id = idFor(label, reach);
        entry->second.labels = std::move(each.labels);
    }
}

void ContourLabels::beginFrame()
{
    takeOver();
    for (auto& [tile, entry] : m_entries)
        entry.isDrawn = false;
}

std::vector<ContourLabel> ContourLabels::on(const DrawList& list, const ViewState& view)
{
    std::vector<ContourLabel> labels;
    const double interval = list.groundLook.contourMeters;
    if (!(interval > 0))
        return labels;
    for (const DrawItem& item : list.items) {
        if (!item.hasRelief || item.part == nullptr || !item.part->model || item.part->model->meshes.empty())
            continue;
        const double nearest = view.isOrthographic ? 1.0 : glm::distance(view.eye, item.center) - item.radius;
        if (0.25 / (interval * view.pixelsPerMeter(std::max(nearest, 1.0))) > kMostDense)
            continue;
        Entry& entry = m_entries[item.tileId];
        entry.isDrawn = true;
        if (entry.model != item.part->model || entry.indexMeters != kIndexContours * interval) {
            if (entry.indexMeters != kIndexContours * interval)
                entry.labels.clear();
            entry.model = item.part->model;
            entry.indexMeters = kIndexContours * interval;
            ask(item.tileId, entry, item.modelToWorld);
        }
        for (const ContourLabel& label : entry.labels)
            if (view.isOrthographic
                || 0.25 / (interval * view.pixelsPerMeter(std::max(glm::distance(view.eye, label.place), 1.0)))
                    <= kMostDense)
                labels.push_back(label);
    }
    return labels;
}

void ContourLabels::endFrame()
{
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        if (entry->second.isDrawn) {
            ++entry;
            continue;
        }
        m_before.insert(m_before.end(), entry->second.labels.begin(), entry->second.labels.end());
        entry = m_entries.erase(entry);
    }
    if (m_before.size() > kMostBefore)
        m_before.erase(m_before.begin(), m_before.end() - static_cast<std::ptrdiff_t>(kMostBefore / 2));
}

} // namespace guanjing::layers
