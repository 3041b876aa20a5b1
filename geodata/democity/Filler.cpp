#include "geodata/democity/Filler.h"

#include "geodata/democity/Changes.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Quays.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <cstdio>

namespace guanjing::democity {

Quad Part::footprint() const
{
    const V2 a = axis * halfLength;
    const V2 b = axis.left() * halfWidth;
    return {{centre - a - b, centre + a - b, centre + a + b, centre - a + b}};
}

Outline Part::outline(double inward) const
{
    const double a = std::max(0.05, halfLength - inward);
    const double b = std::max(0.05, halfWidth - inward);
    const V2 v = axis.left();
    Outline result;
    if (cut <= 0) {
        result.p = {centre - axis * a - v * b, centre + axis * a - v * b, centre + axis * a + v * b,
                    centre - axis * a + v * b};
        return result;
    }
    // the diagonal sides move inward as well
    constexpr double kDiagonal = 0.5857864376269049; // 2 − √2
    const double c = std::clamp(cut - kDiagonal * inward, 0.02, 0.98 * std::min(a, b));
    const auto at = [&](double x, double y) { return centre + axis * x + v * y; };
    result.p = {at(-a + c, -b), at(a - c, -b), at(a, -b + c), at(a, b - c),
                at(a - c, b),   at(-a + c, b), at(-a, b - c), at(-a, -b + c)};
    result.count = 8;
    return result;
}

int Part::storeys() const
{
    constexpr double kLeastMeters = 2.6; // of a storey
    constexpr double kMostMeters = 6;
    const double height = top - bottom;
    switch (facade) {
    case Facade::Blank:
    case Facade::Deck: return 0;
    case Facade::Steel: return bottom < 0.5 ? 1 : 0; // a hall, however high; on a roof a shelter
    default: break;
    }
    if (height < kLeastMeters)
        return 0;
    const int least = std::max(1, static_cast<int>(std::ceil(height / kMostMeters)));
    const int most = std::max(least, static_cast<int>(height / kLeastMeters));
    return std::clamp(static_cast<int>(std::lround(height / floorHeight)), least, most);
}

int floorsOf(std::span<const Part> parts)
{
    constexpr double kJointMeters = 1; // a part may stand a little above or below the roof that carries it
    if (parts.size() == 1 && parts.front().bottom < kJointMeters) // most are
        return std::max(1, parts.front().storeys());
    std::vector<std::size_t> upwards(parts.size());
    for (std::size_t i = 0; i < upwards.size(); ++i)
        upwards[i] = i;
    std::stable_sort(upwards.begin(), upwards.end(),
                     [&](std::size_t a, std::size_t b) { return parts[a].bottom < parts[b].bottom; });
    std::vector<int> floorsUpTo(parts.size(), 0);
    int floors = 1;
    for (std::size_t i : upwards) {
        const Part& part = parts[i];
        int below = -1;
        if (part.bottom < kJointMeters)
            below = 0;
        for (std::size_t k : upwards)
            if (k != i && parts[k].bottom < part.bottom && std::fabs(parts[k].top - part.bottom) < kJointMeters)
                below = std::max(below, floorsUpTo[k]);
        if (below < 0) // hangs on a wall: balconies
            below = static_cast<int>(std::lround(part.bottom / part.floorHeight));
        floorsUpTo[i] = below + part.storeys();
        if (part.storeys() > 0)
            floors = std::max(floors, floorsUpTo[i]);
    }
    return floors;
}

std::string Building::name() const
{
    char text[24];
    std::snprintf(text, sizeof text, "DG%016llX", static_cast<unsigned long long>(id));
    return text;
}

std::size_t BlockContent::byteSize() const
{
    std::size_t quayBytes = quays.capacity() * sizeof(Quay);
    for (const Quay& quay : quays)
        quayBytes += (quay.edge.capacity() + quay.yard.capacity()) * sizeof(V2);
    return sizeof *this + quayBytes + buildings.capacity() * sizeof(Building) + parts.capacity() * sizeof(Part)
        + paints.capacity() * sizeof(Paint) + points.capacity() * sizeof(V2) + trees.capacity() * sizeof(Tree)
        + vehicles.capacity() * sizeof(Vehicle);
}

Filler::Filler(const Block& block, BlockContent& out, Wanted wanted)
    : m_block(block), m_out(out), m_withGround(wanted == Wanted::Everything), m_rng(block.seed)
{
    const Quad& q = block.quad;
    m_centre = q.centre();
    std::size_t longest = 0;
    double best = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const double l = (q.p[(i + 1) % 4] - q.p[i]).length();
        if (l > best) {
            best = l;
            longest = i;
        }
    }
    m_axis = unit(q.p[(longest + 1) % 4] - q.p[longest]);
    // rows of flats look to the south whatever the street does
    const bool southward = block.use == Use::Estate || block.use == Use::Slabs || block.use == Use::School;
    if (southward && std::fabs(m_axis.x) < std::fabs(m_axis.y))
        m_axis = m_axis.left();
    if (m_axis.x < 0)
        m_axis = m_axis * -1;
    for (V2 p : q.p) {
        m_halfX = std::max(m_halfX, std::fabs(dot(p - m_centre, m_axis)));
        m_halfY = std::max(m_halfY, std::fabs(dot(p - m_centre, m_axis.left())));
    }
}

