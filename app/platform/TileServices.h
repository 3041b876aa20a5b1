#pragma once
// The orthophoto by the protocols of map servers: WMTS 1.0.0 (OGC 07-057r7) and TMS 1.0.0 (OSGeo).

#include "geodata/democity/Demo.h"

#include <map>
#include <optional>
#include <string>
#include <variant>

namespace guanjing::app {

/// A tile of one of the two matrix sets, rows from the north.
struct OrthoTileName {
    democity::Epoch epoch = democity::Epoch::June2026;
    bool geographic = false; ///< of the degrees of EPSG:4490, else of Web Mercator
    int level = 0, x = 0, y = 0;
    democity::Decks decks = democity::Decks::Shown;
};

/// A document to send as it is.
struct ServiceDocument {
    int status = 200;
    std::string contentType, body;
};
using ServiceAnswer = std::variant<OrthoTileName, ServiceDocument>;

/// Query parameters, names in upper case.
using ServiceParameters = std::map<std::string, std::string>;

/// Answers a request by key-value pairs; `base` is the server's address with a slash at the end. What is wrong becomes an
/// exception report (OWS Common 1.1, 8).
[[nodiscard]] ServiceAnswer answerWmts(const ServiceParameters& parameters, const std::string& base);
[[nodiscard]] std::string wmtsCapabilities(const std::string& base);
/// The tile that a RESTful address names: time, matrix set, matrix, row and column; nothing where it names none.
[[nodiscard]] std::optional<OrthoTileName> wmtsTile(const std::string& time, const std::string& matrixSet,
                                                    const std::string& matrix, const std::string& row,
                                                    const std::string& column);

/// tilemapresource.xml of a date. Tiles lie beside it as {z}/{x}/{y}.jpg, y from the south.
[[nodiscard]] std::string tileMapResource(democity::Epoch epoch);

} // namespace guanjing::app
