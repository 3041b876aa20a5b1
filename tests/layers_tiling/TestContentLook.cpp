// What a style makes of models whose features are described in more than one way, and what it tells of them.
#include "layers/tiling/ContentLook.h"
#include "layers/tiling/StyleNotes.h"

#include <QTest>

#include <cstdint>
#include <initializer_list>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

constexpr std::uint32_t kNone = tiles3d::kNoFeature;

tiles3d::PropertyTable tableOf(const char* property, std::initializer_list<double> values)
{
    std::vector<tiles3d::PropertyValue> column;
    for (const double value : values)
        column.push_back({value});
    tiles3d::PropertyTable table;
    table.count = column.size();
    table.properties.push_back({property, "NUMBER", tiles3d::makeColumn(std::move(column))});
    return table;
}

/// One primitive with a vertex 10 m further east for each id.
tiles3d::Model modelOf(tiles3d::PrimitiveMode mode, std::vector<std::uint32_t> ids)
{
    tiles3d::Primitive primitive;
    primitive.mode = mode;
    for (std::uint32_t i = 0; i < ids.size(); ++i) {
        primitive.positions.emplace_back(10.0f * static_cast<float>(i), 0.0f, 0.0f);
        primitive.indices.push_back(i);
    }
    primitive.featureIds = std::move(ids);
    primitive.propertyTable = 0;
    tiles3d::Model model;
    model.meshes.push_back({"", {std::move(primitive)}});
    model.instances.push_back({0, glm::dmat4(1.0)});
    return model;
}

std::shared_ptr<const styling::Style> styleOf(const char* json)
{
    auto style = styling::Style::parse(json, "test");
    if (!style)
        qFatal("%s", style.error().detail.c_str());
    return *style;
}

/// Red of each vertex of the first primitive of a copy; -1 as the data has it.
QList<int> redsOf(const tiles3d::Model& model, const ContentLook& look, std::size_t copy = 0)
{
    QList<int> reds;
    const tiles3d::MeshInstance& instance = model.instances[copy];
    const tiles3d::Primitive& primitive = model.meshes[static_cast<std::size_t>(instance.mesh)].primitives[0];
    for (std::size_t i = 0; i < primitive.positions.size(); ++i) {
        const styling::FeatureLook& vertex = look.of(instance, 0, primitive, i);
        reds << (vertex.isColored ? int(vertex.color[0]) : -1);
    }
    return reds;
}

QStringList notesOf(const tiles3d::Model& model, const std::shared_ptr<const styling::Style>& style)
{
    StyleNotes notes;
    notes.reset(style);
    notes.add(model, glm::dmat4(1.0), 1000);
    QStringList list;
    for (const std::string& words : notes.inWords())
        list << QString::fromStdString(words);
    return list;
}

} // namespace

class TestContentLook : public QObject {
    Q_OBJECT
private slots:
    /// Points of a batch table by a style that reads their places, which features as wholes do not have.
    void pointsByPlaceHaveNoProblems()
    {
        tiles3d::Model model = modelOf(tiles3d::PrimitiveMode::Points, {0, 0, 1});
        model.propertyTables.push_back(tableOf("height", {1, 2}));
        const auto style = styleOf("{\"color\": \"vec4(clamp(${POSITION}.x * ${height} / 40, 0, 1), 0, 0, 1)\"}");
        const auto look = makeLook(model, glm::dmat4(1.0), style);
        QCOMPARE(redsOf(model, *look), (QList<int>{0, 64, 255}));
        QVERIFY2(look->problems.empty(), look->problems.empty() ? "" : look->problems.front().c_str());
        QCOMPARE(notesOf(model, style), QStringList{});
        // Of surfaces it is true.
        model.meshes[0].primitives[0].mode = tiles3d::PrimitiveMode::Triangles;
        const auto surface = makeLook(model, glm::dmat4(1.0), style);
        QCOMPARE(redsOf(model, *surface), (QList<int>{-1, -1, -1}));
        QVERIFY(!surface->problems.empty());
        QVERIFY(!notesOf(model, style).isEmpty());
    }

