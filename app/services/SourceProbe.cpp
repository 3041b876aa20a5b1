// A look at a source before it is added to a scene.
#include "app/services/SceneSource.h"
#include "geodata/net/AssetWait.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/Url.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/raster/ServiceLayers.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Gzip.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "geodata/tiles3d/Tileset.h"
#include "layers/scene/ImageryOptions.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace guanjing::app {
namespace {

using tiles3d::ContentFormat;

class Probe {
public:
    Probe(AssetAccessor& assets, std::chrono::duration<double> timeout, const std::stop_token& stop)
        : m_assets(assets), m_timeout(timeout), m_stop(stop)
    { }

    Result<void> lookAt(const layers::TilesetSourceSpec& source) const
    {
        return lookAt(packageRootUrl(source.url), {}, 0);
    }

    /// `offered`: of a service, the layers to choose from. False where no picture was there at any of the places tried.
    Result<bool> lookAt(const layers::ImagerySourceSpec& source, std::vector<ServiceLayer>& offered) const
    {
        const ImageryDescription description = layers::descriptionOf(source);
        const auto documents = fetchDocuments(
            description, [this](const std::string& url, const std::string& referrer) -> Result<ImageryDocument> {
                auto got = fetch(url, referrer);
                if (!got)
                    return fail(got.error());
                return ImageryDocument{got->url, got->body};
            });
        if (!documents)
            return fail(documents.error());
        const auto opened = openImagery(description, *documents);
        if (!opened)
            return fail(opened.error());
        if (!documents->empty())
            offered = layersOfService(description.kind, documents->front());
        const PictureSource& pictures = *opened->source;
        if (!pictures.grid().isWebMercatorQuad())
            return true;
        bool isAnyAsked = false;
        for (const Place& place : placesToTry(pictures)) {
            const std::string url = pictures.urlOf(place.level, place.x, place.y);
            if (url.empty())
                continue;
            auto got = fetch(url);
            if (got)
                return checkPicture(*got).map([] { return true; });
            // It may begin elsewhere; there some servers say otherwise that they have nothing.
            if (got.error().code != ErrorCode::NotFound && (!isAnyAsked || got.error().code == ErrorCode::Cancelled))
                return fail(got.error());
            isAnyAsked = true;
        }
        return !isAnyAsked;
    }

    Result<void> lookAt(const layers::LiveSourceSpec& source) const
    {
        std::string url = source.url;
        while (url.ends_with('/'))
            url.pop_back();
        url += "/Things?$top=1";
        auto got = fetch(url);
        if (!got)
            return fail(got.error());
        if (asText(*got->body).find("\"value\"") == std::string_view::npos)
            return fail(ErrorCode::BadMagic, redactUrl(url), beginningOf(*got->body));
        return {};
    }

private:
    static constexpr std::size_t kMostExternal = 64;
    static constexpr int kMostNested = 4;

    struct Place {
        int level;
        std::uint32_t x, y;
        bool operator==(const Place&) const = default;
    };
    /// Dongguan, and the middle of what the source says it covers; first at a level that most have. Of Web Mercator's quadtree.
    static std::vector<Place> placesToTry(const PictureSource& pictures)
    {
        constexpr double kLonDegrees = 113.75, kLatDegrees = 22.985;
        const TileGrid& grid = pictures.grid();
        const glm::dvec4 covered = grid.coveredBox();
        std::vector<Place> places;
        for (const int wanted : {10, 14, 17, 7, 4, 0}) {
            const int level = std::clamp(wanted, pictures.minLevel(), pictures.maxLevel());
            for (const glm::dvec2& at : {webMercatorOf(kLonDegrees, kLatDegrees),
                                         glm::dvec2((covered.x + covered.z) / 2, (covered.y + covered.w) / 2)}) {
                const auto found = grid.pictures(level, {at.x, at.y, at.x, at.y});
                if (!found)
                    continue;
                const Place place{level, (*found)[0], (*found)[1]};
                if (pictures.has(place.level, place.x, place.y)
                    && std::find(places.begin(), places.end(), place) == places.end())
                    places.push_back(place);
            }
        }
        return places;
    }

    static glm::dvec2 webMercatorOf(double lonDegrees, double latDegrees)
    {
        constexpr double kRadiusMeters = 6378137, kRadians = std::numbers::pi / 180.0;
        return {lonDegrees * kRadians * kRadiusMeters, std::asinh(std::tan(latDegrees * kRadians)) * kRadiusMeters};
    }

    static Result<void> checkPicture(const AssetResponse& got)
    {
        if (got.body->empty() || tiles3d::detectImageFormat(*got.body) != tiles3d::ImageFormat::Unknown)
            return {};
        if (tiles3d::isWebPage(*got.body))
            return fail(ErrorCode::BadMagic, redactUrl(got.url), "a web page, not a picture");
        std::string words = serviceExceptionOf(*got.body);
        return fail(ErrorCode::BadMagic, redactUrl(got.url), words.empty() ? beginningOf(*got.body) : words);
    }

