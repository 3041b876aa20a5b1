#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace guanjing::test {

/// Path from the repository root → text.
using SourceTree = QMap<QString, QString>;

/// Every C++ file of app, render, layers, geodata and tests.
SourceTree readSourceTree(const QString& root);

/// The rules of ARCHITECTURE.md on includes, each breach as "file:line: what is wrong":
/// app → render → layers → geodata and no other way; quoted includes are root-relative and lead to a file; Qt only in app/
/// and tests/, OpenSceneGraph only in render/ and in the tests of render.
QStringList includeBreaches(const SourceTree& tree);

/// Rooms of one module that need each other in a circle: "layers: live -> scene -> live".
QStringList roomCycles(const SourceTree& tree);

/// Headers that bring foreign headers, of their own or through others, into another room: beyond the standard library, GLM
/// and tl::expected (Qt in app/, OpenSceneGraph in render/) those belong into a .cpp or a header that stays in its room.
/// Tests are free.
QStringList foreignHeaderBreaches(const SourceTree& tree);

/// Headers without #pragma once.
QStringList unguardedHeaders(const SourceTree& tree);

/// Files with more lines than `limit`, with their number.
QStringList longFiles(const SourceTree& tree, int limit);

} // namespace guanjing::test
