#include "tests/servers/ServedImagery.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "layers/overlay/GridPictures.h"
#include "layers/tiling/ViewState.h"
#include "tests/LightNear.h"
#include "tests/servers/Marks.h"

#include <glm/geometric.hpp>

#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

#include <cmath>
#include <map>

namespace guanjing::test {
namespace {

constexpr int kReach = 12; ///< pixels around a mark that are its own

Result<SharedBytes> fetch(AssetAccessor& assets, const std::string& url)
{
    AssetRequest request;
    request.url = url;
    auto answer = getAndWait(assets, std::move(request));
    if (!answer)
        return fail(answer.error());
    return answer->body;
}

class Pictures {
public:
    Pictures(AssetAccessor& assets, const PictureSource& source, Drape& drape)
        : m_assets(assets), m_source(source), m_drape(drape)
    { }
    /// Null where there is none.
    const tiles3d::Image* at(int level, std::uint32_t x, std::uint32_t y)
    {
        if (!m_source.has(level, x, y))
            return nullptr;
        const std::string url = m_source.urlOf(level, x, y);
        const auto [found, isNew] = m_pictures.try_emplace(url);
        if (!isNew)
            return found->second.get();
        ++m_drape.pictures;
        const auto bytes = fetch(m_assets, url);
        if (!bytes)
            return complain(bytes.error().toString());
        const auto image = tiles3d::decodeImage(**bytes, url);
        if (!image)
            return complain(image.error().toString() + " " + serviceExceptionOf(**bytes));
        found->second = std::make_unique<tiles3d::Image>(*image);
        return found->second.get();
    }

private:
    const tiles3d::Image* complain(const std::string& what)
    {
        if (m_drape.defect.empty())
            m_drape.defect = what;
        return nullptr;
    }
    AssetAccessor& m_assets;
    const PictureSource& m_source;
    Drape& m_drape;
    std::map<std::string, std::unique_ptr<tiles3d::Image>> m_pictures;
};

void lookAt(const tiles3d::Image* image, const glm::dvec2& expected, Drape& drape)
{
    if (!image || std::min(expected.x, expected.y) < kReach + 1 || expected.x > image->width - kReach - 2
        || expected.y > image->height - kReach - 2)
        return; // too near to the edge for a middle of it
    if (const auto found = lightNear(*image, expected, kReach)) {
        drape.worstPixels = std::max(drape.worstPixels, glm::distance(*found, expected));
        ++drape.seen;
    } else {
        ++drape.missing;
    }
}

} // namespace

Result<OpenedImagery> openServed(AssetAccessor& assets, const ImageryDescription& description)
{
    std::vector<ImageryDocument> documents;
    if (const std::string url = documentUrl(description); !url.empty()) {
        auto bytes = fetch(assets, url);
        if (!bytes)
            return fail(bytes.error());
        documents.push_back({url, *bytes});
        for (std::size_t i = 0; i < documents.size(); ++i) {
            const ImageryDocument from = documents[i];
            for (const auto& [written, absolute] : documentsNamedBy(description, from.url, *from.bytes)) {
                auto further = fetch(assets, absolute);
                if (!further)
                    return fail(further.error());
                documents.push_back({written, *further});
            }
        }
    }
    return openImagery(description, documents);
}

Drape measureDrape(AssetAccessor& assets, const OpenedImagery& imagery, const std::vector<glm::dvec2>& marks,
                   int groundLevel)
{
    Drape drape;
    const PictureSource& source = *imagery.source;
    Pictures pictures(assets, source, drape);
    std::optional<layers::GridPictures> grid;
    if (imagery.projector)
        grid.emplace(imagery.source, imagery.projector);
    const double side = std::exp2(groundLevel);
    for (const glm::dvec2& mark : marks) {
        const double x = (mark.x + 180) / 360 * side, y = mercatorUnitOfLatitude(mark.y) * side;
        const double column = std::floor(x), row = std::floor(y);
        const glm::dvec2 uv(x - column, y - row);
        if (!grid) {
            const int shown = std::clamp(groundLevel, source.minLevel(), source.maxLevel());
            const double up = std::exp2(groundLevel - shown);
            const glm::dvec2 at = glm::dvec2(x, y) / up;
            const glm::dvec2 corner = glm::floor(at);
            if (const auto* image =
                    pictures.at(shown, static_cast<std::uint32_t>(corner.x), static_cast<std::uint32_t>(corner.y)))
                lookAt(image, (at - corner) * glm::dvec2(image->width, image->height), drape);
            continue;
        }
        const auto& place = grid->on({column / side, row / side, (column + 1) / side, (row + 1) / side}, 256,
                                     layers::kMaxOverlaysPerTile);
        for (const layers::PictureAddress& address : place.addresses)
            for (const layers::OverlayBinding& binding : grid->bindings(place, address)) {
                const auto drawn = layers::placeInPicture(binding, glm::vec2(uv));
                if (!drawn || std::min(drawn->x, drawn->y) < 0 || std::max(drawn->x, drawn->y) > 1)
                    continue;
                if (const auto* image = pictures.at(address.level, address.x, address.y))
                    lookAt(image, glm::dvec2(*drawn) * glm::dvec2(image->width, image->height), drape);
            }
    }
    return drape;
}

ProgramRun runProgram(const QStringList& arguments)
{
    const QTemporaryDir cache;
    QProcess program;
    program.start(
        QStringLiteral(GUANJING_PROGRAM),
        arguments
            + QStringList{QStringLiteral("--cache"), cache.path(), QStringLiteral("--language"), QStringLiteral("en")});
    if (!program.waitForFinished(120'000)) {
        program.kill();
        program.waitForFinished();
    }
    return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1, program.readAllStandardOutput(),
            program.readAllStandardError()};
}

Drape measureRendered(const QString& source, const std::vector<glm::dvec2>& marks, double pixelMeters,
                      const QString& path)
{
    constexpr int kWidth = 800, kHeight = 600;
    constexpr double kEyeMeters = 300;
    Drape drape;
    const QString view =
        QStringLiteral("%1,%2,%3,0,-90").arg(kMarksLon, 0, 'f', 9).arg(kMarksLat, 0, 'f', 9).arg(kEyeMeters);
    const ProgramRun run =
        runProgram({QStringLiteral("render"), source, QStringLiteral("--view"), view, QStringLiteral("--size"),
                    QStringLiteral("%1x%2").arg(kWidth).arg(kHeight), QStringLiteral("--out"), path});
    if (run.exitCode != 0) {
        drape.defect = "exit code " + std::to_string(run.exitCode) + ": " + run.errors.toStdString();
        return drape;
    }
    const QImage picture = QImage(path).convertToFormat(QImage::Format_RGBA8888);
    tiles3d::Image image;
    image.width = picture.width();
    image.height = picture.height();
    image.pixels.assign(picture.constBits(), picture.constBits() + picture.sizeInBytes());
    const auto state = layers::ViewState::geographic(kMarksLon, kMarksLat, kEyeMeters, 0, -90, kWidth, kHeight);
    const double perPixel = pixelMeters * state.pixelsPerMeter(kEyeMeters);
    ++drape.pictures;
    for (const glm::dvec2& mark : marks) {
        const glm::dvec3 relative = toEcef({mark.x, mark.y, 0}) - state.eye;
        const double depth = glm::dot(relative, state.direction);
        const glm::dvec2 expected(kWidth / 2.0 * (1 + glm::dot(relative, state.right) / (state.tanHalfX * depth)),
                                  kHeight / 2.0 * (1 - glm::dot(relative, state.up) / (state.tanHalfY * depth)));
        const int reach = static_cast<int>(kReach * std::max(1.0, perPixel) * 1.5);
        if (std::min(expected.x, expected.y) < reach + 2 || expected.x > kWidth - reach - 2
            || expected.y > kHeight - reach - 2)
            continue;
        if (const auto found = lightNear(image, expected, reach)) {
            drape.worstPixels = std::max(drape.worstPixels, glm::distance(*found, expected) / perPixel);
            ++drape.seen;
        } else {
            ++drape.missing;
        }
    }
    return drape;
}

} // namespace guanjing::test
