#pragma once

#include "geodata/packs/PackFile.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/terrain/HeightSource.h"
#include "layers/packs/LayerWalk.h"
#include "layers/packs/Taking.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::layers {

/// A layer whose description has been read. One thread at a time.
struct LayerSource {
    TakeLayer layer;
    CachePolicy cache = CachePolicy::Http;
    std::optional<OpenedImagery> imagery;
    int finestPicture = 0; ///< index of a level
    std::vector<std::shared_ptr<const HeightSource>> heights; ///< those that stand in come last
    int finestHeights = 0;
    std::string tilesetUrl;
    double heightOffsetMeters = 0, finestErrorMeters = 0;
    std::string made; ///< address of pictures or heights that are read; empty: they are asked for
    std::vector<PackEntry> documents; ///< that are made for the pack

    [[nodiscard]] PictureName pictureName() const;
    [[nodiscard]] HeightsName heightsName() const;
    /// Of a source of heights.
    [[nodiscard]] int finestOf(const HeightSource& source) const;
    /// All that it needs of an area. BadValue where they cannot be brought together.
    [[nodiscard]] Result<std::vector<std::unique_ptr<LayerWalk>>> walks(const Area& area) const;
};

/// Blocks; errors name what cannot be had.
using TakeFetch = std::function<Result<AssetResponse>(AssetRequest)>;
[[nodiscard]] Result<LayerSource> openLayer(const Scene& scene, const TakeLayer& layer, const TakeOptions& options,
                                            const std::string& packAddress, const TakeFetch& fetch);

} // namespace guanjing::layers
