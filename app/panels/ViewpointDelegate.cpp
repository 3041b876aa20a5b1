#include "app/panels/ViewpointDelegate.h"

#include "app/panels/Icons.h"
#include "app/panels/Theme.h"
#include "app/panels/ViewpointsModel.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

namespace guanjing::app {

namespace {

constexpr int kMargin = 6;
constexpr int kLeft = 12;

QRect pictureRect(const QRect& row)
{
    return {row.left() + kLeft, row.top() + kMargin, ViewpointsModel::kThumbnailWidth,
            ViewpointsModel::kThumbnailHeight};
}

QRect textRect(const QRect& row)
{
    const int left = pictureRect(row).right() + 11;
    return {left, row.top(), row.right() - left - 6, row.height()};
}

} // namespace

ViewpointDelegate::ViewpointDelegate(QObject* parent) : QStyledItemDelegate(parent) { }

QSize ViewpointDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, ViewpointsModel::kThumbnailHeight + 2 * kMargin};
}

void ViewpointDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const ThemeColors& colors = themeColors();
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QStyleOptionViewItem background = option;
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
    const QRect picture = pictureRect(option.rect);
    QPainterPath frame;
    frame.addRoundedRect(picture, 5, 5);
    painter->setClipPath(frame);
    const auto thumbnail = index.data(Qt::DecorationRole).value<QPixmap>();
    if (thumbnail.isNull()) {
        painter->fillRect(picture, colors.raised);
        const QRect icon(picture.center().x() - 11, picture.center().y() - 11, 22, 22);
        painter->drawPixmap(
            icon,
            themedPixmap(QStringLiteral("viewpoint"), colors.secondary, 22, painter->device()->devicePixelRatioF()));
    } else {
        painter->drawPixmap(picture, thumbnail);
    }
    painter->setClipping(false);
    painter->setPen(colors.text);
    painter->setFont(option.font);
    const QRect text = textRect(option.rect);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, index.data().toString());
    painter->restore();
}

void ViewpointDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                             const QModelIndex&) const
{
    const QRect text = textRect(option.rect);
    editor->setGeometry(text.left() - 4, text.center().y() - 15, text.width(), 30);
}

} // namespace guanjing::app
