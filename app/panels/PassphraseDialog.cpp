#include "app/panels/PassphraseDialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

constexpr int kWidth = 440;
constexpr int kShortest = 8; // bytes, as keyOfPassphrase() wants

} // namespace

PassphraseDialog::PassphraseDialog(Purpose purpose, QWidget* parent)
    : QDialog(parent)
    , m_purpose(purpose)
    , m_words(new QLineEdit(this))
    , m_again(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("passphraseDialog"));
    setWindowTitle(tr("Passphrase"));
    setMinimumWidth(kWidth);
    const bool isNew = purpose == Purpose::Choose;
    auto* text =
        new QLabel(isNew ? tr("What is kept on this computer is encrypted with these words. They are kept nowhere: "
                              "who forgets them loses what was kept, and it is fetched again.")
                         : tr("What is kept on this computer is protected. Without the passphrase the program "
                              "works, but keeps nothing and finds nothing kept."),
                   this);
    text->setWordWrap(true);
    text->setProperty("role", "caption");
    m_words->setObjectName(QStringLiteral("passphraseWords"));
    m_again->setObjectName(QStringLiteral("passphraseAgain"));
    for (QLineEdit* edit : {m_words, m_again}) {
        edit->setEchoMode(QLineEdit::Password);
        edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
        connect(edit, &QLineEdit::textChanged, this, &PassphraseDialog::check);
    }
    m_problem->setObjectName(QStringLiteral("passphraseProblem"));
    m_problem->setProperty("role", "problem");
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* form = new QFormLayout;
    form->addRow(tr("&Passphrase"), m_words);
    if (isNew)
        form->addRow(tr("&Again"), m_again);
    else
        m_again->hide();
    auto* buttons = new QDialogButtonBox(this);
    m_ok = buttons->addButton(isNew ? tr("P&rotect") : tr("&Open"), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(QStringLiteral("passphraseOk"));
    buttons->addButton(isNew ? tr("Cancel") : tr("Go on without"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->addWidget(text);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
    m_words->setFocus();
}

PassphraseDialog::~PassphraseDialog()
{
    for (QLineEdit* edit : {m_words, m_again})
        edit->clear();
}

QByteArray PassphraseDialog::words() const { return m_words->text().toUtf8(); }

void PassphraseDialog::tell(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_words->selectAll();
    m_words->setFocus();
}

void PassphraseDialog::check()
{
    const bool isLong = words().size() >= kShortest;
    const bool isSame = m_purpose == Purpose::Open || m_words->text() == m_again->text();
    m_ok->setEnabled(isLong && isSame);
    m_ok->setToolTip(isLong ? QString() : tr("At least 8 characters"));
}

} // namespace guanjing::app
