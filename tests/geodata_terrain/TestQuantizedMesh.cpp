#include "geodata/terrain/QuantizedMesh.h"
#include "tests/Corpus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>
#include <cstring>

using namespace guanjing;

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ByteView viewOf(const QByteArray& data)
{
    return {reinterpret_cast<const std::uint8_t*>(data.constData()), static_cast<std::size_t>(data.size())};
}

template <class T> void put(QByteArray& bytes, T value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// A tile of two triangles over four corners, heights 0 (south) and 100 m (north).
QByteArray square()
{
    QByteArray bytes;
    for (const double value : {6378137.0, 0.0, 0.0})
        put(bytes, value);
    put(bytes, 0.0F);
    put(bytes, 100.0F);
    for (const double value : {6378137.0, 0.0, 0.0, 1000.0, 0.0, 0.0, 0.0})
        put(bytes, value);
    put(bytes, std::uint32_t{4});
    const auto zigzag = [](int step) { return static_cast<std::uint16_t>((step << 1) ^ (step >> 31)); };
    for (const int step : {0, 32767, 0, -32767}) // u: west, east, east, west
        put(bytes, zigzag(step));
    for (const int step : {0, 0, 32767, 0}) // v: south, south, north, north
        put(bytes, zigzag(step));
    for (const int step : {0, 0, 32767, 0})
        put(bytes, zigzag(step));
    put(bytes, std::uint32_t{2});
    for (const std::uint16_t code : {0, 0, 0, 3, 1, 0}) // 0 1 2, 0 2 3
        put(bytes, code);
    for (const auto& edge : {std::array<std::uint16_t, 2>{0, 3}, {0, 1}, {1, 2}, {3, 2}}) {
        put(bytes, std::uint32_t{2});
        put(bytes, edge[0]);
        put(bytes, edge[1]);
    }
    return bytes;
}

void putExtension(QByteArray& bytes, std::uint8_t id, const QByteArray& data)
{
    put(bytes, id);
    put(bytes, static_cast<std::uint32_t>(data.size()));
    bytes += data;
}

} // namespace

