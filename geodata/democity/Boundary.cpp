#include "geodata/democity/Boundary.h"

#include "geodata/core/Math.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Towns.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <string_view>

namespace guanjing::democity {

extern const std::string_view kLimitsCsv; // generated from resources/democity/limits.csv

namespace {

using Points = std::vector<glm::dvec2>;

struct Stretch {
    std::string left, right; ///< codes of towns, "-" outside the city
    Points points;
};

std::string_view until(std::string_view& text, char end)
{
    const std::size_t at = text.find(end);
    const std::string_view word = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return word;
}

std::vector<Stretch> readStretches()
{
    std::vector<Stretch> result;
    std::string_view text = kLimitsCsv;
    while (!text.empty()) {
        std::string_view line = until(text, '\n');
        if (line.empty() || line.front() == '#' || line.starts_with("left,"))
            continue;
        Stretch stretch;
        stretch.left = until(line, ',');
        stretch.right = until(line, ',');
        while (!line.empty()) {
            const auto number = [&] {
                const std::string_view word = until(line, ' ');
                int value = 0;
                std::from_chars(word.data(), word.data() + word.size(), value);
                return value;
            };
            const int lon = number();
            const int lat = number();
            stretch.points.emplace_back(113 + lon * 1e-5, 22 + lat * 1e-5);
        }
        result.push_back(std::move(stretch));
    }
    return result;
}

/// Area between a parallel's band and the equator per radian of longitude, m² (WGS 84; the authalic integral).
double bandArea(double latDegrees)
{
    constexpr double kE2 = kWgs84Eccentricity2;
    static const double e = std::sqrt(kE2);
    const double s = std::sin(latDegrees * kDegreesToRadians);
    const double minor2 = kWgs84SemiMajorMeters * kWgs84SemiMajorMeters * (1 - kE2);
    return 0.5 * minor2 * (s / (1 - kE2 * s * s) + std::atanh(e * s) / e);
}

/// Stretches end to end, in the direction that keeps the area on the left.
Limits joined(const std::vector<Stretch>& all, const std::string& code)
{
    std::vector<Points> open;
    for (const Stretch& stretch : all)
        if (stretch.left == code)
            open.push_back(stretch.points);
        else if (stretch.right == code)
            open.emplace_back(stretch.points.rbegin(), stretch.points.rend());
    Limits limits;
    if (open.empty())
        return limits;
    limits.degrees = std::move(open.back());
    open.pop_back();
    while (!open.empty()) {
        const auto next = std::find_if(open.begin(), open.end(),
                                       [&](const Points& points) { return points.front() == limits.degrees.back(); });
        if (next == open.end())
            break;
        limits.degrees.insert(limits.degrees.end(), next->begin() + 1, next->end());
        open.erase(next);
    }
    limits.degrees.pop_back(); // the first again
    return limits;
}

void finish(Limits& limits)
{
    double area = 0;
    for (std::size_t i = 0; i < limits.degrees.size(); ++i) {
        const glm::dvec2 a = limits.degrees[i];
        const glm::dvec2 b = limits.degrees[(i + 1) % limits.degrees.size()];
        area -= (b.x - a.x) * kDegreesToRadians * 0.5 * (bandArea(a.y) + bandArea(b.y));
        limits.ring.push_back(fromLonLat(a.x, a.y));
        limits.box.add(limits.ring.back());
    }
    limits.areaKm2 = area * 1e-6;
}

/// Point in polygon by the few edges that lie level with the point.
class RingIndex {
public:
    explicit RingIndex(const Limits& limits) : m_limits(&limits)
    {
        m_rows.resize(rowOf(limits.box.maxY) + 1);
        for (std::size_t i = 0; i < limits.ring.size(); ++i) {
            const auto [low, high] = std::minmax(limits.ring[i].y, limits.ring[(i + 1) % limits.ring.size()].y);
            for (std::size_t row = rowOf(low); row <= rowOf(high); ++row)
                m_rows[row].push_back(static_cast<std::uint32_t>(i));
        }
    }
    [[nodiscard]] bool holds(V2 p) const
    {
        if (!m_limits->box.holds(p))
            return false;
        bool in = false;
        for (const std::uint32_t i : m_rows[rowOf(p.y)]) {
            const V2 a = m_limits->ring[i];
            const V2 b = m_limits->ring[(i + 1) % m_limits->ring.size()];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
                in = !in;
        }
        return in;
    }

private:
    [[nodiscard]] std::size_t rowOf(double y) const
    {
        constexpr double kRowMeters = 250;
        return static_cast<std::size_t>(std::max(0.0, (y - m_limits->box.minY) / kRowMeters));
    }

