#pragma once

#include "app/cli/Options.h"

#include <QCommandLineOption>

#include <memory>
#include <vector>

class QCommandLineParser;

namespace guanjing::app {

/// What `pack` understands besides the common options.
[[nodiscard]] std::vector<QCommandLineOption> packOptions();
/// Errors: Usage, with a sentence.
[[nodiscard]] Result<void> readPackOptions(const QCommandLineParser& parser, Options& options);
/// The first line of a file. Errors: ReadFailed, BadValue.
[[nodiscard]] Result<StoreKey> readPassphraseFile(const QString& path);
/// --key or --passphrase-file; null: neither. Errors: Usage, those of the files.
[[nodiscard]] Result<std::shared_ptr<const StoreKey>> readPackKey(const QCommandLineParser& parser);

} // namespace guanjing::app
