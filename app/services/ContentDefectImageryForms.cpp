// Forms of what is wrong with imagery sources.
#include "app/services/ContentDefectForms.h"

#include <QtGlobal>

namespace guanjing::app {
namespace {

constexpr const char* kForms[] = {
    QT_TRANSLATE_NOOP("ContentDefect", "no XML document"),
    QT_TRANSLATE_NOOP("ContentDefect", "a document of no bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "an XML document with a zero byte"),
    QT_TRANSLATE_NOOP("ContentDefect", "an XML document without an element"),
    QT_TRANSLATE_NOOP("ContentDefect", "XML elements nested more than %1 deep"),
    QT_TRANSLATE_NOOP("ContentDefect", "more than %1 XML elements and attributes"),
    QT_TRANSLATE_NOOP("ContentDefect", "the service says: %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "no WMTS capabilities: the root element is \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "no WMS capabilities: the root element is \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "no TileMap of a TMS: the root element is \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "WMTS version %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "WMS version \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "WMTS capabilities without a layer"),
    QT_TRANSLATE_NOOP("ContentDefect", "WMS capabilities without a layer that has a name"),
    QT_TRANSLATE_NOOP("ContentDefect", "has no layer \"%1\", only %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "layer \"%1\" has no style \"%2\", only %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "layer \"%1\" names tile matrix set \"%2\", which is not described"),
    QT_TRANSLATE_NOOP("ContentDefect", "layer \"%1\" names no tile matrix set"),
    QT_TRANSLATE_NOOP("ContentDefect", "layer \"%1\" is not offered in tile matrix set \"%2\", only in %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "layer \"%1\" is offered as %2 only"),
    QT_TRANSLATE_NOOP("ContentDefect", "layer \"%1\" is offered in no coordinate system that is known here"),
    QT_TRANSLATE_NOOP("ContentDefect", "layer \"%1\" has no extent that could be expressed in %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "offers no format of pictures that is read here"),
    QT_TRANSLATE_NOOP("ContentDefect", "makes pictures of at most %1 by %2 pixels"),
    QT_TRANSLATE_NOOP("ContentDefect", "tile matrix \"%1\" of set \"%2\": %3 is \"%4\""),
    QT_TRANSLATE_NOOP("ContentDefect", "tile matrix \"%1\": %2 by %3 tiles"),
    QT_TRANSLATE_NOOP("ContentDefect", "tile matrix \"%1\": tiles of %2 by %3 pixels"),
    QT_TRANSLATE_NOOP("ContentDefect", "tile matrix \"%1\": a pixel has no size"),
    QT_TRANSLATE_NOOP("ContentDefect", "tile matrix \"%1\": its corner is no position"),
    QT_TRANSLATE_NOOP("ContentDefect", "tile matrix \"%1\" has no corner"),
    QT_TRANSLATE_NOOP("ContentDefect", "tile matrix \"%1\" has rows of different widths"),
    QT_TRANSLATE_NOOP("ContentDefect", "a tile matrix set without levels"),
    QT_TRANSLATE_NOOP("ContentDefect", "a tile matrix set whose levels begin at different corners"),
    QT_TRANSLATE_NOOP("ContentDefect", "has no levels between %1 and %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "TileSet \"%1\": units-per-pixel is \"%2\""),
    QT_TRANSLATE_NOOP("ContentDefect", "its Origin is no position"),
    QT_TRANSLATE_NOOP("ContentDefect", "names no tileset of pictures as OGC API Tiles has them"),
    QT_TRANSLATE_NOOP("ContentDefect", "names no tileset of pictures in tile matrix set \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "its tile matrix set \"%1\" is not described"),
    QT_TRANSLATE_NOOP("ContentDefect", "no JSON object"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1: not a coordinate system that is known here"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "pictures in %1 are not numbered by any convention; a WMTS says where each of its pictures lies"),
    QT_TRANSLATE_NOOP("ContentDefect", "the URL template has no {%1}"),
    QT_TRANSLATE_NOOP("ContentDefect", "holds no picture, or none that can be chosen here"),
    QT_TRANSLATE_NOOP("ContentDefect", "has no raster \"%1\": %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "says neither where its pixels lie nor has it control points"),
    QT_TRANSLATE_NOOP("ContentDefect", "names no coordinate system; a scene can state it as \"crs\""),
    QT_TRANSLATE_NOOP("ContentDefect", "holds only bands of complex numbers or of opacity"),
    QT_TRANSLATE_NOOP("ContentDefect", "holds no bands"),
    QT_TRANSLATE_NOOP(
        "ContentDefect",
        "it has no overviews that would do for %1 by %2 pixels, so it is shown from near only; gdaladdo adds them"),
    QT_TRANSLATE_NOOP(
        "ContentDefect",
        "it has no overviews for its %1 by %2 pixels, so it is slow to show from afar; gdaladdo adds them"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "it is placed by the best flat fit through %1 control points, which is right to no pixel"),
    QT_TRANSLATE_NOOP("ContentDefect", "a sample of it holds no values that count"),
    QT_TRANSLATE_NOOP("ContentDefect", "make no range of its tiles; taken as none"),
    QT_TRANSLATE_NOOP("ContentDefect", "is no extent; taken as none"),
    QT_TRANSLATE_NOOP("ContentDefect", "the extent of its pictures is empty"),
    QT_TRANSLATE_NOOP("ContentDefect", "its extent lies nowhere on Earth"),
    QT_TRANSLATE_NOOP("ContentDefect", "cannot be put on Earth from %1: %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "must be a colour such as \"#ffffff\" or a number as text"),
    QT_TRANSLATE_NOOP("ContentDefect", "the area lies beside this layer, which covers %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "has no level %1, only %2 to %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "the coarsest level, %1, is finer than the finest"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "about %1 are needed, %2 are free in this folder; choose a smaller area or a coarser level"),
    QT_TRANSLATE_NOOP("ContentDefect", "the file would be %1 by %2 pixels; choose a smaller area or a coarser level"),
    QT_TRANSLATE_NOOP("ContentDefect", "it has no pictures in this area at these levels"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "its pictures lie in %1; they are moved to WGS 84, which is right to about a metre"),
    QT_TRANSLATE_NOOP("ContentDefect", "holds no polygons"),
    QT_TRANSLATE_NOOP("ContentDefect", "the scene has no imagery"),
    QT_TRANSLATE_NOOP("ContentDefect", "no imagery is named \"%1\", only %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "more than one layer is meant; say which with --layer: %1"),
};

} // namespace

std::span<const char* const> imageryDefectForms() { return kForms; }

} // namespace guanjing::app
