// Packs in the window: which of them answer, and which are asked about.
#include "app/panels/Icons.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/PackController.h"
#include "app/viewer/PackJobs.h"
#include "app/viewer/SceneController.h"
#include "app/viewer/Viewer.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"
#include "geodata/packs/PackAccessor.h"
#include "geodata/packs/PackFile.h"

#include <QDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace guanjing;
using namespace guanjing::app;

class TestPackScenes : public QObject {
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
        m_window = std::make_unique<QWidget>();
        m_scenes = new SceneController(*m_session, *m_window);
        m_city = std::make_unique<CityWidget>(m_session->services(), m_session->text(), render::ViewSettings{});
        m_actions = std::make_unique<ViewerActions>();
        m_packs = new PackController(*m_session, *m_city, *m_actions, *m_window);
        m_window->show();
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_city.reset();
        m_session.reset();
    }

    void onlyThePackThatIsShownAnswers()
    {
        const QString first = pack("first", true), second = pack("second", true);
        QSignalSpy opened(m_scenes, &SceneController::opened);
        m_scenes->open(first);
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(openPaths(), QStringList{first});
        QVERIFY(m_scenes->pack() && m_scenes->pack()->path == first && m_scenes->pack()->isComplete);
        m_scenes->open(second);
        QTRY_COMPARE(opened.count(), 2);
        QCOMPARE(openPaths(), QStringList{second});
        m_scenes->newScene();
        QVERIFY(openPaths().isEmpty());
        QVERIFY(!m_scenes->pack());
    }

    void aPackThatWasOvertakenIsClosed()
    {
        const QString late = pack("late", true);
        QSignalSpy opened(m_scenes, &SceneController::opened), busy(m_scenes, &SceneController::busyChanged);
        m_scenes->open(late);
        m_scenes->newScene(); // before it has arrived
        QCOMPARE(opened.count(), 1);
        QVERIFY(busy.last().front().toString().isEmpty()); // nothing is being opened any more
        m_scenes->open(late);
        m_scenes->open(m_folder.filePath(QStringLiteral("nothing.gjpack")));
        QTRY_VERIFY(!m_scenes->isOpening());
        QVERIFY(openPaths().isEmpty());
        QCOMPARE(opened.count(), 1);
    }

    void anUnfinishedPackIsAskedAboutOnce()
    {
        const QString path = pack("half", false);
        remember(path);
        QDialog question(m_window.get());
        question.setModal(true);
        question.show();
        QVERIFY(QTest::qWaitForWindowExposed(&question));
        m_packs->offer(path);
        QVERIFY(box() == nullptr); // not in front of another question
        question.close();
        QTRY_VERIFY(box() != nullptr);
        box()->button(QMessageBox::No)->click();
        QTRY_VERIFY(box() == nullptr);
        m_packs->offer(path);
        m_packs->offerBrokenOff();
        QVERIFY(box() == nullptr);
        QCOMPARE(m_session->settings().packJobs().size(), 1); // it is asked about at the next start again
    }

private:
    [[nodiscard]] QString pack(const char* name, bool isComplete)
    {
        const QString path = m_folder.filePath(QLatin1String(name) + QStringLiteral(".gjpack"));
        PackFacts facts;
        facts.id = "0123456789abcdef";
        facts.name = name;
        facts.createdAtSeconds = 1'700'000'000;
        facts.scene = "{\"name\": \"Taken\"}";
        auto made = PackFile::create(path.toStdString(), facts);
        if (!made || !made->close(isComplete))
            qFatal("the pack could not be written");
        return path;
    }
    void remember(const QString& path)
    {
        PackJob job;
        job.path = path;
        job.scene.name = "City";
        job.options.area = *Area::fromText("113.7,22.9,113.8,23");
        m_session->settings().setPackJobs({writePackJob(job)});
    }
    [[nodiscard]] QStringList openPaths()
    {
        QStringList paths;
        for (const std::string& path : m_session->services().packs().openPaths())
            paths << QString::fromStdString(path);
        return paths;
    }
    [[nodiscard]] QMessageBox* box() { return m_window->findChild<QMessageBox*>(QStringLiteral("brokenOffDialog")); }

    QTemporaryDir m_folder;
    std::unique_ptr<ViewerSession> m_session;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<CityWidget> m_city;
    std::unique_ptr<ViewerActions> m_actions;
    SceneController* m_scenes = nullptr; // the window's
    PackController* m_packs = nullptr; // the window's
};

QTEST_MAIN(TestPackScenes)
#include "TestPackScenes.moc"
