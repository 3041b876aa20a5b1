#include "app/panels/JobPanel.h"

#include "app/panels/LongText.h"
#include "app/panels/Theme.h"
#include "app/services/Language.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

QString roughDuration(double seconds)
{
    constexpr double kMinute = 60, kHour = 3600, kDay = 24 * kHour, kLongest = 100 * kDay;
    if (!(seconds < kLongest)) // nobody waits for it
        return JobPanel::tr("more than %1 days").arg(std::lround(kLongest / kDay));
    if (seconds < 1.5 * kMinute)
        return JobPanel::tr("about %1 s").arg(std::max(1, static_cast<int>(std::lround(seconds))));
    if (seconds < 1.5 * kHour)
        return JobPanel::tr("about %1 min").arg(std::lround(seconds / kMinute));
    if (seconds >= 2 * kDay)
        return JobPanel::tr("about %1 days").arg(std::lround(seconds / kDay));
    return JobPanel::tr("about %1 h").arg(seconds / kHour, 0, 'f', seconds < 10 * kHour ? 1 : 0);
}

QString pixelSizeText(double meters)
{
    const bool isSmall = meters < 1;
    const double value = isSmall ? meters * 100 : meters;
    const QString number = QString::number(value, 'f', value < 10 ? 1 : 0);
    return isSmall ? JobPanel::tr("%1 cm per pixel").arg(number) : JobPanel::tr("%1 m per pixel").arg(number);
}

QString roughSize(double bytes)
{
    constexpr double kMebi = 1024.0 * 1024.0;
    return dataSizeText(bytes, bytes < kMebi ? 0 : 1);
}

JobPanel::JobPanel(QWidget* parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
    , m_text(new QLabel(this))
    , m_pause(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel it"), this))
{
    m_bar->setObjectName(QStringLiteral("jobBar"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_text->setObjectName(QStringLiteral("jobText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_pause->setObjectName(QStringLiteral("jobPause"));
    m_cancel->setObjectName(QStringLiteral("jobCancel"));
    m_pause->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_bar, 1);
    row->addWidget(m_pause);
    row->addWidget(m_cancel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    constexpr int kLeastWidth = 420;
    setMinimumWidth(kLeastWidth);
    layout->addLayout(row);
    layout->addWidget(m_text);
    connect(m_pause, &QPushButton::clicked, this,
            [this] { m_state == State::Paused ? emit continueWanted() : emit pauseWanted(); });
    connect(m_cancel, &QPushButton::clicked, this, &JobPanel::cancelWanted);
    setState(State::Idle);
}

void JobPanel::setState(State state, const QString& text)
{
    m_state = state;
    m_bar->setVisible(isBusy());
    m_pause->setVisible(isBusy());
    m_cancel->setVisible(isBusy());
    m_pause->setText(state == State::Paused ? tr("Continue") : tr("Pause"));
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText,
                     state == State::Failed     ? themeColors().bad
                         : state == State::Done ? themeColors().good
                                                : themeColors().text);
    m_text->setPalette(palette);
    m_text->setText(breakable(text));
    m_text->setVisible(state != State::Idle || !text.isEmpty());
}

void JobPanel::setProgress(double fraction, const QString& text)
{
    m_bar->setRange(0, fraction < 0 ? 0 : 1000);
    if (fraction >= 0)
        m_bar->setValue(static_cast<int>(fraction * 1000));
    m_text->setText(breakable(text));
}

} // namespace guanjing::app