    /// A tileset or a content.
    Result<void> lookAt(const std::string& url, const std::string& referrer, int depth) const
    {
        auto got = fetch(url, referrer);
        if (!got)
            return fail(got.error());
        const ByteView bytes(*got->body);
        switch (tiles3d::detectFormat(bytes)) {
        case ContentFormat::Unknown:
            // Damaged JSON is named by its reader.
            if (asText(*got->body).starts_with('{'))
                if (const auto document = tiles3d::parseTileset(bytes, redactUrl(url)); !document)
                    return fail(document.error());
            if (tiles3d::isWebPage(bytes))
                return fail(ErrorCode::BadMagic, redactUrl(url), tiles3d::kWebPageDetail);
            return fail(ErrorCode::BadMagic, redactUrl(url), got->body->empty() ? "no bytes" : beginningOf(bytes));
        case ContentFormat::Tileset: {
            const auto document = tiles3d::parseTileset(bytes, redactUrl(url));
            if (!document)
                return fail(document.error());
            // Where all depends on one content, its refusal is known now.
            if (document->contents.size() != 1 || !document->implicitTilings.empty() || depth >= kMostNested)
                return {};
            return lookAt(resolveUrl(got->url, std::string(document->uriOf(document->contents.front())), true),
                          got->url, depth + 1);
        }
        default: break;
        }
        tiles3d::ExternalBytes external;
        for (const std::string& uri : tiles3d::externalReferences(bytes)) {
            if (external.size() >= kMostExternal)
                break;
            if (auto part = fetch(resolveUrl(got->url, uri, true), got->url))
                external.emplace(uri, part->body);
            else if (part.error().code == ErrorCode::Cancelled)
                return fail(part.error());
        }
        for (const auto& [uri, file] : tiles3d::ExternalBytes(external))
            for (const std::string& inner : tiles3d::nestedReferences(bytes, *file)) {
                if (external.size() >= kMostExternal)
                    break;
                const std::string document = resolveUrl(got->url, uri, true);
                if (auto part = fetch(resolveUrl(document, inner, true), document))
                    external.emplace(tiles3d::nestedUri(uri, inner), part->body);
                else if (part.error().code == ErrorCode::Cancelled)
                    return fail(part.error());
            }
        tiles3d::unpackGzip(external);
        tiles3d::ContentContext context;
        context.url = redactUrl(url);
        context.external = &external;
        context.decodeImages = false;
        const auto content = tiles3d::decodeContent(bytes, context);
        if (!content)
            return fail(content.error());
        return {};
    }

    Result<AssetResponse> fetch(const std::string& url, const std::string& referrer = {}) const
    {
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, redactUrl(url), "");
        AssetRequest request;
        request.url = url;
        request.referrer = referrer;
        return getAndWait(m_assets, std::move(request), AssetWait{m_timeout, {}, std::chrono::seconds(3), m_stop});
    }

    /// What the bytes look like, so that a login page is recognised as one.
    static std::string beginningOf(ByteView bytes)
    {
        constexpr std::size_t kShown = 24;
        std::string text;
        for (const auto byte : bytes.first(std::min(bytes.size(), kShown))) {
            const char c = static_cast<char>(byte);
            text += c >= ' ' && c <= '~' ? c : '.';
        }
        return text;
    }

    AssetAccessor& m_assets;
    std::chrono::duration<double> m_timeout;
    const std::stop_token& m_stop;
};

/// The layers that a service offers in place of the one that stands for it, those that carry dates once for each; all but the
/// first layer hidden.
layers::Scene withServiceLayers(layers::Scene scene, const std::vector<ServiceLayer>& offered)
{
    if (offered.empty() || scene.imagery.size() != 1)
        return scene;
    const layers::ImagerySourceSpec asked = scene.imagery.front();
    std::vector<layers::ImagerySourceSpec> found;
    const auto add = [&](layers::ImagerySourceSpec source, const std::string& name) {
        const auto isTaken = [&](const std::string& wanted) {
            return std::any_of(found.begin(), found.end(), [&](const auto& other) { return other.name == wanted; });
        };
        source.name = name;
        for (int i = 2; isTaken(source.name); ++i)
            source.name = name + " (" + std::to_string(i) + ")";
        found.push_back(std::move(source));
    };
    for (const ServiceLayer& layer : offered) {
        if (!asked.layer.empty() && asked.layer != layer.id)
            continue;
        layers::ImagerySourceSpec source = asked;
        source.layer = layer.id;
        source.visible = found.empty() || layer.id == found.front().layer;
        if (layer.times.empty() || asked.dimensions.contains(layer.timeName)) {
            add(std::move(source), layer.title);
            continue;
        }
        source.series = layer.id;
        for (const std::string& time : layer.times) {
            source.dimensions[layer.timeName] = time;
            source.date = dateOfTime(time);
            add(source, layer.title + ' ' + source.date);
        }
    }
    if (!found.empty())
        scene.imagery = std::move(found);
    return scene;
}

} // namespace

Result<ProbedSource> probeSource(const QString& source, AssetAccessor& assets, DemoPlatform& demo,
                                 std::chrono::duration<double> timeout, const std::stop_token& stop)
{
    auto scene = openScene(source, assets, demo, {}, timeout, stop);
    if (!scene)
        return fail(std::move(scene.error()));
    const std::size_t count = scene->terrain.size() + scene->imagery.size() + scene->tilesets.size()
        + scene->live.size() + scene->vectors.size();
    if (count == 0)
        return fail(ErrorCode::Empty, source.toStdString(), "");
    if (count > 1 && !isRasterWithTerrain(*scene))
        return ProbedSource{*std::move(scene)};
    const Probe probe(assets, timeout, stop);
    Result<void> looked;
    bool isUnseen = false;
    std::vector<ServiceLayer> offered;
    if (!scene->tilesets.empty())
        looked = probe.lookAt(scene->tilesets.front());
    else if (!scene->imagery.empty())
        looked = probe.lookAt(scene->imagery.front(), offered).map([&](bool isSeen) { isUnseen = !isSeen; });
    else if (!scene->live.empty())
        looked = probe.lookAt(scene->live.front());
    if (!looked)
        return fail(looked.error());
    return ProbedSource{withTerrainOfRaster(withServiceLayers(*std::move(scene), offered), true), isUnseen};
}

} // namespace guanjing::app
