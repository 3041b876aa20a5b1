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

Picture* ImageryLayer::bestFor(PictureAddress address)
{
    for (address = clampToLevels(address); address.level >= m_source.minLevel(); address = address.parent()) {
        Picture& picture = pictureAt(address);
        if (!picture.isMissing())
            return &picture;
    }
    return nullptr;
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

void ImageryLayer::want(PictureAddress address, double priority, Need need)
{
    Picture* best = bestFor(address);
    if (!best)
        return;
    m_loader.want(*best, priority, false, need);
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
        if (!picture.isMissing())
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
