// KHR_texture_basisu: KTX 2 pictures in a buffer view, behind a URI, and with a fallback.
#include "geodata/tiles3d/Content.h"
#include "tests/Paths.h"
#include "tests/geodata_tiles3d/GlbBuilder.h"

#include <QFile>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

Bytes readData(const char* name)
{
    QFile file(test::sourcePath("tests/geodata_ktx2/data/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray data = file.readAll();
    return {data.begin(), data.end()};
}

/// One textured triangle; `texture` is the body of the texture, `images` the list of pictures. Views 1 and 2 of the buffer
/// hold the two pictures given.
Bytes triangle(const std::string& texture, const std::string& images, const Bytes& first, const Bytes& second)
{
    Bytes binary(36);
    const float positions[9] = {0, 0, 0, 1, 0, 0, 0, 1, 0};
    std::memcpy(binary.data(), positions, sizeof positions);
    test::appendBytes(binary, first.data(), first.size());
    test::appendBytes(binary, second.data(), second.size());
    const auto view = [](std::size_t at, std::size_t size) {
        return R"({"buffer":0,"byteOffset":)" + std::to_string(at) + R"(,"byteLength":)" + std::to_string(size) + "}";
    };
    return test::makeGlb(R"({"asset":{"version":"2.0"},"extensionsUsed":["KHR_texture_basisu"],
        "extensionsRequired":["KHR_texture_basisu"],"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":0},"material":0}]}],
        "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],
        "accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}],
        "textures":[{)" + texture
                             + R"(}],"images":[)" + images + R"(],"bufferViews":[)" + view(0, 36) + ","
                             + view(36, first.size()) + "," + view(36 + first.size(), second.size())
                             + R"(],"buffers":[{"byteLength":)" + std::to_string(binary.size()) + "}]}",
                         binary);
}

const std::string kKtx2 = R"({"bufferView":1,"mimeType":"image/ktx2"})";
const std::string kPng = R"({"bufferView":2,"mimeType":"image/png"})";
const std::string kBasisu = R"("extensions":{"KHR_texture_basisu":{"source":0}})";

} // namespace

class TestBasisuTexture : public QObject {
    Q_OBJECT

private slots:
    void fromABufferView();
    void fromAUri();
    void aBrokenOneGivesWayToTheFallback();
    void aBrokenOneIsNamed();
};

void TestBasisuTexture::fromABufferView()
{
    const auto content = decodeContent(triangle(kBasisu, kKtx2, readData("etc1s_alpha.ktx2"), {1, 2, 3, 4}), {});
    QVERIFY(content);
    QVERIFY(content->issues.empty());
    const auto& image = content->model.textures.at(0).image;
    QVERIFY(image != nullptr);
    QCOMPARE(image->width, 72);
    QCOMPARE(image->height, 54);
    QCOMPARE(image->channels, 4);
    QCOMPARE(image->mips.size(), std::size_t{6});
    QCOMPARE(image->mips[1].width, 18);
    QCOMPARE(image->mips[1].pixels.size(), std::size_t{18 * 13 * 4});
    QVERIFY(image->byteSize() > 72 * 54 * 4 + 36 * 27 * 4);
}

void TestBasisuTexture::fromAUri()
{
    const Bytes glb = triangle(kBasisu, R"({"uri":"wall.ktx2"})", {1, 2, 3, 4}, {1, 2, 3, 4});
    QCOMPARE(externalReferences(glb), std::vector<std::string>{"wall.ktx2"});
    const ExternalBytes external = {{"wall.ktx2", std::make_shared<const Bytes>(readData("uastc_zstandard.ktx2"))}};
    ContentContext context;
    context.external = &external;
    const auto content = decodeContent(glb, context);
    QVERIFY(content);
    QVERIFY(content->issues.empty());
    QVERIFY(content->model.textures.at(0).image != nullptr);
    QCOMPARE(content->model.textures[0].image->width, 72);
}

void TestBasisuTexture::aBrokenOneGivesWayToTheFallback()
{
    Bytes broken = readData("etc1s_alpha.ktx2");
    broken.resize(broken.size() / 2);
    const auto content = decodeContent(
        triangle(kBasisu + R"(,"source":1)", kKtx2 + "," + kPng, broken, readData("etc1s_alpha_level2.png")), {});
    QVERIFY(content);
    QCOMPARE(content->issues.size(), std::size_t{1});
    QVERIFY(content->model.textures.at(0).image != nullptr);
    QCOMPARE(content->model.textures[0].image->width, 18);
}

void TestBasisuTexture::aBrokenOneIsNamed()
{
    Bytes broken = readData("etc1s_alpha.ktx2");
    broken.resize(broken.size() / 2);
    const auto content = decodeContent(triangle(kBasisu, kKtx2, broken, {1, 2, 3, 4}), {});
    QVERIFY(content);
    QVERIFY(content->model.textures.at(0).image == nullptr);
    QCOMPARE(content->issues.size(), std::size_t{1});
    QCOMPARE(content->issues[0].where, std::string("images[0]"));
    QVERIFY2(content->issues[0].message.find("KTX 2: level 0 at") != std::string::npos,
             content->issues[0].message.c_str());
}

QTEST_GUILESS_MAIN(TestBasisuTexture)
#include "TestBasisuTexture.moc"
