#pragma once

#include <QDialog>

#include <vector>

namespace guanjing::layers {
struct SourceStatus;
}

namespace guanjing::app {

/// The messages of a source, newest kind first, or those of the window, as one
/// text to read, select and copy: of each kind the first in full and how many
/// are like it; long addresses are broken over lines.
class MessagesDialog : public QDialog {
    Q_OBJECT

public:
    MessagesDialog(const QString& sourceName, const layers::SourceStatus& status, QWidget* parent = nullptr);
    /// What the window has told, newest first, and what is wrong with each
    /// source.
    explicit MessagesDialog(const QStringList& notices, const std::vector<layers::SourceStatus>& sources = {},
                            QWidget* parent = nullptr);

private:
    void build(const QString& heading, const QStringList& lines);
};

} // namespace guanjing::app
