#include "geodata/democity/Canvas.h"

#include "geodata/democity/Hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace guanjing::democity {

Canvas::Canvas(const Box& box, Epoch epoch, const Box& part)
    : m_box(box)
    , m_part(part)
    , m_epoch(epoch)
    , m_scale(kTilePixels / (box.maxX - box.minX))
    , m_metersPerPixel((box.maxX - box.minX) / kTilePixels)
    , m_planes(std::move(spare()))
{
    m_pixels.assign(kTilePixels * kTilePixels, {});
    m_shade.assign(kTilePixels * kTilePixels, 0.0F);
    m_receiver.assign(kTilePixels * kTilePixels, 0);
    m_sum.resize(kTilePixels * (kTilePixels + 2)); // 0 between the calls of cover()
}

Canvas::~Canvas() { spare() = std::move(m_planes); }

// New pages from the system for every tile would cost a tenth of its time: 1.7 MB stay with each thread that paints.
Canvas::Planes& Canvas::spare()
{
    thread_local Planes planes;
    return planes;
}

float Canvas::presence(double meters) const { return static_cast<float>(clamp01((meters * m_scale - 0.08) / 0.22)); }

// Signed area accumulation: each edge adds to every pixel that it crosses the area to its right; a running sum along the
// row then gives the covered share of each pixel.
template <class Put> void Canvas::cover(std::span<const V2> outline, Put&& put)
{
    double minX = 1e300, minY = 1e300, maxX = -1e300, maxY = -1e300;
    thread_local std::vector<V2> points;
    points.clear();
    for (V2 p : outline) {
        const V2 q = toPixel(p);
        points.push_back(q);
        minX = std::min(minX, q.x);
        maxX = std::max(maxX, q.x);
        minY = std::min(minY, q.y);
        maxY = std::max(maxY, q.y);
    }
    if (!(maxX > 0 && maxY > 0 && minX < kTilePixels && minY < kTilePixels) || points.size() < 3)
        return;
    const int x0 = std::max(0, static_cast<int>(std::floor(minX)));
    const int x1 = std::min(kTilePixels, static_cast<int>(std::ceil(maxX)));
    const int y0 = std::max(0, static_cast<int>(std::floor(minY)));
    const int y1 = std::min(kTilePixels, static_cast<int>(std::ceil(maxY)));
    const int width = x1 - x0;
    const int stride = width + 2;
    // What edges touch of a row: of a long thin shape that lies askew far less than its box. The sums are 0 but within.
    struct Touched {
        int first, last;
    };
    std::array<Touched, kTilePixels> rows;
    std::fill_n(rows.begin(), y1 - y0, Touched{width, -1});
    for (std::size_t i = 0; i < points.size(); ++i) {
        V2 a = points[i];
        V2 b = points[(i + 1) % points.size()];
        if (a.y == b.y)
            continue;
        double sign = 1;
        if (a.y > b.y) {
            std::swap(a, b);
            sign = -1;
        }
        if (b.y <= y0 || a.y >= y1)
            continue;
        const double slope = (b.x - a.x) / (b.y - a.y);
        const double top = std::max(a.y, static_cast<double>(y0));
        const double bottom = std::min(b.y, static_cast<double>(y1));
        double x = a.x + slope * (top - a.y);
        double y = top;
        while (y < bottom) {
            const int row = static_cast<int>(y);
            const double nextY = std::min(bottom, static_cast<double>(row + 1));
            const double nextX = x + slope * (nextY - y);
            const double dy = (nextY - y) * sign;
            float* sum = m_sum.data() + static_cast<std::ptrdiff_t>((row - y0) * stride);
            double left = std::min(x, nextX) - x0;
            double right = std::max(x, nextX) - x0;
            if (left < 0)
                left = 0;
            if (right < 0)
                right = 0;
            if (left < width) {
                if (right > width)
                    right = width;
                const int first = static_cast<int>(left);
                const int last = static_cast<int>(right);
                Touched& touched = rows[static_cast<std::size_t>(row - y0)];
                touched.first = std::min(touched.first, first);
                touched.last = std::max(touched.last, last + 1);
                if (first == last) {
                    const double middle = 0.5 * (left + right) - first;
                    sum[first] += static_cast<float>(dy * (1 - middle));
                    sum[first + 1] += static_cast<float>(dy * middle);
                } else {
                    const double step = dy / (right - left);
                    const double f = 1 - (left - first);
                    double done = 0.5 * step * f * f;
                    sum[first] += static_cast<float>(done);
                    double edge = step * f; // height used up so far
                    for (int c = first + 1; c < last; ++c) {
                        const double area = edge + 0.5 * step;
                        sum[c] += static_cast<float>(area - done);
                        done = area;
                        edge += step;
                    }
                    const double l = right - last;
                    const double area = edge + step * l * (1 - 0.5 * l);
                    sum[last] += static_cast<float>(area - done);
                    sum[last + 1] += static_cast<float>(dy - area);
                }
            }
            x = nextX;
            y = nextY;
        }
    }
    for (int row = y0; row < y1; ++row) {
        float* sum = m_sum.data() + static_cast<std::ptrdiff_t>((row - y0) * stride);
        const Touched touched = rows[static_cast<std::size_t>(row - y0)];
        constexpr float kLeast = 0.004F;
        float total = 0;
        const std::size_t base = static_cast<std::size_t>(row * kTilePixels + x0);
        for (int c = touched.first; c <= std::min(touched.last, width - 1); ++c) {
            total += sum[c];
            const float coverage = total < 0 ? -total : total;
            if (coverage > kLeast)
                put(base + static_cast<std::size_t>(c), coverage > 1 ? 1.0F : coverage);
        }
        // to the right of the picture there may be more edges
        if (const float coverage = std::min(std::fabs(total), 1.0F); coverage > kLeast)
            for (int c = touched.last + 1; c < width; ++c)
                put(base + static_cast<std::size_t>(c), coverage);
        if (touched.last >= touched.first)
            std::fill(sum + touched.first, sum + touched.last + 1, 0.0F);
    }
}

