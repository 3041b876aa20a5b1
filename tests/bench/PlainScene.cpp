#include "tests/bench/PlainScene.h"

#include "render/effects/FrameTarget.h"
#include "render/upload/GlContext.h"
#include "tests/bench/Bench.h"

#include <glm/gtc/type_ptr.hpp>

#include <osg/CullFace>
#include <osg/Geode>
#include <osg/Geometry>
#include <osg/MatrixTransform>
#include <osg/Texture2D>
#include <osgViewer/Viewer>

#include <chrono>
#include <cstring>
#include <map>

namespace guanjing::bench {

std::size_t KeepingPreparer::Kept::byteSize() const
{
    return (model ? model->byteSize() : 0) + (image ? image->pixels.size() : 0);
}

std::unique_ptr<layers::PreparedContent> KeepingPreparer::prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                       const glm::dmat4& /*modelToWorld*/)
{
    auto kept = std::make_unique<Kept>();
    // A copy: what only drawing needs is dropped from the model after the upload.
    kept->model = std::make_shared<const tiles3d::Model>(*model);
    return kept;
}

std::unique_ptr<layers::PreparedContent> KeepingPreparer::prepareImage(std::shared_ptr<const tiles3d::Image> image)
{
    auto kept = std::make_unique<Kept>();
    kept->image = std::move(image);
    return kept;
}

bool KeepingPreparer::upload(layers::PreparedContent& /*content*/, layers::UploadBudget& /*budget*/) { return true; }

void KeepingPreparer::release(std::unique_ptr<layers::PreparedContent> content) { content.reset(); }

namespace {

using Textures = std::map<const tiles3d::Image*, osg::ref_ptr<osg::Texture2D>>;

osg::Texture2D* textureOf(const tiles3d::Image& image, bool repeats, Textures& textures)
{
    osg::ref_ptr<osg::Texture2D>& texture = textures[&image];
    if (texture)
        return texture;
    const GLenum format = image.channels == 4 ? GL_RGBA : image.channels == 3 ? GL_RGB : GL_LUMINANCE;
    osg::ref_ptr<osg::Image> picture = new osg::Image;
    picture->allocateImage(image.width, image.height, 1, format, GL_UNSIGNED_BYTE, 1);
    std::memcpy(picture->data(), image.pixels.data(), image.pixels.size());
    texture = new osg::Texture2D(picture);
    texture->setFilter(osg::Texture::MIN_FILTER, osg::Texture::LINEAR_MIPMAP_LINEAR);
    const auto wrap = repeats ? osg::Texture::REPEAT : osg::Texture::CLAMP_TO_EDGE;
    texture->setWrap(osg::Texture::WRAP_S, wrap);
    texture->setWrap(osg::Texture::WRAP_T, wrap);
    texture->setResizeNonPowerOfTwoHint(false);
    return texture;
}

osg::ref_ptr<osg::Geometry> geometryOf(const tiles3d::Model& model, const tiles3d::Primitive& p,
                                       const layers::OverlayBinding* overlay, Textures& textures)
{
    osg::ref_ptr<osg::Geometry> geometry = new osg::Geometry;
    geometry->setUseDisplayList(false);
    geometry->setUseVertexBufferObjects(true);
    osg::ref_ptr<osg::Vec3Array> vertices = new osg::Vec3Array;
    for (const glm::vec3& v : p.positions)
        vertices->push_back({v.x, v.y, v.z});
    geometry->setVertexArray(vertices);
    osg::ref_ptr<osg::DrawElementsUInt> elements = new osg::DrawElementsUInt(GL_TRIANGLES);
    elements->assign(p.indices.begin(), p.indices.end());
    geometry->addPrimitiveSet(elements);

    osg::StateSet* state = geometry->getOrCreateStateSet();
    const tiles3d::Material* material =
        p.material >= 0 ? &model.materials[static_cast<std::size_t>(p.material)] : nullptr;
    const tiles3d::Image* image = nullptr;
    osg::ref_ptr<osg::Vec2Array> coords = new osg::Vec2Array;
    if (overlay && !p.overlayCoords.empty()) {
        image = static_cast<const KeepingPreparer::Kept*>(overlay->image)->image.get();
        for (const glm::vec2& t : p.overlayCoords)
            coords->push_back({t.x * overlay->scale.x + overlay->offset.x, t.y * overlay->scale.y + overlay->offset.y});
    } else if (material && material->baseColor.texture >= 0 && !p.texCoords[0].empty()) {
        image = model.textures[static_cast<std::size_t>(material->baseColor.texture)].image.get();
        for (const glm::vec2& t : p.texCoords[0])
            coords->push_back({t.x, t.y});
    }
    if (image) {
        geometry->setTexCoordArray(0, coords);
        state->setTextureAttributeAndModes(0, textureOf(*image, overlay == nullptr, textures));
    }
    if (!overlay && !(material && material->doubleSided))
        state->setAttributeAndModes(new osg::CullFace);
    return geometry;
}

} // namespace

