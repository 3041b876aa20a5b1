#pragma once

#include "app/cli/Options.h"

#include <QCommandLineOption>

#include <vector>

class QCommandLineParser;

namespace guanjing::app {

/// What `export` understands besides the common options.
[[nodiscard]] std::vector<QCommandLineOption> exportOptions();
/// Errors: Usage, with a sentence.
[[nodiscard]] Result<void> readExportOptions(const QCommandLineParser& parser, Options& options);

} // namespace guanjing::app
