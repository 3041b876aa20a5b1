#pragma once

#include "geodata/tiles3d/PropertyTable.h"

#include <string>
#include <utility>
#include <vector>

namespace guanjing {

/// Three buildings with properties of every kind, the last one with gaps.
inline tiles3d::PropertyTable sampleTable()
{
    using tiles3d::JsonText;
    using tiles3d::PropertyValue;
    tiles3d::PropertyTable table;
    table.className = "building";
    table.count = 3;
    const auto add = [&](const char* name, const char* type, std::vector<PropertyValue> values) {
        table.properties.push_back({name, type, tiles3d::makeColumn(std::move(values))});
    };
    const PropertyValue none;
    add("height", "SCALAR/FLOAT64", {{12.5}, {80.0}, {150.0}});
    add("floors", "SCALAR/UINT32", {{std::uint64_t{4}}, {std::uint64_t{25}}, {std::uint64_t{50}}});
    add("name", "STRING", {{std::string("Building 1")}, {std::string("东莞大厦")}, none});
    add("use", "STRING", {{std::string("house")}, {std::string("office")}, {std::string("office")}});
    add("listed", "BOOLEAN", {{true}, {false}, none});
    add("year", "NUMBER", {{std::int64_t{1988}}, {std::int64_t{2004}}, none});
    add("size", "VEC3/FLOAT32",
        {{PropertyValue::List{{1.0}, {2.0}, {3.0}}},
         {PropertyValue::List{{4.0}, {5.0}, {6.0}}},
         {PropertyValue::List{{7.0}, {8.0}, {9.0}}}});
    add("readings", "JSON", {{PropertyValue::List{{70.0}, {80.0}, {90.0}}}, {PropertyValue::List{}}, none});
    add("address", "JSON",
        {{JsonText{R"({"street":"Oak Street","rooms":[1,2,{"no":3}],"city":null})"}},
         {JsonText{R"({"street":"Elm Street"})"}},
         none});
    add("address.street", "STRING", {{std::string("Maple Street")}, {std::string("x")}, {std::string("y")}});
    add("dotted.name", "STRING", {{std::string("dots")}, {std::string("x")}, {std::string("y")}});
    add("feature", "STRING", {{std::string("building")}, {std::string("x")}, {std::string("y")}});
    add("gross area-m²", "NUMBER", {{1000.0}, {2000.0}, {3000.0}});
    return table;
}

} // namespace guanjing
