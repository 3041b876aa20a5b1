// How much lamps light the ground by night: streets, yards, the glow of quarters from afar. Light is summed up as what it is;
// the picture holds its roots, as light is seen.
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/LampLight.h"
#include "geodata/democity/Orthophoto.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Surroundings.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace guanjing::democity {

namespace {

/// From here on lamps are not seen one by one.
constexpr double kLampsMetersPerPixel = 3.5;
/// Those along streets, which stand in rows.
constexpr double kStreetLampsMetersPerPixel = 9.5;
/// From here on streets are not, but are part of what their quarter sends up.
constexpr double kStreetsMetersPerPixel = 60;

class LightPainter {
public:
    explicit LightPainter(Canvas& canvas) : m_canvas(canvas), m_mpp(canvas.metersPerPixel()) { }
    void paint();

private:
    void surroundings();
    void quarters();
    void overview();
    void block(const Block& block);
    void street(const Road& road);
    void corridors();
    void banks();
    void bank(V2 a, V2 b, double lakeward);
    void trails(const Road& road);
    void pool(V2 place, double reachMeters, Rgb light);
    void strip(V2 a, V2 b, double width, Rgb light);
    void sparkle();
    void finish();

    Canvas& m_canvas;
    double m_mpp;
};

void LightPainter::paint()
{
    if (limitDistances(m_canvas.box()).least < kWholeShareMeters)
        surroundings();
    if (m_mpp > kStreetsMetersPerPixel)
        Painter(m_canvas).paintWaters({});
    if (limitDistances(m_canvas.box()).most > -kPlannedBeyondMeters) {
        if (m_mpp > kStreetsMetersPerPixel)
            overview();
        else
            quarters();
        corridors();
        banks();
    } else if (m_mpp <= kStreetsMetersPerPixel) {
        Painter(m_canvas).paintWaters({});
    }
    finish();
}

/// Light that falls from a lamp: fading to nothing at its reach.
void LightPainter::pool(V2 place, double reachMeters, Rgb light)
{
    const V2 c = m_canvas.toPixel(place);
    const double r = reachMeters / m_mpp;
    const int x0 = std::max(0, static_cast<int>(c.x - r));
    const int x1 = std::min(kTilePixels - 1, static_cast<int>(c.x + r));
    const int y0 = std::max(0, static_cast<int>(c.y - r));
    const int y1 = std::min(kTilePixels - 1, static_cast<int>(c.y + r));
    const auto perSquare = static_cast<float>(1 / (r * r));
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const auto dx = static_cast<float>(x + 0.5 - c.x);
            const auto dy = static_cast<float>(y + 0.5 - c.y);
            const float near = 1 - (dx * dx + dy * dy) * perSquare;
            if (near > 0) {
                Rgb& pixel = m_canvas.at(x, y);
                pixel = pixel + light * (near * near);
            }
        }
}

void LightPainter::strip(V2 a, V2 b, double width, Rgb light)
{
    // thinner than a pixel it keeps its light, not its width
    const double seen = std::max(width, 1.6 * m_mpp);
    const auto share = static_cast<float>(width / seen);
    const V2 n = unit(b - a).left() * (seen / 2);
    const V2 outline[4] = {a - n, b - n, b + n, a + n};
    m_canvas.add(outline, light * share);
}

