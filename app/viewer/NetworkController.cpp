#include "app/viewer/NetworkController.h"

#include "app/panels/AddDataDialog.h"
#include "app/panels/LoginDialog.h"
#include "app/panels/NetworkDialog.h"
#include "app/panels/ProtectionDialog.h"
#include "app/services/CacheProtection.h"
#include "app/services/Keychain.h"
#include "app/services/NetworkSetup.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/NoticeBar.h"
#include "app/viewer/SceneController.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"

#include <QAction>
#include <QApplication>
#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace guanjing::app {

namespace {

/// Runs on the GUI thread while `self` lives.
template <class Call> void onGuiThread(const QPointer<NetworkController>& self, Call call)
{
    QMetaObject::invokeMethod(
        qApp,
        [self, call = std::move(call)] {
            if (self)
                call();
        },
        Qt::QueuedConnection);
}

} // namespace

NetworkController::NetworkController(ViewerSession& session, CityWidget& city, ViewerActions& actions,
                                     NoticeBar& notices, SceneController& scenes, QWidget& window)
    : QObject(&window), m_session(session), m_city(city), m_notices(notices), m_scenes(scenes), m_window(window)
{
    connect(actions.network, &QAction::triggered, this, &NetworkController::openNetwork);
    connect(actions.protection, &QAction::triggered, this, &NetworkController::openProtection);
    // Before the picture gets the scene: its first requests need them.
    connect(&session.document(), &SceneDocument::sceneChanged, this,
            [this] { m_session.network().access()->setSources(loginsOf(m_session.document().scene())); });
    QPointer<NetworkController> self(this);
    session.network().access()->onLoginWanted(
        [self](const LoginWanted& wanted) { onGuiThread(self, [self, wanted] { self->loginWanted(wanted); }); });
    session.network().access()->onLoginAccepted([self](const std::string& name, const Credential& credential) {
        onGuiThread(self, [self, name, credential] { self->loginAccepted(name, credential); });
    });
}

NetworkController::~NetworkController()
{
    m_session.network().access()->onLoginWanted({});
    m_session.network().access()->onLoginAccepted({});
}

void NetworkController::loginWanted(const LoginWanted& wanted)
{
    const QString server = QString::fromStdString(wanted.origin);
    if (wanted.status == 407) {
        const QString text = wanted.wasTried ? tr("The proxy %1 did not accept the login.").arg(server)
            : server.isEmpty()               ? tr("The proxy wants a login.")
                                             : tr("The proxy %1 wants a login.").arg(server);
        m_notices.tellWithOffer(text, tr("Network…"), [this] { openNetwork(); });
        return;
    }
    const QString text = wanted.status == 403 && wanted.wasTried
        ? tr("%1 does not allow access with this login.").arg(server)
        : wanted.wasTried ? tr("%1 did not accept the login.").arg(server)
        : wanted.takesKey ? tr("%1 wants a key.").arg(server)
                          : tr("%1 wants a login.").arg(server);
    const auto offer = [this, text, wanted] {
        m_notices.tellWithOffer(text, tr("Log in…"), [this, wanted] { askLogin(wanted); });
    };
    // A notice in the window cannot be reached from a dialog in front of it.
    if (auto* adding = qobject_cast<AddDataDialog*>(QApplication::activeModalWidget()))
        askLogin(wanted, adding, offer);
    else
        offer();
}

void NetworkController::whenKeychainIsKnown(std::function<void(bool)> then)
{
    QPointer<NetworkController> self(this);
    // Of an entry that is never there: only the outcome counts.
    m_session.network().keychain().read("probe", [self, then = std::move(then)](const Keychain::Answer& answer) {
        const bool isThere = answer.outcome != Keychain::Outcome::Unavailable;
        onGuiThread(self, [then, isThere] { then(isThere); });
    });
}

