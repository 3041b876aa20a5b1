// KTX 2.0 pictures.
#include "geodata/ktx2/Ktx2.h"
#include "tests/fuzz/Fuzz.h"

using namespace guanjing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    ktx2::Limits limits;
    limits.maxSide = 512; // large pictures cost time and find nothing
    limits.maxPixels = 512 * 512;
    const auto picture = ktx2::decode(ByteView(data, size), limits);
    if (!picture) {
        fuzz::require(!picture.error().detail.empty(), "a refusal has a reason");
        return 0;
    }
    fuzz::require(!picture->levels.empty(), "a picture has a level");
    for (const ktx2::Level& level : picture->levels)
        fuzz::require(level.pixels.size() == std::size_t(level.width) * static_cast<std::size_t>(level.height) * 4,
                      "a level has all its pixels");
    return 0;
}
