#pragma once

#include <QString>

namespace guanjing::test {

/// Where the checkout and the build lie, for files that tests read and pictures that they leave. Compiled once, so that the
/// tests themselves are the same in every checkout and a compiler cache knows them again.
/// `relative` to the repository's root: "resources/scene/scene.schema.json".
QString sourcePath(const char* relative = "");
/// `relative` to the build folder: "pictures".
QString buildPath(const char* relative = "");

} // namespace guanjing::test
