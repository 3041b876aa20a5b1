#include "render/view/OffscreenContext.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

namespace guanjing::render {

namespace {

std::string eglReason(const char* call)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s failed with EGL error 0x%04x", call,
                  static_cast<unsigned>(eglGetError()));
    return text.data();
}

bool hasWord(const char* list, const char* word) { return list && std::strstr(list, word) != nullptr; }

/// Displays that need no window system, best first: surfaceless Mesa, then every EGL device, then the default.
std::vector<EGLDisplay> candidateDisplays()
{
    std::vector<EGLDisplay> displays;
    const char* client = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    const auto getPlatformDisplay =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    const auto queryDevices = reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
    const auto queryDeviceString =
        reinterpret_cast<PFNEGLQUERYDEVICESTRINGEXTPROC>(eglGetProcAddress("eglQueryDeviceStringEXT"));
    if (getPlatformDisplay && queryDevices && hasWord(client, "EGL_EXT_platform_device")) {
        std::array<EGLDeviceEXT, 16> devices{};
        EGLint count = 0;
        if (queryDevices(static_cast<EGLint>(devices.size()), devices.data(), &count)) {
            // Hardware first; a software device says so in its extensions.
            for (const bool software : {false, true})
                for (EGLint i = 0; i < count; ++i) {
                    const char* words = queryDeviceString
                        ? queryDeviceString(devices[static_cast<std::size_t>(i)], EGL_EXTENSIONS)
                        : nullptr;
                    if (hasWord(words, "EGL_MESA_device_software") != software)
                        continue;
                    displays.push_back(
                        getPlatformDisplay(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<std::size_t>(i)], nullptr));
                }
        }
    }
    if (getPlatformDisplay && hasWord(client, "EGL_MESA_platform_surfaceless"))
        displays.push_back(
            getPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, nullptr /* EGL_DEFAULT_DISPLAY */, nullptr));
    displays.push_back(eglGetDisplay(nullptr /* EGL_DEFAULT_DISPLAY */));
    return displays;
}

} // namespace

struct OffscreenContext::Impl {
    EGLDisplay display = nullptr;
    EGLContext context = nullptr;
    EGLSurface surface = nullptr; ///< a 1x1 pixel buffer where contexts without surface are not supported
};

OffscreenContext::OffscreenContext() : m_impl(std::make_unique<Impl>()) { }

Result<std::unique_ptr<OffscreenContext>> OffscreenContext::create()
{
    std::string reason = "no EGL display";
    for (EGLDisplay display : candidateDisplays()) {
        if (!display)
            continue;
        EGLint major = 0, minor = 0;
        if (!eglInitialize(display, &major, &minor)) {
            reason = eglReason("eglInitialize");
            continue;
        }
        if (!eglBindAPI(EGL_OPENGL_API)) {
            reason = eglReason("eglBindAPI(EGL_OPENGL_API)");
            continue;
        }
        const bool surfaceless = hasWord(eglQueryString(display, EGL_EXTENSIONS), "EGL_KHR_surfaceless_context");
        const std::array<EGLint, 5> configWish{EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE,
                                               surfaceless ? 0 : EGL_PBUFFER_BIT, EGL_NONE};
        EGLConfig config = nullptr;
        EGLint configs = 0;
        if (!eglChooseConfig(display, configWish.data(), &config, 1, &configs) || configs < 1) {
            reason = eglReason("eglChooseConfig");
            continue;
        }
        // Without a version wish drivers give the highest compatibility profile they have.
        const std::array<EGLint, 3> compatibility{EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                                  EGL_CONTEXT_OPENGL_COMPATIBILITY_PROFILE_BIT, EGL_NONE};
        EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, compatibility.data());
        if (!context)
            context = eglCreateContext(display, config, EGL_NO_CONTEXT, nullptr);
        if (!context) {
            reason = eglReason("eglCreateContext");
            continue;
        }
        EGLSurface surface = nullptr;
        if (!surfaceless) {
            const std::array<EGLint, 5> onePixel{EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
            surface = eglCreatePbufferSurface(display, config, onePixel.data());
        }
        if (!eglMakeCurrent(display, surface, surface, context)) {
            reason = eglReason("eglMakeCurrent");
            eglDestroyContext(display, context);
            if (surface)
                eglDestroySurface(display, surface);
            continue;
        }
        std::unique_ptr<OffscreenContext> result(new OffscreenContext);
        result->m_impl->display = display;
        result->m_impl->context = context;
        result->m_impl->surface = surface;
        return result;
    }
    return fail(ErrorCode::NoDisplay, "EGL", reason);
}

OffscreenContext::~OffscreenContext()
{
    if (!m_impl->context)
        return;
    eglMakeCurrent(m_impl->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (m_impl->surface)
        eglDestroySurface(m_impl->display, m_impl->surface);
    // The display stays initialised: it is shared by the process, and others may use it.
    eglDestroyContext(m_impl->display, m_impl->context);
}

void OffscreenContext::makeCurrent()
{
    eglBindAPI(EGL_OPENGL_API);
    eglMakeCurrent(m_impl->display, m_impl->surface, m_impl->surface, m_impl->context);
}

} // namespace guanjing::render
