#include "geodata/styling/Style.h"
#include "layers/tiling/ContentLook.h"
#include "layers/tiling/ModelPicker.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/StyleNotes.h"
#include "layers/tiling/TileEngine.h"
#include "tests/layers_tiling/FakeTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <atomic>
#include <new>
#include <optional>
#include <set>

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
    int looks = 0; ///< handed over
};

class LookPreparer final : public ContentPreparer {
public:
    std::atomic<bool> isOutOfMemory{false};

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
        if (isOutOfMemory)
            throw std::bad_alloc();
        auto prepared = std::make_unique<FakeLook>();
        prepared->style = look.style;
        return prepared;
    }
    void setLook(PreparedContent& content, std::unique_ptr<PreparedLook> look) override
    {
        static_cast<StyledContent&>(content).next = look ? static_cast<FakeLook&>(*look).style : nullptr;
        ++static_cast<StyledContent&>(content).looks;
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
        plan.make = [style = style(), time = styleMilliseconds](LoadInput& input) -> Result<LoadOutcome> {
            LoadOutcome outcome;
            auto model = std::make_shared<tiles3d::Model>(makeModel());
            LoadedPart part;
            part.prepared = input.preparer.prepareModel(model, glm::dmat4(1.0));
            if (style) {
                part.look = makeLook(*model, glm::dmat4(1.0), style, time);
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

    /// Of a model that is loaded.
    glm::dvec3 contentCenter()
    {
        glm::dvec3 center(0.0);
        engine->loader().forEachPresent([&](Resource& resource) {
            for (const LoadedPart& part : resource.parts())
                center = glm::dvec3(part.modelToWorld[3]);
        });
        return center;
    }
    /// Times that the looks of all loaded contents are of, each once.
    std::set<double> times()
    {
        std::set<double> found;
        engine->loader().forEachPresent([&](Resource& resource) {
            for (const LoadedPart& part : resource.parts())
                found.insert(part.look ? part.look->timeMilliseconds : -1.0);
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

    void timeMovesOnWithoutUnrest()
    {
        World world;
        const auto step = [&](int ms) {
            world.clock.advance(std::chrono::milliseconds(ms));
            for (int i = 0; i < 4; ++i) {
                world.frame();
                QVERIFY(world.engine->isSettled()); // of one moment all the time
                waitForWorkers(world.tasks);
            }
        };
        world.settle();
        QVERIFY(!world.engine->nextDue());
        world.clock.advance(std::chrono::milliseconds(3000));
        world.tree->setStyle(styleOf("{\"color\": \"${tiles3d_tileset_time} < 3700 ? color('red') : color('blue')\"}"));
        world.settle();
        // The time since the first content was there, not since the style was.
        QCOMPARE(world.times(), std::set<double>{3000.0});
        QCOMPARE(world.contents().front()->looks, 1);
        QVERIFY(world.engine->nextDue().has_value());
        QVERIFY(*world.engine->nextDue() == world.clock.steadyNow() + std::chrono::milliseconds(500));
        step(499);
        QCOMPARE(world.times(), std::set<double>{3000.0});
        step(1);
        QCOMPARE(world.times(), std::set<double>{3500.0});
        QCOMPARE(world.contents().front()->looks, 1); // alike, so nothing is sent to the renderer
        step(1000);
        QCOMPARE(world.times(), std::set<double>{4500.0});
        QCOMPARE(world.contents().front()->looks, 2);
        QCOMPARE(world.contents().size(), static_cast<std::size_t>(world.assets.asked().size()));
        // Another style is none of its business.
        world.tree->setStyle(styleOf("{\"color\": \"color('red')\"}"));
        world.settle();
        QVERIFY(!world.engine->nextDue());
    }

    void contentsThatComeAreOfTheMomentOfSettling()
    {
        World world;
        world.tree->setStyle(styleOf("{\"show\": \"${tiles3d_tileset_time} >= 0\"}"));
        world.frame();
        for (int i = 0; i < 400 && !world.engine->isSettled(); ++i) {
            world.clock.advance(std::chrono::milliseconds(7));
            world.frame();
            waitForWorkers(world.tasks);
        }
        QVERIFY(world.engine->isSettled());
        QCOMPARE(world.times().size(), std::size_t{1});
        QVERIFY(*world.times().begin() > 0);
    }

    void misfitsOfFeaturesAloneAreTold()
    {
        StyleNotes notes;
        notes.reset(styleOf("{\"color\": \"${height}\", \"show\": \"${hight} > 1\"}"));
        const tiles3d::Model model = makeModel();
        QVERIFY(notes.inWords().empty());
        notes.add(model, glm::dmat4(1.0), 0);
        QCOMPARE(notes.inWords().size(), std::size_t{1}); // names without values
        notes.reset(styleOf("{\"color\": \"${height}\"}"));
        notes.add(model, glm::dmat4(1.0), 1);
        QCOMPARE(notes.inWords(), std::vector<std::string>{"color, character 1: a colour is expected, here is number"});
    }

    void misfitsAreTold()
    {
        World world;
        world.settle();
        const auto told = [&](const char* json) {
            world.tree->setStyle(styleOf(json));
            world.settle();
            QStringList list;
            for (const std::string& words : world.tree->styleWarnings())
                list << QString::fromStdString(words);
            return list;
        };
        QCOMPARE(told("{\"color\": \"color('red')\"}"), QStringList{});
        QCOMPARE(told("{\"show\": \"${hieght} > 15\"}"),
                 QStringList{"no feature has a property \"hieght\"; the most similar name is \"height\""});
        QCOMPARE(told("{\"color\": \"null\"}"), QStringList{"color, character 1: a colour is expected, here is null"});
        QCOMPARE(told("{\"color\": \"${height}\"}"),
                 QStringList{"color, character 1: a colour is expected, here is number"});
        QCOMPARE(told("{\"show\": \"${height} && true\"}").size(), 1);
        QCOMPARE(told("{\"name\": \"x\"}").size(), 1);
        QCOMPARE(told("{}"), QStringList{});
    }

    void metaIsToldOfAPick()
    {
        World world;
        world.tree->setStyle(styleOf("{\"meta\": {\"twice\": \"${height} * 2\", \"nothing\": \"${none}\", "
                                     "\"seconds\": \"${tiles3d_tileset_time} / 1000\"}}"));
        world.settle();
        const auto pick = world.engine->pick({world.contentCenter() + glm::dvec3(-50, 3, 50), {0, 0, -1}});
        QVERIFY(pick);
        QVERIFY(!pick->metadata.empty());
        const PickedMetadata& meta = pick->metadata.front();
        QCOMPARE(meta.of, PickedMetadata::Of::Style);
        QStringList told;
        for (const tiles3d::Attribute& attribute : meta.attributes)
            told << QString::fromStdString(attribute.name + "=" + attribute.value.toText());
        QCOMPARE(told, (QStringList{"seconds=0", "twice=20"}));
    }

    void aStyleThatTakesTooMuchIsAnErrorOfTheSource()
    {
        World world;
        world.settle();
        world.preparer.isOutOfMemory = true;
        world.tree->setStyle(styleOf("{\"show\": \"${height} > 15\"}"));
        world.settle();
        QVERIFY(!world.contents().empty());
        for (const StyledContent* content : world.contents())
            QVERIFY2(content->inForce == nullptr, "drawn as the data has it");
        QVERIFY(!world.tree->log().errors().empty());
        QCOMPARE(world.tree->log().errors().front().code, ErrorCode::TooLarge);
        QCOMPARE(world.tree->log().errors().front().detail, std::string("out of memory for the style"));
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

    void featuresWithoutATableAreStyled()
    {
        // A composite: buildings with a table, and copies that are features without properties.
        tiles3d::Model model = makeModel();
        tiles3d::Mesh plain = model.meshes[0];
        plain.part = 1;
        plain.primitives[0].featureIds.clear();
        plain.primitives[0].propertyTable = -1;
        model.meshes.push_back(plain);
        plain.part = 2;
        model.meshes.push_back(plain);
        plain.part = 0; // trees among the buildings belong to none
        model.meshes.push_back(plain);
        model.instances.push_back({.mesh = 1, .featureId = 4});
        model.instances.push_back({.mesh = 2});
        model.instances.push_back({.mesh = 3});
        const auto look = makeLook(model, glm::dmat4(1.0), styleOf("{\"show\": \"${height} > 15\"}"));
        const auto hides = [&](std::size_t instance, std::size_t vertex) {
            const auto mesh = static_cast<std::size_t>(model.instances[instance].mesh);
            return look->hides(model.instances[instance], 0, model.meshes[mesh].primitives[0], vertex);
        };
        QVERIFY(hides(0, 0));
        QVERIFY(!hides(0, 4));
        QVERIFY(hides(1, 0));
        QVERIFY(hides(2, 0));
        QVERIFY(!hides(3, 0));
    }

    void idsInAPictureAreStyledAndPicked()
    {
        // Two texels beside each other, ids 0 and 1, turned round by the transform of their coordinates.
        tiles3d::Model model = makeModel();
        tiles3d::Primitive& primitive = model.meshes[0].primitives[0];
        primitive.featureIds.clear();
        auto image = std::make_shared<tiles3d::Image>();
        image->width = 2;
        image->height = 1;
        image->channels = 1;
        image->pixels = {0, 1};
        auto texture = std::make_shared<tiles3d::MetadataTexture>();
        texture->image = image;
        texture->channels = {0};
        auto coords = std::make_shared<std::vector<glm::vec2>>();
        for (const glm::vec3& p : primitive.positions)
            coords->emplace_back((p.x + 100) / 200, (p.y + 100) / 200);
        texture->texCoords = coords;
        texture->transform = glm::mat3(-1, 0, 0, 0, 1, 0, 1, 0, 1);
        tiles3d::FeatureIdSet set;
        set.propertyTable = 0;
        set.texture = texture;
        primitive.featureSets.push_back(set);
        const auto shared = std::make_shared<const tiles3d::Model>(model);
        ModelPicker picker(shared);
        const auto at = [&](double x, const char* json) {
            const auto look = makeLook(*shared, glm::dmat4(1.0), styleOf(json));
            return picker.intersect(glm::dmat4(1.0), {{x, 3.0, 50.0}, {0, 0, -1}}, 1e9, false, look.get()).has_value();
        };
        QVERIFY(at(-50, "{\"show\": \"${height} > 15\"}"));
        QVERIFY(!at(50, "{\"show\": \"${height} > 15\"}"));
        QVERIFY(at(50, "{\"show\": \"${height} > 5\"}"));
        QVERIFY(!at(-50, "{\"show\": false}"));
        // Ids at the vertices come first, unless only those of the picture have properties.
        tiles3d::Primitive both = primitive;
        both.featureIds.assign(both.positions.size(), 0);
        both.propertyTable = 0;
        QVERIFY(pictureOfIds(both) == nullptr);
        both.propertyTable = -1;
        QVERIFY(pictureOfIds(both) == &both.featureSets[0]);
        both.featureSets[0].propertyTable = -1;
        QVERIFY(pictureOfIds(both) == nullptr);
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
