// Translucent surfaces: what is seen through them does not depend on the order of materials, tiles or triangles.
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include <glm/geometric.hpp>

#include <QImage>
#include <QtTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::ViewState;

namespace {

constexpr int kWidth = 120, kHeight = 90;

glm::dmat4 enu(double north = 0)
{
    glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 0});
    frame[3] += frame[1] * north;
    return frame;
}

/// Level and northward, 100 m south of the origin and 10 m above it.
ViewState view()
{
    const glm::dmat4 frame = enu();
    return ViewState::perspective(glm::dvec3(frame * glm::dvec4(0, -100, 10, 1)), glm::dvec3(frame[1]),
                                  glm::dvec3(frame[2]), kWidth, kHeight);
}

/// Unlit, so that what is displayed is known; displayed colours, 0 to 1.
tiles3d::Material material(const glm::vec3& displayed, float alpha)
{
    tiles3d::Material result;
    result.baseColorFactor = glm::vec4(glm::pow(displayed, glm::vec3(2.2f)), alpha);
    result.alphaMode = tiles3d::AlphaMode::Blend;
    result.doubleSided = true;
    result.unlit = true;
    return result;
}

const glm::vec3 kRed(0.8f, 0.2f, 0.2f), kBlue(0.2f, 0.3f, 0.9f);

tiles3d::Primitive wallAt(float y)
{
    tiles3d::Primitive p;
    addFace(p, {-30, y, -20}, {30, y, -20}, {30, y, 40}, {-30, y, 40}, {0, -1, 0}, 0);
    return p;
}

/// Of several primitives, each with a material.
std::shared_ptr<tiles3d::Model> modelWith(const std::vector<std::pair<tiles3d::Primitive, tiles3d::Material>>& parts)
{
    auto model = std::make_shared<tiles3d::Model>();
    model->meshes.emplace_back();
    for (const auto& [primitive, look] : parts) {
        model->meshes[0].primitives.push_back(primitive);
        model->meshes[0].primitives.back().material = static_cast<int>(model->materials.size());
        model->materials.push_back(look);
    }
    model->instances.push_back({0, glm::dmat4(1.0)});
    return model;
}

glm::vec3 over(const glm::vec3& behind, const glm::vec3& color, float alpha) { return glm::mix(behind, color, alpha); }

/// What a colour of 1 becomes: unlit surfaces have the light of level ground and a little contrast.
bool isNear(const glm::vec3& a, const glm::vec3& b, float tolerance = 3.0f / 255.0f)
{
    const glm::vec3 off = glm::abs(a - b);
    if (std::max({off.x, off.y, off.z}) <= tolerance)
        return true;
    qWarning("(%g %g %g) instead of (%g %g %g)", double(a.x), double(a.y), double(a.z), double(b.x), double(b.y),
             double(b.z));
    return false;
}

} // namespace

