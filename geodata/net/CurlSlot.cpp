#include "geodata/net/CurlSlot.h"

#include "geodata/net/Url.h"

#include <curl/curl.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <ctime>

namespace guanjing {

namespace {

constexpr long kReceiveBufferBytes = 128 * 1024;
// A length that a server states is believed up to here; beyond, the body grows as it comes.
constexpr std::uint64_t kMaxReservedBytes = 32u << 20;
constexpr std::uint64_t kMaxErrorPageBytes = 1u << 20;
constexpr std::size_t kKeptErrorPageBytes = 16384;

std::string directHosts(const NetworkSettings& settings)
{
    std::string hosts = settings.proxyMode == NetworkSettings::Proxy::Manual ? settings.noProxy : std::string();
    if (settings.proxyMode == NetworkSettings::Proxy::Environment)
        for (const char* name : {"no_proxy", "NO_PROXY"})
            if (const char* value = std::getenv(name); hosts.empty() && value)
                hosts = value;
    if (hosts == "*")
        return hosts;
    // The demo platform on loopback must be reached whatever the proxy.
    return hosts.empty() ? "localhost,127.0.0.1,::1" : hosts + ",localhost,127.0.0.1,::1";
}

bool sameName(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && curl_strnequal(a.data(), b.data(), a.size()) != 0;
}

bool isCredential(std::string_view name)
{
    return sameName(name, "authorization") || sameName(name, "cookie") || sameName(name, "proxy-authorization");
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// libcurl wants what RFC 3986 allows; people write spaces and Chinese.
std::string encodedForWire(const std::string& url)
{
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string result;
    result.reserve(url.size());
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f) {
            result += c;
        } else {
            result += '%';
            result += kHex[byte >> 4];
            result += kHex[byte & 15];
        }
    }
    return result;
}

std::string hostOf(const std::string& url)
{
    const std::string origin = originOf(url.find("://") == std::string::npos ? "http://" + url : url);
    const auto begin = origin.find("://") + 3;
    if (origin.size() > begin && origin[begin] == '[')
        return origin.substr(begin + 1, origin.find(']') - begin - 1);
    return origin.substr(begin, origin.find(':', begin) - begin);
}

} // namespace

bool isSameServer(std::string_view a, std::string_view b) { return sameName(originOf(a), originOf(b)); }

CurlSlot::CurlSlot(const CurlAccessorOptions& options)
    : easy(curl_easy_init())
    , m_connectTimeout(std::chrono::ceil<std::chrono::seconds>(options.connectTimeout))
    , m_stallTimeout(options.stallTimeout)
{
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlSlot::onBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlSlot::onHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options.userAgent.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connectTimeout.count()));
    // A server that drips a byte now and then is as good as silent.
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 64L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stallTimeout.count()));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_PROXYAUTH, CURLAUTH_ANY);
}

CurlSlot::~CurlSlot()
{
    curl_easy_cleanup(easy);
    curl_slist_free_all(m_requestHeaders);
}

// A null pointer gives libcurl's own default back, an empty text says "none".
void CurlSlot::applySettings()
{
    const NetworkSettings& settings = *m_settings;
    const auto text = [&](CURLoption option, const std::string& value) {
        curl_easy_setopt(easy, option, value.empty() ? nullptr : value.c_str());
    };
    switch (settings.proxyMode) {
    case NetworkSettings::Proxy::Environment: curl_easy_setopt(easy, CURLOPT_PROXY, nullptr); break;
    case NetworkSettings::Proxy::None: curl_easy_setopt(easy, CURLOPT_PROXY, ""); break;
    case NetworkSettings::Proxy::Manual: curl_easy_setopt(easy, CURLOPT_PROXY, settings.proxy.c_str()); break;
    }
    curl_easy_setopt(easy, CURLOPT_NOPROXY, directHosts(settings).c_str());
    text(CURLOPT_PROXYUSERNAME, settings.proxyUser);
    text(CURLOPT_PROXYPASSWORD, settings.proxyPassword);

    const curl_version_info_data* version = curl_version_info(CURLVERSION_NOW);
    const char* systemFile = version->cainfo;
    const char* systemFolder = version->capath;
    // The authorities of a file and those of the system's folder count together; its one file gives way to ours.
    const char* file = settings.caFile.empty() ? systemFile : settings.caFile.c_str();
    const char* folder = settings.caFile.empty() || settings.trustsSystem ? systemFolder : nullptr;
    curl_easy_setopt(easy, CURLOPT_CAINFO, file);
    curl_easy_setopt(easy, CURLOPT_CAPATH, folder);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, file);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, folder);
}

