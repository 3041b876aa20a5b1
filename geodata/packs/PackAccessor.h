#pragma once

#include "geodata/net/AssetAccessor.h"
#include "geodata/packs/PackFile.h"

#include <memory>
#include <string>
#include <vector>

namespace guanjing {

/// An AssetAccessor that answers from open packs. What lies below the roots of a pack (see PackFacts::roots) is asked of the
/// packs alone: it is there, or the error is NotFound with kNotTakenDetail (status 404 as the server once said: NotFound
/// without it). Everything else passes through to the accessor it decorates.
///
/// Ownership: the inner accessor must outlive this. Handles may outlive it; its destructor, which may not run inside a
/// callback, answers what is left with ErrorCode::Cancelled.
/// Threading: as AssetAccessor; answers from packs come on a thread of this one, which reads and decrypts.
class PackAccessor final : public AssetAccessor {
public:
    explicit PackAccessor(AssetAccessor& inner);
    ~PackAccessor() override;
    PackAccessor(const PackAccessor&) = delete;
    PackAccessor& operator=(const PackAccessor&) = delete;

    /// Opens a pack for requests from now on, beside those that are open, and tells what it says of itself. Blocks; any
    /// thread. Errors as PackFile::open. A pack that is open already is opened anew.
    struct Opened {
        PackFacts facts;
        PackState state;
    };
    [[nodiscard]] Result<Opened> open(const std::string& path, const StoreKey* key = nullptr);
    /// This one is not asked from now on; nothing where it is not open. Any thread.
    void close(const std::string& path);
    /// No other pack is asked from now on. Any thread.
    void closeOthers(const std::string& path);
    /// No pack is asked from now on. Any thread.
    void closeAll();
    /// Paths of those that are open.
    [[nodiscard]] std::vector<std::string> openPaths() const;
    /// Of the open ones those that are not complete, so that what they lack may be there all the same: an error each.
    [[nodiscard]] std::vector<Error> incomplete() const;

    [[nodiscard]] AssetHandle get(AssetRequest request, AssetCallback done) override;
    /// The inner accessor's; answers from packs count as cacheHits.
    [[nodiscard]] AssetStatistics statistics() const override;
    [[nodiscard]] NetworkTroubles troubles() const override;

private:
    struct Core;
    std::shared_ptr<Core> m_core;
};

} // namespace guanjing
