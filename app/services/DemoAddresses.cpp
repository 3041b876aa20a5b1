#include "app/services/DemoAddresses.h"

namespace guanjing::app {

namespace {

constexpr auto kPlaceholder = "demo:/";

template <class Change> void forEachUrl(layers::Scene& scene, Change change)
{
    for (auto& source : scene.terrain)
        change(source.url);
    for (auto& source : scene.imagery)
        change(source.url);
    for (auto& source : scene.tilesets)
        change(source.url);
    for (auto& source : scene.live)
        change(source.url);
    for (auto& source : scene.vectors)
        change(source.url);
}

layers::Scene replacePrefix(layers::Scene scene, const std::string& from, const std::string& to)
{
    if (!from.empty()) {
        forEachUrl(scene, [&](std::string& url) {
            if (url.starts_with(from))
                url = to + url.substr(from.size());
        });
    }
    return scene;
}

} // namespace

layers::Scene withDemoPlaceholder(layers::Scene scene, const std::string& base)
{
    return replacePrefix(std::move(scene), base, kPlaceholder);
}

layers::Scene withDemoBase(layers::Scene scene, const std::string& base)
{
    return replacePrefix(std::move(scene), kPlaceholder, base);
}

bool usesDemoPlaceholder(const layers::Scene& scene)
{
    layers::Scene copy = scene;
    bool found = false;
    forEachUrl(copy, [&](const std::string& url) { found = found || url.starts_with(kPlaceholder); });
    return found;
}

} // namespace guanjing::app
