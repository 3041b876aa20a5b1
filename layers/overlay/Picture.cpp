#include "layers/overlay/Picture.h"

#include "geodata/net/Url.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "layers/overlay/ImageryLayer.h"
#include "layers/overlay/PlaceholderPictures.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace guanjing::layers {

struct PictureFinding {
    bool isBlank = false;
    bool isOpaque = false;
    int width = 0, height = 0; ///< of a picture that a server made
    bool isFresh = false; ///< a server gave it just now
    std::shared_ptr<const PictureLook> look{}; ///< of an opaque one
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

/// What is missing of a JPEG is made up by its decoder: rows of one colour to the end. (Of many only the mark at the end is
/// missing, and they are whole.)
bool endsInNothing(const tiles3d::Image& image)
{
    constexpr int kRows = 16;
    const auto row = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    const auto channels = static_cast<std::size_t>(image.channels);
    if (image.height < 2 * kRows || image.pixels.size() < row * kRows)
        return false;
    const std::uint8_t* end = image.pixels.data() + image.pixels.size();
    const std::uint8_t* begin = end - row * kRows;
    return std::equal(begin + channels, end, begin); // each pixel is as the one before
}

/// Nobody there, or nobody who lets us in: says nothing of this picture. A status is an answer.
bool isOfTheServer(const Error& error)
{
    return error.code == ErrorCode::ConnectionFailed || error.code == ErrorCode::Timeout
        || error.code == ErrorCode::TlsFailed
        || (error.code == ErrorCode::HttpStatus && (error.first == 401 || error.first == 407));
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
    return !m_exists || state() == LoadState::Failed || m_isAbsent || (m_isBlank && m_layer.m_hasOpaque)
        || (m_look && m_layer.m_placeholders.isOne(*m_look));
}

LoadPlan Picture::plan()
{
    LoadPlan plan;
    m_finding = std::make_shared<PictureFinding>();
    if (!isRetried())
        m_othersBefore = m_layer.m_answers;
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
        if (!warning.empty() && endsInNothing(*image))
            return fail(ErrorCode::Truncated, response.url, std::move(warning));
        const int width = image->width, height = image->height;
        if (nodata)
            removeNodata(*image, *nodata, tiles3d::detectImageFormat(*response.body) != tiles3d::ImageFormat::Png);
        auto look = lookOf(*image, *response.body);
        auto outcome = outcomeOf(std::move(*image), *finding, input.preparer);
        finding->width = width;
        finding->height = height;
        finding->isFresh = response.networkBytes > 0;
        finding->look = std::move(look);
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
    if (m_finding && m_finding->isFresh)
        ++m_layer.m_answers;
    m_look = m_finding ? m_finding->look : nullptr;
    if (m_look)
        m_layer.m_placeholders.note(*m_look, m_address);
    const bool isPlaceholder = m_look && m_layer.m_placeholders.isOne(*m_look);
    if ((m_isFound && !isPlaceholder) || m_isBlank)
        m_layer.noteFound(m_address);
    if (m_finding && m_finding->width > 0)
        m_layer.checkSize(m_address, m_finding->width, m_finding->height);
    m_layer.m_hasOpaque = m_layer.m_hasOpaque || (m_isFound && m_finding && m_finding->isOpaque);
}

void Picture::failed(const Error& error)
{
    m_isAbsent = error.code == ErrorCode::NotFound;
    m_isRefusedAlone = isTemporary(error) && m_layer.m_answers > m_othersBefore;
    m_isCutOff = !m_isRefusedAlone && isOfTheServer(error);
    m_isFound = false;
    m_isBlank = false;
}

bool Picture::isWorthReporting(const Error& error) const
{
    return !(m_isStandIn && error.code == ErrorCode::Offline)
        && !(error.code == ErrorCode::NotFound && m_layer.m_hasFound);
}

} // namespace guanjing::layers