class TestBlending : public test::PainterTest {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        openPainter();
        if (QTest::currentTestFailed())
            return;
        m_behind = middleOf(modelWith({}));
        // As they are drawn where nothing is mixed.
        const auto shown = [&](const glm::vec3& color) {
            return middleOf(modelWith({{wallAt(0), material(color, 1.0f)}}));
        };
        m_red = shown(kRed);
        m_blue = shown(kBlue);
        QVERIFY(m_red.x > 1.5f * m_red.y && m_blue.z > 1.5f * m_blue.x);
    }
    void cleanupTestCase() { closePainter(); }

    void innerBoxIsSeenWhateverComesFirst()
    {
        tiles3d::Primitive inner, outer;
        addBox(inner, -10, -10, 20, 20, 25, 0);
        addBox(outer, -20, -20, 40, 40, 40, 0);
        const std::pair red{inner, material(kRed, 0.8f)}, blue{outer, material(kBlue, 0.3f)};
        const glm::vec3 wanted = over(over(over(over(m_behind, m_blue, 0.3f), m_red, 0.8f), m_red, 0.8f), m_blue, 0.3f);
        QVERIFY(isNear(middleOf(modelWith({red, blue})), wanted));
        QVERIFY(isNear(middleOf(modelWith({blue, red})), wanted));
        // Both with all the vertices.
        tiles3d::Primitive first, second;
        addBox(first, -10, -10, 20, 20, 25, 0);
        const std::size_t ofFirst = first.indices.size();
        addBox(first, -20, -20, 40, 40, 40, 0);
        second = first;
        first.indices.resize(ofFirst);
        second.indices.erase(second.indices.begin(), second.indices.begin() + static_cast<std::ptrdiff_t>(ofFirst));
        const std::pair redToo{first, red.second}, blueToo{second, blue.second};
        QVERIFY(isNear(middleOf(modelWith({redToo, blueToo})), wanted));
        QVERIFY(isNear(middleOf(modelWith({blueToo, redToo})), wanted));
    }

    void farWallsComeFirst()
    {
        const std::pair red{wallAt(20), material(kRed, 0.5f)}, blue{wallAt(0), material(kBlue, 0.5f)};
        const glm::vec3 wanted = over(over(m_behind, m_red, 0.5f), m_blue, 0.5f);
        QVERIFY(isNear(middleOf(modelWith({red, blue})), wanted));
        QVERIFY(isNear(middleOf(modelWith({blue, red})), wanted));
        for (const bool nearFirst : {true, false}) {
            HandMadeScene scene(*m_preparer);
            for (const bool isNearOne : {nearFirst, !nearFirst})
                scene.add(modelWith({{wallAt(0), material(isNearOne ? kBlue : kRed, 0.5f)}}), enu(isNearOne ? 0 : 20),
                          60);
            QVERIFY(isNear(middleOf(scene), wanted));
        }
    }

    void opaqueWallsHideAndAreSeenThrough()
    {
        tiles3d::Material opaque = material(kRed, 1.0f);
        opaque.alphaMode = tiles3d::AlphaMode::Opaque;
        const tiles3d::Material glass = material(kBlue, 0.5f);
        QVERIFY(isNear(middleOf(modelWith({{wallAt(0), glass}, {wallAt(20), opaque}})), over(m_red, m_blue, 0.5f)));
        QVERIFY(isNear(middleOf(modelWith({{wallAt(0), opaque}, {wallAt(20), glass}})), m_red));
    }

    /// BLEND of what has no translucent pixel, near wall first in one list of triangles.
    void opaqueBlendHides()
    {
        tiles3d::Primitive both = wallAt(0);
        const tiles3d::Primitive far = wallAt(20);
        both.colors.assign(4, {0, 0, 255, 255});
        for (std::size_t i = 0; i < 4; ++i) {
            both.positions.push_back(far.positions[i]);
            both.normals.push_back(far.normals[i]);
            both.featureIds.push_back(0);
            both.texCoords[0].push_back(far.texCoords[0][i]);
            both.colors.push_back({255, 0, 0, 255});
        }
        for (const std::uint32_t index : far.indices)
            both.indices.push_back(index + 4);
        const glm::vec3 color = middleOf(modelWith({{both, material(glm::vec3(1.0f), 1.0f)}}));
        QVERIFY(color.z > 0.8f && color.x < 0.2f);
    }

    /// A picture with a hole: its opaque part hides what comes later in the same list, its hole shows it.
    void leavesHideAndHolesShow()
    {
        for (const std::uint8_t alpha : {std::uint8_t(255), std::uint8_t(0)}) {
            auto picture = std::make_shared<tiles3d::Image>();
            picture->width = picture->height = 16;
            for (int i = 0; i < 256; ++i) // the upper rows are the other way round
                picture->pixels.insert(picture->pixels.end(),
                                       {200, 200, 200, i < 64 ? static_cast<std::uint8_t>(255 - alpha) : alpha});
            tiles3d::Primitive leaf = wallAt(0);
            const tiles3d::Primitive far = wallAt(20);
            leaf.colors.assign(4, {0, 0, 255, 255});
            for (std::size_t i = 0; i < 4; ++i) {
                leaf.positions.push_back(far.positions[i]);
                leaf.normals.push_back(far.normals[i]);
                leaf.featureIds.push_back(0);
                leaf.texCoords[0].push_back({0.5f, alpha == 255 ? 0.6f : 0.05f}); // an opaque spot
                leaf.colors.push_back({255, 0, 0, 255});
            }
            for (const std::uint32_t index : far.indices)
                leaf.indices.push_back(index + 4);
            tiles3d::Material look = material(glm::vec3(1.0f), 1.0f);
            look.baseColor.texture = 0;
            auto model = modelWith({{leaf, look}});
            model->textures.resize(1);
            model->textures[0].image = picture;
            const glm::vec3 color = middleOf(model);
            if (alpha == 255)
                QVERIFY2(color.z > 0.6f && color.x < 0.2f, "the leaf hides");
            else
                QVERIFY2(color.x > 0.6f && color.z < 0.2f, "the hole shows");
        }
    }

    /// Of a layer made translucent the nearest surface is mixed in, once.
    void translucentLayerIsOnePicture()
    {
        tiles3d::Primitive box;
        addBox(box, -10, -10, 20, 20, 25, 0);
        tiles3d::Material look = material(kRed, 1.0f);
        look.alphaMode = tiles3d::AlphaMode::Opaque;
        HandMadeScene scene(*m_preparer);
        scene.add(modelWith({{box, look}}), enu(), 60).opacity = 0.5f;
        QVERIFY(isNear(middleOf(scene), over(m_behind, m_red, 0.5f)));
    }

private:
    glm::vec3 middleOf(const std::shared_ptr<tiles3d::Model>& model)
    {
        HandMadeScene scene(*m_preparer);
        scene.add(model, enu(), 60);
        return middleOf(scene);
    }
    glm::vec3 middleOf(const HandMadeScene& scene)
    {
        ViewSettings settings;
        settings.sunInstant = SunInstant(std::chrono::seconds(1'795'321'200)); // 2026-11-22T04:20:00Z
        settings.haze = false;
        const tiles3d::Image image = painted({view(), scene.list, settings, {}, {}});
        const std::size_t at = (static_cast<std::size_t>(kHeight / 2) * kWidth + kWidth / 2) * 4;
        return glm::vec3(image.pixels[at], image.pixels[at + 1], image.pixels[at + 2]) / 255.0f;
    }

    glm::vec3 m_behind{0.0f}, m_red{0.0f}, m_blue{0.0f};
};

QTEST_GUILESS_MAIN(TestBlending)
#include "TestBlending.moc"
