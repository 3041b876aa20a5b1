#pragma once

#include <QStringList>
#include <QWidget>

class QMenu;
class QToolButton;

namespace guanjing::app {

/// The dates that a scene has, on a line: one is shown, and can be moved by clicks, the wheel, arrow keys, the buttons, or
/// by itself. Lies over the picture. GUI thread.
class TimeBar : public QWidget {
    Q_OBJECT

public:
    explicit TimeBar(QWidget* parent = nullptr);
    /// "YYYY", "YYYY-MM" or "YYYY-MM-DD", ascending.
    void setDates(const QStringList& dates);
    [[nodiscard]] const QStringList& dates() const { return m_dates; }
    /// One of the dates; the last one where it is none of them.
    void setCurrent(const QString& date);
    [[nodiscard]] QString current() const;
    void setPlaying(bool playing);
    /// What the button at the end offers: ways to compare.
    void setCompareMenu(QMenu* menu);
    [[nodiscard]] QSize sizeHint() const override;

public slots:
    /// To the next date or the one before; at the ends nothing happens.
    void step(int by);

signals:
    void dateChosen(const QString& date);
    void playWanted(bool on);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void choose(int index);
    /// Middle of a date's mark on the line, pixels.
    [[nodiscard]] double markOf(int index) const;
    [[nodiscard]] int nearestMark(double x) const;

    QStringList m_dates;
    int m_current = -1;
    bool m_isPlaying = false;
    QToolButton *m_back, *m_forward, *m_play, *m_compare;
};

} // namespace guanjing::app
