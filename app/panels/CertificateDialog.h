#pragma once

#include "geodata/net/NetworkSettings.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace guanjing::app {

/// Which certificate is shown to which server.
class CertificateDialog : public QDialog {
    Q_OBJECT

public:
    explicit CertificateDialog(QWidget* parent = nullptr);
    [[nodiscard]] NetworkSettings::ClientCertificate certificate() const;

private:
    void check();

    QLineEdit *m_host, *m_file, *m_keyFile, *m_passphrase;
    QPushButton* m_ok;
};

} // namespace guanjing::app
