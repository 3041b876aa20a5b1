#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class QTimer;

namespace guanjing::app {

/// A sentence over the lower edge of the city, where it can be read and closed without stopping anybody: what went wrong,
/// what has been saved. May offer to start the demo platform again.
class NoticeBar : public QFrame {
    Q_OBJECT

public:
    /// Stays over `area`, a child of the same window.
    NoticeBar(QWidget& area, QWidget* parent);
    void tell(const QString& text);
    void offerRestart();

signals:
    void restartWanted();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void retranslate();

    QWidget& m_area;
    QLabel* m_text;
    QPushButton *m_restart, *m_close;
    QTimer m_away; ///< hides what asks nothing
};

} // namespace guanjing::app
