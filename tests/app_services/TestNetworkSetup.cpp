// Where logins come from, how the settings are remembered (without secrets), and the keys of the cache.
#include "app/services/CacheProtection.h"
#include "app/services/Keychain.h"
#include "app/services/NetworkSetup.h"
#include "geodata/net/NetworkAccess.h"
#include "geodata/store/TileCache.h"
#include "layers/scene/Scene.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace guanjing;
using namespace guanjing::app;

namespace {

bool writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// The store may take a moment.
std::shared_ptr<const Credential> credentialFor(NetworkAccess& access, const char* url)
{
    NetworkAccess::Grant grant;
    const bool isKnown = QTest::qWaitFor(
        [&] {
            grant = access.grantFor(url);
            if (grant.isProbe)
                access.probeEnded(grant);
            return !grant.isPending;
        },
        20'000);
    return isKnown ? grant.credential : nullptr;
}

} // namespace

class TestNetworkSetup : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("config")));
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain here
    }
    void init() { QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing")).clear(); }

    void loginsOfAScene()
    {
        layers::Scene scene;
        scene.imagery.resize(2);
        scene.imagery[1].url = "https://a/{z}";
        scene.imagery[1].auth = "one";
        scene.live.resize(1);
        scene.live[0].url = "https://b/v1.1";
        scene.live[0].auth = "two";
        QVERIFY(loginsOf(scene) == (std::vector<SourceLogin>{{"https://a/{z}", "one"}, {"https://b/v1.1", "two"}}));
    }

    void filesAndFolders()
    {
        QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("credentials"))));
        QVERIFY(writeFile(m_folder.filePath(QStringLiteral("credentials/one")), "from:folder\n"));
        QVERIFY(writeFile(m_folder.filePath(QStringLiteral("credentials/https---c.example-8443")), "token\n"));
        qputenv("CREDENTIALS_DIRECTORY", m_folder.filePath(QStringLiteral("credentials")).toUtf8());
        NetworkChoice choice;
        choice.logins["two"] = {"by", "option", ""};
        NetworkSetup setup(choice);
        NetworkAccess& access = *setup.access();
        access.setSources(
            {{"https://a.example/", "one"}, {"https://b.example/", "two"}, {"https://d.example/", "none"}});
        auto one = credentialFor(access, "https://a.example/x");
        QVERIFY(one && one->user == "from" && one->password == "folder");
        auto two = credentialFor(access, "https://b.example/x");
        QVERIFY(two && two->user == "by");
        QVERIFY(!credentialFor(access, "https://d.example/x")); // no keychain: none, and nothing hangs
        // A server that no source names a login for, once it has asked.
        const char* url = "https://c.example:8443/x";
        QVERIFY(access.refused(url, access.grantFor(url), 401) == NetworkAccess::Verdict::Again);
        auto three = credentialFor(access, url);
        QVERIFY(three && three->token == "token");
        qunsetenv("CREDENTIALS_DIRECTORY");
        QVERIFY(!setup.keychain().isThere());
    }

    void theCommandLineGoesFirst()
    {
        NetworkSettings saved;
        saved.proxyMode = NetworkSettings::Proxy::Manual;
        saved.proxy = "http://saved:1";
        saved.noProxy = "x";
        saved.clientCertificates = {{"h", "/saved.pem", "", "secret"}};
        saved.proxyPassword = "secret";
        saveNetworkSettings(saved);
        NetworkSettings expected = saved;
        expected.proxyPassword.clear();
        expected.clientCertificates[0].passphrase.clear();
        QVERIFY(savedNetworkSettings() == expected); // secrets are not written
        QFile file(QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing")).fileName());
        QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing")).sync();
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(written.contains("saved") && !written.contains("secret"));
        NetworkChoice choice;
        choice.proxy = "socks5h://given:2";
        choice.logins["proxy"] = {"u", "p", ""};
        choice.logins["certificate:h"] = {"", "", "words"};
        choice.caFile = "/given.pem";
        const auto settings = NetworkSetup(choice).access()->settings();
        QCOMPARE(settings->proxy, std::string("socks5h://given:2"));
        QCOMPARE(settings->proxyUser, std::string("u"));
        QCOMPARE(settings->proxyPassword, std::string("p"));
        QCOMPARE(settings->caFile, std::string("/given.pem"));
        QCOMPARE(settings->clientCertificates[0].passphrase, std::string("words"));
        choice.proxy = "none";
        QVERIFY(NetworkSetup(choice).access()->settings()->proxyMode == NetworkSettings::Proxy::None);
    }

    void cacheKeys()
    {
        const QString folder = m_folder.filePath(QStringLiteral("cache"));
        QVERIFY(QDir().mkpath(folder));
        Keychain keychain;
        QVERIFY(!chooseCache(folder, true, nullptr, keychain).key);
        // The keychain is wanted and none runs: nothing is kept, rather than openly.
        saveCacheProtection({CacheProtection::Kind::Keychain, {}});
        const CacheChoice none = chooseCache(folder, true, nullptr, keychain);
        QVERIFY(!none.key && none.off && none.off->code == ErrorCode::NeedsKey);
        QVERIFY(!chooseCache(folder, false, nullptr, keychain).off); // --cache: another folder
        const QString keyFile = m_folder.filePath(QStringLiteral("key"));
        QVERIFY(writeFile(keyFile, QByteArray(32, 'k')));
        saveCacheProtection({CacheProtection::Kind::KeyFile, keyFile});
        // What another protection left is dropped, once.
        QVERIFY(writeFile(folder + QStringLiteral("/tiles.sqlite"), "old"));
        const CacheChoice byFile = chooseCache(folder, true, nullptr, keychain);
        QVERIFY(byFile.key && !byFile.off);
        QVERIFY(!QFile::exists(folder + QStringLiteral("/tiles.sqlite")));
        {
            TileCacheOptions options;
            options.path = folder.toStdString() + "/tiles.sqlite";
            options.key = byFile.key;
            TileCache(options).flush();
        }
        QVERIFY(QFile::exists(folder + QStringLiteral("/tiles.sqlite")));
        QVERIFY(chooseCache(folder, true, nullptr, keychain).key);
        QVERIFY(QFile::exists(folder + QStringLiteral("/tiles.sqlite")));
        QVERIFY(tryCacheKey(folder, byFile.key.get()));
        const auto words = keyOfPassphrase("not this one");
        QCOMPARE(tryCacheKey(folder, &*words).error().code, ErrorCode::WrongKey);
        QCOMPARE(tryCacheKey(folder, nullptr).error().code, ErrorCode::NeedsKey);
        QVERIFY(QFile::remove(keyFile)); // the stick is not there
        QVERIFY(chooseCache(folder, true, nullptr, keychain).off);
        saveCacheProtection({CacheProtection::Kind::Passphrase, {}});
        QVERIFY(chooseCache(folder, true, nullptr, keychain).off);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestNetworkSetup)
#include "TestNetworkSetup.moc"
