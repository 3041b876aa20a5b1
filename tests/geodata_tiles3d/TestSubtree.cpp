#include "geodata/tiles3d/Subtree.h"
#include "tests/geodata_tiles3d/GlbBuilder.h"

#include <QtTest>

#include <numbers>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

Bytes binarySubtree(std::string json, const Bytes& binary)
{
    while (json.size() % 8 != 0)
        json += ' ';
    Bytes out;
    test::appendBytes(out, "subt", 4);
    test::appendU32(out, 1);
    const std::uint64_t lengths[2] = {json.size(), binary.size()};
    test::appendBytes(out, lengths, sizeof lengths);
    test::appendBytes(out, json.data(), json.size());
    test::appendBytes(out, binary.data(), binary.size());
    return out;
}

ImplicitTiling quadtree(int subtreeLevels)
{
    ImplicitTiling tiling;
    tiling.subtreeLevels = subtreeLevels;
    tiling.availableLevels = 6;
    return tiling;
}

} // namespace

class TestSubtree : public QObject {
    Q_OBJECT

private slots:
    void interleavesBits_data();
    void interleavesBits();
    void expandsTemplates();
    void readsAvailability();
    void refusesBadAvailability_data();
    void refusesBadAvailability();
    void survivesTruncation();
    void halvesVolumes();
};

void TestSubtree::interleavesBits_data()
{
    QTest::addColumn<int>("subdivision");
    QTest::addColumn<quint32>("x");
    QTest::addColumn<quint32>("y");
    QTest::addColumn<quint32>("z");
    QTest::addColumn<quint64>("expected");
    const int quad = int(Subdivision::Quadtree), oct = int(Subdivision::Octree);
    // OGC 22-025r4, the two examples of Morton order
    QTest::newRow("11, 00") << quad << 0b11u << 0b00u << 0u << quint64{0b0101};
    QTest::newRow("1010, 0011") << quad << 0b1010u << 0b0011u << 0u << quint64{0b01001110};
    QTest::newRow("all bits of x") << quad << 0xFFFFFFFFu << 0u << 0u << quint64{0x5555555555555555};
    QTest::newRow("octree axes") << oct << 1u << 2u << 3u << quint64{0b110101};
    QTest::newRow("octree, all bits of z") << oct << 0u << 0u << 0x1FFFFFu << quint64{0x4924924924924924};
}

void TestSubtree::interleavesBits()
{
    QFETCH(int, subdivision);
    QFETCH(quint32, x);
    QFETCH(quint32, y);
    QFETCH(quint32, z);
    QFETCH(quint64, expected);
    QCOMPARE(quint64(mortonIndex(static_cast<Subdivision>(subdivision), TileIndex{31, x, y, z})), expected);
}

void TestSubtree::expandsTemplates()
{
    QCOMPARE(expandTileTemplate("c/{level}/{x}_{y}_{z}.glb?{other}", {3, 4, 5, 6}),
             std::string("c/3/4_5_6.glb?{other}"));
    ImplicitTiling tiling = quadtree(3);
    QCOMPARE(subtreeRootOf(tiling, {5, 21, 10, 0}), (TileIndex{3, 5, 2, 0}));
    QCOMPARE(subtreeRootOf(tiling, {2, 3, 1, 0}), (TileIndex{0, 0, 0, 0}));
}

void TestSubtree::readsAvailability()
{
    // Two levels: the root and the children at Morton 0 and 3; content only in the latter; child subtrees at 5 and 15.
    const Bytes bytes = binarySubtree(
        R"({"buffers":[{"byteLength":24}],"bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":1},)"
        R"({"buffer":0,"byteOffset":8,"byteLength":1},{"buffer":0,"byteOffset":16,"byteLength":2}],)"
        R"("tileAvailability":{"bitstream":0},"contentAvailability":[{"bufferView":1},{"constant":1}],)"
        R"("childSubtreeAvailability":{"bitstream":2}})",
        {0b10011, 0, 0, 0, 0, 0, 0, 0, 0b10000, 0, 0, 0, 0, 0, 0, 0, 0b00100000, 0b10000000, 0, 0, 0, 0, 0, 0});
    const auto subtree = Subtree::parse(bytes, quadtree(2), 2, "memory");
    QVERIFY2(subtree, subtree ? "" : subtree.error().toString().c_str());
    QVERIFY(subtree->issues().empty());
    QVERIFY(subtree->hasTile({0, 0, 0, 0}));
    QVERIFY(subtree->hasTile({1, 0, 0, 0}));
    QVERIFY(!subtree->hasTile({1, 1, 0, 0}));
    QVERIFY(subtree->hasTile({1, 1, 1, 0}));
    QVERIFY(!subtree->hasTile({1, 2, 0, 0}));
    QVERIFY(!subtree->hasTile({2, 0, 0, 0}));
    QVERIFY(!subtree->hasContent(0, {0, 0, 0, 0}));
    QVERIFY(subtree->hasContent(0, {1, 1, 1, 0}));
    QVERIFY(subtree->hasContent(1, {1, 0, 0, 0}));
    QVERIFY(!subtree->hasContent(1, {1, 1, 0, 0})); // constant, but no tile
    QVERIFY(!subtree->hasContent(2, {0, 0, 0, 0}));
    QVERIFY(subtree->hasChildSubtree({2, 3, 0, 0}));
    QVERIFY(subtree->hasChildSubtree({2, 3, 3, 0}));
    QVERIFY(!subtree->hasChildSubtree({2, 0, 0, 0}));
    QVERIFY(!subtree->hasChildSubtree({1, 0, 0, 0}));
}

