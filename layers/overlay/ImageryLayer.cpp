#include "layers/overlay/ImageryLayer.h"

#include "geodata/net/Url.h"
#include "layers/overlay/ImageryDescriptor.h"
#include "layers/tiling/GroundMesh.h"

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
        if (issue.severity != Severity::Info) // what opens and yet has an error is a file that ends early
            m_warnings.push_back({issue.severity == Severity::Error ? ErrorCode::Truncated : ErrorCode::Notice,
                                  m_source->name(),
                                  issue.where.empty() ? issue.message : issue.where + ": " + issue.message});
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

bool ImageryLayer::isBeyondExtent(PictureAddress address) const
{
    if (!m_bounds || m_grid)
        return false;
    const PictureAddress asked = clampToLevels(address);
    return !m_source->has(asked.level, asked.x, asked.y)
        && !m_bounds->intersects(mercatorTileRectangle(asked.level, asked.x, asked.y));
}

Picture* ImageryLayer::bestFor(PictureAddress address)
{
    if (!m_source || isBeyondExtent(address))
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
    bool isCutOff = false;
    int missing = address.level;
    for (int level = address.level; level >= first && !found; --level) {
        Picture* picture = known(address.ancestor(level));
        if (!picture)
            continue;
        isCutOff = isCutOff || picture->isCutOff();
        if (picture->isBlank() && !picture->isMissing())
            found = picture;
        else if (picture->isMissing())
            missing = level;
        else if (picture->isFound())
            found = picture;
    }
    if (isCutOff || (!found && m_coarsestFound == kNowhere))
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
    if (m_hasSearched || m_coarsestFound != kNowhere || !own || !own->isMissing() || own->isCutOff())
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
    m_warnings.push_back({ErrorCode::Notice, m_source->name(),
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

bool ImageryLayer::provesToBePlaceholder(const Picture& picture, double priority)
{
    if (!picture.look() || !m_source->grid().isNested())
        return false;
    PlaceholderPictures::Question* question = m_placeholders.questionOf(*picture.look());
    if (!question)
        return false;
    bool isWaiting = false;
    for (PlaceholderPictures::Place& place : question->places) {
        while (!place.isDecided) {
            const int level = place.address.level - place.levelsUp;
            if (level < m_source->minLevel() || place.levelsUp > PlaceholderPictures::kMostLevelsUp) {
                place.isDecided = true; // nothing says that it is none
                break;
            }
            Picture& above = pictureAt(place.address.ancestor(level));
            if (above.exists() && !above.isFinal()) {
                m_loader.want(above, priority);
                ++m_pending;
                isWaiting = true;
                break;
            }
            if (above.isFound() && above.look() && above.look()->bytesHash != picture.look()->bytesHash)
                place.decide(*picture.look(), *above.look());
            else
                place.levelsUp *= 2;
        }
    }
    if (isWaiting || !m_placeholders.decide(*picture.look()))
        return false;
    m_warnings.push_back({ErrorCode::Notice,
                          redactUrl(m_source->urlOf(picture.address().level, picture.address().x, picture.address().y)),
                          "the same picture is given for many places where coarser ones show more; it is taken for "
                          "\"no picture here\""});
    return true;
}

Picture* ImageryLayer::readyFor(PictureAddress address)
{
    if (!m_source || isBeyondExtent(address))
        return nullptr;
    if (!m_source->grid().isNested()) {
        Picture* own = known(address);
        return own && own->image() ? own : nullptr;
    }
    for (address = clampToLevels(address); address.level >= m_source->minLevel(); address = address.parent()) {
        const auto found = m_pictures.find(address.key());
        if (found == m_pictures.end())
            continue;
        if (found->second->image() && !found->second->isMissing())
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
        else if (need == Need::Now && provesToBePlaceholder(*best, priority))
            want(address, priority, need, isReplacement);
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
    const PictureAddress cover = coverFor(*best);
    if (cover.level < missing.level)
        m_covers.try_emplace(cover.key(), cover, 0).first->second.second += best->isRetried() ? kMissingPerCover : 1;
}

PictureAddress ImageryLayer::coverFor(const Picture& missing) const
{
    PictureAddress cover = missing.address();
    if (!m_source->grid().isNested())
        return cover;
    const Picture* tried = &missing;
    while (cover.level > m_source->minLevel()) {
        // Where a server does not make the finest, it may well make those that it has made before.
        const bool isKnownLevel = tried->isRetried() && m_finestFound >= 0 && m_finestFound < cover.level;
        const int level = isKnownLevel ? m_finestFound : std::max(cover.level - kCoverLevels, m_source->minLevel());
        cover = missing.address().ancestor(std::max(level, m_source->minLevel()));
        tried = known(cover);
        if (!tried || !(tried->isRetried() || tried->isMissing()))
            break;
    }
    return cover;
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
