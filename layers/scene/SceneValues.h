#pragma once

#include "layers/scene/Scene.h"
#include "layers/scene/SceneJson.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::layers {

/// Takes values out of an object that SceneChecker has passed: a key that is absent leaves its target as it is. Refers to the
/// document, which must live longer. One thread.
class SceneValues {
public:
    SceneValues(std::string_view document, const JsonNode& object) : m_document(document), m_object(object) { }

    void operator()(std::string_view key, std::string& target) const;
    void operator()(std::string_view key, double& target) const;
    void operator()(std::string_view key, int& target) const;
    void operator()(std::string_view key, bool& target) const;
    void operator()(std::string_view key, std::vector<std::string>& target) const;
    void operator()(std::string_view key, std::optional<double>& target) const;
    void operator()(std::string_view key, std::vector<std::array<double, 2>>& target) const;
    /// The value as compact JSON text.
    void json(std::string_view key, std::string& target) const;

    [[nodiscard]] const JsonNode* find(std::string_view key) const { return m_object.find(key); }
    [[nodiscard]] std::string_view document() const { return m_document; }

private:
    std::string_view m_document;
    const JsonNode& m_object;
};

/// One entry of the scene each, see Scene.h.
void readEntry(const SceneValues& take, Viewpoint& entry);
void readEntry(const SceneValues& take, TerrainSourceSpec& entry);
void readEntry(const SceneValues& take, GroundSpec& ground);
void readEntry(const SceneValues& take, ImagerySourceSpec& entry);
void readEntry(const SceneValues& take, TilesetSourceSpec& entry);
void readEntry(const SceneValues& take, LiveSourceSpec& entry);
void readEntry(const SceneValues& take, VectorSourceSpec& entry);
void readEntry(const SceneValues& take, ClipSpec& entry);
void readEntry(const SceneValues& take, WatermarkSpec& watermark);
void readEntry(const SceneValues& take, CompareSpec& compare);

} // namespace guanjing::layers
