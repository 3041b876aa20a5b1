#pragma once
// Values of features in the form that evaluation reads. For the .cpp files of this room only.

#include "geodata/styling/FeatureSource.h"
#include "geodata/styling/Program.h"

#include <functional>
#include <memory>
#include <vector>

namespace guanjing::styling {

/// The values of one variable, found once for all rows.
struct Column {
    enum class Kind : std::uint8_t { Missing, Numbers, Values, Made };
    Kind kind = Kind::Missing;
    std::vector<double> numbers; ///< NaN never stands for a missing value
    std::vector<Value> values;
    std::function<Value(std::size_t)> make;
    std::unique_ptr<Arena> arena; ///< what values refer to

    void read(std::size_t row, Value& out) const
    {
        switch (kind) {
        case Kind::Numbers:
            if (row < numbers.size()) {
                out = Value::number(numbers[row]);
                return;
            }
            break;
        case Kind::Values:
            if (row < values.size()) {
                out = values[row];
                return;
            }
            break;
        case Kind::Made: out = make(row); return;
        case Kind::Missing: break;
        }
        out = Value();
    }
};

/// Columns of the program's first `count` variables.
[[nodiscard]] std::vector<Column> readColumns(const Program& program, const FeatureSource& source, std::size_t count);

} // namespace guanjing::styling