    /// A table that nothing is drawn by has nothing to complain of.
    void tablesWithoutFeaturesSayNothing()
    {
        tiles3d::Model model = modelOf(tiles3d::PrimitiveMode::Triangles, {0, 1, 1});
        model.propertyTables.push_back(tableOf("height", {0, 35}));
        model.propertyTables.push_back(tableOf("kind", {1, 2, 3}));
        const auto style = styleOf("{\"color\": \"mix(color('black'), color('red'), ${height} / 35)\"}");
        const auto look = makeLook(model, glm::dmat4(1.0), style);
        QCOMPARE(redsOf(model, *look), (QList<int>{0, 255, 255}));
        QVERIFY2(look->problems.empty(), look->problems.empty() ? "" : look->problems.front().c_str());
        QCOMPARE(notesOf(model, style), QStringList{});
        // Where features are drawn by it, it is asked.
        model.instances.push_back({.mesh = 0, .featureId = 2, .propertyTable = 1});
        const auto both = makeLook(model, glm::dmat4(1.0), style);
        QCOMPARE(redsOf(model, *both), (QList<int>{0, 255, 255}));
        QCOMPARE(redsOf(model, *both, 1), (QList<int>{-1, -1, -1}));
        QCOMPARE(both->problems.size(), std::size_t{1});
    }

    /// Buildings by the first set of ids, their districts by the second.
    void propertiesOfFurtherSets_data()
    {
        QTest::addColumn<bool>("isCloud");
        QTest::newRow("surfaces") << false;
        QTest::newRow("points") << true;
    }
    void propertiesOfFurtherSets()
    {
        QFETCH(bool, isCloud);
        tiles3d::Model model =
            modelOf(isCloud ? tiles3d::PrimitiveMode::Points : tiles3d::PrimitiveMode::Triangles, {0, 0, 1, kNone});
        model.propertyTables = {tableOf("height", {10, 20}), tableOf("district", {1, 2}), tableOf("height", {99, 99})};
        tiles3d::Primitive& primitive = model.meshes[0].primitives[0];
        primitive.featureSets.resize(3);
        primitive.featureSets[0].isPrimary = true;
        primitive.featureSets[0].propertyTable = 0;
        primitive.featureSets[1].propertyTable = 1;
        primitive.featureSets[1].ids = {0, 1, 1, kNone};
        primitive.featureSets[2].propertyTable = 2;
        primitive.featureSets[2].ids = {0, 1, 1, kNone};
        const auto reds = [&](const char* json) {
            const auto style = styleOf(json);
            QStringList notes = notesOf(model, style);
            if (!notes.isEmpty())
                qWarning("%s", qPrintable(notes.join(u'\n')));
            return notes.isEmpty() ? redsOf(model, *makeLook(model, glm::dmat4(1.0), style)) : QList<int>{};
        };
        QCOMPARE(reds("{\"color\": \"${district} === 2 ? color('red') : color('black')\"}"),
                 (QList<int>{0, 255, 255, -1}));
        // Both sets at once; what both have is that of the first.
        QCOMPARE(reds("{\"color\": \"rgb(${height} + ${district}, 0, 0)\"}"), (QList<int>{11, 12, 22, -1}));
        // Of the first alone.
        QCOMPARE(reds("{\"color\": \"rgb(${height}, 0, 0)\"}"), (QList<int>{10, 10, 20, -1}));
        QVERIFY(makeLook(model, glm::dmat4(1.0), styleOf("{\"show\": \"${height} > 1\"}"))->points.empty());
        QCOMPARE(findStyledTables(model), (std::vector<bool>{true, true, true}));
        // A copy that is a feature as a whole goes by its own properties.
        if (!isCloud) {
            model.instances.push_back({.mesh = 0, .featureId = 0, .propertyTable = 0});
            const auto copy = makeLook(model, glm::dmat4(1.0),
                                       styleOf("{\"color\": \"${district} === 2 ? "
                                               "color('red') : color('black')\"}"));
            QCOMPARE(redsOf(model, *copy, 1), (QList<int>{0, 0, 0, 0}));
            QCOMPARE(redsOf(model, *copy, 0), (QList<int>{0, 255, 255, -1}));
        }
    }

