#include "layers/overlay/GridPictures.h"

#include "geodata/raster/PictureSource.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <utility>

namespace guanjing::layers {

namespace {

constexpr std::size_t kMostPlaces = 8192;
/// A texel of the source may be so much finer than one of the tile's own picture before a coarser level does.
constexpr double kFinestRatio = 0.9;
/// Terms that move nothing by more than this share of a picture are left out.
constexpr double kNothing = 2e-5;

double areaScale(const GridFit& fit)
{
    const double u = (fit.clip.x + fit.clip.z) / 2, v = (fit.clip.y + fit.clip.w) / 2;
    const auto& c = fit.coefficients;
    const glm::dvec2 du = c[1] + c[3] * (2 * u) + c[4] * v, dv = c[2] + c[4] * u + c[5] * (2 * v);
    return std::sqrt(std::abs(du.x * dv.y - du.y * dv.x));
}

std::uint64_t keyOf(const glm::dvec4& rectangle, double texels, std::size_t most)
{
    std::uint64_t key = std::bit_cast<std::uint64_t>(texels) ^ (most * 0x9E3779B97F4A7C15ull);
    for (int i = 0; i < 4; ++i)
        key = (key ^ std::bit_cast<std::uint64_t>(rectangle[i])) * 0xFF51AFD7ED558CCDull, key ^= key >> 32;
    return key;
}

/// Whether a box of grid coordinates touches the outline of a fit, taken as a quadrilateral.
bool touches(const GridFit& fit, const glm::dvec4& box)
{
    const auto& c = fit.clip;
    const std::array<glm::dvec2, 4> corners{fit.at(c.x, c.y), fit.at(c.z, c.y), fit.at(c.z, c.w), fit.at(c.x, c.w)};
    const glm::dvec2 middle = fit.at((c.x + c.z) / 2, (c.y + c.w) / 2);
    for (std::size_t i = 0; i < 4; ++i) {
        const glm::dvec2 a = corners[i], b = corners[(i + 1) % 4];
        glm::dvec2 outward{b.y - a.y, a.x - b.x};
        if (glm::dot(outward, a - middle) < 0)
            outward = -outward;
        // Edges bend outward by no more than what lies between the chord and the middle of the arc.
        const double u = (i == 1 ? c.z : i == 3 ? c.x : (c.x + c.z) / 2);
        const double v = (i == 0 ? c.y : i == 2 ? c.w : (c.y + c.w) / 2);
        const double edge = std::max({glm::dot(outward, a), glm::dot(outward, b), glm::dot(outward, fit.at(u, v))});
        const glm::dvec2 nearest{outward.x > 0 ? box.x : box.z, outward.y > 0 ? box.y : box.w};
        // What only touches it, by a rounding, is beside it.
        if (glm::dot(outward, nearest) > edge - 1e-9 * std::abs(edge - glm::dot(outward, middle)))
            return false;
    }
    return true;
}

double pixelOf(const TileMatrix& matrix) { return std::min(matrix.unitsPerPixel.x, matrix.unitsPerPixel.y); }

} // namespace

GridPictures::GridPictures(std::shared_ptr<const PictureSource> source, std::shared_ptr<GridProjector> projector)
    : m_source(std::move(source)), m_projector(std::move(projector))
{ }

const GridPictures::Place& GridPictures::on(const glm::dvec4& rectangle, double texels, std::size_t most)
{
    const std::uint64_t key = keyOf(rectangle, texels, most);
    const auto found = m_places.find(key);
    if (found != m_places.end() && found->second.rectangle == rectangle)
        return found->second;
    if (m_places.size() >= kMostPlaces)
        m_places.clear();
    Place& place = m_places[key];
    place = {};
    place.rectangle = rectangle;
    if (tryParts(place, 1, texels, most) || place.parts.empty())
        return place;
    Place divided;
    divided.rectangle = rectangle;
    (void)tryParts(divided, 2, texels, most);
    const bool isFiner = !divided.addresses.empty() && divided.level > place.level;
    if (!divided.parts.empty() && (place.addresses.empty() || isFiner || errorPixels(divided) < errorPixels(place)))
        place = std::move(divided);
    if (errorPixels(place) > kGiveUpPixels)
        place.addresses.clear();
    return place;
}

double GridPictures::errorPixels(const Place& place) const
{
    double worst = 0;
    for (const GridFit& fit : place.parts)
        worst = std::max(worst, fit.errorUnits);
    return worst / pixelOf(m_source->grid().levels[static_cast<std::size_t>(place.level)]);
}

bool GridPictures::tryParts(Place& place, int side, double texels, std::size_t most)
{
    double scale = 0;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const glm::dvec4 part =
                glm::dvec4(column, row, column + 1, row + 1) / double{1} / static_cast<double>(side);
            // How exact an affine fit must be is known once the level is.
            if (auto fit = m_projector->fit(place.rectangle, part, 0.0)) {
                scale = std::max(scale, areaScale(*fit));
                place.parts.push_back(*fit);
            }
        }
    if (place.parts.empty())
        return false;
    const TileGrid& grid = m_source->grid();
    const double perTexel = texels > 0 ? scale / texels : 0.0;
    double error = 0;
    for (const GridFit& fit : place.parts)
        error = std::max(error, fit.errorUnits);
    bool isRight = true;
    for (int level = m_source->maxLevel(); level >= m_source->minLevel(); --level) {
        const TileMatrix& matrix = grid.levels[static_cast<std::size_t>(level)];
        if (matrix.id.empty())
            continue;
        place.level = level;
        const bool isCoarsest = level == m_source->minLevel();
        const double pixel = std::sqrt(matrix.unitsPerPixel.x * matrix.unitsPerPixel.y);
        if (pixel < kFinestRatio * perTexel && !isCoarsest)
            continue;
        if (error > kMostErrorPixels * pixelOf(matrix)) {
            isRight = false;
            if (!isCoarsest)
                continue;
        }
        // Before they are looked at one by one; a grid that lies askew touches at most half of its box.
        std::size_t touched = 0;
        for (const GridFit& fit : place.parts)
            if (const auto range = grid.pictures(level, fit.box))
                touched += (std::size_t{(*range)[2]} - (*range)[0] + 1) * (std::size_t{(*range)[3]} - (*range)[1] + 1);
        if (touched > 4 * most)
            continue;
        touched = 0;
        std::vector<PictureAddress> addresses;
        for (const GridFit& fit : place.parts)
            for (const PictureAddress& address : touchingPart(fit, level, fit.box)) {
                ++touched;
                if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
                    addresses.push_back(address);
            }
        if (touched > most)
            continue;
        place.addresses = std::move(addresses);
        const double least = pixelOf(matrix);
        for (GridFit& fit : place.parts) {
            const glm::dvec4 part = partOf(place, fit);
            const auto plainer = m_projector->fit(place.rectangle, part, kAffineErrorPixels * least);
            if (plainer && (plainer->isAffine || plainer->errorUnits <= kMostErrorPixels * least))
                fit = *plainer;
        }
        return isRight;
    }
    return isRight;
}

