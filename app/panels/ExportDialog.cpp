#include "app/panels/ExportDialog.h"

#include "app/panels/JobPanel.h"
#include "app/panels/LongText.h"
#include "app/panels/MessageIcon.h"
#include "app/panels/Theme.h"
#include "app/services/ErrorText.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace guanjing::app {
namespace {

/// Pictures of a level that is proposed at first.
constexpr std::uint64_t kUsualPictures = 4000;

QString suffixOf(ExportFormat format)
{
    return format == ExportFormat::MbTiles   ? QStringLiteral("mbtiles")
        : format == ExportFormat::GeoPackage ? QStringLiteral("gpkg")
                                             : QStringLiteral("tif");
}

} // namespace

ExportDialog::ExportDialog(std::vector<Layer> layers, int row, const QString& folder, QWidget* parent)
    : AreaDialog(parent)
    , m_layers(std::move(layers))
    , m_folder(folder)
    , m_layer(new QComboBox(this))
    , m_format(new QComboBox(this))
    , m_finest(new QComboBox(this))
    , m_coarsest(new QComboBox(this))
    , m_coding(new QComboBox(this))
    , m_path(new QLineEdit(this))
    , m_browse(new QPushButton(tr("Choose…"), this))
    , m_start(new QPushButton(tr("&Export"), this))
    , m_close(new QPushButton(tr("Close"), this))
    , m_formatHint(new QLabel(this))
    , m_coarsestCaption(new QLabel(tr("&Coarsest level"), this))
    , m_estimate(new QLabel(this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export imagery"));
    const std::pair<QWidget*, const char*> names[] = {{m_layer, "exportLayer"},   {m_format, "exportFormat"},
                                                      {m_finest, "exportFinest"}, {m_coarsest, "exportCoarsest"},
                                                      {m_coding, "exportCoding"}, {m_path, "exportPath"},
                                                      {m_browse, "exportBrowse"}, {m_start, "exportStart"},
                                                      {m_close, "exportClose"},   {m_estimate, "exportEstimate"}};
    for (const auto& [widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    for (const Layer& layer : m_layers)
        m_layer->addItem(layer.date.isEmpty() ? layer.name : tr("%1 · %2", "layer · date").arg(layer.name, layer.date));
    m_layer->setCurrentIndex(row);
    m_format->addItem(tr("GeoTIFF with overviews (COG)"), int(ExportFormat::Cog));
    m_format->addItem(tr("GeoPackage"), int(ExportFormat::GeoPackage));
    m_format->addItem(tr("MBTiles (web map tiles)"), int(ExportFormat::MbTiles));
    m_coding->addItem(tr("As the layer's pictures are"), int(ExportCoding::Auto));
    m_coding->addItem(tr("JPEG, small"), int(ExportCoding::Jpeg));
    m_coding->addItem(tr("WebP, smaller"), int(ExportCoding::WebP));
    m_coding->addItem(tr("Without loss, large"), int(ExportCoding::Lossless));
    m_estimate->setWordWrap(true);
    m_formatHint->setWordWrap(true);
    QPalette quiet = m_formatHint->palette();
    quiet.setColor(QPalette::WindowText, themeColors().secondary);
    m_formatHint->setPalette(quiet);
    m_coarsestCaption->setBuddy(m_coarsest);
    m_browse->setAutoDefault(false);
    m_close->setAutoDefault(false);
    m_start->setDefault(true);

    auto* pathRow = new QHBoxLayout;
    pathRow->addWidget(m_path, 1);
    pathRow->addWidget(m_browse);
    QFormLayout& rows = form();
    rows.addRow(tr("&Layer"), m_layer);
    rows.addRow(tr("Area"), &areas());
    rows.addRow(tr("F&ormat"), m_format);
    rows.addRow(QString(), m_formatHint);
    rows.addRow(tr("&Resolution"), m_finest);
    rows.addRow(m_coarsestCaption, m_coarsest);
    rows.addRow(tr("P&ixels"), m_coding);
    auto* pathCaption = new QLabel(tr("&File"), this);
    pathCaption->setBuddy(m_path);
    rows.addRow(pathCaption, pathRow);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_start);
    buttons->addWidget(m_close);
    auto* rest = new QVBoxLayout;
    rest->addWidget(m_estimate);
    rest->addWidget(&job());
    rest->addLayout(buttons);
    constexpr int kWidth = 450;
    layOut(rest, kWidth);

    connect(&areas(), &AreaChooser::changed, this, &ExportDialog::refresh);
    connect(m_layer, &QComboBox::activated, this, [this] {
        m_finest->clear();
        refresh();
    });
    for (QComboBox* box : {m_format, m_coarsest, m_coding})
        connect(box, &QComboBox::activated, this, &ExportDialog::refresh);
    connect(m_finest, &QComboBox::activated, this, [this] {
        m_finestChosen = m_finest->currentData().toInt();
        refresh();
    });
    connect(m_path, &QLineEdit::textEdited, this, [this] {
        m_isPathTyped = true;
        m_start->setEnabled(m_isPossible && !m_path->text().trimmed().isEmpty());
    });
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::startWanted);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    refresh();
}

ExportFormat ExportDialog::format() const { return static_cast<ExportFormat>(m_format->currentData().toInt()); }

ExportDialog::Choice ExportDialog::choice() const
{
    Choice choice;
    const int row = m_layer->currentIndex();
    if (row >= 0)
        choice.layer = m_layers[static_cast<std::size_t>(row)].index;
    ExportRequest& request = choice.request;
    request.format = format();
    request.coding = static_cast<ExportCoding>(m_coding->currentData().toInt());
    request.path = QDir::cleanPath(m_path->text().trimmed()).toStdString();
    request.rings = areas().area().rings;
    request.clips = !areas().area().isRectangle;
    if (m_finest->currentIndex() >= 0)
        request.maxLevel = m_finest->currentData().toInt();
    if (request.format == ExportFormat::MbTiles && m_coarsest->currentIndex() > 0)
        request.minLevel = m_coarsest->currentData().toInt();
    return choice;
}

void ExportDialog::setLevels(const std::vector<ExportEstimate::Level>& levels)
{
    const QSignalBlocker finest(m_finest), coarsest(m_coarsest);
    const QVariant coarse = m_coarsest->currentData();
    m_finest->clear();
    m_coarsest->clear();
    m_coarsest->addItem(tr("As suits the area"), -1);
    int usual = 0;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        const QString text = tr("%1 (level %2)").arg(pixelSizeText(level->metersPerPixel)).arg(level->number);
        m_finest->addItem(text, level->number);
        m_coarsest->addItem(text, level->number);
        if (level->pictures > kUsualPictures)
            usual = m_finest->count();
    }
    const int chosen = m_finestChosen ? m_finest->findData(*m_finestChosen) : -1;
    m_finest->setCurrentIndex(chosen >= 0 ? chosen : std::min(usual, m_finest->count() - 1));
    if (coarse.isValid())
        m_coarsest->setCurrentIndex(std::max(0, m_coarsest->findData(coarse)));
}