void NetworkController::askLogin(const LoginWanted& wanted, AddDataDialog* adding, const std::function<void()>& refused)
{
    whenKeychainIsKnown([this, wanted, refused, front = QPointer<AddDataDialog>(adding)](bool hasKeychain) {
        auto* dialog = new LoginDialog({QString::fromStdString(wanted.origin), QString::fromStdString(wanted.name),
                                        wanted.wasTried, wanted.takesKey, hasKeychain},
                                       front ? static_cast<QWidget*>(front) : &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog, wanted, front] {
            logIn(wanted.name, dialog->credential(), dialog->keepsInKeychain());
            if (front)
                front->lookAgain();
        });
        if (refused)
            connect(dialog, &QDialog::rejected, this, refused);
        dialog->open();
    });
}

void NetworkController::logIn(const std::string& name, const Credential& credential, bool keepsIt)
{
    m_toKeep.erase(name);
    if (keepsIt)
        m_toKeep[name] = credential;
    m_session.network().access()->setCredential(name, credential);
    retry();
}

void NetworkController::loginAccepted(const std::string& name, const Credential& credential)
{
    const auto typed = m_toKeep.find(name);
    if (typed == m_toKeep.end() || !(typed->second == credential))
        return;
    m_toKeep.erase(typed);
    keepSecret(name, credentialText(credential));
    std::vector<std::string> names = savedLoginNames();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(name);
        saveLoginNames(names);
    }
}

void NetworkController::keepSecret(const std::string& entry, const std::string& text)
{
    QPointer<NetworkController> self(this);
    m_session.network().keychain().write(entry, text, [self](Keychain::Outcome outcome) {
        if (outcome == Keychain::Outcome::Done)
            return;
        onGuiThread(self, [self] {
            self->m_notices.tell(tr("The keychain cannot be written; what was typed is kept until the program ends."));
        });
    });
}

void NetworkController::retry()
{
    if (m_city.view())
        m_city.view()->engine().retryNow();
    m_scenes.openRefused();
    m_city.wake();
}

void NetworkController::openNetwork()
{
    whenKeychainIsKnown([this](bool hasKeychain) {
        auto* dialog = new NetworkDialog(savedNetworkSettings(), savedLoginNames(), hasKeychain, &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog, hasKeychain] {
            NetworkSetup& network = m_session.network();
            const NetworkSettings settings = dialog->settings();
            const auto keep = [&](const std::string& entry, const std::string& text) {
                if (text.empty())
                    return;
                network.setSecret(entry, text);
                if (hasKeychain)
                    keepSecret(entry, text);
            };
            keep(kProxyEntry, settings.proxyPassword);
            for (const auto& certificate : settings.clientCertificates)
                keep(certificateEntry(certificate.host), certificate.passphrase);
            saveNetworkSettings(settings);
            std::vector<std::string> names = savedLoginNames();
            for (const QString& removed : dialog->removedLogins()) {
                const std::string name = removed.toStdString();
                std::erase(names, name);
                network.access()->setCredential(name, std::nullopt);
                network.keychain().remove(name, [](Keychain::Outcome) {});
            }
            saveLoginNames(names);
            network.apply(settings);
            retry();
        });
        dialog->open();
    });
}

void NetworkController::openProtection()
{
    whenKeychainIsKnown([this](bool hasKeychain) {
        using Way = ProtectionDialog::Way;
        using Kind = CacheProtection::Kind;
        const CacheProtection now = savedCacheProtection();
        auto* dialog = new ProtectionDialog(static_cast<Way>(now.kind), now.keyFile, hasKeychain, &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        if (const ViewerOptions& options = m_session.options(); !options.usesUsualCache)
            dialog->tellOtherFolder(options.cacheDir);
        connect(dialog, &QDialog::accepted, this, [this, dialog, now] {
            const CacheProtection chosen{static_cast<Kind>(dialog->way()), dialog->keyFile()};
            if (chosen == now)
                return;
            saveCacheProtection(chosen);
            m_notices.tell(tr("In force when the program starts next; what is kept now is dropped then."));
        });
        dialog->open();
    });
}

} // namespace guanjing::app
