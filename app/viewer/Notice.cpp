#include "app/viewer/Notice.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace guanjing::app {

namespace {

constexpr int kShownMs = 8000;
constexpr int kMostCharacters = 240; // the whole sentence stands in the messages

QString shortened(const QString& text)
{
    return text.size() <= kMostCharacters ? text : text.left(kMostCharacters) + QStringLiteral("…");
}

} // namespace

Notice::Notice(const QString& text, QWidget* parent)
    : QFrame(parent)
    , m_whole(text)
    , m_text(new QLabel(shortened(text), this))
    , m_restart(new QPushButton(this))
    , m_act(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("notice"));
    setProperty("role", "notice");
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_restart->setObjectName(QStringLiteral("noticeRestart"));
    m_restart->hide();
    m_act->setObjectName(QStringLiteral("noticeAct"));
    m_act->hide();
    m_close->setObjectName(QStringLiteral("noticeClose"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_restart);
    layout->addWidget(m_act);
    layout->addWidget(m_close);
    m_away.setSingleShot(true);
    m_away.setInterval(kShownMs);
    connect(&m_away, &QTimer::timeout, this, &Notice::over);
    connect(m_close, &QPushButton::clicked, this, &Notice::over);
    connect(m_restart, &QPushButton::clicked, this, [this] {
        emit restartWanted();
        emit over();
    });
    retranslate();
    renew();
}

void Notice::renew()
{
    if (!isOffer())
        m_away.start();
}

void Notice::offerRestart()
{
    m_away.stop(); // an offer waits for its answer
    m_restart->show();
}

void Notice::offer(const QString& button, std::function<void()> act)
{
    m_away.stop();
    m_act->setText(button);
    m_act->show();
    m_act->disconnect();
    connect(m_act, &QPushButton::clicked, this, [this, act = std::move(act)] {
        act();
        emit over();
    });
}

bool Notice::isOffer() const { return !m_restart->isHidden() || !m_act->isHidden(); }

void Notice::enterEvent(QEnterEvent* event)
{
    m_away.stop();
    QFrame::enterEvent(event);
}

void Notice::leaveEvent(QEvent* event)
{
    renew();
    QFrame::leaveEvent(event);
}

void Notice::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void Notice::retranslate()
{
    m_restart->setText(tr("Start again"));
    m_close->setText(tr("Close"));
}

} // namespace guanjing::app
