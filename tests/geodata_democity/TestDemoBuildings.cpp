// The building tiles: valid glb, true bounding volumes, and roofs where the orthophoto shows them.
#include "geodata/crs/Ellipsoid.h"
#include "geodata/democity/Banks.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Buildings.h"
#include "geodata/democity/CityFrame.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Facades.h"
#include "geodata/democity/Orthophoto.h"
#include "geodata/democity/Quays.h"
#include "geodata/democity/TileMesh.h"
#include "geodata/democity/Woods.h"
#include "geodata/tiles3d/Subtree.h"
#include "geodata/tiles3d/Tileset.h"
#include "tests/geodata_democity/CityGlb.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <map>
#include <set>

using namespace guanjing;
using namespace guanjing::democity;
using namespace guanjing::test;

namespace {

std::set<std::string> idsOf(const Glb& glb)
{
    std::set<std::string> ids;
    if (!glb.document.contains("extensions"))
        return ids;
    const json& table = glb.document["extensions"]["EXT_structural_metadata"]["propertyTables"][0];
    const json& property = table["properties"]["id"];
    const json& views = glb.document["bufferViews"];
    const auto values = views[property["values"].get<std::size_t>()]["byteOffset"].get<std::size_t>();
    const auto offsets = views[property["stringOffsets"].get<std::size_t>()]["byteOffset"].get<std::size_t>();
    for (std::size_t i = 0; i < table["count"].get<std::size_t>(); ++i) {
        const auto from = glb.read<std::uint32_t>(offsets + 4 * i);
        const auto to = glb.read<std::uint32_t>(offsets + 4 * i + 4);
        ids.insert(std::string(glb.binary.begin() + static_cast<std::ptrdiff_t>(values + from),
                               glb.binary.begin() + static_cast<std::ptrdiff_t>(values + to)));
    }
    return ids;
}

Glb tile(int level, int i, int j)
{
    const auto file =
        buildingFile("t/" + std::to_string(level) + "/" + std::to_string(i) + "_" + std::to_string(j) + ".glb");
    return file ? parseGlb(file->bytes) : Glb{};
}

/// Rows of the picture on all walls of a mesh together: quads of four vertices each.
double rowsShown(const Glb& glb, int pixelsPerRow)
{
    const json& primitive = glb.document["meshes"][0]["primitives"][0];
    const json& accessor = glb.document["accessors"][primitive["attributes"]["TEXCOORD_0"].get<std::size_t>()];
    const json& view = glb.document["bufferViews"][accessor["bufferView"].get<std::size_t>()];
    const std::size_t base = view["byteOffset"].get<std::size_t>() + accessor.value("byteOffset", std::size_t(0));
    const std::size_t stride = view["byteStride"].get<std::size_t>();
    const auto v = [&](std::size_t i) {
        return glb.read<std::uint16_t>(base + i * stride + 2) / 65535.0 * kAtlasHeight;
    };
    double rows = 0;
    for (std::size_t i = 0; i + 3 < accessor["count"].get<std::size_t>(); i += 4) // the walls come first
        rows += std::fabs(v(i + 2) - v(i)) / pixelsPerRow;
    return rows;
}

// tiles of 250 m around the centre
constexpr int kI = 95, kJ = 160;

} // namespace

