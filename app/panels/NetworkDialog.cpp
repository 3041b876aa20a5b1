#include "app/panels/NetworkDialog.h"

#include "app/panels/CertificateDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

constexpr int kWidth = 620;
constexpr int kListHeight = 76;

using Proxy = NetworkSettings::Proxy;

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", "caption");
    label->setContentsMargins(0, 8, 0, 0);
    return label;
}

QLineEdit* field(const char* name, const std::string& value, QWidget* parent)
{
    auto* edit = new QLineEdit(QString::fromStdString(value), parent);
    edit->setObjectName(QLatin1String(name));
    return edit;
}

/// Of a row of several widgets, whose access key leads to one of them.
QLabel* rowLabel(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

/// A list with its buttons beside it.
QHBoxLayout* withButtons(QWidget* list, const QList<QPushButton*>& buttons)
{
    auto* row = new QHBoxLayout;
    row->addWidget(list, 1);
    auto* column = new QVBoxLayout;
    for (QPushButton* button : buttons) {
        button->setAutoDefault(false);
        column->addWidget(button);
    }
    column->addStretch();
    row->addLayout(column);
    return row;
}

} // namespace

NetworkDialog::NetworkDialog(const NetworkSettings& settings, const std::vector<std::string>& logins, bool hasKeychain,
                             QWidget* parent)
    : QDialog(parent), m_given(settings), m_hasKeychain(hasKeychain), m_list(settings.clientCertificates)
{
    setObjectName(QStringLiteral("networkDialog"));
    setWindowTitle(tr("Network"));
    setMinimumWidth(kWidth);
    auto* form = new QFormLayout;
    m_form = form;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    buildProxy(*form);
    buildCertificates(*form);
    buildLogins(*form, logins);
    auto* note = new QLabel(m_hasKeychain ? tr("A server that wants a login is told of, and asked for then.")
                                          : tr("No keychain runs on this computer: logins are asked for and kept until "
                                               "the program ends."),
                            this);
    note->setWordWrap(true);
    note->setProperty("role", "caption");
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("networkProblem"));
    m_problem->setProperty("role", "problem");
    m_problem->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(this);
    m_ok = buttons->addButton(tr("OK"), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(QStringLiteral("networkOk"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 8, 18, 14);
    layout->addLayout(form);
    layout->addWidget(note);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize); // as tall as what is asked for
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &NetworkDialog::check);
    for (QLineEdit* edit : {m_host, m_user, m_password, m_caFile})
        connect(edit, &QLineEdit::textChanged, this, &NetworkDialog::check);
    showCertificates();
    check();
}

void NetworkDialog::buildProxy(QFormLayout& form)
{
    m_mode = new QComboBox(this);
    m_mode->setObjectName(QStringLiteral("networkProxyMode"));
    m_mode->addItem(tr("As the system's environment says"), static_cast<int>(Proxy::Environment));
    m_mode->addItem(tr("None"), static_cast<int>(Proxy::None));
    m_mode->addItem(tr("This one"), static_cast<int>(Proxy::Manual));
    m_mode->setCurrentIndex(m_mode->findData(static_cast<int>(m_given.proxyMode)));
    const QString whole = QString::fromStdString(m_given.proxy);
    const auto slashes = whole.indexOf(QLatin1String("://"));
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("networkProxyKind"));
    for (const char* kind : {"http", "https", "socks5h", "socks5", "socks4"})
        m_kind->addItem(QLatin1String(kind));
    m_kind->setCurrentIndex(std::max(0, m_kind->findText(slashes > 0 ? whole.left(slashes) : QStringLiteral("http"))));
    m_host = field("networkProxyHost", (slashes > 0 ? whole.mid(slashes + 3) : whole).toStdString(), this);
    m_host->setPlaceholderText(QStringLiteral("proxy.example:8080"));
    m_direct = field("networkProxyDirect", m_given.noProxy, this);
    m_direct->setPlaceholderText(QStringLiteral("example.gov.cn, 10.0.0.0/8"));
    m_direct->setToolTip(tr("Hosts, domains and networks, by comma. This computer is always reached directly."));
    m_user = field("networkProxyUser", m_given.proxyUser, this);
    m_password = field("networkProxyPassword", {}, this);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(m_given.proxyUser.empty() ? QString() : tr("unchanged"));
    m_password->setToolTip(m_hasKeychain ? tr("It is kept in the keychain alone")
                                         : tr("No keychain runs here: it is kept until the program ends"));
    auto* address = new QHBoxLayout;
    address->addWidget(m_kind);
    address->addWidget(m_host, 1);
    form.addRow(heading(tr("Proxy"), this));
    form.addRow(tr("&Way to the servers"), m_mode);
    m_firstProxyRow = form.rowCount();
    form.addRow(rowLabel(tr("&Address and port"), m_host, this), address);
    form.addRow(tr("&Directly reached"), m_direct);
    form.addRow(tr("&User"), m_user);
    form.addRow(tr("&Password"), m_password);
    m_lastProxyRow = form.rowCount() - 1;
}

