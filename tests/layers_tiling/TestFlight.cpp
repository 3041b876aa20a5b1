#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/GroundTree.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "tests/FlightWatch.h"
#include "tests/layers_tiling/FakeTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <glm/gtc/matrix_transform.hpp>

#include <QTest>

#include <cmath>
#include <optional>
#include <random>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

constexpr double kFrameSeconds = 1.0 / 60;

/// A FakeTree whose tiles are flat squares that rays can hit.
class SolidTree final : public FakeTree {
public:
    SolidTree(std::uint32_t id, TileLoader& loader, int levels, double sizeMeters, bool isAdditive, std::size_t bytes)
        : FakeTree(id, loader, levels, sizeMeters, isAdditive, bytes), m_bytes(bytes)
    { }

    LoadPlan plan(TileIndex index) override
    {
        LoadPlan plan = FakeTree::plan(index);
        const TileVolume& volume = tile(index).volume;
        plan.make = [bytes = m_bytes, center = volume.center, half = volume.half.x](LoadInput&) -> Result<LoadOutcome> {
            auto model = std::make_shared<tiles3d::Model>();
            tiles3d::Primitive primitive;
            primitive.positions = {{-half, -half, 0}, {half, -half, 0}, {half, half, 0}, {-half, half, 0}};
            primitive.minimum = primitive.positions[0];
            primitive.maximum = primitive.positions[2];
            primitive.indices = {0, 1, 2, 0, 2, 3};
            model->meshes.emplace_back().primitives.push_back(std::move(primitive));
            model->instances.emplace_back().mesh = 0;
            LoadOutcome outcome;
            LoadedPart& part = outcome.parts.emplace_back();
            part.model = std::move(model);
            part.modelToWorld = glm::translate(glm::dmat4(1.0), center);
            part.prepared = std::make_unique<WeighedContent>(bytes);
            return outcome;
        };
        return plan;
    }

private:
    std::size_t m_bytes;
};

ViewState viewAt(const glm::dvec3& eye, double headingDegrees, double pitchDegrees)
{
    const double heading = glm::radians(headingDegrees), pitch = glm::radians(pitchDegrees);
    const glm::dvec3 ahead(std::sin(heading), std::cos(heading), 0);
    return ViewState::perspective(eye, ahead * std::cos(pitch) + glm::dvec3(0, 0, std::sin(pitch)),
                                  ahead * -std::sin(pitch) + glm::dvec3(0, 0, std::cos(pitch)), 400, 300);
}

struct Place {
    double seconds;
    glm::dvec3 eye;
    double heading, pitch;
};
/// Ten seconds: a leg, a turn of the head, a climb, a dive, a low leg back. Two equal places in a row are a stop.
const std::vector<Place> kPath = {
    {0.0, {-1500, -1500, 300}, 45, -25}, {1.5, {800, 600, 300}, 45, -25},  {2.5, {800, 600, 300}, 405, -25},
    {2.8, {800, 600, 300}, 405, -25},    {4.2, {0, 0, 5000}, 405, -89},    {4.5, {0, 0, 5000}, 405, -89},
    {6.0, {-900, 700, 20}, 200, -20},    {6.3, {-900, 700, 20}, 200, -20}, {7.0, {-900, 700, 20}, 20, -20},
    {8.5, {1200, 900, 60}, 20, -30},     {8.8, {1200, 900, 60}, 20, -30},  {10.0, {-1500, -1500, 300}, 45, -25}};

struct Case {
    std::size_t budgetBytes = std::size_t{1} << 30;
    bool fades = false, isAdditive = false, preloads = false, hasFailures = false;
    int views = 1;
};

