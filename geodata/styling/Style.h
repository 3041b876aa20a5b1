#pragma once

#include "geodata/core/Result.h"
#include "geodata/styling/FeatureSource.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::styling {

struct Program;

/// Where a style is wrong, for editors.
struct StyleProblem {
    std::string where; ///< path of keys: "color/conditions/2/0"; empty: the document
    std::size_t at = 0; ///< byte of the expression or of the document, from 0
    std::string reason;
    /// "color/conditions/2/0, character 14: …"
    [[nodiscard]] std::string toString() const;
};

/// How one feature is to look.
struct FeatureLook {
    std::array<std::uint8_t, 4> color{255, 255, 255, 255}; ///< RGBA as displayed (sRGB, straight alpha)
    bool isColored = false; ///< false: as the data has it
    bool isShown = true;
    std::uint16_t sizeEighths = 0; ///< points: diameter in eighths of a pixel, 0: as the viewer has it
    bool operator==(const FeatureLook&) const = default;
};

/// The looks of all features of a source, in order, and what of the evaluation went wrong.
struct LookTable {
    std::vector<FeatureLook> looks;
    std::size_t problemCount = 0; ///< values of types that the style cannot use
    std::vector<std::string> problems; ///< the first of each kind in words, but for gaps in the data
};

/// A property that a style names and features do not have, and the name they have that is most like it.
struct UnknownProperty {
    std::string name;
    std::string nearest; ///< empty: none is like it
    std::size_t distance = 0; ///< letters to change, to compare with what other features have
};

/// A value in words, for previews and tests.
struct EvaluatedText {
    std::string type; ///< "number", "vec4" …
    std::string text; ///< as the language's String() gives it
    std::string problem; ///< empty: none
};

/// A style of 3D Tiles Styling 1.0/1.1 (OGC 22-025r4 section "Styling"): show, color, pointSize, meta, defines. Compiled
/// once; immutable, any thread. A feature for which `show` cannot be evaluated is hidden, as what is undefined counts as
/// false; one without a colour keeps its own. tiles3d_tileset_time is the time that the source of the features states.
class Style {
public:
    /// BadJson or BadValue with the place and the reason in the detail, and in `problem` where it is not null; TooLarge and
    /// TooDeep over the limits. Never throws.
    [[nodiscard]] static Result<std::shared_ptr<const Style>> parse(std::string_view json, const std::string& source,
                                                                    StyleProblem* problem = nullptr);
    ~Style();
    Style(const Style&) = delete;
    Style& operator=(const Style&) = delete;

    [[nodiscard]] const std::string& json() const { return m_json; }
    /// What is passed over: keys that nobody knows, values that can never be a colour or a size.
    [[nodiscard]] const std::vector<StyleProblem>& warnings() const { return m_warnings; }
    /// Its looks depend on the time.
    [[nodiscard]] bool usesTime() const { return m_usesTime; }
    /// Looks of `source.count` features.
    [[nodiscard]] LookTable evaluate(const FeatureSource& source) const;
    /// Names of the properties that it reads, each once.
    [[nodiscard]] std::vector<std::string> propertyNames() const;
    /// Those of them that no row of a table has; none where the table has no rows.
    [[nodiscard]] std::vector<UnknownProperty> unknownProperties(const tiles3d::PropertyTable& table) const;
    /// True when what it gives may differ from point to point of one feature: it reads POSITION, COLOR or NORMAL.
    [[nodiscard]] bool readsPoints() const;
    [[nodiscard]] std::vector<std::string> metaNames() const;
    /// The value of meta/name for one feature.
    [[nodiscard]] EvaluatedText meta(std::string_view name, const FeatureSource& source, std::size_t row) const;

private:
    /// if … else if … else; a plain expression is a single rule whose condition is `true`.
    struct Rule {
        std::uint32_t condition;
        std::uint32_t value;
    };
    struct Part {
        std::string where;
        std::vector<Rule> rules;
        std::vector<std::string> places; ///< of conditions and values, in turn
    };
    struct Reader;
    Style();

    std::string m_json;
    std::unique_ptr<Program> m_program;
    std::size_t m_lookVariables = 0; ///< the first of the program's, which meta alone does not need
    bool m_usesTime = false;
    std::vector<StyleProblem> m_warnings;
    std::optional<Part> m_show, m_color, m_pointSize;
    std::vector<std::pair<std::string, Part>> m_meta;
};

/// Evaluates one expression on its own for a row; problems of the text and of the evaluation both in `problem`.
[[nodiscard]] EvaluatedText evaluateExpression(std::string_view text, const FeatureSource& source, std::size_t row);

} // namespace guanjing::styling
