#pragma once

#include <QList>
#include <QObject>

#include <utility>

class QByteArray;
class QDockWidget;
class QMainWindow;

namespace guanjing::app {

/// Keeps the greater part of a narrow window for the city: where the panels at its sides leave less, they become narrower,
/// and as wide as they were when there is room again. What the user makes of them since stays. GUI thread.
class PanelWidths : public QObject {
    Q_OBJECT

public:
    PanelWidths(QMainWindow& window, QList<QDockWidget*> panels);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Widths {
        int left = 0, right = 0; ///< pixels; 0: no panel there
    };
    void adjust();
    /// What the user has made of them is wanted from now on.
    void remember();
    [[nodiscard]] Widths widths() const;
    void set(const Widths& widths);

    QMainWindow& m_window;
    QList<QDockWidget*> m_panels;
    Widths m_wanted; ///< without regard to the window's
    bool m_isDue = false;
};

/// QMainWindow::restoreState() of panels that may be too large for the screen there is now. False: nothing of it is restored.
[[nodiscard]] bool restorePanels(QMainWindow& window, const QByteArray& state, int version);

/// What is left of the widths that are wanted in a window of this width: { left, right } pixels.
[[nodiscard]] std::pair<int, int> panelWidthsIn(int windowWidth, int left, int right);

} // namespace guanjing::app
