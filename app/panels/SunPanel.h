#pragma once

#include <QDateTime>
#include <QTimeZone>
#include <QWidget>

#include <chrono>

class QDateEdit;
class QLabel;
class QPushButton;
class QSlider;

namespace guanjing::app {

/// Date and time of the sun: by Dongguan's clocks in China, elsewhere by the nautical zone of the place.
class SunPanel : public QWidget {
    Q_OBJECT

public:
    using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

    explicit SunPanel(QWidget* parent = nullptr);
    void setInstant(Instant instant);
    [[nodiscard]] Instant instant() const;
    /// Where the camera is, degrees east. In another zone the clock shows the same and the instant changes, so that no
    /// place is come to in its night by a morning elsewhere.
    void setPlace(double lonDegrees);

signals:
    void instantChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    static constexpr int kChina = 100; ///< no offset, but the zone that all of China keeps
    void retranslate();
    void refreshTime();
    QTimeZone m_zone;
    int m_offsetHours = kChina; ///< of the zone
    QLabel *m_title, *m_time;
    QDateEdit* m_date;
    QSlider* m_slider;
    QPushButton *m_now, *m_noon;
};

} // namespace guanjing::app
