#pragma once

#include "geodata/core/Result.h"
#include "geodata/packs/PackAccessor.h"
#include "layers/scene/Scene.h"

#include <QString>

#include <optional>
#include <string>

namespace guanjing {
struct StoreKey;
} // namespace guanjing

namespace guanjing::app {

/// How scenes from packs are opened.
struct PackDoor {
    PackAccessor* packs = nullptr; ///< null: packs are not opened
    const StoreKey* key = nullptr; ///< null: none was given
    std::optional<PackAccessor::Opened>* opened = nullptr; ///< receives what a pack says of itself; may be null
};

/// True for the path of a pack.
[[nodiscard]] bool isPackPath(const QString& source);
/// Opens a pack beside those that are open, and reads its scene. Blocks. Errors as PackFile::open and parseScene.
[[nodiscard]] Result<layers::Scene> openPackScene(const std::string& path, const PackDoor& door);

/// TooLarge where a pack of about so many bytes finds no room in the folder of `path`; what is there of it already counts.
[[nodiscard]] Result<void> checkPackRoom(const std::string& path, double bytes);

/// What a pack puts in the place of the demo platform's address, whose port is another one each time; `base` may be empty.
[[nodiscard]] PackAliases demoAliases(const std::string& base);

} // namespace guanjing::app