void Canvas::fill(std::span<const V2> outline, Rgb color, float alpha)
{
    cover(outline, [&](std::size_t i, float c) { m_pixels[i] = mixed(m_pixels[i], color, c * alpha); });
}

void Canvas::add(std::span<const V2> outline, Rgb light)
{
    cover(outline, [&](std::size_t i, float c) { m_pixels[i] = m_pixels[i] + light * c; });
}

V2 Canvas::centerOf(std::size_t pixel) const
{
    const std::size_t row = pixel / kTilePixels, column = pixel % kTilePixels;
    return toPlane(static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5);
}

void Canvas::fillBetween(std::span<const V2> outline, Rgb from, Rgb to, V2 origin, V2 along)
{
    cover(outline, [&](std::size_t i, float c) {
        const V2 p = centerOf(i);
        const auto t = static_cast<float>(clamp01(dot(p - origin, along)));
        m_pixels[i] = mixed(m_pixels[i], mixed(from, to, t), c);
    });
}

void Canvas::tint(Rgb factors)
{
    for (Rgb& pixel : m_pixels)
        pixel = {pixel.r * factors.r, pixel.g * factors.g, pixel.b * factors.b};
}

void Canvas::grade(float saturation, float contrast)
{
    constexpr float kMiddle = 116;
    for (Rgb& p : m_pixels) {
        const float grey = 0.30F * p.r + 0.59F * p.g + 0.11F * p.b;
        const float level = kMiddle + (grey - kMiddle) * contrast;
        const float spread = saturation * contrast;
        p = {level + (p.r - grey) * spread, level + (p.g - grey) * spread, level + (p.b - grey) * spread};
    }
}

void Canvas::fillRoof(std::span<const V2> outline, Rgb color, std::uint16_t receiver)
{
    cover(outline, [&](std::size_t i, float c) {
        m_pixels[i] = mixed(m_pixels[i], color, c);
        if (c > 0.5F)
            m_receiver[i] = receiver;
    });
}

void Canvas::restore(std::span<const V2> outline, const std::vector<Rgb>& before, Shares shares)
{
    cover(outline, [&](std::size_t i, float c) {
        if (shares[i] > 0)
            m_pixels[i] = mixed(m_pixels[i], before[i], c * shares[i]);
    });
}

