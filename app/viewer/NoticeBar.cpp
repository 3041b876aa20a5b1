#include "app/viewer/NoticeBar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace guanjing::app {

namespace {

constexpr int kWidth = 640;
constexpr int kMargin = 16;
constexpr int kShownMs = 12000; ///< messages stay in the layer's list, so a notice need not

} // namespace

NoticeBar::NoticeBar(QWidget& area, QWidget* parent)
    : QFrame(parent)
    , m_area(area)
    , m_text(new QLabel(this))
    , m_restart(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("notice"));
    setProperty("role", "notice");
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_restart->setObjectName(QStringLiteral("noticeRestart"));
    m_close->setObjectName(QStringLiteral("noticeClose"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_restart);
    layout->addWidget(m_close);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    m_away.setSingleShot(true);
    m_away.setInterval(kShownMs);
    connect(&m_away, &QTimer::timeout, this, &QWidget::hide);
    connect(m_restart, &QPushButton::clicked, this, [this] {
        hide();
        emit restartWanted();
    });
    area.installEventFilter(this);
    hide();
    retranslate();
}

void NoticeBar::tell(const QString& text)
{
    m_text->setText(text);
    m_restart->hide();
    m_away.start();
    show();
    place();
    raise();
}

void NoticeBar::offerRestart()
{
    m_away.stop(); // an offer waits for its answer
    m_restart->show();
    place();
}

void NoticeBar::place()
{
    const QRect area(m_area.mapTo(parentWidget(), QPoint(0, 0)), m_area.size());
    const int width = std::min(kWidth, area.width() - 2 * kMargin);
    const int wanted = hasHeightForWidth() ? heightForWidth(width) : sizeHint().height();
    const int height = std::max(wanted, minimumSizeHint().height());
    setGeometry(area.center().x() - width / 2, area.bottom() - height - kMargin, width, height);
}

bool NoticeBar::eventFilter(QObject* watched, QEvent* event)
{
    if (isVisible() && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        place();
    return QFrame::eventFilter(watched, event);
}

void NoticeBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void NoticeBar::retranslate()
{
    m_restart->setText(tr("Start again"));
    m_close->setText(tr("Close"));
}

} // namespace guanjing::app
