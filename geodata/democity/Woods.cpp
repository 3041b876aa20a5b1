#include "geodata/democity/Woods.h"

#include "geodata/democity/Corridors.h"
#include "geodata/democity/Districts.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/HillPicture.h"
#include "geodata/democity/Surroundings.h"
#include "geodata/democity/TileMesh.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace guanjing::democity {

namespace {

/// Half of what woodness changes by across the edge of a wood.
constexpr float kSoft = 0.012F;

bool isFarm(Use use) { return use == Use::Orchard || use == Use::Fields || use == Use::Vacant; }

} // namespace

Woods::Woods(const Box& box, std::span<const std::shared_ptr<const MeshPlan>> plans, double stepMeters)
    : m_step(stepMeters)
{
    std::vector<const Block*> farms;
    bool natural = false;
    for (const std::shared_ptr<const MeshPlan>& plan : plans)
        for (const Block& block : plan->blocks) {
            if (!(block.use == Use::Forest || isFarm(block.use)) || !block.quad.box().meets(box))
                continue;
            if (block.use != Use::Forest) {
                farms.push_back(&block);
                continue;
            }
            m_blocks.push_back(&block);
            const bool hills = woodness(block.quad.centre()) > kWoodEdge;
            (hills ? m_natural : m_whole).push_back(block.quad);
            natural = natural || hills;
        }
    if (!natural && farms.empty())
        return;
    m_firstX = std::floor(box.minX / m_step);
    m_firstY = std::floor(box.minY / m_step);
    m_columns = static_cast<int>(std::ceil(box.maxX / m_step) - m_firstX) + 1;
    m_rows = static_cast<int>(std::ceil(box.maxY / m_step) - m_firstY) + 1;
    m_woodness.reserve(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows));
    float most = -1;
    for (int j = 0; j < m_rows; ++j)
        for (int i = 0; i < m_columns; ++i) {
            const V2 p{(m_firstX + i) * m_step, (m_firstY + j) * m_step};
            // ragged over some tens of metres
            const float ragged = tableNoise(noiseTable(), p.x / 90, p.y / 90) - 0.5F;
            m_woodness.push_back(static_cast<float>(woodness(p) - kWoodEdge) + 0.05F * ragged);
            most = std::max(most, m_woodness.back());
        }
    if (most > -kSoft)
        m_farms = std::move(farms);
}

float Woods::naturalShareAt(V2 place) const
{
    const double u = std::clamp(place.x / m_step - m_firstX, 0.0, m_columns - 1.001);
    const double v = std::clamp(place.y / m_step - m_firstY, 0.0, m_rows - 1.001);
    const auto i = static_cast<std::size_t>(u);
    const auto j = static_cast<std::size_t>(v);
    const auto fu = static_cast<float>(u - static_cast<double>(i));
    const auto fv = static_cast<float>(v - static_cast<double>(j));
    const auto columns = static_cast<std::size_t>(m_columns);
    const float* row = m_woodness.data() + j * columns + i;
    const float lower = row[0] + (row[1] - row[0]) * fu;
    const float upper = row[columns] + (row[columns + 1] - row[columns]) * fu;
    return std::clamp(0.5F + 0.5F * (lower + (upper - lower) * fv) / kSoft, 0.0F, 1.0F);
}

std::vector<float> Woods::naturalShares(V2 first, double metersPerPixel, std::size_t side) const
{
    std::vector<float> shares(side * side);
    const auto columns = static_cast<std::size_t>(m_columns);
    std::vector<float> line(columns);
    for (std::size_t y = 0; y < side; ++y) {
        const double v =
            std::clamp((first.y - static_cast<double>(y) * metersPerPixel) / m_step - m_firstY, 0.0, m_rows - 1.001);
        const auto j = static_cast<std::size_t>(v);
        const auto fv = static_cast<float>(v - static_cast<double>(j));
        const float* const row = m_woodness.data() + j * columns;
        for (std::size_t i = 0; i < columns; ++i)
            line[i] = row[i] + (row[columns + i] - row[i]) * fv;
        for (std::size_t x = 0; x < side; ++x) {
            const double u = std::clamp((first.x + static_cast<double>(x) * metersPerPixel) / m_step - m_firstX, 0.0,
                                        m_columns - 1.001);
            const auto i = static_cast<std::size_t>(u);
            const float at = line[i] + (line[i + 1] - line[i]) * static_cast<float>(u - static_cast<double>(i));
            shares[y * side + x] = std::clamp(0.5F + 0.5F * at / kSoft, 0.0F, 1.0F);
        }
    }
    return shares;
}

