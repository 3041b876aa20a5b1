#pragma once

#include <QWidget>

namespace guanjing::app {

/// The line between the two sides of a swiped picture, with a handle to drag it by. Lies over the picture, as high as
/// that. GUI thread.
class SwipeDivider : public QWidget {
    Q_OBJECT

public:
    explicit SwipeDivider(QWidget& picture);
    /// Share of the picture's width, 0 to 1.
    void setShare(double share);
    [[nodiscard]] double share() const { return m_share; }
    /// After the picture has changed its size.
    void place();

signals:
    void moved(double share);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void moveTo(double share);
    QWidget& m_picture;
    double m_share = 0.5;
    double m_grabbedAt = 0; ///< pixels beside the line
    bool m_isDragged = false;
};

} // namespace guanjing::app
