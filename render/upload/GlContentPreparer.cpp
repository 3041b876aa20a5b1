#include "render/upload/GlContentPreparer.h"

#include "render/upload/ContentBuilder.h"
#include "render/upload/GlContext.h"
#include "render/upload/PreparedModel.h"
#include "render/upload/UploadMeter.h"

#include <osg/GLExtensions>

#include <algorithm>
#include <utility>

namespace guanjing::render {

namespace {

constexpr std::size_t kBufferSliceBytes = 1u << 20;

/// Next slice of a buffer; true when all of it is there.
bool sendBuffer(osg::GLExtensions& gl, GLenum target, const std::vector<std::uint8_t>& bytes, std::size_t& sent,
                UploadMeter& meter)
{
    while (sent < bytes.size()) {
        if (meter.isSpent())
            return false;
        const std::size_t count = std::min({kBufferSliceBytes, meter.bytesLeft(), bytes.size() - sent});
        gl.glBufferSubData(target, static_cast<GLintptr>(sent), static_cast<GLsizeiptr>(count), bytes.data() + sent);
        meter.spend(count);
        sent += count;
    }
    return true;
}

void setPointer(osg::GLExtensions& gl, GLuint location, GLint size, GLenum type, bool normalized, std::size_t stride,
                std::size_t offset)
{
    gl.glEnableVertexAttribArray(location);
    gl.glVertexAttribPointer(location, size, type, normalized ? GL_TRUE : GL_FALSE, static_cast<GLsizei>(stride),
                             reinterpret_cast<const void*>(offset));
}

void describeVertices(osg::GLExtensions& gl, const PackedDraw& draw)
{
    const std::size_t stride = vertexStride(draw.parts);
    std::size_t offset = draw.firstVertexByte;
    setPointer(gl, kAttributePosition, 3, GL_FLOAT, false, stride, offset);
    offset += 12;
    if (draw.parts & kPartNormal) {
        setPointer(gl, kAttributeNormal, 4, GL_INT_2_10_10_10_REV, true, stride, offset);
        offset += 4;
    }
    if (draw.parts & kPartTexCoord) {
        setPointer(gl, kAttributeTexCoord, 2, GL_FLOAT, false, stride, offset);
        offset += 8;
    }
    if (draw.parts & kPartColor) {
        setPointer(gl, kAttributeColor, 4, GL_UNSIGNED_BYTE, true, stride, offset);
        offset += 4;
    }
    if (draw.parts & kPartFeature) {
        gl.glEnableVertexAttribArray(kAttributeFeature);
        gl.glVertexAttribIPointer(kAttributeFeature, 1, GL_UNSIGNED_INT, static_cast<GLsizei>(stride),
                                  reinterpret_cast<const void*>(offset));
        offset += 4;
    }
    if (draw.parts & kPartOverlay) {
        setPointer(gl, kAttributeOverlay, 2, GL_UNSIGNED_SHORT, true, stride, offset);
        offset += 4;
    }
    if (draw.parts & kPartTexCoord1) {
        setPointer(gl, kAttributeTexCoord1, 2, GL_FLOAT, false, stride, offset);
        offset += 8;
    }
    if (draw.parts & kPartMapHeight)
        setPointer(gl, kAttributeMapHeight, 1, GL_FLOAT, false, stride, offset);
}

bool uploadGeometry(GlContext& context, PreparedModel& model, layers::UploadBudget& budget)
{
    if (!model.vertexArrays.empty())
        return true;
    osg::GLExtensions& gl = context.gl();
    {
        UploadMeter meter(budget);
        // The index binding belongs to a vertex array; none of ours may be bound while buffers are filled.
        gl.glBindVertexArray(0);
        if (!model.vertexBuffer) {
            model.vertexBuffer = context.makeBuffer();
            model.indexBuffer = context.makeBuffer();
            gl.glBindBuffer(GL_ARRAY_BUFFER, model.vertexBuffer);
            gl.glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(model.mesh.vertices.size()), nullptr,
                            GL_STATIC_DRAW);
            gl.glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, model.indexBuffer);
            gl.glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(model.mesh.indices.size()), nullptr,
                            GL_STATIC_DRAW);
            model.gpuBytes = model.mesh.vertices.size() + model.mesh.indices.size();
        }
        if (!model.mesh.vertices.empty()) {
            gl.glBindBuffer(GL_ARRAY_BUFFER, model.vertexBuffer);
            if (!sendBuffer(gl, GL_ARRAY_BUFFER, model.mesh.vertices, model.vertexBytesSent, meter))
                return false;
            std::vector<std::uint8_t>().swap(model.mesh.vertices);
        }
        if (!model.mesh.indices.empty()) {
            gl.glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, model.indexBuffer);
            if (!sendBuffer(gl, GL_ELEMENT_ARRAY_BUFFER, model.mesh.indices, model.indexBytesSent, meter))
                return false;
            std::vector<std::uint8_t>().swap(model.mesh.indices);
        }
    }
    for (ModelTexture& texture : model.textures)
        if (!texture.upload(context, budget))
            return false;
    for (const PackedDraw& draw : model.mesh.draws) {
        model.vertexArrays.push_back(context.makeVertexArray());
        gl.glBindVertexArray(model.vertexArrays.back());
        gl.glBindBuffer(GL_ARRAY_BUFFER, model.vertexBuffer);
        gl.glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, model.indexBuffer);
        describeVertices(gl, draw);
    }
    gl.glBindVertexArray(0);
    return true;
}

