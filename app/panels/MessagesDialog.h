#pragma once

#include "geodata/core/Error.h"

#include <QDialog>

#include <cstdint>
#include <vector>

namespace guanjing::app {

/// What went wrong with one source, newest first, to read and to copy.
class MessagesDialog : public QDialog {
    Q_OBJECT

public:
    MessagesDialog(const QString& sourceName, const std::vector<Error>& errors, std::uint64_t errorCount,
                   QWidget* parent = nullptr);
};

} // namespace guanjing::app
