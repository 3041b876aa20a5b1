#pragma once

#include <QString>
#include <QStringList>

namespace guanjing::app {

/// The known word that was probably meant: the one that begins so, or that differs in few letters; empty when none is
/// near. Words of one letter are never suggested.
[[nodiscard]] QString nearestWord(const QString& word, const QStringList& known);
/// At most so many that are like it, whatever the case of their letters, the nearest first.
[[nodiscard]] QStringList nearestWords(const QString& word, const QStringList& known, int most);

} // namespace guanjing::app
