#include "tests/Paths.h"

namespace guanjing::test {

namespace {

QString below(const QString& folder, const char* relative)
{
    return *relative == '\0' ? folder : folder + '/' + QString::fromUtf8(relative);
}

} // namespace

QString sourcePath(const char* relative) { return below(QStringLiteral(GUANJING_SOURCE_DIR), relative); }

QString buildPath(const char* relative) { return below(QStringLiteral(GUANJING_BINARY_DIR), relative); }

} // namespace guanjing::test
