// Features by a picture of ids (EXT_mesh_features), coloured and hidden by a style, as pictures.
#include "tests/Paths.h"
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include "geodata/styling/Style.h"
#include "render/upload/PreparedModel.h"

#include <QDir>
#include <QImage>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;

namespace {

constexpr int kWidth = 160, kHeight = 120;

glm::dmat4 placeAt(double north)
{
    glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 0});
    frame[3] += frame[1] * north + frame[2] * 3000.0;
    return frame;
}

enum class Surface { Unlit, Lit, Flat, Textured, Metal };

/// An upright wall, 20 m square, of four features in the quarters of a picture of 2 × 2 texels: ids 0 and 1 above, 2 and
/// 255 (none) below. The coordinates run over two turns, shifted by their transform, and the wrap brings them back.
std::shared_ptr<tiles3d::Model> wall(Surface surface)
{
    tiles3d::Primitive p;
    addFace(p, {-10, 0, -10}, {10, 0, -10}, {10, 0, 10}, {-10, 0, 10}, {0, -1, 0}, 0);
    p.featureIds.clear();
    tiles3d::FeatureIdSet set;
    set.propertyTable = 0;
    set.nullFeatureId = 255;
    auto ids = std::make_shared<tiles3d::Image>();
    ids->width = ids->height = 2;
    ids->channels = 3;
    ids->pixels = {9, 0, 9, 9, 1, 9, 9, 2, 9, 9, 255, 9};
    auto texture = std::make_shared<tiles3d::MetadataTexture>();
    texture->image = ids;
    texture->channels = {1};
    texture->texCoords = std::make_shared<const std::vector<glm::vec2>>(p.texCoords[0]);
    texture->transform = glm::mat3(1, 0, 0, 0, 1, 0, 3, -2, 1);
    texture->wrapS = texture->wrapT = tiles3d::Wrap::Repeat;
    set.texture = texture;
    p.featureSets.push_back(set);
    if (surface == Surface::Flat)
        p.normals.clear();
    if (surface != Surface::Textured)
        p.texCoords[0].clear();
    tiles3d::Material material;
    material.baseColorFactor = glm::vec4(0.05f, 0.05f, 1.0f, 1.0f);
    material.unlit = surface == Surface::Unlit;
    // As cities come: neither metal nor gloss, but for one.
    material.metallicFactor = surface == Surface::Metal ? 1.0f : 0.0f;
    material.roughnessFactor = surface == Surface::Metal ? 0.5f : 1.0f;
    auto model = modelOf(std::move(p), material);
    if (surface == Surface::Textured) {
        auto picture = std::make_shared<tiles3d::Image>();
        picture->width = picture->height = 1;
        picture->channels = 3;
        picture->pixels = {255, 255, 255};
        tiles3d::Texture made;
        made.image = picture;
        model->textures.push_back(made);
        model->materials[0].baseColor.texture = 0;
    }
    tiles3d::PropertyTable table;
    table.count = 3;
    std::vector<tiles3d::PropertyValue> heights(3);
    for (std::size_t i = 0; i < 3; ++i)
        heights[i].value = 10.0 * static_cast<double>(i);
    table.properties.push_back({"height", "NUMBER", tiles3d::makeColumn(std::move(heights))});
    model->propertyTables.push_back(std::move(table));
    return model;
}

/// What prevails: r, g, b, or - for the sky behind.
char colorOf(QRgb c)
{
    const int r = qRed(c), g = qGreen(c), b = qBlue(c);
    if (r > g + 40 && r > b + 40)
        return 'r';
    if (g > r + 40 && g > b + 40)
        return 'g';
    return b > r + 60 && b > g + 60 ? 'b' : '-';
}

} // namespace

class TestIdPictures : public test::PainterTest {
    Q_OBJECT
private slots:
    void initTestCase() { openPainter(); }
    void cleanupTestCase() { closePainter(); }

