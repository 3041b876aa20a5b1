#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace guanjing::app {

/// Asks for what opens an encrypted file: words, or the file that holds a key.
class PackKeyDialog : public QDialog {
    Q_OBJECT

public:
    /// `problem`: what was wrong with the last try; may be empty.
    PackKeyDialog(const QString& fileName, const QString& problem, QWidget* parent = nullptr);

    [[nodiscard]] QString passphrase() const;
    [[nodiscard]] QString keyFile() const { return m_keyFile; } ///< chosen in place of words; else empty

private:
    void browse();
    QString m_keyFile;
    QLineEdit* m_words;
    QPushButton* m_open;
};

} // namespace guanjing::app
