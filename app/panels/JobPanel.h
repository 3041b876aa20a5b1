#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace guanjing::app {

/// How far a long job has come, and buttons to pause, go on and cancel. Says only what it is told.
class JobPanel : public QWidget {
    Q_OBJECT

public:
    enum class State { Idle, Running, Paused, Done, Failed };
    explicit JobPanel(QWidget* parent = nullptr);

    void setState(State state, const QString& text = {});
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isBusy() const { return m_state == State::Running || m_state == State::Paused; }
    /// Below 0: not known yet.
    void setProgress(double fraction, const QString& text);

signals:
    void pauseWanted();
    void continueWanted();
    void cancelWanted();

private:
    State m_state = State::Idle;
    QProgressBar* m_bar;
    QLabel* m_text;
    QPushButton *m_pause, *m_cancel;
};

/// "about 40 s", "about 12 min", "about 3 h".
[[nodiscard]] QString roughDuration(double seconds);
/// "3.4 cm per pixel", "1.2 m per pixel".
[[nodiscard]] QString pixelSizeText(double meters);
/// "12.3 MB"
[[nodiscard]] QString roughSize(double bytes);

} // namespace guanjing::app
