#include "render/symbols/GroundAnchors.h"

#include "geodata/crs/Ellipsoid.h"

#include <algorithm>
#include <cmath>

namespace guanjing::render {
namespace {

/// Asked for in one frame: some tenths of a millisecond.
constexpr std::size_t kPerFrame = 500;
constexpr double kLeastChangeMeters = 0.01;

} // namespace

void GroundAnchors::clear()
{
    m_places.clear();
    m_ecef.clear();
    m_next = 0;
    m_revision = 0;
}

void GroundAnchors::add(double lonDegrees, double latDegrees, double heightMeters, double liftMeters)
{
    m_places.push_back({lonDegrees, latDegrees, heightMeters, liftMeters, heightMeters});
    m_ecef.push_back(toEcef({lonDegrees, latDegrees, heightMeters + liftMeters}));
}

bool GroundAnchors::update(const GroundHeight& ground, std::uint64_t revision)
{
    if (!ground && m_revision == 0 && (m_next == 0 || m_next >= m_places.size()))
        return false;
    if (m_revision != revision && m_next >= m_places.size())
        m_next = 0; // a round that is under way ends first, or its last places would never be asked for
    if (m_next == 0)
        m_revision = revision;
    const std::size_t end = std::min(m_next + kPerFrame, m_places.size());
    for (; m_next < end; ++m_next) {
        Place& place = m_places[m_next];
        const double height =
            std::max(place.heightMeters, ground ? ground(place.lonDegrees, place.latDegrees) : place.heightMeters);
        if (std::abs(height - place.shownMeters) < kLeastChangeMeters)
            continue;
        place.shownMeters = height;
        m_ecef[m_next] = toEcef({place.lonDegrees, place.latDegrees, height + place.liftMeters});
    }
    return m_next < m_places.size() || m_revision != revision;
}

} // namespace guanjing::render