void CurlSlot::applyCertificate()
{
    const auto* certificate = clientCertificateFor(*m_settings, transfer->url);
    const auto text = [&](CURLoption option, const std::string& value) {
        curl_easy_setopt(easy, option, value.empty() ? nullptr : value.c_str());
    };
    text(CURLOPT_SSLCERT, certificate ? certificate->file : std::string());
    text(CURLOPT_SSLKEY, certificate ? certificate->keyFile : std::string());
    text(CURLOPT_KEYPASSWD, certificate ? certificate->passphrase : std::string());
    const std::string_view file = certificate ? std::string_view(certificate->file) : std::string_view();
    const bool isPkcs12 = file.ends_with(".p12") || file.ends_with(".pfx") || file.ends_with(".P12");
    curl_easy_setopt(easy, CURLOPT_SSLCERTTYPE, isPkcs12 ? "P12" : "PEM");
}

void CurlSlot::prepare(TransferPtr next, const std::shared_ptr<const NetworkSettings>& settings)
{
    transfer = std::move(next);
    if (m_settings != settings) {
        m_settings = settings;
        applySettings();
    }
    m_body = std::make_shared<Bytes>();
    if (transfer->url.empty())
        transfer->url = transfer->request.url;
    const AssetRequest& request = transfer->request;
    applyCertificate();
    const Credential* credential = transfer->grant.credential.get();
    const bool takesKey = hasKeyPlace(transfer->url);
    std::string wireUrl = transfer->url;
    if (takesKey)
        wireUrl = withKey(wireUrl, credential != nullptr ? credential->key() : std::string());
    else if (credential != nullptr)
        m_requestHeaders = curl_slist_append(m_requestHeaders, ("Authorization: " + credential->header()).c_str());
    for (const HttpHeader& header : request.headers) {
        if (transfer->leftFirstServer && isCredential(header.name))
            continue;
        // An empty value takes a semicolon in libcurl's notation.
        const std::string text = header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
        if (text.find_first_of("\r\n") == std::string::npos)
            m_requestHeaders = curl_slist_append(m_requestHeaders, text.c_str());
    }
    const bool isSecure = curl_strnequal(transfer->url.c_str(), "https:", 6) != 0;
    curl_easy_setopt(easy, CURLOPT_URL, encodedForWire(wireUrl).c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, m_requestHeaders);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, isSecure ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, isSecure ? 1L : 0L);
    if (request.range) {
        const std::string range = std::to_string(request.range->first) + "-" + std::to_string(request.range->last);
        curl_easy_setopt(easy, CURLOPT_RANGE, range.c_str());
        // A range counts the bytes as sent; packed ones would not fit together.
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, nullptr);
    } else {
        curl_easy_setopt(easy, CURLOPT_RANGE, nullptr);
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    }
}

void CurlSlot::clear()
{
    transfer.reset();
    line.reset();
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);
    curl_slist_free_all(m_requestHeaders);
    m_requestHeaders = nullptr;
    m_errorText[0] = '\0';
    m_body.reset();
    m_headers.clear();
    m_errorPage.clear();
    m_tooLarge.clear();
    m_tooLargeBytes = 0;
    m_isFirstChunk = true;
    m_isDiscarding = false;
}

