#pragma once

#include "geodata/core/Result.h"
#include "layers/scene/SceneJson.h"
#include "layers/scene/SceneKeys.h"

#include <string>
#include <string_view>
#include <vector>

namespace guanjing::layers {

/// Where a key stands in the document: "tilesets[0].style" and "color" give "tilesets[0].style.color".
[[nodiscard]] std::string joinPath(const std::string& parent, std::string_view key);

/// Holds a scene document against the tables of SceneKeys and gathers what is wrong, in the order of finding; the reader adds
/// what no table can say. One thread.
class SceneChecker {
public:
    /// `source` names the document in every error.
    explicit SceneChecker(std::string source) : m_source(std::move(source)) { }

    /// The whole document; true when nothing is wrong with it.
    [[nodiscard]] bool checkDocument(const JsonNode& root, const ObjectRule& rule);

    /// One more defect, told with its line and place. Only the first twenty are kept: who made more wants another look first.
    void report(int line, const std::string& path, const std::string& defect, ErrorCode code = ErrorCode::BadValue);

    /// All that was found as one failure, with a line of detail for each defect and the code of the first.
    [[nodiscard]] Result<void> verdict() const;

private:
    void wrongType(const JsonNode& node, const std::string& path, std::string_view expected);
    void checkObject(const JsonNode& node, const ObjectRule& rule, const std::string& path);
    void checkValue(const JsonNode& node, const KeyRule& rule, const std::string& path);
    void checkText(const JsonNode& node, const KeyRule& rule, const std::string& path);
    void checkNumber(const JsonNode& node, const KeyRule& rule, const std::string& path);
    void checkPoints(const JsonNode& node, const std::string& path);
    void checkList(const JsonNode& node, const KeyRule& rule, const std::string& path);
    [[nodiscard]] bool checkLength(const JsonNode& list, std::size_t most, std::string_view what,
                                   const std::string& path);

    std::string m_source;
    std::vector<Error> m_found;
};

} // namespace guanjing::layers
