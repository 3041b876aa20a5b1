#include "layers/overlay/ImageryLayer.h"

#include "geodata/net/NetworkSettings.h"
#include "geodata/net/Url.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "layers/overlay/ImageryDescriptor.h"

#include <algorithm>
#include <cstdlib>
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

struct PictureFinding {
    bool isBlank = false;
    bool isOpaque = false;
    int width = 0, height = 0; ///< of a picture that a server made
};

namespace {

/// Makes transparent what has the colour of nothing; a lossy picture comes near it only.
void removeNodata(tiles3d::Image& image, const NodataColor& nodata, bool isLossy)
{
    const int slack = isLossy ? 4 : 0;
    if (image.channels == 3) {
        std::vector<std::uint8_t> rgba;
        rgba.reserve(image.pixels.size() / 3 * 4);
        for (std::size_t i = 0; i + 2 < image.pixels.size(); i += 3)
            rgba.insert(rgba.end(), {image.pixels[i], image.pixels[i + 1], image.pixels[i + 2], 255});
        image.pixels = std::move(rgba);
        image.channels = 4;
    }
    if (image.channels != 4)
        return;
    const auto isNear = [&](std::size_t at, std::size_t channel) {
        return std::abs(int{image.pixels[at + channel]} - int{nodata.rgb[channel]}) <= slack;
    };
    for (std::size_t i = 0; i + 3 < image.pixels.size(); i += 4)
        if (isNear(i, 0) && isNear(i, 1) && isNear(i, 2))
            image.pixels[i + 3] = 0;
}

PictureFinding findingOf(const tiles3d::Image& image)
{
    if (image.channels != 4 || image.pixels.empty())
        return {false, true};
    PictureFinding finding{true, true};
    for (std::size_t i = 3; i < image.pixels.size(); i += 4) {
        finding.isBlank = finding.isBlank && image.pixels[i] == 0;
        finding.isOpaque = finding.isOpaque && image.pixels[i] == 255;
    }
    return finding;
}

Result<LoadOutcome> outcomeOf(tiles3d::Image image, PictureFinding& finding, ContentPreparer& preparer)
{
    LoadOutcome outcome;
    finding = findingOf(image);
    if (finding.isBlank)
        return outcome;
    LoadedPart part;
    part.prepared = preparer.prepareImage(std::make_shared<const tiles3d::Image>(std::move(image)));
    outcome.parts.push_back(std::move(part));
    return outcome;
}

} // namespace

Picture::Picture(ImageryLayer& layer, PictureAddress address)
    : Resource(layer.m_log)
    , m_layer(layer)
    , m_address(address)
    , m_exists(layer.m_source->has(address.level, address.x, address.y))
{ }

bool Picture::isMissing() const
{
    return !m_exists || state() == LoadState::Failed || m_isAbsent || (m_isBlank && m_layer.m_hasOpaque);
}

LoadPlan Picture::plan()
{
    LoadPlan plan;
    m_finding = std::make_shared<PictureFinding>();
    std::string url = m_layer.source()->urlOf(m_address.level, m_address.x, m_address.y);
    if (url.empty()) {
        plan.waits = isHttpUrl(m_layer.source()->name()); // GDAL asks the server itself meanwhile
        plan.make = [source = m_layer.m_source, at = m_address, finding = m_finding,
                     nodata = m_layer.nodata](LoadInput& input) -> Result<LoadOutcome> {
            auto pixels = source->read(at.level, at.x, at.y);
            if (!pixels)
                return fail(std::move(pixels.error()));
            if (pixels->rgba.empty()) {
                finding->isBlank = true;
                return LoadOutcome{};
            }
            tiles3d::Image image;
            image.width = pixels->width;
            image.height = pixels->height;
            image.pixels = std::move(pixels->rgba);
            if (nodata)
                removeNodata(image, *nodata, false);
            auto outcome = outcomeOf(std::move(image), *finding, input.preparer);
            for (std::string& note : pixels->notes)
                outcome->issues.push_back({ErrorCode::DecodeFailed, source->name(), std::move(note)});
            return outcome;
        };
        return plan;
    }
    AssetRequest request;
    request.url = std::move(url);
    request.cache = m_layer.cache();
    request.maxBytes = 64u << 20;
    plan.requests.push_back(std::move(request));
    plan.make = [finding = m_finding, nodata = m_layer.nodata](LoadInput& input) -> Result<LoadOutcome> {
        const AssetResponse& response = input.responses.front();
        if (response.status == 204 || response.body->empty())
            return LoadOutcome{}; // the server's way to say that there is no picture here
        std::string warning;
        Result<tiles3d::Image> image = tiles3d::decodeImage(*response.body, response.url, &warning);
        if (!image) {
            // Map services say in XML what they did not like.
            if (std::string words = serviceExceptionOf(*response.body); !words.empty())
                return fail(ErrorCode::DecodeFailed, response.url, std::move(words));
            return fail(std::move(image.error()));
        }
        const int width = image->width, height = image->height;
        if (nodata)
            removeNodata(*image, *nodata, tiles3d::detectImageFormat(*response.body) != tiles3d::ImageFormat::Png);
        auto outcome = outcomeOf(std::move(*image), *finding, input.preparer);
        finding->width = width;
        finding->height = height;
        if (!warning.empty())
            outcome->issues.push_back({ErrorCode::DecodeFailed, response.url, std::move(warning)});
        return outcome;
    };
    return plan;
}

