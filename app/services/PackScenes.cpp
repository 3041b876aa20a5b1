#include "app/services/PackScenes.h"

#include "app/services/DemoAddresses.h"
#include "geodata/net/Url.h"
#include "geodata/packs/PackLayout.h"
#include "layers/packs/PackScene.h"

#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>

#include <algorithm>
#include <utility>

namespace guanjing::app {

bool isPackPath(const QString& source)
{
    return isFileUrl(source.toStdString()) && isPackFileName(toFilePath(source.toStdString()));
}

Result<layers::Scene> openPackScene(const std::string& path, const PackDoor& door)
{
    if (door.packs == nullptr)
        return fail(ErrorCode::UnsupportedFeature, path, "a pack is a scene and cannot be added to another");
    auto opened = door.packs->open(path, door.key);
    if (!opened)
        return fail(std::move(opened.error()));
    auto scene = layers::readPackScene(opened->facts.scene);
    if (!scene)
        scene.error().source = path;
    if (door.opened != nullptr)
        *door.opened = *std::move(opened);
    return scene;
}

Result<void> checkPackRoom(const std::string& path, double bytes)
{
    const QFileInfo file(QString::fromStdString(path));
    const QStorageInfo storage(file.absolutePath());
    double needed = bytes + std::min(bytes, kPackLogBytes);
    for (const QString& there : {file.absoluteFilePath(), file.absoluteFilePath() + QStringLiteral("-wal")})
        needed -= double(QFileInfo(there).size()); // of one that was begun; 0 where there is none
    if (!storage.isValid() || !storage.isReady() || needed <= double(storage.bytesAvailable()))
        return {};
    const auto sizeText = [](double size) {
        constexpr double kMost = 9e18;
        return QLocale(QLocale::English)
            .formattedDataSize(static_cast<qint64>(std::min(size, kMost)), 1, QLocale::DataSizeTraditionalFormat)
            .toStdString();
    };
    return fail(ErrorCode::TooLarge, file.absoluteFilePath().toStdString(),
                "about " + sizeText(needed) + " are needed, " + sizeText(double(storage.bytesAvailable()))
                    + " are free in this folder; choose a smaller area or coarser levels");
}

PackAliases demoAliases(const std::string& base)
{
    return base.empty() ? PackAliases() : PackAliases{{base, kDemoPackRoot}};
}

} // namespace guanjing::app
