#pragma once

#include "geodata/net/AssetAccessor.h"
#include "layers/tiling/ContentPreparer.h"
#include "layers/tiling/SharedFiles.h"
#include "layers/tiling/TileVolume.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanjing::layers {

struct ContentLook;
class SourceLog;
struct LoadJob;
struct TileBatch;

/// Life of a resource. Only TileLoader's named functions move between states, all on the GUI thread:
///
///             enqueue          started           accept          startUpload        finishUpload
///  Unloaded ───────────▶ Queued ──────▶ Loading ───────▶ Decoded ───────────▶ Uploading ───────────▶ Ready
///      ▲                    │              │  │              │                    │                    │
///      └────────────────────┴── drop ──────┘  │              └────────────────────┴─────── unload ─────┘──▶ Unloaded
///                                             │ giveUp
///                     retry (enqueue)         ├──────────▶ FailedTemporarily   (a time to retry at is set)
///                 Queued ◀── FailedTemporarily└──────────▶ Failed              (final until the scene changes, or revive:
///                                                                               its server answers again ──▶ Unloaded)
///
/// A job exists in Queued and Loading, parts in Decoded, Uploading and Ready.
enum class LoadState : std::uint8_t {
    Unloaded,
    Queued, ///< waits for a request slot
    Loading, ///< bytes on their way, or a worker at work
    Decoded, ///< waits for its first upload
    Uploading, ///< part of it is with the GPU
    Ready, ///< can be drawn
    FailedTemporarily,
    Failed
};

/// One drawable of a resource.
struct LoadedPart {
    std::shared_ptr<const tiles3d::Model> model; ///< null for pictures
    glm::dmat4 modelToWorld{1.0};
    bool isLocal = false; ///< not on Earth: put at kLocalOrigin
    std::uint16_t content = 0; ///< which of the tile's contents it is
    std::unique_ptr<PreparedContent> prepared;
    std::shared_ptr<const ContentLook> look; ///< what the source's style makes of the model; null without a style
    /// The same model, to drop from it after the upload what only drawing needs; null: nothing to drop.
    std::shared_ptr<tiles3d::Model> undrawn;
};

using ExternalBytesMap = std::map<std::string, SharedBytes, std::less<>>;

/// The bytes that a content was made of, kept where it may have to be made anew without asking for them again.
struct ContentBytes {
    std::vector<AssetResponse> responses;
    std::vector<ExternalBytesMap> externals;

    [[nodiscard]] std::size_t byteSize() const;
};

/// What something brings that draws nothing itself, for its resource to take.
class LoadedValue {
public:
    virtual ~LoadedValue() = default;
};

/// What a worker made of the bytes.
struct LoadOutcome {
    std::vector<LoadedPart> parts;
    std::vector<std::shared_ptr<TileBatch>> batches; ///< tiles of external tilesets
    std::vector<Error> issues; ///< what was left out of it
    std::shared_ptr<const ContentBytes> bytes; ///< null: not kept
    std::shared_ptr<const LoadedValue> value; ///< null: none
    TileVolume volume; ///< around the parts
    glm::dvec4 overlayRectangle{0.0}; ///< west, north, east, south in Web Mercator units 0..1; all 0: none
};

/// What a worker gets.
struct LoadInput {
    std::vector<AssetResponse> responses; ///< in the order of LoadPlan::requests
    std::vector<ExternalBytesMap> externals; ///< per response, by reference as written
    std::vector<SharedFileMap> files; ///< the same, as others have them in hand too
    ContentPreparer& preparer;
    std::stop_token stop;
    std::shared_ptr<SharedPictures> pictures{}; ///< that other contents may have too; null: nothing is shared
};