long CurlSlot::status() const
{
    long code = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

std::uint64_t CurlSlot::receivedBytes() const
{
    curl_off_t bytes = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    return static_cast<std::uint64_t>(bytes);
}

std::string CurlSlot::header(std::string_view name) const
{
    for (const HttpHeader& candidate : m_headers)
        if (sameName(candidate.name, name))
            return candidate.value;
    return {};
}

bool CurlSlot::isConditional() const
{
    return std::any_of(transfer->request.headers.begin(), transfer->request.headers.end(), [](const HttpHeader& h) {
        return sameName(h.name, "if-none-match") || sameName(h.name, "if-modified-since");
    });
}

std::chrono::seconds CurlSlot::retryAfter() const
{
    const std::string text = header("retry-after");
    if (text.empty())
        return {};
    long seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (problem == std::errc() && end == text.data() + text.size())
        return std::chrono::seconds(std::max(0L, seconds));
    const std::time_t when = curl_getdate(text.c_str(), nullptr);
    return when < 0 ? std::chrono::seconds(0)
                    : std::chrono::seconds(std::max<std::time_t>(0, when - std::time(nullptr)));
}

std::size_t CurlSlot::onBody(char* data, std::size_t size, std::size_t count, void* self)
{
    return static_cast<CurlSlot*>(self)->addBody(data, size * count);
}

std::size_t CurlSlot::onHeader(char* data, std::size_t size, std::size_t count, void* self)
{
    static_cast<CurlSlot*>(self)->addHeader({data, size * count});
    return size * count;
}

// Anything but `size` breaks the transfer off.
std::size_t CurlSlot::addBody(const char* data, std::size_t size)
{
    constexpr std::size_t kBreakOff = 0;
    line->byteCame();
    const std::size_t limit = transfer->request.maxBytes;
    if (m_isFirstChunk) {
        m_isFirstChunk = false;
        const long code = status();
        m_isDiscarding = code < 200 || code >= 300;
        curl_off_t stated = -1;
        curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &stated);
        if (!m_isDiscarding && stated > 0) {
            const auto length = static_cast<std::uint64_t>(stated);
            if (length > limit) {
                m_tooLargeBytes = stated;
                m_tooLarge = "states " + std::to_string(length) + " bytes, limit " + std::to_string(limit);
                return kBreakOff;
            }
            m_body->reserve(std::min(length, kMaxReservedBytes));
        }
    }
    if (m_isDiscarding) {
        m_errorPage.append(data,
                           std::min(size, kKeptErrorPageBytes - std::min(kKeptErrorPageBytes, m_errorPage.size())));
        if (receivedBytes() <= kMaxErrorPageBytes)
            return size;
        m_tooLarge = "HTTP " + std::to_string(status()) + " with an endless page";
        return kBreakOff;
    }
    if (size > limit - m_body->size()) {
        m_tooLarge = "more than the limit of " + std::to_string(limit) + " bytes";
        return kBreakOff;
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(data);
    m_body->insert(m_body->end(), bytes, bytes + size);
    return size;
}

void CurlSlot::addHeader(std::string_view text)
{
    line->byteCame();
    if (text.substr(0, 5) == "HTTP/") { // a proxy's or an interim answer's headers came before
        m_headers.clear();
        return;
    }
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return;
    m_headers.push_back({std::string(trimmed(text.substr(0, colon))), std::string(trimmed(text.substr(colon + 1)))});
}

bool CurlSlot::isConnectionFailure(int curlCode)
{
    switch (curlCode) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return true;
    default: return false;
    }
}

bool CurlSlot::isConnected() const
{
    curl_off_t connected = 0;
    curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
    return connected > 0;
}

std::chrono::milliseconds CurlSlot::elapsed() const
{
    curl_off_t microseconds = 0;
    curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &microseconds);
    return std::chrono::milliseconds(microseconds / 1000);
}

long CurlSlot::proxyStatus() const
{
    long code = 0;
    curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &code);
    return code;
}

/// nginx says so with status 400, in words only.
std::string CurlSlot::certificateDefect() const
{
    if (m_errorPage.find("No required SSL certificate was sent") != std::string::npos)
        return "the server wants a client certificate";
    if (m_errorPage.find("The SSL certificate error") != std::string::npos)
        return "the server does not accept the client certificate";
    return {};
}

