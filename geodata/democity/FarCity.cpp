// The whole city as one small picture, and its halves: what the coarse levels of the orthophoto show.
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Districts.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/HillPicture.h"
#include "geodata/democity/Painter.h"
#include "geodata/democity/Parallel.h"
#include "geodata/democity/Terrain.h"

#include <algorithm>
#include <array>
#include <functional>

namespace guanjing::democity {

namespace {

/// A picture of the city plane, rows from the south; colours are multiplied by their coverage, 0 where the land shows.
struct Picture {
    double pixelMeters = 64;
    int columns = 0, rows = 0;
    std::vector<Rgb> colors;
    std::vector<float> coverage;

    Picture(double pixel, int width, int height)
        : pixelMeters(pixel)
        , columns(width)
        , rows(height)
        , colors(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
        , coverage(colors.size(), 0.0F)
    { }
    [[nodiscard]] std::size_t index(int x, int y) const { return static_cast<std::size_t>(y * columns + x); }

    [[nodiscard]] Picture halved() const
    {
        Picture half(2 * pixelMeters, columns / 2, rows / 2);
        for (int y = 0; y < half.rows; ++y)
            for (int x = 0; x < half.columns; ++x)
                for (int k = 0; k < 4; ++k) {
                    const std::size_t from = index(2 * x + (k & 1), 2 * y + (k >> 1));
                    Rgb& color = half.colors[half.index(x, y)];
                    color = color + colors[from] * 0.25F;
                    half.coverage[half.index(x, y)] += 0.25F * coverage[from];
                }
        return half;
    }
};

/// Blocks, streets and arterial roads at 64 m, painted once.
class Overview {
public:
    static constexpr double kPixel = 64;
    static constexpr int kColumns = 1280, kRows = 896; ///< halved six times
    static constexpr double kWest = -4000, kSouth = -1500;

    explicit Overview(Epoch epoch) : m_roads(static_cast<std::size_t>(kColumns) * kRows, 0.0F)
    {
        const MeshRange range = meshesIn(cityLimits().box.grown(kPlannedBeyondMeters));
        std::vector<Row> rows(static_cast<std::size_t>(range.maxJ - range.minJ + 1));
        eachInParallel(static_cast<int>(rows.size()), [&](int k) {
            Row& row = rows[static_cast<std::size_t>(k)];
            for (int i = range.minI; i <= range.maxI; ++i)
                row.add(*meshPlan(i, range.minJ + k, epoch));
        });
        Picture whole(kPixel, kColumns, kRows);
        inBands([&](int firstRow, int lastRow) {
            for (const Row& row : rows) {
                for (const Spot& spot : row.spots)
                    put(whole, spot, firstRow, lastRow);
                for (const Road& road : row.roads)
                    putRoad(road, firstRow, lastRow);
            }
            // what lies between the blocks is streets
            for (int y = firstRow; y < lastRow; ++y)
                for (int x = 0; x < kColumns; ++x)
                    if (const std::size_t i = whole.index(x, y); whole.coverage[i] > 0) {
                        const float blocks = std::min(1.0F, whole.coverage[i]);
                        const Rgb street =
                            mixed(kFarStreet, kFarCentre, static_cast<float>(0.6 * townCore(middle(x, y))));
                        whole.colors[i] = mixed(street, whole.colors[i] * (1 / whole.coverage[i]), blocks);
                        whole.coverage[i] = std::min(1.0F, whole.coverage[i] * 1.5F);
                    }
        });
        soften(whole);
        soften(whole);
        inBands([&](int firstRow, int lastRow) {
            for (int y = firstRow; y < lastRow; ++y)
                for (int x = 0; x < kColumns; ++x) {
                    const std::size_t i = whole.index(x, y);
                    const float road = std::min(0.75F, m_roads[i]);
                    whole.colors[i] = mixed(whole.colors[i], kFarRoad, road);
                    whole.coverage[i] = std::max(whole.coverage[i], road);
                    if (whole.coverage[i] > 0)
                        whole.coverage[i] *= static_cast<float>(cityShare(middle(x, y)));
                    whole.colors[i] = whole.colors[i] * whole.coverage[i];
                }
        });
        m_roads = {};
        m_halves.push_back(std::move(whole));
        for (int k = 0; k < 6; ++k)
            m_halves.push_back(m_halves.back().halved());
    }

    /// The picture whose pixels are nearest to a size.
    [[nodiscard]] const Picture& at(double metersPerPixel) const
    {
        const double halvings = std::log2(metersPerPixel / kPixel);
        return m_halves[static_cast<std::size_t>(std::clamp(static_cast<int>(std::lround(halvings)), 0, 6))];
    }

private:
    /// What is seen of a block.
    struct Spot {
        Quad quad;
        Box box;
        Rgb color;
        bool mayBeWooded = false;
    };
    /// What is seen of a row of meshes.
    struct Row {
        std::vector<Spot> spots;
        std::vector<Road> roads;

        void add(const MeshPlan& plan)
        {
            for (const Block& block : plan.blocks)
                if (block.use != Use::Forest)
                    spots.push_back({block.quad, block.quad.box(), farColor(block, 0.88F),
                                     (block.use == Use::Orchard || block.use == Use::Fields || block.use == Use::Vacant)
                                         && hilliness(block.quad.centre()) > 0.2});
            roads.insert(roads.end(), plan.arterials.begin(), plan.arterials.end());
        }
    };

    static V2 middle(int x, int y) { return {kWest + (x + 0.5) * kPixel, kSouth + (y + 0.5) * kPixel}; }

