#include "app/panels/TakeAlongDialog.h"

#include "app/panels/JobPanel.h"
#include "app/panels/LongText.h"
#include "app/panels/MessageIcon.h"
#include "app/panels/Theme.h"
#include "app/services/ErrorText.h"
#include "app/services/PackScenes.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace guanjing::app {
namespace {

constexpr int kWidth = 460;
constexpr int kRowsShown = 9, kLeastRows = 2;
constexpr int kLeastWords = 8;
constexpr double kUsualMeters = 0.5;
constexpr double kMarginTold = 0.05; ///< of what is surer only the size is told

QString kindText(layers::TakeLayer::Kind kind)
{
    using Kind = layers::TakeLayer::Kind;
    switch (kind) {
    case Kind::Terrain: return TakeAlongDialog::tr("Terrain");
    case Kind::Imagery: return TakeAlongDialog::tr("Imagery");
    case Kind::Tileset: return TakeAlongDialog::tr("3D model");
    case Kind::Live: return TakeAlongDialog::tr("Live data");
    case Kind::Vector: return TakeAlongDialog::tr("Vector data");
    }
    return {};
}

void tint(QLabel& label, const QColor& color)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, color);
    label.setPalette(palette);
}

} // namespace

TakeAlongDialog::TakeAlongDialog(std::vector<layers::TakeLayer> layers, const QString& sceneName, const QString& folder,
                                 QWidget* parent)
    : AreaDialog(parent)
    , m_all(std::move(layers))
    , m_sceneName(sceneName)
    , m_folder(folder)
    , m_list(new QTreeWidget(this))
    , m_resolution(new QComboBox(this))
    , m_protection(new QComboBox(this))
    , m_words(new QLineEdit(this))
    , m_again(new QLineEdit(this))
    , m_key(new QLineEdit(this))
    , m_path(new QLineEdit(this))
    , m_browseKey(new QPushButton(tr("Choose…"), this))
    , m_browse(new QPushButton(tr("Choose…"), this))
    , m_start(new QPushButton(tr("&Take along"), this))
    , m_open(new QPushButton(tr("&Open it"), this))
    , m_close(new QPushButton(tr("Close"), this))
    , m_estimate(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_wordsRow(new QWidget(this))
    , m_keyRow(new QWidget(this))
{
    setObjectName(QStringLiteral("takeAlongDialog"));
    setWindowTitle(tr("Take along"));
    const std::pair<QWidget*, const char*> names[] = {
        {m_list, "takeLayers"}, {m_resolution, "takeResolution"}, {m_protection, "takeProtection"},
        {m_words, "takeWords"}, {m_again, "takeWordsAgain"},      {m_key, "takeKey"},
        {m_path, "takePath"},   {m_browse, "takeBrowse"},         {m_start, "takeStart"},
        {m_open, "takeOpen"},   {m_close, "takeClose"},           {m_estimate, "takeEstimate"},
        {m_hint, "takeHint"}};
    for (const auto& [widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    m_list->setColumnCount(3);
    m_list->setHeaderLabels({tr("Layer"), tr("Date"), tr("Size")});
    m_list->setRootIsDecorated(false);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(false);
    fillLayers();
    const auto heightOf = [this](int rows) {
        return m_list->header()->sizeHint().height()
            + std::max(24, m_list->sizeHintForRow(0)) * std::min(m_list->topLevelItemCount(), rows) + 8;
    };
    setElastic(m_list, heightOf(kRowsShown), heightOf(kLeastRows));
    m_resolution->addItem(tr("As fine as there is"), 0.0);
    for (const double meters : {0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 20.0}) {
        m_resolution->addItem(pixelSizeText(meters), meters);
        if (meters == kUsualMeters)
            m_resolution->setCurrentIndex(m_resolution->count() - 1);
    }
    m_resolution->setToolTip(tr("Imagery is taken down to the level of this pixel; terrain and 3D models as finely as "
                                "that asks for"));
    m_protection->addItem(tr("None"), int(Protection::None));
    m_protection->addItem(tr("With a passphrase"), int(Protection::Passphrase));
    m_protection->addItem(tr("With a key file"), int(Protection::KeyFile));
    m_words->setEchoMode(QLineEdit::Password);
    m_again->setEchoMode(QLineEdit::Password);
    m_words->setPlaceholderText(tr("Passphrase, at least %1 characters").arg(kLeastWords));
    m_again->setPlaceholderText(tr("The same once more"));
    auto* words = new QVBoxLayout(m_wordsRow);
    words->setContentsMargins(0, 0, 0, 0);
    words->addWidget(m_words);
    words->addWidget(m_again);
    auto* key = new QHBoxLayout(m_keyRow);
    key->setContentsMargins(0, 0, 0, 0);
    key->addWidget(m_key, 1);
    key->addWidget(m_browseKey);
    m_key->setPlaceholderText(tr("32 bytes, or 64 hexadecimal digits"));
    auto* pathRow = new QHBoxLayout;
    pathRow->addWidget(m_path, 1);
    pathRow->addWidget(m_browse);
    for (QPushButton* button : {m_browseKey, m_browse, m_close, m_open})
        button->setAutoDefault(false);
    m_start->setDefault(true);
    m_open->hide();
    m_estimate->setWordWrap(true);
    m_hint->setWordWrap(true);
    tint(*m_hint, themeColors().secondary);

    QFormLayout& rows = form();
    rows.addRow(tr("Area"), &areas());
    rows.addRow(tr("&Layers"), m_list);
    rows.addRow(tr("&Resolution"), m_resolution);
    rows.addRow(tr("&Encryption"), m_protection);
    rows.addRow(QString(), m_wordsRow);
    rows.addRow(QString(), m_keyRow);
    auto* pathCaption = new QLabel(tr("&File"), this);
    pathCaption->setBuddy(m_path);
    rows.addRow(pathCaption, pathRow);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_start);
    buttons->addWidget(m_open);
    buttons->addWidget(m_close);
    auto* rest = new QVBoxLayout;
    rest->addWidget(m_estimate);
    rest->addWidget(m_hint);
    rest->addWidget(&job());
    rest->addLayout(buttons);
    layOut(rest, kWidth);

    connect(&areas(), &AreaChooser::changed, this, &TakeAlongDialog::refresh);
    connect(m_list, &QTreeWidget::itemChanged, this, &TakeAlongDialog::refresh);
    connect(m_resolution, &QComboBox::activated, this, &TakeAlongDialog::refresh);
    connect(m_protection, &QComboBox::activated, this, &TakeAlongDialog::updateStart);
    for (QLineEdit* edit : {m_words, m_again, m_key})
        connect(edit, &QLineEdit::textChanged, this, &TakeAlongDialog::updateStart);
    connect(m_path, &QLineEdit::textEdited, this, [this] {
        m_isPathTyped = true;
        updateStart();
    });
    connect(m_browse, &QPushButton::clicked, this, &TakeAlongDialog::browse);
    connect(m_browseKey, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Key file"), m_folder);
        if (!file.isEmpty())
            m_key->setText(file);
    });
    connect(m_start, &QPushButton::clicked, this, &TakeAlongDialog::startWanted);
    connect(m_open, &QPushButton::clicked, this, &TakeAlongDialog::openWanted);
    connect(m_close, &QPushButton::clicked, this, &TakeAlongDialog::reject);
    refresh();
}

void TakeAlongDialog::fillLayers()
{
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        const layers::TakeLayer& layer = m_all[i];
        const bool isPossible = layer.isTaken();
        auto* item =
            new QTreeWidgetItem(m_list,
                                {QString::fromStdString(layer.name), QString::fromStdString(layer.date),
                                 isPossible                                                  ? QString()
                                     : layer.obstacle == layers::TakeLayer::Obstacle::IsLive ? tr("only live")
                                                                                             : tr("not possible")});
        item->setData(0, Qt::UserRole, static_cast<int>(i));
        item->setToolTip(0, kindText(layer.kind));
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        item->setFlags(isPossible ? Qt::ItemIsEnabled | Qt::ItemIsUserCheckable : Qt::NoItemFlags);
        item->setCheckState(0, isPossible ? Qt::Checked : Qt::Unchecked);
    }
}

