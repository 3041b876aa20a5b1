#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace guanjing::app {

/// Asks for the words that protect what is kept: once to open it, twice to choose them. The words are wiped from the fields
/// when it goes.
class PassphraseDialog : public QDialog {
    Q_OBJECT

public:
    enum class Purpose { Open, Choose };
    explicit PassphraseDialog(Purpose purpose, QWidget* parent = nullptr);
    ~PassphraseDialog() override;

    [[nodiscard]] QByteArray words() const;
    /// What was wrong with the last ones.
    void tell(const QString& problem);

private:
    void check();

    const Purpose m_purpose;
    QLineEdit *m_words, *m_again;
    QLabel* m_problem;
    QPushButton* m_ok;
};

} // namespace guanjing::app
