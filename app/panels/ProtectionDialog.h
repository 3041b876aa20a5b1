#pragma once

#include <QDialog>
#include <QString>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace guanjing::app {

/// How what is kept on this computer is protected.
class ProtectionDialog : public QDialog {
    Q_OBJECT

public:
    enum class Way { None, Keychain, KeyFile, Passphrase };
    ProtectionDialog(Way way, const QString& keyFile, bool hasKeychain, QWidget* parent = nullptr);
    /// What is kept lies in a folder given at the start: what is chosen here is not for that one.
    void tellOtherFolder(const QString& folder);
    [[nodiscard]] Way way() const;
    [[nodiscard]] QString keyFile() const;

private:
    void check();

    const Way m_givenWay;
    const QString m_givenFile;
    QRadioButton *m_none, *m_keychain, *m_byFile, *m_byWords;
    QLineEdit* m_file;
    QLabel *m_effect, *m_other;
    QPushButton* m_ok;
};

} // namespace guanjing::app
