#pragma once

#include "geodata/net/NetworkSettings.h"

#include <QDialog>
#include <QStringList>

#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTreeWidget;

namespace guanjing::app {

/// Proxy, trusted authorities, client certificates, and the logins that the keychain holds. Secrets are only ever typed in:
/// those that are kept already are not shown. What is chosen counts when it is accepted.
class NetworkDialog : public QDialog {
    Q_OBJECT

public:
    NetworkDialog(const NetworkSettings& settings, const std::vector<std::string>& logins, bool hasKeychain,
                  QWidget* parent = nullptr);
    /// Passwords and passphrases in it are those typed just now; empty ones were not touched.
    [[nodiscard]] NetworkSettings settings() const;
    [[nodiscard]] const QStringList& removedLogins() const { return m_removedLogins; }

private:
    void buildProxy(QFormLayout& form);
    void buildCertificates(QFormLayout& form);
    void buildLogins(QFormLayout& form, const std::vector<std::string>& logins);
    void showCertificates();
    void showNoLogins();
    void addCertificate();
    void check();
    [[nodiscard]] QString problem() const;

    NetworkSettings m_given;
    const bool m_hasKeychain;
    QStringList m_removedLogins;
    std::vector<NetworkSettings::ClientCertificate> m_list;
    QFormLayout* m_form = nullptr;
    int m_firstProxyRow = 0, m_lastProxyRow = 0; ///< shown only for a proxy of one's own
    QComboBox *m_mode, *m_kind;
    QLineEdit *m_host, *m_direct, *m_user, *m_password, *m_caFile;
    QCheckBox* m_system;
    QTreeWidget* m_certificates;
    QListWidget* m_logins;
    QPushButton *m_removeCertificate, *m_removeLogin, *m_ok;
    QLabel* m_problem;
};

} // namespace guanjing::app
