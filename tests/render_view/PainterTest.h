#pragma once

#include "tests/GlTest.h"

#include "render/upload/GlContentPreparer.h"
#include "render/view/FramePainter.h"

#include <memory>

namespace guanjing::test {

/// A test of pictures: what prepares contents and what paints a frame of them. Its initTestCase calls openPainter, its
/// cleanupTestCase closePainter once all else that it made on the GPU is gone.
class PainterTest : public GlTest {
protected:
    /// Fails the test program when there is no context.
    void openPainter()
    {
        openContext();
        if (QTest::currentTestFailed())
            return;
        m_preparer = std::make_unique<render::GlContentPreparer>(*m_gl);
        m_painter = std::make_unique<render::FramePainter>(*m_gl);
    }

    /// Fails when something that was made on the GPU has not been freed.
    void closePainter()
    {
        m_painter.reset();
        m_preparer.reset();
        closeContext();
    }

    /// One frame, RGBA, its first row on top.
    tiles3d::Image painted(const render::FramePainter::Frame& frame)
    {
        m_painter->paint(frame);
        return m_painter->target().readPixels();
    }

    std::unique_ptr<render::GlContentPreparer> m_preparer;
    std::unique_ptr<render::FramePainter> m_painter;
};

} // namespace guanjing::test