void LightPainter::block(const Block& block)
{
    const Glow glow = glowOf(block);
    if (glow.level <= 0)
        return;
    if (m_mpp > kLampsMetersPerPixel) {
        if (!block.nearWater || waterClearance(block.quad.centre()) > 0)
            m_canvas.fill(block.quad.p, meanGlow(block));
        return;
    }
    // lamps here and there; what one lights together with its neighbours is the block's mean
    const double area = 3.14159265 * glow.reachMeters * glow.reachMeters / 3;
    const auto peak = static_cast<float>(glow.level * glow.pitchMeters * glow.pitchMeters / area);
    const Box box = block.quad.box();
    const Box near = m_canvas.box().grown(glow.reachMeters);
    const auto cell = [&](double at) { return static_cast<std::int64_t>(std::floor(at / glow.pitchMeters)); };
    const std::int64_t firstI = cell(std::max(box.minX, near.minX));
    const std::int64_t lastI = cell(std::min(box.maxX, near.maxX));
    const std::int64_t lastJ = cell(std::min(box.maxY, near.maxY));
    for (std::int64_t j = cell(std::max(box.minY, near.minY)); j <= lastJ; ++j)
        for (std::int64_t i = firstI; i <= lastI; ++i) {
            Rng rng(hashOf(block.seed ^ 0x1A4Bu, i, j));
            const double x = (static_cast<double>(i) + rng.unit()) * glow.pitchMeters;
            const V2 place{x, (static_cast<double>(j) + rng.unit()) * glow.pitchMeters};
            if (!block.quad.holds(place) || (block.nearWater && waterClearance(place) < 4))
                continue;
            const auto level = static_cast<float>(peak * rng.range(0.35, 1.65));
            pool(place, glow.reachMeters * rng.range(0.8, 1.15),
                 mixed(glow.color, rng.chance(0.5) ? kWhite : kSodium, static_cast<float>(0.35 * rng.unit())) * level);
        }
}

void LightPainter::street(const Road& road)
{
    const StreetLight light = lightOf(road);
    if (light.peak <= 0)
        return;
    if (m_mpp > kStreetLampsMetersPerPixel) {
        strip(road.a, road.b, light.widthMeters, light.color * light.mean);
        return;
    }
    const V2 along = unit(road.b - road.a);
    if (road.roadClass == RoadClass::Lane) { // from the walls
        const double length = (road.b - road.a).length();
        for (double s = 11; s < length - 6; s += 27)
            pool(road.a + along * s, light.reachMeters, light.color * light.peak);
        return;
    }
    // the light of lamps in a row runs together; below each of them it is brightest, and lamps shine themselves
    constexpr float kEven = 0.45F;
    strip(road.a, road.b, light.widthMeters, light.color * (light.mean * kEven));
    const double head = std::max(1.3, 0.9 * m_mpp);
    const auto share = static_cast<float>(std::min(1.0, 1.6 / m_mpp));
    for (const LampPlace& lamp : lampPlaces(road)) {
        pool(lamp.foot + lamp.arm * 1.6, light.reachMeters, light.color * (light.peak * (1 - kEven)));
        pool(lamp.foot + lamp.arm * 1.3, head, mixed(light.color, kWhite, 0.4F) * share);
    }
    trails(road);
}

/// What a long exposure shows of the traffic: white lamps towards the eye on one side, red ones on the other.
void LightPainter::trails(const Road& road)
{
    constexpr double kFromMetersPerPixel = 0.8; // nearer by, vehicles are seen
    if (road.roadClass > RoadClass::Minor || m_mpp < kFromMetersPerPixel)
        return;
    const RoadSection section = sectionOf(road.roadClass);
    const V2 aside = unit(road.b - road.a).left() * (0.55 * section.halfCarriageway);
    const auto busy = static_cast<float>((road.roadClass <= RoadClass::Major ? 0.30 : 0.16)
                                         * (0.4 + 0.6 * urbanity(lerp(road.a, road.b, 0.5))));
    const double width = 0.35 * section.halfCarriageway;
    strip(road.a + aside, road.b + aside, width, kWhite * busy);
    strip(road.a - aside, road.b - aside, width, Rgb{1.0F, 0.10F, 0.03F} * busy);
}

