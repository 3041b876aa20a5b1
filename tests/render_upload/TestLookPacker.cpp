#include "geodata/styling/Style.h"
#include "render/upload/LookPacker.h"
#include "tests/render_view/HandMadeCity.h"

#include <QtTest>

#include <array>
#include <cstring>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;

namespace {

std::shared_ptr<const layers::ContentLook> lookOf(const tiles3d::Model& model, const char* json)
{
    auto style = styling::Style::parse(json, "test");
    if (!style)
        qFatal("%s", style.error().detail.c_str());
    return layers::makeLook(model, glm::dmat4(1.0), *style);
}

PackedLayout layoutOf(const tiles3d::Model& model)
{
    PackedMesh mesh = packModel(model, {0, 0, 1});
    PackedLayout layout;
    layout.draws = mesh.draws;
    layout.pieces = mesh.pieces;
    return layout;
}

/// Two boxes of heights 10 and 20 as features.
std::shared_ptr<tiles3d::Model> twoBoxes()
{
    tiles3d::Primitive p;
    addBox(p, 0, 0, 10, 10, 10, 0);
    addBox(p, 20, 0, 10, 10, 20, 1);
    p.propertyTable = 0;
    p.texCoords[0].clear();
    auto model = modelOf(std::move(p));
    tiles3d::PropertyTable table;
    table.count = 2;
    std::vector<tiles3d::PropertyValue> heights(2);
    heights[0].value = 10.0;
    heights[1].value = 20.0;
    table.properties.push_back({"height", "NUMBER", tiles3d::makeColumn(std::move(heights))});
    model->propertyTables.push_back(std::move(table));
    return model;
}

QString colorAt(const PackedLook& look, std::size_t draw, std::size_t vertex)
{
    const std::uint8_t* c = look.bytes.data() + look.draws[draw].firstColorByte + 4 * vertex;
    return QString("%1 %2 %3 %4").arg(c[0]).arg(c[1]).arg(c[2]).arg(c[3]);
}

} // namespace

class TestLookPacker : public QObject {
    Q_OBJECT
private slots:
    void everyVertexGetsTheColourOfItsFeature()
    {
        const auto model = twoBoxes();
        const PackedLayout layout = layoutOf(*model);
        const PackedLook look = packLook(
            *model, layout, *lookOf(*model, "{\"color\": \"${height} > 15 ? color('red') : color('#102030')\"}"));
        QVERIFY(look.draws[0].isStyled && look.draws[0].hasOpaque && !look.draws[0].hasTranslucent);
        QVERIFY(!look.draws[0].hidesSome);
        for (std::size_t v = 0; v < 40; ++v)
            QCOMPARE(colorAt(look, 0, v), QString(v < 20 ? "16 32 48 255" : "255 0 0 255"));
        // The edges lie on the same vertices.
        QVERIFY(layout.draws[1].isEdges);
        QCOMPARE(look.draws[1].firstColorByte, look.draws[0].firstColorByte);
    }

    void hiddenAndTranslucentAreTold()
    {
        const auto model = twoBoxes();
        const PackedLayout layout = layoutOf(*model);
        PackedLook look = packLook(*model, layout, *lookOf(*model, "{\"show\": \"${height} > 15\"}"));
        QVERIFY(look.draws[0].hidesSome && !look.draws[0].hidesAll);
        QCOMPARE(colorAt(look, 0, 0), QString("255 255 255 0"));
        QCOMPARE(colorAt(look, 0, 20), QString("255 255 255 255"));
        look = packLook(*model, layout, *lookOf(*model, "{\"show\": false}"));
        QVERIFY(look.draws[0].hidesAll);
        look = packLook(*model, layout, *lookOf(*model, "{\"color\": \"color('lime', ${height} > 15 ? 0.5 : 1)\"}"));
        QVERIFY(look.draws[0].hasTranslucent && look.draws[0].hasOpaque && !look.draws[0].isMixed);
        look = packLook(*model, layout, *lookOf(*model, "{\"meta\": {\"a\": \"1\"}}"));
        QVERIFY(!look.draws[0].isStyled);
        QVERIFY(look.bytes.empty());
    }

    void trianglesOfTwoFeaturesStayWhole()
    {
        const auto model = twoBoxes();
        // The first face's last corner belongs to the other feature.
        model->meshes[0].primitives[0].featureIds[3] = 1;
        const PackedLayout layout = layoutOf(*model);
        PackedLook look = packLook(*model, layout, *lookOf(*model, "{\"show\": \"${height} < 15\"}"));
        QCOMPARE(colorAt(look, 0, 3), QString("255 255 255 255"));
        QCOMPARE(colorAt(look, 0, 20), QString("255 255 255 0"));
        look = packLook(*model, layout, *lookOf(*model, "{\"color\": \"color('lime', ${height} > 15 ? 0.5 : 1)\"}"));
        QVERIFY(look.draws[0].isMixed);
    }

