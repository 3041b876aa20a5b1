#include "tests/GlTest.h"
#include "tests/render_view/HandMadeCity.h"

#include "render/upload/EdgeFinder.h"
#include "render/upload/GlContentPreparer.h"
#include "render/upload/MeshPacker.h"

#include <QtTest>

#include <cstring>
#include <thread>
#include <utility>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;

namespace {

glm::vec3 positionAt(const PackedMesh& mesh, const PackedDraw& draw, std::size_t vertex)
{
    glm::vec3 p;
    std::memcpy(&p, mesh.vertices.data() + draw.firstVertexByte + vertex * vertexStride(draw.parts), sizeof p);
    return p;
}

std::uint32_t indexAt(const PackedMesh& mesh, const PackedDraw& draw, std::size_t i)
{
    if (draw.wideIndices) {
        std::uint32_t index = 0;
        std::memcpy(&index, mesh.indices.data() + draw.firstIndexByte + 4 * i, 4);
        return index;
    }
    std::uint16_t index = 0;
    std::memcpy(&index, mesh.indices.data() + draw.firstIndexByte + 2 * i, 2);
    return index;
}

} // namespace

class TestContentPreparer : public test::GlTest {
    Q_OBJECT
private slots:
    void initTestCase() { openContext(); }
    void cleanupTestCase() { closeContext(); }

    void mergesWhatSharesAMaterial()
    {
        tiles3d::Primitive box;
        addBox(box, 5, 0, 10, 10, 10, 7);
        auto model = modelOf(box);
        model->meshes[0].primitives.push_back(model->meshes[0].primitives[0]);
        // A second instance, mirrored: its triangles must still face outward.
        glm::dmat4 mirrored(1.0);
        mirrored[0][0] = -1.0;
        model->instances.push_back({0, mirrored});
        const PackedMesh mesh = packModel(*model, {0, 0, 1});
        std::vector<PackedDraw> surfaces;
        for (const PackedDraw& draw : mesh.draws)
            if (!draw.isEdges)
                surfaces.push_back(draw);
        QCOMPARE(surfaces.size(), std::size_t(1));
        const PackedDraw& draw = surfaces[0];
        QCOMPARE(draw.vertexCount, std::size_t(80));
        QCOMPARE(draw.indexCount, std::size_t(120));
        QVERIFY(!draw.wideIndices);
        for (std::size_t i = 0; i < draw.indexCount; i += 3) {
            const glm::vec3 a = positionAt(mesh, draw, indexAt(mesh, draw, i));
            const glm::vec3 b = positionAt(mesh, draw, indexAt(mesh, draw, i + 1));
            const glm::vec3 c = positionAt(mesh, draw, indexAt(mesh, draw, i + 2));
            const glm::vec3 middle(a.x < 0.0f ? -10.0f : 10.0f, 5, 5);
            QVERIFY(glm::dot(glm::cross(b - a, c - a), (a + b + c) / 3.0f - middle) > 0.0f);
        }
    }

    void manyVerticesGetWideIndices()
    {
        auto model = groundModel(100, 300); // 90,601 vertices
        const PackedMesh mesh = packModel(*model, {0, 0, 1});
        QCOMPARE(mesh.draws.size(), std::size_t(1));
        QVERIFY(mesh.draws[0].wideIndices);
        const std::size_t last = mesh.draws[0].indexCount - 1;
        QCOMPARE(indexAt(mesh, mesh.draws[0], last), model->meshes[0].primitives[0].indices[last]);
    }

    void edgesOfABox()
    {
        tiles3d::Primitive box;
        addBox(box, 0, 0, 10, 10, 10, 0);
        // Four around the roof, four upright, four at the open bottom; none across a face.
        QCOMPARE(findEdges(box).size(), std::size_t(24));
        // A seam that rounding keeps open by less than a millionth is none.
        box.positions[0].x += 2e-7f * std::max(1.0f, std::abs(box.positions[0].x));
        QCOMPARE(findEdges(box).size(), std::size_t(24));
    }

