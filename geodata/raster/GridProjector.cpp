#include "geodata/raster/GridProjector.h"

#include "geodata/crs/ChinaOffset.h"
#include "geodata/crs/CoordinateTransform.h"
#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing {
namespace {

constexpr int kNodes = 5;
constexpr int kPoints = kNodes * kNodes;
constexpr int kTerms = 6;
/// Chebyshev's extrema: the corners are among them, and what a polynomial of the next degree leaves is seen in full.
constexpr std::array<double, kNodes> kPlaces{-1.0, -0.70710678118654752, 0.0, 0.70710678118654752, 1.0};
constexpr double kMercatorLatitude = 85.05112877980659;

using Terms = std::array<double, kTerms>;

Terms termsAt(double p, double q) { return {1.0, p, q, p * p, p * q, q * q}; }

/// Weights that lead from the values at all points to the coefficients of the best fit by least squares of the first
/// `count` terms.
std::array<std::array<double, kPoints>, kTerms> makeWeights(int count)
{
    double normal[kTerms][2 * kTerms] = {};
    std::array<Terms, kPoints> rows{};
    for (int i = 0; i < kPoints; ++i)
        rows[static_cast<std::size_t>(i)] =
            termsAt(kPlaces[static_cast<std::size_t>(i % kNodes)], kPlaces[static_cast<std::size_t>(i / kNodes)]);
    for (int a = 0; a < count; ++a) {
        for (int b = 0; b < count; ++b)
            for (const Terms& row : rows)
                normal[a][b] += row[static_cast<std::size_t>(a)] * row[static_cast<std::size_t>(b)];
        normal[a][count + a] = 1.0;
    }
    for (int pivot = 0; pivot < count; ++pivot) { // symmetric and definite: no search for pivots
        const double head = normal[pivot][pivot];
        for (int column = 0; column < 2 * count; ++column)
            normal[pivot][column] /= head;
        for (int row = 0; row < count; ++row) {
            const double factor = normal[row][pivot];
            for (int column = 0; row != pivot && column < 2 * count; ++column)
                normal[row][column] -= factor * normal[pivot][column];
        }
    }
    std::array<std::array<double, kPoints>, kTerms> weights{};
    for (int term = 0; term < count; ++term)
        for (int i = 0; i < kPoints; ++i)
            for (int k = 0; k < count; ++k)
                weights[static_cast<std::size_t>(term)][static_cast<std::size_t>(i)] +=
                    normal[term][count + k] * rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)];
    return weights;
}

using Values = std::array<glm::dvec2, kPoints>;
using Coefficients = std::array<glm::dvec2, kTerms>;

Coefficients solve(const Values& values, bool isAffine)
{
    static const auto kAffine = makeWeights(3), kQuadratic = makeWeights(kTerms);
    const auto& weights = isAffine ? kAffine : kQuadratic;
    Coefficients result{};
    // Around the middle, so that nothing is lost on coordinates of millions of metres.
    const glm::dvec2 middle = values[kPoints / 2];
    for (std::size_t term = 0; term < kTerms; ++term)
        for (std::size_t i = 0; i < kPoints; ++i)
            result[term] += weights[term][i] * (values[i] - middle);
    result[0] += middle;
    return result;
}

double distance(const Coefficients& c, double p, double q, const glm::dvec2& truth)
{
    const Terms terms = termsAt(p, q);
    glm::dvec2 sum(0.0);
    for (std::size_t t = 0; t < kTerms; ++t)
        sum += c[t] * terms[t];
    return glm::length(sum - truth);
}

/// Between the nodes, where they are not enough: this many along a side.
constexpr int kChecks = 12;
constexpr double checkPlace(std::size_t i) { return -1.0 + 2.0 * (static_cast<double>(i) + 0.5) / kChecks; }

