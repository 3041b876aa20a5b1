#include "app/viewer/CompareController.h"

#include "app/panels/SceneDocument.h"
#include "app/panels/TimeBar.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/SwipeDivider.h"
#include "app/viewer/ViewerActions.h"
#include "layers/scene/Dates.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace guanjing::app {

namespace {

constexpr int kMargin = 14;
constexpr int kDividerGap = 22;
constexpr int kShownMs = 1600; ///< that a date stays while they play
constexpr int kLookAgainMs = 150;
constexpr int kSideRoom = 170; ///< beside the time bar, for the scale bar
constexpr int kCompassRoom = 64, kBelowCompass = 70;

QStringList namesOf(const std::vector<std::string>& dates)
{
    QStringList names;
    for (const std::string& date : dates)
        names.push_back(QString::fromStdString(date));
    return names;
}

/// Of ascending dates the one that a date shows, see layers::sourcesAt(); none: the latest.
QString shownAt(const QStringList& dates, const QString& wanted)
{
    QString shown = dates.value(wanted.isEmpty() ? dates.size() - 1 : 0);
    for (const QString& date : dates)
        if (date <= wanted || date.startsWith(wanted))
            shown = date;
    return shown;
}

} // namespace

CompareController::CompareController(SceneDocument& document, CityWidget& city, ViewerActions& actions, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_city(city)
    , m_actions(actions)
    , m_timeBar(new TimeBar(&city))
    , m_divider(new SwipeDivider(city))
    , m_compareMenu(new QMenu(&city))
{
    using Mode = render::Panes::Mode;
    m_divider->hide();
    m_timeBar->hide();
    m_compareMenu->addActions({actions.compareSwipe, actions.compareTwo, actions.compareThree, actions.compareFour});
    m_timeBar->setCompareMenu(m_compareMenu);
    const auto connectMode = [this](QAction* action, Mode mode, int count) {
        connect(action, &QAction::triggered, this,
                [this, mode, count](bool on) { setMode(on ? mode : Mode::One, on ? count : 1); });
    };
    connectMode(actions.compareSwipe, Mode::Swipe, 1);
    connectMode(actions.compareTwo, Mode::Linked, 2);
    connectMode(actions.compareThree, Mode::Linked, 3);
    connectMode(actions.compareFour, Mode::Linked, 4);
    actions.timeBar->setChecked(true);
    connect(actions.timeBar, &QAction::toggled, this, &CompareController::place);
    connect(actions.earlierDate, &QAction::triggered, m_timeBar, [this] { m_timeBar->step(-1); });
    connect(actions.laterDate, &QAction::triggered, m_timeBar, [this] { m_timeBar->step(1); });
    connect(m_timeBar, &TimeBar::dateChosen, this, [this](const QString& date) {
        setPlaying(false);
        showDate(date);
    });
    connect(m_timeBar, &TimeBar::playWanted, this, &CompareController::setPlaying);
    connect(m_divider, &SwipeDivider::moved, this, [this](double share) {
        m_panes.divider = share;
        apply();
        place();
    });
    connect(&m_play, &QTimer::timeout, this, &CompareController::playOn);
    connect(&document, &SceneDocument::sceneReplaced, this, &CompareController::restore);
    connect(&document, &SceneDocument::sceneChanged, this, &CompareController::readScene);
    city.installEventFilter(this);
    readScene();
}

std::vector<const QWidget*> CompareController::overlays() const
{
    std::vector<const QWidget*> shown;
    if (!m_timeBar->isHidden())
        shown.push_back(m_timeBar);
    for (const QToolButton* button : m_headers)
        if (!button->isHidden())
            shown.push_back(button);
    return shown;
}

void CompareController::setMode(render::Panes::Mode mode, int count)
{
    const layers::ViewContent before = m_contents[static_cast<std::size_t>(m_active)];
    m_panes.mode = mode;
    m_panes.count = count;
    const QStringList dates = m_timeBar->dates();
    const int views = m_panes.viewCount();
    m_contents.assign(static_cast<std::size_t>(views), before);
    m_active = views - 1;
    // The last view shows what was shown, those before it the dates before; where there are none, the ones after.
    const auto current = std::max<qsizetype>(dates.indexOf(m_timeBar->current()), 0);
    if (views > 1 && dates.size() > 1) {
        const qsizetype first =
            std::clamp<qsizetype>(current - views + 1, 0, std::max<qsizetype>(dates.size() - views, 0));
        for (int i = 0; i < views; ++i)
            m_contents[static_cast<std::size_t>(i)].date = dates[std::min(first + i, dates.size() - 1)].toStdString();
    }
    showModeInMenu();
    apply();
    activate(m_active);
    place();
}

void CompareController::showModeInMenu()
{
    using Mode = render::Panes::Mode;
    const auto isLinked = [this](int count) { return m_panes.mode == Mode::Linked && m_panes.count == count; };
    m_actions.compareSwipe->setChecked(m_panes.mode == Mode::Swipe);
    m_actions.compareTwo->setChecked(isLinked(2));
    m_actions.compareThree->setChecked(isLinked(3));
    m_actions.compareFour->setChecked(isLinked(4));
}

void CompareController::restore()
{
    using Mode = render::Panes::Mode;
    setPlaying(false);
    const layers::CompareSpec saved = m_document.scene().compare;
    const QStringList dates = namesOf(layers::datesOf(m_document.scene()));
    m_panes.mode = saved.mode == "swipe" ? Mode::Swipe : saved.mode == "linked" ? Mode::Linked : Mode::One;
    m_panes.count = m_panes.mode == Mode::Linked ? static_cast<int>(saved.views.size()) : 1;
    m_panes.divider = saved.divider;
    m_contents.assign(static_cast<std::size_t>(m_panes.viewCount()), {});
    for (std::size_t i = 0; i < m_contents.size(); ++i) {
        layers::ViewContent& content = m_contents[i];
        if (i < saved.views.size())
            content = {saved.views[i].date, saved.views[i].hidden};
        content.date = shownAt(dates, QString::fromStdString(content.date)).toStdString();
    }
    m_active = static_cast<int>(m_contents.size()) - 1;
    m_timeBar->setDates(dates);
    showModeInMenu();
    apply();
}

void CompareController::readScene()
{
    takeNames();
    const QStringList dates = namesOf(layers::datesOf(m_document.scene()));
    if (dates != m_timeBar->dates()) {
        setPlaying(false);
        m_timeBar->setDates(dates);
        // A date that is no longer there gives way to the latest; the others stay.
        for (layers::ViewContent& content : m_contents)
            if (!dates.contains(QString::fromStdString(content.date)))
                content.date = dates.isEmpty() ? std::string() : dates.last().toStdString();
        apply();
    }
    for (QAction* action : {m_actions.timeBar, m_actions.earlierDate, m_actions.laterDate})
        action->setEnabled(dates.size() > 1);
    activate(m_active);
    place();
}

void CompareController::takeNames()
{
    const std::vector<layers::ComparedViewSpec>& views = m_document.scene().compare.views;
    if (views.size() != m_contents.size())
        return;
    bool isOther = false;
    for (std::size_t i = 0; i < views.size(); ++i) {
        isOther = isOther || m_contents[i].hidden != views[i].hidden;
        m_contents[i].hidden = views[i].hidden;
    }
    if (isOther)
        m_city.setContents(m_contents);
}

void CompareController::apply()
{
    // What is usual is not said, so that a date that comes later is shown.
    const QStringList dates = m_timeBar->dates();
    layers::CompareSpec compare;
    using Mode = render::Panes::Mode;
    if (m_panes.mode != Mode::One)
        compare = {m_panes.mode == Mode::Swipe ? "swipe" : "linked", m_panes.divider, {}};
    for (const layers::ViewContent& content : m_contents)
        compare.views.push_back({content.date, content.hidden});
    if (m_panes.mode == Mode::One && m_contents.front().hidden.empty()
        && (dates.isEmpty() || m_contents.front().date == dates.last().toStdString()))
        compare = {};
    m_document.setCompare(compare);
    m_city.setContents(m_contents);
    m_city.setPanes(m_panes);
}

void CompareController::showDate(const QString& date)
{
    m_contents[static_cast<std::size_t>(m_active)].date = date.toStdString();
    m_timeBar->setCurrent(date);
    apply();
    place();
}

void CompareController::activate(int view)
{
    m_active = std::clamp(view, 0, static_cast<int>(m_contents.size()) - 1);
    m_timeBar->setCurrent(QString::fromStdString(m_contents[static_cast<std::size_t>(m_active)].date));
    retranslate();
}

int CompareController::viewAt(const QPointF& position) const
{
    if (m_panes.mode == render::Panes::Mode::Swipe)
        return position.x() < m_panes.divider * m_city.width() ? 0 : 1;
    for (int i = 0; i < m_city.linkedViews(); ++i)
        if (m_city.paneRect(i).contains(position.toPoint()))
            return i;
    return m_active;
}

QToolButton& CompareController::header(int view)
{
    while (static_cast<int>(m_headers.size()) <= view) {
        const int index = static_cast<int>(m_headers.size());
        auto* button = new QToolButton(&m_city);
        button->setObjectName(QStringLiteral("paneHeader%1").arg(index));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::NoFocus);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setProperty("role", QStringLiteral("overPicture"));
        auto* menu = new QMenu(button);
        button->setMenu(menu);
        connect(menu, &QMenu::aboutToShow, this, [this, index] { fillMenu(index); });
        m_headers.push_back(button);
    }
    return *m_headers[static_cast<std::size_t>(view)];
}

