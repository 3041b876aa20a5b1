// Scene files: what is read can be written and read again, and is then the same.
#include "layers/scene/Scene.h"
#include "tests/fuzz/Fuzz.h"

#include <string_view>

using namespace guanjing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto scene = layers::parseScene(text, "/fuzz/a.scene.json");
    if (!scene) {
        fuzz::require(!scene.error().detail.empty(), "a refusal has a reason");
        return 0;
    }
    const std::string written = layers::writeScene(*scene, "/fuzz/b.scene.json");
    const auto again = layers::parseScene(written, "/fuzz/b.scene.json");
    fuzz::require(again.has_value(), "what was written can be read");
    fuzz::require(*again == *scene, "what was written is what was read");
    return 0;
}