Canvas::Grain::Grain(const Canvas& canvas, double cellMeters, std::uint64_t seed)
    : m_cell(cellMeters)
    , m_firstX(std::floor(canvas.m_box.minX / cellMeters) - 2)
    , m_firstY(std::floor(canvas.m_box.minY / cellMeters) - 2)
    , m_columns(static_cast<std::size_t>(canvas.m_box.maxX / cellMeters - m_firstX) + 4)
    , m_rows(static_cast<std::size_t>(canvas.m_box.maxY / cellMeters - m_firstY) + 4)
{
    m_heights.reserve(m_columns * m_rows);
    for (std::size_t y = 0; y < m_rows; ++y)
        for (std::size_t x = 0; x < m_columns; ++x)
            m_heights.push_back(static_cast<float>(
                unitOf(hashOf(seed, static_cast<std::int64_t>(m_firstX) + static_cast<std::int64_t>(x),
                              static_cast<std::int64_t>(m_firstY) + static_cast<std::int64_t>(y)))));
}

void Canvas::addGrain(std::span<const V2> outline, const Grain& grain, float amount, Shares shares)
{
    const V2 sunward = sun().shadowDirection * -grain.m_cell;
    cover(outline, [&](std::size_t i, float c) {
        const float seen = shares.empty() ? amount : amount * shares[i];
        if (seen <= 0)
            return;
        const V2 p = centerOf(i);
        const float here = grain.at(p);
        m_pixels[i] = m_pixels[i] * (1 + seen * c * (1.2F * (here - 0.5F) + 0.7F * (here - grain.at(p + sunward))));
    });
}

void Canvas::receive(std::span<const V2> outline, std::uint16_t receiver)
{
    cover(outline, [&](std::size_t i, float c) {
        if (c > 0.5F && m_receiver[i] == 0)
            m_receiver[i] = receiver;
    });
}

void Canvas::line(V2 a, V2 b, double width, Rgb color, float alpha)
{
    const float seen = presence(width) * alpha;
    if (seen <= 0)
        return;
    const V2 n = unit(b - a).left() * (width / 2);
    const V2 outline[4] = {a - n, b - n, b + n, a + n};
    fill(outline, color, seen);
}

void Canvas::disc(V2 centre, double radius, Rgb color, float alpha)
{
    const V2 c = toPixel(centre);
    const double r = radius * m_scale;
    const int x0 = std::max(0, static_cast<int>(std::floor(c.x - r - 1)));
    const int x1 = std::min(kTilePixels - 1, static_cast<int>(std::ceil(c.x + r)));
    const int y0 = std::max(0, static_cast<int>(std::floor(c.y - r - 1)));
    const int y1 = std::min(kTilePixels - 1, static_cast<int>(std::ceil(c.y + r)));
    // a disc smaller than a pixel keeps its area, not its outline
    const double reach = std::max(r, 0.56);
    const double share = r < reach ? r * r / (reach * reach) : 1;
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const double dx = x + 0.5 - c.x;
            const double dy = y + 0.5 - c.y;
            const double d = std::sqrt(dx * dx + dy * dy);
            const double coverage = clamp01(reach + 0.5 - d) * share;
            if (coverage > 0) {
                Rgb& pixel = at(x, y);
                pixel = mixed(pixel, color, static_cast<float>(coverage) * alpha);
            }
        }
}

void Canvas::splat(const Tree& tree)
{
    const V2 c = toPixel(tree.centre) - V2{0.5, 0.5};
    if (!(c.x > -1 && c.y > -1 && c.x < kTilePixels && c.y < kTilePixels))
        return;
    const double fx = std::floor(c.x);
    const double fy = std::floor(c.y);
    const auto u = static_cast<float>(c.x - fx);
    const auto v = static_cast<float>(c.y - fy);
    const double r = tree.radius * m_scale;
    const auto area = static_cast<float>(std::numbers::pi * r * r);
    const int x = static_cast<int>(fx);
    const int y = static_cast<int>(fy);
    const Rgb color = tree.color * 0.93F; // with the shade at its foot
    for (int k = 0; k < 4; ++k) {
        const int px = x + (k & 1);
        const int py = y + (k >> 1);
        if (px < 0 || py < 0 || px >= kTilePixels || py >= kTilePixels)
            continue;
        const float share = ((k & 1) != 0 ? u : 1 - u) * ((k >> 1) != 0 ? v : 1 - v);
        Rgb& pixel = at(px, py);
        pixel = mixed(pixel, color, std::min(0.9F, area * share));
    }
}

