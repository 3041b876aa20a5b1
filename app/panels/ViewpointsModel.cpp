#include "app/panels/ViewpointsModel.h"

#include "app/panels/Format.h"
#include "app/panels/Thumbnail.h"

#include <QMimeData>

namespace guanjing::app {

namespace {

constexpr auto kMimeType = "application/x-guanjing-viewpoint";
constexpr int kMaxCachedThumbnails = 500;

} // namespace

ViewpointsModel::ViewpointsModel(SceneDocument& document, QObject* parent)
    : QAbstractListModel(parent), m_document(document)
{
    connect(&document, &SceneDocument::sceneChanged, this, &ViewpointsModel::documentChanged);
    documentChanged();
}

void ViewpointsModel::documentChanged()
{
    const int count = static_cast<int>(m_document.scene().viewpoints.size());
    if (count == m_count) {
        if (count > 0)
            emit dataChanged(index(0), index(count - 1));
        return;
    }
    beginResetModel();
    m_count = count;
    endResetModel();
}

int ViewpointsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_count; }

QVariant ViewpointsModel::data(const QModelIndex& index, int role) const
{
    const auto& viewpoints = m_document.scene().viewpoints;
    if (!index.isValid() || index.row() >= static_cast<int>(viewpoints.size()))
        return {};
    const auto& viewpoint = viewpoints[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return QString::fromStdString(viewpoint.name);
    case Qt::ToolTipRole:
        return tr("%1, camera at %2 m")
            .arg(formatLonLat(viewpoint.lonDegrees, viewpoint.latDegrees), formatMeters(viewpoint.heightMeters, 0));
    case Qt::DecorationRole: {
        if (viewpoint.thumbnail.empty())
            return {};
        auto found = m_thumbnails.find(viewpoint.thumbnail);
        if (found == m_thumbnails.end()) {
            if (m_thumbnails.size() > kMaxCachedThumbnails)
                m_thumbnails.clear();
            found = m_thumbnails.insert(viewpoint.thumbnail, thumbnailPixmap(viewpoint.thumbnail));
        }
        return *found;
    }
    default: return {};
    }
}

bool ViewpointsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || value.toString().trimmed().isEmpty())
        return false;
    m_document.renameViewpoint(index.row(), value.toString());
    return true;
}

Qt::ItemFlags ViewpointsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
}

QStringList ViewpointsModel::mimeTypes() const { return {QLatin1String(kMimeType)}; }
Qt::DropActions ViewpointsModel::supportedDropActions() const { return Qt::MoveAction; }

QMimeData* ViewpointsModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto* mime = new QMimeData;
    mime->setData(QLatin1String(kMimeType), QByteArray::number(indexes.first().row()));
    return mime;
}

bool ViewpointsModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                                   const QModelIndex& parent)
{
    if (action != Qt::MoveAction || !data || !data->hasFormat(QLatin1String(kMimeType)))
        return false;
    const int from = data->data(QLatin1String(kMimeType)).toInt();
    int to = row >= 0 ? row : parent.isValid() ? parent.row() : m_count;
    if (to > from)
        --to;
    m_document.moveViewpoint(from, to);
    return false; // moved already; the view must not remove a row
}

} // namespace guanjing::app
