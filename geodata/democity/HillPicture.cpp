#include "geodata/democity/HillPicture.h"

#include "geodata/democity/Parallel.h"
#include "geodata/democity/Terrain.h"

#include <algorithm>
#include <cmath>

namespace guanjing::democity {

HillPicture::HillPicture() : m_samples(static_cast<std::size_t>(kColumns) * kRows)
{
    std::vector<float> heights(m_samples.size());
    eachInParallel(kRows, [&](int y) {
        for (int x = 0; x < kColumns; ++x) {
            const V2 place{kWest + x * kPixelMeters, kSouth + y * kPixelMeters};
            const auto i = static_cast<std::size_t>(y * kColumns + x);
            heights[i] = static_cast<float>(reliefMeters(place));
            m_samples[i].wood = static_cast<float>(smoothStep(0.36, 0.50, hilliness(place)));
        }
    });
    constexpr auto kAcross = static_cast<float>(1 / (2 * kPixelMeters));
    for (int y = 1; y + 1 < kRows; ++y)
        for (int x = 1; x + 1 < kColumns; ++x) {
            const auto i = static_cast<std::size_t>(y * kColumns + x);
            m_samples[i].east = (heights[i + 1] - heights[i - 1]) * kAcross;
            m_samples[i].north = (heights[i + kColumns] - heights[i - kColumns]) * kAcross;
        }
    // less sky is seen from a valley than from a ridge, whatever the sun
    constexpr int kReach = 3;
    constexpr float kMetersToCrest = 28;
    for (int y = kReach; y + kReach < kRows; ++y)
        for (int x = kReach; x + kReach < kColumns; ++x) {
            const auto i = static_cast<std::size_t>(y * kColumns + x);
            constexpr std::size_t kUp = static_cast<std::size_t>(kReach) * kColumns;
            const float around =
                0.25F * (heights[i - kReach] + heights[i + kReach] + heights[i - kUp] + heights[i + kUp]);
            m_samples[i].crest = std::clamp((heights[i] - around) / kMetersToCrest, -1.0F, 1.0F);
        }
    m_hilly.assign(static_cast<std::size_t>((kColumns / kCell) * (kRows / kCell)), 0);
    for (int y = 0; y < kRows; ++y)
        for (int x = 0; x < kColumns; ++x) {
            const Sample& sample = m_samples[static_cast<std::size_t>(y * kColumns + x)];
            if (sample.wood > 0 || std::fabs(sample.east) + std::fabs(sample.north) > 0.004F)
                m_hilly[static_cast<std::size_t>(y / kCell * (kColumns / kCell) + x / kCell)] = 1;
        }
}

bool HillPicture::reachesInto(const Box& box) const
{
    const auto cell = [](double meters, int cells) {
        return std::clamp(static_cast<int>(std::floor(meters / (kCell * kPixelMeters))), 0, cells - 1);
    };
    const int columns = kColumns / kCell;
    const Box reach = box.grown(2 * kPixelMeters);
    for (int y = cell(reach.minY - kSouth, kRows / kCell); y <= cell(reach.maxY - kSouth, kRows / kCell); ++y)
        for (int x = cell(reach.minX - kWest, columns); x <= cell(reach.maxX - kWest, columns); ++x)
            if (m_hilly[static_cast<std::size_t>(y * columns + x)] != 0)
                return true;
    return false;
}

void HillPicture::along(V2 first, double stepMeters, const Sun& sun, std::span<float> woods,
                        std::span<float> lights) const
{
    // more than there is: from afar hills would be flat else
    const auto far = static_cast<float>(clamp01((stepMeters - 1.5) / 8));
    const float relief = 1.15F + 0.35F * far;
    const float crests = 0.24F * far;
    const double v = std::clamp((first.y - kSouth) / kPixelMeters, 0.0, kRows - 1.001);
    const auto row = static_cast<std::size_t>(v);
    const auto fv = static_cast<float>(v - static_cast<double>(row));
    const auto sunX = static_cast<float>(sun.x / sun.z);
    const auto sunY = static_cast<float>(sun.y / sun.z);
    for (std::size_t k = 0; k < woods.size(); ++k) {
        const double u =
            std::clamp((first.x + static_cast<double>(k) * stepMeters - kWest) / kPixelMeters, 0.0, kColumns - 1.001);
        const auto column = static_cast<std::size_t>(u);
        const auto fu = static_cast<float>(u - static_cast<double>(column));
        const Sample* const lower = m_samples.data() + row * kColumns + column;
        const Sample* const upper = lower + kColumns;
        const auto between = [&](float Sample::*member) {
            const float a = lower[0].*member + (lower[1].*member - lower[0].*member) * fu;
            const float b = upper[0].*member + (upper[1].*member - upper[0].*member) * fu;
            return a + (b - a) * fv;
        };
        woods[k] = between(&Sample::wood);
        const float east = between(&Sample::east);
        const float north = between(&Sample::north);
        const float light = (1 - east * sunX - north * sunY) / std::sqrt(1 + east * east + north * north);
        lights[k] = std::clamp(1 + (light - 1) * relief + crests * between(&Sample::crest), 0.5F, 1.45F);
    }
}

float HillPicture::lightAt(V2 place, double metersPerPixel, const Sun& sun) const
{
    float wood = 0;
    float light = 1;
    along(place, metersPerPixel, sun, {&wood, 1}, {&light, 1});
    return light;
}

const HillPicture& hillPicture()
{
    static const HillPicture picture;
    return picture;
}

} // namespace guanjing::democity