void Canvas::crown(const Tree& tree)
{
    const double r = tree.radius * m_scale;
    if (r < 0.12)
        return;
    const float shaded = shadeAt(tree.centre);
    const Rgb color = tree.color * (1 - 0.25F * shaded);
    if (r < 2.2) {
        disc(tree.centre, tree.radius, color * 0.86F);
        return;
    }
    // lumps: one in the middle, the others around it, each a ball lit from the sun
    Rng rng(tree.seed);
    const V2 toSun = sun().shadowDirection * -1.0;
    struct Lump {
        V2 c;
        double r, z;
    };
    std::array<Lump, 14> lumps;
    const std::size_t count = r < 5 ? 6 : (r < 24 ? 9 : 14);
    const double turn = rng.range(0, 6.28);
    for (std::size_t i = 0; i < count; ++i) {
        if (i == 0) {
            lumps[i] = {{0, 0}, 0.62, 0.45};
            continue;
        }
        const double angle = turn
            + 6.2831853 * static_cast<double>(i) / static_cast<double>(count - 1) * (count > 9 ? 1.62 : 1.0)
            + rng.range(-0.3, 0.3);
        const double out = count > 9 && i % 2 == 0 ? rng.range(0.2, 0.45) : rng.range(0.48, 0.68);
        lumps[i] = {{out * std::cos(angle), out * std::sin(angle)},
                    rng.range(0.30, 0.46),
                    0.5 - 0.42 * out + rng.range(-0.08, 0.08)};
    }
    const V2 c = toPixel(tree.centre);
    const int x0 = std::max(0, static_cast<int>(std::floor(c.x - 1.15 * r)));
    const int x1 = std::min(kTilePixels - 1, static_cast<int>(std::ceil(c.x + 1.15 * r)));
    const int y0 = std::max(0, static_cast<int>(std::floor(c.y - 1.15 * r)));
    const int y1 = std::min(kTilePixels - 1, static_cast<int>(std::ceil(c.y + 1.15 * r)));
    const double soft = 1.0 / r; // a pixel in crown radii
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const double px = (x + 0.5 - c.x) / r;
            const double py = -(y + 0.5 - c.y) / r;
            double height = -1;
            double light = 0;
            double coverage = 0;
            for (std::size_t i = 0; i < count; ++i) {
                const double dx = px - lumps[i].c.x;
                const double dy = py - lumps[i].c.y;
                const double d2 = dx * dx + dy * dy;
                const double lr = lumps[i].r;
                const double reach = lr + 0.5 * soft;
                if (d2 > reach * reach)
                    continue;
                const double d = std::sqrt(d2);
                coverage = std::max(coverage, clamp01((lr - d) / soft + 0.5));
                const double rise = std::sqrt(std::max(0.0, lr * lr - d2));
                if (lumps[i].z + rise > height) {
                    height = lumps[i].z + rise;
                    light = (dx * toSun.x + dy * toSun.y) / lr * 0.64 + rise / lr * 0.62;
                }
            }
            if (coverage <= 0)
                continue;
            const double whole = 0.12 * (px * toSun.x + py * toSun.y);
            // on the dark side: where a viewer raises the tree above its picture, that lies in its shade
            const auto tone = static_cast<float>(0.60 + 0.36 * std::max(0.0, light) + whole);
            Rgb& pixel = at(x, y);
            pixel = mixed(pixel, {color.r * tone, color.g * tone, color.b * (0.9F * tone + 0.06F)},
                          static_cast<float>(coverage));
        }
}

void Canvas::shade(std::span<const V2> outline, std::uint16_t receiver, float strength)
{
    cover(outline, [&](std::size_t i, float c) {
        if (m_receiver[i] == receiver)
            m_shade[i] = std::max(m_shade[i], c * strength);
    });
}

