// The demo city's two dates: the record of the truth is what the models show, and the pictures agree with both.
#include "geodata/democity/Buildings.h"
#include "geodata/democity/Changes.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Orthophoto.h"
#include "tests/geodata_democity/TileName.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <map>
#include <set>

using namespace guanjing;
using namespace guanjing::democity;
using nlohmann::json;

namespace {

/// Heights in property tables are rounded to 0.1 m.
constexpr float kRoundingMeters = 0.051F;

/// Identities and heights of the property table of a leaf, read from its bytes.
std::map<std::string, float> tableOf(int i, int j, Epoch epoch)
{
    std::map<std::string, float> result;
    const auto file = buildingFile("t/4/" + std::to_string(i) + "_" + std::to_string(j) + ".glb", epoch);
    if (!file)
        return result;
    const Bytes& bytes = file->bytes;
    const auto word = [&](std::size_t at) {
        std::uint32_t value = 0;
        std::memcpy(&value, bytes.data() + at, 4);
        return value;
    };
    const json document = json::parse(bytes.begin() + 20, bytes.begin() + 20 + static_cast<std::ptrdiff_t>(word(12)));
    if (!document.contains("extensions"))
        return result;
    const std::size_t binary = 20 + word(12) + 8;
    const json& table = document["extensions"]["EXT_structural_metadata"]["propertyTables"][0];
    const auto column = [&](const char* property, const char* key) {
        const auto view = table["properties"][property][key].get<std::size_t>();
        return binary + document["bufferViews"][view]["byteOffset"].get<std::size_t>();
    };
    const std::size_t text = column("id", "values");
    const std::size_t offsets = column("id", "stringOffsets");
    const std::size_t heights = column("height", "values");
    for (std::size_t k = 0; k < table["count"].get<std::size_t>(); ++k) {
        const std::size_t from = word(offsets + 4 * k);
        const std::size_t to = word(offsets + 4 * k + 4);
        float height = 0;
        std::memcpy(&height, bytes.data() + heights + 4 * k, 4);
        result[std::string(bytes.begin() + static_cast<std::ptrdiff_t>(text + from),
                           bytes.begin() + static_cast<std::ptrdiff_t>(text + to))] = height;
    }
    return result;
}

} // namespace