float Woods::shareAt(V2 place) const
{
    const auto holding = [place](const Quad& quad) { return quad.holds(place); };
    if (std::any_of(m_whole.begin(), m_whole.end(), holding))
        return 1;
    if (m_woodness.empty())
        return 0;
    const bool natural = std::any_of(m_natural.begin(), m_natural.end(), holding)
        || std::any_of(m_farms.begin(), m_farms.end(), [place](const Block* farm) { return farm->quad.holds(place); });
    return natural ? naturalShareAt(place) : 0;
}

bool Woods::reachInto(const Block& block) const { return isFarm(block.use) && !m_farms.empty(); }

Rgb woodColor(V2 place)
{
    const float* const noise = noiseTable();
    const float stand = tableNoise(noise, place.x / 60, place.y / 60);
    const float patch = tableNoise(noise, place.x / 310 + 40, place.y / 260);
    const float slope = tableNoise(noise, place.x / 1150, place.y / 1300 + 90);
    // eucalyptus and pine, broad leaves, lychee and bamboo
    const Rgb dark{62, 76, 54};
    const Rgb light{88, 100, 66};
    const Rgb warm{98, 102, 68};
    const Rgb mean = mixed(dark, light, std::clamp(0.5F * stand + 0.5F * patch, 0.0F, 1.0F));
    return mixed(mean, patch > 0.5F ? warm : Rgb{58, 74, 58}, 0.5F * std::fabs(slope - 0.5F));
}

void Woods::trees(const Box& box, std::vector<Tree>& out) const
{
    if (isEmpty())
        return;
    constexpr double kSpacing = 5.6;
    const bool crossed = corridorNear(box);
    for (auto j = static_cast<std::int64_t>(std::floor(box.minY / kSpacing));
         static_cast<double>(j) * kSpacing < box.maxY; ++j)
        for (auto i = static_cast<std::int64_t>(std::floor(box.minX / kSpacing));
             static_cast<double>(i) * kSpacing < box.maxX; ++i) {
            Rng rng(hashOf(0xF02E57u, i, j));
            const double x = (static_cast<double>(i) + rng.unit()) * kSpacing;
            const V2 p{x, (static_cast<double>(j) + rng.unit()) * kSpacing};
            if (!box.holds(p))
                continue;
            const float share = shareAt(p);
            const double chance = rng.unit();
            if (share <= 0)
                continue;
            const double stand = double{tableNoise(noiseTable(), p.x / 60, p.y / 60)};
            if (chance > share * (0.62 + 0.5 * stand) || waterClearance(p) <= 8
                || (crossed && corridorClearance(p) <= 2))
                continue;
            Tree tree;
            tree.centre = p;
            tree.radius = rng.range(2.6, 4.6) * (0.8 + 0.4 * stand);
            tree.height = rng.range(7, 12);
            tree.seed = static_cast<std::uint32_t>(rng.next());
            tree.color = woodColor(p) * static_cast<float>(0.86 + 0.28 * rng.unit());
            out.push_back(tree);
        }
}

