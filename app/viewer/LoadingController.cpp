#include "app/viewer/LoadingController.h"

#include "app/panels/LoadingDialog.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"

#include <QAction>
#include <QTimer>

namespace guanjing::app {

namespace {

constexpr int kCacheUseMs = 1000;

} // namespace

LoadingController::LoadingController(ViewerSession& session, CityWidget& city, ViewerActions& actions, QWidget& window)
    : QObject(&window), m_session(session), m_city(city), m_window(window)
{
    m_city.setLoading(session.settings().loading());
    connect(actions.loading, &QAction::triggered, this, &LoadingController::open);
}

void LoadingController::open()
{
    auto* dialog = new LoadingDialog(m_session.settings().loading(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LoadingDialog::changed, this, [this](const LoadingSettings& settings) {
        m_session.settings().setLoading(settings);
        m_city.setLoading(settings);
    });
    connect(dialog, &LoadingDialog::emptyCacheWanted, this, [this] { m_session.services().clearCache(); });
    auto* timer = new QTimer(dialog);
    const auto tellUse = [this, dialog] { dialog->setCacheUse(m_session.services().cachedBytes()); };
    connect(timer, &QTimer::timeout, dialog, tellUse);
    timer->start(kCacheUseMs);
    tellUse();
    dialog->open();
}

} // namespace guanjing::app