// Promenades along the waters of towns, and their lamps mirrored in them.
void LightPainter::banks()
{
    constexpr double kSeenMetersPerPixel = 45;
    if (m_mpp > kSeenMetersPerPixel)
        return;
    const Box reach = m_canvas.box().grown(140);
    for (const River& river : rivers()) {
        if (!reach.meets(river.box))
            continue;
        for (std::size_t k = 0; k + 1 < river.line.size(); ++k) {
            if (!reach.holds(river.line[k]) && !reach.holds(river.line[k + 1]))
                continue;
            const V2 left = unit(river.line[k + 1] - river.line[k]).left();
            for (double side : {-1.0, 1.0})
                bank(river.line[k] + left * (side * river.halfWidth[k]),
                     river.line[k + 1] + left * (side * river.halfWidth[k + 1]), -side);
        }
    }
    for (const WaterBody& body : waterBodies()) {
        if (body.sea || !reach.meets(body.box))
            continue;
        double area = 0;
        for (std::size_t k = 0; k < body.ring.size(); ++k) {
            const V2 a = body.ring[k];
            const V2 b = body.ring[(k + 1) % body.ring.size()];
            area += a.x * b.y - a.y * b.x;
        }
        for (std::size_t k = 0; k < body.ring.size(); ++k)
            bank(body.ring[k], body.ring[(k + 1) % body.ring.size()], area > 0 ? 1 : -1);
    }
}

/// From a to b the water lies on the left where `lakeward` is 1, on the right where it is -1.
void LightPainter::bank(V2 a, V2 b, double lakeward)
{
    const double length = (b - a).length();
    if (length < 1)
        return;
    const V2 middle = lerp(a, b, 0.5);
    const double town = urbanity(middle);
    const V2 in = unit(b - a).left() * lakeward;
    if (town < 0.3 || !m_canvas.box().grown(140 + length).holds(middle) || waterClearance(middle - in * 12) < 4
        || waterClearance(middle + in * 12) > 0)
        return;
    const auto light = static_cast<float>(0.2 + 0.8 * town);
    const auto toned =
        mixed(kWarmWhite, kSodium, unitOf(hashOf(0xBA2Bu, std::llround(a.x), std::llround(a.y))) < 0.5 ? 0.2F : 0.6F);
    struct Band {
        double from, width;
        float level;
    };
    static constexpr std::array<Band, 4> kMirrored{{{0, 9, 0.10F}, {0, 24, 0.05F}, {0, 52, 0.022F}, {0, 105, 0.009F}}};
    for (const Band& band : kMirrored)
        strip(a + in * (0.5 * band.width), b + in * (0.5 * band.width), band.width, toned * (band.level * light));
    strip(a - in * 4, b - in * 4, 7, toned * (0.30F * light));
    if (m_mpp > kStreetLampsMetersPerPixel)
        return;
    constexpr double kPitch = 26;
    const auto share = static_cast<float>(std::min(1.0, 1.6 / m_mpp));
    for (double s = 0.5 * kPitch; s < length; s += kPitch) {
        const V2 lamp = lerp(a, b, s / length) - in * 2.5;
        pool(lamp, 13, toned * (0.4F * light));
        pool(lamp, std::max(1.3, 0.9 * m_mpp), mixed(toned, kWhite, 0.4F) * share);
    }
}

void LightPainter::corridors()
{
    // lamps stand along motorways in the city; beyond, their traffic lights them
    const double fine = clamp01((400 - m_mpp) / 250);
    if (fine <= 0)
        return;
    const Box reach = m_canvas.box().grown(60);
    for (const Corridor& corridor : guanjing::democity::corridors()) {
        if (corridor.kind == CorridorKind::Railway || !reach.meets(corridor.box))
            continue;
        const bool ramp = corridor.kind == CorridorKind::Ramp;
        if (ramp && m_mpp > 20)
            continue;
        for (std::size_t k = 0; k + 1 < corridor.line.size(); ++k) {
            const V2 a = corridor.line[k];
            const V2 b = corridor.line[k + 1];
            if ((corridor.covered[k] != 0) || (!reach.holds(a) && !reach.holds(b)))
                continue;
            const auto level = static_cast<float>((0.52 + 0.34 * urbanity(a)) * (ramp ? 0.7 : 1));
            const V2 ahead = unit(b - a) * (0.6 * m_mpp);
            const Rgb light = mixed(kSodium, kWarmWhite, 0.25F) * (level * static_cast<float>(fine));
            const double half = corridorHalfWidth(corridor.kind);
            // light that falls beside it
            if (m_mpp < 20)
                strip(a - ahead, b + ahead, 2 * half + 14, light * 0.3F);
            strip(a - ahead, b + ahead, 2 * half, light);
        }
    }
}

