// A frame at rest: 200 textured tiles with 200 textures, 800x600, against the same triangles and textures drawn by
// OpenSceneGraph with nothing else (fixed function, no light, no sky). And what each effect adds.
#include "tests/bench/Bench.h"
#include "tests/render_view/HandMadeCity.h"

#include "render/upload/GlContentPreparer.h"
#include "render/upload/GlContext.h"
#include "render/view/FramePainter.h"
#include "render/view/OffscreenContext.h"

#include <glm/gtc/type_ptr.hpp>

#include <osg/CullFace>
#include <osg/Geode>
#include <osg/Geometry>
#include <osg/MatrixTransform>
#include <osg/Texture2D>
#include <osgViewer/Viewer>

#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::ViewState;

namespace {

constexpr int kSide = 14; // tiles along a side: 196
constexpr double kTileMeters = 160.0;
constexpr int kWidth = 800, kHeight = 600;

struct Tile {
    std::shared_ptr<tiles3d::Model> buildings, ground;
    std::shared_ptr<tiles3d::Image> facade, picture;
    glm::dmat4 frame{1.0};
};

std::shared_ptr<tiles3d::Image> noisy(int seed)
{
    auto image = std::make_shared<tiles3d::Image>(*orthophoto(256, 4));
    for (std::size_t i = 0; i < image->pixels.size(); ++i)
        image->pixels[i] =
            static_cast<std::uint8_t>(image->pixels[i] - (i * 2654435761u + static_cast<unsigned>(seed)) % 16);
    return image;
}

std::vector<Tile> makeTiles()
{
    std::vector<Tile> tiles;
    const glm::dmat4 origin = eastNorthUpToEcef({kLon, kLat, 0});
    for (int j = 0; j < kSide; ++j)
        for (int i = 0; i < kSide; ++i) {
            Tile tile;
            tile.picture = noisy(i + kSide * j);
            tile.facade = noisy(1000 + i + kSide * j);
            tile.ground = groundModel(static_cast<float>(kTileMeters), 8);
            tiles3d::Primitive p;
            for (int b = 0; b < 64; ++b) {
                const int row = b / 8, column = b % 8;
                addBox(p, static_cast<float>(column) * 20.0f - 78.0f, static_cast<float>(row) * 20.0f - 78.0f, 12, 12,
                       9.0f + static_cast<float>((b * 7919 + i * 31 + j * 17) % 40), static_cast<std::uint32_t>(b));
            }
            tile.buildings = modelOf(std::move(p));
            tile.buildings->textures.push_back({tile.facade, tiles3d::Wrap::Repeat, tiles3d::Wrap::Repeat,
                                                tiles3d::Filter::Linear, tiles3d::Filter::LinearMipmapLinear});
            tile.buildings->materials[0].baseColor.texture = 0;
            tile.frame = origin;
            const int east = i - kSide / 2, north = j - kSide / 2;
            tile.frame[3] += origin[0] * (east * kTileMeters) + origin[1] * (north * kTileMeters);
            tiles.push_back(std::move(tile));
        }
    return tiles;
}

osg::ref_ptr<osg::Node> plainNode(const tiles3d::Model& model, const tiles3d::Image& image,
                                  const std::vector<glm::vec2>& uv, bool cull)
{
    const tiles3d::Primitive& p = model.meshes[0].primitives[0];
    osg::ref_ptr<osg::Geometry> geometry = new osg::Geometry;
    geometry->setUseDisplayList(false);
    geometry->setUseVertexBufferObjects(true);
    osg::ref_ptr<osg::Vec3Array> vertices = new osg::Vec3Array;
    osg::ref_ptr<osg::Vec2Array> coords = new osg::Vec2Array;
    for (const glm::vec3& v : p.positions)
        vertices->push_back({v.x, v.y, v.z});
    for (const glm::vec2& t : uv)
        coords->push_back({t.x, t.y});
    geometry->setVertexArray(vertices);
    geometry->setTexCoordArray(0, coords);
    osg::ref_ptr<osg::DrawElementsUShort> elements = new osg::DrawElementsUShort(GL_TRIANGLES);
    for (const std::uint32_t index : p.indices)
        elements->push_back(static_cast<GLushort>(index));
    geometry->addPrimitiveSet(elements);
    osg::ref_ptr<osg::Image> picture = new osg::Image;
    picture->allocateImage(image.width, image.height, 1, GL_RGB, GL_UNSIGNED_BYTE);
    std::memcpy(picture->data(), image.pixels.data(), image.pixels.size());
    osg::ref_ptr<osg::Texture2D> texture = new osg::Texture2D(picture);
    texture->setFilter(osg::Texture::MIN_FILTER, osg::Texture::LINEAR_MIPMAP_LINEAR);
    texture->setWrap(osg::Texture::WRAP_S, cull ? osg::Texture::REPEAT : osg::Texture::CLAMP_TO_EDGE);
    texture->setWrap(osg::Texture::WRAP_T, cull ? osg::Texture::REPEAT : osg::Texture::CLAMP_TO_EDGE);
    osg::StateSet* state = geometry->getOrCreateStateSet();
    state->setTextureAttributeAndModes(0, texture);
    if (cull)
        state->setAttributeAndModes(new osg::CullFace);
    osg::ref_ptr<osg::Geode> geode = new osg::Geode;
    geode->addDrawable(geometry);
    return geode;
}

double plainMilliseconds(const std::vector<Tile>& tiles, const ViewState& view, GlContext& context)
{
    osgViewer::Viewer viewer;
    viewer.setThreadingModel(osgViewer::ViewerBase::SingleThreaded);
    osg::ref_ptr<osg::Group> root = new osg::Group;
    for (const Tile& tile : tiles) {
        glm::dmat4 relative = tile.frame;
        relative[3] -= glm::dvec4(view.eye, 0.0);
        osg::ref_ptr<osg::MatrixTransform> place = new osg::MatrixTransform(osg::Matrixd(glm::value_ptr(relative)));
        place->addChild(
            plainNode(*tile.buildings, *tile.facade, tile.buildings->meshes[0].primitives[0].texCoords[0], true));
        place->addChild(
            plainNode(*tile.ground, *tile.picture, tile.ground->meshes[0].primitives[0].overlayCoords, false));
        root->addChild(place);
    }
    root->getOrCreateStateSet()->setMode(GL_LIGHTING, osg::StateAttribute::OFF);
    viewer.setSceneData(root);
    osg::ref_ptr<osgViewer::GraphicsWindowEmbedded> window =
        viewer.setUpViewerAsEmbeddedInWindow(0, 0, kWidth, kHeight);
    osg::Camera* camera = viewer.getCamera();
    camera->setClearColor({0.6f, 0.7f, 0.8f, 1.0f});
    camera->setComputeNearFarMode(osg::CullSettings::DO_NOT_COMPUTE_NEAR_FAR);
    camera->setProjectionMatrix(
        osg::Matrixd::frustum(-view.tanHalfX, view.tanHalfX, -view.tanHalfY, view.tanHalfY, 1.0, 20000.0));
    camera->setViewMatrix(osg::Matrixd::lookAt(osg::Vec3d(),
                                               osg::Vec3d(view.direction.x, view.direction.y, view.direction.z),
                                               osg::Vec3d(view.up.x, view.up.y, view.up.z)));
    viewer.getCameraManipulator();
    viewer.setCameraManipulator(nullptr);
    viewer.realize();
    FrameTarget target(context);
    if (!target.bind(kWidth, kHeight, 0))
        return 0;
    window->setDefaultFboId(0);
    glDisable(GL_BLEND);
    const double result = bench::medianMilliseconds(31, [&] {
        (void)target.bind(kWidth, kHeight, 0);
        viewer.frame();
        glFinish();
    });
    const std::clock_t start = std::clock();
    for (int i = 0; i < 20; ++i) {
        (void)target.bind(kWidth, kHeight, 0);
        viewer.frame();
        glFinish();
    }
    bench::report("plain OpenSceneGraph, CPU of all threads",
                  static_cast<double>(std::clock() - start) * 50.0 / CLOCKS_PER_SEC, "ms");
    const tiles3d::Image image = target.readPixels();
    if (FILE* file = std::fopen("bench-plain.ppm", "wb")) {
        std::fprintf(file, "P6 %d %d 255\n", image.width, image.height);
        for (std::size_t i = 0; i < image.pixels.size(); i += 4)
            std::fwrite(&image.pixels[i], 1, 3, file);
        std::fclose(file);
    }
    return result;
}

} // namespace