void TestSubtree::refusesBadAvailability_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("none") << QByteArray("{}");
    QTest::newRow("not an object") << QByteArray("[]");
    QTest::newRow("constant 2") << QByteArray(R"({"tileAvailability":{"constant":2}})");
    QTest::newRow("no such view") << QByteArray(R"({"tileAvailability":{"bitstream":7}})");
    QTest::newRow("too few bits") << QByteArray(
        R"({"buffers":[{"byteLength":1}],"bufferViews":[{"buffer":0,"byteLength":1}],"tileAvailability":{"bitstream":0}})");
    QTest::newRow("view beyond its buffer") << QByteArray(
        R"({"buffers":[{"byteLength":9}],"bufferViews":[{"buffer":0,"byteLength":99}],"tileAvailability":{"bitstream":0}})");
    QTest::newRow("buffer that was not fetched")
        << QByteArray(R"({"buffers":[{"byteLength":9,"uri":"x.bin"}],"bufferViews":[{"buffer":0,"byteLength":9}],)"
                      R"("tileAvailability":{"bitstream":0}})");
}

void TestSubtree::refusesBadAvailability()
{
    QFETCH(QByteArray, json);
    const auto subtree = Subtree::parse(binarySubtree(json.toStdString(), Bytes(1)), quadtree(3), 1, "memory");
    QVERIFY(!subtree);
    QVERIFY(!subtree.error().detail.empty());
}

void TestSubtree::survivesTruncation()
{
    const Bytes bytes = binarySubtree(
        R"({"buffers":[{"byteLength":3}],"bufferViews":[{"buffer":0,"byteLength":3}],"tileAvailability":{"bitstream":0}})",
        Bytes(3, 0xFF));
    QVERIFY(Subtree::parse(bytes, quadtree(3), 1, "memory"));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        QVERIFY(!Subtree::parse(ByteView(bytes).first(length), quadtree(3), 1, "memory"));
}

void TestSubtree::halvesVolumes()
{
    BoundingVolume box;
    box.kind = VolumeKind::Box;
    box.values = {10, 20, 30, 8, 0, 0, 0, 4, 0, 0, 0, 2};
    const auto quarter = implicitVolume(box, Subdivision::Quadtree, {2, 3, 0, 0}).values;
    QCOMPARE(quarter[0], 16.0); // the last of four quarters of 2 … 18
    QCOMPARE(quarter[1], 17.0);
    QCOMPARE(quarter[2], 30.0);
    QCOMPARE(quarter[3], 2.0);
    QCOMPARE(quarter[7], 1.0);
    QCOMPARE(quarter[11], 2.0);
    QCOMPARE(implicitVolume(box, Subdivision::Octree, {1, 0, 0, 1}).values[2], 31.0);
    BoundingVolume region;
    region.kind = VolumeKind::Region;
    region.values = {3.0, 0.0, -3.0, 0.5, 0, 100};
    const auto east = implicitVolume(region, Subdivision::Quadtree, {1, 1, 1, 0}).values;
    const double middle = 3.0 + (2 * std::numbers::pi - 6.0) / 2;
    QVERIFY(std::abs(std::remainder(east[0] - middle, 2 * std::numbers::pi)) < 1e-12);
    QVERIFY(std::abs(east[2] + 3.0) < 1e-12);
    QCOMPARE(east[1], 0.25);
    QCOMPARE(east[5], 100.0);
}

QTEST_GUILESS_MAIN(TestSubtree)
#include "TestSubtree.moc"