/// From p, q in −1..1 over a part to u, v over the whole: p = a u + b, q = d v + e.
Coefficients overWhole(const Coefficients& c, const glm::dvec4& part)
{
    const double a = 2.0 / (part.z - part.x), b = -1.0 - a * part.x;
    const double d = 2.0 / (part.w - part.y), e = -1.0 - d * part.y;
    return {c[0] + c[1] * b + c[2] * e + c[3] * (b * b) + c[4] * (b * e) + c[5] * (e * e),
            c[1] * a + c[3] * (2 * a * b) + c[4] * (a * e),
            c[2] * d + c[4] * (b * d) + c[5] * (2 * d * e),
            c[3] * (a * a),
            c[4] * (a * d),
            c[5] * (d * d)};
}

} // namespace

struct GridProjector::Sample {
    glm::dvec4 rectangle{0.0}, clip{0.0};
    Values values{};
    std::vector<glm::dvec2> checks; ///< may be none

    [[nodiscard]] double errorOf(const Coefficients& c) const
    {
        double worst = 0;
        for (std::size_t i = 0; i < kPoints; ++i)
            worst = std::max(worst, distance(c, kPlaces[i % kNodes], kPlaces[i / kNodes], values[i]));
        for (std::size_t i = 0; i < checks.size(); ++i)
            worst = std::max(worst, distance(c, checkPlace(i % kChecks), checkPlace(i / kChecks), checks[i]));
        return worst;
    }
};

double latitudeOfMercatorUnit(double y)
{
    return std::atan(std::sinh((1.0 - 2.0 * y) * std::numbers::pi)) * kRadiansToDegrees;
}