int main()
{
    auto offscreen = OffscreenContext::create();
    if (!offscreen) {
        std::fprintf(stderr, "%s\n", offscreen.error().toString().c_str());
        return 1;
    }
    const std::vector<Tile> tiles = makeTiles();
    GlContext context;
    std::fprintf(stderr, "%s\n", context.rendererName().c_str());
    GlContentPreparer preparer(context);
    FramePainter painter(context);
    HandMadeScene scene(preparer), metals(preparer); // the same, but the buildings lit per fragment
    for (const Tile& tile : tiles) {
        auto metal = std::make_shared<tiles3d::Model>(*tile.buildings);
        metal->materials[0].metallicFactor = 1.0f;
        metals.add(metal, tile.frame, 130);
        scene.add(tile.buildings, tile.frame, 130);
        for (HandMadeScene* each : {&scene, &metals}) {
            each->add(tile.ground, tile.frame, 130);
            each->drape(tile.picture);
        }
    }
    const struct {
        const char* name;
        ViewState view;
    } views[] = {{"oblique", ViewState::geographic(kLon, kLat - 0.009, 450, 0, -30, kWidth, kHeight)},
                 {"down", ViewState::geographic(kLon, kLat, 1300, 0, -89, kWidth, kHeight)},
                 {"street", ViewState::geographic(kLon, kLat - 0.002, 40, 0, -5, kWidth, kHeight)}};
    for (const auto& shown : views) {
        const char* name = shown.name; // not a structured binding: lambdas use them
        const ViewState& view = shown.view;
        // As the engine gives it: near to far.
        const auto seen = [&](layers::DrawList list) {
            std::erase_if(list.items, [&](const layers::DrawItem& item) {
                return std::any_of(view.planes().begin(), view.planes().end(), [&](const glm::dvec4& plane) {
                    return glm::dot(glm::dvec3(plane), item.center) + plane.w < -item.radius;
                });
            });
            std::stable_sort(list.items.begin(), list.items.end(), [&](const auto& a, const auto& b) {
                return glm::length(a.center - view.eye) < glm::length(b.center - view.eye);
            });
            return list;
        };
        const layers::DrawList list = seen(scene.list);
        const auto measure = [&](const char* what, const ViewSettings& settings, const layers::DrawList& drawn) {
            const double ms = bench::medianMilliseconds(31, [&] {
                painter.paint({view, drawn, settings, {}, {}});
                glFinish();
            });
            bench::report((std::string(name) + ": " + what).c_str(), ms, "ms");
            const std::clock_t start = std::clock();
            for (int i = 0; i < 20; ++i) {
                painter.paint({view, drawn, settings, {}, {}});
                glFinish();
            }
            bench::report((std::string(name) + ": " + what + ", CPU of all threads").c_str(),
                          static_cast<double>(std::clock() - start) * 50.0 / CLOCKS_PER_SEC, "ms");
            return ms;
        };
        ViewSettings settings;
        settings.sunInstant = SunInstant(std::chrono::milliseconds(1795407600000));
        const double full = measure("as shipped", settings, list);
        ViewSettings bare = settings;
        bare.sky = bare.haze = bare.edges = false;
        measure("without sky and haze", bare, list);
        ViewSettings smooth = settings;
        smooth.samples = 4;
        measure("4x multisampling", smooth, list);
        ViewSettings shadowed = settings;
        shadowed.shadows = ViewSettings::Shadows::On;
        measure("shadows", shadowed, list);
        measure("buildings of metal", settings, seen(metals.list));
        layers::DrawList empty;
        measure("sky alone", settings, empty);
        const double issue = bench::medianMilliseconds(31, [&] { painter.paint({view, list, settings, {}, {}}); });
        glFinish();
        bench::report((std::string(name) + ": CPU time to issue").c_str(), issue, "ms");
        const double plain = plainMilliseconds(tiles, view, context);
        bench::report((std::string(name) + ": plain OpenSceneGraph").c_str(), plain, "ms");
        bench::report((std::string(name) + ": ratio").c_str(), full / plain, "");
        bench::report((std::string(name) + ": draw calls").c_str(), static_cast<double>(painter.counters().drawCalls),
                      "");
        painter.paint({view, list, settings, {}, {}});
        const tiles3d::Image image = painter.target().readPixels();
        if (FILE* file = std::fopen((std::string("bench-") + name + ".ppm").c_str(), "wb")) {
            std::fprintf(file, "P6 %d %d 255\n", image.width, image.height);
            for (std::size_t i = 0; i < image.pixels.size(); i += 4)
                std::fwrite(&image.pixels[i], 1, 3, file);
            std::fclose(file);
        }
    }
    return 0;
}