    void pointsKeepTheirOwnColourWhereNothingIsSaid()
    {
        tiles3d::Primitive cloud;
        cloud.mode = tiles3d::PrimitiveMode::Points;
        cloud.positions = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
        cloud.colors = {{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}};
        cloud.indices = {0, 1, 2};
        const auto model = modelOf(std::move(cloud));
        const PackedLayout layout = layoutOf(*model);
        const PackedLook look =
            packLook(*model, layout,
                     *lookOf(*model,
                             "{\"color\": {\"conditions\": [[\"${POSITION}.x === 1\", \"color('white')\"]]}, "
                             "\"show\": \"${COLOR}.b < 0.5\", \"pointSize\": \"${POSITION}.x + 2.5\"}"));
        QVERIFY(look.draws[0].isStyled && look.draws[0].hasSizes);
        QCOMPARE(colorAt(look, 0, 0), QString("255 0 0 255"));
        QCOMPARE(colorAt(look, 0, 1), QString("255 255 255 255"));
        QCOMPARE(colorAt(look, 0, 2), QString("255 255 255 0"));
        std::uint16_t sizes[3];
        std::memcpy(sizes, look.bytes.data() + look.draws[0].firstSizeByte, sizeof sizes);
        QCOMPARE(int(sizes[0]), 20);
        QCOMPARE(int(sizes[1]), 28);
    }

    void idsInAPictureGiveAPictureOfLooks()
    {
        const auto model = twoBoxes();
        tiles3d::Primitive primitive = model->meshes[0].primitives[0];
        primitive.featureIds.clear();
        const auto setOf = [&](std::vector<std::uint8_t> ids) {
            auto image = std::make_shared<tiles3d::Image>();
            image->width = static_cast<int>(ids.size());
            image->height = 1;
            image->channels = 1;
            image->pixels = std::move(ids);
            auto texture = std::make_shared<tiles3d::MetadataTexture>();
            texture->image = image;
            texture->channels = {0};
            texture->texCoords =
                std::make_shared<const std::vector<glm::vec2>>(primitive.positions.size(), glm::vec2(0.25f, 0.5f));
            texture->transform = glm::mat3(2, 0, 0, 0, 1, 0, 0, 0.25f, 1);
            tiles3d::FeatureIdSet set;
            set.propertyTable = 0;
            set.nullFeatureId = 7;
            set.texture = texture;
            return set;
        };
        primitive.featureSets = {setOf({0, 1, 7})};
        // One that shares the picture is drawn along, one that has its own is not.
        tiles3d::Primitive other = primitive;
        model->meshes[0].primitives = {primitive, other};
        other.featureSets = {setOf({1, 1})};
        model->meshes[0].primitives.push_back(other);
        const PackedLayout layout = layoutOf(*model);
        std::vector<std::size_t> surfaces;
        for (std::size_t d = 0; d < layout.draws.size(); ++d)
            if (!layout.draws[d].isEdges)
                surfaces.push_back(d);
        QCOMPARE(surfaces.size(), std::size_t{2});
        const auto look = lookOf(*model, "{\"color\": \"color('red', 0.2)\", \"show\": \"${height} > 15\"}");
        const PackedLook packed = packLook(*model, layout, *look);
        QCOMPARE(packed.pictures.size(), std::size_t{2});
        const DrawLook& first = packed.draws[surfaces[0]];
        QCOMPARE(first.picture, 0);
        QVERIFY(first.isStyled && first.hidesSome && first.hasTranslucent && first.hasOpaque && !first.isMixed);
        QVERIFY(!packed.draws[surfaces[1]].hidesSome);
        const auto image = paintLooks(primitive.featureSets[0], *look);
        QCOMPARE(image->pixels, (std::vector<std::uint8_t>{255, 255, 255, 0, 255, 0, 0, 51, 255, 255, 255, 255}));
        std::array<float, 2> place{};
        std::memcpy(place.data(), packed.bytes.data() + first.firstColorByte + 8 * 40, sizeof place);
        QCOMPARE(place[0], 0.5f);
        QCOMPARE(place[1], 0.75f);
        // A copy that is a feature as a whole is that, whatever its surface says.
        model->instances[0].featureId = 1;
        model->instances[0].propertyTable = 0;
        const PackedLayout whole = layoutOf(*model);
        QVERIFY(packLook(*model, whole, *look).pictures.empty());
    }

    void copiesOfAMeshDiffer()
    {
        const auto model = twoBoxes();
        model->instances[0].featureId = 0;
        model->instances[0].propertyTable = 0;
        model->instances.push_back(model->instances[0]);
        model->instances[1].featureId = 1;
        const PackedLayout layout = layoutOf(*model);
        const PackedLook look =
            packLook(*model, layout, *lookOf(*model, "{\"color\": \"${height} > 15 ? color('red') : color('blue')\"}"));
        QCOMPARE(colorAt(look, 0, 39), QString("0 0 255 255"));
        QCOMPARE(colorAt(look, 0, 40), QString("255 0 0 255"));
    }
};

QTEST_GUILESS_MAIN(TestLookPacker)
#include "TestLookPacker.moc"