    /// Trees by the first set of ids of their copies, their kinds by the second.
    void propertiesOfFurtherSetsOfCopies()
    {
        tiles3d::Model model = modelOf(tiles3d::PrimitiveMode::Triangles, {0});
        model.meshes[0].primitives[0].featureIds.clear();
        model.meshes[0].primitives[0].propertyTable = -1;
        model.propertyTables = {tableOf("height", {10, 20, 30}), tableOf("kind", {1, 2})};
        model.instances.clear();
        for (std::uint32_t i = 0; i < 3; ++i) {
            model.instances.push_back(
                {.mesh = 0, .featureId = i, .propertyTable = 0, .firstFurther = i, .furtherCount = i < 2 ? 1u : 0u});
            if (i < 2)
                model.instanceFeatures.push_back({i, 1, -1});
        }
        const auto style = styleOf("{\"color\": \"${kind} === 2 ? rgb(${height}, 0, 0) : color('black')\"}");
        QCOMPARE(notesOf(model, style), QStringList{});
        const auto look = makeLook(model, glm::dmat4(1.0), style);
        QCOMPARE(redsOf(model, *look, 0), QList<int>{0});
        QCOMPARE(redsOf(model, *look, 1), QList<int>{20});
        QCOMPARE(redsOf(model, *look, 2), QList<int>{0});
        const auto hiding = makeLook(model, glm::dmat4(1.0), styleOf("{\"show\": \"${kind} === 1\"}"));
        QVERIFY(!hiding->isSameAs(*look));
        QVERIFY(!hiding->hides(model.instances[0], 0, model.meshes[0].primitives[0], 0));
        QVERIFY(hiding->hides(model.instances[1], 0, model.meshes[0].primitives[0], 0));
        QVERIFY(hiding->hides(model.instances[2], 0, model.meshes[0].primitives[0], 0));
        QCOMPARE(findStyledTables(model), (std::vector<bool>{true, true}));
    }

    /// What a style says of a picked feature knows the same properties.
    void metaReadsFurtherSets()
    {
        tiles3d::Model model;
        model.propertyTables = {tableOf("height", {10, 20}), tableOf("district", {1, 2, 3})};
        const auto look =
            makeLook(model, glm::dmat4(1.0), styleOf("{\"meta\": {\"both\": \"${height} + ${district}\"}}"));
        PickResult pick;
        pick.featureId = 1;
        pick.propertyTable = 0;
        pick.features = {{"", "", 1, 0, {}}, {"", "", 2, 1, {}}};
        addStyleMeta(*look, model, pick);
        QCOMPARE(pick.metadata.size(), std::size_t{1});
        QCOMPARE(pick.metadata[0].attributes.at(0).value.toText(), std::string("23"));
        // Of no feature: nothing is known.
        PickResult ground;
        addStyleMeta(*look, model, ground);
        QVERIFY(ground.metadata.empty());
    }

    /// Ids in a picture beside ids at the vertices: not styled by, which is told.
    void propertiesOutOfReachAreTold()
    {
        tiles3d::Model model = modelOf(tiles3d::PrimitiveMode::Triangles, {0, 1});
        model.propertyTables = {tableOf("height", {10, 20}), tableOf("roof", {1, 2})};
        tiles3d::Primitive& primitive = model.meshes[0].primitives[0];
        primitive.featureSets.resize(2);
        primitive.featureSets[0].isPrimary = true;
        primitive.featureSets[0].propertyTable = 0;
        primitive.featureSets[1].propertyTable = 1;
        auto texture = std::make_shared<tiles3d::MetadataTexture>();
        texture->image = std::make_shared<tiles3d::Image>();
        texture->texCoords = std::make_shared<std::vector<glm::vec2>>(2);
        primitive.featureSets[1].texture = texture;
        QCOMPARE(findStyledTables(model), (std::vector<bool>{true, false}));
        QCOMPARE(notesOf(model, styleOf("{\"show\": \"${roof} === 1\"}")),
                 QStringList{"the features that have a property \"roof\" cannot be styled"});
        QCOMPARE(notesOf(model, styleOf("{\"show\": \"${root} === 1\"}")).size(), 1);
        QVERIFY(notesOf(model, styleOf("{\"show\": \"${root} === 1\"}")).first().startsWith("no feature has"));
        QCOMPARE(notesOf(model, styleOf("{\"show\": \"${height} === 1\"}")), QStringList{});
    }
};

QTEST_GUILESS_MAIN(TestContentLook)
#include "TestContentLook.moc"