    const Limits* m_limits;
    std::vector<std::vector<std::uint32_t>> m_rows;
};

/// Distances on a grid: each cell learns from its neighbours which point of the limits is nearest, over the rows there and back.
class DistanceGrid {
public:
    DistanceGrid()
    {
        const Limits& city = cityLimits();
        m_west = city.box.minX - kLimitReachMeters;
        m_south = city.box.minY - kLimitReachMeters;
        m_columns = static_cast<int>((city.box.maxX + kLimitReachMeters - m_west) / kCell) + 2;
        m_rows = static_cast<int>((city.box.maxY + kLimitReachMeters - m_south) / kCell) + 2;
        m_distances.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), 0.0F);
        spread(city);
        const RingIndex inside(city);
        for (int y = 0; y < m_rows; ++y)
            for (int x = 0; x < m_columns; ++x)
                if (!inside.holds(placeOf(x, y)))
                    m_distances[indexOf(x, y)] *= -1;
    }

    [[nodiscard]] double at(V2 p) const
    {
        const double u = (p.x - m_west) / kCell;
        const double v = (p.y - m_south) / kCell;
        const double outU = std::max({0.0, -u, u - (m_columns - 1.001)});
        const double outV = std::max({0.0, -v, v - (m_rows - 1.001)});
        if (outU > 0 || outV > 0)
            return -kLimitReachMeters - std::max(outU, outV) * kCell;
        const auto x = static_cast<int>(u);
        const auto y = static_cast<int>(v);
        const double fu = u - x;
        const double fv = v - y;
        const float* row = m_distances.data() + indexOf(x, y);
        const double lower = double{row[0]} + (double{row[1]} - double{row[0]}) * fu;
        const double upper = double{row[m_columns]} + (double{row[m_columns + 1]} - double{row[m_columns]}) * fu;
        return lower + (upper - lower) * fv;
    }

private:
    static constexpr double kCell = 200;

    [[nodiscard]] std::size_t indexOf(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(x);
    }
    [[nodiscard]] V2 placeOf(int x, int y) const { return {m_west + x * kCell, m_south + y * kCell}; }

    void spread(const Limits& city)
    {
        constexpr double kFar = 1e9;
        std::vector<V2> nearest(m_distances.size(), V2{kFar, kFar});
        const auto offer = [&](int x, int y, V2 point) {
            if (x < 0 || y < 0 || x >= m_columns || y >= m_rows)
                return;
            V2& own = nearest[indexOf(x, y)];
            const V2 here = placeOf(x, y);
            const V2 away = here - point;
            const V2 before = here - own;
            if (dot(away, away) < dot(before, before))
                own = point;
        };
        for (std::size_t i = 0; i < city.ring.size(); ++i) {
            const V2 a = city.ring[i];
            const V2 b = city.ring[(i + 1) % city.ring.size()];
            const int steps = std::max(1, static_cast<int>((b - a).length() / 20));
            for (int s = 0; s < steps; ++s) {
                const V2 p = lerp(a, b, static_cast<double>(s) / steps);
                const auto x = static_cast<int>((p.x - m_west) / kCell);
                const auto y = static_cast<int>((p.y - m_south) / kCell);
                for (int k = 0; k < 4; ++k)
                    offer(x + (k & 1), y + (k >> 1), p);
            }
        }
        const auto learn = [&](int x, int y, int dx, int dy) {
            if (x + dx >= 0 && y + dy >= 0 && x + dx < m_columns && y + dy < m_rows)
                if (const V2 point = nearest[indexOf(x + dx, y + dy)]; point.x < kFar)
                    offer(x, y, point);
        };
        for (int way : {1, -1})
            for (int j = 0; j < m_rows; ++j) {
                const int y = way > 0 ? j : m_rows - 1 - j;
                for (int i = 0; i < m_columns; ++i) {
                    const int x = way > 0 ? i : m_columns - 1 - i;
                    for (int d : {-1, 0, 1})
                        learn(x, y, d, -way);
                    learn(x, y, -way, 0);
                }
                for (int i = 0; i < m_columns; ++i)
                    learn(way > 0 ? m_columns - 1 - i : i, y, way, 0);
            }
        for (int y = 0; y < m_rows; ++y)
            for (int x = 0; x < m_columns; ++x)
                m_distances[indexOf(x, y)] = static_cast<float>((placeOf(x, y) - nearest[indexOf(x, y)]).length());
    }

