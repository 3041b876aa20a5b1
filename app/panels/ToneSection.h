#pragma once

#include <QGroupBox>

#include <array>

class QLabel;
class QSlider;

namespace guanjing::app {

/// Tones of an imagery layer, −1..1 each, 0 as they are.
struct PictureTone {
    double brightness = 0, contrast = 0, saturation = 0;
    bool operator==(const PictureTone&) const = default;
};

/// Brightness, contrast and saturation of an imagery layer, to be changed.
class ToneSection : public QGroupBox {
    Q_OBJECT

public:
    explicit ToneSection(const PictureTone& tone, QWidget* parent = nullptr);
    [[nodiscard]] PictureTone tone() const;

signals:
    void changed(const PictureTone& tone);

private:
    struct Row {
        QSlider* slider;
        QLabel* percent;
    };
    std::array<Row, 3> m_rows{};
};

} // namespace guanjing::app
