#pragma once

#include "tests/Paths.h"

#include <QDir>
#include <QString>
#include <QtGlobal>

namespace guanjing::test {

/// Folder of the public sample data: $GUANJING_CORPUS, or ../shared/corpus beside the checkout; empty when neither is
/// there. Tests that need it carry the label "corpus" and skip with a message.
inline QString corpusDir()
{
    const QString fromEnvironment = qEnvironmentVariable("GUANJING_CORPUS");
    if (!fromEnvironment.isEmpty())
        return QDir(fromEnvironment).exists() ? fromEnvironment : QString();
    const QString beside = QDir::cleanPath(sourcePath("../shared/corpus"));
    return QDir(beside).exists() ? beside : QString();
}

} // namespace guanjing::test