TakeAlongDialog::Protection TakeAlongDialog::protection() const
{
    return static_cast<Protection>(m_protection->currentData().toInt());
}

TakeAlongDialog::Choice TakeAlongDialog::choice() const
{
    Choice choice;
    choice.area = areas().area();
    std::map<std::string, int> named;
    for (const layers::TakeLayer& layer : m_all)
        ++named[layer.name];
    std::set<std::string> layers, dates;
    bool needsDates = false;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QTreeWidgetItem& item = *m_list->topLevelItem(row);
        const layers::TakeLayer& layer = m_all[static_cast<std::size_t>(item.data(0, Qt::UserRole).toInt())];
        const bool isChosen = item.checkState(0) == Qt::Checked;
        if (isChosen) {
            layers.insert(layer.name);
            if (!layer.date.empty())
                dates.insert(layer.date);
        } else if (named[layer.name] > 1) {
            needsDates = true; // the name alone would mean the others too
        }
    }
    choice.layers.assign(layers.begin(), layers.end());
    if (needsDates)
        choice.dates.assign(dates.begin(), dates.end());
    choice.metersPerPixel = m_resolution->currentData().toDouble();
    choice.protection = protection();
    choice.passphrase = m_words->text();
    choice.keyFile = m_key->text().trimmed();
    choice.path = m_path->text().trimmed();
    if (!choice.path.isEmpty() && !choice.path.endsWith(QLatin1String(".gjpack"), Qt::CaseInsensitive))
        choice.path += QStringLiteral(".gjpack");
    return choice;
}

