#pragma once

#include "geodata/core/Limits.h"

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace guanjing::layers {

/// What a key of the scene file may hold. The tables behind sceneRule() are the one statement of the format in code: the
/// reader follows them, and a test holds resources/scene/scene.schema.json against them.
enum class KeyType {
    Text,
    Number,
    Integer,
    Boolean,
    TextList,
    PointList, ///< a list of [longitude, latitude]
    Object, ///< an object that follows `items`
    FreeObject, ///< an object that this reader keeps as it is
    ObjectList ///< a list of objects that follow `items`
};

struct ObjectRule;

struct KeyRule {
    std::string_view key;
    KeyType type = KeyType::Text;
    bool required = false;
    bool nonEmpty = false; ///< of Text and of the entries of TextList
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    bool aboveMinimum = false; ///< the minimum itself is out
    std::span<const std::string_view> choices = {}; ///< of Text; empty: any
    bool isDate = false; ///< "", YYYY, YYYY-MM or YYYY-MM-DD
    bool isPicture = false; ///< a JPEG or PNG as a data URL, at most limits::kMaxThumbnailBytes long
    const ObjectRule* items = nullptr; ///< of Object and ObjectList
    std::size_t mostEntries = limits::kMaxSourcesPerScene; ///< of ObjectList and TextList
};

struct ObjectRule {
    std::span<const KeyRule> keys;
};

/// The whole document.
[[nodiscard]] const ObjectRule& sceneRule();

} // namespace guanjing::layers
