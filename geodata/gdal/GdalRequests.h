#pragma once

namespace guanjing {

/// While it lives, what GDAL's drivers of web services (not its files: GdalNetwork.h) ask servers for on this thread goes through
/// the accessor that was given to setGdalAccessor(): with its proxy, certificates, logins, cache and counts. Without one GDAL's
/// own HTTP is used.
class GdalRequests {
public:
    GdalRequests();
    ~GdalRequests();
    GdalRequests(const GdalRequests&) = delete;
    GdalRequests& operator=(const GdalRequests&) = delete;

private:
    bool m_isInstalled;
};

} // namespace guanjing