    /// Rows of the picture, side by side.
    static void inBands(const std::function<void(int firstRow, int lastRow)>& paint)
    {
        constexpr int kBandRows = 28;
        eachInParallel(kRows / kBandRows, [&](int k) { paint(k * kBandRows, (k + 1) * kBandRows); });
    }

    /// From so far a quarter is a texture more than a mosaic: each pixel leans towards the mean of its neighbours.
    static void soften(Picture& picture)
    {
        std::vector<Rgb> result = picture.colors;
        inBands([&](int firstRow, int lastRow) {
            for (int y = std::max(1, firstRow); y < std::min(kRows - 1, lastRow); ++y)
                for (int x = 1; x + 1 < kColumns; ++x) {
                    Rgb sum;
                    float weight = 0;
                    for (int k = 0; k < 9; ++k) {
                        const std::size_t from = picture.index(x + k % 3 - 1, y + k / 3 - 1);
                        sum = sum + picture.colors[from] * picture.coverage[from];
                        weight += picture.coverage[from];
                    }
                    if (weight > 0)
                        result[picture.index(x, y)] =
                            mixed(picture.colors[picture.index(x, y)], sum * (1 / weight), 0.5F);
                }
        });
        picture.colors = std::move(result);
    }

    static void put(Picture& picture, const Spot& spot, int firstRow, int lastRow)
    {
        // four samples a pixel suffice for means
        const Box& box = spot.box;
        constexpr double kStep = kPixel / 2;
        const int first = std::max(2 * firstRow, static_cast<int>(std::ceil((box.minY - kSouth) / kStep)));
        for (int y = first; y < 2 * lastRow && kSouth + y * kStep < box.maxY; ++y)
            for (auto x = static_cast<int>(std::ceil((box.minX - kWest) / kStep)); kWest + x * kStep < box.maxX; ++x) {
                if (x < 0 || x / 2 >= kColumns || !spot.quad.holds({kWest + x * kStep, kSouth + y * kStep})
                    || (spot.mayBeWooded && woodness({kWest + x * kStep, kSouth + y * kStep}) > kWoodEdge))
                    continue;
                const std::size_t i = picture.index(x / 2, y / 2);
                picture.colors[i] = picture.colors[i] + spot.color * 0.25F;
                picture.coverage[i] += 0.25F;
            }
    }

    /// Shares of pixels that a road covers.
    void putRoad(const Road& road, int firstRow, int lastRow)
    {
        constexpr double kAlong = 12;
        constexpr int kAcross = 4;
        const V2 along = unit(road.b - road.a);
        const double width = 2 * sectionOf(road.roadClass).halfStrip;
        const auto row = [](double meters) { return (meters - kSouth) / kPixel; };
        if (row(std::max(road.a.y, road.b.y) + width) < firstRow
            || row(std::min(road.a.y, road.b.y) - width) >= lastRow)
            return;
        const double length = (road.b - road.a).length();
        // rows of trees hide roads, more so in the open; and each stretch otherwise, or the net would be a grid
        const double open = 1 - smoothStep(0.1, 0.6, urbanity(lerp(road.a, road.b, 0.5)));
        const double seen = (road.roadClass <= RoadClass::Major ? 0.85 : 0.6)
            * (0.55 + 0.45 * unitOf(hashOf(road.seed, 0xFA12))) * (1 - 0.5 * open);
        const auto share = static_cast<float>(seen * kAlong * width / kAcross / (kPixel * kPixel));
        for (double s = 0.5 * kAlong; s < length; s += kAlong)
            for (int k = 0; k < kAcross; ++k) {
                const V2 p = road.a + along * s + along.left() * (width * ((k + 0.5) / kAcross - 0.5));
                const auto x = static_cast<int>(std::floor((p.x - kWest) / kPixel));
                const auto y = static_cast<int>(std::floor((p.y - kSouth) / kPixel));
                if (x >= 0 && y >= firstRow && x < kColumns && y < lastRow)
                    m_roads[static_cast<std::size_t>(y * kColumns + x)] += share;
            }
    }

    std::vector<float> m_roads;
    std::vector<Picture> m_halves;
};

const Overview& overview(Epoch epoch)
{
    if (epoch == Epoch::June2023) {
        static const Overview then(Epoch::June2023);
        return then;
    }
    static const Overview now(Epoch::June2026);
    return now;
}

} // namespace

void prepareOverview(Epoch epoch)
{
    (void)overview(epoch);
    (void)hillPicture();
}

void Painter::farGround()
{
    const Picture& picture = overview(m_canvas.epoch()).at(m_mpp);
    const double perPixel = m_mpp / picture.pixelMeters;
    const V2 first = m_canvas.toPlane(0.5, 0.5);
    const double u0 = (first.x - Overview::kWest) / picture.pixelMeters - 0.5;
    const double v0 = (first.y - Overview::kSouth) / picture.pixelMeters - 0.5;
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
            const std::size_t i = picture.index(iu, iv);
            const std::size_t j = i + static_cast<std::size_t>(picture.columns);
            const float lower = picture.coverage[i] + (picture.coverage[i + 1] - picture.coverage[i]) * fu;
            const float upper = picture.coverage[j] + (picture.coverage[j + 1] - picture.coverage[j]) * fu;
            const float weight = lower + (upper - lower) * fv;
            if (weight <= 0.001F)
                continue;
            Rgb& pixel = m_canvas.at(x, y);
            pixel = pixel * (1 - std::min(1.0F, weight))
                + mixed(mixed(picture.colors[i], picture.colors[i + 1], fu),
                        mixed(picture.colors[j], picture.colors[j + 1], fu), fv);
        }
    }
}

} // namespace guanjing::democity