    void edgesBelongToTheirFeatures()
    {
        // Two houses with a wall in common.
        tiles3d::Primitive row;
        addBox(row, 0, 0, 10, 10, 10, 0);
        addBox(row, 10, 0, 10, 10, 10, 1);
        const std::vector<std::uint32_t> edges = findEdges(row);
        std::array<std::size_t, 2> ends{};
        for (std::size_t i = 0; i < edges.size(); i += 2) {
            QCOMPARE(row.featureIds[edges[i]], row.featureIds[edges[i + 1]]);
            ends[row.featureIds[edges[i]]] += 2;
        }
        QCOMPARE(ends[0], std::size_t(24));
        QCOMPARE(ends[1], std::size_t(24));
        // Nor does the wall in common, which is there twice, show the diagonal by which it is cut into triangles.
        for (std::size_t i = 0; i < edges.size(); i += 2) {
            const glm::vec3 along = row.positions[edges[i + 1]] - row.positions[edges[i]];
            QVERIFY(glm::length(along) < 10.5f);
        }
    }

    void badIndicesDrawNothingWrong()
    {
        tiles3d::Primitive box;
        addBox(box, 0, 0, 10, 10, 10, 0);
        box.indices[4] = 4'000'000'000u;
        const PackedMesh mesh = packModel(*modelOf(box), {0, 0, 1});
        for (const PackedDraw& draw : mesh.draws)
            for (std::size_t i = 0; i < draw.indexCount; ++i)
                QVERIFY(indexAt(mesh, draw, i) < draw.vertexCount);
    }

