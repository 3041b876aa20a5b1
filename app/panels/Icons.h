#pragma once

#include <QIcon>
#include <QString>

class QToolButton;
class QWidget;

namespace guanjing::app {

/// Makes the icons and the table of towns, which are linked in as resources, known to Qt; once, before first use.
void initializeResources();

/// A line icon of the family in resources/icons, drawn in the text colour of the theme in force at the time of painting
/// (the accent when checked, dimmed when disabled), sharp at any scale factor.
[[nodiscard]] QIcon themedIcon(const QString& name);
/// The same as a picture in one colour.
[[nodiscard]] QPixmap themedPixmap(const QString& name, const QColor& color, int sizePixels, double devicePixelRatio);

/// A flat button of the panels with an icon of the theme, named for tests; belongs to `parent`.
[[nodiscard]] QToolButton* makeToolButton(QWidget* parent, const QString& name, const QString& icon);

} // namespace guanjing::app
