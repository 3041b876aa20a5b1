#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Tileset.h"
#include "tests/geodata_tiles3d/GlbBuilder.h"
#include "tests/geodata_tiles3d/GltfBuilder.h"

#include <QtTest>

#include <array>

using namespace guanjing;
using namespace guanjing::tiles3d;

class TestContent : public QObject {
    Q_OBJECT

private slots:
    void readsAGlb();
    void turnsUpAxis_data();
    void turnsUpAxis();
    void survivesTruncation();
    void readsATileset();
    void saysWhereJsonGoesWrong_data();
    void saysWhereJsonGoesWrong();
    void pointsOfOneColour_data();
    void pointsOfOneColour();
    void cloudsOfACompositeKeepTheirBases();
};

namespace {

/// A point tile of one point at 1, 2, 3, and what else its feature table says and its body holds.
Bytes pointAt123(const std::string& members, const Bytes& further = {})
{
    const std::array<float, 3> place = {1, 2, 3};
    Bytes body;
    test::appendBytes(body, place.data(), sizeof place);
    body.insert(body.end(), further.begin(), further.end());
    return test::tileOf("pnts", R"({"POINTS_LENGTH":1,"POSITION":{"byteOffset":0})" + members + "}", body, "");
}

} // namespace

void TestContent::pointsOfOneColour_data()
{
    QTest::addColumn<QString>("members");
    QTest::newRow("inline") << R"(,"CONSTANT_RGBA":[255,0,0,51])";
    QTest::newRow("in the body") << R"(,"CONSTANT_RGBA":{"byteOffset":12})";
}