void NetworkDialog::buildCertificates(QFormLayout& form)
{
    m_caFile = field("networkCaFile", m_given.caFile, this);
    m_caFile->setPlaceholderText(tr("None"));
    auto* browse = new QPushButton(tr("C&hoose…"), this);
    browse->setObjectName(QStringLiteral("networkCaBrowse"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Trusted authorities"), m_caFile->text(),
                                                          tr("Certificates (*.pem *.crt *.cer)") + QStringLiteral(";;")
                                                              + tr("All files (*)"));
        if (!file.isEmpty())
            m_caFile->setText(file);
    });
    auto* row = new QHBoxLayout;
    row->addWidget(m_caFile, 1);
    row->addWidget(browse);
    m_system = new QCheckBox(tr("Trust the &system's authorities, too"), this);
    m_system->setObjectName(QStringLiteral("networkTrustSystem"));
    m_system->setChecked(m_given.trustsSystem);
    m_certificates = new QTreeWidget(this);
    m_certificates->setObjectName(QStringLiteral("networkCertificates"));
    m_certificates->setRootIsDecorated(false);
    m_certificates->setHeaderLabels({tr("Server"), tr("Certificate")});
    m_certificates->setFixedHeight(kListHeight);
    auto* add = new QPushButton(tr("Add…"), this);
    add->setObjectName(QStringLiteral("networkAddCertificate"));
    m_removeCertificate = new QPushButton(tr("Remove"), this);
    m_removeCertificate->setObjectName(QStringLiteral("networkRemoveCertificate"));
    connect(add, &QPushButton::clicked, this, &NetworkDialog::addCertificate);
    connect(m_removeCertificate, &QPushButton::clicked, this, [this] {
        const int row_ = m_certificates->indexOfTopLevelItem(m_certificates->currentItem());
        if (row_ >= 0 && row_ < static_cast<int>(m_list.size()))
            m_list.erase(m_list.begin() + row_);
        showCertificates();
    });
    connect(m_certificates, &QTreeWidget::currentItemChanged, this, &NetworkDialog::check);
    form.addRow(heading(tr("Certificates"), this));
    form.addRow(rowLabel(tr("&Further authorities"), m_caFile, this), row);
    form.addRow(QString(), m_system);
    form.addRow(tr("Shown to servers"), withButtons(m_certificates, {add, m_removeCertificate}));
}

