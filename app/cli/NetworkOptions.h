#pragma once

#include "app/services/NetworkSetup.h"
#include "geodata/core/Result.h"

#include <QCommandLineParser>
#include <QStringList>

#include <functional>

namespace guanjing::app {

/// --auth, --proxy, --ca-file and --client-certificate.
void addNetworkOptions(const std::function<void(const QCommandLineOption&)>& add);
/// Reads them and the files of --auth. Errors: Usage, and those of readCredentialFile().
[[nodiscard]] Result<NetworkChoice> readNetworkOptions(const QCommandLineParser& parser);
/// Those of them that are followed by a value.
[[nodiscard]] const QStringList& networkOptionsWithValue();

} // namespace guanjing::app