void addCanopy(TileMesh& mesh, const Box& box, const Woods& woods, double stepMeters,
               const std::function<double(V2)>& ground)
{
    if (woods.isEmpty())
        return;
    TileMesh::Sheet sheet;
    if (mesh.hasRelief())
        sheet.skirtMeters = 12; // as far as the highest crowns stand above the ground
    const auto firstI = static_cast<std::int64_t>(std::llround(box.minX / stepMeters));
    const auto firstJ = static_cast<std::int64_t>(std::llround(box.minY / stepMeters));
    sheet.columns = static_cast<std::size_t>(std::llround((box.maxX - box.minX) / stepMeters)) + 1;
    const std::size_t rows = static_cast<std::size_t>(std::llround((box.maxY - box.minY) / stepMeters)) + 1;
    const bool crossed = corridorNear(box);
    const auto isWooded = [&](V2 p) {
        return woods.holds(p) && waterClearance(p) > 8 && (!crossed || corridorClearance(p) > 4);
    };
    bool any = false;
    for (std::size_t j = 0; j < rows; ++j)
        for (std::size_t i = 0; i < sheet.columns; ++i) {
            const std::int64_t gi = firstI + static_cast<std::int64_t>(i);
            const std::int64_t gj = firstJ + static_cast<std::int64_t>(j);
            Rng rng(hashOf(0xCA409u, gi, gj));
            // edges of the tile stay straight: the next one has the same
            V2 p{static_cast<double>(gi) * stepMeters, static_cast<double>(gj) * stepMeters};
            const double dx = rng.range(-0.36, 0.36) * stepMeters;
            const double dy = rng.range(-0.36, 0.36) * stepMeters;
            if (i > 0 && i + 1 < sheet.columns)
                p.x += dx;
            if (j > 0 && j + 1 < rows)
                p.y += dy;
            const bool wooded = isWooded(p);
            any = any || wooded;
            const double rise = wooded ? rng.range(5.0, 12.0) : (mesh.hasRelief() ? -3.0 : -0.5);
            sheet.points.push_back({p, ground(p) + rise});
            // hollows between crowns are darker than their tops; from afar it goes over into the picture beyond the tiles
            const double whole = stepMeters > 20 ? 0.86 : 0.97;
            const auto tone = static_cast<float>(whole * (wooded ? 0.62 + 0.06 * (rise - 5) : 0.72));
            // as the picture below has it, and less of it: the viewer's sun falls on the slope, too
            const float relief = wooded ? 1 + 0.7F * (hillPicture().lightAt(p, 0.7 * stepMeters, kSun2026) - 1) : 1.0F;
            sheet.colors.push_back(woodColor(p) * (tone * relief));
            sheet.covered.push_back(wooded ? 1 : 0);
        }
    if (!any)
        return;
    // what lies beside a wood comes to its edge, or the edge would be as ragged as the steps are wide
    for (std::size_t j = 1; j + 1 < rows; ++j)
        for (std::size_t i = 1; i + 1 < sheet.columns; ++i) {
            const std::size_t at = j * sheet.columns + i;
            if (sheet.covered[at] != 0)
                continue;
            for (const std::size_t beside : {at - 1, at + 1, at - sheet.columns, at + sheet.columns}) {
                if (sheet.covered[beside] == 0)
                    continue;
                V2 inside = sheet.points[beside].place, outside = sheet.points[at].place;
                for (int halving = 0; halving < 4; ++halving) {
                    const V2 middle = lerp(inside, outside, 0.5);
                    (isWooded(middle) ? inside : outside) = middle;
                }
                sheet.points[at] = {outside, ground(outside) + (mesh.hasRelief() ? -1.0 : -0.5)};
                break;
            }
        }
    // a street through the wood is narrower than a cell
    for (std::size_t j = 0; j + 1 < rows; ++j)
        for (std::size_t i = 0; i + 1 < sheet.columns; ++i) {
            const std::size_t at = j * sheet.columns + i;
            const std::array<std::size_t, 4> corners{at, at + 1, at + sheet.columns, at + sheet.columns + 1};
            int covered = 0;
            V2 middle{0, 0};
            for (const std::size_t corner : corners) {
                covered += sheet.covered[corner];
                middle = middle + sheet.points[corner].place * 0.25;
            }
            if (covered >= 3 && !isWooded(middle))
                sheet.gaps.push_back(at);
        }
    mesh.addSheet(sheet);
}

} // namespace guanjing::democity
