#pragma once
// The parts of inspectBytes. For the .cpp files of this room only.

#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Inspect.h"
#include "geodata/tiles3d/Model.h"
#include "geodata/tiles3d/Tileset.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::tiles3d {

/// West, south, east, north in degrees, lowest and highest ellipsoidal height in metres; none off the earth's surface.
using InspectBounds = std::optional<std::array<double, 6>>;

[[nodiscard]] InspectBounds boundsOf(const BoundingVolume& volume, const glm::dmat4& transform);
[[nodiscard]] InspectBounds boundsOf(const Model& model);

/// fetch(), or an error where nothing may be fetched.
[[nodiscard]] Result<SharedBytes> fetchOne(const FetchFunction& fetch, const std::string& url);
/// What could be fetched of `uris`, by URI as written; of the others an issue each, at the URI, where one may fetch.
[[nodiscard]] ExternalBytes fetchAll(const FetchFunction& fetch, const std::vector<std::string>& uris,
                                     const std::string& base, Issues* missing = nullptr);
/// Adds what the files in `external`, which the content names, name in turn.
void fetchNested(const FetchFunction& fetch, ByteView content, const std::string& base, ExternalBytes& external,
                 Issues* missing);
/// Adds those that no issue of severity Error names so far, each below `prefix`.
void addMissing(Issues missing, const std::string& prefix, Issues& issues);
/// Adds what property values and feature ids contradict of what the file says of them.
void checkValues(const Model& model, Issues& issues);
/// Where a b3dm, i3dm, pnts or cmpt and its tables do not end on 8 bytes; empty: they do, or the format has no such rule.
[[nodiscard]] std::string paddingDefect(ByteView bytes);
/// Adds what the JSON of a glTF or GLB says wrongly of its pictures, cameras and lights.
void checkGltf(ByteView bytes, Issues& issues);

void inspectTileset(ByteView bytes, const std::string& url, const FetchFunction& fetch, const InspectOptions& options,
                    InspectReport& report);
void inspectContent(ByteView bytes, const std::string& url, ContentFormat format, const FetchFunction& fetch,
                    InspectReport& report);

/// A Draco bitstream on its own.
[[nodiscard]] bool isDraco(ByteView bytes);
void inspectDraco(ByteView bytes, const std::string& url, InspectReport& report);

/// A binary or JSON subtree on its own.
[[nodiscard]] bool isSubtree(ByteView bytes);
/// Adds what a subtree says wrongly of its buffers and property tables.
void checkSubtree(ByteView bytes, Issues& issues);
void inspectSubtree(ByteView bytes, const std::string& url, const FetchFunction& fetch, InspectReport& report);

} // namespace guanjing::tiles3d
