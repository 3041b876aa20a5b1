#include "app/panels/ProtectionDialog.h"

#include "app/panels/LongText.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

constexpr int kWidth = 520;

QLabel* note(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setProperty("role", "caption");
    label->setContentsMargins(24, 0, 0, 6);
    return label;
}

} // namespace

ProtectionDialog::ProtectionDialog(Way way, const QString& keyFile, bool hasKeychain, QWidget* parent)
    : QDialog(parent)
    , m_givenWay(way)
    , m_givenFile(keyFile)
    , m_none(new QRadioButton(tr("&Not encrypted"), this))
    , m_keychain(new QRadioButton(tr("Encrypted, the key in the &keychain"), this))
    , m_byFile(new QRadioButton(tr("Encrypted, the key in a &file"), this))
    , m_byWords(new QRadioButton(tr("Encrypted with a &passphrase"), this))
    , m_file(new QLineEdit(keyFile, this))
    , m_effect(new QLabel(this))
    , m_other(new QLabel(this))
{
    setObjectName(QStringLiteral("protectionDialog"));
    setWindowTitle(tr("Protect what is kept on this computer"));
    setMinimumWidth(kWidth);
    m_none->setObjectName(QStringLiteral("protectionNone"));
    m_keychain->setObjectName(QStringLiteral("protectionKeychain"));
    m_byFile->setObjectName(QStringLiteral("protectionFile"));
    m_byWords->setObjectName(QStringLiteral("protectionPassphrase"));
    m_file->setObjectName(QStringLiteral("protectionKeyFile"));
    m_keychain->setEnabled(hasKeychain || way == Way::Keychain);
    auto* browse = new QPushButton(tr("Choose…"), this);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Key file"), m_file->text());
        if (file.isEmpty())
            return;
        m_file->setText(file);
        m_byFile->setChecked(true);
    });
    auto* fileRow = new QHBoxLayout;
    fileRow->setContentsMargins(24, 0, 0, 0);
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(browse);
    m_effect->setObjectName(QStringLiteral("protectionEffect"));
    m_effect->setWordWrap(true);
    m_other->setObjectName(QStringLiteral("protectionOther"));
    m_other->setWordWrap(true);
    m_other->setProperty("role", "warning");
    m_other->hide();
    m_effect->setProperty("role", "warning");
    auto* buttons = new QDialogButtonBox(this);
    m_ok = buttons->addButton(tr("OK"), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(QStringLiteral("protectionOk"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->addWidget(m_other);
    layout->addWidget(m_none);
    layout->addWidget(note(tr("Whoever has the disk can read what servers have sent."), this));
    layout->addWidget(m_keychain);
    layout->addWidget(note(hasKeychain ? tr("Made at random and opened with your session.")
                                       : tr("No keychain runs on this computer."),
                           this));
    layout->addWidget(m_byFile);
    layout->addWidget(
        note(tr("32 bytes, or 64 hexadecimal digits; on a stick that is taken along, for example."), this));
    layout->addLayout(fileRow);
    layout->addWidget(m_byWords);
    layout->addWidget(note(tr("Asked for at every start. It is kept nowhere."), this));
    layout->addWidget(m_effect);
    layout->addStretch();
    layout->addWidget(buttons);
    (way == Way::Keychain         ? m_keychain
         : way == Way::KeyFile    ? m_byFile
         : way == Way::Passphrase ? m_byWords
                                  : m_none)
        ->setChecked(true);
    for (QRadioButton* choice : {m_none, m_keychain, m_byFile, m_byWords})
        connect(choice, &QRadioButton::toggled, this, &ProtectionDialog::check);
    connect(m_file, &QLineEdit::textChanged, this, &ProtectionDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void ProtectionDialog::tellOtherFolder(const QString& folder)
{
    m_other->setText(
        breakable(tr("Now data are kept in %1, as --cache says. That folder is protected by --cache-key or "
                     "--cache-passphrase-file; what is chosen here is for the usual one.")
                      .arg(folder)));
    m_other->show();
}

ProtectionDialog::Way ProtectionDialog::way() const
{
    return m_keychain->isChecked() ? Way::Keychain
        : m_byFile->isChecked()    ? Way::KeyFile
        : m_byWords->isChecked()   ? Way::Passphrase
                                   : Way::None;
}

QString ProtectionDialog::keyFile() const { return m_byFile->isChecked() ? m_file->text() : QString(); }

void ProtectionDialog::check()
{
    m_file->setEnabled(m_byFile->isChecked());
    const bool isOther = way() != m_givenWay || (m_byFile->isChecked() && m_file->text() != m_givenFile);
    m_effect->setText(isOther
                          ? tr("What is kept now is dropped when the program starts next, and protected from then on; "
                               "servers are asked for it again.")
                          : QString());
    m_ok->setEnabled(!m_byFile->isChecked() || QFileInfo(m_file->text()).isFile());
}

} // namespace guanjing::app
