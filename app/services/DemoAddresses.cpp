#include "app/services/DemoAddresses.h"

#include "app/services/DemoNames.h"

#include <QLocale>

#include <algorithm>
#include <string_view>

namespace guanjing::app {

namespace {

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
    return replacePrefix(std::move(scene), base, kDemoPlaceholder);
}

layers::Scene withDemoBase(layers::Scene scene, const std::string& base)
{
    return replacePrefix(std::move(scene), kDemoPlaceholder, base);
}

layers::Scene movedToDemoBase(layers::Scene scene, const std::string& base)
{
    constexpr std::string_view kLoopback = "http://127.0.0.1:";
    forEachUrl(scene, [&](std::string& url) {
        const std::size_t slash = url.find('/', kLoopback.size());
        if (url.starts_with(kLoopback) && slash != std::string::npos)
            url.replace(0, slash + 1, base);
    });
    return scene;
}

bool usesDemoPlaceholder(const layers::Scene& scene) { return usesDemo(scene, kDemoPlaceholder); }

bool usesDemo(const layers::Scene& scene, const std::string& base)
{
    layers::Scene copy = scene;
    bool found = false;
    forEachUrl(copy, [&](const std::string& url) { found = found || (!base.empty() && url.starts_with(base)); });
    return found;
}

void renameDemo(layers::Scene& scene, bool english)
{
    const auto rename = [english](std::string& name) {
        for (const DemoName& known : kDemoNames)
            if (name == (english ? known.zh : known.en)) {
                name = english ? known.en : known.zh;
                return;
            }
    };
    const auto renameAll = [&](auto& list) {
        for (auto& entry : list)
            rename(entry.name);
    };
    rename(scene.name);
    renameAll(scene.viewpoints);
    renameAll(scene.terrain);
    renameAll(scene.imagery);
    renameAll(scene.tilesets);
    renameAll(scene.live);
    renameAll(scene.vectors);
    for (layers::ComparedViewSpec& view : scene.compare.views)
        std::for_each(view.hidden.begin(), view.hidden.end(), rename);
}

namespace {

std::string sceneFile(bool english) { return english ? "scene.json?language=en" : "scene.json"; }

} // namespace

std::string demoSceneFile() { return sceneFile(QLocale().language() == QLocale::English); }

std::string otherDemoSceneFile() { return sceneFile(QLocale().language() != QLocale::English); }

} // namespace guanjing::app
