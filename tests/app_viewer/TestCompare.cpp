// Dates in the window: the time bar, the ways to compare, and what each view is told to show. Needs a display with OpenGL.
#include "app/panels/Icons.h"
#include "app/panels/TimeBar.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ClipOverlay.h"
#include "app/viewer/CompareController.h"
#include "app/viewer/PictureTool.h"
#include "app/viewer/SwipeDivider.h"
#include "app/viewer/Viewer.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"

#include <QAction>
#include <QMenu>
#include <QMouseEvent>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::app;
using render::Panes;

namespace {

layers::Scene sceneOf(const std::vector<std::string>& dates)
{
    layers::Scene scene;
    for (const std::string& date : dates) {
        layers::ImagerySourceSpec imagery;
        imagery.name = "Ortho " + date;
        imagery.url = "http://127.0.0.1:1/" + date + "/{z}/{x}/{y}.jpg";
        imagery.date = date;
        scene.imagery.push_back(imagery);
    }
    return scene;
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        initializeResources();
        ViewerOptions options;
        options.cacheDir = m_folder.filePath(QStringLiteral("cache"));
        m_session = std::make_unique<ViewerSession>(options);
        m_city = std::make_unique<CityWidget>(m_session->services(), m_session->text(), render::ViewSettings{});
        m_actions = std::make_unique<ViewerActions>();
        m_compare = std::make_unique<CompareController>(m_session->document(), *m_city, *m_actions);
        connect(&m_session->document(), &SceneDocument::sceneChanged, m_city.get(),
                [this] { m_city->setScene(m_session->document().scene()); });
        m_city->resize(900, 500);
        m_city->show();
        QTRY_VERIFY(m_city->view() != nullptr);
        m_session->document().load(sceneOf({"2023-06", "2024-11", "2026-06"}), {});
    }
    void cleanupTestCase()
    {
        m_compare.reset();
        m_city.reset();
        m_session.reset();
    }

