#include "geodata/packs/PackLayout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace guanjing {
namespace {

constexpr double kEntryBytes = 250; ///< of the directory: names twice, a type, and what pages of an index leave unused
constexpr double kUsable = kPackPageBytes, kPageHeader = 8, kCellHeader = 8, kRecordHeader = 5, kChainNumber = 4;
constexpr double kMostLocal = kUsable - 35; ///< what is longer goes on in pages of its own
constexpr std::size_t kLeastDraws = 1024; ///< until the last page's rest no longer counts

} // namespace

double packBytesEach(const std::vector<double>& bodies)
{
    if (bodies.empty())
        return 0;
    const double leastLocal = std::floor((kUsable - 12) * 32 / 255) - 23;
    const std::size_t draws = std::max(kLeastDraws / bodies.size(), std::size_t{1}) * bodies.size();
    // Samples that were drawn together are alike; what lies beside each other in the file is so far less.
    auto stride = static_cast<std::size_t>(static_cast<double>(bodies.size()) * 0.618);
    while (std::gcd(stride, bodies.size()) != 1)
        ++stride;
    double used = 0, whole = 0; // of the pages that hold beginnings; pages that go on
    double room = 0;
    for (std::size_t i = 0; i < draws; ++i) {
        const double body = bodies[i * stride % bodies.size()];
        if (body <= 0)
            continue;
        const double payload = body + kRecordHeader;
        double local = payload;
        if (payload > kMostLocal) {
            const double rest = std::fmod(payload - leastLocal, kUsable - kChainNumber);
            local = leastLocal + rest <= kMostLocal ? leastLocal + rest : leastLocal;
            whole += std::ceil((payload - local) / (kUsable - kChainNumber));
        }
        if (local + kCellHeader > room) {
            ++used;
            room = kUsable - kPageHeader;
        }
        room -= local + kCellHeader;
    }
    // The last page's rest is there for what comes next.
    const double bytes = (used + whole) * kUsable - room;
    return bytes / static_cast<double>(draws) + kEntryBytes;
}

} // namespace guanjing
