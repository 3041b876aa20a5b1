#include "geodata/raster/TileMapService.h"

#include "geodata/net/Url.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/raster/TemplateSource.h"
#include "geodata/raster/TileMapResource.h"
#include "geodata/raster/XmlTree.h"

#include <algorithm>

namespace guanjing {
namespace {

struct Listed {
    std::string name, title, href;
    bool isMercator = false;
};

/// What a list offers; none for any other document.
std::vector<Listed> listedIn(ByteView document)
{
    std::vector<Listed> list;
    const auto root = parseXml(document, {});
    const XmlElement* maps = root && root->name == "TileMapService" ? root->child("TileMaps") : nullptr;
    if (maps)
        maps->eachChild("TileMap", [&](const XmlElement& map) {
            Listed one{{}, map.attribute("title"), map.attribute("href"), false};
            std::string path = one.href.substr(0, one.href.find_first_of("?#"));
            while (path.ends_with('/'))
                path.pop_back();
            one.name = percentDecode(path.substr(path.find_last_of('/') + 1));
            const std::string& srs = map.attribute("srs");
            one.isMercator =
                srs.ends_with(":3857") || srs.ends_with(":900913") || map.attribute("profile") == "global-mercator";
            list.push_back(std::move(one));
        });
    return list;
}

} // namespace

std::string tileMapDocumentUrl(const std::string& url)
{
    const std::string path = url.substr(0, url.find_first_of("?#"));
    if (path.ends_with(".xml") || path.find("/1.0.0/") != std::string::npos || path.ends_with("/1.0.0"))
        return url;
    return path + (path.ends_with('/') ? "" : "/") + "tilemapresource.xml" + url.substr(path.size());
}

std::vector<std::pair<std::string, std::string>> tileMapReferences(const ImageryDescription& description,
                                                                   const std::string& url, ByteView document)
{
    const std::vector<Listed> list = listedIn(document);
    auto chosen = list.end();
    if (!description.layer.empty())
        chosen = std::find_if(list.begin(), list.end(), [&](const Listed& one) {
            return one.name == description.layer || one.title == description.layer;
        });
    else if (chosen = std::find_if(list.begin(), list.end(), [](const Listed& one) { return one.isMercator; });
             chosen == list.end())
        chosen = list.begin();
    if (chosen == list.end())
        return {};
    const std::string address = withForeignParameters(serviceAddress(url, chosen->href), url);
    return {{address, address}};
}

Result<std::shared_ptr<const PictureSource>> openTileMapService(const ImageryDescription& description,
                                                                const std::vector<ImageryDocument>& documents)
{
    const ImageryDocument& first = documents.front();
    const std::string source = redactUrl(first.url);
    if (std::string words = serviceExceptionOf(*first.bytes); !words.empty())
        return fail(ErrorCode::DecodeFailed, source, std::move(words));
    const std::vector<Listed> list = listedIn(*first.bytes);
    if (list.empty())
        return openTileMap(*first.bytes, description, first.url);
    if (documents.size() > 1)
        return openTileMap(*documents[1].bytes, description, documents[1].url);
    std::string names;
    for (const Listed& one : list)
        names += (names.empty() ? "\"" : ", \"") + one.name + "\"";
    return fail(ErrorCode::BadReference, source, "has no layer \"" + description.layer + "\", only " + names);
}

} // namespace guanjing
