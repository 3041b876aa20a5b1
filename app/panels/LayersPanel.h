#pragma once

#include "app/panels/SceneDocument.h"
#include "layers/scene/SceneEngine.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QScrollArea;
class QSlider;
class QToolButton;
class QTreeView;

namespace guanjing::app {

class LayersModel;
class StyleLegend;

/// The dock "Layers": tree, opacity of the chosen layer, and buttons. All edits
/// go to the document; flying to a layer and adding data are asked for by
/// signals.
class LayersPanel : public QWidget {
    Q_OBJECT

public:
    explicit LayersPanel(SceneDocument& document, QWidget* parent = nullptr);

    void setStatuses(std::vector<layers::SourceStatus> statuses);
    [[nodiscard]] SourceRef selected() const;
    /// Place of the chosen clip in the scene; −1 while none is chosen.
    [[nodiscard]] int selectedClip() const;
    [[nodiscard]] bool canEditSelected() const { return selected().isValid() || selectedClip() >= 0; }
    void selectClip(int clip);
    /// Chooses a layer and brings it into sight.
    void select(SourceRef ref);
    [[nodiscard]] bool canStyleSelected() const
    {
        return selected().isValid() && selected().kind == layers::SourceKind::Tileset;
    }
    [[nodiscard]] bool canZoomToSelected() const;
    [[nodiscard]] LayersModel& model() { return *m_model; }

public slots:
    void renameSelected();
    void removeSelected();
    void moveSelected(int step); ///< +1 up in the list, −1 down
    void zoomToSelected();
    void showMessagesOfSelected();
    void showPropertiesOfSelected();
    void styleSelected();

signals:
    void addDataWanted();
    void zoomToWanted(std::uint32_t sourceId);
    void styleWanted(guanjing::app::SourceRef ref);
    void zoomToClipWanted(int clip);
    void clipPropertiesWanted(int clip);
    void clipCornersWanted(int clip); ///< to be moved in the picture
    void controlsChanged(); ///< another layer is chosen, or what can be done with
        ///< it has changed

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void updateControls();
    void showMenu(const QPoint& globalAt);
    void showClipMenu(const QPoint& globalAt);
    void showMessages(SourceRef ref);
    void updateLegend();

    SceneDocument& m_document;
    LayersModel* m_model;
    QTreeView* m_tree;
    StyleLegend* m_legend;
    QScrollArea* m_legendArea = nullptr; ///< around the legend
    bool m_isSlopeLegend = false;
    std::string m_legendStyle, m_legendLayer; ///< that the legend was read from
    QLabel* m_opacityLabel;
    QLabel* m_opacityValue;
    QSlider* m_opacity;
    QToolButton *m_add, *m_up, *m_down, *m_zoom, *m_rename, *m_remove;
};

} // namespace guanjing::app
