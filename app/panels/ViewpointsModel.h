#pragma once

#include "app/panels/SceneDocument.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPixmap>

#include <string>

namespace guanjing::app {

/// The viewpoints of a document with their thumbnails; the name is editable, rows can be dragged. Edits are undoable.
class ViewpointsModel : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int kThumbnailWidth = 96; ///< logical pixels
    static constexpr int kThumbnailHeight = 54;

    explicit ViewpointsModel(SceneDocument& document, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDropActions() const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

private:
    void documentChanged();
    SceneDocument& m_document;
    int m_count = 0;
    mutable QHash<std::string, QPixmap> m_thumbnails; ///< decoded, by data URL
};

} // namespace guanjing::app
