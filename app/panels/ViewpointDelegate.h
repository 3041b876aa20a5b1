#pragma once

#include <QStyledItemDelegate>

namespace guanjing::app {

/// Draws a viewpoint's row: thumbnail with rounded corners, name beside it.
class ViewpointDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ViewpointDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
};

} // namespace guanjing::app