glm::dvec4 GridPictures::partOf(const Place& place, const GridFit& fit) const
{
    if (!fit.isByLatitude)
        return fit.clip;
    const double north = latitudeOfMercatorUnit(place.rectangle.y), south = latitudeOfMercatorUnit(place.rectangle.w);
    const auto northing = [&](double v) {
        const double unit = mercatorUnitOfLatitude(std::lerp(north, south, v));
        return (unit - place.rectangle.y) / (place.rectangle.w - place.rectangle.y);
    };
    return {fit.clip.x, northing(fit.clip.y), fit.clip.z, northing(fit.clip.w)};
}

std::vector<PictureAddress> GridPictures::touchingPart(const GridFit& fit, int level, const glm::dvec4& box) const
{
    std::vector<PictureAddress> addresses;
    const TileGrid& grid = m_source->grid();
    const auto range = grid.pictures(level, box);
    if (!range)
        return addresses;
    const auto& [firstColumn, firstRow, lastColumn, lastRow] = *range;
    for (std::uint32_t y = firstRow; y <= lastRow; ++y)
        for (std::uint32_t x = firstColumn; x <= lastColumn; ++x)
            if (m_source->has(level, x, y) && touches(fit, grid.boxOf(level, x, y)))
                addresses.push_back({level, x, y});
    return addresses;
}

