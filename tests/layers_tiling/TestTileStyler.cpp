#include "geodata/styling/Style.h"
#include "layers/tiling/ContentLook.h"
#include "layers/tiling/ModelPicker.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "tests/layers_tiling/FakeTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <optional>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

struct FakeLayout final : ContentLayout { };
struct FakeLook final : PreparedLook {
    std::shared_ptr<const styling::Style> style;
};

/// Keeps what a renderer would: the look handed over, in force after the next upload.
class StyledContent final : public PreparedContent {
public:
    [[nodiscard]] std::size_t byteSize() const override { return 100; }
    std::shared_ptr<const styling::Style> next, inForce;
    int uploads = 0;
};

class LookPreparer final : public ContentPreparer {
public:
    [[nodiscard]] std::unique_ptr<PreparedContent> prepareModel(std::shared_ptr<const tiles3d::Model>,
                                                                const glm::dmat4&) override
    {
        return std::make_unique<StyledContent>();
    }
    [[nodiscard]] std::unique_ptr<PreparedContent> prepareImage(std::shared_ptr<const tiles3d::Image>) override
    {
        return nullptr;
    }
    [[nodiscard]] std::shared_ptr<const ContentLayout> layoutOf(const PreparedContent&) const override
    {
        return std::make_shared<FakeLayout>();
    }
    [[nodiscard]] std::unique_ptr<PreparedLook> prepareLook(const tiles3d::Model&, const ContentLayout&,
                                                            const ContentLook& look) const override
    {
        auto prepared = std::make_unique<FakeLook>();
        prepared->style = look.style;
        return prepared;
    }
    void setLook(PreparedContent& content, std::unique_ptr<PreparedLook> look) override
    {
        static_cast<StyledContent&>(content).next = look ? static_cast<FakeLook&>(*look).style : nullptr;
    }
    [[nodiscard]] bool upload(PreparedContent& content, UploadBudget&) override
    {
        auto& styled = static_cast<StyledContent&>(content);
        styled.inForce = styled.next;
        ++styled.uploads;
        return true;
    }
    void release(std::unique_ptr<PreparedContent> content) override { content.reset(); }
};

/// Two squares side by side, features 0 and 1 of height 10 and 20.
tiles3d::Model makeModel()
{
    tiles3d::Model model;
    tiles3d::Primitive primitive;
    for (std::uint32_t f = 0; f < 2; ++f) {
        const float x = f == 0 ? -100.0f : 0.0f;
        const auto base = static_cast<std::uint32_t>(primitive.positions.size());
        for (const glm::vec3& p :
             {glm::vec3(x, -100, 0), glm::vec3(x + 100, -100, 0), glm::vec3(x + 100, 100, 0), glm::vec3(x, 100, 0)}) {
            primitive.positions.push_back(p);
            primitive.featureIds.push_back(f);
        }
        primitive.indices.insert(primitive.indices.end(), {base, base + 1, base + 2, base, base + 2, base + 3});
    }
    primitive.propertyTable = 0;
    primitive.minimum = {-100, -100, 0};
    primitive.maximum = {100, 100, 0};
    model.meshes.push_back({"squares", {std::move(primitive)}});
    model.instances.push_back({0, glm::dmat4(1.0)});
    tiles3d::PropertyTable table;
    table.count = 2;
    std::vector<tiles3d::PropertyValue> heights(2);
    heights[0].value = 10.0;
    heights[1].value = 20.0;
    table.properties.push_back({"height", "NUMBER", tiles3d::makeColumn(std::move(heights))});
    model.propertyTables.push_back(std::move(table));
    return model;
}

/// One level of tiles whose contents bring the look of the style at the time of asking, as a TilesetTree does.
class StyledTree final : public FakeTree {
public:
    StyledTree(std::uint32_t id, TileLoader& loader) : FakeTree(id, loader, 2, 4096.0) { }
    LoadPlan plan(TileIndex index) override
    {
        LoadPlan plan = FakeTree::plan(index);
        plan.make = [style = style()](LoadInput& input) -> Result<LoadOutcome> {
            LoadOutcome outcome;
            auto model = std::make_shared<tiles3d::Model>(makeModel());
            LoadedPart part;
            part.prepared = input.preparer.prepareModel(model, glm::dmat4(1.0));
            if (style) {
                part.look = makeLook(*model, glm::dmat4(1.0), style);
                input.preparer.setLook(*part.prepared, input.preparer.prepareLook(*model, FakeLayout{}, *part.look));
            }
            part.model = model;
            outcome.parts.push_back(std::move(part));
            return outcome;
        };
        return plan;
    }
};

std::shared_ptr<const styling::Style> styleOf(const char* json)
{
    auto style = styling::Style::parse(json, "test");
    if (!style)
        qFatal("%s", style.error().detail.c_str());
    return *style;
}

struct World {
    World()
    {
        engine.emplace(TileLoader::Services{assets, tasks, clock, preparer}, [this] { ++wakes; });
        tree = static_cast<StyledTree*>(&engine->add(std::make_unique<StyledTree>(3, engine->loader())));
        tree->maximumError = 4;
        for (TileIndex i = 0; i < tree->size(); ++i)
            assets.put("tile/" + std::to_string(i), std::string("x"));
    }
    void frame() { engine->update(ViewState::perspective({0, 0, 3000}, {0, 0, -1}, {0, 1, 0}, 400, 300)); }
    void settle()
    {
        for (int i = 0; i < 400; ++i) {
            frame();
            waitForWorkers(tasks);
            if (engine->isSettled())
                return;
        }
        qFatal("does not settle");
    }
    std::vector<StyledContent*> contents()
    {
        std::vector<StyledContent*> found;
        engine->loader().forEachPresent([&](Resource& resource) {
            for (const LoadedPart& part : resource.parts())
                found.push_back(static_cast<StyledContent*>(part.prepared.get()));
        });
        return found;
    }