bool Filler::fits(double x, double y, double hx, double hy, double setback, double angle) const
{
    const Quad& q = m_block.quad;
    const V2 middle = place(x, y);
    const V2 u = turnedAxis(angle);
    const V2 v = u.left();
    const V2 corners[4] = {middle - u * hx - v * hy, middle + u * hx - v * hy, middle + u * hx + v * hy,
                           middle - u * hx + v * hy};
    for (std::size_t i = 0; i < 4; ++i) {
        const V2 d = unit(q.p[(i + 1) % 4] - q.p[i]);
        for (V2 c : corners)
            if (cross(d, c - q.p[i]) < setback)
                return false;
    }
    const double reach = std::sqrt(hx * hx + hy * hy);
    if (m_block.nearWater) {
        // behind the levee; quays alone come nearer
        const double bank = m_block.use == Use::Port ? kQuayMeters + 2 : kBankMeters + 1;
        const double clearance = waterClearance(middle);
        if (clearance < bank
            || (clearance < reach + bank && std::any_of(std::begin(corners), std::end(corners), [bank](V2 c) {
                    return waterClearance(c) < bank;
                })))
            return false;
    }
    if (m_block.nearCorridor) {
        const double clearance = corridorClearance(middle);
        // edges between the corners may come nearer than they do: sampled along the outline where it is close
        if (clearance < 0)
            return false;
        if (clearance < reach) {
            const int nx = std::max(1, static_cast<int>(hx / 6));
            const int ny = std::max(1, static_cast<int>(hy / 6));
            for (int i = -nx; i <= nx; ++i)
                for (int j = -ny; j <= ny; ++j)
                    if (corridorClearance(middle + u * (hx * i / nx) + v * (hy * j / ny)) < 1)
                        return false;
        }
    }
    return true;
}

bool Filler::roomFor(double x, double y, double hx, double hy, double setback, double gap, double angle) const
{
    if (!fits(x, y, hx, hy, setback, angle))
        return false;
    const V2 middle = place(x, y);
    const V2 u = turnedAxis(angle);
    const double reach = std::sqrt(hx * hx + hy * hy);
    // two boxes are apart if they are along an axis of one of them
    const auto reachAlong = [](V2 direction, V2 axis, double a, double b) {
        return std::fabs(dot(direction, axis)) * a + std::fabs(dot(direction, axis.left())) * b;
    };
    for (const Part& part : m_out.parts) {
        const V2 d = part.centre - middle;
        const double far = reach + part.halfLength + part.halfWidth + gap;
        if (part.bottom > 4 || dot(d, d) > far * far)
            continue;
        bool apart = false;
        for (V2 axis : {u, u.left(), part.axis, part.axis.left()})
            apart = apart
                || std::fabs(dot(d, axis))
                    > reachAlong(axis, u, hx, hy) + reachAlong(axis, part.axis, part.halfLength, part.halfWidth) + gap;
        if (!apart)
            return false;
    }
    const double hull = std::max(hx, hy);
    return std::none_of(m_taken.begin(), m_taken.end(), [&](const Box& taken) {
        return taken.meets({x - hull, y - hull, x + hull, y + hull});
    });
}

