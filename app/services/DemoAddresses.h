#pragma once

#include "layers/scene/Scene.h"

#include <string>

namespace guanjing::app {

/// How addresses of the demo platform begin in saved scenes and in the tile cache.
inline constexpr auto kDemoPlaceholder = "demo:/";
/// What stands for it in packs, whose addresses are URLs.
inline constexpr auto kDemoPackRoot = "http://demo.invalid/";

/// Addresses of the demo platform are saved as "demo:/…", since its port is another one each time.
[[nodiscard]] layers::Scene withDemoPlaceholder(layers::Scene scene, const std::string& base);
[[nodiscard]] layers::Scene withDemoBase(layers::Scene scene, const std::string& base);
/// The platform's own scene as it was served once, with every address moved to `base`: one from the cache names the port
/// of another day.
[[nodiscard]] layers::Scene movedToDemoBase(layers::Scene scene, const std::string& base);
[[nodiscard]] bool usesDemoPlaceholder(const layers::Scene& scene);
/// True when a source lies on the platform at `base`.
[[nodiscard]] bool usesDemo(const layers::Scene& scene, const std::string& base);

/// The demo scene's own names in the language wanted; names that somebody gave stay as they are.
void renameDemo(layers::Scene& scene, bool english);
/// The demo scene's file below the platform's address, in the interface's language.
[[nodiscard]] std::string demoSceneFile();
/// The same in the other language.
[[nodiscard]] std::string otherDemoSceneFile();

} // namespace guanjing::app