void describeLook(osg::GLExtensions& gl, std::uint32_t buffer, const DrawLook& look)
{
    if (look.isStyled && !look.hidesAll) {
        gl.glBindBuffer(GL_ARRAY_BUFFER, buffer);
        if (look.picture >= 0)
            setPointer(gl, kAttributeStyle, 2, GL_FLOAT, false, 8, look.firstColorByte);
        else
            setPointer(gl, kAttributeStyle, 4, GL_UNSIGNED_BYTE, true, 4, look.firstColorByte);
    } else {
        gl.glDisableVertexAttribArray(kAttributeStyle);
    }
    if (look.isStyled && look.hasSizes && !look.hidesAll)
        setPointer(gl, kAttributePointSize, 1, GL_UNSIGNED_SHORT, false, 2, look.firstSizeByte);
    else
        gl.glDisableVertexAttribArray(kAttributePointSize);
}

void freePictures(GlContext& context, std::vector<TextureUpload>& pictures)
{
    for (TextureUpload& picture : pictures)
        picture.free(context); // NOLINT(clang-analyzer-unix.Malloc): takes it for the C function
    pictures.clear();
}

/// Sends the next look; the one in force stays until all of it is there.
bool uploadLook(GlContext& context, PreparedModel& model, layers::UploadBudget& budget)
{
    osg::GLExtensions& gl = context.gl();
    gl.glBindVertexArray(0);
    if (model.nextLook && !model.nextLook->bytes.empty()) {
        UploadMeter meter(budget);
        const std::vector<std::uint8_t>& bytes = model.nextLook->bytes;
        if (!model.nextLookBuffer) {
            model.nextLookBuffer = context.makeBuffer();
            gl.glBindBuffer(GL_ARRAY_BUFFER, model.nextLookBuffer);
            gl.glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes.size()), nullptr, GL_STATIC_DRAW);
            model.nextLookBytesSent = 0;
        }
        gl.glBindBuffer(GL_ARRAY_BUFFER, model.nextLookBuffer);
        if (!sendBuffer(gl, GL_ARRAY_BUFFER, bytes, model.nextLookBytesSent, meter))
            return false;
    }
    if (model.nextLook)
        for (TextureUpload& picture : model.nextLook->pictures)
            if (!picture.upload(context, budget))
                return false;
    freePictures(context, model.lookPictures);
    if (model.nextLook)
        model.lookPictures = std::move(model.nextLook->pictures);
    context.freeBuffer(model.lookBuffer);
    model.lookBuffer = std::exchange(model.nextLookBuffer, 0u);
    model.lookBytes = model.nextLook ? model.nextLook->bytes.size() : 0;
    model.looks = model.nextLook ? std::move(model.nextLook->draws) : std::vector<DrawLook>{};
    model.nextLook.reset();
    model.hasNextLook = false;
    for (std::size_t i = 0; i < model.vertexArrays.size(); ++i) {
        gl.glBindVertexArray(model.vertexArrays[i]);
        describeLook(gl, model.lookBuffer, i < model.looks.size() ? model.looks[i] : DrawLook{});
    }
    gl.glBindVertexArray(0);
    return true;
}

