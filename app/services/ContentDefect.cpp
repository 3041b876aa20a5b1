#include "app/services/ContentDefect.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace guanjing::app {

namespace {

/// The details of geodata/tiles3d, layers/scene and of styles that do not fit; %1, %2 … stand for names and values. Longer ones that begin alike come
/// first.
constexpr const char* kForms[] = {
    QT_TRANSLATE_NOOP("ContentDefect", "%1; so with %2 further contents"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 contents were checked, %2 were not"),
    QT_TRANSLATE_NOOP("ContentDefect", "object key"),
    QT_TRANSLATE_NOOP("ContentDefect", "object separator"),
    QT_TRANSLATE_NOOP("ContentDefect", "string literal"),
    QT_TRANSLATE_NOOP("ContentDefect", "number literal"),
    QT_TRANSLATE_NOOP("ContentDefect", "true literal"),
    QT_TRANSLATE_NOOP("ContentDefect", "false literal"),
    QT_TRANSLATE_NOOP("ContentDefect", "null literal"),
    QT_TRANSLATE_NOOP("ContentDefect", "syntax error while parsing %1 - unexpected end of input; expected %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "syntax error while parsing %1 - unexpected end of input"),
    QT_TRANSLATE_NOOP("ContentDefect", "syntax error while parsing %1 - unexpected %2; expected %3"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "syntax error while parsing %1 - invalid string: missing closing quote; last read: %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "syntax error while parsing %1 - invalid literal; last read: %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "syntax error while parsing %1 - %2; last read: %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "syntax error while parsing %1 - %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "nested deeper than %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "Empty: no JSON found"),
    QT_TRANSLATE_NOOP(
        "ContentDefect",
        "The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc."),
    QT_TRANSLATE_NOOP("ContentDefect", "The JSON document was too deep (too many nested objects and arrays)"),
    QT_TRANSLATE_NOOP("ContentDefect", "no valid byteOffset, componentType or type"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 bytes at %2 of a binary body of %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "tile header in %1 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "tile version %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "header states %1 bytes, there are %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "header states %1 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "tables end at %1, the tile at %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "neither an array nor a reference into the binary body"),
    QT_TRANSLATE_NOOP("ContentDefect", "the feature table is not a JSON object"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 has no valid byteOffset"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 of %2 elements reaches beyond a binary body of %3 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "enum \"%1\" is not in the schema"),
    QT_TRANSLATE_NOOP("ContentDefect", "valueType of enum \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "type \"%1\" with componentType \"%2\""),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 of %2 bytes for %3 rows"),
    QT_TRANSLATE_NOOP("ContentDefect", "composites nested deeper than %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "content of no bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "a tileset where a model is wanted"),
    QT_TRANSLATE_NOOP("ContentDefect", "content of format %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "neither a 3D tile nor glTF"),
    QT_TRANSLATE_NOOP("ContentDefect", "content of %1 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "gzip inside gzip"),
    QT_TRANSLATE_NOOP("ContentDefect", "not enough memory for the content"),
    QT_TRANSLATE_NOOP("ContentDefect", "not enough memory for the subtree"),
    QT_TRANSLATE_NOOP("ContentDefect", "not enough memory for the tileset"),
    QT_TRANSLATE_NOOP("ContentDefect", "glTF 1.0 is not a JSON object"),
    QT_TRANSLATE_NOOP("ContentDefect", "glb header needs 20 bytes, there are %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "glb states %1 bytes, there are %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "glb states a length of %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "glTF 1.0 content is longer than its file"),
    QT_TRANSLATE_NOOP("ContentDefect", "binary glTF version %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "glb chunk %1 states %2 bytes, there are %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "the first glb chunk is not JSON"),
    QT_TRANSLATE_NOOP("ContentDefect", "a glTF is a JSON object"),
    QT_TRANSLATE_NOOP("ContentDefect", "glTF without asset"),
    QT_TRANSLATE_NOOP("ContentDefect", "glTF version \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "glTF minVersion \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "required glTF extension %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "malformed data: URI"),
    QT_TRANSLATE_NOOP("ContentDefect", "\"%1\" could not be read: %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "\"%1\" could not be read"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 features, values for %2 of them"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 instances name features beyond any"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 vertices name features beyond the %2 that there are"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 points name features beyond the %2 that there are"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 values for %2 features"),
    QT_TRANSLATE_NOOP("ContentDefect", "out of memory for the style"),
    QT_TRANSLATE_NOOP("ContentDefect", "out of memory while decoding"),
    QT_TRANSLATE_NOOP("ContentDefect", "more than %1 tilesets name each other"),
    QT_TRANSLATE_NOOP("ContentDefect", "the scheme \"%1:\" is none of http:, https:, file:, data:"),
    QT_TRANSLATE_NOOP("ContentDefect", "unexpected byte %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "unexpected \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "the number %1 is too large"),
    QT_TRANSLATE_NOOP("ContentDefect", "the text ends too early"),
    QT_TRANSLATE_NOOP("ContentDefect", "the tileset names itself as its content"),
    QT_TRANSLATE_NOOP("ContentDefect", "tilesets go in circles: this one leads back to %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "neither http(s), data: nor a file"),
    QT_TRANSLATE_NOOP("ContentDefect", "a data: URI has no place that it could be relative to"),
    QT_TRANSLATE_NOOP("ContentDefect", "no buffer %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "buffer %1 has no valid byteLength"),
    QT_TRANSLATE_NOOP("ContentDefect", "buffer %1 states %2 bytes, there are %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "EXT_meshopt_compression without byteLength, count or byteStride"),
    QT_TRANSLATE_NOOP("ContentDefect", "EXT_meshopt_compression reaches beyond its buffer"),
    QT_TRANSLATE_NOOP("ContentDefect", "EXT_meshopt_compression: %1 elements in %2 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "EXT_meshopt_compression byteStride %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "EXT_meshopt_compression unpacks to more than the limit"),
    QT_TRANSLATE_NOOP("ContentDefect", "EXT_meshopt_compression mode \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "EXT_meshopt_compression filter \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "EXT_meshopt_compression: status %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "no bufferView %1 with a buffer"),
    QT_TRANSLATE_NOOP("ContentDefect", "no bufferView %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "bufferView %1 has no valid byteLength"),
    QT_TRANSLATE_NOOP("ContentDefect", "bufferView %1 ends at %2, its buffer at %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "bufferView %1 reaches beyond its buffer of %2 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "no accessor %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "accessor %1 has no valid count, componentType or type"),
    QT_TRANSLATE_NOOP("ContentDefect", "accessor %1: byteStride is smaller than an element"),
    QT_TRANSLATE_NOOP("ContentDefect", "accessor %1 of %2 elements reaches beyond its bufferView of %3 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "accessor %1 has %2 elements and no bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "accessor %1: over the limit on decoded bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "sparse accessor without valid count, indices or values"),
    QT_TRANSLATE_NOOP("ContentDefect", "sparse accessor: componentType of indices"),
    QT_TRANSLATE_NOOP("ContentDefect", "sparse accessor reaches beyond its bufferView"),
    QT_TRANSLATE_NOOP("ContentDefect", "sparse accessor: over the limit on decoded bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "sparse accessor: index %1 of %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "Draco: %1 elements in %2 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "neither uri nor bufferView"),
    QT_TRANSLATE_NOOP("ContentDefect", "zlib cannot start"),
    QT_TRANSLATE_NOOP("ContentDefect", "gzip content unpacks to more than the limit"),
    QT_TRANSLATE_NOOP("ContentDefect", "gzip stream ends early"),
    QT_TRANSLATE_NOOP("ContentDefect", "libjpeg-turbo cannot start"),
    QT_TRANSLATE_NOOP("ContentDefect", "JPEG in CMYK"),
    QT_TRANSLATE_NOOP("ContentDefect", "WebP: bad header"),
    QT_TRANSLATE_NOOP("ContentDefect", "WebP: bad bitstream"),
    QT_TRANSLATE_NOOP("ContentDefect", "animated WebP"),
    QT_TRANSLATE_NOOP("ContentDefect", "picture of no bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "picture is neither JPEG, PNG, WebP nor KTX 2"),
    QT_TRANSLATE_NOOP("ContentDefect", "nothing may be fetched"),
    QT_TRANSLATE_NOOP("ContentDefect", "gltfFormat %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "no INSTANCES_LENGTH"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 instances"),
    QT_TRANSLATE_NOOP("ContentDefect", "JSON text of no bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "JSON of %1 bytes, the limit is %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "no memory for JSON of %1 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "JSON nested deeper than %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "a metadata schema is a JSON object"),
    QT_TRANSLATE_NOOP("ContentDefect", "3DTILES_draco_point_compression reaches beyond the binary body"),
    QT_TRANSLATE_NOOP("ContentDefect", "POINTS_LENGTH is %1, the Draco stream has %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "POSITION is not in the Draco stream"),
    QT_TRANSLATE_NOOP("ContentDefect", "a position is not finite"),
    QT_TRANSLATE_NOOP("ContentDefect", "POSITION_QUANTIZED without its volume"),
    QT_TRANSLATE_NOOP("ContentDefect", "cannot be read from the Draco stream"),
    QT_TRANSLATE_NOOP("ContentDefect", "availability constant is neither 0 nor 1"),
    QT_TRANSLATE_NOOP("ContentDefect", "availability has neither constant nor bitstream"),
    QT_TRANSLATE_NOOP("ContentDefect", "availability of %1 in %2 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "no tileAvailability"),
    QT_TRANSLATE_NOOP("ContentDefect", "a subtree is a JSON object"),
    QT_TRANSLATE_NOOP("ContentDefect", "subtree header in %1 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "subtree version %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "subtree states %1 and %2 bytes, there are %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "cmpt header in %1 bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "cmpt version %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "cmpt states %1 bytes, there are %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "cmpt: inner tile %1 of %2 does not fit into the %3 bytes left"),
    QT_TRANSLATE_NOOP("ContentDefect", "b3dm without a glTF"),
    QT_TRANSLATE_NOOP("ContentDefect", "a tileset is a JSON object"),
    QT_TRANSLATE_NOOP("ContentDefect", "no root tile"),
    QT_TRANSLATE_NOOP("ContentDefect", "3D Tiles version \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 bytes, at most %2 are allowed for a scene"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 bytes, at most %2 are allowed for a picture"),
    QT_TRANSLATE_NOOP("ContentDefect", "a scene file of no bytes"),
    QT_TRANSLATE_NOOP("ContentDefect", "\"%1\" is not YYYY, YYYY-MM or YYYY-MM-DD"),
    QT_TRANSLATE_NOOP("ContentDefect", "\"%1\" is none of %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 is outside more than %2 to %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 is outside %2 to %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "has %1 points, at most %2 are allowed"),
    QT_TRANSLATE_NOOP("ContentDefect", "has %1 entries, at most %2 are allowed"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 sources, at most %2 are allowed"),
    QT_TRANSLATE_NOOP("ContentDefect", "damaged base64 at character %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "damaged base64: its length is no multiple of 4"),
    QT_TRANSLATE_NOOP("ContentDefect", "is no %1 picture"),
    QT_TRANSLATE_NOOP("ContentDefect", "is no picture as data:image/jpeg;base64,… or data:image/png;base64,…"),
    QT_TRANSLATE_NOOP("ContentDefect", "the key \"%1\" stands twice"),
    QT_TRANSLATE_NOOP("ContentDefect", "\"%1\" is already the name of another viewpoint"),
    QT_TRANSLATE_NOOP("ContentDefect", "\"%1\" is already the name of %2"),
    QT_TRANSLATE_NOOP("ContentDefect", "is not a file"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1 is not read yet"),
    QT_TRANSLATE_NOOP("ContentDefect", "is a scene file, not a source: open it as a scene"),
    QT_TRANSLATE_NOOP("ContentDefect", "a folder without a tileset.json"),
    QT_TRANSLATE_NOOP("ContentDefect", "neither its name nor its bytes tell what it is"),
    QT_TRANSLATE_NOOP("ContentDefect", "an empty source"),
    QT_TRANSLATE_NOOP("ContentDefect", "%1, character %2: %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "a colour is expected, here is %1; color('%2') makes one of it"),
    QT_TRANSLATE_NOOP("ContentDefect", "a colour is expected, here is %1"),
    QT_TRANSLATE_NOOP("ContentDefect", "a size above 0 is expected, here is %1"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "unknown key, passed over; a style has show, color, pointSize, meta and defines"),
    QT_TRANSLATE_NOOP("ContentDefect", "unknown key, passed over"),
    QT_TRANSLATE_NOOP("ContentDefect", "no feature has a property \"%1\"; the most similar name is \"%2\""),
    QT_TRANSLATE_NOOP("ContentDefect", "no feature has a property \"%1\""),
    QT_TRANSLATE_NOOP("ContentDefect", "\"%1\" needs %2, here are %3 and %4"),
    QT_TRANSLATE_NOOP("ContentDefect", "\"%1\" needs %2, here is %3"),
    QT_TRANSLATE_NOOP("ContentDefect", "numbers, vectors of the same size or a string"),
    QT_TRANSLATE_NOOP("ContentDefect", "numbers or vectors of the same size"),
    QT_TRANSLATE_NOOP("ContentDefect", "a number or a vector"),
    QT_TRANSLATE_NOOP("ContentDefect", "a regExp and a string"),
    QT_TRANSLATE_NOOP("ContentDefect", "booleans"),
    QT_TRANSLATE_NOOP("ContentDefect", "a boolean"),
    QT_TRANSLATE_NOOP("ContentDefect", "numbers"),
    QT_TRANSLATE_NOOP("ContentDefect",
                      "the regular expression takes too much work on a value and counts as not matching"),
};

struct Form {
    const char* text;
    QRegularExpression pattern;
    std::vector<int> places; ///< number of each placeholder, in the order of the text
};

const std::vector<Form>& forms()
{
    static const std::vector<Form> all = [] {
        static const QRegularExpression kPlace(QStringLiteral("%(\\d)"));
        std::vector<Form> made;
        for (const char* text : kForms) {
            Form form{text, {}, {}};
            const QString english = QString::fromUtf8(text);
            QString pattern;
            qsizetype at = 0;
            for (auto places = kPlace.globalMatch(english); places.hasNext();) {
                const auto place = places.next();
                pattern += QRegularExpression::escape(english.mid(at, place.capturedStart() - at))
                    + (place.capturedEnd() == english.size() ? QStringLiteral("(.+)") : QStringLiteral("(.+?)"));
                form.places.push_back(place.captured(1).toInt());
                at = place.capturedEnd();
            }
            form.pattern = QRegularExpression(
                QRegularExpression::anchoredPattern(pattern + QRegularExpression::escape(english.mid(at))),
                QRegularExpression::DotMatchesEverythingOption);
            made.push_back(std::move(form));
        }
        return made;
    }();
    return all;
}

QString placeText(const QString& place)
{
    static const QRegularExpression kLine(QStringLiteral("^line (\\d+), column (\\d+)$"));
    const auto line = kLine.match(place);
    return line.hasMatch()
        ? QCoreApplication::translate("ContentDefect", "line %1, column %2").arg(line.captured(1), line.captured(2))
        : place;
}

std::optional<QString> worded(const QString& detail)
{
    // "meshes[0].primitives[1]: what is wrong there"; "line 3, column 7: …". First, lest a form that begins with a value takes
    // the place for a part of it.
    static const QRegularExpression kPlaced(QStringLiteral("^(line \\d+, column \\d+|[^\\s:]+): (.+)$"),
                                            QRegularExpression::DotMatchesEverythingOption);
    if (const auto placed = kPlaced.match(detail); placed.hasMatch()) {
        if (const auto inner = worded(placed.captured(2)))
            return QCoreApplication::translate("ContentDefect", "%1: %2", "place in a file: what is wrong there")
                .arg(placeText(placed.captured(1)), *inner);
    }
    for (const Form& form : forms()) {
        const auto match = form.pattern.match(detail);
        if (!match.hasMatch())
            continue;
        QString text = QCoreApplication::translate("ContentDefect", form.text);
        // From the last on and as a whole, so that a percent sign in a value is nobody's placeholder.
        QString result;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const int number = text[i] == u'%' && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
            const auto place = std::find(form.places.begin(), form.places.end(), number);
            if (number < 0 || place == form.places.end()) {
                result += text[i];
                continue;
            }
            const QString value = match.captured(static_cast<int>(place - form.places.begin()) + 1);
            result += worded(value).value_or(value);
            ++i;
        }
        return result;
    }
    return std::nullopt;
}

} // namespace

QString contentDefectText(const QString& detail) { return worded(detail).value_or(detail); }

bool isKnownContentDefect(const QString& detail) { return worded(detail).has_value(); }

} // namespace guanjing::app
