#pragma once

#include <QStyledItemDelegate>

namespace guanjing::app {

/// Draws a layer's row: checkbox, name, state in words below, state sign at the right. A click on the sign asks for the
/// messages of the source.
class LayerDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit LayerDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

signals:
    void stateClicked(const QModelIndex& index);
};

} // namespace guanjing::app
