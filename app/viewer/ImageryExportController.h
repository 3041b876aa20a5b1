#pragma once

#include "app/panels/ExportDialog.h"
#include "geodata/raster/ImageryOpening.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace guanjing::app {

class CityWidget;
class ViewerActions;
class ViewerSession;

/// "Export imagery…": opens the layer that is chosen, estimates, and exports on a thread of its own. GUI thread.
class ImageryExportController : public QObject {
    Q_OBJECT

public:
    ImageryExportController(ViewerSession& session, CityWidget& city, ViewerActions& actions, QWidget& window);
    ~ImageryExportController() override;

    /// An export is under way.
    [[nodiscard]] bool isBusy() const;
    /// The window is about to close. False: something is under way, and shall go on.
    [[nodiscard]] bool mayEnd() { return !m_dialog || m_dialog->mayEnd(); }

signals:
    void done(const QString& text);

private:
    struct Job;
    struct Source;
    void open();
    void estimateSoon();
    void estimate();
    void start();
    void follow();
    /// `dialog`: that it was begun in; null where it is gone.
    void finished(const Result<ExportOutcome>& outcome, ExportDialog* dialog);
    /// The choice with what the scene says of the layer; none while it cannot be made.
    [[nodiscard]] std::optional<ExportRequest> request() const;

    ViewerSession& m_session;
    CityWidget& m_city;
    QWidget& m_window;
    QPointer<ExportDialog> m_dialog;
    QTimer m_estimateTimer, m_followTimer;
    std::stop_source m_estimateStop;
    int m_generation = 0; ///< of estimates
    std::shared_ptr<Source> m_source; ///< of the layer chosen last
    std::unique_ptr<Job> m_job;
};

} // namespace guanjing::app
