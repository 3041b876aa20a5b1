#pragma once

#include <QString>

class QLabel;

namespace guanjing::app {

/// The text with places where a line may break (zero-width spaces) inside of words that are longer than a panel is wide:
/// behind the separators of an address, else every few characters. To be shown, not to be copied.
[[nodiscard]] QString breakable(const QString& text);

/// Lets a label wrap in whatever width there is, so that its text does not widen the panel.
void wrapInPlace(QLabel& label);

} // namespace guanjing::app