void TestContent::pointsOfOneColour()
{
    QFETCH(QString, members);
    const auto content = decodeContent(pointAt123(members.toStdString(), {255, 0, 0, 51}), {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QVERIFY(content->issues.empty());
    const Material& material = content->model.materials.at(0);
    QCOMPARE(material.baseColorFactor, glm::vec4(1.0f, 0.0f, 0.0f, 0.2f));
    QCOMPARE(material.alphaMode, AlphaMode::Blend);
}

void TestContent::cloudsOfACompositeKeepTheirBases()
{
    const Bytes first = pointAt123(R"(,"RTC_CENTER":[1000,0,0])"), second = pointAt123(R"(,"RTC_CENTER":[0,5000,0])");
    Bytes composite;
    test::appendBytes(composite, "cmpt", 4);
    test::appendU32(composite, 1);
    test::appendU32(composite, static_cast<std::uint32_t>(16 + first.size() + second.size()));
    test::appendU32(composite, 2);
    composite.insert(composite.end(), first.begin(), first.end());
    composite.insert(composite.end(), second.begin(), second.end());
    const auto content = decodeContent(composite, {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    const Model& model = content->model;
    QCOMPARE(model.instances.size(), std::size_t{2});
    for (const MeshInstance& instance : model.instances) {
        const Mesh& mesh = model.meshes.at(static_cast<std::size_t>(instance.mesh));
        const glm::dvec3 vertex(mesh.primitives.at(0).positions.at(0));
        const glm::dvec3 place = model.origin + glm::dvec3(instance.transform * glm::dvec4(vertex, 1.0));
        QCOMPARE(place - mesh.positionBase, glm::dvec3(1, 2, 3));
    }
    QCOMPARE(model.meshes[1].positionBase, glm::dvec3(0, 5000, 0));
}

void TestContent::saysWhereJsonGoesWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const QByteArray before = "{\"asset\": {\"version\": \"1.1\"},\n \"root\": {\"transform\": [1, ";
    QTest::newRow("NaN") << before + "NaN, 0]}}"
                         << "line 2, column 28: unexpected \"NaN\"";
    QTest::newRow("nan") << before + "nan, 0]}}"
                         << "line 2, column 28: unexpected \"nan\"";
    QTest::newRow("Infinity") << before + "-Infinity, 0]}}"
                              << "line 2, column 28: unexpected \"-Infinity\"";
    QTest::newRow("too large") << before + "1e999, 0]}}"
                               << "line 2, column 28: the number 1e999 is too large";
    QTest::newRow("too large, last") << before + "-1e999]}}"
                                     << "line 2, column 28: the number -1e999 is too large";
    QTest::newRow("a comma too many") << before + ",]}}"
                                      << "line 2, column 28: unexpected \",\"";
    QTest::newRow("cut off") << before << "line 2, column 27: the text ends too early";
    QTest::newRow("first line") << QByteArray("{\"asset\": None}") << "line 1, column 11: unexpected \"None\"";
    QTest::newRow("a letter of another alphabet")
        << QByteArray("{\"asset\": \xE6\x9D\xB1}") << "line 1, column 11: unexpected byte 230";
}

void TestContent::saysWhereJsonGoesWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto document = parseTileset(Bytes(text.begin(), text.end()), "memory");
    QVERIFY(!document);
    QCOMPARE(document.error().code, ErrorCode::BadJson);
    QCOMPARE(QString::fromStdString(document.error().detail), expected);
}

void TestContent::readsAGlb()
{
    const Bytes glb = test::makeCityGlb(60, test::makeJpeg(256));
    const auto content = decodeContent(glb, {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    const Model& model = content->model;
    QCOMPARE(content->issues.size(), std::size_t{0});
    QCOMPARE(model.instances.size(), std::size_t{1});
    const Primitive& primitive = model.meshes.at(0).primitives.at(0);
    QCOMPARE(primitive.positions.size(), std::size_t{1200});
    QCOMPARE(primitive.normals.size(), std::size_t{1200});
    QCOMPARE(primitive.texCoords[0].size(), std::size_t{1200});
    QCOMPARE(primitive.indices.size(), std::size_t{1800});
    QCOMPARE(content->facts.triangles, std::uint64_t{600});
    const Texture& texture = model.textures.at(0);
    QVERIFY(texture.image);
    QCOMPARE(texture.image->width, 256);
    QCOMPARE(texture.image->channels, 4);
    // A window is dark, the wall between the windows light; JPEG keeps them within a few steps.
    const auto pixel = [&](std::size_t x, std::size_t y) { return int{texture.image->pixels[(y * 256 + x) * 4]}; };
    QVERIFY(std::abs(pixel(48, 48) - 60) < 12);
    QVERIFY(pixel(64, 64) > 130);
    QCOMPARE(int{texture.image->pixels[3]}, 255);
    QVERIFY(model.byteSize() > 256 * 256 * 4);
}

void TestContent::turnsUpAxis_data()
{
    QTest::addColumn<int>("axis");
    QTest::addColumn<QVector<double>>("expected"); // where the glTF point (1, 2, 3) comes to lie
    QTest::newRow("y up") << int(UpAxis::Y) << QVector<double>{1, -3, 2};
    QTest::newRow("z up") << int(UpAxis::Z) << QVector<double>{1, 2, 3};
    QTest::newRow("x up") << int(UpAxis::X) << QVector<double>{-3, 2, 1};
}

void TestContent::turnsUpAxis()
{
    QFETCH(int, axis);
    QFETCH(QVector<double>, expected);
    ContentContext context;
    context.gltfUpAxis = static_cast<UpAxis>(axis);
    const auto content = decodeContent(test::makeCityGlb(1, {}), context);
    QVERIFY(content);
    const glm::dvec4 turned = content->model.instances.at(0).transform * glm::dvec4(1, 2, 3, 1);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(turned[i], expected[i]);
}

void TestContent::survivesTruncation()
{
    const Bytes glb = test::makeCityGlb(2, test::makeJpeg(16));
    for (std::size_t length = 0; length < glb.size(); ++length) {
        const Bytes part(glb.begin(), glb.begin() + static_cast<std::ptrdiff_t>(length));
        const auto content = decodeContent(part, {});
        QVERIFY(!content);
        QVERIFY(!content.error().detail.empty());
    }
}

void TestContent::readsATileset()
{
    const std::string json = R"({"asset":{"version":"1.1","gltfUpAxis":"Z"},"geometricError":100,"root":{
        "boundingVolume":{"sphere":[0,0,0,10]},"geometricError":50,"refine":"ADD",
        "transform":[1,0,0,0,0,1,0,0,0,0,1,0,100,0,0,1],
        "children":[{"boundingVolume":{"box":[0,0,0,1,0,0,0,1,0,0,0,1]},"geometricError":0,
                     "transform":[1,0,0,0,0,1,0,0,0,0,1,0,0,5,0,1],"content":{"url":"a b.b3dm"}},
                    {"boundingVolume":{"box":[1,2]},"geometricError":-1},
                    {"boundingVolume":{"region":[0.1,0.2,0.3,0.4,0,50]},"geometricError":3,"refine":"REPLACE",
                     "contents":[{"uri":"1.glb"},{"uri":"2.glb","group":1}]}]}})";
    const auto document = parseTileset(Bytes(json.begin(), json.end()), "memory");
    QVERIFY2(document, document ? "" : document.error().toString().c_str());
    QCOMPARE(document->tiles.size(), std::size_t{4});
    QVERIFY(document->gltfUpAxis == UpAxis::Z);
    const TileNode& root = document->tiles[0];
    QCOMPARE(root.childCount, 3u);
    QCOMPARE(root.volume.kind, VolumeKind::Sphere);
    const TileNode& first = document->tiles[1];
    QCOMPARE(first.refine, Refine::Add);
    const glm::dmat4& transform = document->transforms.at(static_cast<std::size_t>(first.transform));
    QCOMPARE(transform[3].x, 100.0);
    QCOMPARE(transform[3].y, 5.0);
    QCOMPARE(document->uriOf(document->contents.at(first.firstContent)), std::string_view("a b.b3dm"));
    const TileNode& bad = document->tiles[2];
    QCOMPARE(bad.volume.kind, VolumeKind::Sphere); // its parent's
    QCOMPARE(bad.geometricError, 25.0);
    QCOMPARE(document->issues.size(), std::size_t{3}); // the third: a group that does not exist
    QCOMPARE(document->issues[0].where, std::string("root/children[1]"));
    const TileNode& last = document->tiles[3];
    QCOMPARE(last.contentCount, 2u);
    QCOMPARE(last.refine, Refine::Replace);
    QCOMPARE(document->contents.at(last.firstContent + 1).group, -1);
}

QTEST_GUILESS_MAIN(TestContent)
#include "TestContent.moc"
