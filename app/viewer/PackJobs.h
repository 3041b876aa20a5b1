#pragma once

#include "layers/packs/Taking.h"

#include <QString>

#include <optional>

namespace guanjing::app {

/// A pack that was begun: all that is needed to go on with it after a crash, but for secrets. Kept as JSON.
struct PackJob {
    QString path;
    layers::Scene scene; ///< with the demo platform's placeholder in place of its address
    layers::TakeOptions options; ///< without aliases
    bool hasPassphrase = false;
    QString keyFile;
};

[[nodiscard]] QString writePackJob(const PackJob& job);
/// Nothing for a text that is none.
[[nodiscard]] std::optional<PackJob> readPackJob(const QString& text);
/// The path of a record, without reading all of it.
[[nodiscard]] QString packJobPath(const QString& text);

} // namespace guanjing::app
