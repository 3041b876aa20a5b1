#include "app/panels/LayerDelegate.h"

#include "app/panels/Icons.h"
#include "app/panels/LayersModel.h"
#include "app/panels/Theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace guanjing::app {

namespace {

constexpr int kRowHeight = 42;
constexpr int kGroupHeight = 28;
constexpr int kCheckSide = 16;
constexpr int kStateSide = 17;
constexpr int kMargin = 8;

bool isGroup(const QModelIndex& index) { return !index.parent().isValid(); }

QRect checkRect(const QRect& row)
{
    return {row.left() + 2, row.top() + (row.height() - kCheckSide) / 2, kCheckSide, kCheckSide};
}

QRect stateRect(const QRect& row)
{
    return {row.right() - kStateSide - kMargin, row.top() + (row.height() - kStateSide) / 2, kStateSide, kStateSide};
}

QColor stateColor(layers::SourceState state, bool hasErrors)
{
    const ThemeColors& colors = themeColors();
    switch (state) {
    case layers::SourceState::Failed:
    case layers::SourceState::Disconnected: return colors.bad;
    case layers::SourceState::Retrying:
    case layers::SourceState::Stale: return colors.warning;
    case layers::SourceState::Hidden: return colors.secondary;
    case layers::SourceState::Ready: return hasErrors ? colors.warning : colors.good;
    case layers::SourceState::Opening:
    case layers::SourceState::Loading: return hasErrors ? colors.warning : colors.accent;
    }
    return colors.secondary;
}

} // namespace

LayerDelegate::LayerDelegate(QObject* parent) : QStyledItemDelegate(parent) { }

QSize LayerDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int lines = option.fontMetrics.height();
    return {120, isGroup(index) ? qMax(kGroupHeight, lines + 10) : qMax(kRowHeight, 2 * lines + 8)};
}

void LayerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const ThemeColors& colors = themeColors();
    const double ratio = painter->device()->devicePixelRatioF();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    if (isGroup(index)) {
        const QRect icon(row.left() + 2, row.center().y() - 8, 17, 17);
        painter->drawPixmap(
            icon, themedPixmap(index.data(LayersModel::IconNameRole).toString(), colors.secondary, 17, ratio));
        QFont font = option.font;
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(colors.secondary);
        painter->drawText(row.adjusted(26, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
        painter->restore();
        return;
    }
    QStyleOptionViewItem background = option;
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);

    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const QRectF box = QRectF(checkRect(row)).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->setPen(QPen(checked ? colors.accent : colors.secondary, 1.2));
    painter->setBrush(checked ? colors.accent : Qt::transparent);
    painter->drawRoundedRect(box, 3.5, 3.5);
    if (checked) {
        painter->setPen(QPen(colors.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF tick[] = {{box.left() + 3.4, box.center().y() + 0.3},
                                {box.left() + 6.3, box.bottom() - 4.0},
                                {box.right() - 3.2, box.top() + 4.3}};
        painter->drawPolyline(tick, 3);
    }
    const auto state = static_cast<layers::SourceState>(index.data(LayersModel::StateRole).toInt());
    const bool hasErrors = index.data(LayersModel::ErrorCountRole).toInt() > 0;
    const QColor color =
        index.data(LayersModel::ClipRole).toInt() >= 0 ? themeColors().secondary : stateColor(state, hasErrors);
    painter->drawPixmap(stateRect(row),
                        themedPixmap(index.data(LayersModel::StateIconRole).toString(), color, kStateSide, ratio));
    const QRect text(checkRect(row).right() + 10, row.top() + 3, stateRect(row).left() - checkRect(row).right() - 16,
                     row.height() - 6);
    const QRect upper(text.left(), text.top(), text.width(), text.height() / 2 + 1);
    const QRect lower(text.left(), text.top() + text.height() / 2, text.width(), text.height() / 2);
    painter->setFont(option.font);
    painter->setPen(checked ? colors.text : colors.secondary);
    painter->drawText(upper, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, upper.width()));
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.87);
    painter->setFont(small);
    painter->setPen(colors.secondary);
    painter->drawText(lower, Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(small).elidedText(index.data(LayersModel::StateTextRole).toString(), Qt::ElideRight,
                                                     lower.width()));
    painter->restore();
}

bool LayerDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                const QModelIndex& index)
{
    if (isGroup(index))
        return false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const QPoint at = static_cast<QMouseEvent*>(event)->position().toPoint();
        if (checkRect(option.rect).adjusted(-4, -10, 4, 10).contains(at)) {
            const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            return model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        }
        if (stateRect(option.rect).adjusted(-6, -10, 6, 10).contains(at)) {
            emit stateClicked(index);
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Space) {
            const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            return model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        }
    }
    return false;
}

void LayerDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int left = checkRect(option.rect).right() + 6;
    editor->setGeometry(left, option.rect.top() + 4, stateRect(option.rect).left() - left - 6,
                        option.rect.height() - 8);
}

} // namespace guanjing::app
