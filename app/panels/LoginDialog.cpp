#include "app/panels/LoginDialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

constexpr int kWidth = 460;

QLineEdit* field(const char* name, bool isSecret, QWidget* parent)
{
    auto* edit = new QLineEdit(parent);
    edit->setObjectName(QLatin1String(name));
    if (isSecret) {
        edit->setEchoMode(QLineEdit::Password);
        edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    }
    return edit;
}

} // namespace

LoginDialog::LoginDialog(const Question& question, QWidget* parent)
    : QDialog(parent)
    , m_byPassword(new QRadioButton(tr("&Name and password"), this))
    , m_byToken(new QRadioButton(tr("&Key or token"), this))
    , m_user(field("loginUser", false, this))
    , m_password(field("loginPassword", true, this))
    , m_token(field("loginToken", true, this))
    , m_userLabel(new QLabel(tr("&User"), this))
    , m_passwordLabel(new QLabel(tr("&Password"), this))
    , m_tokenLabel(new QLabel(tr("Key or &token"), this))
    , m_keep(new QCheckBox(tr("Keep it in the key&chain"), this))
{
    setObjectName(QStringLiteral("loginDialog"));
    setWindowTitle(tr("Login"));
    setMinimumWidth(kWidth);
    auto* heading = new QLabel(question.server, this);
    heading->setProperty("role", "title");
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    auto* words = new QLabel(question.wasTried ? tr("The server did not accept the login. Please give it again.")
                                               : tr("The server wants to know who asks."),
                             this);
    words->setWordWrap(true);
    words->setProperty("role", question.wasTried ? "problem" : "caption");
    m_byPassword->setObjectName(QStringLiteral("loginByPassword"));
    m_byToken->setObjectName(QStringLiteral("loginByToken"));
    m_keep->setObjectName(QStringLiteral("loginKeep"));
    auto* kinds = new QHBoxLayout;
    kinds->addWidget(m_byPassword);
    kinds->addWidget(m_byToken);
    kinds->addStretch();
    m_userLabel->setBuddy(m_user);
    m_passwordLabel->setBuddy(m_password);
    m_tokenLabel->setBuddy(m_token);
    auto* form = new QFormLayout;
    form->addRow(m_userLabel, m_user);
    form->addRow(m_passwordLabel, m_password);
    form->addRow(m_tokenLabel, m_token);
    auto* where = new QLabel(
        question.hasKeychain
            ? tr("Entry \"%1\". A scene file names the entry, never the login.").arg(question.entry)
            : tr("No keychain runs on this computer: the login is kept until the program ends, and nowhere else."),
        this);
    where->setWordWrap(true);
    where->setProperty("role", "caption");
    m_keep->setChecked(question.hasKeychain);
    m_keep->setEnabled(question.hasKeychain);
    auto* buttons = new QDialogButtonBox(this);
    m_ok = buttons->addButton(tr("&Log in"), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(QStringLiteral("loginOk"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(8);
    layout->addWidget(heading);
    layout->addWidget(words);
    layout->addLayout(kinds);
    layout->addLayout(form);
    layout->addWidget(m_keep);
    layout->addWidget(where);
    layout->addStretch();
    layout->addWidget(buttons);
    (question.takesKey ? m_byToken : m_byPassword)->setChecked(true);
    m_byPassword->setVisible(!question.takesKey);
    m_byToken->setVisible(!question.takesKey);
    for (QLineEdit* edit : {m_user, m_password, m_token})
        connect(edit, &QLineEdit::textChanged, this, &LoginDialog::update);
    connect(m_byToken, &QRadioButton::toggled, this, &LoginDialog::update);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    update();
    (question.takesKey ? m_token : m_user)->setFocus();
}

void LoginDialog::update()
{
    const bool byToken = m_byToken->isChecked();
    m_userLabel->setVisible(!byToken);
    m_user->setVisible(!byToken);
    m_passwordLabel->setVisible(!byToken);
    m_password->setVisible(!byToken);
    m_tokenLabel->setVisible(byToken);
    m_token->setVisible(byToken);
    // A colon ends the user's name (RFC 7617).
    m_ok->setEnabled(byToken ? !m_token->text().isEmpty()
                             : !m_user->text().isEmpty() && !m_user->text().contains(u':'));
}

Credential LoginDialog::credential() const
{
    if (m_byToken->isChecked())
        return {{}, {}, m_token->text().trimmed().toStdString()};
    return {m_user->text().toStdString(), m_password->text().toStdString(), {}};
}

bool LoginDialog::keepsInKeychain() const { return m_keep->isChecked() && m_keep->isEnabled(); }

} // namespace guanjing::app