class Flight {
public:
    explicit Flight(const Case& what) : m_case(what)
    {
        engine.emplace(TileLoader::Services{assets, tasks, clock, preparer}, [] {});
        TileEngineSettings settings;
        settings.memoryBudgetBytes = what.budgetBytes;
        settings.fades = what.fades;
        settings.preloadAncestors = settings.preloadSiblings = what.preloads;
        settings.maximumInFlight = 16;
        engine->setSettings(settings);
        auto& solid = engine->add(
            std::make_unique<SolidTree>(3, engine->loader(), 7, 4096.0, what.isAdditive, std::size_t{1000}));
        tree = &solid;
        tree->maximumError = 4;
        for (TileIndex i = 0; i < tree->size(); ++i) {
            if (!what.hasFailures || i % 7 != 3)
                assets.put("tile/" + std::to_string(i), std::string("x"));
        }
        assets.answersAtOnce = false;
        watch.emplace(*engine);
    }

    /// A frame in which up to `answers` of the requests that wait are answered, in any order.
    void frame(const ViewState& view, std::size_t answers)
    {
        for (; answers > 0; --answers) {
            const std::size_t waiting = assets.waiting().size();
            if (waiting == 0)
                break;
            assets.answer(m_random() % waiting);
            waitForWorkers(tasks);
        }
        std::vector<ViewState> views{view};
        if (m_case.views > 1)
            views.push_back(
                ViewState::perspective(view.eye + glm::dvec3(300, 200, 100), view.direction, view.up, 300, 300));
        const bool isResting = view.eye == m_last.eye && view.direction == m_last.direction;
        watch->beforeUpdate(views);
        engine->update(views);
        clock.advance(std::chrono::milliseconds(17));
        m_seconds += kFrameSeconds;
        watch->afterUpdate(views, m_seconds, isResting);
        most = std::max(most, engine->loader().memoryBytes());
        m_last = view;
    }

    /// Frames at one place until it is settled; how many it took, −1: more than can be.
    int settle(const ViewState& view)
    {
        for (int i = 0; i < 3000; ++i) {
            frame(view, 4);
            if (engine->isSettled() && i > 1)
                return i;
        }
        return -1;
    }

    /// One path; false when it stalls at a stop.
    bool fly()
    {
        for (std::size_t i = 0; i + 1 < kPath.size(); ++i) {
            const Place &a = kPath[i], &b = kPath[i + 1];
            const ViewState here = viewAt(a.eye, a.heading, a.pitch);
            if (a.eye == b.eye && a.heading == b.heading && settle(here) < 0)
                return false;
            for (double t = a.seconds; t < b.seconds; t += kFrameSeconds) {
                const double s = (t - a.seconds) / (b.seconds - a.seconds);
                frame(viewAt(glm::mix(a.eye, b.eye, s), a.heading + (b.heading - a.heading) * s,
                             a.pitch + (b.pitch - a.pitch) * s),
                      2);
            }
        }
        return true;
    }

    FakeAssetAccessor assets;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    std::optional<TileEngine> engine;
    std::optional<FlightWatch<TileEngine>> watch;
    TileTree* tree = nullptr;
    std::size_t most = 0;

private:
    Case m_case;
    std::minstd_rand m_random{7};
    ViewState m_last;
    double m_seconds = 0;
};

} // namespace

Q_DECLARE_METATYPE(Case)

