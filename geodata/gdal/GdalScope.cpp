#include "geodata/gdal/GdalScope.h"

#include "geodata/gdal/GdalWords.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>

#include <algorithm>
#include <mutex>

namespace guanjing {
namespace {

constexpr std::size_t kMaxMessages = 24;
/// Marks an option that was not set before.
const std::string kUnset(1, '\0');

/// For GDAL's own HTTP and for files it would otherwise write or look for beside the source.
constexpr std::pair<const char*, const char*> kOptions[] = {
    {"GDAL_HTTP_CONNECTTIMEOUT", "10"},
    {"GDAL_HTTP_TIMEOUT", "60"},
    {"GDAL_HTTP_LOW_SPEED_TIME", "20"},
    {"GDAL_HTTP_LOW_SPEED_LIMIT", "100"},
    {"GDAL_HTTP_MAX_RETRY", "1"},
    {"GDAL_HTTP_RETRY_DELAY", "0.5"},
    {"GDAL_HTTP_MERGE_CONSECUTIVE_RANGES", "YES"},
    {"GDAL_VRT_ENABLE_PYTHON", "NO"},
    {"GML_DOWNLOAD_SCHEMA", "NO"},
    {"CPL_VSIL_CURL_USE_CACHE", "NO"},
};

void CPL_STDCALL keepMessage(CPLErr level, CPLErrorNum, const char* text)
{
    auto& messages = *static_cast<Issues*>(CPLGetErrorHandlerUserData());
    if (level < CE_Warning || messages.size() >= kMaxMessages)
        return;
    const Severity severity = level == CE_Warning ? Severity::Warning : Severity::Error;
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    const bool isKnown =
        std::any_of(messages.begin(), messages.end(), [&](const Issue& issue) { return issue.message == line; });
    if (!isKnown)
        messages.push_back({severity, {}, std::move(line)});
}

/// Drivers of web services that keep what they were given in files of their own, in plain text and where they please (WMS in
/// the working directory): pictures of cities are classified. This program asks such services itself; files that name them
/// (a VRT, a GDAL_WMS document) are refused.
constexpr const char* kServiceDrivers[] = {
    "WMS",    "WMTS",   "WCS", "PLMOSAIC", "PLSCENES", "OGCAPI", "EEDA",  "EEDAI",      "DAAS",
    "STACTA", "STACIT", "NGW", "HTTP",     "CSW",      "WFS",    "Carto", "AmigoCloud", "Elasticsearch",
};

void registerDrivers()
{
    static std::once_flag once;
    std::call_once(once, [] {
        CPLSetErrorHandler(CPLQuietErrorHandler); // threads that GDAL itself starts
        GDALAllRegister();
        for (const char* name : kServiceDrivers)
            if (GDALDriverH driver = GDALGetDriverByName(name); driver != nullptr)
                GDALDeregisterDriver(driver);
    });
}

} // namespace

GdalScope::GdalScope()
{
    CPLPushErrorHandlerEx(keepMessage, &m_messages);
    for (const auto& [key, value] : kOptions) {
        const char* previous = CPLGetThreadLocalConfigOption(key, nullptr);
        m_previousOptions.push_back(previous != nullptr ? std::string(previous) : kUnset);
        CPLSetThreadLocalConfigOption(key, value);
    }
    registerDrivers();
}

GdalScope::~GdalScope()
{
    for (std::size_t i = 0; i < m_previousOptions.size(); ++i)
        CPLSetThreadLocalConfigOption(kOptions[i].first,
                                      m_previousOptions[i] == kUnset ? nullptr : m_previousOptions[i].c_str());
    CPLPopErrorHandler();
}

bool GdalScope::hasFailures() const
{
    return std::any_of(m_messages.begin(), m_messages.end(),
                       [](const Issue& issue) { return issue.severity == Severity::Error; });
}

std::string GdalScope::reason(const std::string& otherwise) const
{
    const bool isFailure = hasFailures();
    for (const Issue& issue : m_messages)
        if (issue.severity == Severity::Error || !isFailure)
            if (std::string words = gdalWords(issue.message); !words.empty())
                return words;
    return otherwise;
}

bool GdalScope::holds(std::string_view words) const
{
    return std::any_of(m_messages.begin(), m_messages.end(),
                       [&](const Issue& issue) { return issue.message.find(words) != std::string::npos; });
}

} // namespace guanjing
