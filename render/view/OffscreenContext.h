#pragma once

#include "geodata/core/Result.h"

#include <memory>

namespace guanjing::render {

/// An OpenGL compatibility context without a window, by EGL (surfaceless or device platform); needs no display.
/// Bound to the thread that makes it. Errors: NoDisplay with EGL's reason.
class OffscreenContext {
public:
    [[nodiscard]] static Result<std::unique_ptr<OffscreenContext>> create();
    ~OffscreenContext();
    OffscreenContext(const OffscreenContext&) = delete;
    OffscreenContext& operator=(const OffscreenContext&) = delete;
    void makeCurrent();

private:
    OffscreenContext();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::render