void Filler::gridParts() const
{
    PartGrid& grid = m_grid;
    if (grid.known == m_out.parts.size() && !grid.first.empty())
        return;
    if (grid.first.empty()) {
        grid.columns = static_cast<int>(2 * m_halfX / PartGrid::kCellMeters) + 1;
        grid.rows = static_cast<int>(2 * m_halfY / PartGrid::kCellMeters) + 1;
        grid.first.assign(static_cast<std::size_t>(grid.columns * grid.rows), PartGrid::kNone);
        grid.entries.reserve(2 * m_out.parts.size() + 16);
    }
    constexpr double kMostMargin = 6;
    for (; grid.known < m_out.parts.size(); ++grid.known) {
        const Part& part = m_out.parts[grid.known];
        const V2 d = part.centre - m_centre;
        const double reach = std::sqrt(part.halfLength * part.halfLength + part.halfWidth * part.halfWidth);
        const auto cellOf = [](double v, double half, int count) {
            return std::clamp(static_cast<int>((v + half) / PartGrid::kCellMeters), 0, count - 1);
        };
        const double x = dot(d, m_axis);
        const double y = dot(d, m_axis.left());
        const double far = reach + kMostMargin;
        for (int row = cellOf(y - far, m_halfY, grid.rows); row <= cellOf(y + far, m_halfY, grid.rows); ++row)
            for (int column = cellOf(x - far, m_halfX, grid.columns); column <= cellOf(x + far, m_halfX, grid.columns);
                 ++column) {
                std::uint32_t& first = grid.first[static_cast<std::size_t>(row * grid.columns + column)];
                grid.entries.push_back({static_cast<std::uint32_t>(grid.known), first});
                first = static_cast<std::uint32_t>(grid.entries.size() - 1);
            }
    }
}

bool Filler::isFree(V2 point, double margin) const
{
    const V2 d = point - m_centre;
    const V2 local{dot(d, m_axis), dot(d, m_axis.left())};
    for (const Box& taken : m_taken)
        if (taken.grown(margin).holds(local))
            return false;
    gridParts();
    const int column = std::clamp(static_cast<int>((local.x + m_halfX) / PartGrid::kCellMeters), 0, m_grid.columns - 1);
    const int row = std::clamp(static_cast<int>((local.y + m_halfY) / PartGrid::kCellMeters), 0, m_grid.rows - 1);
    for (std::uint32_t at = m_grid.first[static_cast<std::size_t>(row * m_grid.columns + column)];
         at != PartGrid::kNone; at = m_grid.entries[at].next) {
        const Part& part = m_out.parts[m_grid.entries[at].part];
        const V2 e = point - part.centre;
        if (std::fabs(dot(e, part.axis)) < part.halfLength + margin
            && std::fabs(dot(e, part.axis.left())) < part.halfWidth + margin)
            return false;
    }
    if (m_block.nearCorridor && corridorClearance(point) < 1 + margin)
        return false;
    return !m_block.nearWater || waterClearance(point) > kLeveeRoadMeters + 1;
}

void Filler::paint(std::span<const V2> outline, Rgb color, float detail, float alpha)
{
    if (!m_withGround)
        return;
    Paint paint;
    paint.first = static_cast<std::uint32_t>(m_out.points.size());
    paint.count = static_cast<std::uint32_t>(outline.size());
    paint.color = color;
    paint.detail = detail;
    paint.alpha = alpha;
    m_out.points.insert(m_out.points.end(), outline.begin(), outline.end());
    m_out.paints.push_back(paint);
}

void Filler::paintQuad(const Quad& quad, Rgb color, float detail, float alpha) { paint(quad.p, color, detail, alpha); }

void Filler::paintRect(double x, double y, double hx, double hy, Rgb color, float detail, float alpha)
{
    const V2 outline[4] = {place(x - hx, y - hy), place(x + hx, y - hy), place(x + hx, y + hy), place(x - hx, y + hy)};
    paint(outline, color, detail, alpha);
}

void Filler::paintRing(double x, double y, double hx, double hy, double width, Rgb color)
{
    const auto w = static_cast<float>(width);
    const double h = width / 2;
    paintRect(x, y - hy, hx + h, h, color, w);
    paintRect(x, y + hy, hx + h, h, color, w);
    paintRect(x - hx, y, h, hy - h, color, w);
    paintRect(x + hx, y, h, hy - h, color, w);
}

