#include "app/panels/PackKeyDialog.h"

#include "app/panels/Theme.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace guanjing::app {

PackKeyDialog::PackKeyDialog(const QString& fileName, const QString& problem, QWidget* parent)
    : QDialog(parent), m_words(new QLineEdit(this)), m_open(nullptr)
{
    setObjectName(QStringLiteral("packKeyDialog"));
    setWindowTitle(tr("Encrypted pack"));
    auto* caption = new QLabel(tr("%1 is encrypted. Its passphrase:").arg(fileName), this);
    caption->setWordWrap(true);
    caption->setBuddy(m_words);
    m_words->setObjectName(QStringLiteral("packKeyWords"));
    m_words->setEchoMode(QLineEdit::Password);
    m_words->setMinimumWidth(340);
    auto* complaint = new QLabel(problem, this);
    complaint->setObjectName(QStringLiteral("packKeyProblem"));
    complaint->setWordWrap(true);
    complaint->setVisible(!problem.isEmpty());
    QPalette palette = complaint->palette();
    palette.setColor(QPalette::WindowText, themeColors().bad);
    complaint->setPalette(palette);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this);
    m_open = buttons->button(QDialogButtonBox::Open);
    m_open->setText(tr("Open"));
    m_open->setEnabled(false);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    auto* key = buttons->addButton(tr("Key file…"), QDialogButtonBox::ActionRole);
    key->setObjectName(QStringLiteral("packKeyFile"));
    key->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->addWidget(caption);
    layout->addWidget(m_words);
    layout->addWidget(complaint);
    layout->addWidget(buttons);
    connect(m_words, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_open->setEnabled(!text.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(key, &QPushButton::clicked, this, &PackKeyDialog::browse);
}

QString PackKeyDialog::passphrase() const { return m_words->text(); }

void PackKeyDialog::browse()
{
    m_keyFile = QFileDialog::getOpenFileName(this, tr("Key file"));
    if (!m_keyFile.isEmpty())
        accept();
}

} // namespace guanjing::app
