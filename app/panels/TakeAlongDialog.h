#pragma once

#include "app/panels/AreaChooser.h"
#include "app/panels/AreaDialog.h"
#include "layers/packs/Taking.h"

#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace guanjing::app {

/// Asks what of the scene is taken along into which file, tells how much that is, and shows how it comes along. What takes
/// time is done by whoever listens.
class TakeAlongDialog : public AreaDialog {
    Q_OBJECT

public:
    enum class Protection { None, Passphrase, KeyFile };
    struct Choice {
        PickedArea area;
        std::vector<std::string> layers, dates; ///< as TakeOptions has them
        double metersPerPixel = 0; ///< finest that is taken; 0: all there is
        Protection protection = Protection::None;
        QString passphrase, keyFile;
        QString path;
    };
    /// `layers`: all of the scene, with what keeps some from being taken.
    TakeAlongDialog(std::vector<layers::TakeLayer> layers, const QString& sceneName, const QString& folder,
                    QWidget* parent = nullptr);

    [[nodiscard]] Choice choice() const;
    void setEstimate(const layers::TakeEstimate& estimate, bool isFinal);
    void setProblem(const QString& text);
    void setRunning(bool isRunning);
    /// The pack is whole and can be opened.
    void setFinished(bool isFinished);
    /// Of one that is gone on with: nothing can be chosen any more.
    void setResumed(const QString& path, const QString& area);
    [[nodiscard]] bool isResumed() const { return m_isResumed; }

signals:
    void changed(); ///< something that the estimate depends on
    void startWanted();
    void openWanted();

protected:
    void drawingChanged() override { updateStart(); }
    bool event(QEvent* event) override;
    void reject() override;

private:
    void fillLayers();
    void refresh();
    void updateStart();
    void proposePath();
    void browse();
    [[nodiscard]] Protection protection() const;
    /// What keeps it from starting, in words; empty: nothing.
    [[nodiscard]] QString obstacle() const;

    std::vector<layers::TakeLayer> m_all;
    QString m_sceneName, m_folder;
    QTreeWidget* m_list;
    QComboBox *m_resolution, *m_protection;
    QLineEdit *m_words, *m_again, *m_key, *m_path;
    QPushButton *m_browseKey, *m_browse, *m_start, *m_open, *m_close;
    QLabel *m_estimate, *m_hint;
    QWidget *m_wordsRow, *m_keyRow;
    bool m_isPathTyped = false, m_isPossible = false;
    bool m_isRunning = false, m_isFinished = false, m_isResumed = false;
    double m_bytes = 0; ///< of the estimate
};

} // namespace guanjing::app
