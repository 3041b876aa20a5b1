#include "geodata/democity/Painter.h"

#include "geodata/democity/Bridges.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>

namespace guanjing::democity {

namespace {

/// From here on blocks are woven patches, not buildings.
constexpr double kMosaicMetersPerPixel = 7;

bool insideExtent(const Box& box)
{
    return box.maxX > -2500 && box.maxY > -2500 && box.minX < kCityWidthMeters + 2500
        && box.minY < kCityHeightMeters + 2500;
}

/// Slopes towards the sun are lighter, those away from it darker.
double slopeLightAt(V2 p, double hill)
{
    if (hill < 0.2)
        return 1;
    constexpr double kStep = 40;
    const double east = reliefMeters({p.x + kStep, p.y}) - reliefMeters({p.x - kStep, p.y});
    const double north = reliefMeters({p.x, p.y + kStep}) - reliefMeters({p.x, p.y - kStep});
    const double sx = -east / (2 * kStep);
    const double sy = -north / (2 * kStep);
    const double light = (sx * kSunX + sy * kSunY + kSunZ) / std::sqrt(sx * sx + sy * sy + 1);
    return std::clamp(1 + (light / kSunZ - 1) * 1.15 * smoothStep(0.2, 0.6, hill), 0.5, 1.4);
}

Rgb landColor(V2 p, float& slopeLight)
{
    const double hill = hilliness(p);
    const double rough = valueNoise(p.x / 2600, p.y / 2600, 81);
    const double patch = valueNoise(p.x / 700, p.y / 700, 82);
    Rgb plain = mixed({116, 121, 86}, {128, 126, 98}, static_cast<float>(rough));
    plain = mixed(plain, {104, 112, 76}, static_cast<float>(0.6 * patch));
    Rgb wood = mixed({66, 84, 54}, {80, 96, 60}, static_cast<float>(patch));
    // beyond the city limits other cities go on: towns and fields in patches
    const double outX = std::max(std::max(-p.x, p.x - kCityWidthMeters), 0.0);
    const double outY = std::max(std::max(-p.y, p.y - kCityHeightMeters), 0.0);
    if (const double out = outX + outY; out > 0) {
        const double town = smoothStep(0.42, 0.62, 0.7 * valueNoise(p.x / 5200, p.y / 5200, 83) + 0.3 * patch);
        plain = mixed(plain, {134, 133, 121},
                      static_cast<float>(town * smoothStep(0, 600, out) * (1 - smoothStep(25000, 90000, out)) * 0.9));
    }
    const Rgb flat = mixed(plain, wood, static_cast<float>(smoothStep(0.34, 0.52, hill)));
    slopeLight = static_cast<float>(slopeLightAt(p, hill));
    return flat * slopeLight;
}

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

void Painter::paint()
{
    collect();
    ground();
    if (insideExtent(m_canvas.box())) {
        blocks();
        paintCorridorVerges(m_canvas);
        paintRoadStrips(m_localRoads);
        paintCarriageways(m_localRoads);
    }
    water();
    if (insideExtent(m_canvas.box())) {
        paintRoadStrips(m_arterials);
        paintStubs();
        paintCarriageways(m_arterials);
        crossings();
        paintCorridorDecks(m_canvas);
        if (m_mpp < kMosaicMetersPerPixel) {
            collectThings();
            roofs();
            vehicles();
            shadows();
            m_canvas.applyShade();
            crowns();
        }
    }
    finish();
}

void Painter::collect()
{
    if (!insideExtent(m_canvas.box()) || m_mpp > 60)
        return;
    // things outside may cast their shadow in
    const Box reach = m_canvas.box().grown(40);
    const MeshRange range = meshesIn(reach);
    for (int j = range.minJ; j <= range.maxJ; ++j)
        for (int i = range.minI; i <= range.maxI; ++i) {
            Box outline;
            for (V2 p : {crossing(i, j), crossing(i + 1, j), crossing(i + 1, j + 1), crossing(i, j + 1)})
                outline.add(p);
            if (!reach.grown(m_mpp < kMosaicMetersPerPixel ? 240 : 30).meets(outline))
                continue;
            m_plans.push_back(meshPlan(i, j));
        }
    for (const auto& plan : m_plans) {
        for (const Block& block : plan->blocks) {
            const Box box = block.quad.box();
            if (block.use == Use::Forest) {
                if (m_canvas.sees(box))
                    m_woods.push_back(&block);
                continue;
            }
            if (m_mpp >= kMosaicMetersPerPixel) {
                if (m_canvas.sees(box))
                    m_blocks.emplace_back(&block, nullptr);
                continue;
            }
            const double shadow = block.heightLimit * kShadowPerMeter;
            const Box casting{box.minX + kShadowDirection.x * shadow, box.minY, box.maxX,
                              box.maxY + kShadowDirection.y * shadow};
            if (m_canvas.sees(casting.grown(4)))
                m_blocks.emplace_back(&block, blockContent(block));
        }
        for (const Road& road : plan->arterials) {
            Box box;
            box.add(road.a);
            box.add(road.b);
            if (reach.meets(box.grown(60)))
                m_arterials.push_back(road);
        }
        for (const Road& road : plan->roads) {
            if (m_mpp > 15 && road.roadClass > RoadClass::Local)
                continue; // in the mean colour between the blocks
            Box box;
            box.add(road.a);
            box.add(road.b);
            if (m_canvas.sees(box.grown(sectionOf(road.roadClass).halfStrip + 8)))
                m_localRoads.push_back(road);
        }
    }
    std::stable_sort(m_localRoads.begin(), m_localRoads.end(),
                     [](const Road& a, const Road& b) { return a.roadClass > b.roadClass; });
}

void Painter::ground()
{
    // the land itself changes slowly: sampled on a coarse lattice
    constexpr int kCells = kLatticeCells;
    m_slopeLight.assign(static_cast<std::size_t>((kCells + 1) * (kCells + 1)), 1.0F);
    const int step = kTilePixels / kCells;
    std::array<std::array<Rgb, kCells + 1>, kCells + 1> lattice;
    const double km = (m_canvas.box().maxX - m_canvas.box().minX) / 1000;
    for (int y = 0; y <= kCells; ++y)
        for (int x = 0; x <= kCells; ++x)
            lattice[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] = km > 1500
                ? Rgb{118, 124, 96}
                : landColor(m_canvas.toPlane(x * step, y * step),
                            m_slopeLight[static_cast<std::size_t>(y * (kCells + 1) + x)]);
    for (int y = 0; y < kTilePixels; ++y)
        for (int x = 0; x < kTilePixels; ++x) {
            const auto cx = static_cast<std::size_t>(x / step);
            const auto cy = static_cast<std::size_t>(y / step);
            const float u = (static_cast<float>(x % step) + 0.5F) / static_cast<float>(step);
            const float v = (static_cast<float>(y % step) + 0.5F) / static_cast<float>(step);
            m_canvas.at(x, y) = mixed(mixed(lattice[cy][cx], lattice[cy][cx + 1], u),
                                      mixed(lattice[cy + 1][cx], lattice[cy + 1][cx + 1], u), v);
        }
    if (m_mpp > 60 && insideExtent(m_canvas.box()))
        farGround();
}

float Painter::slopeLight(V2 place) const
{
    const V2 at = m_canvas.toPixel(place) * (static_cast<double>(kLatticeCells) / kTilePixels);
    const double x = std::clamp(at.x, 0.0, kLatticeCells - 0.001);
    const double y = std::clamp(at.y, 0.0, kLatticeCells - 0.001);
    const auto ix = static_cast<std::size_t>(x);
    const auto iy = static_cast<std::size_t>(y);
    const auto u = static_cast<float>(x - static_cast<double>(ix));
    const auto v = static_cast<float>(y - static_cast<double>(iy));
    const float* row = m_slopeLight.data() + iy * (kLatticeCells + 1) + ix;
    const float upper = row[0] + (row[1] - row[0]) * u;
    const float lower = row[kLatticeCells + 1] + (row[kLatticeCells + 2] - row[kLatticeCells + 1]) * u;
    return upper + (lower - upper) * v;
}

void Painter::blocks()
{
    // nearer by the crowns are painted one by one
    if (m_mpp >= 1.3)
        for (const Block* wood : m_woods)
            m_canvas.grain(wood->quad.p, std::max(6.5, 1.3 * m_mpp),
                           0.30F * static_cast<float>(clamp01((16 - m_mpp) / 13)), 0x6247u);
    for (const auto& [block, content] : m_blocks) {
        if (!content) {
            mosaic(*block);
            continue;
        }
        if (!m_canvas.sees(block->quad.box()))
            continue;
        for (const Paint& paint : content->paints) {
            const float seen = m_canvas.presence(paint.detail) * paint.alpha;
            if (seen > 0)
                m_canvas.fill(content->outline(paint), paint.color, seen);
        }
    }
}

void Painter::waterShape(const River& river, double grow, Rgb color)
{
    // the stretch near the tile as one ribbon
    const Box near = m_canvas.box().grown(700);
    std::size_t i = 0;
    while (i < river.line.size()) {
        while (i < river.line.size() && !near.holds(river.line[i]))
            ++i;
        std::size_t end = i;
        while (end < river.line.size() && near.holds(river.line[end]))
            ++end;
        if (end - i >= 1) {
            const std::size_t first = i > 0 ? i - 1 : 0;
            const std::size_t last = std::min(end, river.line.size() - 1);
            std::vector<V2> ribbon;
            const auto normal = [&](std::size_t k) {
                const V2 a = river.line[k > 0 ? k - 1 : 0];
                const V2 b = river.line[std::min(k + 1, river.line.size() - 1)];
                return unit(b - a).left();
            };
            for (std::size_t k = first; k <= last; ++k)
                ribbon.push_back(river.line[k] + normal(k) * (river.halfWidth[k] + grow));
            for (std::size_t k = last + 1; k-- > first;)
                ribbon.push_back(river.line[k] - normal(k) * (river.halfWidth[k] + grow));
            m_canvas.fill(ribbon, color, m_canvas.presence(2 * river.halfWidth[(first + last) / 2] + 2 * grow));
        }
        i = end + 1;
    }
}

void Painter::water()
{
    const Rgb river{112, 117, 98};
    const Rgb sea{108, 116, 102};
    const Rgb lake{84, 104, 92};
    const Rgb bank{104, 116, 76};
    const Rgb road{158, 154, 146};
    const Rgb stone{150, 144, 128};
    std::vector<const River*> near;
    for (const River& r : rivers())
        if (m_canvas.sees(r.box))
            near.push_back(&r);
    // outside in: embankment road, grass slope, stone edge, water
    if (m_mpp < 30)
        for (const auto& [grow, color] : {std::pair{13.0, road}, std::pair{7.5, bank}, std::pair{1.6, stone}})
            for (const River* r : near)
                waterShape(*r, grow, color);
    std::vector<const WaterBody*> bodies;
    for (const WaterBody& body : waterBodies())
        if (m_canvas.sees(body.box.grown(20)))
            bodies.push_back(&body);
    if (m_mpp < 30)
        for (const WaterBody* body : bodies)
            for (std::size_t i = 0; i < body->ring.size(); ++i) {
                const V2 a = body->ring[i];
                const V2 b = body->ring[(i + 1) % body->ring.size()];
                Box box;
                box.add(a);
                box.add(b);
                if (m_canvas.sees(box.grown(20))) {
                    const V2 along = unit(b - a) * 2.5;
                    m_canvas.line(a - along, b + along, body->sea ? 16 : 12, body->sea ? stone : bank);
                    if (!body->sea)
                        m_canvas.line(a - along, b + along, 3, stone);
                }
            }
    for (const WaterBody* body : bodies)
        m_canvas.fill(body->ring, body->sea ? sea : lake);
    for (const River* r : near)
        waterShape(*r, 0, river);
}

void Painter::collectThings()
{
    const bool details = m_mpp < 1.3;
    for (const auto& [block, content] : m_blocks) {
        (void)block;
        const Box box = m_canvas.box().grown(8);
        for (const Tree& tree : content->trees)
            if (box.holds(tree.centre))
                m_trees.push_back(tree);
        if (m_mpp < 1.3)
            for (const Vehicle& vehicle : content->vehicles)
                if (box.holds(vehicle.centre))
                    m_vehicles.push_back(vehicle);
    }
    const bool crossed = corridorNear(m_canvas.box());
    if (m_mpp < 1.3 && crossed)
        corridorVehicles(m_canvas.box().grown(12), m_vehicles);
    if (m_mpp < 5)
        for (const std::vector<Road>* roads : {&m_arterials, &m_localRoads})
            for (const Road& road : *roads) {
                std::vector<Tree> trees;
                std::vector<Vehicle> vehicles;
                furnishRoad(road, trees, vehicles);
                const Box box = m_canvas.box().grown(12);
                const bool overWater = waterClearance(lerp(road.a, road.b, 0.5)) < 600;
                for (const Tree& tree : trees)
                    if (box.holds(tree.centre) && (!overWater || waterClearance(tree.centre) > 4)
                        && (!crossed || corridorClearance(tree.centre) > 1))
                        m_trees.push_back(tree);
                const bool arterialRoad = roads == &m_arterials;
                for (const Vehicle& vehicle : vehicles)
                    if (m_mpp < 1.3 && box.holds(vehicle.centre) && (!crossed || corridorClearance(vehicle.centre) > -6)
                        && (arterialRoad || !overWater || waterClearance(vehicle.centre) > 4))
                        m_vehicles.push_back(vehicle);
            }
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
    const auto add = [&](const Part& part) {
        Roofed roofed{&part, 0, {}};
        const V2 sweep = kShadowDirection * (part.highest() * kShadowPerMeter);
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
    std::stable_sort(m_roofs.begin(), m_roofs.end(),
                     [](const Roofed& a, const Roofed& b) { return a.part->top < b.part->top; });
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
            m_canvas.fillRoof(quad.p, parapet ? mixed(part.roofColor, {226, 224, 218}, 0.36F) : part.roofColor,
                              roofed.receiver);
            if (parapet) {
                const Quad inner = quad.inset(0.35);
                if (inner.area() > 0)
                    m_canvas.fillRoof(inner.p, part.roofColor, roofed.receiver);
            }
            continue;
        }
        m_canvas.fillRoof(quad.p, part.roofColor, roofed.receiver);
        // slopes lit by the sun
        const double hip = part.roof == Roof::Hip ? std::min(part.halfWidth, part.halfLength) : 0;
        const V2 ridgeA = part.centre - u * (part.halfLength - hip);
        const V2 ridgeB = part.centre + u * (part.halfLength - hip);
        const auto face = [&](std::initializer_list<V2> outline, V2 down, double run) {
            const double slope = part.rise / run;
            const double light =
                (down.x * slope * kSunX + down.y * slope * kSunY + kSunZ) / std::sqrt(slope * slope + 1);
            std::vector<V2> shape(outline);
            m_canvas.fill(shape, part.roofColor * static_cast<float>(0.25 + 0.75 * light / kSunZ));
        };
        const std::array<V2, 4>& q = quad.p;
        face({q[0], q[1], ridgeB, ridgeA}, v * -1, part.halfWidth);
        face({q[2], q[3], ridgeA, ridgeB}, v, part.halfWidth);
        if (hip > 0) {
            face({q[1], q[2], ridgeB}, u, hip);
            face({q[3], q[0], ridgeA}, u * -1, hip);
        }
        if (part.roof == Roof::Gable && part.halfLength * part.halfWidth > 150) {
            // translucent strips across the slope, ridge ventilator, seams
            for (double s = -part.halfLength + 6; s < part.halfLength - 4; s += 9) {
                m_canvas.line(part.centre + u * s + v * (0.2 * part.halfWidth),
                              part.centre + u * s + v * (0.86 * part.halfWidth), 1.1,
                              mixed(part.roofColor, {222, 226, 224}, 0.55F));
                m_canvas.line(part.centre + u * s - v * (0.2 * part.halfWidth),
                              part.centre + u * s - v * (0.86 * part.halfWidth), 1.1,
                              mixed(part.roofColor, {222, 226, 224}, 0.55F));
            }
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
    const V2 perMeter = kShadowDirection * kShadowPerMeter;
    for (const Road& road : m_arterials)
        shadeBelow(m_canvas, road);
    shadeCorridors(m_canvas);
    for (const Tree& tree : m_trees)
        m_canvas.shadeDisc(tree.centre + perMeter * (tree.height * 0.55), tree.radius * 0.92, 0.72F);
    for (const Vehicle& car : m_vehicles) {
        if (m_mpp > 0.7)
            break;
        Part part;
        part.centre = car.centre;
        part.axis = car.axis;
        part.halfLength = car.halfLength;
        part.halfWidth = car.halfWidth;
        m_canvas.shade(sweptHull(part.footprint(), {0, 0}, perMeter * car.height), 0, 0.85F);
    }
    for (std::size_t i = 0; i < m_roofs.size(); ++i) {
        const Part& part = *m_roofs[i].part;
        const Quad quad = part.footprint();
        const bool floating = part.building == kNoBuilding && part.bottom > 4;
        const double ridge = part.top + 0.5 * part.rise;
        if (part.bottom < 1 || part.top - part.bottom > 4 || floating)
            m_canvas.shade(sweptHull(quad, perMeter * (floating ? part.bottom : 0), perMeter * ridge), 0, 0.9F);
        if (m_mpp > 2.5)
            continue;
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
            m_canvas.shade(sweptHull(quad, perMeter * (floating ? start : 0), perMeter * rise), m_roofs[k].receiver,
                           0.86F);
        }
        // the parapet's own shadow on the roof that it edges
        if (part.roof == Roof::Parapet && m_mpp < 0.5) {
            const Quad inner = quad.inset(0.35);
            const V2 fall = perMeter * 1.0;
            for (std::size_t e = 0; e < 4 && inner.area() > 0; ++e) {
                const V2 a = inner.p[e];
                const V2 b = inner.p[(e + 1) % 4];
                if (cross(b - a, fall) <= 0)
                    continue; // the shadow falls outward
                const V2 outline[4] = {a, b, b + fall, a + fall};
                m_canvas.shade(outline, m_roofs[i].receiver, 0.8F);
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
    if (m_mpp < 1.3)
        forest();
    std::stable_sort(m_trees.begin(), m_trees.end(), [](const Tree& a, const Tree& b) { return a.height < b.height; });
    for (const Tree& tree : m_trees)
        m_canvas.crown(tree);
}

void Painter::forest()
{
    const std::size_t first = m_trees.size();
    forestTrees(m_canvas.box().grown(6), m_woods, m_trees);
    for (std::size_t k = first; k < m_trees.size(); ++k)
        m_trees[k].color = m_trees[k].color * slopeLight(m_trees[k].centre);
}

void Painter::finish()
{
    m_canvas.tone(310, 0.030F, 101);
    m_canvas.tone(47, 0.026F, 102);
    m_canvas.tone(9.5, 0.022F, 103);
    m_canvas.tone(2.1, 0.018F, 104);
    m_canvas.tone(0.5, 0.022F, 105);
}

void Painter::paintRoofMask()
{
    collect();
    for (const auto& [block, content] : m_blocks) {
        (void)block;
        if (content)
            for (const Part& part : content->parts)
                if (part.building != kNoBuilding)
                    m_canvas.fill(part.footprint().p, {255, 255, 255});
    }
}

} // namespace guanjing::democity
