#pragma once

#include "app/services/SceneSource.h"
#include "geodata/core/Result.h"
#include "layers/scene/Scene.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <stop_token>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace guanjing::app {

/// Asks for the address or file of a source, looks whether it can be opened, shows what was found, and closes only when
/// that is to be added. What is wrong stands below the field, which stays open.
class AddDataDialog : public QDialog {
    Q_OBJECT

public:
    /// Looks at a source without holding up the caller and calls `done` on the GUI thread, unless `stop` is set before.
    using Probe = std::function<void(const QString& source, std::stop_token stop,
                                     std::function<void(Result<ProbedSource>)> done)>;

    explicit AddDataDialog(Probe probe, QWidget* parent = nullptr);
    ~AddDataDialog() override;
    /// What is to be added, with the names given to it, once accepted.
    [[nodiscard]] layers::Scene chosen() const;
    /// Once more at the same address, when something has changed that may let it be opened.
    void lookAgain();

protected:
    void reject() override;

private:
    enum class Step { Asking, Looking, Found };
    void browse();
    void goOn();
    void look();
    void stopLooking();
    void arrived(Result<ProbedSource> found);
    void enter(Step step);
    void updateButtons();
    [[nodiscard]] int chosenCount() const;
    /// Nothing in the scene refers to its sources by their names.
    [[nodiscard]] bool takesNames() const;

    Probe m_probe;
    Step m_step = Step::Asking;
    std::stop_source m_stop;
    layers::Scene m_found;
    bool m_isUnseen = false; ///< nothing of it was there where it was looked for
    QLineEdit* m_address;
    QPushButton *m_browse, *m_ok, *m_cancel;
    QLabel *m_hint, *m_problem, *m_foundCaption;
    QProgressBar* m_progress;
    QTreeWidget* m_list;
};

} // namespace guanjing::app
