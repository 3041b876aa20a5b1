// What stands on the ground of the orthophoto: roofs, vehicles, crowns, and the shade that they cast.
#include "geodata/democity/Banks.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Quays.h"
#include "geodata/democity/Waters.h"
#include "geodata/democity/Woods.h"

#include <algorithm>

namespace guanjing::democity {

namespace {

/// Nearer than this models show every crown, and what hangs from cranes.
constexpr double kCrownsLeftBelow = 0.4, kHangingLeftBelow = 1.3;
/// From here on a crown is a spot of a pixel or two, without a shade of its own.
constexpr double kSplatMetersPerPixel = 2.8;

} // namespace

std::vector<V2> sweptHull(const Quad& quad, V2 from, V2 to)
{
    std::array<V2, 8> points;
    for (std::size_t i = 0; i < 4; ++i) {
        points[i] = quad.p[i] + from;
        points[i + 4] = quad.p[i] + to;
    }
    std::sort(points.begin(), points.end(), [](V2 a, V2 b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    std::vector<V2> hull(16);
    std::size_t k = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        while (k >= 2 && cross(hull[k - 1] - hull[k - 2], points[i] - hull[k - 2]) <= 0)
            --k;
        hull[k++] = points[i];
    }
    const std::size_t lower = k + 1;
    for (std::size_t i = 7; i-- > 0;) {
        while (k >= lower && cross(hull[k - 1] - hull[k - 2], points[i] - hull[k - 2]) <= 0)
            --k;
        hull[k++] = points[i];
    }
    hull.resize(k > 1 ? k - 1 : k);
    return hull;
}

void Painter::collectThings()
{
    const bool details = m_mpp < 1.3;
    for (const auto& [block, content] : m_blocks) {
        (void)block;
        const Box box = m_canvas.box().grown(8);
        if (m_mpp < kSplatMetersPerPixel)
            for (const Tree& tree : content->trees)
                if (box.holds(tree.centre))
                    m_trees.push_back(tree);
        if (m_mpp < 1.3)
            for (const Vehicle& vehicle : content->vehicles)
                if (box.holds(vehicle.centre))
                    m_vehicles.push_back(vehicle);
    }
    const bool crossed = corridorNear(m_canvas.box());
    if (m_mpp < 1.3 && crossed && m_decks == Decks::Shown)
        corridorVehicles(m_canvas.box().grown(12), m_canvas.epoch(), m_vehicles);
    if (m_mpp < kCrownsMetersPerPixel)
        for (const std::vector<Road>* roads : {&m_arterials, &m_localRoads})
            for (const Road& road : *roads) {
                std::vector<Vehicle> vehicles;
                const Box box = m_canvas.box().grown(12);
                furnishRoad(road, box, crossed, m_trees, vehicles);
                const bool overWater = waterClearance(lerp(road.a, road.b, 0.5)) < 600;
                const bool arterialRoad = roads == &m_arterials;
                for (const Vehicle& vehicle : vehicles)
                    if (m_mpp < 1.3 && box.holds(vehicle.centre) && (m_decks == Decks::Shown || !vehicle.onDeck)
                        && (!crossed || vehicle.onDeck || corridorClearance(vehicle.centre) > -6)
                        && (arterialRoad || !overWater || waterClearance(vehicle.centre) > kShoreTrafficMeters))
                        m_vehicles.push_back(vehicle);
            }
    if (m_mpp < kSplatMetersPerPixel)
        bankTrees(m_canvas.box().grown(8), roadsOf(m_arterials, m_localRoads),
                  portsIn(m_canvas.box().grown(8), m_plans), m_trees);
    // roofs and what casts shadows
    if (details)
        for (const auto& [block, content] : m_blocks) {
            const Box box = m_canvas.box().grown(6);
            for (const Part& part : content->parts) {
                Box reach;
                for (V2 p : part.footprint().p)
                    reach.add(p);
                if (box.meets(reach))
                    roofDetails(part, block->use, m_details);
            }
        }
    // what the models show above the ground is not on it, and walls are thinner than pixels from afar
    const bool modelsShown = m_decks == Decks::LeftToModels && m_mpp < kHangingLeftBelow;
    const auto add = [&](const Part& part) {
        if (part.building == kNoBuilding && (part.bottom > 4 ? modelsShown : part.isFence() && m_mpp > 0.8))
            return;
        Roofed roofed{&part, 0, {}};
        const V2 sweep = m_canvas.shadowOf(part.highest());
        const Quad quad = part.footprint();
        for (V2 p : quad.p) {
            roofed.box.add(p);
            roofed.box.add(p + sweep);
        }
        if (m_canvas.sees(roofed.box))
            m_roofs.push_back(roofed);
    };
    for (const auto& [block, content] : m_blocks) {
        (void)block;
        for (const Part& part : content->parts)
            add(part);
    }
    for (const Part& part : m_details)
        add(part);
    // small keys are sorted, not what they stand for
    std::vector<std::pair<double, std::uint32_t>> order;
    order.reserve(m_roofs.size());
    for (const Roofed& roofed : m_roofs)
        order.emplace_back(roofed.part->top, static_cast<std::uint32_t>(order.size()));
    std::sort(order.begin(), order.end());
    std::vector<Roofed> sorted;
    sorted.reserve(m_roofs.size());
    for (const auto& [top, index] : order)
        sorted.push_back(m_roofs[index]);
    m_roofs = std::move(sorted);
    std::uint16_t next = 1;
    for (Roofed& roofed : m_roofs)
        roofed.receiver = next < 65535 ? next++ : next;
}

void Painter::roofs()
{
    for (const Roofed& roofed : m_roofs) {
        const Part& part = *roofed.part;
        const Quad quad = part.footprint();
        if (!m_canvas.sees(quad.box()))
            continue;
        const V2 u = part.axis;
        const V2 v = u.left();
        if (part.roof == Roof::Parapet || part.roof == Roof::Plain) {
            const bool parapet = part.roof == Roof::Parapet && m_mpp < 1.3;
            m_canvas.fillRoof(part.outline(), parapet ? mixed(part.roofColor, {226, 224, 218}, 0.36F) : part.roofColor,
                              roofed.receiver);
            if (parapet) {
                if (part.halfWidth > 0.5)
                    m_canvas.fillRoof(part.outline(0.35), part.roofColor, roofed.receiver);
            }
            continue;
        }
        m_canvas.fillRoof(quad.p, part.roofColor, roofed.receiver);
        if (part.roof == Roof::Shed && m_mpp > kSplatMetersPerPixel)
            continue;
        if (part.roof == Roof::Shed) { // the glazed edge
            m_canvas.line(quad.p[3], quad.p[2], 0.9, {150, 168, 180}, 0.8F);
            m_canvas.line(quad.p[0], quad.p[1], 0.5, part.roofColor * 0.7F);
            continue;
        }
        // slopes lit by the sun
        const double hip = part.roof == Roof::Hip ? std::min(part.halfWidth, part.halfLength) : 0;
        const V2 ridgeA = part.centre - u * (part.halfLength - hip);
        const V2 ridgeB = part.centre + u * (part.halfLength - hip);
        const auto face = [&](std::initializer_list<V2> outline, V2 down, double run) {
            const double slope = part.rise / run;
            const double light =
                (down.x * slope * m_canvas.sun().x + down.y * slope * m_canvas.sun().y + m_canvas.sun().z)
                / std::sqrt(slope * slope + 1);
            m_canvas.fill(std::span(outline.begin(), outline.size()),
                          part.roofColor * static_cast<float>(0.45 + 0.55 * light / m_canvas.sun().z));
        };
        const std::array<V2, 4>& q = quad.p;
        face({q[0], q[1], ridgeB, ridgeA}, v * -1, part.halfWidth);
        face({q[2], q[3], ridgeA, ridgeB}, v, part.halfWidth);
        if (hip > 0) {
            face({q[1], q[2], ridgeB}, u, hip);
            face({q[3], q[0], ridgeA}, u * -1, hip);
        }
        if (part.roof == Roof::Gable && part.halfLength * part.halfWidth > 150 && m_mpp < kSplatMetersPerPixel) {
            // translucent strips across the slope, seams
            for (double s : skylightsOf(part))
                for (double side : {-1.0, 1.0})
                    m_canvas.line(part.centre + u * s + v * (side * kSkylightFrom * part.halfWidth),
                                  part.centre + u * s + v * (side * kSkylightTo * part.halfWidth), kSkylightMeters,
                                  mixed(part.roofColor, kSkylight, kSkylightShare));
            if (m_mpp < 0.32)
                for (double s = -part.halfLength + 1; s < part.halfLength; s += 1)
                    m_canvas.line(part.centre + u * s - v * part.halfWidth, part.centre + u * s + v * part.halfWidth,
                                  0.09, part.roofColor * 0.86F, 0.6F);
        }
        if (m_mpp < 0.6)
            m_canvas.line(ridgeA, ridgeB, 0.4, mixed(part.roofColor, {230, 228, 224}, 0.3F));
    }
}

void Painter::shadows()
{
    for (const std::vector<Road>* roads : {&m_localRoads, &m_arterials})
        for (const Road& road : *roads)
            shadeBelow(m_canvas, road, m_decks == Decks::Shown);
    shadeCorridors(m_canvas, m_decks == Decks::Shown);
    if (m_mpp < kSplatMetersPerPixel)
        for (const Tree& tree : m_trees)
            m_canvas.shadeDisc(tree.centre + m_canvas.shadowOf(tree.height * 0.7), tree.radius, 0.42F);
    for (const Vehicle& car : m_vehicles) {
        if (m_mpp > 0.7)
            break;
        Part part;
        part.centre = car.centre;
        part.axis = car.axis;
        part.halfLength = car.halfLength + 0.2;
        part.halfWidth = car.halfWidth + 0.2;
        m_canvas.shade(part.outline(), 0, 0.8F);
    }
    for (std::size_t i = 0; i < m_roofs.size(); ++i) {
        const Part& part = *m_roofs[i].part;
        const Quad quad = part.footprint();
        const bool floating = part.building == kNoBuilding && part.bottom > 4;
        const double ridge = part.top + 0.5 * part.rise;
        if (part.bottom < 1 || part.top - part.bottom > 4 || floating)
            m_canvas.shade(sweptHull(quad, m_canvas.shadowOf(floating ? part.bottom : 0), m_canvas.shadowOf(ridge)), 0,
                           0.5F);
        if (m_mpp > 2.5)
            continue;
        // less sky is seen from the foot of a wall
        if (part.bottom < 1 && part.top > 2.5) {
            const double reach = std::min(3.4, 0.9 + 0.12 * part.top);
            m_canvas.shade(part.outline(-reach), 0, 0.22F);
            if (m_mpp < 1.3)
                m_canvas.shade(part.outline(-0.55 * reach), 0, 0.42F);
            if (m_mpp < 0.7)
                m_canvas.shade(part.outline(-0.25 * reach), 0, 0.66F);
        }
        for (std::size_t k = 0; k < i; ++k) { // lower roofs
            const Part& lower = *m_roofs[k].part;
            const double rise = ridge - lower.top;
            if (rise < 0.25 || !m_roofs[i].box.meets(m_roofs[k].box))
                continue;
            Box own;
            for (V2 p : lower.footprint().p)
                own.add(p);
            if (!own.meets(m_roofs[i].box) || !m_canvas.sees(own))
                continue;
            const double start = std::max(0.0, part.bottom - lower.top);
            m_canvas.shade(sweptHull(quad, m_canvas.shadowOf(floating ? start : 0), m_canvas.shadowOf(rise)),
                           m_roofs[k].receiver, 0.5F);
            if (m_mpp < 0.7 && start < 0.5 && rise > 2)
                m_canvas.shade(part.outline(-0.7), m_roofs[k].receiver, 0.66F);
        }
        // the roof behind its parapet
        if (part.roof == Roof::Parapet && m_mpp < 0.5) {
            const Outline inner = part.outline(0.35);
            for (std::size_t e = 0; e < inner.count; ++e) {
                const V2 a = inner.p[e];
                const V2 b = inner.p[(e + 1) % inner.count];
                const V2 in = unit(b - a).left() * 0.45;
                const V2 outline[4] = {a, b, b + in, a + in};
                m_canvas.shade(outline, m_roofs[i].receiver, 0.5F);
            }
        }
    }
}

void Painter::vehicles()
{
    for (const Vehicle& car : m_vehicles) {
        const V2 u = car.axis;
        const V2 v = u.left();
        const auto rect = [&](double x0, double x1, double hy, Rgb color) {
            const V2 outline[4] = {car.centre + u * x0 - v * hy, car.centre + u * x1 - v * hy,
                                   car.centre + u * x1 + v * hy, car.centre + u * x0 + v * hy};
            m_canvas.fillRoof(outline, color, 0xFFFF);
        };
        const double l = car.halfLength;
        const double w = car.halfWidth;
        rect(-l, l, w, car.color);
        if (m_mpp > 0.5)
            continue;
        if (car.lorry) {
            rect(l - 1.9, l - 1.7, w, car.color * 0.45F);
            rect(l - 1.7, l, w * 0.94, {196, 198, 200});
            rect(l - 0.75, l - 0.25, w * 0.86, {64, 72, 80});
        } else {
            rect(l * 0.18, l * 0.46, w * 0.82, {56, 64, 72}); // windscreen
            rect(-l * 0.74, -l * 0.52, w * 0.8, {58, 66, 74}); // rear window
            rect(-l * 0.5, l * 0.16, w * 0.80, car.color * 1.04F);
        }
    }
}

void Painter::crowns()
{
    if (m_mpp >= kSplatMetersPerPixel) {
        for (const auto& [block, content] : m_blocks) {
            (void)block;
            for (const Tree& tree : content->trees)
                m_canvas.splat(tree);
        }
        for (const Tree& tree : m_trees)
            m_canvas.splat(tree);
        return;
    }
    if (m_decks == Decks::LeftToModels && m_mpp < kCrownsLeftBelow)
        return; // a crown on the ground would lie beside the one above it
    if (m_woods && !m_woods->isEmpty()) {
        std::erase_if(m_trees, [&](const Tree& tree) { return m_woods->holds(tree.centre); });
        if (m_mpp < 1.3)
            forest();
    }
    std::stable_sort(m_trees.begin(), m_trees.end(), [](const Tree& a, const Tree& b) { return a.height < b.height; });
    for (const Tree& tree : m_trees)
        m_canvas.crown(tree);
}

void Painter::forest()
{
    const std::size_t first = m_trees.size();
    m_woods->trees(m_canvas.box().grown(6), m_trees);
    for (std::size_t k = first; k < m_trees.size(); ++k)
        m_trees[k].color = m_trees[k].color * slopeLight(m_trees[k].centre);
}

} // namespace guanjing::democity
