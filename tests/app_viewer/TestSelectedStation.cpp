// A selected station whose server comes back at another address. Needs a display with OpenGL.
#include "app/panels/Icons.h"
#include "app/panels/InspectorPanel.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/Reprojection.h"
#include "app/viewer/SelectionController.h"
#include "app/viewer/Viewer.h"
#include "app/viewer/ViewerSession.h"
#include "tests/LoopbackServer.h"
#include "tests/layers_live/SensorThingsSamples.h"

#include <QApplication>
#include <QSettings>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::app;
using namespace guanjing::test;

namespace {

/// A SensorThings service with station 7, whose only value is `value`.
class StationServer {
public:
    explicit StationServer(std::string value) : m_value(std::move(value)) { }

    [[nodiscard]] std::string root() const { return m_server.url("/"); }
    [[nodiscard]] std::string service() const { return m_server.url("/v1.1"); }
    /// Requests for the observations of a datastream.
    [[nodiscard]] int historyCount() const { return m_historyCount; }

private:
    LoopbackServer::Answer answer(const std::string& head)
    {
        if (head.starts_with("GET /v1.1/Things"))
            return LoopbackServer::whole("200 OK", samplePage({sampleThing(7, "2026-11-22T08:00:00Z", m_value)}));
        ++m_historyCount;
        return LoopbackServer::whole("200 OK", sampleObservations({"2026-11-22T08:00:00Z=" + m_value}));
    }

    std::string m_value;
    std::atomic<int> m_historyCount{0};
    LoopbackServer m_server{[this](const std::string& head) { return answer(head); }};
};

layers::LiveSourceSpec sourceOf(const char* name, const StationServer& server)
{
    layers::LiveSourceSpec spec;
    spec.name = name;
    spec.url = server.service();
    return spec;
}

/// Id of the source of that name that has stations; 0 for none.
std::uint32_t liveId(CityWidget& city, const std::string& name)
{
    for (const auto& snapshot : city.view()->engine().observations())
        if (snapshot && snapshot->sourceName == name && !snapshot->stations.empty())
            return snapshot->sourceId;
    return 0;
}

} // namespace

class TestSelectedStation : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        initializeResources();
    }

    void itComesBackWithItsServerAtAnotherAddress()
    {
        // Another source has a station of the same id, before this one and behind it.
        const StationServer other("333");
        const StationServer after("622");
        auto before = std::make_unique<StationServer>("511");
        ViewerOptions options;
        options.cacheDir = m_folder.filePath(QStringLiteral("cache"));
        ViewerSession session(options);
        CityWidget city(session.services(), session.text(), {});
        InspectorPanel inspector;
        const Reprojection reprojection;
        SelectionController selection(session, city, inspector, reprojection);
        SceneDocument& document = session.document();
        connect(&document, &SceneDocument::sceneChanged, &city, [&] { city.setScene(document.scene()); });
        city.resize(320, 240);
        city.show();
        QTRY_VERIFY(city.view() != nullptr);

        layers::Scene scene;
        scene.live = {sourceOf("Noise", other), sourceOf("Air", *before), sourceOf("Water", other)};
        document.load(scene, {});
        QTRY_VERIFY(liveId(city, "Air") != 0 && liveId(city, "Noise") != 0 && liveId(city, "Water") != 0);
        const std::uint32_t firstId = liveId(city, "Air");
        emit city.stationClicked({firstId, "7"});
        QCOMPARE(inspector.station().stationId(), QStringLiteral("7"));
        QVERIFY2(inspector.station().text().contains(QStringLiteral("511")), qPrintable(inspector.station().text()));

        const QString oldRoot = QString::fromStdString(before->root());
        before.reset();
        document.rewriteUrls(oldRoot, QString::fromStdString(after.root()));
        QCOMPARE(document.scene().live[1].url, after.service());
        QTRY_VERIFY(liveId(city, "Air") != 0);
        QVERIFY(liveId(city, "Air") != firstId); // the source was made anew
        QTRY_VERIFY2(inspector.station().text().contains(QStringLiteral("622")),
                     qPrintable(inspector.station().text()));

        // What is asked from now on is asked of the new address.
        const int asked = after.historyCount();
        emit inspector.station().historyWanted(inspector.station().datastreamId());
        QTRY_VERIFY(after.historyCount() > asked);
        QCOMPARE(other.historyCount(), 0);
    }

    /// What is not shown any more is neither marked nor described.
    void whatWasPickedIsForgottenWithItsDate()
    {
        ViewerOptions options;
        options.cacheDir = m_folder.filePath(QStringLiteral("cache"));
        ViewerSession session(options);
        CityWidget city(session.services(), session.text(), {});
        InspectorPanel inspector;
        const Reprojection reprojection;
        SelectionController selection(session, city, inspector, reprojection);
        SceneDocument& document = session.document();
        connect(&document, &SceneDocument::sceneChanged, &city, [&] { city.setScene(document.scene()); });
        city.resize(320, 240);
        city.show();
        QTRY_VERIFY(city.view() != nullptr);
        layers::Scene scene;
        for (const char* date : {"2023-06", "2026-06"}) {
            layers::TilesetSourceSpec tileset;
            tileset.name = std::string("Buildings ") + date;
            tileset.url = "/nowhere/" + std::string(date) + "/tileset.json";
            tileset.date = date;
            tileset.series = "Buildings";
            scene.tilesets.push_back(tileset);
        }
        document.load(scene, {});
        city.setContents({{"2023-06", {}}});
        const auto idOf = [&](const std::string& name) {
            for (const auto& source : city.view()->engine().sources())
                if (source.name == name)
                    return source.id;
            return std::uint32_t{0};
        };
        QTRY_VERIFY(idOf("Buildings 2023-06") != 0);
        layers::PickResult pick;
        pick.source = idOf("Buildings 2023-06");
        pick.sourceName = "Buildings 2023-06";
        pick.featureId = 3;
        auto* pages = inspector.findChild<QStackedWidget*>();
        emit city.surfaceClicked(pick);
        QCOMPARE(pages->currentIndex(), 1);
        QTest::qWait(800); // still there as long as its date is
        QCOMPARE(pages->currentIndex(), 1);
        city.setContents({{"2026-06", {}}});
        QTRY_COMPARE(pages->currentIndex(), 0);
    }

private:
    QTemporaryDir m_folder;
};

int main(int argc, char** argv)
{
    configureOpenGl();
    // Never taken down: what Mesa and libdbus keep would count as leaked once their modules are unloaded.
    static QApplication* const application = new QApplication(argc, argv);
    Q_UNUSED(application)
    TestSelectedStation test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestSelectedStation.moc"
