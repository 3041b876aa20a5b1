#pragma once

#include <QWidget>

namespace guanjing::app {

/// The scale bar over the picture: a round length as long as it is on the screen. In perspective it holds at the centre of
/// the picture, and says so in its tool tip; on a map it holds everywhere. Hidden while the scale is unknown.
class ScaleBar : public QWidget {
    Q_OBJECT

public:
    explicit ScaleBar(QWidget* parent = nullptr);
    /// Metres on the ground per logical pixel; 0 when unknown.
    /// `isExact`: it holds in the whole picture, as on a map; otherwise the length is marked as about right.
    void setScale(double metersPerPixel, bool isExact);
    [[nodiscard]] double lengthMeters() const { return m_lengthMeters; }
    [[nodiscard]] double lengthPixels() const { return m_lengthPixels; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    [[nodiscard]] QString text() const;
    double m_lengthMeters = 0, m_lengthPixels = 0;
    bool m_isExact = true;
};

} // namespace guanjing::app
