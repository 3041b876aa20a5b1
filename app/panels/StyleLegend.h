#pragma once

#include "geodata/styling/AttributeStyle.h"

#include <QWidget>

#include <optional>

namespace guanjing::app {

/// The colours of a style and what they stand for: a list of classes, or a bar for a gradient. Nothing to show: hidden.
class StyleLegend : public QWidget {
    Q_OBJECT

public:
    explicit StyleLegend(QWidget* parent = nullptr);

    void setLegend(std::optional<styling::Legend> legend);
    [[nodiscard]] const std::optional<styling::Legend>& legend() const { return m_legend; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    void describe();

    std::optional<styling::Legend> m_legend;
};

} // namespace guanjing::app
