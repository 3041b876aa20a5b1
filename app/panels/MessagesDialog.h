#pragma once

#include "geodata/core/Error.h"

#include <QDialog>

#include <cstdint>
#include <vector>

namespace guanjing::app {

/// The messages of a source, newest first, as one text to read, select and copy; long addresses are broken over lines.
class MessagesDialog : public QDialog {
    Q_OBJECT

public:
    MessagesDialog(const QString& sourceName, const std::vector<Error>& errors, std::uint64_t errorCount,
                   QWidget* parent = nullptr);
};

} // namespace guanjing::app
