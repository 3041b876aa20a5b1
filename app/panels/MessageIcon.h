#pragma once

#include <QString>

class QMessageBox;
class QWidget;

namespace guanjing::app {

/// Gives a message box an icon of the family in resources/icons in place of the style's own.
void setMessageIcon(QMessageBox& box, const QString& name);
/// QMessageBox::warning() with that icon.
void showWarning(QWidget* parent, const QString& title, const QString& text);

} // namespace guanjing::app
