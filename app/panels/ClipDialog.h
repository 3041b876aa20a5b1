#pragma once

#include "layers/scene/Scene.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;

namespace guanjing::app {

/// What a clip does: name, effect, heights, the layers that it cuts, and the measures of a box. Tells while one chooses
/// what cannot be used. The caller shows the clip meanwhile and takes it over once the dialog is accepted.
class ClipDialog : public QDialog {
    Q_OBJECT

public:
    /// tilesets: names, as in the scene.
    ClipDialog(const layers::ClipSpec& clip, const std::vector<std::string>& tilesets, QWidget* parent = nullptr);

    /// As chosen now.
    [[nodiscard]] layers::ClipSpec clip() const;

signals:
    void changed();

private:
    void addHeights(QFormLayout& form);
    void addBox(QFormLayout& form);
    void addSources(QFormLayout& form, const std::vector<std::string>& tilesets);
    [[nodiscard]] std::vector<std::string> chosenSources() const;
    [[nodiscard]] bool hasChosenSources() const;
    void refresh();
    [[nodiscard]] QDoubleSpinBox* metersBox(const char* name, double low, double high, double value);

    layers::ClipSpec m_clip; ///< what it was; its polygon stays
    QLineEdit* m_name;
    QComboBox* m_mode;
    QDoubleSpinBox* m_flatHeight;
    QCheckBox *m_hasLow = nullptr, *m_hasHigh = nullptr; ///< of a polygon
    QDoubleSpinBox *m_low = nullptr, *m_high = nullptr;
    /// Of a box.
    QDoubleSpinBox *m_lon = nullptr, *m_lat = nullptr, *m_middle = nullptr, *m_width = nullptr, *m_depth = nullptr,
                   *m_boxHeight = nullptr, *m_heading = nullptr;
    QListWidget* m_sources;
    QCheckBox* m_enabled;
    QLabel *m_area, *m_message;
    QDialogButtonBox* m_buttons;
};

} // namespace guanjing::app
