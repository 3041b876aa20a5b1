#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <memory>
#include <string>

namespace guanjing {

class GdalScope;

enum class GdalKind { Raster, Vector };

/// A GDALDatasetH that closes itself; belongs to one thread at a time. Never outlives what it was opened from.
using GdalDataset = std::unique_ptr<void, void (*)(void*)>;

/// Bytes at hand as a file that GDAL can open, by name(), while this lives. The name ends as `url` does, because some of
/// GDAL's drivers go by it.
class GdalMemoryFile {
public:
    GdalMemoryFile(SharedBytes bytes, const std::string& url);
    ~GdalMemoryFile();
    GdalMemoryFile(const GdalMemoryFile&) = delete;
    GdalMemoryFile& operator=(const GdalMemoryFile&) = delete;
    [[nodiscard]] const std::string& name() const { return m_name; }

private:
    SharedBytes m_bytes;
    std::string m_name;
};

/// GDAL's name of a source: a path as it is, a URL through ranges of ours (GdalNetwork.h), "OAPIF:" before the URL of a service
/// of OGC API - Features; anything that is no path and no URL is
/// refused, so that none of GDAL's connection texts gets in.
[[nodiscard]] Result<std::string> gdalName(const std::string& url);

/// Opens for reading. Errors: NotFound, BadMagic where no driver knows the format, else DecodeFailed with GDAL's own
/// words. A VRT that came over HTTP and names local files is refused (ForbiddenScheme).
[[nodiscard]] Result<GdalDataset> openDataset(const std::string& url, GdalKind kind, GdalScope& scope);

/// Whether GDAL may use the network, of which it otherwise knows nothing: while offline, openDataset refuses http(s) with
/// ErrorCode::Offline, and what a local file names on servers cannot be read. For the whole program; any thread.
void setGdalOffline(bool isOffline);

/// True when the first bytes (some hundred serve) are of a format that is read through GDAL: TIFF, JPEG 2000, VRT,
/// GeoPackage, MBTiles (these by the end of the name too), ERDAS Imagine, Shapefile, FlatGeobuf. GeoJSON cannot be told by
/// its first bytes.
[[nodiscard]] bool isGdalFormat(ByteView firstBytes, const std::string& url);

} // namespace guanjing
