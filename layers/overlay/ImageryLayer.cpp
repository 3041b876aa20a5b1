#include "layers/overlay/ImageryLayer.h"

#include "geodata/tiles3d/ImageDecoder.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {

namespace {

/// A stand-in is so many levels coarser: one picture for up to 256,
constexpr int kCoverLevels = 4;
/// and worth its bytes where it stands in for so many.
constexpr int kMissingPerCover = 10;
constexpr double kCoverPriority = 1e8;
/// Records of pictures that are not in memory are dropped beyond so many, or a long flight would pile them up.
constexpr std::size_t kMostRecords = 16384;
/// Levels that an absent picture closes.
constexpr int kClosedLevels = 4;
/// Places so many levels below a common absent ancestor are searched once, while nothing was ever found.
constexpr int kSearchedLevels = 6;

} // namespace

Picture::Picture(ImageryLayer& layer, PictureAddress address)
    : Resource(layer.m_log), m_layer(layer), m_address(address)
{ }

LoadPlan Picture::plan()
{
    LoadPlan plan;
    AssetRequest request;
    request.url = m_layer.source().urlOf(m_address.level, m_address.x, m_address.y);
    request.cache = m_layer.cache();
    request.maxBytes = 64u << 20;
    plan.requests.push_back(std::move(request));
    plan.make = [](LoadInput& input) -> Result<LoadOutcome> {
        const AssetResponse& response = input.responses.front();
        LoadOutcome outcome;
        if (response.status == 204 || response.body->empty())
            return outcome; // the server's way to say that there is no picture here
        std::string warning;
        Result<tiles3d::Image> image = tiles3d::decodeImage(*response.body, response.url, &warning);
        if (!image)
            return fail(std::move(image.error()));
        if (!warning.empty())
            outcome.issues.push_back({ErrorCode::DecodeFailed, response.url, std::move(warning)});
        LoadedPart part;
        part.prepared = input.preparer.prepareImage(std::make_shared<const tiles3d::Image>(std::move(*image)));
        outcome.parts.push_back(std::move(part));
        return outcome;
    };
    return plan;
}

void Picture::arrived(LoadOutcome& outcome)
{
    m_isAbsent = outcome.parts.empty();
    m_isFound = !m_isAbsent;
    if (m_isFound)
        m_layer.noteFound(m_address);
}

void Picture::failed(const Error& error)
{
    m_isAbsent = error.code == ErrorCode::NotFound;
    m_isLost = isTemporary(error);
    m_isFound = false;
}

ImageryLayer::ImageryLayer(std::uint32_t id, TileLoader& loader, XyzSource source, CachePolicy cache)
    : m_id(id), m_loader(loader), m_source(std::move(source)), m_cache(cache), m_pruneAt(kMostRecords)
{ }

ImageryLayer::~ImageryLayer()
{
    for (const auto& [key, picture] : m_pictures)
        m_loader.forget(*picture);
}

void ImageryLayer::beginFrame()
{
    m_pending = 0;
    m_hasSearched = false;
    if (m_pictures.size() > m_pruneAt) {
        std::erase_if(m_pictures, [](const auto& entry) { return entry.second->state() == LoadState::Unloaded; });
        m_pruneAt = std::max(kMostRecords, 2 * m_pictures.size());
    }
}

PictureAddress ImageryLayer::clampToLevels(PictureAddress address) const
{
    const int excess = address.level - m_source.maxLevel();
    if (excess > 0)
        return {m_source.maxLevel(), address.x >> excess, address.y >> excess};
    return address;
}

Picture& ImageryLayer::pictureAt(PictureAddress address)
{
    std::unique_ptr<Picture>& picture = m_pictures[address.key()];
    if (!picture)
        picture = std::make_unique<Picture>(*this, address);
    return *picture;
}

Picture* ImageryLayer::known(PictureAddress address) const
{
    const auto found = m_pictures.find(address.key());
    return found == m_pictures.end() ? nullptr : found->second.get();
}

bool ImageryLayer::isClosed(PictureAddress address) const
{
    const int last = std::max({m_source.minLevel(), address.level - kClosedLevels, std::min(m_coarsestFound, 64)});
    for (int level = address.level - 1; level >= last; --level) {
        const PictureAddress above = address.ancestor(level);
        const Picture* picture = known(above);
        if (picture && picture->isAbsent() && !m_aboveFound.contains(above.key()))
            return true;
    }
    return false;
}

void ImageryLayer::noteFound(PictureAddress address)
{
    m_coarsestFound = std::min(m_coarsestFound, address.level);
    m_finestFound = std::max(m_finestFound, address.level);
    while (address.level > m_source.minLevel()) {
        address = address.parent();
        if (!m_aboveFound.insert(address.key()).second)
            return;
    }
}