class TestDemoBuildings : public QObject {
    Q_OBJECT

private slots:
    void glbIsWhole_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("i");
        QTest::addColumn<int>("j");
        QTest::newRow("leaf") << 4 << kI << kJ;
        QTest::newRow("500 m") << 3 << kI / 2 << kJ / 2;
        QTest::newRow("1 km") << 2 << kI / 4 << kJ / 4;
        QTest::newRow("2 km") << 1 << kI / 8 << kJ / 8;
        QTest::newRow("4 km") << 0 << kI / 16 << kJ / 16;
        QTest::newRow("open water") << 4 << 20 << 100;
    }
    void glbIsWhole()
    {
        QFETCH(int, level);
        QFETCH(int, i);
        QFETCH(int, j);
        const Glb glb = tile(level, i, j);
        QVERIFY(glb.document.is_object());
        QCOMPARE(glb.document["asset"]["version"].get<std::string>(), std::string("2.0"));
        if (!glb.document.contains("meshes"))
            return; // nothing stands there
        for (const json& view : glb.document["bufferViews"])
            QVERIFY(view["byteOffset"].get<std::size_t>() + view["byteLength"].get<std::size_t>() <= glb.binary.size());
        const json& indices = glb.document["accessors"][5];
        const std::size_t vertices = glb.document["accessors"][0]["count"].get<std::size_t>();
        const json& view = glb.document["bufferViews"][indices["bufferView"].get<std::size_t>()];
        const bool small = indices["componentType"].get<int>() == 5123;
        const std::size_t count = indices["count"].get<std::size_t>();
        QCOMPARE(count % 3, std::size_t(0));
        QVERIFY(count / 3 <= 60000);
        if (level == 4)
            QVERIFY2(count / 3 <= 20000, qPrintable(QString::number(count / 3)));
        const std::size_t base = view["byteOffset"].get<std::size_t>();
        for (std::size_t k = 0; k < count; ++k)
            QVERIFY((small ? glb.read<std::uint16_t>(base + 2 * k) : glb.read<std::uint32_t>(base + 4 * k)) < vertices);
        const std::size_t features = idsOf(glb).size();
        QVERIFY(features > 0);
        for (const Vertex& vertex : verticesOf(glb))
            QVERIFY(vertex.feature == 0xFFFF || vertex.feature < features);
    }

    void implicitTreeHoldsTheSameTiles_data()
    {
        QTest::addColumn<bool>("onGround");
        QTest::newRow("flat") << false;
        QTest::newRow("on the ground") << true;
    }
    void implicitTreeHoldsTheSameTiles()
    {
        QFETCH(bool, onGround);
        const Relief relief = onGround ? Relief::Terrain : Relief::Flat;
        const auto fileOf = [&](const std::string& path) { return buildingFile(path, Epoch::June2026, relief); };
        const auto file = fileOf("implicit.json");
        QVERIFY(file.has_value());
        const Result<tiles3d::TilesetDocument> document =
            tiles3d::parseTileset(file->bytes, "http://h/buildings/implicit.json");
        QVERIFY2(document.has_value(), document ? "" : document.error().toString().c_str());
        QVERIFY2(document->issues.empty(), document->issues.empty() ? "" : document->issues.front().message.c_str());
        QCOMPARE(document->implicitTilings.size(), std::size_t(1));
        const tiles3d::ImplicitTiling& tiling = document->implicitTilings.front();
        const auto subtreeOf = [&](const tiles3d::TileIndex& root) {
            const auto bytes = fileOf(tiles3d::expandTileTemplate("s/{level}.{x}.{y}.subtree", root));
            return bytes ? tiles3d::Subtree::parse(bytes->bytes, tiling, 1, "subtree", nullptr, document->schema)
                         : Result<tiles3d::Subtree>(fail(bytes.error()));
        };
        const Result<tiles3d::Subtree> top = subtreeOf({});
        QVERIFY2(top.has_value(), top ? "" : top.error().toString().c_str());
        QVERIFY(top->issues().empty());
        QVERIFY(top->hasTile({}) && top->hasContent(0, {}));
        QVERIFY(fileOf("i/0/0/0.glb").has_value());
        QVERIFY(!top->hasContent(0, {1, 0, 0, 0}));
        // cells of the explicit tree are the subtrees below
        int cells = 0;
        for (std::uint32_t x = 0; x < 32; ++x)
            for (std::uint32_t y = 0; y < 32; ++y)
                cells += top->hasChildSubtree({5, x, y}) ? 1 : 0;
        const auto rootFile = fileOf("tileset.json");
        const json root = json::parse(rootFile->bytes.begin(), rootFile->bytes.end());
        QCOMPARE(static_cast<std::size_t>(cells), root["root"]["children"].size());
        QVERIFY(top->hasChildSubtree({5, 5, 10}));

        const Result<tiles3d::Subtree> cell = subtreeOf({5, 5, 10});
        QVERIFY2(cell.has_value(), cell ? "" : cell.error().toString().c_str());
        QVERIFY(cell->issues().empty());
        const auto cellFile = fileOf("c/5_10.json");
        const json whole = json::parse(cellFile->bytes.begin(), cellFile->bytes.end());
        const auto stated = cell->tileMetadata({});
        QVERIFY(stated.has_value());
        QCOMPARE(tiles3d::numberFromMetadata(*stated, "TILE_GEOMETRIC_ERROR").value_or(-1),
                 whole["root"]["geometricError"].get<double>());
        const auto volume = tiles3d::volumeFromMetadata({}, *stated, "TILE");
        QVERIFY(volume.has_value());
        const auto region = whole["root"]["boundingVolume"]["region"].get<std::vector<double>>();
        for (std::size_t k = 0; k < 6; ++k)
            QVERIFY(std::fabs(volume->values[k] - region[k]) < 1e-12);
        std::size_t tiles = 0;
        for (int level = 0; level < 5; ++level)
            for (std::uint32_t x = 0; x < 1u << level; ++x)
                for (std::uint32_t y = 0; y < 1u << level; ++y) {
                    const tiles3d::TileIndex index{level, x, y, 0};
                    QCOMPARE(cell->hasContent(0, index), cell->hasTile(index));
                    tiles += cell->hasTile(index) ? 1 : 0;
                }
        QVERIFY(tiles > 200 && tiles <= 341);
        QCOMPARE(fileOf("i/8/43/83.glb")->bytes, fileOf("t/3/43_83.glb")->bytes);
        for (const char* none : {"s/5.31.31.subtree", "s/4.0.0.subtree", "i/10/0/0.glb", "i/4/0/0.glb", "i/5/19/0.glb"})
            QVERIFY2(!fileOf(none).has_value(), none);
    }

    void everythingStandsOnTheGround_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<int>("level");
        for (int level : {4, 3, 1}) {
            QTest::addRow("centre, level %d", level) << 113.752 << 23.02 << level;
            QTest::addRow("eastern hills, level %d", level) << 114.10 << 22.90 << level;
            QTest::addRow("delta, level %d", level) << 113.60 << 22.97 << level;
        }
    }
    void everythingStandsOnTheGround()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(int, level);
        const V2 place = fromLonLat(lon, lat);
        const double size = 4000.0 / (1 << level);
        const std::string name = "t/" + std::to_string(level) + "/" + std::to_string(static_cast<int>(place.x / size))
            + "_" + std::to_string(static_cast<int>(place.y / size)) + ".glb";
        const std::vector<Vertex> flat = verticesOf(parseGlb(buildingFile(name)->bytes));
        const std::vector<Vertex> standing =
            verticesOf(parseGlb(buildingFile(name, Epoch::June2026, Relief::Terrain)->bytes));
        QVERIFY(!flat.empty());
        QVERIFY(standing.size() >= flat.size()); // plinths besides
        // a building's lowest vertex lies in the ground, and its highest as far above as on the flat
        struct Reach {
            double lowest = 1e9, highest = -1e9, deepest = 1e9;
            Box extent; ///< degrees
        };
        std::map<std::uint16_t, std::pair<Reach, Reach>> features;
        double groundLow = 1e9, groundHigh = -1e9;
        for (const Vertex& vertex : flat) {
            if (vertex.feature == 0xFFFF)
                continue;
            const Geographic a = toGeographic(vertex.ecef);
            Reach& before = features[vertex.feature].first;
            before.lowest = std::min(before.lowest, a.heightMeters);
            before.highest = std::max(before.highest, a.heightMeters);
            before.extent.add({a.lonDegrees, a.latDegrees});
        }
        for (const Vertex& vertex : standing) {
            const Geographic b = toGeographic(vertex.ecef);
            const double ground = groundHeight(b.lonDegrees, b.latDegrees);
            groundLow = std::min(groundLow, ground);
            groundHigh = std::max(groundHigh, ground);
            if (vertex.feature == 0xFFFF)
                continue;
            Reach& after = features[vertex.feature].second;
            after.extent.add({b.lonDegrees, b.latDegrees});
            after.lowest = std::min(after.lowest, b.heightMeters);
            after.highest = std::max(after.highest, b.heightMeters);
            after.deepest = std::min(after.deepest, b.heightMeters - ground);
        }
        QVERIFY(!features.empty());
        for (const auto& [feature, reach] : features) {
            const auto& [before, after] = reach;
            QVERIFY(std::fabs(before.extent.minX - after.extent.minX) < 3e-6);
            QVERIFY(std::fabs(before.extent.maxY - after.extent.maxY) < 3e-6);
            QVERIFY2(after.deepest < 0, qPrintable(QString::number(after.deepest)));
            QVERIFY2(after.deepest > -8 - 0.6 * (groundHigh - groundLow), qPrintable(QString::number(after.deepest)));
            // many blocks of far tiles are one feature on ground of many heights
            if (level == 4)
                QVERIFY(std::fabs((after.highest - after.lowest) - (before.highest - before.lowest))
                        < 2 + (groundHigh - groundLow));
        }
        for (const Vertex& vertex : standing) {
            const Geographic g = toGeographic(vertex.ecef);
            QVERIFY2(g.heightMeters > groundLow - 12 && g.heightMeters < groundHigh + 360,
                     qPrintable(QString::number(g.heightMeters)));
        }
    }

    void boundingVolumesHold_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<bool>("onGround");
        for (bool onGround : {false, true}) {
            const char* where = onGround ? "on the ground" : "flat";
            QTest::addRow("centre, %s", where) << "c/5_10.json" << onGround;
            QTest::addRow("bridges, %s", where) << "c/3_9.json" << onGround;
            QTest::addRow("hills, %s", where) << "c/16_6.json" << onGround;
            QTest::addRow("summit, %s", where) << "c/17_6.json" << onGround;
        }
    }
    void boundingVolumesHold()
    {
        // every tile below one 4 km cell's first children, down one branch; one cell has wide bridges
        QFETCH(QString, cell);
        QFETCH(bool, onGround);
        const Relief relief = onGround ? Relief::Terrain : Relief::Flat;
        QStringList documents{cell};
        int tiles = 0;
        while (!documents.isEmpty()) {
            const std::string path = documents.takeFirst().toStdString();
            const auto file = buildingFile(path, Epoch::June2026, relief);
            QVERIFY2(file.has_value(), path.c_str());
            const json document = json::parse(file->bytes.begin(), file->bytes.end());
            std::vector<json> open{document["root"]};
            int branch = 0;
            while (!open.empty()) {
                const json node = open.back();
                open.pop_back();
                const auto region = node["boundingVolume"]["region"].get<std::vector<double>>();
                if (node.contains("content")) {
                    const std::string uri = node["content"]["uri"].get<std::string>().substr(3);
                    if (uri.ends_with(".json")) {
                        if (documents.isEmpty() && branch++ == 0)
                            documents << QString::fromStdString(uri);
                        continue;
                    }
                    const auto glbFile = buildingFile(uri, Epoch::June2026, relief);
                    QVERIFY(glbFile.has_value());
                    ++tiles;
                    for (const Vertex& vertex : verticesOf(parseGlb(glbFile->bytes))) {
                        const Geographic g = toGeographic(vertex.ecef);
                        QVERIFY2(g.lonDegrees * kDegreesToRadians >= region[0] - 1e-9
                                     && g.lonDegrees * kDegreesToRadians <= region[2] + 1e-9,
                                 uri.c_str());
                        QVERIFY2(g.latDegrees * kDegreesToRadians >= region[1] - 1e-9
                                     && g.latDegrees * kDegreesToRadians <= region[3] + 1e-9,
                                 uri.c_str());
                        QVERIFY2(g.heightMeters >= region[4] && g.heightMeters <= region[5],
                                 qPrintable(QString::fromStdString(uri)
                                            + QStringLiteral(" %1 > %2").arg(g.heightMeters).arg(region[5])));
                    }
                }
                for (const json& child : node.value("children", json::array())) {
                    QVERIFY(child["geometricError"].get<double>() <= node["geometricError"].get<double>());
                    const auto inner = child["boundingVolume"]["region"].get<std::vector<double>>();
                    QVERIFY(inner[0] >= region[0] - 1e-12 && inner[2] <= region[2] + 1e-12
                            && inner[1] >= region[1] - 1e-12 && inner[3] <= region[3] + 1e-12);
                    QVERIFY(inner[4] >= region[4] && inner[5] <= region[5]);
                    open.push_back(child);
                }
            }
            if (path.starts_with("b/"))
                break;
        }
        QVERIFY(tiles > 20);
    }

    void floorsHeightAndWindowsAgree()
    {
        constexpr double kLeastStorey = 2.6, kMostStorey = 6.0, kHighestHall = 19.0;
        QByteArrayList wrong;
        int buildings = 0, stacked = 0, towers = 0, measured = 0;
        std::set<Use> uses;
        const auto check = [&](bool right, const QByteArray& what) {
            if (!right)
                wrong << what;
        };
        for (const auto& [i0, j0] : {std::pair{18, 33}, {20, 30}, {29, 22}, {26, 12}, {34, 36}, {10, 20}})
            for (int i = i0; i < i0 + 4; ++i)
                for (int j = j0; j < j0 + 4; ++j) {
                    const auto plan = meshPlan(i, j);
                    for (const Block& block : plan->blocks) {
                        const BlockContent content = fillBlock(block, Wanted::Buildings);
                        for (const Building& building : content.buildings) {
                            const auto parts = std::span(content.parts).subspan(building.firstPart, building.partCount);
                            const QByteArray name = QByteArray::fromStdString(building.name()) + " "
                                + useWord(building.use) + " floors " + QByteArray::number(building.floors) + " height "
                                + QByteArray::number(building.height);
                            check(building.floors >= 1, name);
                            ++buildings;
                            uses.insert(building.use);
                            // every part with windows has storeys of a height that storeys have
                            const Part* highest = nullptr;
                            for (const Part& part : parts) {
                                check(part.storeys() <= building.floors, name);
                                if (part.storeys() == 0)
                                    continue;
                                if (!highest || part.top > highest->top)
                                    highest = &part;
                                const double storey = (part.top - part.bottom) / part.storeys();
                                const bool hall = part.facade == Facade::Steel;
                                check(storey > kLeastStorey - 0.01
                                          && storey < (hall ? kHighestHall : kMostStorey + 0.01),
                                      name + " storey " + QByteArray::number(storey));
                            }
                            if (!highest) // tanks and stacks
                                continue;
                            // and so has the whole, up to the highest windows; masts, plant and gables stand above
                            const bool hall = highest->facade == Facade::Steel;
                            const double storey = highest->top / building.floors;
                            check(storey > kLeastStorey - 0.1 && storey < (hall ? kHighestHall : kMostStorey + 0.3),
                                  name + " to the highest windows " + QByteArray::number(highest->top));
                            check(building.height - highest->top < std::max(19.0, 0.2 * building.height), name);
                            // floors are the rows of windows that one sees on the way up
                            int rows = highest->storeys();
                            double z = highest->bottom;
                            for (bool lower = true; lower && z > 0.5;) {
                                lower = false;
                                const Part* below = nullptr;
                                for (const Part& part : parts)
                                    if (part.bottom < z - 0.1 && std::fabs(part.top - z) < 1
                                        && (!below || part.storeys() > below->storeys()))
                                        below = &part;
                                if (below) {
                                    rows += below->storeys();
                                    z = below->bottom;
                                    lower = true;
                                }
                            }
                            stacked += highest->bottom > 0.5 ? 1 : 0;
                            towers += building.height > 60 ? 1 : 0;
                            if (z < 0.5)
                                check(std::abs(rows - building.floors) <= 1,
                                      name + " rows " + QByteArray::number(rows));
                            // the walls' pictures show as many rows: seen in the glb, now and then
                            if (measured < 400 && buildings % 7 == 0) {
                                for (const Part& part : parts) {
                                    const FacadeStrip& strip = facadeStrip(part.facade);
                                    if (part.facade == Facade::Steel)
                                        continue;
                                    TileMesh mesh(part.centre, 0);
                                    mesh.beginFeature(building);
                                    mesh.addPart(part);
                                    mesh.endFeature();
                                    const double shown = rowsShown(parseGlb(mesh.toGlb(false)), strip.pixelsPerRow);
                                    const auto walls = static_cast<double>(part.outline().count);
                                    check(std::fabs(shown / walls - part.storeys()) < 0.1,
                                          name + " shown " + QByteArray::number(shown / walls) + " of "
                                              + QByteArray::number(part.storeys()));
                                    ++measured;
                                }
                            }
                        }
                    }
                }
        qInfo("%d buildings of %zu uses, %d stacked, %d towers, walls of %d parts", buildings, uses.size(), stacked,
              towers, measured);
        for (const QByteArray& what : wrong.mid(0, 12))
            qWarning("%s", what.constData());
        QVERIFY2(wrong.isEmpty(), QByteArray::number(wrong.size()) + " disagree");
        QVERIFY(buildings > 5000 && stacked > 100 && towers > 50 && measured >= 100 && uses.size() >= 9);
    }

    void neighboursShareNoBuilding()
    {
        std::set<std::string> seen;
        std::size_t total = 0;
        for (int di = 0; di < 4; ++di)
            for (int dj = 0; dj < 4; ++dj) {
                const std::set<std::string> ids = idsOf(tile(4, kI + di, kJ + dj));
                total += ids.size();
                seen.insert(ids.begin(), ids.end());
            }
        QVERIFY(total > 100);
        QCOMPARE(seen.size(), total);
        // and together the leaves hold what their parent holds
        std::set<std::string> leaves;
        for (int k = 0; k < 4; ++k) {
            const std::set<std::string> ids = idsOf(tile(4, kI / 2 * 2 + (k & 1), kJ / 2 * 2 + (k >> 1)));
            leaves.insert(ids.begin(), ids.end());
        }
        for (const std::string& id : idsOf(tile(3, kI / 2, kJ / 2)))
            QVERIFY(leaves.contains(id));
    }

    void roofsLieOnTheOrthophoto()
    {
        // every horizontal or sloping roof vertex of a building, taken back to the map, touches the roof mask: a pixel of
        // level 20 is 0.137 m
        constexpr int kLevel = 20;
        std::map<std::pair<int, int>, std::vector<std::uint8_t>> masks;
        const double world = 2 * kWebMercatorHalfWorldMeters;
        int checked = 0;
        int outside = 0;
        const auto covered = [&](double px, double py) {
            const int tx = static_cast<int>(std::floor(px / 256));
            const int ty = static_cast<int>(std::floor(py / 256));
            auto found = masks.find({tx, ty});
            if (found == masks.end())
                found = masks.emplace(std::pair{tx, ty}, *roofMask(kLevel, tx, ty)).first;
            return found->second[static_cast<std::size_t>(static_cast<int>(py) - ty * 256) * 256
                                 + static_cast<std::size_t>(static_cast<int>(px) - tx * 256)];
        };
        std::vector<Vertex> vertices;
        for (const auto& [i, j] : {std::pair{kI, kJ}, {kI - 4, kJ + 2}, {100, 150}, {112, 72}})
            for (const Vertex& vertex : verticesOf(tile(4, i, j)))
                vertices.push_back(vertex);
        for (const Vertex& vertex : vertices) {
            if (vertex.feature == 0xFFFF || vertex.normal.y < 0.95F)
                continue;
            const Geographic g = toGeographic(vertex.ecef);
            const glm::dvec2 m = toWebMercator(g.lonDegrees, g.latDegrees);
            const double px = (m.x + kWebMercatorHalfWorldMeters) / world * 256 * (1 << kLevel);
            const double py = (kWebMercatorHalfWorldMeters - m.y) / world * 256 * (1 << kLevel);
            int inside = 0;
            int open = 0;
            for (int dx = -1; dx <= 1; ++dx)
                for (int dy = -1; dy <= 1; ++dy)
                    (covered(px + dx, py + dy) > 127 ? inside : open) += 1;
            QVERIFY2(inside > 0, "a roof vertex lies more than a pixel off the roof on the orthophoto");
            ++checked;
            outside += open > 0 ? 1 : 0;
        }
        QVERIFY(checked > 200);
        qInfo("%d roof vertices, %d on outlines", checked, outside);
        QVERIFY(outside > 150); // outlines were met too, not only the middle of roofs
    }

    void everyTreeOfTheOrthophotoHasACrown_data()
    {
        QTest::addColumn<int>("i");
        QTest::addColumn<int>("j");
        QTest::newRow("centre") << kI << kJ;
        QTest::newRow("estates") << kI - 4 << kJ + 2;
        QTest::newRow("village") << 100 << 150;
        QTest::newRow("works") << 112 << 72;
        QTest::newRow("river") << static_cast<int>(fromLonLat(113.751, 23.044).x / 250)
                               << static_cast<int>(fromLonLat(113.751, 23.044).y / 250);
        QTest::newRow("mountain") << static_cast<int>(fromLonLat(114.215, 22.905).x / 250)
                                  << static_cast<int>(fromLonLat(114.215, 22.905).y / 250);
        QTest::newRow("lake") << static_cast<int>(fromLonLat(113.885, 22.93).x / 250)
                              << static_cast<int>(fromLonLat(113.885, 22.93).y / 250);
    }
    void everyTreeOfTheOrthophotoHasACrown()
    {
        QFETCH(int, i);
        QFETCH(int, j);
        const Box box = buildingTileBox(4, i, j);
        // what the painter draws there: trees of blocks, along roads, and of the woods
        std::vector<Tree> trees;
        std::vector<std::shared_ptr<const MeshPlan>> plans;
        std::vector<Road> all;
        const MeshRange range = meshesIn(box.grown(60));
        for (int mj = range.minJ; mj <= range.maxJ; ++mj)
            for (int mi = range.minI; mi <= range.maxI; ++mi) {
                plans.push_back(meshPlan(mi, mj));
                for (const Block& block : plans.back()->blocks) {
                    if (block.use != Use::Forest)
                        for (const Tree& tree : blockContent(block)->trees)
                            if (box.holds(tree.centre))
                                trees.push_back(tree);
                }
                std::vector<Vehicle> vehicles;
                for (const auto* roads : {&plans.back()->roads, &plans.back()->arterials})
                    for (const Road& road : *roads) {
                        furnishRoad(road, box, corridorNear(box), trees, vehicles);
                        all.push_back(road);
                    }
            }
        bankTrees(box, roadsOf(all), portsIn(box, plans), trees);
        const Woods woods(box, plans);
        std::erase_if(trees, [&](const Tree& tree) { return woods.holds(tree.centre); });
        woods.trees(box, trees);
        QVERIFY(trees.size() > 20);
        // tops of crowns: vertices that belong to no building, by decimetres
        std::set<std::array<int, 2>> tops;
        for (const Vertex& vertex : verticesOf(tile(4, i, j)))
            if (vertex.feature == 0xFFFF && vertex.normal.y > 0.95F) {
                const Geographic g = toGeographic(vertex.ecef);
                const V2 p = fromLonLat(g.lonDegrees, g.latDegrees);
                for (int dx = -1; dx <= 1; ++dx)
                    for (int dy = -1; dy <= 1; ++dy)
                        tops.insert({static_cast<int>(std::lround(p.x * 10)) + dx,
                                     static_cast<int>(std::lround(p.y * 10)) + dy});
            }
        std::size_t bare = 0;
        for (const Tree& tree : trees)
            bare += tops.contains({static_cast<int>(std::lround(tree.centre.x * 10)),
                                   static_cast<int>(std::lround(tree.centre.y * 10))})
                ? 0
                : 1;
        qInfo("%zu trees", trees.size());
        QCOMPARE(bare, std::size_t(0));
    }

    void bridgesStandOnTheirRoads()
    {
        // the longest bridge of the city: its deck is in the tile of its middle, over the axis of the road
        Road longest;
        double width = 0;
        for (int j = 0; j < 47; ++j)
            for (int i = 0; i < 66; ++i)
                for (bool northward : {false, true}) {
                    Road road;
                    if (arterial(i, j, northward, road) && road.raisedCount > 0
                        && road.raised[0].waterTo - road.raised[0].waterFrom > width) {
                        width = road.raised[0].waterTo - road.raised[0].waterFrom;
                        longest = road;
                    }
                }
        QVERIFY(width > 300);
        const V2 along = unit(longest.b - longest.a);
        const V2 middle = longest.a + along * (0.5 * (longest.raised[0].waterFrom + longest.raised[0].waterTo));
        for (int level = 1; level <= 4; ++level) {
            const double size = 4000.0 / (1 << level);
            int deck = 0;
            for (const Vertex& vertex :
                 verticesOf(tile(level, static_cast<int>(middle.x / size), static_cast<int>(middle.y / size)))) {
                const Geographic g = toGeographic(vertex.ecef);
                const V2 from = fromLonLat(g.lonDegrees, g.latDegrees) - longest.a;
                const double s = dot(from, along);
                if (vertex.feature == 0xFFFF && std::fabs(cross(along, from)) < 30 && vertex.normal.y > 0.9F
                    && std::fabs(g.heightMeters - roadHeight(longest, s)) < 1.2 && s > longest.raised[0].waterFrom
                    && s < longest.raised[0].waterTo)
                    ++deck;
            }
            QVERIFY2(deck >= 4, qPrintable(QString::number(level)));
        }
    }

    void motorwaysAreInTheTiles()
    {
        int found = 0;
        for (const Corridor& c : corridors()) {
            if (c.kind == CorridorKind::Ramp)
                continue;
            std::size_t k = c.line.size() / 2;
            while (c.modelled[k] == 0 || c.covered[k] + c.covered[k + 1] > 0) // not in a tunnel
                ++k;
            const V2 middle = lerp(c.line[k], c.line[k + 1], 0.5);
            for (int level = 0; level <= 4; ++level) {
                const double size = 4000.0 / (1 << level);
                int deck = 0;
                for (const Vertex& vertex :
                     verticesOf(tile(level, static_cast<int>(middle.x / size), static_cast<int>(middle.y / size)))) {
                    const Geographic g = toGeographic(vertex.ecef);
                    if (vertex.normal.y > 0.9F && (fromLonLat(g.lonDegrees, g.latDegrees) - middle).length() < 40
                        && std::fabs(g.heightMeters - c.height[k]) < 1.5)
                        ++deck;
                }
                QVERIFY2(deck >= 4, qPrintable(QStringLiteral("%1 level %2").arg(c.name).arg(level)));
                ++found;
            }
        }
        QVERIFY(found >= 24);
    }

    void tilesDoNotDependOnOrder()
    {
        const auto first = buildingFile("t/4/95_160.glb");
        (void)buildingFile("t/1/10_20.glb");
        const auto second = buildingFile("t/4/95_160.glb");
        QVERIFY(first.has_value() && second.has_value());
        QVERIFY(first->bytes == second->bytes);
    }
};

QTEST_GUILESS_MAIN(TestDemoBuildings)
#include "TestDemoBuildings.moc"