class TestQuantizedMesh : public QObject {
    Q_OBJECT
private slots:
    void readsASquare()
    {
        const auto mesh = parseQuantizedMesh(viewOf(square()), "square");
        QVERIFY2(mesh, mesh ? "" : mesh.error().toString().c_str());
        QCOMPARE(mesh->indices, (std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3}));
        QCOMPARE(mesh->edges[3], (std::vector<std::uint32_t>{3, 2}));
        QVERIFY(mesh->issues.empty());
        const TerrainTileId id{1, 2, 1}; // 0..90° E, 0..90° N
        const Geographic northEast = positionOf(*mesh, mesh->vertices[2], id);
        QCOMPARE(northEast.lonDegrees, 90.0);
        QCOMPARE(northEast.latDegrees, 90.0);
        QCOMPARE(northEast.heightMeters, 100.0);
        const Geographic southWest = positionOf(*mesh, mesh->vertices[0], id);
        QCOMPARE(southWest.lonDegrees, 0.0);
        QCOMPARE(southWest.heightMeters, 0.0);
    }

    void tileRectangles()
    {
        // the tile of 113.7518° E, 23.0207° N on level 14 (tiling of geographic degrees from the south)
        const Rectangle tile = terrainTileRectangle({14, 26737, 10287});
        QVERIFY(tile.contains(113.7518, 23.0207));
        QVERIFY(std::abs(tile.east - tile.west - 180.0 / 16384) < 1e-12);
        const Rectangle mercator = terrainTileRectangle({0, 0, 0}, TerrainProjection::WebMercator);
        QVERIFY(std::abs(mercator.north - 85.0511287798066) < 1e-9);
    }

    void extensionsAreRead()
    {
        QByteArray bytes = square();
        putExtension(bytes, 1, QByteArray::fromHex("ff80 80ff 8080 0000"));
        putExtension(bytes, 2, QByteArray(1, '\xFF'));
        putExtension(bytes, 77, "anything");
        const QByteArray json = R"({"available":[[{"startX":2,"startY":3,"endX":4,"endY":3}]]})";
        QByteArray metadata;
        put(metadata, static_cast<std::uint32_t>(json.size()));
        putExtension(bytes, 4, metadata + json);
        const auto mesh = parseQuantizedMesh(viewOf(bytes), "square");
        QVERIFY(mesh);
        QVERIFY(mesh->issues.empty());
        QCOMPARE(mesh->extensions.size(), std::size_t{4});
        QCOMPARE(mesh->normals.size(), std::size_t{4});
        QVERIFY(glm::length(mesh->normals[0] - glm::vec3(1, 0, 0)) < 0.01F);
        QVERIFY(glm::length(mesh->normals[1] - glm::vec3(0, 1, 0)) < 0.01F);
        QVERIFY(glm::length(mesh->normals[2] - glm::vec3(0, 0, 1)) < 0.01F);
        QVERIFY(glm::length(mesh->normals[3] - glm::vec3(0, 0, -1)) < 0.01F); // folded over
        QCOMPARE(mesh->waterMaskSide, 1);
        QCOMPARE(mesh->waterMask, Bytes{255});
        QCOMPARE(mesh->availableBelow, (std::vector<std::vector<TerrainTileRange>>{{TerrainTileRange{2, 3, 4, 3}}}));
    }

    /// Every beginning of a tile is refused or told of; none is read beyond.
    void cutTiles()
    {
        QByteArray bytes = square();
        putExtension(bytes, 1, QByteArray(8, '\x80'));
        for (int length = 0; length < bytes.size(); ++length) {
            const auto mesh = parseQuantizedMesh(viewOf(bytes.left(length)), "cut");
            const bool isWhole = length == square().size(); // the extension is missing altogether
            QVERIFY2(!mesh || !mesh->issues.empty() || isWhole, qPrintable(QString::number(length)));
        }
    }

    void lies_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<quint32>("value");
        QTest::addColumn<int>("code");
        QTest::newRow("vertices") << 88 << quint32(100'000) << int(ErrorCode::Truncated);
        QTest::newRow("very many vertices") << 88 << quint32(0xFFFFFFFF) << int(ErrorCode::TooLarge);
        QTest::newRow("triangles") << 116 << quint32(0xFFFFFFFF) << int(ErrorCode::Truncated);
        QTest::newRow("a vertex that is not there") << 120 << quint32(0x00050000) << int(ErrorCode::BadReference);
        QTest::newRow("heights") << 24 << quint32(0x7FC00000) << int(ErrorCode::BadMagic);
    }

    void lies()
    {
        QFETCH(int, at);
        QFETCH(quint32, value);
        QFETCH(int, code);
        QByteArray bytes = square();
        std::memcpy(bytes.data() + at, &value, sizeof value);
        const auto mesh = parseQuantizedMesh(viewOf(bytes), "liar");
        QVERIFY(!mesh);
        QVERIFY2(int(mesh.error().code) == code, mesh.error().toString().c_str());
    }

    void corpusAgrees()
    {
        const QString folder = test::corpusDir();
        if (folder.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        const QJsonObject all = QJsonDocument::fromJson(readFile(folder + "/expected_facts.json")).object();
        int total = 0, agreed = 0;
        for (auto it = all.begin(); it != all.end(); ++it) {
            const QJsonObject facts = it.value().toObject();
            if (facts["format"] != "quantized-mesh")
                continue;
            ++total;
            const QByteArray bytes = readFile(folder + "/" + it.key());
            const auto mesh = parseQuantizedMesh(viewOf(bytes), it.key().toStdString());
            QVERIFY2(mesh, mesh ? "" : mesh.error().toString().c_str());
            const auto near = [](const QJsonValue& a, double b) { return std::abs(a.toDouble() - b) < 1e-6; };
            bool same = facts["vertexCount"].toDouble() == double(mesh->vertices.size())
                && facts["triangleCount"].toDouble() == double(mesh->indices.size() / 3)
                && near(facts["minHeight"], double{mesh->minHeightMeters})
                && near(facts["maxHeight"], double{mesh->maxHeightMeters});
            const QJsonArray edges = facts["edgeVertexCounts_WSEN"].toArray();
            const QJsonArray extensions = facts["extensions_id_len"].toArray();
            same = same && extensions.size() == int(mesh->extensions.size());
            for (int i = 0; i < 3; ++i)
                same = same && near(facts["centerECEF"].toArray()[i], mesh->centerEcef[i]);
            for (int i = 0; i < 4; ++i)
                same = same && edges[i].toInt() == int(mesh->edges[std::size_t(i)].size());
            for (int i = 0; same && i < extensions.size(); ++i)
                same = extensions[i].toArray()[0].toInt() == mesh->extensions[std::size_t(i)].id
                    && extensions[i].toArray()[1].toDouble() == mesh->extensions[std::size_t(i)].statedBytes;
            for (const Issue& issue : mesh->issues)
                QVERIFY2(issue.severity == Severity::Info, issue.message.c_str());
            for (const glm::vec3& normal : mesh->normals)
                QVERIFY(std::abs(glm::length(normal) - 1.0F) < 1e-4F);
            agreed += same ? 1 : 0;
            if (!same)
                qInfo().noquote() << "differs:" << it.key();
        }
        qInfo("%d of %d terrain tiles agree", agreed, total);
        QCOMPARE(total, 8);
        QCOMPARE(agreed, total);
    }

    /// Decoded positions lie where the tile's centre says it is: an independent check of the tiling.
    void positionsLieAroundTheCentre()
    {
        const QString folder = test::corpusDir();
        if (folder.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        const QByteArray bytes = readFile(folder + "/cesium-native/CesiumTerrainTileJson/9_759_335/9_759_335.terrain");
        const auto mesh = parseQuantizedMesh(viewOf(bytes), "9/759/335");
        QVERIFY(mesh);
        for (const auto& vertex : mesh->vertices) {
            const glm::dvec3 position = toEcef(positionOf(*mesh, vertex, {9, 759, 335}));
            QVERIFY(glm::length(position - mesh->sphereCenterEcef) < mesh->sphereRadiusMeters + 1.0);
        }
    }
};

QTEST_GUILESS_MAIN(TestQuantizedMesh)
#include "TestQuantizedMesh.moc"