void ExportDialog::setEstimate(const ExportEstimate& estimate, double seconds)
{
    QStringList lines;
    lines << tr("%1 × %2 pixels, %3; about %4, %5", "width × height, pixel size; size, time")
                 .arg(QLocale().toString(static_cast<qulonglong>(estimate.width)),
                      QLocale().toString(static_cast<qulonglong>(estimate.height)))
                 .arg(estimate.levels.empty() ? QString() : pixelSizeText(estimate.levels.back().metersPerPixel),
                      roughSize(estimate.bytes), roughDuration(seconds));
    lines << (estimate.copiesPictures ? tr("The layer's pictures are copied as they are, %1 of them.")
                  : estimate.isResampled
                  ? tr("Pixels are moved into Web Mercator (EPSG:3857), out of %1 pictures.")
                  : tr("Pixels stay as they are, in the layer's own coordinate system; %1 pictures "
                       "are read."))
                 .arg(QLocale().toString(static_cast<qulonglong>(estimate.pictures)));
    if (estimate.temporaryBytes > 1e9)
        lines << tr("While it is made it takes %1 more.").arg(roughSize(estimate.temporaryBytes));
    for (const std::string& note : estimate.notes)
        lines << errorDetailText(note);
    QPalette palette = m_estimate->palette();
    palette.setColor(QPalette::WindowText, themeColors().text);
    m_estimate->setPalette(palette);
    m_estimate->setText(breakable(lines.join(u'\n')));
    m_isPossible = true;
    m_start->setEnabled(!m_path->text().trimmed().isEmpty());
}