class TestDemoDates : public QObject {
    Q_OBJECT

private slots:
    void truthIsWhatTheModelsShow_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::newRow("centre") << 113.750 << 23.015;
        QTest::newRow("works of 长安") << 113.790 << 22.800;
        QTest::newRow("delta") << 113.600 << 22.970;
        QTest::newRow("east") << 114.000 << 22.930;
    }
    void truthIsWhatTheModelsShow()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        const V2 place = fromLonLat(lon, lat);
        constexpr int kTiles = 6; // 1.5 km each way
        const int i0 = static_cast<int>(place.x / 250);
        const int j0 = static_cast<int>(place.y / 250);
        std::map<std::string, float> then, now;
        Box box;
        for (int i = i0; i < i0 + kTiles; ++i)
            for (int j = j0; j < j0 + kTiles; ++j) {
                then.merge(tableOf(i, j, Epoch::June2023));
                now.merge(tableOf(i, j, Epoch::June2026));
                const Box tile = buildingTileBox(4, i, j);
                box.add({tile.minX, tile.minY});
                box.add({tile.maxX, tile.maxY});
            }
        QVERIFY(now.size() > 300);

        std::set<std::string> added, gone, other;
        for (const auto& [id, height] : now)
            if (!then.contains(id))
                added.insert(id);
            else if (std::fabs(then[id] - height) > 2 * kRoundingMeters)
                other.insert(id);
        for (const auto& [id, height] : then)
            if (!now.contains(id))
                gone.insert(id);

        std::set<std::string> toldAdded, toldGone, toldOther;
        for (const Change& change : changesIn(box)) {
            const std::string id = change.name();
            switch (change.kind) {
            case ChangeKind::New:
                toldAdded.insert(id);
                QCOMPARE(change.heightBefore, 0.0);
                QVERIFY(change.heightAfter > 0 && change.areaAfter > 1);
                break;
            case ChangeKind::Vanished:
                toldGone.insert(id);
                QCOMPARE(change.heightAfter, 0.0);
                QVERIFY(change.heightBefore > 0 && change.areaBefore > 1);
                break;
            case ChangeKind::Storeys:
                QVERIFY(change.heightAfter > change.heightBefore + 2);
                QVERIFY(change.floorsAfter > change.floorsBefore);
                toldOther.insert(id);
                break;
            case ChangeKind::RoofExtension:
                QVERIFY(change.areaAfter > change.areaBefore + 1);
                QVERIFY(change.heightAfter >= change.heightBefore);
                // a stair house may be as high as the shed
                if (change.heightAfter - change.heightBefore > 4 * kRoundingMeters)
                    toldOther.insert(id);
                else
                    other.erase(id);
                break;
            }
            QVERIFY(!change.outlines.empty());
            if (change.kind == ChangeKind::New || change.kind == ChangeKind::Storeys)
                QVERIFY(std::fabs(now[id] - static_cast<float>(change.heightAfter)) < kRoundingMeters);
            if (change.kind == ChangeKind::Vanished)
                QVERIFY(std::fabs(then[id] - static_cast<float>(change.heightBefore)) < kRoundingMeters);
        }
        QVERIFY(toldAdded == added);
        QVERIFY(toldGone == gone);
        QVERIFY(toldOther == other);
    }

    void aboutOneOrTwoInAHundredChange()
    {
        std::size_t buildings = 0;
        std::map<ChangeKind, std::size_t> kinds;
        for (int k = 0; k < 12; ++k) {
            const V2 middle{9000.0 + 5200 * k, 12000.0 + 3100 * ((5 * k) % 12)};
            const Box box{middle.x, middle.y, middle.x + 2500, middle.y + 2500};
            const MeshRange range = meshesIn(box);
            for (int j = range.minJ; j <= range.maxJ; ++j)
                for (int i = range.minI; i <= range.maxI; ++i)
                    for (const Block& block : meshPlan(i, j)->blocks)
                        for (const Building& building : blockContent(block, Wanted::Buildings)->buildings)
                            buildings += box.holds(building.centre) ? 1 : 0;
            for (const Change& change : changesIn(box))
                ++kinds[change.kind];
        }
        const std::size_t changes = kinds[ChangeKind::New] + kinds[ChangeKind::Vanished] + kinds[ChangeKind::Storeys]
            + kinds[ChangeKind::RoofExtension];
        qInfo("%zu buildings: %zu new, %zu vanished, %zu higher, %zu sheds", buildings, kinds[ChangeKind::New],
              kinds[ChangeKind::Vanished], kinds[ChangeKind::Storeys], kinds[ChangeKind::RoofExtension]);
        for (const auto& [kind, count] : kinds)
            QVERIFY(count > 10);
        const double share = static_cast<double>(changes) / static_cast<double>(buildings);
        QVERIFY2(share > 0.008 && share < 0.035, qPrintable(QString::number(share)));
    }

    void picturesShowWhatStandsAtTheirDate()
    {
        // roofs of each date's picture lie where that date's buildings stand, and nowhere else
        const V2 middle = fromLonLat(113.790, 22.800);
        int seen = 0;
        for (const Change& change : changesIn({middle.x - 2500, middle.y - 2500, middle.x + 2500, middle.y + 2500})) {
            const bool isNew = change.kind == ChangeKind::New;
            if ((!isNew && change.kind != ChangeKind::Vanished) || change.outlines.empty())
                continue;
            V2 p{0, 0};
            const Outline& outline = change.outlines.front();
            for (std::size_t k = 0; k < outline.count; ++k)
                p = p + outline.p[k] * (1.0 / static_cast<double>(outline.count));
            const TileName tile = tileAt(19, toLonLat(p).x, toLonLat(p).y);
            const Box box = tileBox(19, tile.x, tile.y);
            const auto column = static_cast<std::size_t>((p.x - box.minX) / (box.maxX - box.minX) * 256);
            const auto row = static_cast<std::size_t>((box.maxY - p.y) / (box.maxY - box.minY) * 256);
            const auto at = row * 256 + column;
            const auto then = *roofMask(19, tile.x, tile.y, Epoch::June2023);
            const auto now = *roofMask(19, tile.x, tile.y, Epoch::June2026);
            // where one block replaced another, another house may stand at the same place
            if (change.useBefore != change.useAfter)
                continue;
            QCOMPARE(int{then[at]}, isNew ? 0 : 255);
            QCOMPARE(int{now[at]}, isNew ? 255 : 0);
            ++seen;
        }
        QVERIFY2(seen >= 5, qPrintable(QString::number(seen)));
    }

    void harmlessThingsDifferToo()
    {
        // the same street with other shadows and tints: pictures differ, roofs hardly do
        const TileName tile = tileAt(18, 113.752, 23.02);
        const auto then = *orthophotoPixels(18, tile.x, tile.y, Epoch::June2023);
        const auto now = *orthophotoPixels(18, tile.x, tile.y);
        QVERIFY(then != now);
        QVERIFY(then == *orthophotoPixels(18, tile.x, tile.y, Epoch::June2023));
        QVERIFY(now == *orthophotoPixels(18, tile.x, tile.y, Epoch::June2026));
        const auto a = *roofMask(18, tile.x, tile.y, Epoch::June2023);
        const auto b = *roofMask(18, tile.x, tile.y);
        std::size_t same = 0;
        for (std::size_t k = 0; k < a.size(); ++k)
            same += a[k] == b[k] ? 1 : 0;
        QVERIFY(same > 0.9 * static_cast<double>(a.size()));
    }

    void truthIsGeoJson()
    {
        const auto bytes = changesGeoJson({113.74, 23.00, 113.76, 23.02});
        QVERIFY(bytes.has_value());
        const json document = json::parse(bytes->begin(), bytes->end());
        QCOMPARE(document["type"].get<std::string>(), std::string("FeatureCollection"));
        QVERIFY(document["features"].size() > 3);
        for (const json& feature : document["features"]) {
            QVERIFY(feature["properties"]["id"].get<std::string>().starts_with("DG"));
            const json& geometry = feature["geometry"];
            const json& ring =
                geometry["type"] == "Polygon" ? geometry["coordinates"][0] : geometry["coordinates"][0][0];
            QVERIFY(ring.size() >= 5);
            QVERIFY(ring.front() == ring.back());
            QVERIFY(std::fabs(ring[0][0].get<double>() - 113.75) < 0.012);
        }
        QVERIFY(*changesGeoJson({113.74, 23.00, 113.76, 23.02}) == *bytes);
        QVERIFY(!changesGeoJson({113.5, 22.7, 113.8, 22.8}).has_value());
        QVERIFY(!changesGeoJson({113.8, 22.7, 113.7, 22.8}).has_value());
    }
};

QTEST_GUILESS_MAIN(TestDemoDates)
#include "TestDemoDates.moc"
