#include "app/services/NetworkSetup.h"

#include "app/services/Keychain.h"
#include "geodata/gdal/GdalNetwork.h"
#include "geodata/net/NetworkAccess.h"
#include "layers/scene/Scene.h"

#include <QFile>
#include <QSettings>
#include <QStringList>

#include <cstdlib>

namespace guanjing::app {

namespace {

QSettings settingsFile() { return QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing")); }

std::string text(const QSettings& settings, const char* key)
{
    return settings.value(QLatin1String(key)).toString().toStdString();
}

/// systemd's folder of secrets; the name must be one file's.
std::optional<std::string> credentialFile(const std::string& entry)
{
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr || *folder == '\0')
        return std::nullopt;
    std::string name = entry;
    for (char& c : name)
        if (c == '/' || c == ':') // "https://host:port" is "https---host-port"
            c = '-';
    if (name.empty() || name.starts_with('.'))
        return std::nullopt;
    std::string path = std::string(folder) + "/" + name;
    return QFile::exists(QString::fromStdString(path)) ? std::optional(std::move(path)) : std::nullopt;
}

} // namespace

std::string certificateEntry(const std::string& host) { return "certificate:" + host; }

NetworkSettings savedNetworkSettings()
{
    QSettings file = settingsFile();
    file.beginGroup(QStringLiteral("network"));
    NetworkSettings settings;
    const std::string mode = text(file, "proxyMode");
    settings.proxyMode = mode == "manual" ? NetworkSettings::Proxy::Manual
        : mode == "none"                  ? NetworkSettings::Proxy::None
                                          : NetworkSettings::Proxy::Environment;
    settings.proxy = text(file, "proxy");
    settings.noProxy = text(file, "noProxy");
    settings.proxyUser = text(file, "proxyUser");
    settings.caFile = text(file, "caFile");
    settings.trustsSystem = file.value(QStringLiteral("trustsSystem"), true).toBool();
    const int count = file.beginReadArray(QStringLiteral("certificates"));
    for (int i = 0; i < count; ++i) {
        file.setArrayIndex(i);
        settings.clientCertificates.push_back({text(file, "host"), text(file, "file"), text(file, "keyFile"), {}});
    }
    file.endArray();
    return settings;
}

void saveNetworkSettings(const NetworkSettings& settings)
{
    QSettings file = settingsFile();
    file.beginGroup(QStringLiteral("network"));
    const auto put = [&](const char* key, const std::string& value) {
        file.setValue(QLatin1String(key), QString::fromStdString(value));
    };
    put("proxyMode",
        settings.proxyMode == NetworkSettings::Proxy::Manual     ? "manual"
            : settings.proxyMode == NetworkSettings::Proxy::None ? "none"
                                                                 : "environment");
    put("proxy", settings.proxy);
    put("noProxy", settings.noProxy);
    put("proxyUser", settings.proxyUser);
    put("caFile", settings.caFile);
    file.setValue(QStringLiteral("trustsSystem"), settings.trustsSystem);
    file.remove(QStringLiteral("certificates"));
    file.beginWriteArray(QStringLiteral("certificates"), static_cast<int>(settings.clientCertificates.size()));
    for (std::size_t i = 0; i < settings.clientCertificates.size(); ++i) {
        file.setArrayIndex(static_cast<int>(i));
        put("host", settings.clientCertificates[i].host);
        put("file", settings.clientCertificates[i].file);
        put("keyFile", settings.clientCertificates[i].keyFile);
    }
    file.endArray();
}

std::vector<std::string> savedLoginNames()
{
    std::vector<std::string> names;
    for (const QString& name : settingsFile().value(QStringLiteral("network/logins")).toStringList())
        names.push_back(name.toStdString());
    return names;
}

void saveLoginNames(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    settingsFile().setValue(QStringLiteral("network/logins"), list);
}

/// Where secrets are looked for.
class NetworkSetup::Store final : public CredentialStore {
public:
    Store(std::map<std::string, Credential> given, std::shared_ptr<Keychain> keychain)
        : m_given(std::move(given)), m_keychain(std::move(keychain))
    { }
    void find(const std::string& name, std::function<void(std::optional<Credential>)> done) override
    {
        if (const auto given = m_given.find(name); given != m_given.end())
            return done(given->second);
        if (const auto path = credentialFile(name)) {
            const auto read = readCredentialFile(*path);
            return done(read ? std::optional(*read) : std::nullopt);
        }
        m_keychain->read(name, [done = std::move(done)](const Keychain::Answer& answer) {
            const auto read = parseCredential(answer.text);
            done(answer.outcome == Keychain::Outcome::Done && read ? std::optional(*read) : std::nullopt);
        });
    }

private:
    const std::map<std::string, Credential> m_given;
    const std::shared_ptr<Keychain> m_keychain;
};

NetworkSetup::NetworkSetup(NetworkChoice choice)
    : m_choice(std::move(choice))
    , m_keychain(std::make_shared<Keychain>())
    , m_store(std::make_shared<Store>(m_choice.logins, m_keychain))
    , m_access(std::make_shared<NetworkAccess>(m_store))
{
    apply(savedNetworkSettings());
}

NetworkSetup::~NetworkSetup() = default;

std::string NetworkSetup::secret(const std::string& entry)
{
    if (const auto given = m_secrets.find(entry); given != m_secrets.end())
        return given->second;
    // A passphrase or password stands alone there; a colon in it makes no user of its beginning.
    const auto whole = [](const Credential& credential) { return credentialText(credential); };
    if (const auto given = m_choice.logins.find(entry); given != m_choice.logins.end())
        return whole(given->second);
    if (const auto path = credentialFile(entry)) {
        const auto read = readCredentialFile(*path);
        return read ? whole(*read) : std::string();
    }
    const Keychain::Answer answer = m_keychain->readAndWait(entry);
    if (answer.outcome == Keychain::Outcome::Done)
        m_secrets[entry] = answer.text;
    return answer.outcome == Keychain::Outcome::Done ? answer.text : std::string();
}

void NetworkSetup::setSecret(const std::string& entry, const std::string& text) { m_secrets[entry] = text; }

void NetworkSetup::apply(NetworkSettings settings)
{
    if (m_choice.proxy) {
        const bool isNone = *m_choice.proxy == "none" || m_choice.proxy->empty();
        settings.proxyMode = isNone ? NetworkSettings::Proxy::None : NetworkSettings::Proxy::Manual;
        settings.proxy = isNone ? std::string() : *m_choice.proxy;
        // --auth proxy=FILE holds user and password.
        if (const auto login = m_choice.logins.find(kProxyEntry); login != m_choice.logins.end()) {
            settings.proxyUser = login->second.user;
            settings.proxyPassword = login->second.password;
        }
    }
    if (m_choice.caFile)
        settings.caFile = *m_choice.caFile;
    settings.clientCertificates.insert(settings.clientCertificates.begin(), m_choice.certificates.begin(),
                                       m_choice.certificates.end());
    if (settings.proxyMode == NetworkSettings::Proxy::Manual && !settings.proxyUser.empty()
        && settings.proxyPassword.empty())
        settings.proxyPassword = secret(kProxyEntry);
    for (auto& certificate : settings.clientCertificates)
        if (certificate.passphrase.empty())
            certificate.passphrase = secret(certificateEntry(certificate.host));
    setGdalNetwork(settings);
    m_access->setSettings(std::move(settings));
}

std::vector<SourceLogin> loginsOf(const layers::Scene& scene)
{
    std::vector<SourceLogin> logins;
    const auto add = [&](const auto& sources) {
        for (const layers::SourceCommon& source : sources)
            if (!source.auth.empty())
                logins.push_back({source.url, source.auth});
    };
    add(scene.terrain);
    add(scene.imagery);
    add(scene.tilesets);
    add(scene.live);
    add(scene.vectors);
    return logins;
}

} // namespace guanjing::app