void Canvas::shadeDisc(V2 centre, double radius, float strength)
{
    const V2 c = toPixel(centre);
    const double r = radius * m_scale;
    if (r < 0.35)
        return;
    const int x0 = std::max(0, static_cast<int>(std::floor(c.x - r - 1)));
    const int x1 = std::min(kTilePixels - 1, static_cast<int>(std::ceil(c.x + r)));
    const int y0 = std::max(0, static_cast<int>(std::floor(c.y - r - 1)));
    const int y1 = std::min(kTilePixels - 1, static_cast<int>(std::ceil(c.y + r)));
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const std::size_t i = static_cast<std::size_t>(y * kTilePixels + x);
            if (m_receiver[i] != 0)
                continue;
            const double dx = x + 0.5 - c.x;
            const double dy = y + 0.5 - c.y;
            const double coverage = clamp01(r + 0.5 - std::sqrt(dx * dx + dy * dy));
            m_shade[i] = std::max(m_shade[i], static_cast<float>(coverage) * strength);
        }
}

float Canvas::shadeAt(V2 place) const
{
    const V2 p = toPixel(place);
    const int x = std::clamp(static_cast<int>(p.x), 0, kTilePixels - 1);
    const int y = std::clamp(static_cast<int>(p.y), 0, kTilePixels - 1);
    return m_shade[static_cast<std::size_t>(y * kTilePixels + x)];
}

void Canvas::applyShade()
{
    // Skylight is bluish; and light: the viewer's sun moves, these shadows do not.
    for (std::size_t i = 0; i < m_pixels.size(); ++i) {
        const float s = m_shade[i];
        if (s <= 0)
            continue;
        Rgb& p = m_pixels[i];
        p = {p.r * (1 - 0.30F * s), p.g * (1 - 0.28F * s), p.b * (1 - 0.24F * s)};
    }
}

void Canvas::tone(double wavelengthMeters, float amount, std::uint64_t seed)
{
    const double step = m_metersPerPixel / wavelengthMeters;
    const double pixels = 1 / step;
    if (pixels < 2)
        return;
    const float strength = amount * static_cast<float>(clamp01((pixels - 2) / 4));
    constexpr float kLeastSeen = 0.003F; // less than half a step of a channel
    if (strength < kLeastSeen)
        return;
    const double u0 = (m_box.minX + 0.5 * m_metersPerPixel) / wavelengthMeters;
    const auto first = static_cast<std::int64_t>(std::floor(u0));
    const auto last = static_cast<std::int64_t>(std::floor(u0 + step * kTilePixels)) + 1;
    std::array<float, kTilePixels> weight;
    std::array<std::int32_t, kTilePixels> cell;
    for (int x = 0; x < kTilePixels; ++x) {
        const double u = u0 + x * step;
        const double f = std::floor(u);
        const double t = u - f;
        weight[static_cast<std::size_t>(x)] = static_cast<float>(t * t * (3 - 2 * t));
        cell[static_cast<std::size_t>(x)] = static_cast<std::int32_t>(static_cast<std::int64_t>(f) - first);
    }
    const std::size_t count = static_cast<std::size_t>(last - first + 1);
    std::vector<float> lower(count);
    std::vector<float> upper(count);
    std::vector<float> row(count);
    std::int64_t known = INT64_MIN;
    for (int y = 0; y < kTilePixels; ++y) {
        const double v = (m_box.maxY - (y + 0.5) * m_metersPerPixel) / wavelengthMeters;
        const auto iv = static_cast<std::int64_t>(std::floor(v));
        if (iv != known) {
            known = iv;
            for (std::size_t k = 0; k < count; ++k) {
                lower[k] = static_cast<float>(unitOf(hashOf(seed, first + static_cast<std::int64_t>(k), iv)));
                upper[k] = static_cast<float>(unitOf(hashOf(seed, first + static_cast<std::int64_t>(k), iv + 1)));
            }
        }
        double t = v - std::floor(v);
        t = t * t * (3 - 2 * t);
        for (std::size_t k = 0; k < count; ++k)
            row[k] = lower[k] + (upper[k] - lower[k]) * static_cast<float>(t);
        Rgb* out = m_pixels.data() + static_cast<std::ptrdiff_t>(y * kTilePixels);
        for (std::size_t x = 0; x < kTilePixels; ++x) {
            const auto k = static_cast<std::size_t>(cell[x]);
            const float n = row[k] + (row[k + 1] - row[k]) * weight[x];
            const float factor = 1 + strength * (2 * n - 1);
            out[x] = out[x] * factor;
        }
    }
}

} // namespace guanjing::democity
