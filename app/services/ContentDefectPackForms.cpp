#include "app/services/ContentDefectForms.h"

#include <QCoreApplication>

namespace guanjing::app {

namespace {

constexpr const char* kForms[] = {
    QT_TRANSLATE_NOOP("ContentDefect", "not taken along in the pack"),
    QT_TRANSLATE_NOOP("ContentDefect", "this is no pack"),
    QT_TRANSLATE_NOOP("ContentDefect", "pack version %1, this program knows %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "there is a file of this name already"),
    QT_TRANSLATE_NOOP("ContentDefect", "says nothing of its state"),
    QT_TRANSLATE_NOOP("ContentDefect", "an entry is damaged"),
    QT_TRANSLATE_NOOP("ContentDefect", "parts of its directory are damaged; what they lead to is missing"),
    QT_TRANSLATE_NOOP("ContentDefect", "of its %1 files %2 are damaged"),
    QT_TRANSLATE_NOOP("ContentDefect", "this pack was begun with another area, or other layers or levels"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "this pack was begun without encryption; go on with it without a key, or choose another file"),
    QT_TRANSLATE_NOOP("ContentDefect", "the pack is not complete; taking along can be gone on with"),
    QT_TRANSLATE_NOOP("ContentDefect", "a pack is a scene and cannot be added to another"),
    QT_TRANSLATE_NOOP("ContentDefect", "no area was chosen"),
    QT_TRANSLATE_NOOP("ContentDefect", "no layer of the scene is of this date"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "about %1 are needed, %2 are free in this folder; choose a smaller area or coarser levels"),
    QT_TRANSLATE_NOOP("ContentDefect", "the scene has no layer of this name"),
    QT_TRANSLATE_NOOP("ContentDefect", "nothing that was chosen can be taken along"),
    QT_TRANSLATE_NOOP("ContentDefect", "cannot be taken along"),
    QT_TRANSLATE_NOOP("ContentDefect", "the area lies outside of where its system is defined"),
    QT_TRANSLATE_NOOP("ContentDefect", "it has nothing in the area"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 pixels in the area, too many for a grid of offsets"),
    QT_TRANSLATE_NOOP("ContentDefect", "pictures of a format that is not known"),
    QT_TRANSLATE_NOOP("ContentDefect", "heights of a format that is not known"),
    QT_TRANSLATE_NOOP("ContentDefect", "no tile of heights"),
    QT_TRANSLATE_NOOP("ContentDefect", "its heights cannot be unpacked"),
    QT_TRANSLATE_NOOP("ContentDefect", "bounds or levels that cannot be"),
    QT_TRANSLATE_NOOP("ContentDefect", "four degrees are needed: west,south,east,north"),
    QT_TRANSLATE_NOOP("ContentDefect", "a polygon needs at least 3 points"),
    QT_TRANSLATE_NOOP("ContentDefect", "a point that is no longitude and latitude"),
    QT_TRANSLATE_NOOP("ContentDefect", "the polygon has no area"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 points, at most %2 are allowed"),
    QT_TRANSLATE_NOOP("ContentDefect", "a polygon is needed, not \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "a polygon must be a list of rings"),
    QT_TRANSLATE_NOOP("ContentDefect", "a ring of a polygon must be a list of positions"),
    QT_TRANSLATE_NOOP("ContentDefect", "a position must be [longitude, latitude]"),
    QT_TRANSLATE_NOOP("ContentDefect", "no GeoJSON geometry"),
};

} // namespace

std::span<const char* const> packDefectForms() { return kForms; }

} // namespace guanjing::app
