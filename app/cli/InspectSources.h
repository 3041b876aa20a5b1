#pragma once
// Reports of what is no 3D Tiles, for inspect.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Inspect.h"

#include <string>

namespace guanjing {
struct ImageryDescription;
struct RasterInfo;
struct StoreKey;
struct VectorInfo;
} // namespace guanjing

namespace guanjing::app {

[[nodiscard]] tiles3d::InspectReport reportOf(const RasterInfo& info);
[[nodiscard]] tiles3d::InspectReport reportOf(const VectorInfo& info);

/// The service that an answer from `url` belongs to, as readVectorInfo takes it, where it is one of OGC API - Features: a
/// landing page, a list of collections, a collection, or one page of several of its items. Empty for anything else.
[[nodiscard]] std::string featuresServiceOf(ByteView bytes, const std::string& url);

/// An imagery source: what describes it is fetched and opened, and one picture looked at.
[[nodiscard]] Result<tiles3d::InspectReport> inspectImagery(const ImageryDescription& description,
                                                            const tiles3d::FetchFunction& fetch);

/// A pack. Blocks on the file; errors as PackFile::open.
[[nodiscard]] Result<tiles3d::InspectReport> inspectPack(const std::string& path, const StoreKey* key);

/// A quantized-mesh tile. Its bounds are known where `url` ends in z/x/y.terrain (or z_x_y.terrain).
[[nodiscard]] Result<tiles3d::InspectReport> inspectTerrainTile(ByteView bytes, const std::string& url);

/// A layer.json; its coarsest tiles and its parent are fetched and looked at.
[[nodiscard]] Result<tiles3d::InspectReport> inspectTerrainLayer(ByteView bytes, const std::string& url,
                                                                 const tiles3d::FetchFunction& fetch);

} // namespace guanjing::app
