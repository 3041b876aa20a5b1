#pragma once

#include "geodata/core/Result.h"
#include "geodata/packs/PackUrl.h"
#include "layers/scene/Scene.h"

#include <QString>

#include <string>

namespace guanjing {
class PackAccessor;
struct StoreKey;
} // namespace guanjing

namespace guanjing::app {

/// How scenes from packs are opened.
struct PackDoor {
    PackAccessor* packs = nullptr; ///< null: packs are not opened
    const StoreKey* key = nullptr; ///< null: none was given
};

/// True for the path of a pack.
[[nodiscard]] bool isPackPath(const QString& source);
/// Opens a pack beside those that are open, and reads its scene. Blocks. Errors as PackFile::open and parseScene.
[[nodiscard]] Result<layers::Scene> openPackScene(const std::string& path, const PackDoor& door);

/// What a pack puts in the place of the demo platform's address, whose port is another one each time; `base` may be empty.
[[nodiscard]] PackAliases demoAliases(const std::string& base);

} // namespace guanjing::app
