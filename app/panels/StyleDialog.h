#pragma once

#include "geodata/styling/AttributeStyle.h"

#include <QDialog>

#include <functional>
#include <memory>

#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;
class QSlider;
class QSpinBox;
class QTabWidget;

namespace guanjing::styling {
class Style;
}

namespace guanjing::app {

class StyleLegend;

/// How a tileset's features look: chosen by one of the properties found in the
/// loaded tiles, or written as a 3D Tiles style, with its mistakes told while
/// one types.
class StyleDialog : public QDialog {
    Q_OBJECT

public:
    StyleDialog(const QString& layerName, const std::string& styleJson, std::vector<styling::PropertySample> samples,
                QWidget* parent = nullptr);

    /// What of a style does not fit the data, in words; told below the text.
    /// None: what the style itself tells.
    using Check = std::function<std::vector<std::string>(std::shared_ptr<const styling::Style>)>;
    void setCheck(Check check);

    /// The style that would be applied now; nothing while the text has a mistake.
    /// Empty text: no style.
    [[nodiscard]] std::optional<std::string> chosenStyle() const;

signals:
    /// Apply, OK, or no style (empty) was asked for.
    void applied(const std::string& styleJson);

private:
    QWidget* makeAttributePage();
    QWidget* makeTextPage();
    void load(const std::string& styleJson);
    void propertyChosen();
    void methodChosen();
    void refresh();
    /// Null: none, or what isAsRecorded.
    [[nodiscard]] const styling::PropertySample* sample() const;
    /// What is worth knowing of the classes that were made; empty: nothing.
    [[nodiscard]] QString noteText() const;
    /// The colours that a point cloud's data has were chosen.
    [[nodiscard]] bool isAsRecorded() const;
    [[nodiscard]] styling::AttributeStyleOptions options() const;

    std::vector<styling::PropertySample> m_samples;
    Check m_check;
    QTabWidget* m_tabs;
    QComboBox *m_property, *m_method, *m_palette;
    QSpinBox* m_classes;
    QCheckBox* m_reversed;
    QSlider* m_opacity;
    QLabel *m_found, *m_note, *m_message;
    StyleLegend* m_legend;
    QPlainTextEdit* m_text;
    QDialogButtonBox* m_buttons;
};

} // namespace guanjing::app
