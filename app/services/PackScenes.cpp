#include "app/services/PackScenes.h"

#include "geodata/net/Url.h"
#include "geodata/packs/PackAccessor.h"
#include "layers/packs/PackScene.h"

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
    return scene;
}

PackAliases demoAliases(const std::string& base)
{
    return base.empty() ? PackAliases() : PackAliases{{base, "http://demo.invalid/"}};
}

} // namespace guanjing::app