PlainFrame drawPlainly(const layers::DrawList& list, const layers::ViewState& view, int runs)
{
    PlainFrame result;
    render::GlContext context;
    render::FrameTarget target(context);
    osgViewer::Viewer viewer;
    viewer.setThreadingModel(osgViewer::ViewerBase::SingleThreaded);
    osg::ref_ptr<osg::Group> root = new osg::Group;
    Textures textures;
    for (const layers::DrawItem& item : list.items) {
        const auto* kept = static_cast<const KeepingPreparer::Kept*>(item.content);
        if (!kept || !kept->model)
            continue;
        const auto overlays = list.overlaysOf(item);
        const layers::OverlayBinding* overlay = overlays.empty() ? nullptr : &overlays.back();
        for (const tiles3d::MeshInstance& instance : kept->model->instances) {
            glm::dmat4 relative = item.modelToWorld * instance.transform;
            relative[3] -= glm::dvec4(view.eye, 0.0);
            osg::ref_ptr<osg::MatrixTransform> place = new osg::MatrixTransform(osg::Matrixd(glm::value_ptr(relative)));
            osg::ref_ptr<osg::Geode> geode = new osg::Geode;
            for (const tiles3d::Primitive& p :
                 kept->model->meshes[static_cast<std::size_t>(instance.mesh)].primitives) {
                if (p.mode != tiles3d::PrimitiveMode::Triangles)
                    continue;
                geode->addDrawable(geometryOf(*kept->model, p, item.isGround ? overlay : nullptr, textures));
                result.triangles += p.indices.size() / 3;
                ++result.drawables;
            }
            place->addChild(geode);
            root->addChild(place);
        }
    }
    root->getOrCreateStateSet()->setMode(GL_LIGHTING, osg::StateAttribute::OFF);
    viewer.setSceneData(root);
    osg::ref_ptr<osgViewer::GraphicsWindowEmbedded> window =
        viewer.setUpViewerAsEmbeddedInWindow(0, 0, view.width, view.height);
    osg::Camera* camera = viewer.getCamera();
    camera->setClearColor({0.6f, 0.7f, 0.8f, 1.0f});
    camera->setComputeNearFarMode(osg::CullSettings::DO_NOT_COMPUTE_NEAR_FAR);
    camera->setProjectionMatrix(
        osg::Matrixd::frustum(-view.tanHalfX, view.tanHalfX, -view.tanHalfY, view.tanHalfY, 1.0, 200'000.0));
    camera->setViewMatrix(osg::Matrixd::lookAt(osg::Vec3d(),
                                               osg::Vec3d(view.direction.x, view.direction.y, view.direction.z),
                                               osg::Vec3d(view.up.x, view.up.y, view.up.z)));
    viewer.setCameraManipulator(nullptr);
    viewer.realize();
    window->setDefaultFboId(0);
    glDisable(GL_BLEND);
    const auto drawFrame = [&] {
        if (!target.bind(view.width, view.height, 0))
            return;
        viewer.frame();
        glFinish();
    };
    const auto start = std::chrono::steady_clock::now();
    drawFrame();
    result.firstMilliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    result.medianMilliseconds = medianMilliseconds(runs, drawFrame);
    return result;
}

} // namespace guanjing::bench
