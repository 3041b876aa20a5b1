#pragma once

#include "app/panels/TakeAlongDialog.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace guanjing {
struct StoreKey;
}

namespace guanjing::app {

class CityWidget;
class ViewerActions;
class ViewerSession;

/// "Take along…": estimates and makes packs, and offers those that were broken off. GUI thread; the work is done on threads of
/// its own.
class PackController : public QObject {
    Q_OBJECT

public:
    PackController(ViewerSession& session, CityWidget& city, ViewerActions& actions, QWidget& window);
    ~PackController() override;

    /// Asks whether to go on with what a crash or the end of the program broke off; at the start.
    void offerBrokenOff();
    /// The same for one file that is being opened; nothing where it is not known here.
    void offer(const QString& path);
    /// The window is about to close. False: something is under way, and shall go on.
    [[nodiscard]] bool mayEnd() { return !m_dialog || m_dialog->mayEnd(); }

signals:
    void done(const QString& text);
    void openWanted(const QString& path);

private:
    struct Job;
    struct Sources;
    void open();
    TakeAlongDialog* makeDialog();
    void place(TakeAlongDialog& dialog) const;
    void estimateSoon();
    void estimate();
    void start();
    void goOn(const QString& record);
    /// Asks for what a pack opens with until it does, where `key` does not. False when that is given up.
    [[nodiscard]] bool askForKey(const QString& path, std::shared_ptr<const StoreKey>& key);
    void run(TakeAlongDialog& dialog, layers::Scene scene, layers::TakeOptions options, const QString& path,
             std::shared_ptr<const StoreKey> key, std::optional<layers::TakeEstimate> expected);
    void follow();
    void ended();
    /// What of the choice stands in the request; the levels are found by the worker.
    [[nodiscard]] layers::TakeOptions optionsOf(const TakeAlongDialog::Choice& choice) const;
    /// Null where there is none, or it cannot be had, which is told in the dialog.
    [[nodiscard]] bool readKey(const TakeAlongDialog::Choice& choice, std::shared_ptr<const StoreKey>& key);
    void remember(const layers::Scene& scene, const layers::TakeOptions& options, const QString& path,
                  TakeAlongDialog::Protection protection, const QString& keyFile);
    void forget(const QString& path);
    /// Asks about m_toOffer as soon as nothing is in the way, and of each pack once.
    void offerNext();
    void offerRecord(const QString& record);

    ViewerSession& m_session;
    CityWidget& m_city;
    QWidget& m_window;
    QPointer<TakeAlongDialog> m_dialog;
    QTimer m_estimateTimer, m_followTimer;
    int m_generation = 0; ///< of estimates
    std::shared_ptr<Sources> m_sources; ///< opened for their levels
    std::map<std::string, int> m_levels; ///< that the last estimate found
    std::optional<layers::TakeEstimate> m_expected; ///< as the dialog shows it
    bool m_isEstimating = false; ///< a worker is at it, if only to stop
    bool m_isEstimateDue = false; ///< another one is wanted when that has stopped
    QString m_toOffer; ///< path of a pack that is to be asked about
    QSet<QString> m_offered; ///< those that were asked about since the start
    std::unique_ptr<Job> m_job;
    std::jthread m_estimating; ///< last: joined before the rest goes
};

} // namespace guanjing::app
