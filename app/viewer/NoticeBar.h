#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace guanjing::app {

class Notice;

/// Sentences over the lower part of the city, where they can be read and closed without stopping anybody: what went wrong,
/// what has been saved. At most three, newest below; they go by themselves, except while the mouse is on them or while one
/// offers to start the demo platform again. Scale bar and compass stay free. What was told is kept for reading again.
class NoticeBar : public QWidget {
    Q_OBJECT

public:
    static constexpr int kMostShown = 3;
    static constexpr int kMostKept = 200;

    /// Stays over `area`, a child of the same window.
    NoticeBar(QWidget& area, QWidget* parent);
    /// The same sentence again renews the one that is there.
    void tell(const QString& text);
    /// With the newest notice.
    void offerRestart();
    /// Tells, with a button that does something about it.
    void tellWithOffer(const QString& text, const QString& button, std::function<void()> act);
    void clear();
    /// Everything told so far, with the time of day, newest first.
    [[nodiscard]] const QStringList& history() const { return m_history; }

signals:
    void restartWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void drop(Notice* notice);

    QWidget& m_area;
    QVBoxLayout* m_stack;
    QList<Notice*> m_notices; ///< newest last
    QStringList m_history;
};

} // namespace guanjing::app
