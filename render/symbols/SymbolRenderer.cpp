#include "render/symbols/SymbolRenderer.h"

#include "geodata/crs/Ellipsoid.h"
#include "render/effects/FrameCamera.h"
#include "render/effects/FrameTarget.h"
#include "render/symbols/IconPainter.h"
#include "render/symbols/LabelPlacer.h"
#include "render/symbols/StationText.h"
#include "render/symbols/SymbolAtlas.h"
#include "render/symbols/TextRasterizer.h"
#include "render/upload/GlContext.h"
#include "render/upload/ShaderSource.h"

#include <glm/geometric.hpp>

#include <osg/GLExtensions>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <vector>

namespace guanjing::render {

using layers::ObservationSnapshot;
using layers::StationState;
using layers::StationValue;

namespace {

constexpr float kPolePixels = 15.0f; ///< from the ground to the marker's foot
constexpr float kClusterPixels = 27.0f; ///< markers nearer than this become one
constexpr double kLabelPixels = 12.0;
constexpr int kTextsPerFrame = 24; ///< rasterised at most
constexpr double kAnchorMeters = 2.0; ///< above the ground, so that the ground does not hide it
constexpr double kDepthSlack = 1.02;
constexpr float kBadgeReach = 1.7f; ///< of a warning's badge at the upper right, in radii of the marker

struct Vertex {
    float x, y;
    float u, v;
    std::array<std::uint8_t, 4> color;
    float anchorX, anchorY, anchorDepth;
};

struct Marker {
    const ObservationSnapshot* snapshot = nullptr;
    const StationValue* station = nullptr;
    std::uint64_t id = 0;
    float x = 0, y = 0; ///< of the body, pixels
    float anchorX = 0, anchorY = 0; ///< of the ground below
    float depth = 0;
    StationState state = StationState::Unknown;
    bool selected = false;
};

int severity(StationState state)
{
    switch (state) {
    case StationState::Alarm: return 4;
    case StationState::Warning: return 3;
    case StationState::Normal: return 2;
    case StationState::Stale: return 1;
    case StationState::Unknown: return 0;
    }
    return 0;
}

bool hasBadge(const Marker& marker)
{
    return marker.state == StationState::Warning || marker.state == StationState::Alarm;
}

/// Beyond the Earth's limb, seen from the eye; all in the space where the ellipsoid is the unit sphere.
bool beyondHorizon(const glm::dvec3& eye, const glm::dvec3& target)
{
    const double height2 = glm::dot(eye, eye) - 1.0;
    if (height2 <= 0.0)
        return false;
    const glm::dvec3 way = target - eye;
    const double towards = -glm::dot(way, eye);
    return towards > height2 && towards * towards > height2 * glm::dot(way, way);
}

glm::dvec3 toUnitSphere(const glm::dvec3& ecef)
{
    constexpr double a = kWgs84SemiMajorMeters;
    static const double b = a * std::sqrt(1.0 - kWgs84Eccentricity2);
    return ecef / glm::dvec3(a, a, b);
}

} // namespace

struct SymbolRenderer::Impl {
    Impl(GlContext& glContext, TextRasterizer* textRasterizer)
        : context(glContext), text(textRasterizer), atlas(glContext)
    { }

    GlContext& context;
    TextRasterizer* text;
    SymbolAtlas atlas;
    LabelPlacer placer;
    MarkerClusterer clusterer;
    std::array<std::uint32_t, 2> programs{}; ///< plain, multisampled
    std::uint32_t buffer = 0, vertexArray = 0;
    std::vector<Vertex> vertices;
    bool textsMissing = false;
    int textsLeft = 0;
    double ratio = 1.0;

    /// Stations in ECEF, worked out once per revision of a snapshot.
    struct Places {
        std::uint64_t revision = 0;
        std::vector<glm::dvec3> anchors;
        std::vector<std::uint64_t> ids;
    };
    std::unordered_map<std::uint32_t, Places> places;

    struct Target {
        Station station;
        float x = 0, y = 0, radius = 0;
    };
    std::vector<Target> targets; ///< in drawing order

