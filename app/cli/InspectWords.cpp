#include "app/cli/InspectWords.h"

#include <QCoreApplication>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct InspectWords {
    Q_DECLARE_TR_FUNCTIONS(InspectWords)
};

struct Word {
    const char* name;
    const char* text;
};
constexpr Word kWords[] = {
    // kinds, which are counts of a scene too
    {"tileset", QT_TRANSLATE_NOOP("InspectWords", "tileset")},
    {"content", QT_TRANSLATE_NOOP("InspectWords", "content")},
    {"raster", QT_TRANSLATE_NOOP("InspectWords", "raster")},
    {"terrain", QT_TRANSLATE_NOOP("InspectWords", "terrain")},
    {"vector", QT_TRANSLATE_NOOP("InspectWords", "vector")},
    {"feed", QT_TRANSLATE_NOOP("InspectWords", "feed")},
    {"scene", QT_TRANSLATE_NOOP("InspectWords", "scene")},
    {"imagery", QT_TRANSLATE_NOOP("InspectWords", "imagery")},
    {"pack", QT_TRANSLATE_NOOP("InspectWords", "pack")},
    // facts
    {"attribution", QT_TRANSLATE_NOOP("InspectWords", "attribution")},
    {"availableBelow", QT_TRANSLATE_NOOP("InspectWords", "available below")},
    {"bands", QT_TRANSLATE_NOOP("InspectWords", "bands")},
    {"centerECEF", QT_TRANSLATE_NOOP("InspectWords", "centre (ECEF)")},
    {"complete", QT_TRANSLATE_NOOP("InspectWords", "complete")},
    {"contentsWithMetadata", QT_TRANSLATE_NOOP("InspectWords", "contents with metadata")},
    {"crs", QT_TRANSLATE_NOOP("InspectWords", "crs")},
    {"driver", QT_TRANSLATE_NOOP("InspectWords", "driver")},
    {"edgeVertexCounts_WSEN", QT_TRANSLATE_NOOP("InspectWords", "vertices of the edges (W, S, E, N)")},
    {"encrypted", QT_TRANSLATE_NOOP("InspectWords", "encrypted")},
    {"extensions", QT_TRANSLATE_NOOP("InspectWords", "extensions")},
    {"extensions_id_len", QT_TRANSLATE_NOOP("InspectWords", "extensions")},
    {"finestPixel", QT_TRANSLATE_NOOP("InspectWords", "finest pixel")},
    {"gcps", QT_TRANSLATE_NOOP("InspectWords", "control points")},
    {"geoTransform", QT_TRANSLATE_NOOP("InspectWords", "geotransform")},
    {"groups", QT_TRANSLATE_NOOP("InspectWords", "groups")},
    {"layers", QT_TRANSLATE_NOOP("InspectWords", "layers")},
    {"layout", QT_TRANSLATE_NOOP("InspectWords", "layout")},
    {"levels", QT_TRANSLATE_NOOP("InspectWords", "levels")},
    {"made at", QT_TRANSLATE_NOOP("InspectWords", "made at")},
    {"made by", QT_TRANSLATE_NOOP("InspectWords", "made by")},
    {"maxHeight", QT_TRANSLATE_NOOP("InspectWords", "greatest height")},
    {"maxzoom", QT_TRANSLATE_NOOP("InspectWords", "finest level")},
    {"metadata", QT_TRANSLATE_NOOP("InspectWords", "metadata")},
    {"metadataAvailability", QT_TRANSLATE_NOOP("InspectWords", "availability every so many levels")},
    {"method", QT_TRANSLATE_NOOP("InspectWords", "method")},
    {"minHeight", QT_TRANSLATE_NOOP("InspectWords", "least height")},
    {"name", QT_TRANSLATE_NOOP("InspectWords", "name")},
    {"overviews", QT_TRANSLATE_NOOP("InspectWords", "overviews")},
    {"parentUrl", QT_TRANSLATE_NOOP("InspectWords", "parent")},
    {"parts", QT_TRANSLATE_NOOP("InspectWords", "parts")},
    {"picture", QT_TRANSLATE_NOOP("InspectWords", "picture")},
    {"projection", QT_TRANSLATE_NOOP("InspectWords", "projection")},
    {"scheme", QT_TRANSLATE_NOOP("InspectWords", "scheme")},
    {"size", QT_TRANSLATE_NOOP("InspectWords", "size")},
    {"statistics", QT_TRANSLATE_NOOP("InspectWords", "statistics")},
    {"tilesWithMetadata", QT_TRANSLATE_NOOP("InspectWords", "tiles with metadata")},
    {"tiling", QT_TRANSLATE_NOOP("InspectWords", "tiling")},
    {"type", QT_TRANSLATE_NOOP("InspectWords", "type")},
    {"waterMask", QT_TRANSLATE_NOOP("InspectWords", "water mask")},
    // colours of bands, as GDAL names them
    {"Undefined", QT_TRANSLATE_NOOP("InspectWords", "undefined")},
    {"Gray", QT_TRANSLATE_NOOP("InspectWords", "grey")},
    {"Palette", QT_TRANSLATE_NOOP("InspectWords", "palette")},
    {"Red", QT_TRANSLATE_NOOP("InspectWords", "red")},
    {"Green", QT_TRANSLATE_NOOP("InspectWords", "green")},
    {"Blue", QT_TRANSLATE_NOOP("InspectWords", "blue")},
    {"Alpha", QT_TRANSLATE_NOOP("InspectWords", "opacity")},
    // counts
    {"bytes", QT_TRANSLATE_NOOP("InspectWords", "bytes")},
    {"classes", QT_TRANSLATE_NOOP("InspectWords", "classes")},
    {"contents", QT_TRANSLATE_NOOP("InspectWords", "contents")},
    {"enums", QT_TRANSLATE_NOOP("InspectWords", "enums")},
    {"features", QT_TRANSLATE_NOOP("InspectWords", "features")},
    {"files", QT_TRANSLATE_NOOP("InspectWords", "files")},
    {"height", QT_TRANSLATE_NOOP("InspectWords", "height")},
    {"lines", QT_TRANSLATE_NOOP("InspectWords", "lines")},
    {"live", QT_TRANSLATE_NOOP("InspectWords", "live")},
    {"missing", QT_TRANSLATE_NOOP("InspectWords", "missing")},
    {"points", QT_TRANSLATE_NOOP("InspectWords", "points")},
    {"properties", QT_TRANSLATE_NOOP("InspectWords", "properties")},
    {"subtrees", QT_TRANSLATE_NOOP("InspectWords", "subtrees")},
    {"tiles", QT_TRANSLATE_NOOP("InspectWords", "tiles")},
    {"tilesets", QT_TRANSLATE_NOOP("InspectWords", "tilesets")},
    {"triangles", QT_TRANSLATE_NOOP("InspectWords", "triangles")},
    {"vectors", QT_TRANSLATE_NOOP("InspectWords", "vectors")},
    {"vertices", QT_TRANSLATE_NOOP("InspectWords", "vertices")},
    {"viewpoints", QT_TRANSLATE_NOOP("InspectWords", "viewpoints")},
    {"width", QT_TRANSLATE_NOOP("InspectWords", "width")},
};

} // namespace

QString inspectWord(const std::string& name)
{
    for (const Word& word : kWords)
        if (name == word.name)
            return InspectWords::tr(word.text);
    return QString::fromStdString(name);
}

QString inColumn(const QString& text, int width)
{
    qsizetype places = text.size();
    for (const QChar c : text)
        places += c.script() == QChar::Script_Han || (c.unicode() >= 0xFF00 && c.unicode() < 0xFFE0) ? 1 : 0;
    return text + QString(qMax<qsizetype>(0, width - places), u' ');
}

std::string yesOrNo(bool isSo) { return (isSo ? InspectWords::tr("yes") : InspectWords::tr("no")).toStdString(); }

} // namespace guanjing::app
