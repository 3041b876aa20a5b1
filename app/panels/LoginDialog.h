#pragma once

#include "geodata/net/Credential.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace guanjing::app {

/// Asks for the login of a server: user and password, or a token. Nothing is kept here.
class LoginDialog : public QDialog {
    Q_OBJECT

public:
    struct Question {
        QString server; ///< as the user knows it
        QString entry; ///< under which it would be kept
        bool wasTried = false; ///< the one before was not accepted
        bool takesKey = false; ///< a token alone can serve
        bool hasKeychain = true; ///< false: it can only be kept until the program ends, which is said
    };
    explicit LoginDialog(const Question& question, QWidget* parent = nullptr);

    [[nodiscard]] Credential credential() const;
    [[nodiscard]] bool keepsInKeychain() const;

private:
    void update();

    QRadioButton *m_byPassword, *m_byToken;
    QLineEdit *m_user, *m_password, *m_token;
    QLabel *m_userLabel, *m_passwordLabel, *m_tokenLabel;
    QCheckBox* m_keep;
    class QPushButton* m_ok;
};

} // namespace guanjing::app
