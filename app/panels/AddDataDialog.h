#pragma once

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace guanjing::app {

/// Asks for the address or file of a source, with examples of what can be added.
class AddDataDialog : public QDialog {
    Q_OBJECT

public:
    explicit AddDataDialog(QWidget* parent = nullptr);
    [[nodiscard]] QString source() const;

private:
    void browse();
    QLineEdit* m_address;
    QPushButton* m_ok;
};

} // namespace guanjing::app
