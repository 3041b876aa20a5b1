#pragma once

#include <QDialog>

namespace guanjing::app {

class ViewerActions;

/// What mouse and keys do, on one page.
class KeysDialog : public QDialog {
    Q_OBJECT

public:
    explicit KeysDialog(const ViewerActions& actions, QWidget* parent = nullptr);
};

/// The program, its version and licence.
void showAbout(QWidget* parent);

} // namespace guanjing::app