bool uploadModel(GlContext& context, PreparedModel& model, layers::UploadBudget& budget)
{
    if (!model.isReady && !uploadGeometry(context, model, budget))
        return false;
    if (model.hasNextLook && !uploadLook(context, model, budget))
        return false;
    model.isReady = true;
    return true;
}

} // namespace

std::size_t PreparedModel::byteSize() const
{
    std::size_t bytes = sizeof *this + gpuBytes + mesh.vertices.size() + mesh.indices.size()
        + mesh.draws.size() * (sizeof(PackedDraw) + sizeof(DrawMaterial)) + details.size() * sizeof(SurfaceDetail)
        + lookBytes + (nextLook ? nextLook->byteSize() : 0);
    for (const TextureUpload& picture : lookPictures)
        bytes += picture.byteSize();
    if (layout)
        bytes += layout->draws.size() * sizeof(PackedDraw) + layout->pieces.size() * sizeof(PackedPiece);
    for (const ModelTexture& texture : textures)
        bytes += texture.byteSize();
    return bytes;
}

GlContentPreparer::GlContentPreparer(GlContext& context)
    : m_context(context)
    , m_maximumTextureSide(context.maximumTextureSide())
    , m_canCompress(context.hasBlockCompression())
{ }

TextureRules GlContentPreparer::rules() const { return {m_maximumTextureSide, m_compresses}; }

std::unique_ptr<layers::PreparedContent> GlContentPreparer::prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                         const glm::dmat4& modelToWorld)
{
    return buildModel(*model, modelToWorld, rules(), m_shelf);
}

std::unique_ptr<layers::PreparedContent> GlContentPreparer::prepareImage(std::shared_ptr<const tiles3d::Image> image)
{
    return buildImage(image, rules());
}

std::shared_ptr<const layers::ContentLayout> GlContentPreparer::layoutOf(const layers::PreparedContent& content) const
{
    const auto* model = dynamic_cast<const PreparedModel*>(&content);
    return model ? model->layout : nullptr;
}

std::unique_ptr<layers::PreparedLook> GlContentPreparer::prepareLook(const tiles3d::Model& model,
                                                                     const layers::ContentLayout& layout,
                                                                     const layers::ContentLook& look) const
{
    return std::make_unique<PackedLook>(
        packLook(model, static_cast<const PackedLayout&>(layout), look, m_maximumTextureSide));
}

void GlContentPreparer::setLook(layers::PreparedContent& content, std::unique_ptr<layers::PreparedLook> look)
{
    auto* model = dynamic_cast<PreparedModel*>(&content);
    if (!model)
        return;
    if (model->nextLook)
        freePictures(m_context, model->nextLook->pictures);
    model->nextLook.reset(static_cast<PackedLook*>(look.release()));
    model->hasNextLook = true;
    // A buffer that was on its way is of the wrong size now; a content that has none yet never met GL.
    if (model->nextLookBuffer)
        m_context.freeBuffer(model->nextLookBuffer);
    model->nextLookBytesSent = 0;
}

bool GlContentPreparer::upload(layers::PreparedContent& content, layers::UploadBudget& budget)
{
    m_shelf->freeOrphans(m_context);
    if (auto* model = dynamic_cast<PreparedModel*>(&content))
        return uploadModel(m_context, *model, budget);
    if (auto* image = dynamic_cast<PreparedImage*>(&content))
        return image->texture.upload(m_context, budget);
    return true;
}

void GlContentPreparer::release(std::unique_ptr<layers::PreparedContent> content)
{
    m_shelf->freeOrphans(m_context);
    if (auto* model = dynamic_cast<PreparedModel*>(content.get())) {
        for (std::uint32_t& name : model->vertexArrays)
            m_context.freeVertexArray(name);
        m_context.freeBuffer(model->vertexBuffer);
        m_context.freeBuffer(model->indexBuffer);
        m_context.freeBuffer(model->lookBuffer);
        m_context.freeBuffer(model->nextLookBuffer);
        freePictures(m_context, model->lookPictures);
        if (model->nextLook)
            freePictures(m_context, model->nextLook->pictures);
        for (ModelTexture& texture : model->textures)
            texture.free(m_context); // NOLINT(clang-analyzer-unix.Malloc): takes it for the C function
    } else if (auto* image = dynamic_cast<PreparedImage*>(content.get())) {
        image->texture.free(m_context);
    }
}

} // namespace guanjing::render
