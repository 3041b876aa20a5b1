#pragma once

#include "geodata/styling/AttributeStyle.h"

#include <QWidget>

#include <optional>
#include <string_view>

namespace guanjing::app {

/// Name of a property for people: what is not in the data itself has a name of
/// ours.
[[nodiscard]] QString propertyTitle(std::string_view name);
/// With the names of LAS classes, of values without words, and a title, in the
/// interface's language.
[[nodiscard]] styling::Legend translated(styling::Legend legend);

/// The classes of steepness that the ground can be coloured by, in the
/// interface's language.
[[nodiscard]] styling::Legend slopeLegend();

/// The colours of a style and what they stand for: a list of classes, or a bar
/// for a gradient. Nothing to show: hidden.
class StyleLegend : public QWidget {
    Q_OBJECT

public:
    explicit StyleLegend(QWidget* parent = nullptr);

    /// `layer`: whose it is; empty where that is plain.
    void setLegend(std::optional<styling::Legend> legend, const QString& layer = {});
    [[nodiscard]] const std::optional<styling::Legend>& legend() const { return m_legend; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    void describe();

    std::optional<styling::Legend> m_legend; ///< as it was given
    QString m_layer;
    styling::Legend m_shown; ///< in the interface's language
};

} // namespace guanjing::app
