// Evaluations of a style per second on one core, for a table of 100,000 buildings.
#include "geodata/styling/Style.h"
#include "tests/bench/Bench.h"

#include <string>
#include <utility>

using namespace guanjing;

namespace {

constexpr std::size_t kRows = 100'000;

tiles3d::PropertyTable buildings()
{
    std::vector<tiles3d::PropertyValue> heights, years, uses;
    const char* const names[] = {"residential", "office", "factory", "school", "hospital"};
    for (std::size_t i = 0; i < kRows; ++i) {
        heights.push_back({static_cast<double>(i % 2000) / 10.0});
        years.push_back({static_cast<std::int64_t>(1950 + i % 75)});
        uses.push_back({std::string(names[i % 5])});
    }
    tiles3d::PropertyTable table;
    table.count = kRows;
    table.properties.push_back({"height", "SCALAR/FLOAT64", tiles3d::makeColumn(std::move(heights))});
    table.properties.push_back({"year", "NUMBER", tiles3d::makeColumn(std::move(years))});
    table.properties.push_back({"use", "STRING", tiles3d::makeColumn(std::move(uses))});
    return table;
}

} // namespace

int main()
{
    const tiles3d::PropertyTable table = buildings();
    styling::FeatureSource source;
    source.table = &table;
    source.count = table.count;
    const std::pair<const char*, const char*> styles[] = {
        {"columns alone", "{\"meta\": {\"a\": \"1\"}}"},
        {"show by height", "{\"show\": \"${height} > 50\"}"},
        {"one choice", "{\"color\": \"${height} > 50 ? color('red') : color('white')\"}"},
        {"ramp of 5",
         "{\"color\": {\"conditions\": [[\"${height} > 160\", \"color('red')\"], [\"${height} > 120\", "
         "\"color('orange')\"], [\"${height} > 80\", \"color('yellow')\"], [\"${height} > 40\", \"color('lime')\"], "
         "[\"true\", \"color('blue')\"]]}}"},
        {"5 texts",
         "{\"color\": {\"conditions\": [[\"${use} === 'residential'\", \"color('red')\"], [\"${use} === 'office'\", "
         "\"color('orange')\"], [\"${use} === 'factory'\", \"color('yellow')\"], [\"${use} === 'school'\", "
         "\"color('lime')\"], [\"true\", \"color('blue')\"]]}}"},
        {"gradient", "{\"color\": \"mix(color('blue'), color('red'), clamp(${height} / 200, 0, 1))\"}"},
        {"regular expression", "{\"show\": \"regExp('^res').test(${use})\"}"},
    };
    for (const auto& [name, json] : styles) {
        const auto style = styling::Style::parse(json, "bench");
        if (!style)
            return 1;
        const double ms = bench::medianMilliseconds(5, [&] { (void)(*style)->evaluate(source); });
        bench::report(name, static_cast<double>(kRows) / ms / 1000.0, "million features a second");
    }
    return 0;
}
