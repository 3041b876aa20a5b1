#pragma once

#include "geodata/net/AssetAccessor.h"

#include <cstdint>
#include <memory>

namespace guanjing {

struct PackageLimits {
    /// A package that must be held as a whole (in another package, or of a server without ranges).
    std::uint64_t maxWholeBytes = limits::kMaxAssetBytes;
    /// A directory of a .3tz up to here is read as it is; above, its sorted index is, which is a quarter of the size.
    std::uint64_t maxDirectoryBytes = 4u << 20;
    std::uint64_t maxIndexBytes = 256u << 20;
    /// A .3dtiles of a server is fetched as a whole up to here, above block by block as SQLite reads it.
    std::uint64_t sparseAboveBytes = 4u << 20;
    std::uint64_t sparseBlockBytes = 256u << 10;
    std::size_t maxOpen = 64; ///< packages whose directories are kept
};

/// An AssetAccessor that reads files inside packages of tiles, "…/x.3tz!/tiles/a.glb" (see PackageUrl.h), by asking the
/// accessor it decorates for ranges of the package; everything else passes through. A package asked for by its bare name
/// answers with its tileset.json, under that file's URL. Read are .3tz (a ZIP archive, files stored, deflated or packed by
/// Zstandard) and .3dtiles (an SQLite database with the table media), local and of servers, also one in another; gzip
/// around a file is undone.
///
/// A package of a server that answers no ranges and one inside another are fetched once as a whole, up to
/// limits.maxWholeBytes, and refused above with a sentence.
///
/// Place it below the cache, so that the files are kept one by one. Ownership: the inner accessor must outlive this.
/// Handles may outlive it; its destructor answers what is left with ErrorCode::Cancelled.
/// Threading: as AssetAccessor; answers from packages come on a thread of this one, which unpacks and reads SQLite.
class PackageAssetAccessor final : public AssetAccessor {
public:
    explicit PackageAssetAccessor(AssetAccessor& inner, const PackageLimits& limits = {});
    ~PackageAssetAccessor() override;
    PackageAssetAccessor(const PackageAssetAccessor&) = delete;
    PackageAssetAccessor& operator=(const PackageAssetAccessor&) = delete;

    [[nodiscard]] AssetHandle get(AssetRequest request, AssetCallback done) override;
    /// The inner accessor's.
    [[nodiscard]] AssetStatistics statistics() const override;

private:
    struct Core;
    std::shared_ptr<Core> m_core;
};

} // namespace guanjing