    const Places& placesOf(const ObservationSnapshot& snapshot);
    std::vector<Marker> project(const layers::ViewState& view, const FrameCamera& camera, Snapshots snapshots,
                                const Options& options);
    const SymbolAtlas::Slot* slot(const std::string& key, const std::function<IconBitmap()>& paint);
    const SymbolAtlas::Slot* labelSlot(const StationValue& station, bool isDead);
    void quad(float left, float top, const SymbolAtlas::Slot& slot, const Marker& marker, float opacity);
    void pole(const Marker& marker);
    void flush(const layers::ViewState& view, const FrameCamera& camera, const FrameTarget& target);
    void drawCluster(const Marker& leader, StationState worst, std::size_t count, std::vector<ScreenBox>& boxes);
};

const SymbolRenderer::Impl::Places& SymbolRenderer::Impl::placesOf(const ObservationSnapshot& snapshot)
{
    Places& result = places[snapshot.sourceId];
    if (result.revision == snapshot.revision && result.anchors.size() == snapshot.stations.size())
        return result;
    result.revision = snapshot.revision;
    result.anchors.clear();
    result.ids.clear();
    for (const StationValue& station : snapshot.stations) {
        result.anchors.push_back(
            toEcef({station.lonDegrees, station.latDegrees, station.heightMeters + kAnchorMeters}));
        result.ids.push_back(std::hash<std::string>{}(station.id) * 31u + snapshot.sourceId);
    }
    return result;
}

std::vector<Marker> SymbolRenderer::Impl::project(const layers::ViewState& view, const FrameCamera& camera,
                                                  Snapshots snapshots, const Options& options)
{
    std::vector<Marker> markers;
    const glm::dmat4 toClip = camera.projection * camera.viewRotation;
    const glm::dvec3 unitEye = toUnitSphere(camera.eye);
    const double margin = 60.0 * ratio;
    for (const auto& snapshot : snapshots) {
        if (!snapshot)
            continue;
        const Places& known = placesOf(*snapshot);
        const bool feedIsDead =
            snapshot->state == layers::FeedState::Stale || snapshot->state == layers::FeedState::Disconnected;
        for (std::size_t i = 0; i < snapshot->stations.size(); ++i) {
            const glm::dvec4 clip = toClip * glm::dvec4(known.anchors[i] - camera.eye, 1.0);
            if (clip.w <= 0.0)
                continue;
            const double x = (clip.x / clip.w * 0.5 + 0.5) * view.width;
            const double y = (0.5 - clip.y / clip.w * 0.5) * view.height;
            if (x < -margin || y < -margin || x > view.width + margin || y > view.height + margin)
                continue;
            if (!camera.orthographic && beyondHorizon(unitEye, toUnitSphere(known.anchors[i])))
                continue;
            Marker marker;
            marker.snapshot = snapshot.get();
            marker.station = &snapshot->stations[i];
            marker.id = known.ids[i];
            marker.anchorX = static_cast<float>(x);
            marker.anchorY = static_cast<float>(y);
            const double depth = clip.z / clip.w;
            // A little nearer than it is: its own ground must not hide it.
            if (camera.reversed)
                marker.depth = static_cast<float>(camera.orthographic ? depth + 0.002 : depth * kDepthSlack);
            else
                marker.depth = static_cast<float>(depth * 0.5 + 0.5 - 1e-4);
            marker.x = std::round(marker.anchorX);
            marker.y = std::round(marker.anchorY - static_cast<float>(ratio) * (kPolePixels + kMarkerRadius));
            marker.state = feedIsDead && marker.station->state != StationState::Unknown ? StationState::Stale
                                                                                        : marker.station->state;
            marker.selected = options.selected && options.selected->sourceId == snapshot->sourceId
                && options.selected->stationId == marker.station->id;
            markers.push_back(marker);
        }
    }
    return markers;
}

const SymbolAtlas::Slot* SymbolRenderer::Impl::slot(const std::string& key, const std::function<IconBitmap()>& paint)
{
    if (const SymbolAtlas::Slot* known = atlas.find(key))
        return known;
    return atlas.add(key, paint());
}

const SymbolAtlas::Slot* SymbolRenderer::Impl::labelSlot(const StationValue& station, bool isDead)
{
    const std::string value = isDead ? std::string() : mainValueText(station);
    const std::string key = "label\n" + station.name + "\n" + value;
    if (const SymbolAtlas::Slot* known = atlas.find(key))
        return known;
    if (textsLeft <= 0) {
        textsMissing = true;
        return nullptr;
    }
    --textsLeft;
    const double size = kLabelPixels * ratio;
    IconBitmap picture = haloText(text->rasterize(station.name, size, false), ratio);
    if (!value.empty())
        picture = stacked(picture, haloText(text->rasterize(value, size, true), ratio),
                          static_cast<int>(std::lround(4.0 * ratio)));
    return atlas.add(key, picture);
}

void SymbolRenderer::Impl::quad(float left, float top, const SymbolAtlas::Slot& slot, const Marker& marker,
                                float opacity)
{
    const auto w = static_cast<float>(slot.width), h = static_cast<float>(slot.height);
    const auto u = static_cast<float>(slot.x), v = static_cast<float>(slot.y);
    const auto alpha = static_cast<std::uint8_t>(std::lround(opacity * 255.0f));
    const auto corner = [&](float x, float y) {
        vertices.push_back({left + x * w,
                            top + y * h,
                            u + x * w,
                            v + y * h,
                            {255, 255, 255, alpha},
                            marker.anchorX,
                            marker.anchorY,
                            marker.depth});
    };
    corner(0, 0);
    corner(1, 0);
    corner(1, 1);
    corner(0, 0);
    corner(1, 1);
    corner(0, 1);
}

void SymbolRenderer::Impl::pole(const Marker& marker)
{
    const int side = std::max(1, static_cast<int>(std::lround(ratio)));
    const int length = static_cast<int>(std::lround(ratio * kPolePixels)) + 2 * side;
    const SymbolAtlas::Slot* line = slot("pole", [&] {
        IconBitmap bitmap;
        bitmap.width = 3 * side;
        bitmap.height = length;
        // White between two dark lines is seen on any ground.
        for (int y = 0; y < bitmap.height; ++y)
            for (int x = 0; x < bitmap.width; ++x) {
                const bool core = x / side == 1;
                const std::uint8_t shade = core ? 255 : 0;
                bitmap.pixels.insert(bitmap.pixels.end(),
                                     {shade, shade, shade, core ? std::uint8_t{255} : std::uint8_t{90}});
            }
        return bitmap;
    });
    if (line)
        quad(marker.x - std::floor(static_cast<float>(line->width) / 2.0f),
             std::round(marker.anchorY) - static_cast<float>(length), *line, marker, 1.0f);
}

void SymbolRenderer::Impl::drawCluster(const Marker& leader, StationState worst, std::size_t count,
                                       std::vector<ScreenBox>& boxes)
{
    const float radius = count < 10 ? 12.0f : count < 100 ? 15.0f : 18.0f;
    const std::string key =
        "cluster " + std::to_string(static_cast<int>(worst)) + " " + std::to_string(static_cast<int>(radius));
    const SymbolAtlas::Slot* plate = slot(key, [&] { return paintCluster(worst, radius, ratio); });
    if (!plate)
        return;
    const int halfPixels = plate->width / 2;
    const auto half = static_cast<float>(halfPixels);
    quad(leader.x - half, leader.y - half, *plate, leader, 1.0f);
    boxes.push_back({leader.x - half, leader.y - half, leader.x + half, leader.y + half});
    if (!text)
        return;
    const std::string words = count > 999 ? "999+" : std::to_string(count);
    const SymbolAtlas::Slot* number = slot(
        "count " + words, [&] { return plainText(text->rasterize(words, (count > 99 ? 11.0 : 12.0) * ratio, true)); });
    if (number)
        quad(leader.x - std::floor(static_cast<float>(number->width) / 2.0f),
             leader.y - std::floor(static_cast<float>(number->height) / 2.0f), *number, leader, 1.0f);
}

void SymbolRenderer::Impl::flush(const layers::ViewState& view, const FrameCamera& camera, const FrameTarget& target)
{
    if (vertices.empty() || !atlas.texture())
        return;
    osg::GLExtensions& gl = context.gl();
    const bool multisampled = target.samples() > 0;
    std::uint32_t& program = programs[multisampled ? 1 : 0];
    if (!program)
        program = context.makeProgram(assembleShader("symbol.vert.glsl", multisampled ? "#define MULTISAMPLE 1\n" : ""),
                                      assembleShader("symbol.frag.glsl"));
    if (!vertexArray) {
        vertexArray = context.makeVertexArray();
        buffer = context.makeBuffer();
    }
    gl.glBindVertexArray(vertexArray);
    gl.glBindBuffer(GL_ARRAY_BUFFER, buffer);
    gl.glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(Vertex)), vertices.data(),
                    GL_STREAM_DRAW);
    const auto pointer = [&](GLuint location, GLint size, GLenum type, bool normalized, std::size_t offset) {
        gl.glEnableVertexAttribArray(location);
        gl.glVertexAttribPointer(location, size, type, normalized ? GL_TRUE : GL_FALSE, sizeof(Vertex),
                                 reinterpret_cast<const void*>(offset));
    };
    pointer(kAttributePosition, 2, GL_FLOAT, false, offsetof(Vertex, x));
    pointer(kAttributeTexCoord, 2, GL_FLOAT, false, offsetof(Vertex, u));
    pointer(kAttributeColor, 4, GL_UNSIGNED_BYTE, true, offsetof(Vertex, color));
    pointer(kAttributeNormal, 3, GL_FLOAT, false, offsetof(Vertex, anchorX));
    gl.glUseProgram(program);
    const auto find = [&](const char* name) { return gl.glGetUniformLocation(program, name); };
    gl.glUniform2f(find("uViewport"), static_cast<float>(view.width), static_cast<float>(view.height));
    gl.glUniform1f(find("uAtlasSide"), static_cast<float>(SymbolAtlas::kSide));
    gl.glUniform1f(find("uNearer"), camera.reversed ? 1.0f : 0.0f);
    gl.glUniform1i(find("uAtlas"), 0);
    gl.glUniform1i(find("uDepth"), 1);
    const GLenum depthTarget = multisampled ? 0x9100 /* GL_TEXTURE_2D_MULTISAMPLE */ : GL_TEXTURE_2D;
    gl.glActiveTexture(GL_TEXTURE1);
    glBindTexture(depthTarget, target.depthTexture());
    gl.glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, atlas.texture());
    glEnable(GL_BLEND);
    gl.glBlendFuncSeparate(GL_ONE, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices.size()));
    glDisable(GL_BLEND);
    glBindTexture(GL_TEXTURE_2D, 0);
    gl.glActiveTexture(GL_TEXTURE1);
    glBindTexture(depthTarget, 0);
    gl.glActiveTexture(GL_TEXTURE0);
    gl.glUseProgram(0);
    gl.glBindVertexArray(0);
    gl.glBindBuffer(GL_ARRAY_BUFFER, 0);
}

