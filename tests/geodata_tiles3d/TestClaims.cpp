// Files of a few bytes that claim to hold millions of features.
#include "geodata/core/Limits.h"
#include "geodata/tiles3d/Content.h"
#include "tests/geodata_tiles3d/GltfBuilder.h"

#include <QtTest>

#include <algorithm>

using namespace guanjing;
using namespace guanjing::tiles3d;
using test::Builder;

namespace {

/// A triangle whose corners carry these ids.
Bytes triangleOf(const std::vector<float>& ids, const std::string& rest = {})
{
    Builder builder;
    builder.accessor(std::vector<float>{0, 0, 0, 1, 0, 0, 0, 1, 0}, 5126, "VEC3", 3);
    if (!ids.empty())
        builder.accessor(ids, 5126, "SCALAR", 1);
    return builder.glb(R"(,"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{)"
                       R"("attributes":{"POSITION":0)"
                       + std::string(ids.empty() ? "" : R"(,"_BATCHID":1)") + "}}]}]" + rest);
}

bool tells(const Issues& issues, std::string_view words)
{
    return std::any_of(issues.begin(), issues.end(), [&](const Issue& issue) {
        return issue.severity == Severity::Error && issue.message.find(words) != std::string::npos;
    });
}

Bytes floatsOf(const std::vector<float>& values)
{
    Bytes bytes;
    test::appendBytes(bytes, values.data(), values.size() * sizeof(float));
    return bytes;
}

} // namespace

class TestClaims : public QObject {
    Q_OBJECT
private slots:
    void aLengthIsNoMoreThanItsBytes_data();
    void aLengthIsNoMoreThanItsBytes();
    void idsBeyondTheTableAreNoFeature();
    void copiesBeyondTheTableAreNoFeature_data();
    void copiesBeyondTheTableAreNoFeature();
    void pointsClaimNoRows();
    void aTableWithoutValuesIsShort();
    void honestLengthsStay();
};

void TestClaims::aLengthIsNoMoreThanItsBytes_data()
{
    QTest::addColumn<QString>("length");
    QTest::addColumn<QString>("batchTable");
    QTest::addColumn<int>("rows"); // that there may be at most
    for (const char* length : {"60000000", "200000000", "4294967295"}) {
        QTest::addRow("%s, no batch table", length) << length << "" << 3;
        QTest::addRow("%s, two values", length) << length << R"({"height":[1,2]})" << 3;
        QTest::addRow("%s, a column beyond the bytes", length)
            << length << R"({"height":{"byteOffset":0,"componentType":"FLOAT","type":"SCALAR"}})" << 3;
        QTest::addRow("%s, four values", length) << length << R"({"name":["a","b","c","d"]})" << 4;
        QTest::addRow("%s, a hierarchy of none", length)
            << length << R"({"HIERARCHY":{"instancesLength":4294967295,"classes":[{"name":"a","length":1}]}})" << 3;
    }
}