void TakeAlongDialog::setEstimate(const layers::TakeEstimate& estimate, bool isFinal)
{
    const QSignalBlocker blocker(m_list);
    QStringList problems;
    for (const layers::TakeEstimate::Layer& layer : estimate.layers) {
        for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
            QTreeWidgetItem& item = *m_list->topLevelItem(row);
            const layers::TakeLayer& own = m_all[static_cast<std::size_t>(item.data(0, Qt::UserRole).toInt())];
            if (own.kind == layer.layer.kind && own.index == layer.layer.index)
                item.setText(2, layer.error ? QStringLiteral("–") : roughSize(layer.bytes));
        }
        if (layer.error)
            problems << errorText(*layer.error);
    }
    const QString count = QLocale().toString(static_cast<qulonglong>(estimate.requests));
    const double margin = estimate.bytes > 0 ? estimate.marginBytes / estimate.bytes : 0;
    const QString size = margin < kMarginTold
        ? roughSize(estimate.bytes)
        : tr("%1 (± %2 %)", "size, margin").arg(roughSize(estimate.bytes)).arg(std::lround(margin * 100));
    QString text = estimate.isWhole
        ? tr("About %1 in %2 files, %3", "size, number, time").arg(size, count, roughDuration(estimate.seconds))
        : tr("Estimating… %1 so far").arg(roughSize(estimate.bytes));
    if (estimate.isWhole && !isFinal)
        text += u'\n' + tr("Looking more closely…");
    for (const QString& problem : problems)
        text += u'\n' + problem;
    tint(*m_estimate, problems.isEmpty() ? themeColors().text : themeColors().warning);
    m_estimate->setText(breakable(text));
    m_bytes = estimate.bytes;
    m_isPossible =
        estimate.isWhole && problems.size() < static_cast<qsizetype>(std::max<std::size_t>(1, estimate.layers.size()));
    updateStart();
}

void TakeAlongDialog::setProblem(const QString& text)
{
    tint(*m_estimate, themeColors().bad);
    m_estimate->setText(breakable(text));
    m_isPossible = false;
    updateStart();
}

void TakeAlongDialog::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    if (isRunning)
        m_isFinished = false;
    formWidget().setEnabled(!isRunning);
    updateStart();
}

void TakeAlongDialog::setFinished(bool isFinished)
{
    m_isFinished = isFinished;
    updateStart();
}

void TakeAlongDialog::setResumed(const QString& path, const QString& area)
{
    m_isResumed = true;
    formWidget().hide();
    m_start->setText(tr("&Go on"));
    updateStart();
    tint(*m_estimate, themeColors().text);
    m_estimate->setText(breakable(area.isEmpty() ? path : tr("%1, %2", "file, area").arg(path, area)));
}

