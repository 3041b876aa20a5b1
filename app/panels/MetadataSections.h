#pragma once

#include "layers/tiling/Pick.h"

#include <QWidget>

#include <vector>

namespace guanjing::app {

class AttributeTable;

/// A value as a panel shows it: a number with the digits that it was stored with.
[[nodiscard]] QString attributeText(const tiles3d::PropertyValue& value);
/// What a schema says about an attribute: title, type, meaning and description, a line each; empty where it says nothing.
[[nodiscard]] QString attributeNote(const tiles3d::Attribute& attribute);

/// What the style says of a picked feature, and what is known of the wholes that it belongs to, content to tileset: a heading with the class and a table
/// for each.
class MetadataSections : public QWidget {
    Q_OBJECT

public:
    explicit MetadataSections(QWidget* parent = nullptr);
    void setMetadata(const std::vector<layers::PickedMetadata>& metadata);
    /// Headings and rows, to be copied.
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();

    std::vector<layers::PickedMetadata> m_metadata;
};

} // namespace guanjing::app