/// What a flight must never show, over a slow network that answers in any order.
class TestFlight : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { QCOMPARE(WeighedContent::alive.load(), 0); }

    void nothingIsUncoveredNothingFlickers_data()
    {
        QTest::addColumn<Case>("what");
        constexpr std::size_t kSmall = 150'000, kTiny = 30'000;
        QTest::newRow("plain") << Case{};
        QTest::newRow("fades") << Case{.fades = true};
        QTest::newRow("two views") << Case{.views = 2};
        QTest::newRow("two views, fades") << Case{.fades = true, .views = 2};
        QTest::newRow("two views, small budget") << Case{.budgetBytes = kSmall, .views = 2};
        QTest::newRow("two views, tiny budget, fades") << Case{.budgetBytes = kTiny, .fades = true, .views = 2};
        QTest::newRow("tiny budget, fades") << Case{.budgetBytes = kTiny, .fades = true};
        QTest::newRow("loaded ahead") << Case{.preloads = true};
        QTest::newRow("small budget") << Case{.budgetBytes = kSmall};
        QTest::newRow("small budget, loaded ahead") << Case{.budgetBytes = kSmall, .preloads = true};
        QTest::newRow("added, not replaced") << Case{.isAdditive = true};
        QTest::newRow("some tiles are missing") << Case{.hasFailures = true};
        QTest::newRow("some tiles are missing, small budget") << Case{.budgetBytes = kSmall, .hasFailures = true};
    }
    void nothingIsUncoveredNothingFlickers()
    {
        QFETCH(Case, what);
        Flight flight(what);
        const ViewState start = viewAt(kPath[0].eye, kPath[0].heading, kPath[0].pitch);
        QVERIFY(flight.settle(start) >= 0);
        QVERIFY2(flight.fly(), "every stop settles");
        QVERIFY(flight.settle(start) >= 0);
        QVERIFY(flight.fly());
        QVERIFY(flight.settle(start) >= 0);
        for (int i = 0; i < 150; ++i)
            flight.frame(start, 4);

        const FlightFigures& figures = flight.watch->figures();
        QVERIFY2(figures.rays > 20 * figures.frames, "the rays hit the city");
        QCOMPARE(figures.framesWithHoles, std::uint64_t{0});
        QCOMPARE(figures.fallen, std::uint64_t{0});
        QCOMPARE(figures.alternations, std::uint64_t{0});
        QVERIFY2(flight.most <= what.budgetBytes + 20'000, qPrintable(QString::number(flight.most)));
    }

    /// From the first frame on, wherever the camera leaps to and however little memory there is; over a network that never
    /// answers, with every request slot taken.
    void theGroundHasNoHoles_data()
    {
        QTest::addColumn<int>("imageryLevel");
        QTest::addColumn<int>("budgetBytes");
        QTest::addColumn<bool>("fades");
        for (const bool fades : {false, true}) {
            for (const int level : {-1, 18}) {
                for (const int budget : {300'000, 300'000'000})
                    QTest::addRow("imagery to level %d, %d bytes%s", level, budget, fades ? ", fades" : "")
                        << level << budget << fades;
            }
        }
    }
    void theGroundHasNoHoles()
    {
        QFETCH(int, imageryLevel);
        QFETCH(int, budgetBytes);
        QFETCH(bool, fades);
        FakeAssetAccessor assets;
        assets.answersAtOnce = false;
        FakeClock clock;
        NullPreparer preparer;
        TaskPool tasks{2};
        TileEngine engine(TileLoader::Services{assets, tasks, clock, preparer}, [] {});
        TileEngineSettings settings;
        settings.memoryBudgetBytes = static_cast<std::size_t>(budgetBytes);
        settings.fades = fades;
        settings.maximumInFlight = 1;
        engine.setSettings(settings);
        auto& ground = static_cast<GroundTree&>(engine.add(std::make_unique<GroundTree>(1, engine.loader())));
        ground.setImagery(imageryLevel, 2.0);
        engine.add(std::make_unique<SolidTree>(3, engine.loader(), 3, 4096.0, false, std::size_t{1000}));

        struct Leap {
            double lon, lat, height, heading, pitch;
        };
        const Leap leaps[] = {{113.75, 23.02, 1'500, 0, -35}, {113.67, 22.82, 900, 90, -35},
                              {113.67, 22.82, 80, 200, -20},  {114.20, 22.80, 12'000, 10, -50},
                              {113.9, 22.9, 1e7, 0, -90},     {113.67, 22.82, 900, 90, -35},
                              {-60.0, -89.0, 4e5, 0, -80},    {114.13, 22.75, 300, 0, -90}};
        int rays = 0, most = 0;
        const auto watch = [&](const Leap& at, bool lets) {
            const glm::dmat4 local = eastNorthUpToEcef({at.lon, at.lat, at.height});
            const ViewState flat = viewAt(glm::dvec3(0.0), at.heading, at.pitch);
            const auto turned = [&](const glm::dvec3& v) { return glm::dvec3(local * glm::dvec4(v, 0.0)); };
            const ViewState view =
                ViewState::perspective(glm::dvec3(local[3]), turned(flat.direction), turned(flat.up), 400, 300);
            if (lets)
                waitForWorkers(tasks);
            const std::uint64_t loadedBefore = engine.loader().counters().loaded;
            engine.update(view);
            if (!lets)
                most = std::max(most, static_cast<int>(engine.loader().counters().loaded - loadedBefore));
            clock.advance(std::chrono::milliseconds(17));
            for (const DrawItem& item : engine.list(0).items)
                QVERIFY2(!item.isGround || item.cover == 1.0f, "through ground that dissolves the sky is seen");
            for (int y = 5; y < 300; y += 29) {
                for (int x = 5; x < 400; x += 39) {
                    const auto ray = view.rayThrough(x, y);
                    const double exact = intersectEllipsoid(ray.origin, ray.direction);
                    const glm::dvec3 up = glm::normalize(ray.origin + ray.direction * exact);
                    if (!(exact > 0.0) || glm::dot(up, -ray.direction) < 0.3)
                        continue;
                    ++rays;
                    const auto hit = engine.pick(ray, 0);
                    QVERIFY2(hit && hit->isGround,
                             qPrintable(QStringLiteral("no ground at %1, %2 from %3 m").arg(x).arg(y).arg(at.height)));
                    QVERIFY2(budgetBytes < 1'000'000 || std::abs(hit->distanceMeters - exact) < 0.01 * exact,
                             qPrintable(QStringLiteral("%1 m instead of %2, from %3 m")
                                            .arg(hit->distanceMeters)
                                            .arg(exact)
                                            .arg(at.height)));
                }
            }
        };
        for (const Leap& at : leaps) {
            for (int frame = 0; frame < 6 && !QTest::currentTestFailed(); ++frame)
                watch(at, frame > 1);
        }
        for (int i = 0; i <= 120 && !QTest::currentTestFailed(); ++i) { // a flight without a leap
            const double s = i / 120.0;
            watch({113.75 - 0.3 * s, 23.02 - 0.3 * s, 1'500 + 9'000 * s * (1 - s), 40, -35}, i % 3 == 0);
        }
        QVERIFY(rays > 1000);
        qInfo("at most %d meshes are made in a frame", most);
        QVERIFY2(most <= 150, "few enough for one frame");
    }

    /// When memory does not suffice, everything becomes coarser by the same: no stand-in is left lying behind finer tiles.
    void aSmallBudgetCoarsensEvenly()
    {
        Flight flight({.budgetBytes = 100'000});
        for (const Place& place : kPath) {
            const ViewState view = viewAt(place.eye, place.heading, place.pitch);
            QVERIFY(flight.settle(view) >= 0);
            const DrawList& list = flight.engine->list(0);
            QVERIFY(!list.items.empty());
            for (const DrawItem& item : list.items) {
                const Tile& tile = flight.tree->tile(static_cast<TileIndex>(item.tileId & 0xFFFFFFFFu));
                QCOMPARE(item.modelToWorld, glm::translate(glm::dmat4(1.0), tile.volume.center)); // not pushed back
                const double pixels =
                    flight.tree->errorOf(tile) * view.pixelsPerMeter(tile.volume.distanceTo(view.eye));
                QVERIFY(pixels <= flight.tree->maximumError * flight.engine->errorFactor() * 1.0001);
            }
        }
        QVERIFY2(flight.watch->figures().alternations == 0, "and stays so");
    }
};

QTEST_GUILESS_MAIN(TestFlight)
#include "TestFlight.moc"
