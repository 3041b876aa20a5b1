#include "geodata/gdal/GdalRequests.h"

#include "geodata/gdal/GdalNetwork.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/net/AssetWait.h"

#include <cpl_conv.h>
#include <cpl_http.h>
#include <cpl_string.h>

#include <cstring>
#include <string>

namespace guanjing {
namespace {

/// "Name: value" lines, as GDAL's option HEADERS has them.
std::vector<HttpHeader> headersOf(const char* text)
{
    std::vector<HttpHeader> headers;
    if (text == nullptr)
        return headers;
    const CPLStringList lines(CSLTokenizeString2(text, "\r\n", 0));
    for (int i = 0; i < lines.size(); ++i) {
        const std::string line = lines[i];
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos)
            continue;
        const std::size_t value = line.find_first_not_of(' ', colon + 1);
        headers.push_back({line.substr(0, colon), value == std::string::npos ? std::string() : line.substr(value)});
    }
    return headers;
}

CPLHTTPResult* answerOf(const Result<AssetResponse>& answer)
{
    auto* result = static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
    if (!answer) {
        result->nStatus = 1;
        result->pszErrBuf = CPLStrdup(answer.error().toString().c_str());
        return result;
    }
    const Bytes& body = *answer->body;
    result->nDataLen = static_cast<int>(body.size());
    result->nDataAlloc = result->nDataLen + 1;
    result->pabyData = static_cast<GByte*>(CPLCalloc(1, body.size() + 1)); // some drivers read it as text
    std::memcpy(result->pabyData, body.data(), body.size());
    result->pszContentType = CPLStrdup(std::string(answer->header("content-type")).c_str());
    for (const HttpHeader& header : answer->headers)
        result->papszHeaders = CSLAddNameValue(result->papszHeaders, header.name.c_str(), header.value.c_str());
    return result;
}

CPLHTTPResult* fetch(const char* url, CSLConstList options, GDALProgressFunc, void*, CPLHTTPFetchWriteFunc, void*,
                     void*)
{
    if (CSLFetchNameValue(options, "CLOSE_PERSISTENT") != nullptr) // nothing was kept open for it
        return static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
    AssetAccessor* assets = gdalAccessor();
    if (assets == nullptr || CSLFetchNameValue(options, "POSTFIELDS") != nullptr)
        return answerOf(fail(ErrorCode::UnsupportedFeature, url, "a request that only reads is all that is sent"));
    AssetRequest request;
    request.url = url;
    request.headers = headersOf(CSLFetchNameValue(options, "HEADERS"));
    AssetWait wait;
    wait.stop = gdalAccessorStop();
    return answerOf(getAndWait(*assets, std::move(request), wait));
}

} // namespace

GdalRequests::GdalRequests() : m_isInstalled(gdalAccessor() != nullptr && CPLHTTPPushFetchCallback(fetch, nullptr) != 0)
{ }

GdalRequests::~GdalRequests()
{
    if (m_isInstalled)
        CPLHTTPPopFetchCallback();
}

} // namespace guanjing
