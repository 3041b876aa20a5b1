#pragma once

#include <QStringList>

class QMimeData;

namespace guanjing::app {

/// Files and addresses that can be dropped onto the window; empty when there is nothing of the kind.
[[nodiscard]] QStringList droppedSources(const QMimeData& data);

} // namespace guanjing::app
