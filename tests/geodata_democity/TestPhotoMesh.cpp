// The district's mesh: each tile ends at its edges, carries its orthophoto, and is as high as the models.
#include "geodata/crs/Ellipsoid.h"
#include "geodata/democity/CityFrame.h"
#include "geodata/democity/PhotoMesh.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>

using namespace guanjing;
using namespace guanjing::democity;
using nlohmann::json;

namespace {

struct Mesh {
    struct Vertex {
        V2 place;
        double height;
        float u, v;
    };
    std::vector<Vertex> top, walls;
    std::size_t pictures = 0;
};

Mesh meshOf(const std::string& path, Epoch epoch = Epoch::June2026)
{
    Mesh mesh;
    const auto file = photoMeshFile(path, epoch);
    if (!file)
        return mesh;
    const Bytes& bytes = file->bytes;
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + 12, 4);
    const json document = json::parse(bytes.begin() + 20, bytes.begin() + 20 + static_cast<std::ptrdiff_t>(length));
    const std::size_t binary = 28 + length;
    const auto m = document["nodes"][0]["matrix"].get<std::vector<double>>();
    for (const json& primitive : document["meshes"][0]["primitives"]) {
        const json& accessor = document["accessors"][primitive["attributes"]["POSITION"].get<std::size_t>()];
        const json& view = document["bufferViews"][accessor["bufferView"].get<std::size_t>()];
        for (std::size_t k = 0; k < accessor["count"].get<std::size_t>(); ++k) {
            float values[5];
            std::memcpy(values, bytes.data() + binary + view["byteOffset"].get<std::size_t>() + 24 * k, sizeof values);
            double g[3];
            for (std::size_t i = 0; i < 3; ++i)
                g[i] =
                    m[i] * double{values[0]} + m[4 + i] * double{values[1]} + m[8 + i] * double{values[2]} + m[12 + i];
            const Geographic at = toGeographic({g[0], -g[2], g[1]});
            (primitive["material"] == 0 ? mesh.top : mesh.walls)
                .push_back({fromLonLat(at.lonDegrees, at.latDegrees), at.heightMeters, values[3], values[4]});
        }
    }
    mesh.pictures = document["images"].size();
    return mesh;
}

} // namespace

class TestPhotoMesh : public QObject {
    Q_OBJECT

private slots:
    void tilesEndAtTheirEdges_data()
    {
        QTest::addColumn<int>("level");
        for (int level : {0, 2, 4, 5, 6})
            QTest::addRow("level %d", level) << level;
    }
    void tilesEndAtTheirEdges()
    {
        QFETCH(int, level);
        const Box all = photoMeshBox();
        const int side = 1 << level;
        const double size = (all.maxX - all.minX) / side;
        std::size_t walls = 0;
        for (const auto& [x, y] : {std::pair{side / 2, side / 2}, {side / 3, side / 4}}) {
            const Mesh mesh =
                meshOf("t/" + std::to_string(level) + "/" + std::to_string(x) + "_" + std::to_string(y) + ".glb");
            QCOMPARE(mesh.pictures, std::size_t(2));
            QVERIFY(mesh.top.size() >= 576);
            walls += mesh.walls.size();
            const Box box{all.minX + x * size, all.minY + y * size, all.minX + (x + 1) * size,
                          all.minY + (y + 1) * size};
            for (const auto* part : {&mesh.top, &mesh.walls})
                for (const Mesh::Vertex& v : *part) {
                    QVERIFY(box.grown(0.01).holds(v.place));
                    QVERIFY(v.height > -9 && v.height < 340);
                }
            for (const Mesh::Vertex& v : mesh.top) { // the picture lies where its pixels belong
                QVERIFY(std::fabs(double{v.u} - (v.place.x - box.minX) / size) < 1e-4);
                QVERIFY(std::fabs(double{v.v} - (box.maxY - v.place.y) / size) < 1e-4);
            }
            // the ground is that of the terrain, and nothing seen from above lies below it
            std::size_t onGround = 0;
            for (const Mesh::Vertex& v : mesh.top) {
                const glm::dvec2 at = toLonLat(v.place);
                const double above = v.height - groundHeight(at.x, at.y);
                onGround += std::fabs(above) < 0.5 ? 1 : 0;
                if (level >= 5)
                    QVERIFY2(above > -1.5, qPrintable(QString::number(above)));
            }
            if (level >= 5)
                QVERIFY2(onGround > 400, qPrintable(QString::number(onGround)));
        }
        QVERIFY(walls > 0 || level == 6);
    }

    void documentNamesEveryTile()
    {
        const auto file = photoMeshFile("tileset.json");
        QVERIFY(file.has_value());
        const json document = json::parse(file->bytes.begin(), file->bytes.end());
        std::vector<json> open{document["root"]};
        std::size_t tiles = 0;
        while (!open.empty()) {
            const json node = open.back();
            open.pop_back();
            ++tiles;
            for (const json& child : node.value("children", json::array())) {
                QVERIFY(child["geometricError"].get<double>() < node["geometricError"].get<double>());
                open.push_back(child);
            }
        }
        QCOMPARE(tiles, std::size_t(5461));
    }

    void datesDifferAndMistakesAreTold()
    {
        QVERIFY(photoMeshFile("t/4/8_8.glb", Epoch::June2023)->bytes != photoMeshFile("t/4/8_8.glb")->bytes);
        QVERIFY(photoMeshFile("t/4/8_8.glb")->bytes == photoMeshFile("t/4/8_8.glb")->bytes);
        for (const char* none : {"", "t/7/0_0.glb", "t/2/4_0.glb", "t/2/0_-1.glb", "t/2/0.glb", "x"})
            QVERIFY2(!photoMeshFile(none).has_value(), none);
    }
};

QTEST_GUILESS_MAIN(TestPhotoMesh)
#include "TestPhotoMesh.moc"