    double m_west = 0, m_south = 0;
    int m_columns = 0, m_rows = 0;
    std::vector<float> m_distances;
};

struct AllLimits {
    Limits city;
    std::vector<Limits> towns;

    AllLimits()
    {
        const std::vector<Stretch> stretches = readStretches();
        for (const Town& town : democity::towns()) {
            towns.push_back(joined(stretches, town.code));
            finish(towns.back());
        }
        std::vector<Stretch> around = stretches;
        std::erase_if(around, [](const Stretch& s) { return s.left != "-" && s.right != "-"; });
        city = joined(around, "-");
        std::reverse(city.degrees.begin(), city.degrees.end());
        finish(city);
    }
};

const AllLimits& allLimits()
{
    static const AllLimits all;
    return all;
}

const DistanceGrid& distances()
{
    static const DistanceGrid grid;
    return grid;
}

} // namespace

const Limits& cityLimits() { return allLimits().city; }
const std::vector<Limits>& townLimits() { return allLimits().towns; }

int townHolding(V2 place)
{
    static const std::vector<RingIndex> rings(townLimits().begin(), townLimits().end());
    for (std::size_t i = 0; i < rings.size(); ++i)
        if (rings[i].holds(place))
            return static_cast<int>(i);
    return -1;
}

namespace {

AdministrativeArea areaOf(const Limits& limits)
{
    AdministrativeArea area;
    area.areaKm2 = limits.areaKm2;
    area.ring = limits.degrees;
    const glm::dvec2 first = limits.degrees.front();
    area.extent = {first.x, first.y, first.x, first.y};
    for (const glm::dvec2 p : limits.degrees)
        area.extent = area.extent.united({p.x, p.y, p.x, p.y});
    return area;
}

} // namespace

const std::vector<AdministrativeArea>& townAreas()
{
    static const std::vector<AdministrativeArea> all = [] {
        std::vector<AdministrativeArea> result;
        for (std::size_t i = 0; i < towns().size(); ++i) {
            const Town& town = towns()[i];
            result.push_back(areaOf(townLimits()[i]));
            result.back().code = town.code;
            result.back().nameZh = town.nameZh;
            result.back().nameEn = town.nameEn;
            result.back().population2020 = town.population2020;
        }
        return result;
    }();
    return all;
}

const std::vector<AdministrativeArea>& cityAreas()
{
    static const std::vector<AdministrativeArea> all = [] {
        AdministrativeArea city = areaOf(cityLimits());
        city.code = "441900";
        city.nameZh = "东莞";
        city.nameEn = "Dongguan";
        for (const Town& town : towns())
            city.population2020 += town.population2020;
        return std::vector{city};
    }();
    return all;
}

double limitDistance(V2 place) { return distances().at(place); }

Reach limitDistances(const Box& box)
{
    // nothing is farther from its neighbour's distance than from the neighbour
    const V2 half{0.5 * (box.maxX - box.minX), 0.5 * (box.maxY - box.minY)};
    const double middle = limitDistance({box.minX + half.x, box.minY + half.y});
    const double reach = half.length() + 60;
    // far outside the middle's own distance is a bound already, and may be nearer than stated by nothing
    return {middle - reach, middle + reach};
}

} // namespace guanjing::democity
