#pragma once

#include "app/panels/AreaChooser.h"
#include "app/panels/AreaDialog.h"
#include "geodata/exports/ImageryExport.h"

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace guanjing::app {

/// Asks what of which imagery layer goes into which file for other programs, and shows how it comes along. What takes time
/// (levels, estimate, the export itself) is done by whoever listens.
class ExportDialog : public AreaDialog {
    Q_OBJECT

public:
    struct Layer {
        QString name, date;
        std::size_t index = 0; ///< in the scene's imagery
    };
    struct Choice {
        std::size_t layer = 0;
        ExportRequest request; ///< format, coding, path, rings, clips, levels
    };
    /// `row` is chosen at first.
    ExportDialog(std::vector<Layer> layers, int row, const QString& folder, QWidget* parent = nullptr);

    [[nodiscard]] Choice choice() const;

    /// Of the layer and area chosen, coarse to fine.
    void setLevels(const std::vector<ExportEstimate::Level>& levels);
    void setEstimate(const ExportEstimate& estimate, double seconds);
    void setProblem(const QString& text);
    void setRunning(bool isRunning);

signals:
    void changed(); ///< something that the estimate depends on
    void startWanted();

protected:
    void drawingChanged() override { showRows(); }
    void reject() override;

private:
    void refresh();
    /// Those that the format asks for.
    void showRows();
    void proposePath();
    void browse();
    [[nodiscard]] ExportFormat format() const;

    std::vector<Layer> m_layers;
    QString m_folder;
    QComboBox *m_layer, *m_format, *m_finest, *m_coarsest, *m_coding;
    QLineEdit* m_path;
    QPushButton *m_browse, *m_start, *m_close;
    QLabel *m_formatHint, *m_coarsestCaption, *m_estimate;
    bool m_isPathTyped = false;
    bool m_isPossible = false, m_isRunning = false;
    std::optional<int> m_finestChosen; ///< by hand: kept when the levels are listed anew
};

} // namespace guanjing::app