void Picture::arrived(LoadOutcome& outcome)
{
    m_isBlank = m_finding && m_finding->isBlank;
    m_isAbsent = outcome.parts.empty() && !m_isBlank;
    m_isFound = !m_isAbsent && !m_isBlank;
    if (m_isFound || m_isBlank)
        m_layer.noteFound(m_address);
    if (m_finding && m_finding->width > 0)
        m_layer.checkSize(m_address, m_finding->width, m_finding->height);
    m_layer.m_hasOpaque = m_layer.m_hasOpaque || (m_isFound && m_finding && m_finding->isOpaque);
}

void Picture::failed(const Error& error)
{
    m_isAbsent = error.code == ErrorCode::NotFound;
    m_isLost = isTemporary(error) || isMatterOfAccess(error);
    m_isFound = false;
    m_isBlank = false;
}

bool Picture::isWorthReporting(const Error& error) const
{
    return !(m_isStandIn && error.code == ErrorCode::Offline)
        && !(error.code == ErrorCode::NotFound && m_layer.m_hasFound);
}

ImageryLayer::ImageryLayer(std::uint32_t id, TileLoader& loader, std::shared_ptr<const PictureSource> source,
                           CachePolicy cache)
    : m_id(id), m_loader(loader), m_source(std::move(source)), m_cache(cache), m_pruneAt(kMostRecords)
{ }

ImageryLayer::ImageryLayer(std::uint32_t id, TileLoader& loader, ImageryDescription description, CachePolicy cache)
    : m_id(id), m_loader(loader), m_cache(cache), m_pruneAt(kMostRecords)
{
    m_descriptor = std::make_unique<ImageryDescriptor>(*this, std::move(description));
    m_descriptor->openAtOnce();
}

void ImageryLayer::open()
{
    if (m_source || !m_descriptor || m_descriptor->isFinal())
        return;
    m_loader.want(*m_descriptor, kCoverPriority, false, Need::Now);
    ++m_pending;
}

void ImageryLayer::opened(OpenedImagery imagery)
{
    // All of the world is where nobody wants to be taken.
    constexpr double kWorldDegrees = 359.0;
    if (const Rectangle bounds = boundsOf(imagery); bounds.east - bounds.west < kWorldDegrees)
        m_bounds = bounds;
    m_source = std::move(imagery.source);
    if (imagery.projector)
        m_grid = std::make_unique<GridPictures>(m_source, std::move(imagery.projector));
    m_isNewlyOpen = true;
    for (const Issue& issue : m_source->issues())
        if (issue.severity != Severity::Info)
            m_warnings.push_back({ErrorCode::BadValue, m_source->name(), issue.where + ": " + issue.message});
}

int ImageryLayer::finestGroundLevel() const
{
    if (!m_source)
        return -1;
    return m_grid ? m_grid->finestGroundLevel() : m_source->maxLevel();
}

ImageryLayer::~ImageryLayer()
{
    for (const auto& [key, picture] : m_pictures)
        m_loader.forget(*picture);
    if (m_descriptor)
        m_loader.forget(*m_descriptor);
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
    const int excess = address.level - m_source->maxLevel();
    if (excess > 0)
        return {m_source->maxLevel(), address.x >> excess, address.y >> excess};
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
    const int last = std::max({m_source->minLevel(), address.level - kClosedLevels, std::min(m_coarsestFound, 64)});
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
    if (!m_hasFound) {
        m_hasFound = true;
        m_log.dropNotFound();
    }
    m_coarsestFound = std::min(m_coarsestFound, address.level);
    m_finestFound = std::max(m_finestFound, address.level);
    while (address.level > m_source->minLevel()) {
        address = address.parent();
        if (!m_aboveFound.insert(address.key()).second)
            return;
    }
}

