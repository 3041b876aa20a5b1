#pragma once

#include "render/upload/GlContext.h"
#include "render/view/OffscreenContext.h"

#include <QTest>

#include <memory>

namespace guanjing::test {

/// A test that needs OpenGL: a context without a window. Its initTestCase calls openContext, its cleanupTestCase closeContext
/// once all that it made with m_gl is gone. Without Q_OBJECT, so that no test has to run moc over this header.
class GlTest : public QObject {
protected:
    /// Fails the test program when there is no context.
    void openContext()
    {
        auto context = render::OffscreenContext::create();
        if (!context)
            QFAIL(context.error().toString().c_str());
        m_offscreen = std::move(*context);
        m_gl = std::make_unique<render::GlContext>();
    }

    /// Fails when something that was made on the GPU has not been freed.
    void closeContext()
    {
        const int left = m_gl ? m_gl->counts().total() : 0;
        m_gl.reset();
        m_offscreen.reset();
        QCOMPARE(left, 0);
    }

    std::unique_ptr<render::OffscreenContext> m_offscreen;
    std::unique_ptr<render::GlContext> m_gl;
};

} // namespace guanjing::test