void ExportDialog::setProblem(const QString& text)
{
    QPalette palette = m_estimate->palette();
    palette.setColor(QPalette::WindowText, themeColors().bad);
    m_estimate->setPalette(palette);
    m_estimate->setText(breakable(text));
    m_isPossible = false;
    m_start->setEnabled(false);
}

void ExportDialog::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    formWidget().setEnabled(!isRunning);
    m_start->setVisible(!isRunning);
}

void ExportDialog::proposePath()
{
    const int row = m_layer->currentIndex();
    if (row < 0)
        return;
    const Layer& layer = m_layers[static_cast<std::size_t>(row)];
    if (m_isPathTyped) { // its ending follows the format
        const QFileInfo file(m_path->text());
        if (!file.fileName().isEmpty())
            m_path->setText(file.path() + u'/' + file.completeBaseName() + u'.' + suffixOf(format()));
        return;
    }
    QString name = layer.name;
    if (!areas().area().name.isEmpty())
        name += u' ' + areas().area().name;
    if (!layer.date.isEmpty() && !name.contains(layer.date))
        name += u' ' + layer.date;
    for (QChar& c : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(c))
            c = u'-';
    m_path->setText(QDir(m_folder).filePath(name + u'.' + suffixOf(format())));
}

void ExportDialog::browse()
{
    QFileDialog dialog(this, tr("Export imagery"), QFileInfo(m_path->text()).absolutePath());
    dialog.setObjectName(QStringLiteral("exportFileDialog"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters({m_format->currentText() + QStringLiteral(" (*.%1)").arg(suffixOf(format()))});
    dialog.setDefaultSuffix(suffixOf(format()));
    dialog.selectFile(QFileInfo(m_path->text()).fileName());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return;
    m_isPathTyped = true;
    m_path->setText(dialog.selectedFiles().first());
    m_start->setEnabled(m_isPossible);
}

void ExportDialog::refresh()
{
    showRows();
    m_formatHint->setText(format() == ExportFormat::MbTiles ? tr("Web Mercator tiles for web maps and phones")
                              : format() == ExportFormat::GeoPackage
                              ? tr("In the layer's coordinate system, for QGIS and ArcGIS")
                              : tr("In the layer's coordinate system, for GIS and CAD"));
    proposePath();
    m_isPossible = false;
    m_start->setEnabled(false);
    if (areas().area().isEmpty())
        m_estimate->clear();
    if (!m_isRunning)
        job().setState(JobPanel::State::Idle);
    emit changed();
}

void ExportDialog::showRows()
{
    const bool isTiles = format() == ExportFormat::MbTiles && !isDrawing();
    m_coarsest->setVisible(isTiles);
    m_coarsestCaption->setVisible(isTiles);
}

void ExportDialog::reject()
{
    if (job().isBusy()) {
        // It waits for the answer, which would come too late else.
        const bool wasRunning = job().state() == JobPanel::State::Running;
        if (wasRunning)
            emit job().pauseWanted();
        QMessageBox box(QMessageBox::Question, tr("Export imagery"), tr("The export is not finished."),
                        QMessageBox::Yes | QMessageBox::No, this);
        box.setObjectName(QStringLiteral("cancelExportDialog"));
        box.setInformativeText(tr("Cancel it? Nothing of it is left then."));
        setMessageIcon(box, QStringLiteral("export"));
        box.button(QMessageBox::Yes)->setText(tr("Cancel it"));
        box.button(QMessageBox::No)->setText(tr("Let it go on"));
        box.setDefaultButton(QMessageBox::No);
        const bool isOver = box.exec() == QMessageBox::Yes;
        if (!job().isBusy())
            return; // it was at its end all the same, as can be read here
        if (!isOver) {
            if (wasRunning)
                emit job().continueWanted();
            return;
        }
        emit job().cancelWanted();
    }
    AreaDialog::reject();
}

} // namespace guanjing::app