SymbolRenderer::SymbolRenderer(GlContext& context, TextRasterizer* text) : m_impl(std::make_unique<Impl>(context, text))
{ }

SymbolRenderer::~SymbolRenderer()
{
    for (std::uint32_t& program : m_impl->programs)
        m_impl->context.freeProgram(program);
    m_impl->context.freeBuffer(m_impl->buffer);
    m_impl->context.freeVertexArray(m_impl->vertexArray);
}

void SymbolRenderer::draw(const layers::ViewState& view, const FrameCamera& camera, const FrameTarget& target,
                          Snapshots snapshots, const Options& options)
{
    Impl& d = *m_impl;
    d.vertices.clear();
    d.targets.clear();
    d.textsMissing = false;
    d.textsLeft = kTextsPerFrame;
    if (!options.markers || snapshots.empty())
        return;
    if (d.ratio != options.devicePixelRatio) {
        d.ratio = options.devicePixelRatio;
        d.atlas.clear();
    }
    const auto ratio = static_cast<float>(d.ratio);
    const std::vector<Marker> markers = d.project(view, camera, snapshots, options);
    std::vector<MarkerClusterer::Marker> points;
    points.reserve(markers.size());
    for (const Marker& marker : markers)
        points.push_back({marker.id, marker.x, marker.y, severity(marker.state), marker.selected});
    std::vector<MarkerClusterer::Cluster> clusters = d.clusterer.cluster(points, kClusterPixels * ratio);
    // Far ones first, so that near ones lie on top; the selected one last.
    std::stable_sort(clusters.begin(), clusters.end(), [&](const auto& a, const auto& b) {
        const Marker &p = markers[a.leader], &q = markers[b.leader];
        return p.selected != q.selected ? q.selected : p.anchorY < q.anchorY;
    });

    std::vector<ScreenBox> boxes;
    std::vector<LabelPlacer::Wish> wishes;
    std::vector<std::pair<const SymbolAtlas::Slot*, const Marker*>> labels;
    std::vector<const Marker*> singles;
    for (const auto& cluster : clusters) {
        const Marker& leader = markers[cluster.leader];
        d.pole(leader);
        if (cluster.members.size() > 1) {
            StationState worst = leader.state;
            for (const std::size_t member : cluster.members)
                if (severity(markers[member].state) > severity(worst))
                    worst = markers[member].state;
            d.drawCluster(leader, worst, cluster.members.size(), boxes);
            continue;
        }
        const MarkerForm form = markerForm(leader.station->kind);
        const std::string key = "marker " + std::to_string(static_cast<int>(form)) + " "
            + std::to_string(static_cast<int>(leader.state)) + (leader.selected ? " selected" : "");
        const SymbolAtlas::Slot* icon =
            d.slot(key, [&] { return paintMarker(form, leader.state, leader.selected, d.ratio); });
        if (!icon)
            continue;
        const int halfPixels = icon->width / 2;
        const auto half = static_cast<float>(halfPixels);
        d.quad(leader.x - half, leader.y - half, *icon, leader, 1.0f);
        const float radius = kMarkerRadius * ratio;
        boxes.push_back({leader.x - radius, leader.y - radius, leader.x + radius, leader.y + radius});
        // The badge at the upper right must stay readable too.
        if (hasBadge(leader))
            boxes.push_back({leader.x, leader.y - kBadgeReach * radius, leader.x + kBadgeReach * radius, leader.y});
        d.targets.push_back(
            {{leader.snapshot->sourceId, leader.station->id}, leader.x, leader.y, radius + 3.0f * ratio});
        singles.push_back(&leader);
    }

    if (options.labels && d.text) {
        // Texts are made in the order in which they will be placed: what matters most appears first.
        std::stable_sort(singles.begin(), singles.end(), [&](const Marker* a, const Marker* b) {
            const auto rank = [&](const Marker* m) {
                return (m->selected ? 100 : 0) + 10 * std::max(0, severity(m->state) - 2)
                    + (d.placer.wasPlaced(m->id) ? 1 : 0);
            };
            return rank(a) > rank(b);
        });
        const bool crowded = singles.size() > 400;
        for (const Marker* marker : singles) {
            if (crowded && wishes.size() >= 400)
                break;
            const bool isDead = marker->state == StationState::Stale || marker->state == StationState::Unknown;
            const SymbolAtlas::Slot* label = d.labelSlot(*marker->station, isDead);
            if (!label)
                continue;
            wishes.push_back({marker->id, marker->x, marker->y,
                              kMarkerRadius * ratio * (hasBadge(*marker) ? kBadgeReach : 1.0f),
                              static_cast<float>(label->width), static_cast<float>(label->height),
                              marker->selected ? 100 : severity(marker->state)});
            labels.emplace_back(label, marker);
        }
        for (const LabelPlacer::Place& place :
             d.placer.place(wishes, boxes, static_cast<float>(view.width), static_cast<float>(view.height)))
            d.quad(place.left, place.top, *labels[place.wish].first, *labels[place.wish].second, 1.0f);
    }
    d.flush(view, camera, target);
    if (d.atlas.isFull()) {
        // Values have changed often enough to fill it: the next frame starts with an empty one.
        d.atlas.clear();
        d.textsMissing = true;
    }
}

bool SymbolRenderer::wantsFrame() const { return m_impl->textsMissing; }

std::optional<SymbolRenderer::Station> SymbolRenderer::hit(double xPixels, double yPixels) const
{
    for (auto target = m_impl->targets.rbegin(); target != m_impl->targets.rend(); ++target)
        if (std::hypot(xPixels - static_cast<double>(target->x), yPixels - static_cast<double>(target->y))
            <= static_cast<double>(target->radius))
            return target->station;
    return std::nullopt;
}

} // namespace guanjing::render