void Filler::paintEllipse(double x, double y, double rx, double ry, Rgb color, float detail)
{
    std::array<V2, 36> outline;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(outline.size());
        outline[i] = place(x + rx * std::cos(angle), y + ry * std::sin(angle));
    }
    paint(outline, color, detail);
}

void Filler::paintStrip(double v0, double v1, Rgb color, float detail)
{
    // the quad clipped by two lines along the axis
    std::vector<V2> shape(m_block.quad.p.begin(), m_block.quad.p.end());
    const V2 n = m_axis.left();
    for (int side = 0; side < 2; ++side) {
        std::vector<V2> kept;
        const auto distance = [&](V2 p) { return side == 0 ? dot(p - m_centre, n) - v0 : v1 - dot(p - m_centre, n); };
        for (std::size_t i = 0; i < shape.size(); ++i) {
            const V2 a = shape[i];
            const V2 b = shape[(i + 1) % shape.size()];
            const double da = distance(a);
            const double db = distance(b);
            if (da >= 0)
                kept.push_back(a);
            if ((da >= 0) != (db >= 0))
                kept.push_back(lerp(a, b, da / (da - db)));
        }
        shape = std::move(kept);
        if (shape.size() < 3)
            return;
    }
    paint(shape, color, detail);
}

void Filler::path(V2 a, V2 b, double width, Rgb color)
{
    const V2 n = unit(b - a).left() * (width / 2);
    const V2 outline[4] = {a - n, b - n, b + n, a + n};
    paint(outline, color, static_cast<float>(width));
}

std::uint32_t Filler::beginBuilding(double x, double y)
{
    Building building;
    building.centre = place(x, y);
    building.id = hashOf(m_block.seed ^ 0xB1D5u, static_cast<std::int64_t>(m_out.buildings.size()));
    building.firstPart = static_cast<std::uint32_t>(m_out.parts.size());
    building.use = m_block.use;
    building.town = m_block.town;
    const std::uint64_t h = hashOf(building.id, 3);
    const bool old = m_block.use == Use::Village || m_block.use == Use::Slabs;
    building.year = (old ? 1984 : 1994) + static_cast<int>(unitOf(h) * (old ? 26 : 31));
    if (m_year > 0)
        building.year = m_year;
    // what the first date shows stood then; what is new since then is dated where that is decided
    building.year = std::min(building.year, 2022);
    if (m_block.changes && m_block.epoch == Epoch::June2026)
        building.year = 2024 + static_cast<int>(h % 3);
    if (m_block.use == Use::Building)
        building.year = 0;
    m_out.buildings.push_back(building);
    return static_cast<std::uint32_t>(m_out.buildings.size() - 1);
}

Part& Filler::box(double x, double y, double hx, double hy, double bottom, double top, Roof roof, Facade facade,
                  Rgb roofColor, Rgb wallColor)
{
    Part part;
    part.centre = place(x, y);
    part.axis = m_axis;
    part.halfLength = hx;
    part.halfWidth = hy;
    if (hy > hx) { // the axis runs along the longer side, and so does the ridge
        part.axis = m_axis.left();
        std::swap(part.halfLength, part.halfWidth);
    }
    part.bottom = bottom;
    part.top = top;
    part.roof = roof;
    part.facade = facade;
    part.roofColor = roofColor;
    part.wallColor = wallColor;
    part.building = m_out.buildings.empty() ? kNoBuilding : static_cast<std::uint32_t>(m_out.buildings.size() - 1);
    part.seed = hashOf(m_block.seed ^ 0x9A27u, static_cast<std::int64_t>(m_out.parts.size()));
    m_out.parts.push_back(part);
    return m_out.parts.back();
}

Part& Filler::turned(double angle, double x, double y, double hx, double hy, double bottom, double top, Roof roof,
                     Facade facade, Rgb roofColor, Rgb wallColor)
{
    Part& part = box(x, y, hx, hy, bottom, top, roof, facade, roofColor, wallColor);
    const V2 u = turnedAxis(angle);
    part.axis = hy > hx ? u.left() : u;
    return part;
}

