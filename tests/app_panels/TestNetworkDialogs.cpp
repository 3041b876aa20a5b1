// The dialogs of logins, proxy, certificates and protection, with clicks and keys.
#include "app/panels/CertificateDialog.h"
#include "app/panels/LoginDialog.h"
#include "app/panels/NetworkDialog.h"
#include "app/panels/PassphraseDialog.h"
#include "app/panels/ProtectionDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryFile>
#include <QTest>
#include <QTreeWidget>

using namespace guanjing;
using namespace guanjing::app;

namespace {

template <class T> T& part(const QDialog& dialog, const char* name)
{
    return *dialog.findChild<T*>(QLatin1String(name));
}

} // namespace

class TestNetworkDialogs : public QObject {
    Q_OBJECT

private slots:
    void loginByPassword()
    {
        LoginDialog dialog({QStringLiteral("https://a"), QStringLiteral("platform")});
        auto& ok = part<QPushButton>(dialog, "loginOk");
        QVERIFY(!ok.isEnabled());
        QTest::keyClicks(&part<QLineEdit>(dialog, "loginUser"), QStringLiteral("a:b"));
        QVERIFY(!ok.isEnabled()); // a colon ends the name
        part<QLineEdit>(dialog, "loginUser").setText(QStringLiteral("planner"));
        QTest::keyClicks(&part<QLineEdit>(dialog, "loginPassword"), QStringLiteral("blue: sky"));
        QVERIFY(ok.isEnabled());
        QCOMPARE(part<QLineEdit>(dialog, "loginPassword").echoMode(), QLineEdit::Password);
        QVERIFY(dialog.credential() == (Credential{"planner", "blue: sky", ""}));
        QVERIFY(dialog.keepsInKeychain());
        QTest::mouseClick(&part<QCheckBox>(dialog, "loginKeep"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(!dialog.keepsInKeychain());
        QTest::mouseClick(&ok, Qt::LeftButton);
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    }

    void loginByToken()
    {
        LoginDialog dialog({QStringLiteral("https://a"), QStringLiteral("platform"), true, true, false});
        part<QLineEdit>(dialog, "loginToken").setText(QStringLiteral(" abc\t"));
        QVERIFY(dialog.credential() == (Credential{"", "", "abc"}));
        QVERIFY(!dialog.keepsInKeychain()); // there is none
        dialog.show();
        QVERIFY(!part<QLineEdit>(dialog, "loginUser").isVisible());
        QVERIFY(part<QLineEdit>(dialog, "loginToken").isVisible());
    }

    void networkShowsWhatItWasGiven()
    {
        NetworkSettings settings;
        settings.proxyMode = NetworkSettings::Proxy::Manual;
        settings.proxy = "socks5h://p.example:1080";
        settings.noProxy = "a.example";
        settings.proxyUser = "u";
        settings.clientCertificates = {{"b.example", "/c.pem", "/k.pem", ""}};
        NetworkDialog dialog(settings, {"platform", "https://x"}, true);
        QVERIFY(dialog.settings() == settings);
        NetworkSettings plain;
        QVERIFY(NetworkDialog(plain, {}, true).settings() == plain);
    }

    void networkTellsWhatIsWrong()
    {
        NetworkDialog dialog({}, {}, true);
        auto& ok = part<QPushButton>(dialog, "networkOk");
        auto& host = part<QLineEdit>(dialog, "networkProxyHost");
        QVERIFY(ok.isEnabled());
        QVERIFY(!host.isEnabled());
        part<QComboBox>(dialog, "networkProxyMode").setCurrentIndex(2);
        QVERIFY(host.isEnabled() && !ok.isEnabled());
        for (const auto& [text, isGood] : {std::pair("proxy.example:8080", true),
                                           {"user:pw@proxy", false},
                                           {"[::1]:3128", true},
                                           {"a b", false},
                                           {":80", false}}) {
            host.setText(QString::fromLatin1(text));
            QVERIFY2(ok.isEnabled() == isGood, text);
            QCOMPARE(part<QLabel>(dialog, "networkProblem").text().isEmpty(), isGood);
        }
        host.setText(QStringLiteral("proxy.example:8080"));
        auto& password = part<QLineEdit>(dialog, "networkProxyPassword");
        QVERIFY(!password.isEnabled());
        part<QLineEdit>(dialog, "networkProxyUser").setText(QStringLiteral("u"));
        QVERIFY(password.isEnabled());
        password.setText(QStringLiteral("p"));
        QCOMPARE(dialog.settings().proxy, std::string("http://proxy.example:8080"));
        QCOMPARE(dialog.settings().proxyPassword, std::string("p"));
        part<QLineEdit>(dialog, "networkCaFile").setText(QStringLiteral("/none.pem"));
        QVERIFY(!ok.isEnabled());
        QTemporaryFile file;
        QVERIFY(file.open());
        part<QLineEdit>(dialog, "networkCaFile").setText(file.fileName());
        QVERIFY(ok.isEnabled());
        QTest::mouseClick(&part<QCheckBox>(dialog, "networkTrustSystem"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(!dialog.settings().trustsSystem);
    }

    void networkForgets()
    {
        NetworkSettings settings;
        settings.clientCertificates = {{"a", "/a.p12", "", ""}, {"b", "/b.p12", "", ""}};
        NetworkDialog dialog(settings, {"one", "two"}, true);
        auto& forget = part<QPushButton>(dialog, "networkForgetLogin");
        QVERIFY(!forget.isEnabled());
        part<QListWidget>(dialog, "networkLogins").setCurrentRow(1);
        QTest::mouseClick(&forget, Qt::LeftButton);
        QCOMPARE(dialog.removedLogins(), QStringList{QStringLiteral("two")});
        auto& tree = part<QTreeWidget>(dialog, "networkCertificates");
        tree.setCurrentItem(tree.topLevelItem(0));
        QTest::mouseClick(&part<QPushButton>(dialog, "networkRemoveCertificate"), Qt::LeftButton);
        QCOMPARE(dialog.settings().clientCertificates.size(), std::size_t{1});
        QCOMPARE(dialog.settings().clientCertificates[0].host, std::string("b"));
    }

    void certificate()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        CertificateDialog dialog;
        auto& ok = part<QPushButton>(dialog, "certificateOk");
        part<QLineEdit>(dialog, "certificateHost").setText(QStringLiteral("https://a"));
        part<QLineEdit>(dialog, "certificateFile").setText(file.fileName());
        QVERIFY(!ok.isEnabled()); // a host, not an address
        part<QLineEdit>(dialog, "certificateHost").setText(QStringLiteral("a:8443"));
        QVERIFY(ok.isEnabled());
        part<QLineEdit>(dialog, "certificateKey").setText(QStringLiteral("/none"));
        QVERIFY(!ok.isEnabled());
    }

    void passphrase()
    {
        PassphraseDialog choose(PassphraseDialog::Purpose::Choose);
        auto& ok = part<QPushButton>(choose, "passphraseOk");
        part<QLineEdit>(choose, "passphraseWords").setText(QStringLiteral("open sesame"));
        QVERIFY(!ok.isEnabled());
        part<QLineEdit>(choose, "passphraseAgain").setText(QStringLiteral("open sesame"));
        QVERIFY(ok.isEnabled());
        QCOMPARE(choose.words(), QByteArray("open sesame"));
        PassphraseDialog open(PassphraseDialog::Purpose::Open);
        part<QLineEdit>(open, "passphraseWords").setText(QStringLiteral("short"));
        QVERIFY(!part<QPushButton>(open, "passphraseOk").isEnabled());
        part<QLineEdit>(open, "passphraseWords").setText(QStringLiteral("long enough"));
        QVERIFY(part<QPushButton>(open, "passphraseOk").isEnabled());
        open.tell(QStringLiteral("wrong"));
        QCOMPARE(part<QLabel>(open, "passphraseProblem").text(), QStringLiteral("wrong"));
    }

    void protection()
    {
        using Way = ProtectionDialog::Way;
        ProtectionDialog dialog(Way::None, {}, false);
        auto& effect = part<QLabel>(dialog, "protectionEffect");
        QVERIFY(!part<QRadioButton>(dialog, "protectionKeychain").isEnabled());
        QVERIFY(effect.text().isEmpty());
        QTest::mouseClick(&part<QRadioButton>(dialog, "protectionFile"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(!effect.text().isEmpty()); // what it costs is said before
        QVERIFY(!part<QPushButton>(dialog, "protectionOk").isEnabled());
        QTemporaryFile file;
        QVERIFY(file.open());
        part<QLineEdit>(dialog, "protectionKeyFile").setText(file.fileName());
        QVERIFY(part<QPushButton>(dialog, "protectionOk").isEnabled());
        QVERIFY(dialog.way() == Way::KeyFile && dialog.keyFile() == file.fileName());
        part<QRadioButton>(dialog, "protectionNone").setChecked(true);
        QVERIFY(effect.text().isEmpty() && dialog.way() == Way::None);
        // Whoever gave another folder at the start is told that it is not meant.
        auto& other = part<QLabel>(dialog, "protectionOther");
        QVERIFY(other.isHidden());
        dialog.tellOtherFolder(QStringLiteral("/data/tiles"));
        QVERIFY(!other.isHidden() && other.text().contains(QLatin1String("--cache-key")));
    }
};

QTEST_MAIN(TestNetworkDialogs)
#include "TestNetworkDialogs.moc"