/// What X509_V_ERR numbers and OpenSSL's alerts mean to a person.
std::string CurlSlot::certificateWords(int curlCode) const
{
    const std::string says = m_errorText.data();
    const auto has = [&](const char* words) { return says.find(words) != std::string::npos; };
    switch (curlCode) {
    case CURLE_PEER_FAILED_VERIFICATION: {
        long result = 0;
        curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &result);
        constexpr long kNotYet = 9, kExpired = 10, kSelfSigned = 18, kSelfSignedInChain = 19, kNoIssuer = 20,
                       kUnverifiedLeaf = 21, kRevoked = 23;
        if (has("subject name") || has("alternative certificate"))
            return "it is for another name than that of this server";
        switch (result) {
        case kExpired: return "it has expired";
        case kNotYet: return "it is not valid yet; is the clock right?";
        case kRevoked: return "it was revoked";
        case kSelfSigned: return "it is signed by itself alone";
        case kSelfSignedInChain:
        case kNoIssuer:
        case kUnverifiedLeaf: return "no authority that is trusted here has signed it";
        default: return says;
        }
    }
    case CURLE_SSL_CERTPROBLEM:
        return "the client certificate cannot be used: wrong passphrase, no key, or no such file";
    case CURLE_SSL_CACERT_BADFILE: return "the file of trusted certificates " + m_settings->caFile + " cannot be read";
    default: break;
    }
    if (has("certificate required") || has("handshake failure"))
        return "the server wants a client certificate";
    if (has("alert unknown ca") || has("alert bad certificate") || has("certificate expired")
        || has("certificate unknown") || has("certificate revoked"))
        return "the server does not accept the client certificate";
    return {};
}

std::string CurlSlot::withoutSecrets(std::string text) const
{
    const Credential* credential = transfer->grant.credential.get();
    if (credential == nullptr)
        return text;
    for (const std::string& secret : {credential->token, percentEncode(credential->key()), credential->password})
        text = hideSecret(std::move(text), secret, "***");
    return text;
}

