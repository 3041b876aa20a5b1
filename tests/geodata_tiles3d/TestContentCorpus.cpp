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
    QVERIFY(outcomes["b3dm decoded"] >= 440);
    QVERIFY(outcomes["gltf decoded"] > 100);
    QVERIFY(outcomes["glb decoded"] > 50);
}

QTEST_GUILESS_MAIN(TestContentCorpus)
#include "TestContentCorpus.moc"