/// How a resource is got. The functions hold what they need themselves: they run on workers and may outlive the
/// resource.
struct LoadPlan {
    std::vector<AssetRequest> requests; ///< none: only made
    /// What a response names and needs besides: (as written, what to ask for). May be empty.
    std::function<std::vector<std::pair<std::string, AssetRequest>>(const AssetResponse&)> references;
    /// What one of these, as written and asked for there, names in turn: (what it is to be called, what to ask for). May be
    /// empty.
    std::function<std::vector<std::pair<std::string, AssetRequest>>(const AssetResponse&, const std::string& written,
                                                                    const std::string& url, const Bytes& file)>
        furtherReferences;
    std::function<Result<LoadOutcome>(LoadInput&)> make;
    /// True where `make` failed for want of a reference, whose own error says more. May be empty.
    bool (*isForWantOfReference)(const Error&) = nullptr;
    /// `make` reads files, or waits for servers by other means than the loader's requests: it runs on threads of its own.
    bool waits = false;
    /// Of several requests some may fail: `make` gets responses without a body for them.
    bool mayMissSome = false;
};

/// Something that is fetched, made on a worker, uploaded and kept within the memory budget: a tile's content or a
/// picture. Owned by its tree or layer, which calls TileLoader::forget before it goes. GUI thread.
class Resource {
public:
    explicit Resource(SourceLog& log) : m_log(&log) { }
    virtual ~Resource() = default;
    Resource(const Resource&) = delete;
    Resource& operator=(const Resource&) = delete;

    [[nodiscard]] LoadState state() const { return m_state; }
    [[nodiscard]] bool isReady() const { return m_state == LoadState::Ready; }
    [[nodiscard]] bool isFinal() const { return m_state == LoadState::Ready || m_state == LoadState::Failed; }
    /// An attempt to load it has failed since it was last loaded; further ones may follow.
    [[nodiscard]] bool isRetried() const { return m_attempts > 0; }
    [[nodiscard]] std::span<const LoadedPart> parts() const { return m_parts; }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    void setLook(std::size_t part, std::shared_ptr<const ContentLook> look) { m_parts[part].look = std::move(look); }

protected:
    /// How to get it; asked each time that loading starts.
    [[nodiscard]] virtual LoadPlan plan() = 0;
    /// What arrived beside the parts.
    virtual void arrived(LoadOutcome& /*outcome*/) { }
    /// It was given up.
    virtual void failed(const Error& /*error*/) { }
    /// Its parts are gone.
    virtual void unloaded() { }
    /// Bytes held beside the parts.
    [[nodiscard]] virtual std::size_t extraBytes() const { return 0; }
    /// Given up for a reason that may pass: asked for again by itself, once its server answers anything.
    [[nodiscard]] virtual bool isRevivedByItself() const { return true; }
    /// A failure that is no error of the source (a picture outside the covered area) is not put on record.
    [[nodiscard]] virtual bool isWorthReporting(const Error& /*error*/) const { return true; }

private:
    friend class TileLoader;
    std::vector<LoadedPart> m_parts;
    std::shared_ptr<LoadJob> m_job;
    SourceLog* m_log;
    std::size_t m_bytes = 0; ///< counted in the budget now
    std::size_t m_expectedBytes = 0; ///< that it took or would have taken when it was last loaded; 0: not known
    std::uint64_t m_fetched = 0; ///< bytes that crossed the network for it
    std::uint64_t m_usedFrame = 0;
    std::uint64_t m_wantedFrame = 0;
    std::uint64_t m_admittedFrame = 0; ///< last frame that had room for it
    std::uint64_t m_countedFrame = 0; ///< last frame that counted it among what it would hold in the end
    std::uint64_t m_leftOutFrame = 0; ///< last frame that did without it
    std::size_t m_wantedPlace = 0; ///< among the wishes of that frame
    std::chrono::steady_clock::time_point m_shownSince{}; ///< first drawn
    std::size_t m_place = 0; ///< in the loader's list of the state
    std::chrono::steady_clock::time_point m_retryAt{};
    double m_priority = 0;
    LoadState m_state = LoadState::Unloaded;
    std::uint8_t m_attempts = 0;
    std::uint8_t m_revivals = 0; ///< since it was last loaded
    bool m_isLost = false; ///< Failed for a reason that may pass
    bool m_everDrawn = false;
    bool m_hasTold = false; ///< what was left out of it is in the log
    bool m_isIdle = false; ///< wanted for later only
    bool m_mayExceed = false; ///< let in although the budget does not suffice
    bool m_isReplacement = false; ///< lets finer content go once it is there
};

} // namespace guanjing::layers
