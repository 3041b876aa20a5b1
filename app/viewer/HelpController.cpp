#include "app/viewer/HelpController.h"

#include "app/manual/HelpTopics.h"
#include "app/manual/ManualWindow.h"
#include "app/viewer/ViewerActions.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>

namespace guanjing::app {

HelpController::HelpController(ViewerActions& actions, QWidget& window) : QObject(&window), m_window(window)
{
    connect(actions.manual, &QAction::triggered, this, [this] { show(helpPageFor(QApplication::focusWidget())); });
    qApp->installEventFilter(this);
}

HelpController::~HelpController() { delete m_manual; }

bool HelpController::eventFilter(QObject* watched, QEvent* event)
{
    // The window itself has a command with that key; dialogs have none.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_F1) {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (widget && widget->window() != &m_window && !qobject_cast<ManualWindow*>(widget->window())) {
            show(helpPageFor(widget));
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void HelpController::show(const QString& page)
{
    // A modal dialog blocks every window but those that belong to it.
    QWidget* modal = QApplication::activeModalWidget();
    ManualWindow* manual = modal ? modal->findChild<ManualWindow*>() : m_manual.data();
    if (!manual) {
        manual = new ManualWindow(modal);
        if (!modal)
            m_manual = manual;
    }
    manual->open(page);
    manual->show();
    manual->raise();
    manual->activateWindow();
}

} // namespace guanjing::app