void LightPainter::quarters()
{
    const Box reach = m_canvas.box().grown(60);
    const MeshRange range = meshesIn(reach);
    std::vector<std::shared_ptr<const MeshPlan>> plans;
    for (int j = range.minJ; j <= range.maxJ; ++j)
        for (int i = range.minI; i <= range.maxI; ++i) {
            Box outline;
            for (V2 p : {crossing(i, j), crossing(i + 1, j), crossing(i + 1, j + 1), crossing(i, j + 1)})
                outline.add(p);
            if (reach.meets(outline))
                plans.push_back(meshPlan(i, j));
        }
    for (const auto& plan : plans)
        for (const Block& each : plan->blocks)
            if (reach.meets(each.quad.box()) && cityShare(each.quad.centre()) > 0.5)
                block(each);
    if (m_mpp > kLampsMetersPerPixel)
        sparkle();
    const auto streets = [&](const std::vector<Road>& roads) {
        for (const Road& road : roads) {
            Box box;
            box.add(road.a);
            box.add(road.b);
            if (reach.meets(box.grown(30)) && (m_mpp < 15 || road.roadClass <= RoadClass::Local)
                && cityShare(lerp(road.a, road.b, 0.5)) > 0.5)
                street(road);
        }
    };
    for (const auto& plan : plans)
        streets(plan->roads);
    // what has no bridge is under water
    Painter(m_canvas).paintWaters({});
    for (const auto& plan : plans)
        streets(plan->arterials);
}

void LightPainter::overview()
{
    const LightPicture& picture = lightPicture(m_mpp);
    // the farther the whole of a town is seen, the longer it is exposed
    const auto exposure = static_cast<float>(1 + 0.5 * std::max(0.0, std::log2(m_mpp / kStreetsMetersPerPixel)));
    const V2 first = m_canvas.toPlane(0.5, 0.5);
    const double perPixel = m_mpp / picture.pixelMeters;
    const double u0 = (first.x - LightPicture::kWest) / picture.pixelMeters - 0.5;
    const double v0 = (first.y - LightPicture::kSouth) / picture.pixelMeters - 0.5;
    for (int y = 0; y < kTilePixels; ++y) {
        const double v = v0 - y * perPixel;
        if (v < 0 || v >= picture.rows - 1)
            continue;
        const auto iv = static_cast<int>(v);
        const auto fv = static_cast<float>(v - iv);
        for (int x = 0; x < kTilePixels; ++x) {
            const double u = u0 + x * perPixel;
            if (u < 0 || u >= picture.columns - 1)
                continue;
            const auto iu = static_cast<int>(u);
            const auto fu = static_cast<float>(u - iu);
            const Rgb* lower = &picture.light[static_cast<std::size_t>(iv * picture.columns + iu)];
            const Rgb* upper = lower + picture.columns;
            Rgb& pixel = m_canvas.at(x, y);
            pixel = pixel + mixed(mixed(lower[0], lower[1], fu), mixed(upper[0], upper[1], fu), fv) * exposure;
        }
    }
}

