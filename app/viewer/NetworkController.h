#pragma once

#include "geodata/net/NetworkAccess.h"

#include <QObject>

#include <map>
#include <string>

namespace guanjing::app {

class AddDataDialog;
class CityWidget;
class NoticeBar;
class SceneController;
class ViewerActions;
class ViewerSession;

/// Logins, proxy, certificates and the protection of what is kept: tells that a server wants a login, asks for it, and has
/// everything asked for again that was refused. GUI thread.
class NetworkController : public QObject {
    Q_OBJECT

public:
    NetworkController(ViewerSession& session, CityWidget& city, ViewerActions& actions, NoticeBar& notices,
                      SceneController& scenes, QWidget& window);
    ~NetworkController() override;

private:
    void loginWanted(const LoginWanted& wanted);
    /// In front of `adding` where there is one, which then looks once more; calls `refused` where nobody logs in.
    void askLogin(const LoginWanted& wanted, AddDataDialog* adding = nullptr,
                  const std::function<void()>& refused = {});
    void logIn(const std::string& name, const Credential& credential, bool keepsIt);
    void openNetwork();
    void openProtection();
    /// Calls `then` on the GUI thread once it is known whether a keychain runs.
    void whenKeychainIsKnown(std::function<void(bool)> then);
    void keepSecret(const std::string& entry, const std::string& text);
    void retry();
    /// What was typed is kept once a server has taken it.
    void loginAccepted(const std::string& name, const Credential& credential);

    ViewerSession& m_session;
    CityWidget& m_city;
    NoticeBar& m_notices;
    SceneController& m_scenes;
    QWidget& m_window;
    std::map<std::string, Credential> m_toKeep; ///< in the keychain, by entry, when they prove right
};

} // namespace guanjing::app
