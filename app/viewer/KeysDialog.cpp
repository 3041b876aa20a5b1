#include "app/viewer/KeysDialog.h"

#include "app/panels/Theme.h"
#include "app/viewer/ViewerActions.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QMessageBox>
#include <QPixmap>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

QString table(const QString& caption, const QList<std::pair<QString, QString>>& rows)
{
    QString html =
        QStringLiteral("<tr><td colspan='2' style='padding-top:10px'><b>%1</b></td></tr>").arg(caption.toHtmlEscaped());
    for (const auto& [key, meaning] : rows) {
        html += QStringLiteral(
                    "<tr><td style='padding:3px 26px 3px 0;color:%3'>%1</td><td style='padding:3px 0'>%2</td></tr>")
                    .arg(key.toHtmlEscaped(), meaning.toHtmlEscaped(), themeColors().secondary.name());
    }
    return html;
}

QString plain(const QAction* action)
{
    QString text = action->text();
    const auto bracket = text.indexOf(QLatin1String("(&"));
    if (bracket > 0)
        text.remove(bracket, 4);
    return text.remove(u'&').remove(u'…');
}

} // namespace

KeysDialog::KeysDialog(const ViewerActions& actions, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("keysDialog"));
    setWindowTitle(tr("Mouse and keys"));
    const auto of = [](const QAction* action) {
        return std::pair{action->shortcut().toString(QKeySequence::NativeText), plain(action)};
    };
    const QString left = table(tr("Mouse"),
                               {{tr("Left button, drag"), tr("Move the city under the cursor")},
                                {tr("Right button, drag"), tr("Turn and tilt around the point")},
                                {tr("Wheel"), tr("Nearer to and away from the cursor")},
                                {tr("Click"), tr("What is known about this place")},
                                {tr("Double click"), tr("Fly closer")}})
        + table(tr("Moving by keys"),
                {{tr("Arrow keys or W A S D"), tr("Move")},
                 {tr("Shift and arrow keys"), tr("Turn and tilt")},
                 {tr("E and Q"), tr("Up and down")},
                 {tr("+ and −"), tr("Nearer and away")}});
    const QString right =
        table(tr("Commands"),
              {of(actions.home), of(actions.northUp), of(actions.mapMode), of(actions.viewBack), of(actions.search),
               of(actions.addViewpoint), of(actions.nextViewpoint), of(actions.previousViewpoint), of(actions.sun),
               of(actions.hidePanels), of(actions.fullScreen), of(actions.addData), of(actions.savePicture),
               of(actions.printPdf), of(actions.undo), of(actions.redo), of(actions.manual)});
    auto* label = new QLabel(
        QStringLiteral(
            "<table><tr><td style='padding-right:44px'><table>%1</table></td><td><table>%2</table></td></tr></table>")
            .arg(left, right),
        this);
    label->setTextFormat(Qt::RichText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 10, 22, 14);
    layout->addWidget(label);
    layout->addStretch();
    layout->addWidget(buttons);
}

void showAbout(QWidget* parent)
{
    QMessageBox box(parent);
    box.setObjectName(QStringLiteral("aboutDialog"));
    box.setWindowTitle(KeysDialog::tr("About Guanjing"));
    box.setIconPixmap(QIcon(QStringLiteral(":/icons/guanjing.svg")).pixmap(72, 72));
    box.setTextFormat(Qt::RichText);
    box.setText(QStringLiteral("<h3>%1 %2</h3><p>%3</p>")
                    .arg(KeysDialog::tr("Guanjing"), QCoreApplication::applicationVersion().toHtmlEscaped(),
                         KeysDialog::tr("A three-dimensional viewer for the city of Dongguan.")));
    box.setInformativeText(KeysDialog::tr(
        "Free software under the GNU General Public License, version 3 or later. It comes without any warranty."));
    box.setStandardButtons(QMessageBox::Close);
    box.exec();
}

} // namespace guanjing::app
