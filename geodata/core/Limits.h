#pragma once
// Every limit on the size and depth of foreign input, in one place.

#include <cstddef>
#include <cstdint>

namespace guanjing::limits {

constexpr std::size_t kMaxAssetBytes = 512u << 20; ///< one download or file read into memory
constexpr std::size_t kMaxJsonBytes = 256u << 20; ///< one JSON document
constexpr int kMaxJsonDepth = 128; ///< nesting inside a JSON document, tiles aside
constexpr int kMaxTileDepth = 64; ///< levels of one tileset document
constexpr int kMaxExternalTilesetDepth = 32; ///< tilesets that name tilesets
constexpr std::size_t kMaxTilesPerDocument = 4'000'000; ///< tiles listed in one tileset.json
constexpr std::size_t kMaxChildrenPerTile = 100'000; ///< listed under one tile
constexpr double kMaxCoordinateMeters = 1e12; ///< from the centre of the Earth; beyond it squares are no use
constexpr int kMaxImageSide = 16384; ///< pixels
constexpr std::uint64_t kMaxImagePixels = 128ull << 20; ///< pixels of one picture
constexpr std::uint64_t kMaxDecodedBytes = 2ull << 30; ///< decoded size of one content
constexpr std::size_t kMaxInstancesPerContent = 1u << 20; ///< copies of meshes in one content
constexpr std::size_t kMaxBareFeatures = 1u << 20; ///< features of one table beyond those that have values
constexpr std::size_t kMaxExternalReferences = 10'000; ///< files that one content names
constexpr int kMaxCompositeDepth = 8; ///< cmpt in cmpt
constexpr int kMaxRedirects = 8;
constexpr std::size_t kMaxSceneBytes = 16u << 20; ///< a scene file
constexpr std::size_t kMaxThumbnailBytes = 64u << 10; ///< a viewpoint's picture in a scene file, as a data URL
constexpr std::size_t kMaxSourcesPerScene = 1000;
constexpr std::size_t kMaxClipCorners = 2000; ///< of one polygon that clips
constexpr double kMaxClipExtentDegrees = 2; ///< of one polygon that clips
constexpr int kMaxImageryLevel = 24;
constexpr std::size_t kMaxTileMatrices = 64; ///< levels of one tile matrix set
constexpr std::uint32_t kMaxTileMatrixSide = 1u << 28; ///< tiles along one side of a level
constexpr std::size_t kMaxCapabilitiesBytes = 64u << 20; ///< a map service's description of itself
constexpr int kMaxXmlDepth = 64; ///< nesting inside an XML document
constexpr std::size_t kMaxXmlNodes = 4'000'000; ///< elements and attributes of an XML document
constexpr std::uint32_t kMaxTerrainVertices = 4'000'000; ///< of one terrain tile
constexpr std::uint64_t kMaxInspectedFeatures = 2'000'000; ///< features of one vector source that inspect looks at
constexpr std::size_t kMaxObservationPageBytes = 64u << 20;
constexpr int kMaxObservationPages = 1000; ///< @iot.nextLink followed so often
constexpr std::size_t kMaxStyleBytes = 4u << 20; ///< a style as JSON
constexpr std::size_t kMaxExpressionBytes = 64u << 10; ///< one expression of a style
constexpr int kMaxExpressionDepth = 400; ///< nesting of an expression, chains of operators included
constexpr std::size_t kMaxStyleNodes = 200'000; ///< operators, literals and variables of all expressions of a style
constexpr std::size_t kMaxRegExpBytes = 4096; ///< a regular expression in a style

} // namespace guanjing::limits