void CompareController::fillMenu(int view)
{
    activate(view);
    layers::ViewContent& content = m_contents[static_cast<std::size_t>(view)];
    QMenu* menu = header(view).menu();
    menu->clear();
    qDeleteAll(menu->findChildren<QActionGroup*>(QString(), Qt::FindDirectChildrenOnly));
    auto* group = new QActionGroup(menu);
    for (const QString& date : m_timeBar->dates()) {
        QAction* action = menu->addAction(date);
        action->setCheckable(true);
        action->setChecked(date.toStdString() == content.date);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, date] {
            setPlaying(false);
            showDate(date);
        });
    }
    menu->addSection(tr("Layers of this view"));
    const layers::Scene& scene = m_document.scene();
    const auto add = [&](const layers::SourceCommon& source) {
        QAction* action = menu->addAction(QString::fromStdString(source.name).replace(u'&', QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(std::find(content.hidden.begin(), content.hidden.end(), source.name)
                           == content.hidden.end());
        connect(action, &QAction::toggled, this, [this, view, name = source.name](bool on) {
            std::vector<std::string>& hidden = m_contents[static_cast<std::size_t>(view)].hidden;
            std::erase(hidden, name);
            if (!on)
                hidden.push_back(name);
            apply();
        });
    };
    for (const auto& source : scene.imagery)
        add(source);
    for (const auto& source : scene.tilesets)
        add(source);
}

void CompareController::setPlaying(bool on)
{
    m_timeBar->setPlaying(on);
    if (on)
        m_play.start(kLookAgainMs);
    else
        m_play.stop();
}

void CompareController::playOn()
{
    // What is on its way is waited for.
    if (!m_city.isAtRest()) {
        m_play.start(kLookAgainMs);
        return;
    }
    if (m_play.interval() != kShownMs) {
        m_play.start(kShownMs);
        return;
    }
    const QStringList dates = m_timeBar->dates();
    if (dates.size() < 2) {
        setPlaying(false);
        return;
    }
    showDate(dates[(dates.indexOf(m_timeBar->current()) + 1) % dates.size()]);
    m_play.start(kLookAgainMs);
}

void CompareController::retranslate()
{
    for (int i = 0; i < static_cast<int>(m_headers.size()) && i < static_cast<int>(m_contents.size()); ++i) {
        const QString date = QString::fromStdString(m_contents[static_cast<std::size_t>(i)].date);
        const QString text = date.isEmpty() ? tr("View %1").arg(i + 1) : date;
        m_headers[static_cast<std::size_t>(i)]->setText(text + QStringLiteral(" ▾"));
        m_headers[static_cast<std::size_t>(i)]->setChecked(i == m_active);
        m_headers[static_cast<std::size_t>(i)]->setToolTip(tr("Date and layers of this view"));
        m_headers[static_cast<std::size_t>(i)]->setAccessibleName(tr("View %1: %2").arg(i + 1).arg(text));
    }
}

void CompareController::place()
{
    using Mode = render::Panes::Mode;
    const int views = m_panes.mode == Mode::One ? 0 : m_panes.viewCount();
    for (int i = 0; i < views; ++i)
        (void)header(i);
    retranslate();
    for (int i = 0; i < static_cast<int>(m_headers.size()); ++i) {
        QToolButton& button = *m_headers[static_cast<std::size_t>(i)];
        if (i >= views) {
            button.hide();
            continue;
        }
        button.show();
        button.resize(button.sizeHint());
        if (m_panes.mode == Mode::Swipe) {
            // Each keeps to its own side, and goes where that is too narrow for it.
            const int line = qRound(m_panes.divider * m_city.width());
            const int x = i == 0 ? line - kDividerGap - button.width() : line + kDividerGap;
            button.setVisible(x >= 0 && x + button.width() <= m_city.width());
            button.move(x, x + button.width() > m_city.width() - kCompassRoom ? kBelowCompass : kMargin);
        } else {
            const QRect box = m_city.paneRect(i);
            const int x = box.left() + (box.width() - button.width()) / 2;
            const bool isUnderCompass = box.top() == 0 && x + button.width() > m_city.width() - kCompassRoom;
            button.move(x, box.top() + (isUnderCompass ? kBelowCompass : kMargin));
        }
        button.raise();
    }
    m_divider->setVisible(m_panes.mode == Mode::Swipe);
    m_divider->setShare(m_panes.divider);
    m_timeBar->setVisible(m_actions.timeBar->isChecked() && m_timeBar->dates().size() > 1);
    const int width = std::clamp(m_city.width() - 2 * kSideRoom, 240, m_timeBar->sizeHint().width());
    m_timeBar->resize(std::min(width, m_city.width()), m_timeBar->sizeHint().height());
    // In the middle, but beside the scale bar.
    const int middle = (m_city.width() - m_timeBar->width()) / 2;
    m_timeBar->move(std::clamp(middle, std::min(kSideRoom, m_city.width() - m_timeBar->width()),
                               std::max(m_city.width() - m_timeBar->width() - kMargin, kSideRoom)),
                    m_city.height() - m_timeBar->height() - kMargin);
    m_timeBar->raise();
    emit placed();
}

bool CompareController::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LanguageChange)
        place();
    else if (event->type() == QEvent::MouseButtonPress)
        activate(viewAt(static_cast<QMouseEvent*>(event)->position()));
    return QObject::eventFilter(watched, event);
}

} // namespace guanjing::app
