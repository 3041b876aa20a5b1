#include "app/panels/StatusReadout.h"

#include "app/panels/Format.h"
#include "app/services/Language.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

#include <algorithm>

namespace guanjing::app {

StatusReadout::StatusReadout(QWidget* parent)
    : QWidget(parent)
    , m_position(new QLabel(this))
    , m_grid(new QLabel(this))
    , m_height(new QLabel(this))
    , m_scaleLabel(new QLabel(this))
    , m_offline(new QLabel(this))
    , m_memory(new QLabel(this))
    , m_tiles(new QLabel(this))
    , m_frameLabel(new QLabel(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("statusReadout"));
    m_position->setObjectName(QStringLiteral("statusPosition"));
    m_grid->setObjectName(QStringLiteral("statusGrid"));
    m_height->setObjectName(QStringLiteral("statusHeight"));
    m_scaleLabel->setObjectName(QStringLiteral("statusScale"));
    m_offline->setObjectName(QStringLiteral("statusOffline"));
    m_offline->setProperty("role", "warning");
    m_memory->setObjectName(QStringLiteral("statusMemory"));
    m_memory->setProperty("role", "warning");
    m_tiles->setObjectName(QStringLiteral("statusTiles"));
    m_frameLabel->setObjectName(QStringLiteral("statusFrame"));
    m_progress->setObjectName(QStringLiteral("statusProgress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(90);
    QSizePolicy keepsItsPlace = m_progress->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsItsPlace);
    for (QLabel* label : {m_tiles, m_frameLabel})
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 1, 8, 1);
    layout->setSpacing(14);
    layout->addWidget(m_position);
    layout->addWidget(m_grid);
    layout->addWidget(m_height);
    layout->addWidget(m_scaleLabel);
    layout->addStretch(1);
    layout->addWidget(m_offline);
    layout->addWidget(m_memory);
    layout->addWidget(m_tiles);
    layout->addWidget(m_progress, 0, Qt::AlignVCenter);
    layout->addWidget(m_frameLabel);
    refresh();
}

void StatusReadout::setPosition(const std::optional<PositionInfo>& position)
{
    m_info = position;
    refresh();
}

void StatusReadout::setScale(double denominator)
{
    if (std::abs(denominator - m_scale) < 0.004 * m_scale)
        return;
    m_scale = denominator;
    refresh();
}

void StatusReadout::setProgress(std::size_t pending)
{
    if (pending == m_pending)
        return;
    m_pending = pending;
    m_mostPending = pending == 0 ? 0 : std::max(m_mostPending, pending);
    refresh();
}

void StatusReadout::setShortage(double coarsening, std::size_t leftOut, int budgetMebibytes)
{
    if (coarsening == m_coarsening && leftOut == m_leftOut && budgetMebibytes == m_budgetMebibytes)
        return;
    m_coarsening = coarsening;
    m_leftOut = leftOut;
    m_budgetMebibytes = budgetMebibytes;
    refresh();
}

void StatusReadout::setFrameMilliseconds(double milliseconds)
{
    m_frame = milliseconds;
    refresh();
}

void StatusReadout::setOffline(bool isOffline)
{
    m_isOffline = isOffline;
    refresh();
}

void StatusReadout::refresh()
{
    const auto reserve = [](QLabel* label, const QString& widest) {
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(widest) + 10);
    };
    const QString none; // off the ground there is nothing to tell
    m_position->setText(m_info ? formatLonLat(m_info->lonDegrees, m_info->latDegrees) : none);
    m_grid->setText(m_info && m_info->grid ? tr("N %1  E %2")
                                                 .arg(formatMeters(m_info->grid->northMeters, 2),
                                                      formatMeters(m_info->grid->eastMeters, 2))
                                           : none);
    // Which heights they are: those of the national datum where they are known.
    const auto heightText = [](const PositionInfo& info) {
        return info.nationalMeters ? tr("1985 height %1 m").arg(formatMeters(*info.nationalMeters, 2))
                                   : tr("Ellipsoidal height %1 m").arg(formatMeters(info.heightMeters, 2));
    };
    m_height->setText(m_info ? heightText(*m_info) : none);
    m_height->setToolTip(
        m_info && m_info->nationalMeters
            ? tr("Height under the cursor above the 1985 national height datum; %1 m above the ellipsoid")
                  .arg(formatMeters(m_info->heightMeters, 2))
            : tr("Height under the cursor above the ellipsoid"));
    m_scaleLabel->setText(formatScale(m_scale));
    reserve(m_position, formatLonLat(113.88888888, 22.88888888));
    reserve(m_grid, tr("N %1  E %2").arg(formatMeters(2888888.88, 2), formatMeters(588888.88, 2)));
    reserve(m_height, tr("Ellipsoidal height %1 m").arg(formatMeters(-8888.88, 2)));
    reserve(m_scaleLabel, formatScale(8800000));
    m_offline->setVisible(m_isOffline);
    m_offline->setText(tr("Offline"));
    m_offline->setToolTip(
        tr("Started with --offline: the program asks no server. What the cache, packs and files of this "
           "machine hold is shown."));
    m_memory->setVisible(m_coarsening > 1.0 || m_leftOut > 0);
    m_memory->setText(tr("Memory full"));
    QString why = tr("The tiles of this picture do not fit the %1 MiB that they "
                     "may take. Tools > Loading and memory "
                     "allows more.")
                      .arg(m_budgetMebibytes);
    if (m_coarsening > 1.0)
        why += QLatin1Char('\n')
            + tr("All layers are drawn %1 times coarser.").arg(QLocale().toString(m_coarsening, 'f', 1));
    if (m_leftOut > 0)
        why += QLatin1Char('\n')
            + withThinGroups(
                   tr("%Ln tile(s), the least important ones, are left out.", nullptr, static_cast<int>(m_leftOut)));
    m_memory->setToolTip(why);
    m_tiles->setText(m_pending > 0 ? withThinGroups(tr("Loading %Ln tile(s)", nullptr, static_cast<int>(m_pending)))
                                   : QString());
    reserve(m_tiles, tr("Loading %Ln tile(s)", nullptr, 888));
    m_progress->setRange(0, static_cast<int>(std::max<std::size_t>(1, m_mostPending)));
    m_progress->setValue(static_cast<int>(m_mostPending - std::min(m_pending, m_mostPending)));
    m_progress->setVisible(m_pending > 0);
    m_frameLabel->setText(m_frame > 0 ? tr("Frame %1 ms").arg(m_frame, 0, 'f', 1) : QString());
    reserve(m_frameLabel, tr("Frame %1 ms").arg(888.8, 0, 'f', 1));
}

void StatusReadout::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_position->setToolTip(tr("Longitude and latitude under the cursor, CGCS2000"));
        m_grid->setToolTip(tr("Northing and easting under the cursor, EPSG:4547 "
                              "(CGCS2000, 3-degree Gauss-Kruger, "
                              "central meridian 114 E)"));
        m_scaleLabel->setToolTip(tr("Scale at the centre of the picture"));
        m_frameLabel->setToolTip(tr("Time of the last frame"));
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace guanjing::app
