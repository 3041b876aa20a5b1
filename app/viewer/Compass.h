#pragma once

#include <QAbstractButton>

namespace guanjing::app {

/// The small compass over the picture: its needle points north, a click asks to turn there.
class Compass : public QAbstractButton {
    Q_OBJECT

public:
    explicit Compass(QWidget* parent = nullptr);
    void setHeading(double degrees);
    [[nodiscard]] double heading() const { return m_headingDegrees; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void retranslate();
    double m_headingDegrees = 0;
};

} // namespace guanjing::app
