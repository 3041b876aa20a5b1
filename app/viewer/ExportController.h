#pragma once

#include "app/viewer/MapSheet.h"

#include <QObject>

class QWidget;

namespace guanjing::app {

class CityWidget;
class Reprojection;
class ViewerActions;
class ViewerSession;

/// The picture on its way out: to the clipboard, into a file, onto a sheet.
class ExportController : public QObject {
    Q_OBJECT

public:
    ExportController(ViewerSession& session, CityWidget& city, ViewerActions& actions, QWidget& window);

    void copyPicture();
    void savePicture();
    void printPdf();
    [[nodiscard]] MapSheetContent sheetContent(const QString& title);

signals:
    void done(const QString& text);

private:
    [[nodiscard]] QString sceneName() const;

    ViewerSession& m_session;
    CityWidget& m_city;
    QWidget& m_window;
};

/// "Title 2026-06-18 1030.png": free of characters that file systems refuse.
[[nodiscard]] QString proposedFileName(const QString& title, const QDateTime& localTime, const QString& suffix);

} // namespace guanjing::app