std::vector<PictureAddress> GridPictures::touching(const Place& place, int level, const PictureAddress& within) const
{
    std::vector<PictureAddress> addresses;
    const glm::dvec4 inner = m_source->grid().boxOf(within.level, within.x, within.y);
    for (const GridFit& fit : place.parts) {
        const glm::dvec4 box{std::max(fit.box.x, inner.x), std::max(fit.box.y, inner.y), std::min(fit.box.z, inner.z),
                             std::min(fit.box.w, inner.w)};
        for (const PictureAddress& address : touchingPart(fit, level, box))
            if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
                addresses.push_back(address);
    }
    return addresses;
}

std::vector<OverlayBinding> GridPictures::bindings(const Place& place, const PictureAddress& address) const
{
    std::vector<OverlayBinding> result;
    const glm::dvec4 box = m_source->grid().boxOf(address.level, address.x, address.y);
    for (const GridFit& fit : place.parts)
        if (touches(fit, box))
            result.push_back(binding(place, fit, address));
    return result;
}

OverlayBinding GridPictures::binding(const Place& place, const GridFit& fit, const PictureAddress& address) const
{
    const glm::dvec4 box = m_source->grid().boxOf(address.level, address.x, address.y);
    const auto& c = fit.coefficients;
    const glm::dvec2 per{1.0 / (box.z - box.x), -1.0 / (box.w - box.y)};
    OverlayBinding result;
    result.scale = {c[1].x * per.x, c[2].y * per.y};
    result.offset = {(c[0].x - box.x) * per.x, (c[0].y - box.w) * per.y};
    OverlayBend& bend = result.bend;
    bend.cross = {c[2].x * per.x, c[1].y * per.y};
    bend.uu = c[3] * per;
    bend.uv = c[4] * per;
    bend.vv = c[5] * per;
    // A hair is no edge: what the source covers to the last bit of a double is covered.
    bend.clip = {fit.clip.x < 1e-6 ? -1.0 : fit.clip.x, fit.clip.y < 1e-6 ? -1.0 : fit.clip.y,
                 fit.clip.z > 1 - 1e-6 ? 2.0 : fit.clip.z, fit.clip.w > 1 - 1e-6 ? 2.0 : fit.clip.w};
    if (fit.isByLatitude) {
        const auto northing = [](double unit) { return (1.0 - 2.0 * unit) * std::numbers::pi; };
        const double north = latitudeOfMercatorUnit(place.rectangle.y) * kDegreesToRadians;
        const double south = latitudeOfMercatorUnit(place.rectangle.w) * kDegreesToRadians;
        bend.latitude = {northing(place.rectangle.y), northing(place.rectangle.w), north, 1.0 / (north - south)};
    }
    const auto isNothing = [](const glm::vec2& term) {
        return std::abs(term.x) < kNothing && std::abs(term.y) < kNothing;
    };
    result.isBent = fit.isByLatitude || bend.clip != glm::vec4(-1, -1, 2, 2) || !isNothing(bend.cross)
        || !isNothing(bend.uu) || !isNothing(bend.uv) || !isNothing(bend.vv);
    return result;
}

int GridPictures::finestGroundLevel()
{
    const glm::dvec4& extent = m_projector->extent();
    // In the middle of what it covers, as small as makes no difference.
    const double x = (extent.x + extent.z) / 2, y = (extent.y + extent.w) / 2;
    const double half = std::min({(extent.z - extent.x) / 4, (extent.w - extent.y) / 4, 1e-4});
    const auto fit = m_projector->fit({x - half, y - half, x + half, y + half}, HUGE_VAL);
    if (!fit)
        return -1;
    const TileMatrix& finest = m_source->grid().levels[static_cast<std::size_t>(m_source->maxLevel())];
    const double unitsAcross = areaScale(*fit) / (2 * half); // grid units per unit of Web Mercator
    const double pixel = std::sqrt(finest.unitsPerPixel.x * finest.unitsPerPixel.y);
    return std::max(0, static_cast<int>(std::ceil(std::log2(unitsAcross / pixel / 256.0) - 0.05)));
}

} // namespace guanjing::layers