void TestClaims::aLengthIsNoMoreThanItsBytes()
{
    QFETCH(QString, length);
    QFETCH(QString, batchTable);
    QFETCH(int, rows);
    const auto content = decodeContent(test::b3dm(R"({"BATCH_LENGTH":)" + length.toStdString() + "}",
                                                  batchTable.toStdString(), {}, triangleOf({0, 1, 2})),
                                       {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->model.propertyTables.size(), std::size_t{1});
    QCOMPARE(content->model.propertyTables[0].count, static_cast<std::size_t>(rows));
    QVERIFY(tells(content->issues, length.toStdString() + " features"));
    QCOMPARE(content->facts.features, length.toULongLong()); // what the file says
}

void TestClaims::idsBeyondTheTableAreNoFeature()
{
    const auto content = decodeContent(
        test::b3dm(R"({"BATCH_LENGTH":60000000})", R"({"height":[1,2]})", {}, triangleOf({0, 1, 40000000})), {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->model.propertyTables.at(0).count, std::size_t{2});
    QCOMPARE(content->model.meshes.at(0).primitives.at(0).featureIds, (std::vector<std::uint32_t>{0, 1, kNoFeature}));
}

void TestClaims::copiesBeyondTheTableAreNoFeature_data()
{
    QTest::addColumn<quint32>("id");
    QTest::addColumn<QString>("batchTable");
    QTest::addColumn<int>("rows");
    for (const quint32 id : {4294967294u, 4294967295u, 60000000u}) {
        QTest::addRow("%u, values", id) << id << R"({"height":[7]})" << 1;
        QTest::addRow("%u, values by reference", id)
            << id << R"({"height":{"byteOffset":0,"componentType":"FLOAT","type":"SCALAR"}})" << 1;
    }
}

void TestClaims::copiesBeyondTheTableAreNoFeature()
{
    QFETCH(quint32, id);
    QFETCH(QString, batchTable);
    QFETCH(int, rows);
    Bytes binary = floatsOf({0, 0, 0, 5, 0, 0});
    test::appendU32(binary, 0);
    test::appendU32(binary, id);
    const Bytes tile = test::tileOf(
        "i3dm",
        R"({"INSTANCES_LENGTH":2,"POSITION":{"byteOffset":0},"BATCH_ID":{"byteOffset":24,"componentType":"UNSIGNED_INT"}})",
        binary, batchTable.toStdString(), floatsOf({7}), triangleOf({}));
    const auto content = decodeContent(tile, {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->model.propertyTables.size(), std::size_t{1});
    QCOMPARE(content->model.propertyTables[0].count, static_cast<std::size_t>(rows));
    QCOMPARE(test::textOf(content->model.propertyTables[0], 0, "height"), QStringLiteral("7"));
    QCOMPARE(content->model.instances.size(), std::size_t{2});
    QCOMPARE(content->model.instances[0].featureId, 0u);
    QCOMPARE(content->model.instances[1].featureId, kNoFeature);
    if (id != kNoFeature)
        QVERIFY(tells(content->issues, "1 instances name features beyond any"));
}

void TestClaims::pointsClaimNoRows()
{
    Bytes binary = floatsOf({0, 0, 0, 1, 0, 0});
    binary.insert(binary.end(), {0, 1});
    const auto content = decodeContent(
        test::tileOf(
            "pnts",
            R"({"POINTS_LENGTH":2,"BATCH_LENGTH":4294967295,"POSITION":{"byteOffset":0},"BATCH_ID":{"byteOffset":24,"componentType":"UNSIGNED_BYTE"}})",
            binary, R"({"kind":["tree"]})"),
        {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->model.propertyTables.at(0).count, std::size_t{2});
    QVERIFY(tells(content->issues, "4294967295 features"));
}

void TestClaims::aTableWithoutValuesIsShort()
{
    const std::string metadata =
        R"(,"extensionsUsed":["EXT_structural_metadata"],"extensions":{"EXT_structural_metadata":{)"
        R"("schema":{"id":"s","classes":{"c":{"properties":{"p":{"type":"STRING","default":"x"}}}}},)"
        R"("propertyTables":[{"class":"c","count":4294967295},{"class":"d","count":4294967295}]}})";
    const auto content = decodeContent(triangleOf({}, metadata), {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->model.propertyTables.size(), std::size_t{2});
    for (const PropertyTable& table : content->model.propertyTables)
        QCOMPARE(table.count, limits::kMaxBareFeatures);
    QVERIFY(tells(content->issues, "4294967295 features"));
}

void TestClaims::honestLengthsStay()
{
    // Features that no corner names have their row all the same.
    const auto content =
        decodeContent(test::b3dm(R"({"BATCH_LENGTH":5})", R"({"height":[1,2,3,4,5]})", {}, triangleOf({0, 1, 1})), {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->issues.size(), std::size_t{0});
    QCOMPARE(content->model.propertyTables.at(0).count, std::size_t{5});
}

QTEST_APPLESS_MAIN(TestClaims)
#include "TestClaims.moc"
