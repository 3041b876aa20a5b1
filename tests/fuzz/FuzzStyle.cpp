// Styles: any text is compiled or refused, and what compiles can be evaluated.
#include "geodata/styling/Style.h"
#include "tests/fuzz/Fuzz.h"

#include <string_view>

using namespace guanjing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto style = styling::Style::parse(text, "fuzz");
    if (!style) {
        fuzz::require(!style.error().detail.empty(), "a refusal has a reason");
        return 0;
    }
    styling::FeatureSource source;
    source.count = 3;
    const styling::LookTable table = (*style)->evaluate(source);
    fuzz::require(table.looks.size() == source.count, "every feature has its look");
    for (const std::string& name : (*style)->metaNames())
        (void)(*style)->meta(name, source, 0);
    return 0;
}
