// Every file of the sample data goes through the readers: whatever it is, an answer comes and nothing breaks.
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Tileset.h"
#include "tests/Corpus.h"

#include <QDirIterator>
#include <QFile>
#include <QtTest>

#include <map>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

Bytes readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray data = file.readAll();
    return {data.begin(), data.end()};
}

} // namespace

class TestContentCorpus : public QObject {
    Q_OBJECT

private slots:
    void everyFileGivesAnAnswer();
    void readsGltf1();
};

void TestContentCorpus::everyFileGivesAnAnswer()
{
    const QString folder = test::corpusDir();
    if (folder.isEmpty())
        QSKIP("no corpus: set GUANJING_CORPUS");
    std::map<std::string, int> outcomes;
    int files = 0;
    QDirIterator iterator(folder, QDir::Files, QDirIterator::Subdirectories);
    while (iterator.hasNext()) {
        const QString path = iterator.next();
        const Bytes bytes = readFile(path);
        ++files;
        ExternalBytes external;
        for (const std::string& uri : externalReferences(bytes)) {
            const QString relative = QUrl::fromPercentEncoding(QByteArray::fromStdString(uri));
            const QString file = QFileInfo(path).dir().filePath(relative);
            if (QFileInfo(file).isFile())
                external[uri] = std::make_shared<const Bytes>(readFile(file));
        }
        ContentContext context;
        context.url = path.toStdString();
        context.external = &external;
        const auto content = decodeContent(bytes, context);
        const auto tileset = parseTileset(bytes, context.url);
        if (content) {
            ++outcomes[std::string(formatName(content->facts.format)) + " decoded"];
            for (const MeshInstance& instance : content->model.instances)
                QVERIFY(instance.mesh >= 0 && static_cast<std::size_t>(instance.mesh) < content->model.meshes.size());
            for (const Mesh& mesh : content->model.meshes)
                for (const Primitive& primitive : mesh.primitives) {
                    QVERIFY(!primitive.indices.empty());
                    for (const std::uint32_t index : primitive.indices)
                        QVERIFY2(index < primitive.positions.size(), qPrintable(path));
                    QVERIFY(primitive.normals.empty() || primitive.normals.size() == primitive.positions.size());
                    QVERIFY(primitive.material < static_cast<int>(content->model.materials.size()));
                }
        } else {
            const Error& error = content.error();
            ++outcomes[std::string(formatName(detectFormat(bytes)))
                       + " refused: " + std::string(errorCodeName(error.code))];
            QVERIFY(!error.detail.empty());
            QVERIFY(error.code != ErrorCode::Internal);
            const ContentFormat format = detectFormat(bytes);
            if (qEnvironmentVariableIsSet("GUANJING_VERBOSE") && format != ContentFormat::Unknown
                && format != ContentFormat::Tileset)
                qInfo().noquote() << QString::fromStdString(error.toString());
        }
        if (tileset) {
            QVERIFY(!tileset->tiles.empty());
            for (const TileNode& tile : tileset->tiles)
                QVERIFY(tile.firstChild + tile.childCount <= tileset->tiles.size());
        }
    }
    for (const auto& [outcome, count] : outcomes)
        qInfo("%5d %s", count, outcome.c_str());
    QVERIFY(files > 1000);
    QVERIFY(outcomes["b3dm decoded"] >= 482);
    QVERIFY(outcomes["i3dm decoded"] >= 19);
    QVERIFY(outcomes["pnts decoded"] >= 33);
    QVERIFY(outcomes["gltf decoded"] >= 300);
    QVERIFY(outcomes["glb decoded"] >= 77);
}

void TestContentCorpus::readsGltf1()
{
    const QString folder = test::corpusDir();
    if (folder.isEmpty())
        QSKIP("no corpus: set GUANJING_CORPUS");
    const auto content = decodeContent(readFile(folder + "/3d-tiles-tools/Tileset/parent.b3dm"), {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->issues.size(), std::size_t{0});
    QCOMPARE(content->facts.version, std::string("1.0"));
    // As its JSON says: 240 positions within these bounds, ten buildings, CESIUM_RTC.
    const Model& model = content->model;
    const Primitive& primitive = model.meshes.at(0).primitives.at(0);
    QCOMPARE(primitive.positions.size(), std::size_t{240});
    QCOMPARE(primitive.indices.size(), std::size_t{360});
    QVERIFY(glm::length(primitive.minimum - glm::vec3(-90.151337f, -74.624519f, -94.950092f)) < 1e-3f);
    QCOMPARE(primitive.featureIds.front(), 0u);
    QCOMPARE(primitive.featureIds.back(), 9u);
    QCOMPARE(primitive.propertyTable, 0);
    QCOMPARE(model.origin, glm::dvec3(1214995.3353101504, -4736341.683409908, 4081632.4899944887));
    // The file's own turn to y up and the reader's turn back to z up cancel.
    for (int i = 0; i < 16; ++i)
        QCOMPARE(model.instances.at(0).transform[i / 4][i % 4], i % 5 == 0 ? 1.0 : 0.0);
}

QTEST_GUILESS_MAIN(TestContentCorpus)
#include "TestContentCorpus.moc"