void Filler::endBuilding()
{
    Building& building = m_out.buildings.back();
    building.partCount = static_cast<std::uint32_t>(m_out.parts.size()) - building.firstPart;
    building.height = 0;
    const std::span<const Part> parts = std::span(m_out.parts).subspan(building.firstPart);
    for (const Part& part : parts)
        building.height = std::max(building.height, part.highest());
    building.floors = floorsOf(parts);
}

void Filler::modestBuilding()
{
    double hx = std::min(0.6 * m_halfX, 30.0);
    double hy = std::min(0.6 * m_halfY, 11.0);
    for (int shrink = 0; shrink < 8 && !fits(0, 0, hx, hy, 5); ++shrink) {
        hx *= 0.86;
        hy *= 0.9;
    }
    if (hx < 8 || hy < 5 || !fits(0, 0, hx, hy, 5))
        return;
    const bool offices = m_block.use == Use::Business;
    const bool flats = m_block.use == Use::Estate;
    const double floorHeight = offices ? 4.0 : 3.2;
    const int wanted = (offices ? 7 : (flats ? 9 : 4)) + m_rng.below(4);
    const int floors = std::max(1, std::min(wanted, static_cast<int>(m_block.heightLimit / floorHeight)));
    const Rgb wall = offices ? glassTint(m_rng) : housingTint(m_rng, 2005);
    const Rgb roof = roofGrey(m_rng);
    beginBuilding(0, 0);
    Part& part = box(0, 0, hx, hy, 0, floors * floorHeight, Roof::Parapet,
                     offices ? Facade::Strips : (flats ? Facade::Modern : Facade::Civic), roof, wall);
    part.floorHeight = floorHeight;
    if (m_rng.chance(0.3))
        part.cut = 0.3 * std::min(hx, hy);
    endBuilding();
    treeRow(7.5, 3, 0.6);
    scatterTrees(8, 0.4, 3, {78, 98, 58}, 2.6);
}

void Filler::fill()
{
    const Quad& q = m_block.quad;
    if (m_block.use == Use::Forest || m_block.use == Use::Water)
        return;
    m_out.box = q.box();
    paintQuad(q, groundColor(m_block.use, m_block.seed), 30);
    switch (m_block.use) {
    case Use::Business: business(); break;
    case Use::Commerce: commerce(); break;
    case Use::Estate: estate(); break;
    case Use::Slabs: slabs(); break;
    case Use::Village: village(); break;
    case Use::Villas: villas(); break;
    case Use::Factory: factory(); break;
    case Use::Logistics: logistics(); break;
    case Use::Port: port(); break;
    case Use::School: school(); break;
    case Use::Campus: campus(); break;
    case Use::Public: publicUse(); break;
    case Use::Park: park(); break;
    case Use::Building: construction(); break;
    case Use::Vacant: vacant(); break;
    case Use::Fields: fields(); break;
    case Use::Ponds: ponds(); break;
    case Use::Orchard: orchard(); break;
    case Use::Forest:
    case Use::Water: break;
    }
    // a plot too small or too crooked for what was wanted gets one building, or becomes a pocket park
    const bool builtUp = m_block.use <= Use::Logistics;
    if (builtUp && m_out.buildings.empty())
        modestBuilding();
    if (builtUp && m_out.buildings.empty()) {
        if (const Quad lawn = q.inset(2.5); lawn.area() > 60)
            paintQuad(lawn, varied(m_rng, {110, 124, 80}, 0.05), 6);
        path(q.at(0.1, 0.15), q.at(0.9, 0.85), 2.6, {178, 168, 148});
        path(q.at(0.12, 0.9), q.at(0.88, 0.1), 2.6, {178, 168, 148});
        scatterTrees(6.5, 0.6, 3, {76, 98, 58}, 3.0);
    } else if (m_withGround) {
        enclose();
    }
}

BlockContent fillBlock(const Block& block, Wanted wanted)
{
    BlockContent content;
    content.box = block.quad.box();
    Filler(block, content, wanted).fill();
    if (block.nearWater)
        std::erase_if(content.vehicles,
                      [](const Vehicle& vehicle) { return waterClearance(vehicle.centre) < kBankMeters; });
    applyEpoch(block, content);
    if (block.use == Use::Port && block.nearWater)
        berth(block, content);
    return content;
}

} // namespace guanjing::democity