void NetworkDialog::buildLogins(QFormLayout& form, const std::vector<std::string>& logins)
{
    m_logins = new QListWidget(this);
    m_logins->setObjectName(QStringLiteral("networkLogins"));
    m_logins->setFixedHeight(kListHeight);
    for (const std::string& name : logins)
        m_logins->addItem(QString::fromStdString(name));
    showNoLogins();
    m_removeLogin = new QPushButton(tr("Forget"), this);
    m_removeLogin->setObjectName(QStringLiteral("networkForgetLogin"));
    connect(m_removeLogin, &QPushButton::clicked, this, [this] {
        const QListWidgetItem* item = m_logins->currentItem();
        if (item != nullptr && item->flags().testFlag(Qt::ItemIsEnabled)) {
            m_removedLogins << item->text();
            delete m_logins->takeItem(m_logins->row(item));
        }
        showNoLogins();
        check();
    });
    connect(m_logins, &QListWidget::currentRowChanged, this, &NetworkDialog::check);
    form.addRow(heading(tr("Logins"), this));
    form.addRow(tr("In the keychain"), withButtons(m_logins, {m_removeLogin}));
}

void NetworkDialog::showNoLogins()
{
    if (m_logins->count() > 0)
        return;
    auto* none = new QListWidgetItem(tr("None"), m_logins);
    none->setFlags(Qt::NoItemFlags);
}

void NetworkDialog::showCertificates()
{
    m_certificates->clear();
    for (const auto& certificate : m_list)
        new QTreeWidgetItem(
            m_certificates,
            {QString::fromStdString(certificate.host), QFileInfo(QString::fromStdString(certificate.file)).fileName()});
    m_certificates->resizeColumnToContents(0);
    if (m_ok)
        check();
}

void NetworkDialog::addCertificate()
{
    CertificateDialog dialog(this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const auto added = dialog.certificate();
    std::erase_if(m_list, [&](const auto& known) { return known.host == added.host; });
    m_list.push_back(added);
    showCertificates();
}

QString NetworkDialog::problem() const
{
    const bool isManual = m_mode->currentData().toInt() == static_cast<int>(Proxy::Manual);
    const QUrl url(QStringLiteral("http://") + m_host->text().trimmed(), QUrl::StrictMode);
    if (isManual && m_host->text().trimmed().isEmpty())
        return tr("The proxy's address is missing.");
    if (isManual && (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()))
        return tr("The proxy's address must be HOST:PORT; a login stands in its own fields.");
    if (!m_caFile->text().isEmpty() && !QFileInfo(m_caFile->text()).isFile())
        return tr("There is no such file of authorities.");
    return {};
}

void NetworkDialog::check()
{
    const bool isManual = m_mode->currentData().toInt() == static_cast<int>(Proxy::Manual);
    for (int row = m_firstProxyRow; row <= m_lastProxyRow; ++row)
        m_form->setRowVisible(row, isManual);
    for (QWidget* widget : {static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_host),
                            static_cast<QWidget*>(m_direct), static_cast<QWidget*>(m_user)})
        widget->setEnabled(isManual);
    m_password->setEnabled(isManual && !m_user->text().isEmpty());
    m_system->setEnabled(!m_caFile->text().isEmpty());
    m_removeCertificate->setEnabled(m_certificates->currentItem() != nullptr);
    const QListWidgetItem* login = m_logins->currentItem();
    m_removeLogin->setEnabled(login != nullptr && login->flags().testFlag(Qt::ItemIsEnabled));
    const QString words = problem();
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
    m_ok->setEnabled(words.isEmpty());
}

NetworkSettings NetworkDialog::settings() const
{
    NetworkSettings settings;
    settings.proxyMode = static_cast<Proxy>(m_mode->currentData().toInt());
    const QString host = m_host->text().trimmed();
    settings.proxy =
        host.isEmpty() ? std::string() : (m_kind->currentText() + QStringLiteral("://") + host).toStdString();
    settings.noProxy = m_direct->text().trimmed().toStdString();
    settings.proxyUser = m_user->text().toStdString();
    settings.proxyPassword = m_password->text().toStdString();
    settings.caFile = m_caFile->text().toStdString();
    settings.trustsSystem = m_caFile->text().isEmpty() || m_system->isChecked();
    settings.clientCertificates = m_list;
    return settings;
}

} // namespace guanjing::app
