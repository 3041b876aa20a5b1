#pragma once

#include "geodata/core/Error.h"

#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// How servers are reached. Plain data; the secrets in it come from the keychain and are written nowhere.
struct NetworkSettings {
    enum class Proxy {
        Environment, ///< http_proxy, https_proxy, all_proxy and no_proxy
        None,
        Manual
    };
    Proxy proxyMode = Proxy::Environment;
    std::string proxy; ///< Manual: "http://host:8080", also https, socks4, socks5, socks5h
    std::string
        noProxy; ///< Manual: hosts, domains and networks (10.0.0.0/8) reached directly, by comma. Loopback always is.
    std::string proxyUser, proxyPassword;

    std::string caFile; ///< PEM certificates of authorities to trust
    bool trustsSystem = true; ///< false: those of caFile alone

    /// What is shown to servers that ask who connects.
    struct ClientCertificate {
        std::string host; ///< "host" or "host:port"
        std::string file; ///< PEM (certificate and perhaps key) or PKCS#12, told by its name's end (.p12, .pfx)
        std::string keyFile; ///< PEM; empty: the key is in `file`
        std::string passphrase;
        bool operator==(const ClientCertificate&) const = default;
    };
    std::vector<ClientCertificate> clientCertificates;

    bool operator==(const NetworkSettings&) const = default;
};

/// A source that names a keychain entry: which URLs are asked for with it.
struct SourceLogin {
    std::string url; ///< or URL template
    std::string auth; ///< name of the entry
    bool operator==(const SourceLogin&) const = default;
};

/// The client certificate for a URL; null when there is none.
[[nodiscard]] const NetworkSettings::ClientCertificate* clientCertificateFor(const NetworkSettings& settings,
                                                                             std::string_view url);

/// A failure that goes with another login, proxy or certificate: what it concerned is asked for again once these change.
[[nodiscard]] bool isMatterOfAccess(const Error& error);

/// Where {key}, as written or percent-encoded, stands in a URL, it is replaced.
[[nodiscard]] std::string withKey(std::string_view url, std::string_view key);
[[nodiscard]] bool hasKeyPlace(std::string_view url);

} // namespace guanjing
