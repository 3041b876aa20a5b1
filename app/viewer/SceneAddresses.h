#pragma once

#include "layers/scene/Scene.h"

#include <QStringList>

#include <string>

class QMimeData;

namespace guanjing::app {

/// Addresses of the demo platform are saved as "demo:/…", since its port is another one each time.
[[nodiscard]] layers::Scene withDemoPlaceholder(layers::Scene scene, const std::string& base);
[[nodiscard]] layers::Scene withDemoBase(layers::Scene scene, const std::string& base);
[[nodiscard]] bool usesDemoPlaceholder(const layers::Scene& scene);

/// Files and addresses that can be dropped onto the window; empty when there is nothing of the kind.
[[nodiscard]] QStringList droppedSources(const QMimeData& data);

} // namespace guanjing::app
