#include "app/viewer/NoticeBar.h"

#include "app/panels/Format.h"
#include "app/viewer/Notice.h"

#include <QDateTime>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace guanjing::app {

namespace {

constexpr int kWidth = 640;
constexpr int kSideMargin = 14;
constexpr int kBelow = 54; // the scale bar's row
constexpr int kAbove = 68; // the compass's
constexpr int kGap = 6;

} // namespace

NoticeBar::NoticeBar(QWidget& area, QWidget* parent) : QWidget(parent), m_area(area), m_stack(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("notices"));
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->setSpacing(kGap);
    area.installEventFilter(this);
    hide();
}

void NoticeBar::tell(const QString& text)
{
    m_history.prepend(
        tr("%1  %2", "time of day, what was told").arg(localNow().toString(QStringLiteral("HH:mm:ss")), text));
    while (m_history.size() > kMostKept)
        m_history.removeLast();
    const auto same =
        std::find_if(m_notices.begin(), m_notices.end(), [&](const Notice* notice) { return notice->text() == text; });
    if (same != m_notices.end()) {
        (*same)->renew();
        return;
    }
    auto* notice = new Notice(text, this);
    connect(notice, &Notice::over, this, [this, notice] { drop(notice); });
    connect(notice, &Notice::restartWanted, this, &NoticeBar::restartWanted);
    m_notices.append(notice);
    m_stack->addWidget(notice);
    notice->show();
    while (m_notices.size() > kMostShown) {
        const auto oldest = std::find_if(m_notices.begin(), m_notices.end(),
                                         [](const Notice* candidate) { return !candidate->isOffer(); });
        drop(oldest == m_notices.end() ? m_notices.first() : *oldest);
    }
    show();
    place();
    raise();
}

void NoticeBar::offerRestart()
{
    if (m_notices.isEmpty())
        return;
    m_notices.last()->offerRestart();
    place();
}

void NoticeBar::tellWithOffer(const QString& text, const QString& button, std::function<void()> act)
{
    tell(text);
    for (Notice* notice : std::as_const(m_notices))
        if (notice->text() == text)
            notice->offer(button, std::move(act));
    place();
}

void NoticeBar::clear()
{
    while (!m_notices.isEmpty())
        drop(m_notices.first());
}

void NoticeBar::drop(Notice* notice)
{
    if (!m_notices.removeOne(notice))
        return;
    m_stack->removeWidget(notice);
    notice->hide();
    notice->deleteLater();
    setVisible(!m_notices.isEmpty());
    place();
}

void NoticeBar::place()
{
    if (m_notices.isEmpty())
        return;
    const QRect area(m_area.mapTo(parentWidget(), QPoint(0, 0)), m_area.size());
    const int width = std::max(std::min(kWidth, area.width() - 2 * kSideMargin), 0);
    const int room = area.height() - kAbove - kBelow;
    int height = -kGap;
    for (const Notice* notice : std::as_const(m_notices)) {
        const int wanted = notice->hasHeightForWidth() ? notice->heightForWidth(width) : notice->sizeHint().height();
        height += std::max(wanted, notice->minimumSizeHint().height()) + kGap;
    }
    if (height > room && m_notices.size() > 1) {
        drop(m_notices.first()); // places again
        return;
    }
    height = std::min(height, std::max(room, 0));
    setGeometry(area.center().x() - width / 2, area.bottom() + 1 - kBelow - height, width, height);
}

bool NoticeBar::eventFilter(QObject* watched, QEvent* event)
{
    if (isVisible() && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace guanjing::app