    void uploadKeepsToItsBudget_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::newRow("64 KiB") << (64 << 10);
        QTest::newRow("1 MiB") << (1 << 20);
    }
    void uploadKeepsToItsBudget()
    {
        QFETCH(int, bytes);
        GlContentPreparer preparer(*m_gl);
        auto model = groundModel(100, 120);
        model->meshes[0].primitives[0].texCoords[0] = model->meshes[0].primitives[0].overlayCoords;
        model->textures.push_back({orthophoto(1024, 4), {}, {}, {}, tiles3d::Filter::LinearMipmapLinear});
        model->materials[0].baseColor.texture = 0;
        auto content = preparer.prepareModel(model, glm::dmat4(1.0));
        const std::size_t total = content->byteSize();
        QVERIFY(total > (5u << 20)); // 4 MiB, its mip maps and the mesh
        int frames = 0;
        for (bool done = false; !done; ++frames) {
            layers::UploadBudget budget{static_cast<std::size_t>(bytes), 1000.0};
            done = preparer.upload(*content, budget);
            // At most one row more than allowed.
            QVERIFY(budget.bytes <= static_cast<std::size_t>(bytes));
            QVERIFY(done || budget.bytes == 0);
            QVERIFY(frames < 1000);
        }
        QVERIFY2(frames >= static_cast<int>((5u << 20) / static_cast<unsigned>(bytes)),
                 qPrintable(QString::number(frames)));
        // What is on the GPU is counted, what was on the CPU is gone.
        QVERIFY(content->byteSize() > (5u << 20) && content->byteSize() < total + 4096);
        layers::UploadBudget none{0, 0.0};
        QVERIFY(preparer.upload(*content, none)); // nothing left to do
        preparer.release(std::move(content));
        QCOMPARE(m_gl->counts().total(), 0);
    }

    void halfFinishedContentIsFreed()
    {
        GlContentPreparer preparer(*m_gl);
        auto image = preparer.prepareImage(orthophoto(512, 4));
        layers::UploadBudget budget{100'000, 1000.0};
        QVERIFY(!preparer.upload(*image, budget));
        QCOMPARE(m_gl->counts().textures, 1);
        preparer.release(std::move(image));
        QCOMPARE(m_gl->counts().total(), 0);
        auto untouched = preparer.prepareImage(orthophoto(16, 4));
        preparer.release(std::move(untouched));
        QCOMPARE(m_gl->counts().total(), 0);
    }

    void modelsShareATexture()
    {
        GlContentPreparer preparer(*m_gl);
        const auto plain = orthophoto(1024, 4);
        auto picture = std::make_shared<tiles3d::Image>(*plain);
        picture->origin = plain;
        const auto modelWith = [&](tiles3d::Wrap wrap) {
            auto model = groundModel(10, 2);
            model->meshes[0].primitives[0].texCoords[0] = model->meshes[0].primitives[0].overlayCoords;
            model->textures.push_back({picture, wrap, wrap, {}, tiles3d::Filter::LinearMipmapLinear});
            model->materials[0].baseColor.texture = 0;
            return model;
        };
        auto first = preparer.prepareModel(modelWith(tiles3d::Wrap::Repeat), glm::dmat4(1.0));
        auto second = preparer.prepareModel(modelWith(tiles3d::Wrap::Repeat), glm::dmat4(1.0));
        auto other = preparer.prepareModel(modelWith(tiles3d::Wrap::ClampToEdge), glm::dmat4(1.0));
        layers::UploadBudget all{100u << 20, 1e6};
        QVERIFY(preparer.upload(*first, all));
        layers::UploadBudget little{100'000, 1e6};
        QVERIFY2(preparer.upload(*second, little), "the texture is there already");
        QCOMPARE(m_gl->counts().textures, 1);
        QVERIFY(preparer.upload(*other, all));
        QCOMPARE(m_gl->counts().textures, 2); // it samples in another way

        constexpr std::size_t kTexture = 5u << 20;
        QVERIFY(first->byteSize() > kTexture);
        QVERIFY(second->byteSize() < 100'000);
        QVERIFY(!preparer.takeMovedBytes());
        preparer.release(std::move(first));
        QVERIFY(preparer.takeMovedBytes());
        QVERIFY(!preparer.takeMovedBytes());
        QVERIFY2(second->byteSize() > kTexture, "counted by who is left");
        QCOMPARE(m_gl->counts().textures, 2);
        preparer.release(std::move(second));
        QCOMPARE(m_gl->counts().textures, 1);
        preparer.release(std::move(other));
        QCOMPARE(m_gl->counts().total(), 0);
    }

    /// Compressed by whoever prepares, where there is no GL; the GL thread only hands blocks on.
    void workersCompress()
    {
        if (!m_gl->hasBlockCompression())
            QSKIP("the driver has no S3TC");
        GlContentPreparer preparer(*m_gl);
        const auto modelWith = [&] {
            auto model = groundModel(10, 2);
            model->meshes[0].primitives[0].texCoords[0] = model->meshes[0].primitives[0].overlayCoords;
            model->textures.emplace_back();
            model->textures[0].image = orthophoto(256, 4);
            model->materials[0].baseColor.texture = 0;
            return model;
        };
        const auto bytesOf = [&](bool compresses) {
            preparer.setCompressesPictures(compresses);
            std::unique_ptr<layers::PreparedContent> model, image;
            std::thread worker([&] {
                model = preparer.prepareModel(modelWith(), glm::dmat4(1.0));
                image = preparer.prepareImage(orthophoto(256, 4));
            });
            worker.join();
            layers::UploadBudget budget{100u << 20, 1e6};
            if (!preparer.upload(*model, budget) || !preparer.upload(*image, budget))
                return std::pair<std::size_t, std::size_t>{0, 0};
            const std::pair bytes{(std::size_t{100} << 20) - budget.bytes, model->byteSize() + image->byteSize()};
            preparer.release(std::move(model));
            preparer.release(std::move(image));
            return bytes;
        };
        const auto [plainSent, plainHeld] = bytesOf(false);
        const auto [packedSent, packedHeld] = bytesOf(true);
        constexpr std::size_t kPlain = 2 * 256 * 256 * 4 * 4 / 3; // with mip levels
        QVERIFY(plainSent > kPlain - 100);
        QVERIFY(packedSent > 0 && plainSent - packedSent > kPlain / 8 * 7 - 200);
        QVERIFY(plainHeld - packedHeld > kPlain / 8 * 7 - 200);
        QCOMPARE(m_gl->counts().total(), 0);
    }

    void aPictureOnTheGpuIsNotDecodedAnew()
    {
        GlContentPreparer preparer(*m_gl);
        const auto plain = orthophoto(64, 4);
        auto picture = std::make_shared<tiles3d::Image>(*plain);
        picture->origin = plain;
        auto bare = std::make_shared<tiles3d::Image>();
        bare->width = bare->height = 64;
        bare->origin = plain;
        int decoded = 0;
        bare->whole = [&] {
            ++decoded;
            return picture;
        };
        const auto modelWith = [&](const std::shared_ptr<const tiles3d::Image>& image, tiles3d::Wrap wrap) {
            auto model = groundModel(10, 2);
            model->meshes[0].primitives[0].texCoords[0] = model->meshes[0].primitives[0].overlayCoords;
            model->textures.push_back({image, wrap, wrap, {}, tiles3d::Filter::LinearMipmapLinear});
            model->materials[0].baseColor.texture = 0;
            return model;
        };
        auto first = preparer.prepareModel(modelWith(picture, tiles3d::Wrap::Repeat), glm::dmat4(1.0));
        layers::UploadBudget all{100u << 20, 1e6};
        QVERIFY(preparer.upload(*first, all));
        auto second = preparer.prepareModel(modelWith(bare, tiles3d::Wrap::Repeat), glm::dmat4(1.0));
        QVERIFY(preparer.upload(*second, all));
        QCOMPARE(decoded, 0);
        QCOMPARE(m_gl->counts().textures, 1);
        // Where it is sampled in another way, or all who had it are gone, its pixels are needed.
        auto other = preparer.prepareModel(modelWith(bare, tiles3d::Wrap::ClampToEdge), glm::dmat4(1.0));
        QCOMPARE(decoded, 1);
        QVERIFY(preparer.upload(*other, all));
        QCOMPARE(m_gl->counts().textures, 2);
        for (auto* content : {&first, &second, &other})
            preparer.release(std::move(*content));
        QCOMPARE(m_gl->counts().total(), 0);
        auto late = preparer.prepareModel(modelWith(bare, tiles3d::Wrap::Repeat), glm::dmat4(1.0));
        QCOMPARE(decoded, 2);
        QVERIFY(preparer.upload(*late, all));
        QVERIFY(late->byteSize() > 64 * 64 * 4);
        preparer.release(std::move(late));
        QCOMPARE(m_gl->counts().total(), 0);
    }

    /// A worker may drop what it made, for instance where another part of the same content is bad.
    void whatAWorkerDropsIsFreedWithGl()
    {
        GlContentPreparer preparer(*m_gl);
        const auto plain = orthophoto(64, 4);
        auto picture = std::make_shared<tiles3d::Image>(*plain);
        picture->origin = plain;
        auto model = groundModel(10, 2);
        model->meshes[0].primitives[0].texCoords[0] = model->meshes[0].primitives[0].overlayCoords;
        model->textures.push_back({picture, {}, {}, {}, tiles3d::Filter::LinearMipmapLinear});
        model->materials[0].baseColor.texture = 0;
        auto first = preparer.prepareModel(model, glm::dmat4(1.0));
        auto second = preparer.prepareModel(model, glm::dmat4(1.0));
        layers::UploadBudget all{100u << 20, 1e6};
        QVERIFY(preparer.upload(*first, all));
        preparer.release(std::move(first));
        QCOMPARE(m_gl->counts().textures, 1);
        second.reset();
        preparer.release(nullptr);
        QCOMPARE(m_gl->counts().total(), 0);
    }

    void noTimeNoUpload()
    {
        GlContentPreparer preparer(*m_gl);
        auto image = preparer.prepareImage(orthophoto(512, 4));
        layers::UploadBudget budget{100u << 20, 0.0};
        QVERIFY(!preparer.upload(*image, budget));
        QCOMPARE(budget.bytes, std::size_t(100u << 20));
        preparer.release(std::move(image));
    }

private:
};

QTEST_GUILESS_MAIN(TestContentPreparer)
#include "TestContentPreparer.moc"
