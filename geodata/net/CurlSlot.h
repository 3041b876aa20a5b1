#pragma once

#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/Transfer.h"
#include "geodata/net/TroubleBoard.h"

#include <array>
#include <chrono>
#include <string>
#include <string_view>

struct curl_slist;

namespace guanjing {

/// An easy handle that is used again and again, and what its running transfer has received so far. Network thread.
struct CurlSlot {
    explicit CurlSlot(const CurlAccessorOptions& options);
    ~CurlSlot();
    CurlSlot(const CurlSlot&) = delete;
    CurlSlot& operator=(const CurlSlot&) = delete;

    void prepare(TransferPtr next, const std::shared_ptr<const NetworkSettings>& settings);
    void clear();

    [[nodiscard]] long status() const;
    [[nodiscard]] std::uint64_t receivedBytes() const;
    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] bool isConditional() const;
    /// What the server asks to wait before the next try; zero when it says nothing.
    [[nodiscard]] std::chrono::seconds retryAfter() const;
    /// Whether the running transfer has reached its server.
    [[nodiscard]] bool isConnected() const;
    /// Since the transfer began.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    /// `isQueued`: others had the server's connections all the time.
    [[nodiscard]] Error errorOf(int curlCode, bool isQueued) const;
    [[nodiscard]] std::string errorPage() const { return withoutSecrets(m_errorPage); }
    [[nodiscard]] Result<AssetResponse> takeResponse(std::uint64_t networkBytes);
    /// What a server that speaks of certificates in an answer of status 400 says; empty otherwise.
    [[nodiscard]] std::string certificateDefect() const;
    /// Status of the proxy's answer to CONNECT; 0 when there was none.
    [[nodiscard]] long proxyStatus() const;
    /// The proxy whose login was asked for; empty where that is the environment's.
    [[nodiscard]] const NetworkSettings& settings() const { return *m_settings; }
    /// Failures after which the same request may well succeed.
    [[nodiscard]] static bool isConnectionFailure(int curlCode);

    void* easy; // CURL
    TransferPtr transfer;
    std::shared_ptr<TroubleBoard::Line> line; ///< while a transfer runs

private:
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
    std::size_t addBody(const char* data, std::size_t size);
    void addHeader(std::string_view text);
    void applySettings();
    void applyCertificate();
    [[nodiscard]] std::string certificateWords(int curlCode) const;
    [[nodiscard]] std::string withoutSecrets(std::string text) const;

    curl_slist* m_requestHeaders = nullptr;
    std::array<char, 256> m_errorText{};
    std::shared_ptr<Bytes> m_body;
    std::vector<HttpHeader> m_headers;
    std::string m_tooLarge; // why the transfer was broken off
    std::int64_t m_tooLargeBytes = 0; // 0: not stated
    const std::chrono::seconds m_connectTimeout, m_stallTimeout;
    std::shared_ptr<const NetworkSettings> m_settings; ///< in force in `easy`
    std::string m_errorPage; ///< the beginning of what came with another status than 2xx
    bool m_isFirstChunk = true;
    bool m_isDiscarding = false;
};

/// Same scheme, host and port.
[[nodiscard]] bool isSameServer(std::string_view a, std::string_view b);

} // namespace guanjing
