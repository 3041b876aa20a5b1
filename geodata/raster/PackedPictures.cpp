#include "geodata/raster/PackedPictures.h"

#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/TemplateSource.h"

#include <nlohmann/json.hpp>
#include <turbojpeg.h>
#include <webp/encode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>

namespace guanjing {
namespace {

using Json = nlohmann::json;

constexpr const char* kFormat = "guanjing-pictures-1";
constexpr int kQuality = 95; ///< with colours as fine as brightness
constexpr std::size_t kFewColors = 256;

/// No more than kFewColors, the transparent ones aside.
bool hasFewColors(const std::vector<std::uint8_t>& rgba)
{
    std::array<std::uint32_t, 1024> table{}; // open addressing; 0 is free
    std::size_t count = 0;
    for (std::size_t i = 0; i + 3 < rgba.size(); i += 4) {
        std::uint32_t color = 0;
        std::memcpy(&color, rgba.data() + i, 4);
        if (rgba[i + 3] == 0)
            continue;
        std::size_t at = (color * 2654435761U) >> 22;
        while (table[at] != 0 && table[at] != color)
            at = (at + 1) % table.size();
        if (table[at] == color)
            continue;
        if (++count > kFewColors)
            return false;
        table[at] = color;
    }
    return true;
}

Result<Bytes> asJpeg(const PicturePixels& picture)
{
    const std::unique_ptr<void, int (*)(tjhandle)> encoder(tjInitCompress(), tjDestroy);
    if (!encoder)
        return fail(ErrorCode::Internal, "turbojpeg", "no encoder");
    unsigned char* target = nullptr;
    unsigned long size = 0;
    const int done = tjCompress2(encoder.get(), picture.rgba.data(), picture.width, 0, picture.height, TJPF_RGBX,
                                 &target, &size, TJSAMP_444, kQuality, 0);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(target, tjFree);
    if (done != 0)
        return fail(ErrorCode::Internal, "turbojpeg", tjGetErrorStr2(encoder.get()));
    return Bytes(target, target + size);
}

Result<Bytes> asExactWebP(const PicturePixels& picture)
{
    std::uint8_t* target = nullptr;
    const std::size_t size =
        WebPEncodeLosslessRGBA(picture.rgba.data(), picture.width, picture.height, picture.width * 4, &target);
    const std::unique_ptr<std::uint8_t, void (*)(void*)> owner(target, WebPFree);
    if (size == 0)
        return fail(ErrorCode::Internal, "libwebp", "cannot encode");
    return Bytes(target, target + size);
}

TileGrid readGridOf(const Json& json)
{
    TileGrid grid;
    grid.crs = json.at("crs").get<std::string>();
    grid.isMercator = json.at("isMercator").get<bool>();
    grid.isGeographic = json.at("isGeographic").get<bool>();
    grid.isWgs84Degrees = json.at("isWgs84Degrees").get<bool>();
    grid.isFromSouth = json.at("isFromSouth").get<bool>();
    grid.toCrs = json.at("toCrs").get<std::array<double, 6>>();
    const auto extent = json.at("extent").get<std::array<double, 4>>();
    grid.extent = glm::dvec4(extent[0], extent[1], extent[2], extent[3]);
    for (const Json& level : json.at("levels")) {
        TileMatrix matrix;
        matrix.id = level.at("id").get<std::string>();
        matrix.origin = {level.at("origin").at(0).get<double>(), level.at("origin").at(1).get<double>()};
        matrix.unitsPerPixel = {level.at("unitsPerPixel").at(0).get<double>(),
                                level.at("unitsPerPixel").at(1).get<double>()};
        matrix.tileWidth = std::clamp(level.at("tileWidth").get<int>(), 1, limits::kMaxImageSide);
        matrix.tileHeight = std::clamp(level.at("tileHeight").get<int>(), 1, limits::kMaxImageSide);
        matrix.columns = level.at("columns").get<std::uint32_t>();
        matrix.rows = level.at("rows").get<std::uint32_t>();
        grid.levels.push_back(std::move(matrix));
    }
    return grid;
}

} // namespace

std::string writePicturesDocument(const PictureSource& source, const std::string& folder)
{
    const TileGrid& grid = source.grid();
    const glm::dvec4 extent = grid.coveredBox();
    Json levels = Json::array();
    for (std::size_t i = 0; i < grid.levels.size(); ++i) {
        const TileMatrix& matrix = grid.levels[i];
        const bool isShown = static_cast<int>(i) >= source.minLevel() && static_cast<int>(i) <= source.maxLevel();
        levels.push_back({{"id", isShown ? matrix.id : std::string()},
                          {"origin", {matrix.origin.x, matrix.origin.y}},
                          {"unitsPerPixel", {matrix.unitsPerPixel.x, matrix.unitsPerPixel.y}},
                          {"tileWidth", matrix.tileWidth},
                          {"tileHeight", matrix.tileHeight},
                          {"columns", matrix.columns},
                          {"rows", matrix.rows}});
    }
    return Json{{"format", kFormat},
                {"attribution", source.attribution()},
                {"pictures", folder + "/{TileMatrix}/{TileCol}/{TileRow}"},
                {"crs", grid.crs},
                {"isMercator", grid.isMercator},
                {"isGeographic", grid.isGeographic},
                {"isWgs84Degrees", grid.isWgs84Degrees},
                {"isFromSouth", grid.isFromSouth},
                {"toCrs", grid.toCrs},
                {"extent", {extent.x, extent.y, extent.z, extent.w}},
                {"levels", levels}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::shared_ptr<const PictureSource>> openPictures(ByteView document, const std::string& url,
                                                          const ImageryDescription& description)
{
    const std::string name = redactUrl(url);
    TemplateSource::Parts parts;
    try {
        const Json json = Json::parse(document.begin(), document.end());
        if (json.at("format") != kFormat)
            return fail(ErrorCode::UnsupportedVersion, name, "pictures of a format that is not known");
        parts.grid = readGridOf(json);
        parts.urlTemplate = resolveUrl(url, json.at("pictures").get<std::string>(), true);
        parts.attribution = json.at("attribution").get<std::string>();
    } catch (const Json::parse_error& e) {
        return fail({ErrorCode::BadJson, name, e.what(), ErrorReason::JsonAtByte, static_cast<std::int64_t>(e.byte)});
    } catch (const Json::exception& e) {
        return fail(ErrorCode::BadValue, name, e.what());
    }
    for (std::size_t i = 0; i < parts.grid.levels.size(); ++i)
        parts.levelTexts.push_back(std::to_string(i));
    if (auto finished = parts.grid.finish(name); !finished)
        return fail(std::move(finished.error()));
    parts.name = name;
    return TemplateSource::create(std::move(parts), description.minLevel, description.maxLevel);
}

Result<Bytes> encodePicture(const PicturePixels& picture)
{
    if (picture.rgba.empty())
        return Bytes();
    bool isOpaque = true;
    for (std::size_t i = 3; i < picture.rgba.size() && isOpaque; i += 4)
        isOpaque = picture.rgba[i] == 255;
    return isOpaque && !hasFewColors(picture.rgba) ? asJpeg(picture) : asExactWebP(picture);
}

} // namespace guanjing