Picture* ImageryLayer::bestFor(PictureAddress address)
{
    if (!m_source)
        return nullptr;
    if (!m_source->grid().isNested()) {
        Picture& own = pictureAt(address);
        return own.isMissing() ? nullptr : &own;
    }
    address = clampToLevels(address);
    const int first = m_source->minLevel();
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
        if (picture->isBlank() && !picture->isMissing())
            found = picture;
        else if (picture->isMissing())
            missing = level;
        else if (picture->isFound())
            found = picture;
    }
    if (isServerDown || (!found && m_coarsestFound == kNowhere))
        return found;
    int low = found ? found->address().level + 1 : m_coarsestFound;
    if (!found && missing <= low)
        low = first;
    while (missing > low) {
        const bool mayBeFinest = m_finestFound >= low && m_finestFound < missing;
        Picture& between = pictureAt(address.ancestor(mayBeFinest ? m_finestFound : (low + missing) / 2));
        if (!between.isMissing())
            return &between;
        missing = between.address().level; // known not to exist, or blank
    }
    return found;
}

void ImageryLayer::searchAbove(PictureAddress address, double priority)
{
    if (!m_source || !m_source->grid().isNested())
        return;
    address = clampToLevels(address);
    const int first = m_source->minLevel();
    const Picture* own = known(address);
    if (m_hasSearched || m_coarsestFound != kNowhere || !own || !own->isAbsent())
        return;
    const auto isDecided = [&](PictureAddress above) {
        const Picture* picture = known(above);
        return picture && (picture->isFinal() || !picture->exists());
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
        if (above.isFinal() || !above.exists())
            continue;
        m_loader.want(above, priority);
        ++m_pending;
    }
}

void ImageryLayer::checkSize(const PictureAddress& address, int width, int height)
{
    const TileMatrix& matrix = m_source->grid().levels.at(static_cast<std::size_t>(address.level));
    // Finer ones are made for fine screens and mean the same place; coarser ones come with a description that is wrong.
    if (m_hasToldSize || (width >= matrix.tileWidth && height >= matrix.tileHeight))
        return;
    m_hasToldSize = true;
    const auto text = [](int a, int b) { return std::to_string(a) + " x " + std::to_string(b); };
    m_warnings.push_back({ErrorCode::BadValue, m_source->name(),
                          "a picture has " + text(width, height) + " pixels, where "
                              + text(matrix.tileWidth, matrix.tileHeight) + " are stated"});
}

void ImageryLayer::askWhatBlankMeans(const Picture& blank, double priority)
{
    if (m_hasOpaque || m_knowsBlank || !m_source->grid().isNested())
        return;
    const int first = m_source->minLevel();
    if (!m_blankProbe)
        m_blankProbe = BlankProbe{blank.address(), 1};
    while (m_blankProbe->place.level - m_blankProbe->levelsUp >= first) {
        const int level = m_blankProbe->place.level - m_blankProbe->levelsUp;
        Picture& above = pictureAt(m_blankProbe->place.ancestor(level));
        if (above.exists() && !above.isFinal()) {
            m_loader.want(above, priority);
            ++m_pending;
            return;
        }
        if (above.isFound())
            break; // arrived() has seen whether it is opaque
        m_blankProbe->levelsUp *= 2;
    }
    m_knowsBlank = true;
}

Picture* ImageryLayer::readyFor(PictureAddress address)
{
    if (!m_source)
        return nullptr;
    if (!m_source->grid().isNested()) {
        Picture* own = known(address);
        return own && own->image() ? own : nullptr;
    }
    for (address = clampToLevels(address); address.level >= m_source->minLevel(); address = address.parent()) {
        const auto found = m_pictures.find(address.key());
        if (found == m_pictures.end())
            continue;
        if (found->second->image())
            return found->second.get();
        if (found->second->isBlank() && !found->second->isMissing())
            return nullptr; // nothing is what belongs there
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
        if (best->isBlank() && need == Need::Now)
            askWhatBlankMeans(*best, priority);
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
    const int level =
        m_source->grid().isNested() ? std::max(missing.level - kCoverLevels, m_source->minLevel()) : missing.level;
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
        if (picture.isMissing() || picture.isBlank() || isClosed(cover.first))
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