double mercatorUnitOfLatitude(double latDegrees)
{
    const double lat = std::clamp(latDegrees, -kMercatorLatitude, kMercatorLatitude) * kDegreesToRadians;
    return std::clamp((1.0 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2.0, 0.0, 1.0);
}

GridProjector::GridProjector(TileGrid grid, std::unique_ptr<CoordinateTransform> transform)
    : m_grid(std::move(grid)), m_transform(std::move(transform))
{ }
GridProjector::~GridProjector() = default;
GridProjector::GridProjector(GridProjector&&) noexcept = default;
GridProjector& GridProjector::operator=(GridProjector&&) noexcept = default;

Result<GridProjector> GridProjector::create(TileGrid grid)
{
    std::unique_ptr<CoordinateTransform> transform;
    if (!grid.isWgs84Degrees) {
        auto made = CoordinateTransform::create("EPSG:4326", grid.crs);
        if (!made)
            return fail(std::move(made.error()));
        transform = std::make_unique<CoordinateTransform>(std::move(*made));
    }
    GridProjector projector(std::move(grid), std::move(transform));
    const auto& t = projector.m_grid.toCrs;
    const double determinant = t[1] * t[5] - t[2] * t[4];
    if (determinant == 0.0 || !std::isfinite(determinant))
        return fail(ErrorCode::BadValue, projector.m_grid.crs, "its pixels have no area");
    projector.m_isUneven = projector.m_grid.crs == "GCJ-02" || projector.m_grid.crs == "BD-09";
    projector.m_fromCrs = {(t[2] * t[3] - t[0] * t[5]) / determinant, t[5] / determinant,  -t[2] / determinant,
                           (t[0] * t[4] - t[1] * t[3]) / determinant, -t[4] / determinant, t[1] / determinant};
    if (auto found = projector.findExtent(); !found)
        return fail(std::move(found.error()));
    return projector;
}

bool GridProjector::project(std::span<glm::dvec3> points)
{
    if (m_transform && m_transform->forward(points) > 0)
        return false;
    for (glm::dvec3& p : points) {
        if (m_grid.isMercator) {
            // Longitudes beyond 180° stay where they are.
            const double lat = std::clamp(p.y, -kMercatorLatitude, kMercatorLatitude);
            p.y = (1.0 - 2.0 * mercatorUnitOfLatitude(lat)) * kWebMercatorHalfWorldMeters;
            p.x = p.x / 180.0 * kWebMercatorHalfWorldMeters;
        }
        const auto& f = m_fromCrs;
        p = {f[0] + p.x * f[1] + p.y * f[2], f[3] + p.x * f[4] + p.y * f[5], 0.0};
    }
    return true;
}

glm::dvec2 GridProjector::toGrid(const glm::dvec2& lonLat)
{
    glm::dvec3 point(lonLat, 0.0);
    return project({&point, 1}) ? glm::dvec2(point) : glm::dvec2(HUGE_VAL);
}

Result<void> GridProjector::findExtent()
{
    const glm::dvec4 box = m_grid.coveredBox();
    const auto& t = m_grid.toCrs;
    if (!(box.x < box.z) || !(box.y < box.w))
        return fail(ErrorCode::BadValue, m_grid.crs, "the extent of its pictures is empty");
    std::vector<glm::dvec3> points;
    constexpr int kSteps = 20;
    for (int row = 0; row <= kSteps; ++row)
        for (int column = 0; column <= kSteps; ++column) {
            const double x = box.x + (box.z - box.x) * column / kSteps, y = box.y + (box.w - box.y) * row / kSteps;
            points.emplace_back(t[0] + x * t[1] + y * t[2], t[3] + x * t[4] + y * t[5], 0.0);
        }
    for (glm::dvec3& p : points)
        if (m_grid.isMercator)
            p = {p.x / kWebMercatorHalfWorldMeters * 180.0,
                 latitudeOfMercatorUnit((1.0 - p.y / kWebMercatorHalfWorldMeters) / 2.0), 0.0};
    if (m_transform)
        (void)m_transform->inverse(points);
    std::erase_if(points, [](const glm::dvec3& p) {
        return !std::isfinite(p.x) || !std::isfinite(p.y) || std::abs(p.x) > 720.0 || std::abs(p.y) > 90.01;
    });
    if (points.empty())
        return fail(ErrorCode::BadValue, m_grid.crs, "its extent lies nowhere on Earth");
    // Projected systems give longitudes on either side of 180°.
    const double middle = points[points.size() / 2].x;
    glm::dvec4 degrees{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (glm::dvec3& p : points) {
        if (!m_grid.isGeographic)
            p.x -= 360.0 * std::round((p.x - middle) / 360.0);
        degrees = {std::min(degrees.x, p.x), std::min(degrees.y, p.y), std::max(degrees.z, p.x),
                   std::max(degrees.w, p.y)};
    }
    // A pole inside of it is seen from all around.
    for (const double pole : {90.0, -90.0}) {
        const glm::dvec2 at = m_grid.isGeographic ? glm::dvec2(HUGE_VAL) : toGrid({0.0, pole});
        if (at.x >= box.x && at.x <= box.z && at.y >= box.y && at.y <= box.w) {
            degrees.x = -180.0;
            degrees.z = 180.0;
            (pole > 0 ? degrees.w : degrees.y) = pole;
        }
    }
    // Curved edges bulge between the points.
    if (!m_grid.isGeographic) {
        const double bulge = 0.005;
        const double dx = (degrees.z - degrees.x) * bulge, dy = (degrees.w - degrees.y) * bulge;
        degrees = {degrees.x - dx, degrees.y - dy, degrees.z + dx, degrees.w + dy};
    }
    while (degrees.x < -180.0 - 1e-9 && degrees.z < 180.0 - 1e-9) {
        degrees.x += 360.0;
        degrees.z += 360.0;
    }
    m_extent = {degrees.x / 360.0 + 0.5, mercatorUnitOfLatitude(degrees.w), degrees.z / 360.0 + 0.5,
                mercatorUnitOfLatitude(degrees.y)};
    if (m_extent.y >= m_extent.w)
        return fail(ErrorCode::BadValue, m_grid.crs, "its extent lies beyond what Web Mercator shows");
    return {};
}

const GridProjector::Sample* GridProjector::sample(const glm::dvec4& rectangle, const glm::dvec4& clip,
                                                   bool isByLatitude)
{
    std::unique_ptr<Sample>& last = m_samples[isByLatitude ? 1 : 0];
    if (last && last->rectangle == rectangle && last->clip == clip)
        return last.get();
    auto made = std::make_unique<Sample>();
    made->rectangle = rectangle;
    made->clip = clip;
    const double north = latitudeOfMercatorUnit(rectangle.y), south = latitudeOfMercatorUnit(rectangle.w);
    const auto pointAt = [&](double p, double q) {
        const double u = std::lerp(clip.x, clip.z, (p + 1.0) / 2.0), v = std::lerp(clip.y, clip.w, (q + 1.0) / 2.0);
        const double latitude =
            isByLatitude ? std::lerp(north, south, v) : latitudeOfMercatorUnit(std::lerp(rectangle.y, rectangle.w, v));
        return glm::dvec3(std::lerp(rectangle.x, rectangle.z, u) * 360.0 - 180.0, latitude, 0.0);
    };
    std::vector<glm::dvec3> points;
    for (std::size_t i = 0; i < kPoints; ++i)
        points.push_back(pointAt(kPlaces[i % kNodes], kPlaces[i / kNodes]));
    for (std::size_t i = 0; m_isUneven && i < kChecks * kChecks; ++i)
        points.push_back(pointAt(checkPlace(i % kChecks), checkPlace(i / kChecks)));
    if (!project(points))
        return nullptr;
    for (std::size_t i = 0; i < kPoints; ++i)
        made->values[i] = glm::dvec2(points[i]);
    made->checks.assign(points.begin() + kPoints, points.end());
    last = std::move(made);
    return last.get();
}

std::optional<GridFit> GridProjector::fitOver(const glm::dvec4& rectangle, const glm::dvec4& part, double affineUnits,
                                              bool isByLatitude)
{
    const glm::dvec2 size{rectangle.z - rectangle.x, rectangle.w - rectangle.y};
    GridFit fit;
    fit.isByLatitude = isByLatitude;
    fit.clip = {(part.x - rectangle.x) / size.x, (part.y - rectangle.y) / size.y, (part.z - rectangle.x) / size.x,
                (part.w - rectangle.y) / size.y};
    if (isByLatitude) {
        const double north = latitudeOfMercatorUnit(rectangle.y), south = latitudeOfMercatorUnit(rectangle.w);
        fit.clip.y = (north - latitudeOfMercatorUnit(part.y)) / (north - south);
        fit.clip.w = (north - latitudeOfMercatorUnit(part.w)) / (north - south);
    }
    const Sample* points = sample(rectangle, fit.clip, isByLatitude);
    if (!points)
        return std::nullopt;
    fit.box = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (const glm::dvec2& at : points->values)
        fit.box = {std::min(fit.box.x, at.x), std::min(fit.box.y, at.y), std::max(fit.box.z, at.x),
                   std::max(fit.box.w, at.y)};
    Coefficients best = solve(points->values, true);
    fit.errorUnits = points->errorOf(best);
    fit.isAffine = fit.errorUnits <= affineUnits;
    // Between the points a bent edge reaches a little further.
    const double bulge = 0.04 * fit.errorUnits;
    fit.box += glm::dvec4(-bulge, -bulge, bulge, bulge);
    if (!fit.isAffine) {
        best = solve(points->values, false);
        fit.errorUnits = points->errorOf(best);
    }
    fit.coefficients = overWhole(best, fit.clip);
    return fit;
}

std::optional<GridFit> GridProjector::fit(const glm::dvec4& rectangle, const glm::dvec4& part, double affineUnits)
{
    const glm::dvec2 size{rectangle.z - rectangle.x, rectangle.w - rectangle.y};
    for (const double turn : {0.0, 1.0, -1.0}) {
        const glm::dvec4 turned = rectangle + glm::dvec4(turn, 0, turn, 0);
        const glm::dvec4 covered{
            std::max(turned.x + part.x * size.x, m_extent.x), std::max(turned.y + part.y * size.y, m_extent.y),
            std::min(turned.x + part.z * size.x, m_extent.z), std::min(turned.y + part.w * size.y, m_extent.w)};
        if (!(covered.x < covered.z) || !(covered.y < covered.w))
            continue;
        auto plain = fitOver(turned, covered, affineUnits, false);
        if (!plain || plain->isAffine || !m_grid.isGeographic || m_grid.isMercator)
            return plain;
        auto byLatitude = fitOver(turned, covered, affineUnits, true);
        // The plain one costs less to draw.
        const bool isBetter =
            byLatitude && plain->errorUnits > affineUnits && byLatitude->errorUnits < plain->errorUnits;
        return isBetter ? byLatitude : plain;
    }
    return std::nullopt;
}

} // namespace guanjing
