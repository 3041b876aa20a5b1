#pragma once

#include <string>

namespace guanjing {

/// Of a file that ends before its pixels do (TIFF, also on a server, and the databases MBTiles and GeoPackage), a sentence that says
/// how much is missing; empty for everything else. `dataset` is an open GDALDatasetH, `url` what openDataset was given.
[[nodiscard]] std::string whatIsCutOff(void* dataset, const std::string& url);

} // namespace guanjing