Error CurlSlot::errorOf(int curlCode, bool isQueued) const
{
    Error error{ErrorCode::ConnectionFailed, redactUrl(transfer->url), {}};
    if (!m_tooLarge.empty()) {
        error.code = ErrorCode::TooLarge;
        error.detail = m_tooLarge;
        if (!m_isDiscarding) {
            error.reason = ErrorReason::LargerThanLimit;
            error.first = m_tooLargeBytes;
            error.second = static_cast<std::int64_t>(transfer->request.maxBytes);
        }
        return error;
    }
    error.detail = withoutSecrets(m_errorText[0] != '\0' ? m_errorText.data()
                                                         : curl_easy_strerror(static_cast<CURLcode>(curlCode)));
    if (const long asked = proxyStatus(); asked >= 300 && asked != 407) {
        error.detail = "the proxy refuses the connection (HTTP " + std::to_string(asked) + ")";
        return error;
    }
    const std::string tlsWords = certificateWords(curlCode);
    const bool isManual = m_settings->proxyMode == NetworkSettings::Proxy::Manual;
    const std::string proxy = isManual ? redactUrl(m_settings->proxy) : std::string();
    const std::string proxyHost = isManual ? hostOf(m_settings->proxy) : std::string();
    switch (curlCode) {
    case CURLE_OPERATION_TIMEDOUT: {
        const bool isStalled = isConnected() || isQueued;
        error.code = ErrorCode::Timeout;
        error.reason = isStalled ? ErrorReason::Stalled : ErrorReason::ConnectTimeout;
        // A handshake, too, has only the time for connecting.
        error.first = (isStalled && elapsed() >= m_stallTimeout ? m_stallTimeout : m_connectTimeout).count();
        break;
    }
    case CURLE_PARTIAL_FILE: {
        curl_off_t stated = -1;
        curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &stated);
        error.code = ErrorCode::Truncated;
        if (stated > 0) {
            error.reason = ErrorReason::Shorter;
            error.first = static_cast<std::int64_t>(receivedBytes());
            error.second = stated;
        }
        break;
    }
    case CURLE_COULDNT_RESOLVE_HOST: error.reason = ErrorReason::NameNotResolved; break;
    case CURLE_COULDNT_RESOLVE_PROXY: error.detail = "the name of the proxy " + proxy + " is not known"; break;
    case CURLE_PROXY: error.detail = "the proxy " + proxy + " refuses the connection"; break;
    case CURLE_COULDNT_CONNECT: {
        if (isManual && hostOf(transfer->url) != proxyHost
            && error.detail.find(" " + proxyHost + " port") != std::string::npos) {
            error.detail = "the proxy " + proxy + " cannot be reached";
            break;
        }
        long systemError = 0;
        curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &systemError);
        if (systemError == ECONNREFUSED)
            error.reason = ErrorReason::Refused;
        break;
    }
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
        if (!tlsWords.empty()) { // TLS 1.3 refuses clients after the handshake
            error.code = ErrorCode::TlsFailed;
            error.detail = tlsWords;
            break;
        }
        error.reason = ErrorReason::ConnectionLost;
        break;
    case CURLE_PEER_FAILED_VERIFICATION:
        error.code = ErrorCode::TlsFailed;
        error.reason = ErrorReason::CertificateRejected;
        error.detail = tlsWords;
        break;
    case CURLE_SSL_CONNECT_ERROR: {
        error.code = ErrorCode::TlsFailed;
        if (!tlsWords.empty()) {
            error.detail = tlsWords;
            break;
        }
        const auto says = [&](const char* words) { return error.detail.find(words) != std::string::npos; };
        if (says("wrong version number") || says("packet length too long") || says("http request"))
            error.detail = "what answers on this port speaks no TLS; the address may have to begin with http:";
        else if (says("SSL_ERROR_SYSCALL") || says("unexpected eof") || says("reset by peer"))
            error.detail = "the server broke the connection off instead of speaking TLS; the address may have to begin "
                           "with http:";
        break;
    }
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_SHUTDOWN_FAILED:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
        error.code = ErrorCode::TlsFailed;
        error.detail = tlsWords;
        break;
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_USE_SSL_FAILED: error.code = ErrorCode::TlsFailed; break;
    case CURLE_URL_MALFORMAT: error.code = ErrorCode::BadUrl; break;
    case CURLE_UNSUPPORTED_PROTOCOL: // what answered speaks no HTTP
    case CURLE_WEIRD_SERVER_REPLY: error.code = ErrorCode::BadMagic; break;
    case CURLE_BAD_CONTENT_ENCODING: error.code = ErrorCode::DecodeFailed; break;
    case CURLE_OUT_OF_MEMORY: error.code = ErrorCode::TooLarge; break;
    default: break;
    }
    return error;
}

Result<AssetResponse> CurlSlot::takeResponse(std::uint64_t networkBytes)
{
    AssetResponse response;
    response.url = transfer->url;
    response.status = static_cast<int>(status());
    response.networkBytes = networkBytes;
    const bool wasPacked =
        std::erase_if(
            m_headers,
            [](const HttpHeader& h) { return sameName(h.name, "content-encoding") && !sameName(h.value, "identity"); })
        > 0;
    if (wasPacked && !transfer->request.range)
        std::erase_if(m_headers, [](const HttpHeader& h) { return sameName(h.name, "content-length"); });
    response.headers = std::move(m_headers);
    const std::optional<ByteRange>& range = transfer->request.range;
    if (range && response.status == 200) {
        if (range->first >= m_body->size())
            return fail(ErrorCode::BadValue, redactUrl(transfer->url),
                        "range begins at " + std::to_string(range->first) + " of " + std::to_string(m_body->size())
                            + " bytes");
        const std::uint64_t end = std::min<std::uint64_t>(range->last + 1, m_body->size());
        m_body = std::make_shared<Bytes>(m_body->begin() + static_cast<std::ptrdiff_t>(range->first),
                                         m_body->begin() + static_cast<std::ptrdiff_t>(end));
        response.status = 206;
    }
    response.body = std::move(m_body);
    return response;
}

} // namespace guanjing
