#include "render/upload/EnvironmentBrdf.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace guanjing::render {

glm::vec2 environmentBrdf(float roughness, float cosView)
{
    const double alpha = std::max(roughness * roughness, 1e-3f);
    const double alpha2 = alpha * alpha;
    const double nv = std::clamp(static_cast<double>(cosView), 1e-3, 1.0);
    const double viewX = std::sqrt(1.0 - nv * nv);
    constexpr int kAround = 32, kAcross = 96;
    double scale = 0, bias = 0;
    // Half vectors spread as the distribution of normals has them; what is left of the quotient is averaged.
    for (int i = 0; i < kAcross; ++i) {
        const double u = (i + 0.5) / kAcross;
        const double nh = std::sqrt((1.0 - u) / (1.0 + (alpha2 - 1.0) * u));
        const double sine = std::sqrt(std::max(0.0, 1.0 - nh * nh));
        for (int j = 0; j < kAround; ++j) {
            const double around = std::numbers::pi * (j + 0.5) / kAround; // the other half is its mirror image
            const double vh = viewX * sine * std::cos(around) + nv * nh;
            const double nl = 2.0 * vh * nh - nv;
            if (vh <= 0.0 || nl <= 0.0)
                continue;
            const double visibility = 0.5
                / (nl * std::sqrt(nv * nv * (1.0 - alpha2) + alpha2)
                   + nv * std::sqrt(nl * nl * (1.0 - alpha2) + alpha2));
            const double share = visibility * nl * 4.0 * vh / nh;
            const double grazing = std::pow(1.0 - vh, 5.0);
            scale += (1.0 - grazing) * share;
            bias += grazing * share;
        }
    }
    return glm::vec2(scale, bias) / static_cast<float>(kAround * kAcross);
}

namespace {

std::vector<std::uint16_t> makeTable()
{
    std::vector<std::uint16_t> table;
    table.reserve(2 * kEnvironmentBrdfSide * kEnvironmentBrdfSide);
    const auto middle = [](std::size_t i) {
        return (static_cast<float>(i) + 0.5f) / static_cast<float>(kEnvironmentBrdfSide);
    };
    for (std::size_t y = 0; y < kEnvironmentBrdfSide; ++y)
        for (std::size_t x = 0; x < kEnvironmentBrdfSide; ++x) {
            const glm::vec2 share = environmentBrdf(middle(y), middle(x));
            for (const float value : {share.x, share.y})
                table.push_back(static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0f, 1.0f) * 65535.0f)));
        }
    return table;
}

} // namespace

const std::vector<std::uint16_t>& environmentBrdfTable()
{
    static const std::vector<std::uint16_t> kTable = makeTable();
    return kTable;
}

} // namespace guanjing::render
