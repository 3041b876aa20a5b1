#pragma once

#include "app/cli/SilentRequests.h"
#include "geodata/core/Result.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/tiles3d/Inspect.h"

#include <string>

namespace guanjing {
class AssetAccessor;
}

namespace guanjing::app {

class DemoPlatform;

struct InspectorOptions {
    bool follow = false; ///< add the tiles of external tilesets
    bool offline = false; ///< nothing but the cache
    double timeoutSeconds = 30; ///< for each answer
};

/// Finds out what a source is and has the room look at it that knows it. Blocks on files and the network.
class Inspector {
public:
    Inspector(AssetAccessor& assets, DemoPlatform& demo, const InspectorOptions& options)
        : m_assets(assets), m_demo(demo), m_options(options)
    { }

    /// `url`: absolute path, URL, or the template of an imagery layer. The report's kind is empty for what is not known.
    Result<tiles3d::InspectReport> inspect(const std::string& url);

private:
    using InspectReport = tiles3d::InspectReport;
    /// What a scene uses a file of pixels for.
    struct RasterUse {
        bool asHeights = false;
        ImageryDescription description; ///< url, crs and nodata
    };

    Result<SharedBytes> fetch(const std::string& url, const std::string& referrer = {});
    /// The same with an error whose detail is the sentence for people: it becomes an issue's message.
    Result<SharedBytes> fetchWorded(const std::string& url, const std::string& referrer);
    Result<InspectReport> inspectRaster(const RasterUse& use);
    Result<InspectReport> inspectBytes(const SharedBytes& bytes, const std::string& url,
                                       const RasterUse* use = nullptr);
    Result<InspectReport> inspectPackage(const std::string& url);
    /// `use`: null where nothing says for what it is used.
    static Result<InspectReport> inspectByGdal(const std::string& name, const RasterUse* use);
    Result<InspectReport> inspectSceneOrFeed(ByteView bytes, const std::string& url);
    Result<InspectReport> inspectImagery(const std::string& urlTemplate, int minLevel, int maxLevel);
    Result<InspectReport> inspectTerrain(const std::string& url);
    Result<InspectReport> inspectFeed(const std::string& base);
    tiles3d::FetchFunction fetcher(const std::string& referrer)
    {
        return [this, referrer](const std::string& url) { return fetchWorded(url, referrer); };
    }

    AssetAccessor& m_assets;
    DemoPlatform& m_demo;
    InspectorOptions m_options;
    StillWaiting m_stillWaiting;
};

} // namespace guanjing::app
