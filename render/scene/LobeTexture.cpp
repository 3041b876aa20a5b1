#include "render/scene/LobeTexture.h"

#include "render/upload/EnvironmentBrdf.h"
#include "render/upload/GlContext.h"

#include <osg/GLExtensions>

#ifndef GL_RG16
#define GL_RG16 0x822C
#endif
#ifndef GL_RG
#define GL_RG 0x8227
#endif

namespace guanjing::render {

std::uint32_t makeLobeTexture(GlContext& context)
{
    const std::uint32_t name = context.makeTexture();
    context.gl().glActiveTexture(GL_TEXTURE0 + 13);
    glBindTexture(GL_TEXTURE_2D, name);
    constexpr auto kSide = static_cast<GLsizei>(kEnvironmentBrdfSide);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RG16, kSide, kSide, 0, GL_RG, GL_UNSIGNED_SHORT, environmentBrdfTable().data());
    for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
        glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
        glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
    return name;
}

} // namespace guanjing::render
