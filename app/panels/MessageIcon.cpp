#include "app/panels/MessageIcon.h"

#include "app/panels/Icons.h"
#include "app/panels/Theme.h"

#include <QMessageBox>

namespace guanjing::app {

void setMessageIcon(QMessageBox& box, const QString& name)
{
    constexpr int kSide = 32;
    box.setIconPixmap(themedPixmap(name, themeColors().accent, kSide, box.devicePixelRatioF()));
}

void showWarning(QWidget* parent, const QString& title, const QString& text)
{
    QMessageBox box(QMessageBox::Warning, title, text, QMessageBox::Ok, parent);
    setMessageIcon(box, QStringLiteral("state-warning"));
    box.exec();
}

} // namespace guanjing::app
