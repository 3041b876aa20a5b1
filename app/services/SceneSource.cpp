#include "app/services/SceneSource.h"

#include "app/services/DemoAddresses.h"
#include "app/services/DemoPlatform.h"
#include "geodata/net/AssetWait.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/Url.h"
#include "geodata/raster/HeightRaster.h"
#include "geodata/tiles3d/Content.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace guanjing::app {
namespace {

struct SceneSourceText {
    Q_DECLARE_TR_FUNCTIONS(SceneSourceText)
};

/// A scene document has none of the keys that tilesets and glTF have.
bool looksLikeScene(const QString& source, std::string_view text)
{
    if (source.endsWith(QLatin1String(".scene.json"), Qt::CaseInsensitive))
        return true;
    const bool isPacked = text.starts_with("\x1F\x8B"); // gzip, which tilesets come in
    return !isPacked && text.find("\"asset\"") == std::string_view::npos
        && tiles3d::detectFormat(ByteView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()))
        == tiles3d::ContentFormat::Unknown;
}

struct Waiting {
    const std::function<void(const std::string& url)>& tell;
    std::chrono::duration<double> timeout;
    const std::stop_token& stop;
};

Result<AssetResponse> fetch(AssetAccessor& assets, const std::string& url, const Waiting& waiting,
                            std::size_t maxBytes = limits::kMaxAssetBytes)
{
    AssetRequest request;
    request.url = url;
    request.maxBytes = maxBytes;
    const auto tell = [&] {
        if (waiting.tell)
            waiting.tell(redactUrl(url));
    };
    return getAndWait(assets, std::move(request),
                      AssetWait{waiting.timeout, tell, std::chrono::seconds(3), waiting.stop});
}

Result<layers::Scene> sceneFromUrl(const std::string& url, AssetAccessor& assets, const Waiting& waiting)
{
    auto response = fetch(assets, url, waiting, limits::kMaxSceneBytes);
    if (!response)
        return fail(response.error());
    return layers::parseScene(asText(*response->body), response->url);
}

} // namespace

std::optional<Error> missingSceneFile(const QString& source)
{
    const std::string url = source.toStdString();
    if (source.isEmpty() || source == u"demo" || !isFileUrl(url) || url.find('{') != std::string::npos
        || splitPackageUrl(url) || QFileInfo::exists(QString::fromStdString(toFilePath(url))))
        return std::nullopt;
    return Error{ErrorCode::NotFound, url, "no such file", ErrorReason::NoSuchFile};
}

Result<layers::Scene> openScene(const QString& source, AssetAccessor& assets, DemoPlatform& demo,
                                const std::function<void(const std::string& url)>& tell,
                                std::chrono::duration<double> timeout, const std::stop_token& stop,
                                const PackDoor& door)
{
    const Waiting waiting{tell, timeout, stop};
    if (source == u"demo") {
        const auto base = demo.start();
        if (!base)
            return fail(base.error());
        const std::string address = base->toStdString();
        auto scene = sceneFromUrl(address + demoSceneFile(), assets, waiting);
        if (!scene && scene.error().code == ErrorCode::Offline) { // kept in the other language, perhaps
            if (auto other = sceneFromUrl(address + otherDemoSceneFile(), assets, waiting)) {
                renameDemo(*other, QLocale().language() == QLocale::English);
                scene = std::move(other);
            }
        }
        if (!scene)
            return scene;
        return movedToDemoBase(*std::move(scene), address);
    }
    const std::string url = source.toStdString();
    if (isFileUrl(url)) {
        const QFileInfo file(QString::fromStdString(toFilePath(url)));
        const std::string path = file.absoluteFilePath().toStdString();
        if (auto missing = missingSceneFile(source))
            return fail(*std::move(missing));
        if (isPackPath(source))
            return openPackScene(path, door);
        if (source.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
            auto response = fetch(assets, path, waiting);
            if (!response)
                return fail(response.error());
            if (response->body->empty() && !source.endsWith(QLatin1String(".scene.json"), Qt::CaseInsensitive))
                return fail(ErrorCode::Empty, path, "JSON text of no bytes");
            if (tiles3d::isWebPage(*response->body))
                return fail(ErrorCode::BadMagic, path, tiles3d::kWebPageDetail);
            if (looksLikeScene(source, asText(*response->body)))
                return layers::loadSceneFile(path);
        }
        auto scene = layers::sceneForSource(path);
        if (!scene)
            return scene;
        return withTerrainOfRaster(*std::move(scene), false);
    }
    if (source.section(QLatin1Char('?'), 0, 0).endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
        auto response = fetch(assets, url, waiting);
        if (!response)
            return fail(response.error());
        if (tiles3d::isWebPage(*response->body))
            return fail(ErrorCode::BadMagic, redactUrl(url), tiles3d::kWebPageDetail);
        if (looksLikeScene(source.section(QLatin1Char('?'), 0, 0), asText(*response->body)))
            return layers::parseScene(asText(*response->body), response->url);
    }
    return layers::sceneForSource(url);
}

bool isChoice(const layers::Scene& scene)
{
    const auto& imagery = scene.imagery;
    const bool isOneService = imagery.size() > 1 && scene.terrain.empty() && scene.tilesets.empty()
        && scene.live.empty() && scene.vectors.empty()
        && std::all_of(imagery.begin(), imagery.end(),
                       [&](const auto& source) { return source.url == imagery.front().url; });
    return isOneService || isRasterWithTerrain(scene);
}

bool isRasterWithTerrain(const layers::Scene& scene)
{
    const std::size_t others = scene.tilesets.size() + scene.live.size() + scene.vectors.size();
    return others == 0 && scene.imagery.size() == 1 && scene.terrain.size() == 1
        && scene.imagery.front().url == scene.terrain.front().url;
}

layers::Scene withTerrainOfRaster(layers::Scene scene, bool remoteToo)
{
    const std::size_t others = scene.terrain.size() + scene.tilesets.size() + scene.live.size() + scene.vectors.size();
    if (others > 0 || scene.imagery.size() != 1)
        return scene;
    layers::ImagerySourceSpec& imagery = scene.imagery.front();
    if (imagery.kind != "gdal" || (!remoteToo && !isFileUrl(imagery.url)))
        return scene;
    const auto meaning = meaningOfRaster(imagery.url);
    if (!meaning || *meaning == RasterMeaning::Picture)
        return scene; // what is wrong with it is told by who opens it
    layers::TerrainSourceSpec& terrain = scene.terrain.emplace_back();
    terrain.kind = "dem";
    terrain.url = imagery.url;
    terrain.name = imagery.name;
    const bool isHeights = *meaning == RasterMeaning::Heights;
    (isHeights ? imagery.visible : terrain.visible) = false;
    if (isHeights)
        imagery.name = SceneSourceText::tr("%1 as imagery").arg(QString::fromStdString(imagery.name)).toStdString();
    else
        terrain.name = SceneSourceText::tr("%1 as terrain").arg(QString::fromStdString(terrain.name)).toStdString();
    return scene;
}

} // namespace guanjing::app
