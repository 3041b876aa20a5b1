#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace guanjing::app {

/// One sentence of a NoticeBar. Wants to go after a while, but not while the mouse rests on it.
class Notice : public QFrame {
    Q_OBJECT

public:
    explicit Notice(const QString& text, QWidget* parent);
    [[nodiscard]] const QString& text() const { return m_whole; }
    /// Another while from now on.
    void renew();
    void offerRestart();
    /// A button that does something about it; it stays until that or Close is pressed.
    void offer(const QString& button, std::function<void()> act);
    [[nodiscard]] bool isOffer() const;

signals:
    void over();
    void restartWanted();

protected:
    void changeEvent(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void retranslate();

    QString m_whole;
    QLabel* m_text;
    QPushButton *m_restart, *m_act, *m_close;
    QTimer m_away; ///< ends what asks nothing
};

} // namespace guanjing::app