Picture* ImageryLayer::bestFor(PictureAddress address)
{
    address = clampToLevels(address);
    const int first = m_source.minLevel();
    if (address.level < first)
        return nullptr;
    if (!isClosed(address)) {
        Picture& own = pictureAt(address);
        if (!own.isMissing())
            return &own;
    }
    // Between the finest picture found above (or the first level) and the coarsest missing one below that.
    Picture* found = nullptr;
    bool isServerDown = false;
    int missing = address.level;
    for (int level = address.level; level >= first && !found; --level) {
        Picture* picture = known(address.ancestor(level));
        if (!picture)
            continue;
        isServerDown = isServerDown || picture->isLost();
        if (picture->isMissing())
            missing = level;
        else if (picture->isFound())
            found = picture;
    }
    if (isServerDown || (!found && m_coarsestFound == kNowhere))
        return found;
    int low = found ? found->address().level + 1 : m_coarsestFound;
    if (!found && missing <= low)
        low = first;
    if (missing <= low)
        return found;
    const bool mayBeFinest = m_finestFound >= low && m_finestFound < missing;
    return &pictureAt(address.ancestor(mayBeFinest ? m_finestFound : (low + missing) / 2));
}

void ImageryLayer::searchAbove(PictureAddress address, double priority)
{
    address = clampToLevels(address);
    const int first = m_source.minLevel();
    const Picture* own = known(address);
    if (m_hasSearched || m_coarsestFound != kNowhere || !own || !own->isAbsent())
        return;
    const auto isDecided = [&](PictureAddress above) {
        const Picture* picture = known(above);
        return picture && picture->isFinal();
    };
    const auto isOver = [&](PictureAddress searched) {
        for (int level = first; level < searched.level; ++level) {
            if (!isDecided(searched.ancestor(level)))
                return false;
        }
        return true;
    };
    if (!m_search || isOver(*m_search)) {
        m_search.reset();
        const int near = std::max(first, address.level - kSearchedLevels);
        for (int level = near; level < address.level; ++level) {
            const Picture* above = known(address.ancestor(level));
            if (above && above->isMissing())
                return;
        }
        if (isOver(address))
            return;
        m_search = address;
    }
    m_hasSearched = true;
    for (int level = first; level < m_search->level; ++level) {
        Picture& above = pictureAt(m_search->ancestor(level));
        if (above.isFinal())
            continue;
        m_loader.want(above, priority);
        ++m_pending;
    }
}

Picture* ImageryLayer::readyFor(PictureAddress address)
{
    for (address = clampToLevels(address); address.level >= m_source.minLevel(); address = address.parent()) {
        const auto found = m_pictures.find(address.key());
        if (found != m_pictures.end() && found->second->image())
            return found->second.get();
    }
    return nullptr;
}

void ImageryLayer::want(PictureAddress address, double priority, Need need, bool isReplacement)
{
    Picture* best = bestFor(address);
    if (!best) {
        if (need == Need::Now)
            searchAbove(address, priority);
        return;
    }
    best->setStandIn(false);
    m_loader.want(*best, priority, isReplacement, need);
    if (best->isReady()) {
        m_hasLoaded = true;
        return;
    }
    if (need != Need::Now)
        return;
    ++m_pending;
    if (Picture* meanwhile = readyFor(best->address())) {
        m_loader.use(*meanwhile);
        return;
    }
    const PictureAddress& missing = best->address();
    if (missing.level < clampToLevels(address).level)
        return; // coarse already
    const int level = std::max(missing.level - kCoverLevels, m_source.minLevel());
    const int up = missing.level - level;
    if (up > 0) {
        const PictureAddress cover{level, missing.x >> up, missing.y >> up};
        ++m_covers.try_emplace(cover.key(), cover, 0).first->second.second;
    }
}

void ImageryLayer::finishWants()
{
    for (const auto& [key, cover] : m_covers) {
        if (cover.second < kMissingPerCover)
            continue;
        Picture& picture = pictureAt(cover.first);
        if (picture.isMissing() || isClosed(cover.first))
            continue;
        if (picture.state() == LoadState::Unloaded)
            picture.setStandIn(true);
        m_loader.want(picture, kCoverPriority);
    }
    m_covers.clear();
}

void ImageryLayer::markDrawn(Picture& picture) { m_loader.markDrawn(picture); }

double ImageryLayer::secondsShown(const Picture& picture) const { return m_loader.secondsShown(picture); }

bool ImageryLayer::isComplete(PictureAddress address)
{
    const Picture* best = bestFor(address);
    return !best || best->isReady();
}

} // namespace guanjing::layers
