#include "app/panels/CertificateDialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

constexpr int kWidth = 520;

} // namespace

CertificateDialog::CertificateDialog(QWidget* parent)
    : QDialog(parent)
    , m_host(new QLineEdit(this))
    , m_file(new QLineEdit(this))
    , m_keyFile(new QLineEdit(this))
    , m_passphrase(new QLineEdit(this))
{
    setObjectName(QStringLiteral("certificateDialog"));
    setWindowTitle(tr("Client certificate"));
    setMinimumWidth(kWidth);
    m_host->setObjectName(QStringLiteral("certificateHost"));
    m_host->setPlaceholderText(QStringLiteral("platform.example, platform.example:8443"));
    m_file->setObjectName(QStringLiteral("certificateFile"));
    m_file->setPlaceholderText(tr("PEM, or PKCS#12 (.p12, .pfx)"));
    m_keyFile->setObjectName(QStringLiteral("certificateKey"));
    m_keyFile->setPlaceholderText(tr("In the same file"));
    m_passphrase->setObjectName(QStringLiteral("certificatePassphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    const auto withBrowse = [this](QLineEdit* edit) {
        auto* browse = new QPushButton(tr("Choose…"), this);
        browse->setAutoDefault(false);
        connect(browse, &QPushButton::clicked, this, [this, edit] {
            const QString file =
                QFileDialog::getOpenFileName(this, tr("Client certificate"), edit->text(),
                                             tr("Certificates and keys (*.pem *.crt *.key *.p12 *.pfx)")
                                                 + QStringLiteral(";;") + tr("All files (*)"));
            if (!file.isEmpty())
                edit->setText(file);
        });
        auto* row = new QHBoxLayout;
        row->addWidget(edit, 1);
        row->addWidget(browse);
        return row;
    };
    auto* form = new QFormLayout;
    form->addRow(tr("&Server"), m_host);
    const auto addFile = [&](const QString& text, QLineEdit* edit) {
        auto* label = new QLabel(text, this); // the row is a layout: the access key needs to be told where it leads
        label->setBuddy(edit);
        form->addRow(label, withBrowse(edit));
    };
    addFile(tr("&Certificate"), m_file);
    addFile(tr("&Key"), m_keyFile);
    form->addRow(tr("&Passphrase"), m_passphrase);
    auto* buttons = new QDialogButtonBox(this);
    m_ok = buttons->addButton(tr("OK"), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(QStringLiteral("certificateOk"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    for (QLineEdit* edit : {m_host, m_file, m_keyFile})
        connect(edit, &QLineEdit::textChanged, this, &CertificateDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void CertificateDialog::check()
{
    const QString host = m_host->text().trimmed();
    m_ok->setEnabled(!host.isEmpty() && !host.contains(u'/') && QFileInfo(m_file->text()).isFile()
                     && (m_keyFile->text().isEmpty() || QFileInfo(m_keyFile->text()).isFile()));
}

NetworkSettings::ClientCertificate CertificateDialog::certificate() const
{
    return {m_host->text().trimmed().toStdString(), m_file->text().toStdString(), m_keyFile->text().toStdString(),
            m_passphrase->text().toStdString()};
}

} // namespace guanjing::app
