#pragma once

#include <QColor>
#include <QString>

class QPalette;

namespace guanjing::app {

enum class ThemeName { Light, Dark };

/// Colours of one theme: quiet greys and one accent. State colours go with a symbol, never alone.
struct ThemeColors {
    QColor window; ///< panels
    QColor base; ///< fields and lists
    QColor raised; ///< hovered, pressed
    QColor border;
    QColor text;
    QColor secondary; ///< captions, units
    QColor accent;
    QColor onAccent;
    QColor good, warning, bad;
};

/// The theme in force; icons read it while painting. GUI thread.
[[nodiscard]] ThemeName currentTheme();
[[nodiscard]] const ThemeColors& themeColors();
/// Sets palette, style sheet and font of the application; widgets repaint by Qt's own StyleChange.
void applyTheme(ThemeName theme);

/// The parts that applyTheme puts together, for tests.
[[nodiscard]] ThemeColors colorsOf(ThemeName theme);
[[nodiscard]] QPalette paletteOf(const ThemeColors& colors);
[[nodiscard]] QString styleSheetOf(const ThemeColors& colors);

} // namespace guanjing::app
