// The pictures that a CityWidget gives away: of what it shows, and small ones from elsewhere.
#include "app/viewer/CityWidget.h"

#include "render/view/CameraController.h"

#include <utility>

namespace guanjing::app {

QImage CityWidget::pictureFrom(const layers::Viewpoint& viewpoint, const QSize& devicePixels)
{
    if (!m_view)
        return {};
    m_isElsewhere = true;
    const auto view = layers::ViewState::geographic(viewpoint.lonDegrees, viewpoint.latDegrees, viewpoint.heightMeters,
                                                    viewpoint.headingDegrees, viewpoint.pitchDegrees,
                                                    devicePixels.width(), devicePixels.height());
    makeCurrent();
    m_view->setPanes({}); // until the next frame in the window
    m_view->update(view);
    if (!m_view->engine().isSettled()) {
        doneCurrent();
        return {};
    }
    render::ViewSettings plain = m_settings;
    plain.isAtRest = true;
    plain.markers = plain.labels = plain.placeNames = plain.watermark = false;
    m_view->setViewSettings(plain);
    m_view->setHighlight(std::nullopt);
    m_view->drawOffscreen(view);
    const tiles3d::Image pixels = m_view->readPixels();
    m_view->setViewSettings(m_settings);
    m_view->setHighlight(m_highlight);
    doneCurrent();
    if (pixels.width <= 0 || pixels.height <= 0 || pixels.channels != 4)
        return {};
    return QImage(pixels.pixels.data(), pixels.width, pixels.height, pixels.width * 4, QImage::Format_RGBX8888).copy();
}

void CityWidget::endPictures()
{
    if (std::exchange(m_isElsewhere, false))
        wake();
}

QImage CityWidget::picture(Marks marks)
{
    if (!m_view)
        return {};
    makeCurrent();
    if (marks == Marks::None) {
        m_view->setHighlight(std::nullopt);
        m_view->setSelectedStation(std::nullopt);
    }
    updateCameraViewport();
    render::ViewSettings still = m_settings;
    still.isAtRest = true;
    m_view->setViewSettings(still);
    m_view->drawOffscreen(m_camera->view());
    const tiles3d::Image pixels = m_view->readPixels();
    m_view->setViewSettings(m_settings);
    if (marks == Marks::None) {
        m_view->setHighlight(m_highlight);
        m_view->setSelectedStation(m_selectedStation);
    }
    doneCurrent();
    wake();
    if (pixels.width <= 0 || pixels.height <= 0 || pixels.channels != 4)
        return {};
    return QImage(pixels.pixels.data(), pixels.width, pixels.height, pixels.width * 4, QImage::Format_RGBX8888).copy();
}

} // namespace guanjing::app
