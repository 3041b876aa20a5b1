#pragma once

#include <QDateTime>
#include <QWidget>

#include <chrono>

class QDateEdit;
class QLabel;
class QPushButton;
class QSlider;

namespace guanjing::app {

/// Date and time of the sun, by Dongguan's clocks.
class SunPanel : public QWidget {
    Q_OBJECT

public:
    using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

    explicit SunPanel(QWidget* parent = nullptr);
    void setInstant(Instant instant);
    [[nodiscard]] Instant instant() const;

signals:
    void instantChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refreshTime();
    QLabel *m_title, *m_time;
    QDateEdit* m_date;
    QSlider* m_slider;
    QPushButton *m_now, *m_noon;
};

} // namespace guanjing::app
