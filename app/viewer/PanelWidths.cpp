#include "app/viewer/PanelWidths.h"

#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <QTimer>

#include <algorithm>
#include <cstdlib>
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

PanelWidths::PanelWidths(QMainWindow& window, QList<QDockWidget*> panels)
    : QObject(&window), m_window(window), m_panels(std::move(panels))
{
    window.installEventFilter(this);
    for (QDockWidget* panel : m_panels)
        connect(panel, &QDockWidget::visibilityChanged, this, [this] { adjust(); });
}

bool PanelWidths::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        adjust();
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
            sizes << width;
        }
    }
    m_window.resizeDocks(docks, sizes, Qt::Horizontal);
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
        constexpr int kSlack = 2; // of layouts
        const auto isAlike = [](int one, int other) { return std::abs(one - other) <= kSlack; };
        // Whatever this has not made is the user's; a panel that is hidden comes back as it was.
        if (now.left != 0 && !isAlike(now.left, m_made.left))
            m_wanted.left = now.left;
        if (now.right != 0 && !isAlike(now.right, m_made.right))
            m_wanted.right = now.right;
        const auto [left, right] =
            panelWidthsIn(m_window.width(), now.left != 0 ? m_wanted.left : 0, now.right != 0 ? m_wanted.right : 0);
        if (!isAlike(now.left, left) || !isAlike(now.right, right))
            set({left, right});
        const Widths made = widths(); // panels may need more
        if (made.left != 0)
            m_made.left = made.left;
        if (made.right != 0)
            m_made.right = made.right;
    });
}

} // namespace guanjing::app
