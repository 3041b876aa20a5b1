#include "app/viewer/ExportController.h"

#include "app/panels/Format.h"
#include "app/panels/MessageIcon.h"
#include "app/panels/StyleLegend.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/PrintDialog.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"
#include "geodata/crs/Ellipsoid.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QImageWriter>
#include <QMessageBox>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

namespace guanjing::app {

namespace {

constexpr int kPrintDpi = 300;
constexpr int kJpegQuality = 92;
constexpr int kLongestTitle = 60; // in a file name
constexpr double kMillimetersPerInch = 25.4;

} // namespace

QString proposedFileName(const QString& title, const QDateTime& localTime, const QString& suffix)
{
    QString name;
    for (const QChar c : title.simplified()) // what no file system minds
        name += c.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(c) ? c : QChar(u'-');
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    name.truncate(kLongestTitle);
    const QString time = localTime.toString(QStringLiteral("yyyy-MM-dd HHmm"));
    return (name.isEmpty() ? time : name.trimmed() + u' ' + time) + u'.' + suffix;
}

ExportController::ExportController(ViewerSession& session, CityWidget& city, ViewerActions& actions, QWidget& window)
    : QObject(&window), m_session(session), m_city(city), m_window(window)
{
    connect(actions.copyPicture, &QAction::triggered, this, &ExportController::copyPicture);
    connect(actions.savePicture, &QAction::triggered, this, &ExportController::savePicture);
    connect(actions.printPdf, &QAction::triggered, this, &ExportController::printPdf);
}

QString ExportController::sceneName() const
{
    const QString name = QString::fromStdString(m_session.document().scene().name).trimmed();
    return name.isEmpty() ? tr("Dongguan") : name;
}

void ExportController::copyPicture()
{
    const QImage picture = m_city.picture();
    if (picture.isNull())
        return;
    QApplication::clipboard()->setImage(picture);
    emit done(tr("The picture is in the clipboard."));
}

void ExportController::savePicture()
{
    const QImage picture = m_city.picture();
    if (picture.isNull())
        return;
    QFileDialog dialog(&m_window, tr("Save picture"), m_session.settings().folder(),
                       tr("PNG pictures (*.png)") + QStringLiteral(";;") + tr("JPEG pictures (*.jpg *.jpeg)"));
    dialog.setObjectName(QStringLiteral("savePictureDialog"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png"));
    dialog.selectFile(proposedFileName(sceneName(), localNow(), QStringLiteral("png")));
    connect(&dialog, &QFileDialog::filterSelected, &dialog, [&dialog](const QString& filter) {
        dialog.setDefaultSuffix(filter.contains(QLatin1String("*.png")) ? QStringLiteral("png")
                                                                        : QStringLiteral("jpg"));
    });
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return;
    const QString path = dialog.selectedFiles().first();
    m_session.settings().setFolder(QFileInfo(path).absolutePath());
    const bool isJpeg = path.endsWith(QLatin1String(".jpg"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".jpeg"), Qt::CaseInsensitive);
    QSaveFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    QString reason = file.errorString();
    if (written) {
        QImageWriter writer(&file, isJpeg ? "jpeg" : "png");
        if (isJpeg)
            writer.setQuality(kJpegQuality);
        written = writer.write(picture.convertToFormat(QImage::Format_RGB888));
        reason = writer.errorString();
        if (written && !(file.flush() && file.commit())) {
            written = false;
            reason = file.errorString();
        }
    }
    if (written)
        emit done(tr("Saved as %1.").arg(QFileInfo(path).fileName()));
    else
        showWarning(&m_window, tr("Save picture"), tr("%1 could not be written: %2").arg(path, reason));
}

MapSheetContent ExportController::sheetContent(const QString& title)
{
    MapSheetContent content;
    content.picture = m_city.picture(CityWidget::Marks::None);
    content.title = title;
    const auto viewpoint = m_city.viewpoint();
    content.headingDegrees = viewpoint.headingDegrees;
    content.isMap = m_city.isMapMode();
    content.pictureWidthMeters = m_city.metersPerPixelAtCenter() * m_city.width();
    content.date = localNow();
    for (const layers::TilesetSourceSpec& tileset : m_session.document().scene().tilesets)
        if (tileset.visible && !content.legend)
            if (auto legend = styling::legendOf(tileset.styleJson))
                content.legend = translated(std::move(*legend));
    if (m_city.view()) {
        const auto& state = m_city.viewState();
        if (const auto center = m_city.view()->pick(state.width / 2.0, state.height / 2.0)) {
            const Geographic at = toGeographic(center->position);
            content.position = tr("Centre %1, CGCS2000").arg(formatLonLat(at.lonDegrees, at.latDegrees));
        }
        for (const auto& source : m_city.view()->engine().sources()) {
            if (source.state == layers::SourceState::Hidden)
                continue;
            const QString name = QString::fromStdString(source.name);
            const QString credit = QString::fromStdString(source.attribution);
            const QString line = credit.isEmpty() ? name : name.isEmpty() ? credit : tr("%1 (%2)").arg(name, credit);
            if (!line.isEmpty() && !content.sources.contains(line))
                content.sources << line;
        }
    }
    return content;
}

void ExportController::printPdf()
{
    PrintDialog dialog(sheetContent(sceneName()), &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    QFileDialog files(&m_window, tr("Print to PDF"), m_session.settings().folder(), tr("PDF documents (*.pdf)"));
    files.setObjectName(QStringLiteral("printPdfDialog"));
    files.setAcceptMode(QFileDialog::AcceptSave);
    files.setDefaultSuffix(QStringLiteral("pdf"));
    files.selectFile(proposedFileName(dialog.content().title, localNow(), QStringLiteral("pdf")));
    if (files.exec() != QDialog::Accepted || files.selectedFiles().isEmpty())
        return;
    const QString path = files.selectedFiles().first();
    m_session.settings().setFolder(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    if (written) {
        QPdfWriter writer(&file);
        writer.setResolution(kPrintDpi);
        writer.setTitle(dialog.content().title);
        writer.setCreator(QStringLiteral("Guanjing ") + QCoreApplication::applicationVersion());
        writer.setPageLayout(QPageLayout(QPageSize(dialog.pageSize()), QPageLayout::Landscape, QMarginsF()));
        QPainter painter;
        written = painter.begin(&writer);
        if (written) {
            paintMapSheet(painter, QRectF(0, 0, writer.width(), writer.height()), kPrintDpi / kMillimetersPerInch,
                          dialog.content());
            written = painter.end();
        }
        written = written && file.flush() && file.commit();
    }
    if (written)
        emit done(tr("Saved as %1.").arg(QFileInfo(path).fileName()));
    else
        showWarning(&m_window, tr("Print to PDF"), tr("%1 could not be written: %2").arg(path, file.errorString()));
}

} // namespace guanjing::app
