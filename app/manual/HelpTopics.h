#pragma once

#include <QList>
#include <QString>

class QObject;

namespace guanjing::app {

/// Which page of the manual F1 opens from where.
struct HelpTopic {
    const char* objectName; ///< of a dialog, dock or panel
    const char* page; ///< "layers.html#opacity"
};

[[nodiscard]] const QList<HelpTopic>& helpTopics();
/// The page for the nearest object above `object`, itself included, that has one; empty: none.
[[nodiscard]] QString helpPageFor(const QObject* object);

} // namespace guanjing::app