    FakeAssetAccessor assets;
    FakeClock clock;
    LookPreparer preparer;
    TaskPool tasks{2};
    std::atomic<int> wakes{0};
    std::optional<TileEngine> engine;
    StyledTree* tree = nullptr;
};

} // namespace

class TestTileStyler : public QObject {
    Q_OBJECT
private slots:
    void loadedTilesGetANewStyleWithoutRequests()
    {
        World world;
        world.settle();
        QVERIFY(!world.contents().empty());
        const std::size_t asked = world.assets.asked().size();
        const std::size_t count = world.contents().size();
        for (const char* json : {"{\"show\": \"${height} > 15\"}", "{\"color\": \"color('red')\"}"}) {
            const auto before = world.contents().front()->inForce;
            const auto style = styleOf(json);
            world.tree->setStyle(style);
            world.frame();
            // Until the workers are done the old one is shown, and the view counts as unfinished.
            QVERIFY(!world.engine->isSettled());
            QVERIFY(world.contents().front()->inForce == before);
            world.settle();
            for (const StyledContent* content : world.contents())
                QVERIFY(content->inForce == style);
        }
        QVERIFY(world.wakes > 0);
        QCOMPARE(world.assets.asked().size(), asked);
        QCOMPARE(world.contents().size(), count);
        world.tree->setStyle(nullptr);
        world.settle();
        for (const StyledContent* content : world.contents())
            QVERIFY(content->inForce == nullptr);
        QCOMPARE(world.assets.asked().size(), asked);
    }

    void tilesThatArriveBringTheirLook()
    {
        World world;
        const auto style = styleOf("{\"show\": \"${height} > 15\"}");
        world.tree->setStyle(style);
        world.settle();
        QVERIFY(!world.contents().empty());
        for (const StyledContent* content : world.contents()) {
            QVERIFY(content->inForce == style);
            QCOMPARE(content->uploads, 1);
        }
    }

    void aStyleSetWhileTilesLoadReachesThem()
    {
        World world;
        world.assets.answersAtOnce = false;
        world.frame();
        const auto style = styleOf("{\"color\": \"color('blue')\"}");
        world.tree->setStyle(style);
        world.frame();
        for (int i = 0; i < 50; ++i) {
            world.assets.answerAll();
            world.frame();
            waitForWorkers(world.tasks);
        }
        world.assets.answersAtOnce = true;
        world.settle();
        QVERIFY(!world.contents().empty());
        for (const StyledContent* content : world.contents())
            QVERIFY(content->inForce == style);
    }

    void theLastOfManyStylesWins()
    {
        World world;
        world.settle();
        std::shared_ptr<const styling::Style> last;
        for (int i = 0; i < 20; ++i) {
            last = styleOf(i % 2 == 0 ? "{\"show\": true}" : "{\"show\": false}");
            world.tree->setStyle(last);
            world.frame();
        }
        world.settle();
        for (const StyledContent* content : world.contents())
            QVERIFY(content->inForce == last);
    }

    void hiddenFeaturesAreNotPicked()
    {
        const auto model = std::make_shared<const tiles3d::Model>(makeModel());
        const auto look = makeLook(*model, glm::dmat4(1.0), styleOf("{\"show\": \"${height} > 15\"}"));
        ModelPicker picker(model);
        const auto at = [&](double x, const ContentLook* by) {
            return picker.intersect(glm::dmat4(1.0), {{x, 3.0, 50.0}, {0, 0, -1}}, 1e9, false, by).has_value();
        };
        QVERIFY(at(-50, nullptr));
        QVERIFY(!at(-50, look.get()));
        QVERIFY(at(50, look.get()));
    }

    void copiesAreFeaturesAsWholes()
    {
        // i3dm: the instance's own id decides, whatever the mesh says.
        tiles3d::Model model = makeModel();
        model.instances[0].featureId = 0;
        model.instances[0].propertyTable = 0;
        model.instances.push_back(model.instances[0]);
        model.instances[1].featureId = 1;
        const auto look = makeLook(model, glm::dmat4(1.0), styleOf("{\"show\": \"${height} > 15\"}"));
        const tiles3d::Primitive& primitive = model.meshes[0].primitives[0];
        for (std::size_t vertex = 0; vertex < primitive.positions.size(); ++vertex) {
            QVERIFY(look->hides(model.instances[0], 0, primitive, vertex));
            QVERIFY(!look->hides(model.instances[1], 0, primitive, vertex));
        }
    }

    void whatHasNoFeaturesIsOne()
    {
        tiles3d::Model model = makeModel();
        model.meshes[0].primitives[0].featureIds.clear();
        model.propertyTables.clear();
        const auto look = makeLook(model, glm::dmat4(1.0), styleOf("{\"color\": \"color('red')\"}"));
        const auto& vertex = look->of(model.instances[0], 0, model.meshes[0].primitives[0], 0);
        QVERIFY(vertex.isColored);
        QCOMPARE(int(vertex.color[0]), 255);
        QCOMPARE(int(vertex.color[1]), 0);
    }
};

QTEST_GUILESS_MAIN(TestTileStyler)
#include "TestTileStyler.moc"