    void theTimeBarShowsTheLatestAndSteps()
    {
        TimeBar& bar = timeBar();
        QVERIFY(bar.isVisible());
        QCOMPARE(bar.dates(), (QStringList{"2023-06", "2024-11", "2026-06"}));
        QCOMPARE(bar.current(), QStringLiteral("2026-06"));
        m_actions->earlierDate->trigger();
        QCOMPARE(bar.current(), QStringLiteral("2024-11"));
        QCOMPARE(shownDates(), QStringList{"2024-11"});
        QTest::keyClick(&bar, Qt::Key_Home);
        QCOMPARE(shownDates(), QStringList{"2023-06"});
        m_actions->earlierDate->trigger(); // there is none
        QCOMPARE(shownDates(), QStringList{"2023-06"});
        // A click near the right end.
        QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(bar.width() * 2 / 3, 16));
        QCOMPARE(shownDates(), QStringList{"2026-06"});
        // Nothing of it goes to the picture behind, where it would pick the ground.
        QSignalSpy picked(m_city.get(), &CityWidget::surfaceClicked), missed(m_city.get(), &CityWidget::nothingClicked);
        QTest::mouseClick(m_city->windowHandle(), Qt::LeftButton, {},
                          bar.mapTo(m_city.get(), QPoint(bar.width() / 2, 30)));
        QTest::mouseClick(m_city->windowHandle(), Qt::LeftButton, {},
                          bar.mapTo(m_city.get(), QPoint(bar.width() * 2 / 3, 16)));
        QCOMPARE(picked.size() + missed.size(), 0);
        QCOMPARE(shownDates(), QStringList{"2026-06"});
        m_actions->timeBar->setChecked(false);
        QVERIFY(bar.isHidden());
        m_actions->timeBar->setChecked(true);
    }

    void swipingComparesWithTheDateBefore()
    {
        m_actions->compareSwipe->trigger();
        QCOMPARE(m_compare->panes().mode, Panes::Mode::Swipe);
        QCOMPARE(shownDates(), (QStringList{"2024-11", "2026-06"}));
        auto* divider = m_city->findChild<SwipeDivider*>();
        QVERIFY(divider && divider->isVisible());
        QVERIFY(std::abs(divider->geometry().center().x() - 450) <= 1);
        // Dragged by its handle.
        const QPoint middle = divider->rect().center();
        QTest::mousePress(divider, Qt::LeftButton, {}, middle);
        QTest::mouseMove(divider, middle - QPoint(150, 0));
        QTest::mouseRelease(divider, Qt::LeftButton, {}, divider->mapFromParent(QPoint(300, 250)));
        QVERIFY2(std::abs(m_compare->panes().divider - 300.0 / 900) < 0.01,
                 qPrintable(QString::number(m_compare->panes().divider)));
        QTRY_COMPARE(m_city->view()->panes().dividerColumn(), qRound(m_compare->panes().divider * 900));
        // The dates stay on their sides.
        const int line = qRound(m_compare->panes().divider * 900);
        QVERIFY(header(0)->geometry().right() < line && header(1)->geometry().left() > line);
        emit divider->moved(0.01);
        QVERIFY(header(0)->isHidden() && header(1)->isVisible());
        emit divider->moved(1.0);
        QVERIFY(header(0)->isVisible() && header(1)->isHidden());
        emit divider->moved(0.4);
        // The left side gets a date of its own.
        chooseIn(0, QStringLiteral("2023-06"));
        QCOMPARE(shownDates(), (QStringList{"2023-06", "2026-06"}));
        QCOMPARE(timeBar().current(), QStringLiteral("2023-06"));
        m_actions->compareSwipe->trigger();
        QCOMPARE(m_compare->panes().mode, Panes::Mode::One);
        QVERIFY(divider->isHidden());
        QCOMPARE(shownDates(), QStringList{"2023-06"}); // the side that was chosen last
    }

    void linkedViewsHaveTheirOwnDatesAndLayers()
    {
        m_actions->compareFour->trigger();
        QCOMPARE(shownDates().size(), 4);
        QCOMPARE(m_compare->panes().boxOf(3).x, m_compare->panes().boxOf(1).x);
        m_actions->compareThree->trigger();
        QVERIFY(!m_actions->compareFour->isChecked() && m_actions->compareThree->isChecked());
        QCOMPARE(shownDates(), (QStringList{"2023-06", "2024-11", "2026-06"}));
        QTRY_COMPARE(m_city->view()->panes().count, 3);
        QCOMPARE(m_city->paneRect(2).right(), 899);
        QTRY_COMPARE(m_city->viewState().width, m_city->view()->panes().boxOf(0).width);
        m_city->resize(600, 400);
        for (int view = 0; view < 3; ++view)
            QVERIFY(m_city->paneRect(view).contains(header(view)->geometry().center()));
        m_city->resize(900, 500);
        chooseIn(1, QStringLiteral("Ortho 2024-11")); // unchecks it
        QCOMPARE(m_city->view()->engine().contents()[1].hidden, std::vector<std::string>{"Ortho 2024-11"});
        QVERIFY(m_city->view()->engine().contents()[0].hidden.empty());
        // It stays hidden under another name, and when that is taken back.
        m_session->document().rename({layers::SourceKind::Imagery, 1}, QStringLiteral("Autumn"));
        QCOMPARE(m_city->view()->engine().contents()[1].hidden, std::vector<std::string>{"Autumn"});
        QCOMPARE(m_session->document().scene().compare.views[1].hidden, std::vector<std::string>{"Autumn"});
        m_session->document().undoStack().undo();
        QCOMPARE(m_city->view()->engine().contents()[1].hidden, std::vector<std::string>{"Ortho 2024-11"});
        // Who clicks into a view means that one.
        for (const int view : {0, 2, 1}) {
            QTest::mouseClick(m_city.get(), Qt::LeftButton, {}, m_city->paneRect(view).center());
            QVERIFY2(header(view)->isChecked(), qPrintable(QString::number(view)));
            QCOMPARE(timeBar().current(), shownDates()[view]);
        }
        m_actions->compareThree->trigger();
        QCOMPARE(shownDates().size(), 1);
    }

    void datesAndWaysToCompareAreKeptInTheScene()
    {
        SceneDocument& document = m_session->document();
        const layers::Scene plain = sceneOf({"2023-06", "2024-11", "2026-06"});
        document.load(plain, {});
        QCOMPARE(shownDates(), QStringList{"2026-06"});
        QVERIFY(document.scene() == plain); // what is usual is not said
        m_actions->earlierDate->trigger();
        QVERIFY(!document.isModified());
        QCOMPARE(document.scene().compare.views.at(0).date, std::string("2024-11"));
        m_actions->compareSwipe->trigger();
        chooseIn(0, QStringLiteral("Ortho 2023-06")); // hides it
        emit m_city->findChild<SwipeDivider*>()->moved(0.25);
        const std::string written = layers::writeScene(document.scene(), "/tmp/a.scene.json");
        document.setVisible({layers::SourceKind::Imagery, 0}, false);
        document.undoStack().undo(); // takes back what was edited alone
        QCOMPARE(document.scene().compare.mode, std::string("swipe"));
        document.load(sceneOf({"2023-06"}), {});
        QCOMPARE(m_compare->panes().mode, Panes::Mode::One);
        const auto read = layers::parseScene(written, "/tmp/a.scene.json");
        QVERIFY2(read.has_value(), read ? "" : read.error().toString().c_str());
        document.load(*read, {});
        QCOMPARE(m_compare->panes().mode, Panes::Mode::Swipe);
        QCOMPARE(m_compare->panes().divider, 0.25);
        QVERIFY(m_actions->compareSwipe->isChecked());
        QCOMPARE(shownDates(), (QStringList{"2023-06", "2024-11"}));
        QCOMPARE(m_city->view()->engine().contents()[0].hidden, std::vector<std::string>{"Ortho 2023-06"});
        // A date that is written more coarsely than the sources have it.
        layers::Scene coarse = plain;
        coarse.compare.views = {{"2024", {}}};
        document.load(coarse, {});
        QCOMPARE(shownDates(), QStringList{"2024-11"});
        document.load(plain, {});
    }

    void aDragStaysInTheViewThatItBeganIn()
    {
        struct Dragged final : PictureTool {
            QList<QPointF> places;
            bool pressed(const QPointF&) override { return true; }
            void dragged(const QPointF& at) override { places << at; }
            void released() override { }
            void clicked(const QPointF&) override { }
            void doubleClicked(const QPointF&) override { }
            void hovered(const QPointF&) override { }
            bool keyPressed(const QKeyEvent&) override { return false; }
        } tool;
        m_actions->compareTwo->trigger();
        QTRY_COMPARE(m_city->viewState().width, m_city->view()->panes().boxOf(0).width);
        m_city->setTool(&tool);
        const QRect right = m_city->paneRect(1);
        QTest::mousePress(m_city.get(), Qt::LeftButton, {}, right.center());
        QMouseEvent move(QEvent::MouseMove, QPointF(60, 300), m_city->mapToGlobal(QPointF(60, 300)), Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_city.get(), &move);
        QTest::mouseRelease(m_city.get(), Qt::LeftButton, {}, QPoint(60, 300));
        m_city->setTool(nullptr);
        QCOMPARE(tool.places.size(), 1);
        QVERIFY(std::abs(tool.places[0].x() - right.left()) < 1.5);
        QCOMPARE(tool.places[0].y(), 300.0);
        m_actions->compareTwo->trigger();
    }

    void figuresLieAlikeInAllLinkedViews()
    {
        ClipOverlay overlay(*m_city);
        const auto centre = [&] {
            // Ahead of the camera, in the middle of each picture.
            const layers::ViewState& state = m_city->viewState();
            return state.eye + state.direction * 500.0;
        };
        m_actions->compareTwo->trigger();
        QTRY_COMPARE(m_city->viewState().width, m_city->view()->panes().boxOf(0).width);
        ClipFigure figure;
        figure.corners = {centre()};
        overlay.setFigure(figure);
        const QImage drawn = [&] {
            QImage image(m_city->size(), QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            overlay.render(&image, {}, {}, QWidget::DrawChildren);
            return image;
        }();
        for (int view = 0; view < 2; ++view)
            QVERIFY2(qAlpha(drawn.pixel(m_city->paneRect(view).center())) > 0, qPrintable(QString::number(view)));
        QCOMPARE(qAlpha(drawn.pixel(450, 250)), 0); // between them is none
        const QPointF in = m_city->positionInView(QPointF(m_city->paneRect(1).center()));
        QVERIFY(std::abs(in.x() - m_city->paneRect(0).center().x()) < 1.5);
        // What to do is written below the buttons of the views.
        const auto plateTop = [&] {
            QImage image(m_city->size(), QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            overlay.render(&image, {}, {}, QWidget::DrawChildren);
            int top = 0;
            while (top < image.height() && qAlpha(image.pixel(450, top)) == 0)
                ++top;
            return top;
        };
        figure = {};
        figure.hint = QString(80, u'x') + u' ' + QString(80, u'x');
        overlay.setFigure(figure);
        QVERIFY(plateTop() > header(0)->geometry().bottom());
        m_actions->compareTwo->trigger();
        QVERIFY(plateTop() < 30);
        overlay.setFigure({});
    }

    void aSceneWithOneDateHasNoTimeBar()
    {
        m_session->document().load(sceneOf({"2026-06"}), {});
        QVERIFY(timeBar().isHidden());
        QVERIFY(!m_actions->laterDate->isEnabled());
        QCOMPARE(shownDates(), QStringList{"2026-06"});
        m_session->document().load(sceneOf({}), {});
        QCOMPARE(shownDates(), QStringList{""});
    }

    void thePanesCoverThePicture_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {2, 3, 4})
            QTest::addRow("%d", count) << count;
    }

    void thePanesCoverThePicture()
    {
        QFETCH(int, count);
        const Panes panes{Panes::Mode::Linked, count, 0.5, 1001, 701};
        for (int view = 0; view < count; ++view) {
            const Panes::Box box = panes.boxOf(view);
            QVERIFY(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1001 && box.y + box.height <= 701);
            for (const double at : {0.02, 0.5, 0.98})
                QCOMPARE(panes.viewAt(box.x + at * box.width, box.y + at * box.height), view);
            // Whatever leaves it stays at its border.
            for (const double at : {-500.0, 300.0, 1500.0}) {
                const Panes::Place kept = panes.keptIn(view, at, at);
                QCOMPARE(panes.viewAt(kept.x, kept.y), view);
                QVERIFY(kept.x >= box.x && kept.x < box.x + box.width);
                QVERIFY(kept.y >= box.y && kept.y < box.y + box.height);
            }
        }
    }

private:
    QToolButton* header(int view) { return m_city->findChild<QToolButton*>(QStringLiteral("paneHeader%1").arg(view)); }

    TimeBar& timeBar() { return *m_city->findChild<TimeBar*>(); }

    QStringList shownDates()
    {
        QStringList dates;
        for (const layers::ViewContent& content : m_city->view()->engine().contents())
            dates.push_back(QString::fromStdString(content.date));
        return dates;
    }

    void chooseIn(int view, const QString& text)
    {
        auto* button = m_city->findChild<QToolButton*>(QStringLiteral("paneHeader%1").arg(view));
        QVERIFY(button && button->isVisible());
        emit button->menu()->aboutToShow();
        for (QAction* action : button->menu()->actions())
            if (action->text() == text) {
                action->trigger();
                return;
            }
        QFAIL("no such entry");
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ViewerSession> m_session;
    std::unique_ptr<CityWidget> m_city;
    std::unique_ptr<ViewerActions> m_actions;
    std::unique_ptr<CompareController> m_compare;
};

QTEST_MAIN(TestCompare)
#include "TestCompare.moc"
