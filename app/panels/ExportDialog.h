#pragma once

#include "app/panels/AreaChooser.h"
#include "geodata/exports/ImageryExport.h"

#include <QDialog>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace guanjing::app {

class JobPanel;

/// Asks what of which imagery layer goes into which file for other programs, and shows how it comes along. What takes time
/// (levels, estimate, the export itself) is done by whoever listens. Not modal, so that an area can be drawn.
class ExportDialog : public QDialog {
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

    [[nodiscard]] AreaChooser& areas() { return *m_areas; }
    [[nodiscard]] JobPanel& job() { return *m_job; }
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
    void reject() override;

private:
    void refresh();
    void proposePath();
    void browse();
    [[nodiscard]] ExportFormat format() const;

    std::vector<Layer> m_layers;
    QString m_folder;
    AreaChooser* m_areas;
    QComboBox *m_layer, *m_format, *m_finest, *m_coarsest, *m_coding;
    QLineEdit* m_path;
    QPushButton *m_browse, *m_start, *m_close;
    QLabel *m_formatHint, *m_coarsestCaption, *m_estimate;
    QWidget* m_form;
    JobPanel* m_job;
    bool m_isPathTyped = false;
    bool m_isPossible = false, m_isRunning = false;
    std::optional<int> m_finestChosen; ///< by hand: kept when the levels are listed anew
};

} // namespace guanjing::app
