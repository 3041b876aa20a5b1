#include "app/panels/SunPanel.h"

#include <QDateEdit>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace guanjing::app {

namespace {

constexpr int kStepMinutes = 5;
constexpr int kMinutesPerDay = 24 * 60;

/// Of China, degrees east.
constexpr double kWestOfChina = 73.5, kEastOfChina = 135.1;

} // namespace

SunPanel::SunPanel(QWidget* parent)
    : QWidget(parent)
    , m_zone("Asia/Shanghai")
    , m_title(new QLabel(this))
    , m_time(new QLabel(this))
    , m_date(new QDateEdit(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_now(new QPushButton(this))
    , m_noon(new QPushButton(this))
{
    setObjectName(QStringLiteral("sunPanel"));
    m_date->setObjectName(QStringLiteral("sunDate"));
    m_date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_date->setCalendarPopup(true);
    m_date->setMinimumWidth(m_date->fontMetrics().horizontalAdvance(QStringLiteral("2026-12-28")) + 48);
    m_slider->setObjectName(QStringLiteral("sunTime"));
    m_slider->setRange(0, kMinutesPerDay - kStepMinutes);
    m_slider->setSingleStep(kStepMinutes);
    m_slider->setPageStep(60);
    m_slider->setMinimumWidth(230);
    m_now->setObjectName(QStringLiteral("sunNow"));
    m_noon->setObjectName(QStringLiteral("sunMorning"));
    m_title->setProperty("role", "caption");
    m_time->setProperty("role", "title");
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_time);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_date, 1);
    bottom->addWidget(m_noon);
    bottom->addWidget(m_now);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->setSpacing(9);
    layout->addLayout(top);
    layout->addWidget(m_slider);
    layout->addLayout(bottom);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        refreshTime();
        emit instantChanged();
    });
    connect(m_date, &QDateEdit::dateChanged, this, [this] { emit instantChanged(); });
    connect(m_now, &QPushButton::clicked, this, [this] {
        setInstant(std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()));
        emit instantChanged();
    });
    connect(m_noon, &QPushButton::clicked, this, [this] { m_slider->setValue(10 * 60 + 30); });
    retranslate();
}

void SunPanel::setInstant(Instant instant)
{
    const QSignalBlocker slider(m_slider), date(m_date);
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), m_zone);
    m_date->setDate(local.date());
    m_slider->setValue(local.time().hour() * 60 + local.time().minute());
    refreshTime();
}

SunPanel::Instant SunPanel::instant() const
{
    const QDateTime local(m_date->date(), QTime(m_slider->value() / 60, m_slider->value() % 60), m_zone);
    return Instant(std::chrono::milliseconds(local.toMSecsSinceEpoch()));
}

void SunPanel::setPlace(double lonDegrees)
{
    const bool isInChina = lonDegrees >= kWestOfChina && lonDegrees <= kEastOfChina;
    const int hours = isInChina ? kChina : static_cast<int>(std::lround(lonDegrees / 15.0));
    if (hours == m_offsetHours)
        return;
    m_offsetHours = hours;
    m_zone = isInChina ? QTimeZone("Asia/Shanghai") : QTimeZone(hours * 3600);
    retranslate();
    emit instantChanged();
}

void SunPanel::refreshTime()
{
    m_time->setText(QTime(m_slider->value() / 60, m_slider->value() % 60).toString(QStringLiteral("HH:mm")));
}

void SunPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SunPanel::retranslate()
{
    m_title->setText(m_offsetHours == kChina ? tr("Sun, Dongguan time")
                                             : tr("Sun, local time (UTC%1)")
                                                   .arg(QStringLiteral("%1%2")
                                                            .arg(m_offsetHours < 0 ? QChar(0x2212) : QLatin1Char('+'))
                                                            .arg(std::abs(m_offsetHours))));
    m_now->setText(tr("Now"));
    m_noon->setText(tr("Morning"));
    m_noon->setToolTip(tr("10:30, as most pictures are taken"));
    m_slider->setAccessibleName(tr("Time of day"));
    m_date->setAccessibleName(tr("Date"));
}

} // namespace guanjing::app
