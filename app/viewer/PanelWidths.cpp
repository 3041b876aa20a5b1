#include "app/viewer/PanelWidths.h"

#include <QDockWidget>
#include <QEvent>
#include <QGuiApplication>
#include <QMainWindow>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace guanjing::app {
namespace {

constexpr double kCityShare = 0.55;
constexpr int kLeast = 168; ///< pixels of a panel

} // namespace

std::pair<int, int> panelWidthsIn(int windowWidth, int left, int right)
{
    const int room = static_cast<int>(windowWidth * (1 - kCityShare)), wanted = left + right;
    if (wanted <= room)
        return {left, right};
    const auto share = [&](int width) {
        return width == 0 ? 0 : std::max(std::min(kLeast, width), static_cast<int>(double(width) * room / wanted));
    };
    return {share(left), share(right)};
}

bool restorePanels(QMainWindow& window, const QByteArray& state, int version)
{
    // Of a window that will be maximized Qt 6.4 keeps the state until it fits, and where it never does its layout crashes.
    const Qt::WindowStates before = window.windowState();
    window.setWindowState(before & ~(Qt::WindowMaximized | Qt::WindowFullScreen));
    const bool isRestored = window.restoreState(state, version);
    window.setWindowState(before);
    return isRestored;
}

PanelWidths::PanelWidths(QMainWindow& window, QList<QDockWidget*> panels)
    : QObject(&window), m_window(window), m_panels(std::move(panels))
{
    window.installEventFilter(this);
    for (QDockWidget* panel : m_panels) {
        panel->installEventFilter(this);
        connect(panel, &QDockWidget::visibilityChanged, this, &PanelWidths::adjust);
    }
}

bool PanelWidths::eventFilter(QObject* watched, QEvent* event)
{
    const bool isResized = event->type() == QEvent::Resize;
    if (watched == &m_window && (isResized || event->type() == QEvent::Show))
        adjust();
    else if (watched != &m_window && isResized && QGuiApplication::mouseButtons().testFlag(Qt::LeftButton))
        remember(); // a border is being dragged
    return QObject::eventFilter(watched, event);
}

PanelWidths::Widths PanelWidths::widths() const
{
    Widths found;
    for (const QDockWidget* panel : m_panels) {
        if (!panel->isVisible() || panel->isFloating())
            continue;
        const Qt::DockWidgetArea area = m_window.dockWidgetArea(const_cast<QDockWidget*>(panel));
        if (area == Qt::LeftDockWidgetArea)
            found.left = std::max(found.left, panel->width());
        else if (area == Qt::RightDockWidgetArea)
            found.right = std::max(found.right, panel->width());
    }
    return found;
}

void PanelWidths::set(const Widths& widths)
{
    QList<QDockWidget*> docks;
    QList<int> sizes;
    for (QDockWidget* panel : m_panels) {
        if (!panel->isVisible() || panel->isFloating())
            continue;
        const Qt::DockWidgetArea area = m_window.dockWidgetArea(panel);
        const int width = area == Qt::LeftDockWidgetArea ? widths.left
            : area == Qt::RightDockWidgetArea            ? widths.right
                                                         : 0;
        if (width > 0) {
            docks << panel;
            // Asked for less than a panel needs, the layout draws its separator across it.
            sizes << std::max(width, panel->minimumSizeHint().width());
        }
    }
    m_window.resizeDocks(docks, sizes, Qt::Horizontal);
}

void PanelWidths::remember()
{
    const Widths now = widths();
    m_wanted = {now.left != 0 ? now.left : m_wanted.left, now.right != 0 ? now.right : m_wanted.right};
}

void PanelWidths::adjust()
{
    if (std::exchange(m_isDue, true))
        return;
    // The window lays its panels out first.
    QTimer::singleShot(0, this, [this] {
        m_isDue = false;
        if (!m_window.isVisible())
            return;
        const Widths now = widths();
        m_wanted = {m_wanted.left != 0 ? m_wanted.left : now.left, m_wanted.right != 0 ? m_wanted.right : now.right};
        const auto [left, right] =
            panelWidthsIn(m_window.width(), now.left != 0 ? m_wanted.left : 0, now.right != 0 ? m_wanted.right : 0);
        if (now.left != left || now.right != right)
            set({left, right});
    });
}

} // namespace guanjing::app