// Beyond the limits: what is built shines, evenly from afar, with a net of streets nearer by.
void LightPainter::surroundings()
{
    constexpr int kStep = 4;
    constexpr int kCells = kTilePixels / kStep;
    std::array<float, static_cast<std::size_t>((kCells + 1) * (kCells + 1))> lattice{};
    for (int y = 0; y <= kCells; ++y)
        for (int x = 0; x <= kCells; ++x) {
            const V2 p = m_canvas.toPlane(x * kStep, y * kStep);
            if (const double city = cityShare(p); city < 1) {
                const Cover cover = coverAt(p, leaningAt(p), kStep * m_mpp);
                const double quarter = tableNoise(noiseTable(), p.x / 420, p.y / 420);
                lattice[static_cast<std::size_t>(y * (kCells + 1) + x)] =
                    static_cast<float>(cover.built * (1 - cover.wood) * (0.015 + 0.075 * quarter) * (1 - city));
            }
        }
    const Rgb color = mixed(kSodium, kWarmWhite, 0.5F);
    for (int y = 0; y < kTilePixels; ++y)
        for (int x = 0; x < kTilePixels; ++x) {
            const float* corner = &lattice[static_cast<std::size_t>(y / kStep * (kCells + 1) + x / kStep)];
            const float u = (static_cast<float>(x % kStep) + 0.5F) / kStep;
            const float v = (static_cast<float>(y % kStep) + 0.5F) / kStep;
            const float upper = corner[0] + (corner[1] - corner[0]) * u;
            const float lower = corner[kCells + 1] + (corner[kCells + 2] - corner[kCells + 1]) * u;
            m_canvas.at(x, y) = color * (upper + (lower - upper) * v);
        }
    if (m_mpp > kStreetsMetersPerPixel || limitDistances(m_canvas.box()).most <= -kPlannedBeyondMeters)
        sparkle();
    if (m_mpp > 110)
        return;
    eachOutskirtCell(m_canvas.box(), [&](const Quad& cell, std::uint64_t seed) {
        const V2 middle = cell.centre();
        const Cover cover = coverAt(middle, leaningAt(middle), 1);
        if (cover.built < 0.5F || cover.wood > 0.5F || cityShare(middle) > 0.5)
            return;
        const Rgb light = (unitOf(mix(seed)) < 0.6 ? kSodium : kWarmWhite) * 0.40F;
        strip(cell.p[0], cell.p[1], 34, light);
        strip(cell.p[0], cell.p[3], 30, light);
        for (double t : {0.33, 0.66}) {
            strip(cell.at(t, 0), cell.at(t, 1), 18, light * 0.4F);
            strip(cell.at(0, t), cell.at(1, t), 18, light * 0.4F);
        }
    });
}

// Trees and houses stand between the lamps of a quarter and the eye: from afar few points shine. 1 in the mean.
void LightPainter::sparkle()
{
    const double cell = std::max(m_mpp, 1.0);
    // the more quarters a pixel holds, the less they differ
    const auto spread = static_cast<float>(1 - 0.65 * smoothStep(12, 60, m_mpp));
    for (int y = 0; y < kTilePixels; ++y)
        for (int x = 0; x < kTilePixels; ++x) {
            Rgb& pixel = m_canvas.at(x, y);
            if (pixel.r + pixel.g + pixel.b <= 0)
                continue;
            const V2 p = m_canvas.toPlane(x + 0.5, y + 0.5);
            const auto spot =
                static_cast<float>(unitOf(hashOf(0x57A2u, static_cast<std::int64_t>(std::floor(p.x / cell)),
                                                 static_cast<std::int64_t>(std::floor(p.y / cell)))));
            const float sharp = spot * spot * spot;
            pixel = pixel * (1 + spread * (4.9F * sharp * sharp - 0.7F));
        }
}

void LightPainter::finish()
{
    const auto root = [](float light) { return 255 * std::sqrt(std::min(light, 1.0F)); };
    for (int y = 0; y < kTilePixels; ++y)
        for (int x = 0; x < kTilePixels; ++x) {
            Rgb& pixel = m_canvas.at(x, y);
            pixel = {root(pixel.r), root(pixel.g), root(pixel.b)};
        }
}

} // namespace

Result<std::vector<std::uint8_t>> lightsPixels(int level, int x, int y)
{
    if (level < 0 || level > kFinestLightsLevel || x < 0 || y < 0 || x >= (1LL << level) || y >= (1LL << level))
        return fail(ErrorCode::NotFound, std::to_string(level) + "/" + std::to_string(x) + "/" + std::to_string(y),
                    "no such tile: levels 0 to 18");
    Canvas canvas(tileBox(level, x, y));
    LightPainter(canvas).paint();
    return bytesOf(canvas.pixels());
}

Result<Bytes> lightsTile(int level, int x, int y)
{
    const Result<std::vector<std::uint8_t>> pixels = lightsPixels(level, x, y);
    if (!pixels)
        return fail(pixels.error());
    return encodeJpeg(*pixels, kTilePixels, kTilePixels, 82);
}

void prepareLights() { (void)lightPicture(LightPicture::kPixel); }

} // namespace guanjing::democity
