#pragma once

#include "layers/scene/Scene.h"

#include <string>

namespace guanjing::app {

/// Addresses of the demo platform are saved as "demo:/…", since its port is another one each time.
[[nodiscard]] layers::Scene withDemoPlaceholder(layers::Scene scene, const std::string& base);
[[nodiscard]] layers::Scene withDemoBase(layers::Scene scene, const std::string& base);
[[nodiscard]] bool usesDemoPlaceholder(const layers::Scene& scene);

} // namespace guanjing::app
