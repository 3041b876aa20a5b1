#pragma once

#include "geodata/core/Result.h"
#include "geodata/net/Credential.h"
#include "geodata/net/NetworkSettings.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing {
class NetworkAccess;
}
namespace guanjing::layers {
struct Scene;
}

namespace guanjing::app {

class Keychain;

/// What the command line says about reaching servers; what it leaves out is as the window's settings have it.
struct NetworkChoice {
    std::map<std::string, Credential> logins; ///< --auth
    std::optional<std::string> proxy; ///< "none" for none
    std::optional<std::string> caFile;
    std::vector<NetworkSettings::ClientCertificate> certificates; ///< before those of the settings
};

/// The settings as they are remembered, without any secret.
[[nodiscard]] NetworkSettings savedNetworkSettings();
void saveNetworkSettings(const NetworkSettings& settings);
/// Servers that a login was given for in the window and kept in the keychain, by the names of its entries.
[[nodiscard]] std::vector<std::string> savedLoginNames();
void saveLoginNames(const std::vector<std::string>& names);

/// Names of keychain entries.
inline constexpr const char* kProxyEntry = "proxy";
[[nodiscard]] std::string certificateEntry(const std::string& host);

/// Makes what accessors need of settings, keychain and command line. Secrets are looked for among --auth, in the folder
/// of systemd ($CREDENTIALS_DIRECTORY, a file of the entry's name) and in the keychain, in this order.
/// Made and destroyed on one thread; what it gives may live longer.
class NetworkSetup {
public:
    explicit NetworkSetup(NetworkChoice choice = {});
    ~NetworkSetup();
    NetworkSetup(const NetworkSetup&) = delete;
    NetworkSetup& operator=(const NetworkSetup&) = delete;

    [[nodiscard]] const std::shared_ptr<NetworkAccess>& access() const { return m_access; }
    [[nodiscard]] Keychain& keychain() { return *m_keychain; }
    /// Settings of the window from now on; the command line still goes before them. Secrets that are missing in them are
    /// looked up; waits for the keychain.
    void apply(NetworkSettings settings);
    /// A secret of a setting (kProxyEntry, certificateEntry()), for this run.
    void setSecret(const std::string& entry, const std::string& text);

private:
    class Store;
    [[nodiscard]] std::string secret(const std::string& entry);

    NetworkChoice m_choice;
    std::shared_ptr<Keychain> m_keychain;
    std::shared_ptr<Store> m_store;
    std::map<std::string, std::string> m_secrets; ///< given in the window, or found
    std::shared_ptr<NetworkAccess> m_access;
};

/// Which of a scene's sources name a login.
[[nodiscard]] std::vector<SourceLogin> loginsOf(const layers::Scene& scene);

} // namespace guanjing::app