QString TakeAlongDialog::obstacle() const
{
    const Choice chosen = choice();
    if (chosen.layers.empty())
        return tr("Choose at least one layer.");
    if (chosen.protection == Protection::Passphrase) {
        if (chosen.passphrase.toUtf8().size() < kLeastWords)
            return tr("The passphrase needs at least %1 characters.").arg(kLeastWords);
        if (m_words->text() != m_again->text())
            return tr("The passphrase is not the same twice.");
    }
    if (chosen.protection == Protection::KeyFile && chosen.keyFile.isEmpty())
        return tr("Choose a key file.");
    if (chosen.path.isEmpty())
        return tr("Choose a file.");
    if (m_isPossible)
        if (const auto room = checkPackRoom(chosen.path.toStdString(), m_bytes); !room)
            return errorDetailText(room.error().detail);
    return {};
}

void TakeAlongDialog::updateStart()
{
    m_wordsRow->setVisible(!isDrawing() && protection() == Protection::Passphrase);
    m_keyRow->setVisible(!isDrawing() && protection() == Protection::KeyFile);
    m_open->setVisible(m_isFinished);
    m_start->setVisible(!m_isRunning && !m_isFinished);
    if (m_isResumed || m_isRunning || m_isFinished) { // what was chosen is past
        m_hint->hide();
        m_start->setEnabled(!m_isRunning);
        return;
    }
    const QString what = obstacle();
    const bool isExisting = QFileInfo::exists(choice().path);
    m_hint->setText(!what.isEmpty()  ? what
                        : isExisting ? tr("The file is there already: if it is the same choice, it is gone on with.")
                        : protection() == Protection::Passphrase
                        ? tr("Without the passphrase nobody can open it, not even you.")
                        : QString());
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_start->setEnabled(m_isPossible && what.isEmpty());
}

void TakeAlongDialog::proposePath()
{
    if (m_isPathTyped)
        return;
    QString name = areas().area().name.isEmpty() ? m_sceneName : areas().area().name;
    for (QChar& c : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(c))
            c = u'-';
    m_path->setText(QDir(m_folder).filePath(name + QStringLiteral(".gjpack")));
}

void TakeAlongDialog::browse()
{
    QFileDialog dialog(this, tr("Take along"), QFileInfo(m_path->text()).absolutePath(), tr("Packs (*.gjpack)"));
    dialog.setObjectName(QStringLiteral("takeFileDialog"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setOption(QFileDialog::DontConfirmOverwrite); // one that is there is gone on with
    dialog.setDefaultSuffix(QStringLiteral("gjpack"));
    dialog.selectFile(QFileInfo(m_path->text()).fileName());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return;
    m_isPathTyped = true;
    m_path->setText(dialog.selectedFiles().first());
    updateStart();
}

void TakeAlongDialog::refresh()
{
    proposePath();
    m_isPossible = false;
    if (areas().area().isEmpty()) { // the sizes were those of another
        m_estimate->clear();
        const QSignalBlocker blocker(m_list);
        for (int row = 0; row < m_list->topLevelItemCount(); ++row)
            if (QTreeWidgetItem& item = *m_list->topLevelItem(row); item.flags().testFlag(Qt::ItemIsEnabled))
                item.setText(2, QString());
    }
    if (!m_isRunning) {
        job().setState(JobPanel::State::Idle);
        m_isFinished = false;
    }
    updateStart();
    emit changed();
}

bool TakeAlongDialog::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate) // room may have been made on the disk meanwhile
        updateStart();
    return AreaDialog::event(event);
}

void TakeAlongDialog::reject()
{
    if (job().isBusy()) {
        QMessageBox box(QMessageBox::Question, tr("Take along"), tr("The pack is not finished."),
                        QMessageBox::Yes | QMessageBox::No, this);
        box.setObjectName(QStringLiteral("stopTakingDialog"));
        box.setInformativeText(tr("Stop it? What is there is kept, and can be gone on with later."));
        setMessageIcon(box, QStringLiteral("take-along"));
        box.button(QMessageBox::Yes)->setText(tr("Stop it"));
        box.button(QMessageBox::No)->setText(tr("Let it go on"));
        box.setDefaultButton(QMessageBox::No);
        if (box.exec() != QMessageBox::Yes)
            return;
        emit job().cancelWanted();
    }
    AreaDialog::reject();
}

} // namespace guanjing::app