    void quartersAreStyled_data()
    {
        QTest::addColumn<int>("surface");
        QTest::addColumn<QString>("style");
        QTest::addColumn<QString>("expected"); ///< upper left, upper right, lower left, lower right
        const auto row = [](const char* name, const char* style, const char* expected) {
            for (const auto& [surface, word] :
                 {std::pair{Surface::Unlit, "unlit"}, std::pair{Surface::Lit, "lit"}, std::pair{Surface::Flat, "flat"},
                  std::pair{Surface::Textured, "textured"}, std::pair{Surface::Metal, "metal"}})
                QTest::addRow("%s, %s", name, word) << static_cast<int>(surface) << QString(style) << QString(expected);
        };
        row("as the data has it", "{\"meta\": {\"a\": \"1\"}}", "bbbb");
        row("coloured", "{\"color\": \"${height} > 5 ? color('red') : color('lime')\"}", "grrb");
        row("hidden", "{\"show\": \"${height} !== 10\"}", "b-bb");
        row("coloured and hidden", "{\"show\": \"${height} > 5\", \"color\": \"color('red')\"}", "-rrb");
        row("translucent",
            "{\"color\": {\"conditions\": [[\"${height} === 0\", \"color('lime', 0.8)\"], "
            "[\"${height} === 10\", \"color('red', 0)\"]]}}",
            "g-bb");
        row("all hidden", "{\"show\": false}", "---b");
    }
    void quartersAreStyled()
    {
        QFETCH(int, surface);
        QFETCH(QString, style);
        QFETCH(QString, expected);
        const auto model = wall(static_cast<Surface>(surface));
        HandMadeScene scene(*m_preparer);
        layers::DrawItem& item = scene.add(model, placeAt(30), 15);
        const auto& prepared = *static_cast<const PreparedModel*>(item.content);
        const std::uint32_t vertices = prepared.vertexBuffer;
        QCOMPARE(shown(scene), QString("bbbb"));
        const int textures = m_gl->counts().textures;
        scene.setLook(lookOf(*model, prepared, style));
        QCOMPARE(shown(scene), expected);
        QCOMPARE(prepared.vertexBuffer, vertices);
        // Another one in its place, then none: nothing is left behind.
        scene.setLook(lookOf(*model, prepared, "{\"color\": \"color('red')\"}"));
        QCOMPARE(shown(scene), QString("rrrb"));
        QCOMPARE(m_gl->counts().textures, textures + 1);
        scene.setLook(nullptr);
        QCOMPARE(shown(scene), QString("bbbb"));
        QCOMPARE(m_gl->counts().textures, textures);
    }

private:
    std::unique_ptr<layers::PreparedLook> lookOf(const tiles3d::Model& model, const PreparedModel& prepared,
                                                 const QString& json)
    {
        auto style = styling::Style::parse(json.toStdString(), "test");
        if (!style)
            qFatal("%s", style.error().detail.c_str());
        return m_preparer->prepareLook(model, *m_preparer->layoutOf(prepared),
                                       *layers::makeLook(model, glm::dmat4(1.0), *style));
    }

    QString shown(const HandMadeScene& scene)
    {
        const glm::dmat4 frame = placeAt(0);
        ViewSettings settings;
        settings.sunInstant = SunInstant(std::chrono::seconds(1'782'015'600)); // 2026-06-21T04:20:00Z
        settings.haze = false;
        const auto view = layers::ViewState::perspective(glm::dvec3(frame[3]), glm::dvec3(frame[1]),
                                                         glm::dvec3(frame[2]), kWidth, kHeight);
        const tiles3d::Image image = painted({view, scene.list, settings, {}, {}});
        const QImage picture =
            QImage(image.pixels.data(), image.width, image.height, image.width * 4, QImage::Format_RGBA8888).copy();
        const QString folder = test::buildPath("pictures");
        QDir().mkpath(folder);
        picture.save(folder + "/ids-" + QString::fromLatin1(QTest::currentDataTag()).replace(' ', '-') + ".png");
        QString colors;
        for (const int dy : {-20, 20})
            for (const int dx : {-20, 20})
                colors += QLatin1Char(colorOf(picture.pixel(kWidth / 2 + dx, kHeight / 2 + dy)));
        return colors;
    }
};

QTEST_GUILESS_MAIN(TestIdPictures)
#include "TestIdPictures.moc"
