#include "app/panels/LayersModel.h"

#include "app/panels/Format.h"
#include "app/services/ErrorText.h"
#include "app/services/Language.h"
#include "layers/scene/ClipPlace.h"

#include <QMimeData>

#include <algorithm>
#include <array>

namespace guanjing::app {

using layers::SourceKind;
using layers::SourceState;

namespace {

constexpr std::array kKinds{SourceKind::Imagery, SourceKind::Tileset, SourceKind::Live, SourceKind::Terrain,
                            SourceKind::Vector};
constexpr auto kMimeType = "application/x-guanjing-layer";
constexpr quintptr kTopLevel = ~quintptr{0};

QString kindIcon(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Imagery: return QStringLiteral("imagery");
    case SourceKind::Tileset: return QStringLiteral("tileset");
    case SourceKind::Live: return QStringLiteral("live");
    case SourceKind::Terrain: return QStringLiteral("terrain");
    case SourceKind::Vector: return QStringLiteral("vector");
    }
    return {};
}

QString stateIcon(SourceState state, bool hasErrors)
{
    switch (state) {
    case SourceState::Opening:
    case SourceState::Loading: return hasErrors ? QStringLiteral("state-warning") : QStringLiteral("state-loading");
    case SourceState::Retrying: return QStringLiteral("state-warning");
    case SourceState::Ready: return hasErrors ? QStringLiteral("state-warning") : QStringLiteral("state-ready");
    case SourceState::Failed: return QStringLiteral("state-failed");
    case SourceState::Stale: return QStringLiteral("state-stale");
    case SourceState::Disconnected: return QStringLiteral("state-disconnected");
    case SourceState::Hidden: return QStringLiteral("eye-off");
    }
    return {};
}

bool sameTrouble(const layers::SourceStatus& a, const layers::SourceStatus& b)
{
    if (!a.trouble || !b.trouble)
        return a.trouble.has_value() == b.trouble.has_value();
    return a.trouble->source == b.trouble->source && a.trouble->toString() == b.trouble->toString();
}

bool sameToLookAt(const layers::SourceStatus& a, const layers::SourceStatus& b)
{
    return a.id == b.id && a.kind == b.kind && a.name == b.name && a.state == b.state && a.pending == b.pending
        && a.errorCount == b.errorCount && sameTrouble(a, b) && a.attribution == b.attribution && a.bounds == b.bounds
        && a.hasNoPlace == b.hasNoPlace;
}

} // namespace

LayersModel::LayersModel(SceneDocument& document, QObject* parent) : QAbstractItemModel(parent), m_document(document)
{
    connect(&document, &SceneDocument::sceneChanged, this, &LayersModel::documentChanged);
    documentChanged();
}

void LayersModel::documentChanged()
{
    std::vector<SourceKind> kinds;
    std::vector<int> counts;
    for (const SourceKind kind : kKinds) {
        if (const int count = sourceCount(m_document.scene(), kind); count > 0) {
            kinds.push_back(kind);
            counts.push_back(count);
        }
    }
    const auto clipCount = static_cast<int>(m_document.scene().clips.size());
    if (kinds == m_kinds && counts == m_counts && clipCount == m_clipCount) {
        for (int row = 0; row < rowCount(); ++row) {
            const QModelIndex group = index(row, 0);
            emit dataChanged(index(0, 0, group), index(rowCount(group) - 1, 0, group));
        }
        return;
    }
    beginResetModel();
    m_kinds = std::move(kinds);
    m_counts = std::move(counts);
    m_clipCount = clipCount;
    endResetModel();
}

int LayersModel::indexInKind(int kindRow, int row) const
{
    const auto k = static_cast<std::size_t>(kindRow);
    return m_kinds[k] == SourceKind::Imagery ? m_counts[k] - 1 - row : row;
}

QModelIndex LayersModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, parent.isValid() ? static_cast<quintptr>(parent.row()) : kTopLevel);
}

QModelIndex LayersModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == kTopLevel)
        return {};
    return createIndex(static_cast<int>(child.internalId()), 0, kTopLevel);
}

int LayersModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_kinds.size()) + (m_clipCount > 0 ? 1 : 0);
    if (parent.internalId() != kTopLevel)
        return 0;
    if (isClipGroup(parent.row()))
        return m_clipCount;
    return m_counts[static_cast<std::size_t>(parent.row())];
}

int LayersModel::columnCount(const QModelIndex&) const { return 1; }

SourceRef LayersModel::refOf(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == kTopLevel)
        return {};
    const int kindRow = static_cast<int>(index.internalId());
    if (kindRow >= static_cast<int>(m_kinds.size()))
        return {};
    return {m_kinds[static_cast<std::size_t>(kindRow)], indexInKind(kindRow, index.row())};
}

QModelIndex LayersModel::indexOf(SourceRef ref) const
{
    const auto at = std::find(m_kinds.begin(), m_kinds.end(), ref.kind);
    if (at == m_kinds.end() || !ref.isValid())
        return {};
    const int kindRow = static_cast<int>(at - m_kinds.begin());
    return index(indexInKind(kindRow, ref.index), 0, index(kindRow, 0));
}

int LayersModel::clipOf(const QModelIndex& index) const
{
    const bool isClip =
        index.isValid() && index.internalId() != kTopLevel && isClipGroup(static_cast<int>(index.internalId()));
    return isClip && index.row() < static_cast<int>(m_document.scene().clips.size()) ? index.row() : -1;
}

QModelIndex LayersModel::indexOfClip(int clip) const
{
    if (clip < 0 || clip >= m_clipCount)
        return {};
    return index(clip, 0, index(static_cast<int>(m_kinds.size()), 0));
}

const layers::SourceStatus* LayersModel::statusOf(SourceRef ref) const
{
    // The engine lists the sources of each kind in the order of the document.
    int position = 0;
    for (const auto& status : m_statuses) {
        if (status.kind == ref.kind && position++ == ref.index)
            return &status;
    }
    return nullptr;
}

QVariant LayersModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == kTopLevel && isClipGroup(index.row())) {
        return role == Qt::DisplayRole ? QVariant(tr("Clips"))
            : role == IconNameRole     ? QVariant(QStringLiteral("clip"))
                                       : QVariant();
    }
    if (const int clip = clipOf(index); clip >= 0)
        return role == ClipRole ? QVariant(clip)
                                : clipData(m_document.scene().clips[static_cast<std::size_t>(clip)], role);
    if (role == ClipRole)
        return -1;
    if (index.internalId() == kTopLevel) {
        if (index.row() >= static_cast<int>(m_kinds.size()))
            return {};
        const SourceKind kind = m_kinds[static_cast<std::size_t>(index.row())];
        switch (role) {
        case Qt::DisplayRole:
            switch (kind) {
            case SourceKind::Imagery: return tr("Imagery");
            case SourceKind::Tileset: return tr("3D models");
            case SourceKind::Live: return tr("Live");
            case SourceKind::Terrain: return tr("Terrain");
            case SourceKind::Vector: return tr("Vectors");
            }
            return {};
        case IconNameRole: return kindIcon(kind);
        default: return {};
        }
    }
    const SourceRef ref = refOf(index);
    const auto* source = findSource(m_document.scene(), ref);
    if (!source)
        return {};
    const auto* status = statusOf(ref);
    const SourceState state = !source->visible ? SourceState::Hidden : status ? status->state : SourceState::Opening;
    const bool hasErrors = status && status->errorCount > 0;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return source->name.empty() && role == Qt::DisplayRole ? tr("Unnamed") : QString::fromStdString(source->name);
    case Qt::CheckStateRole: return source->visible ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole: {
        QString text = QString::fromStdString(source->url).toHtmlEscaped();
        if (status && status->trouble)
            text += QStringLiteral("<br>") + errorText(*status->trouble).toHtmlEscaped();
        if (status && status->hasNoPlace)
            text += QStringLiteral("<br>") + noPlaceText().toHtmlEscaped();
        return text;
    }
    case Qt::AccessibleDescriptionRole:
    case StateTextRole: {
        const bool isLights =
            ref.kind == SourceKind::Imagery && static_cast<const layers::ImagerySourceSpec*>(source)->lights;
        QString text;
        switch (state) {
        case SourceState::Opening: text = tr("Opening…"); break;
        case SourceState::Ready: text = tr("Ready"); break;
        case SourceState::Loading:
            text = withThinGroups(tr("Loading, %Ln left", nullptr, static_cast<int>(status ? status->pending : 0)));
            break;
        case SourceState::Retrying: text = tr("Retrying"); break;
        case SourceState::Failed: text = tr("Failed"); break;
        case SourceState::Stale: text = tr("No new values"); break;
        case SourceState::Disconnected: text = tr("Disconnected"); break;
        case SourceState::Hidden:
            text = !source->visible ? tr("Hidden") : isLights ? tr("Shown after dusk") : tr("Not in any view now");
            break;
        }
        if (status && status->trouble && state != SourceState::Hidden)
            text = tr("%1: %2", "state: why")
                       .arg(text,
                            errorCauseText(*status->trouble) + QLatin1Char(' ')
                                + QString::fromStdString(status->trouble->source));
        else if (hasErrors)
            text = tr("%1 · %2").arg(
                text, withThinGroups(tr("%Ln message(s)", nullptr, static_cast<int>(status->errorCount))));
        else if (status && status->hasNoPlace && state != SourceState::Hidden)
            text = tr("%1 · %2").arg(text, tr("no place on Earth"));
        return text;
    }
    case SourceRefRole: return QVariant::fromValue(ref);
    case StateRole: return static_cast<int>(state);
    case ErrorCountRole: return static_cast<int>(status ? status->errorCount : 0);
    case OpacityRole: return source->opacity;
    case IconNameRole: return kindIcon(ref.kind);
    case StateIconRole: return stateIcon(state, hasErrors);
    default: return {};
    }
}

QVariant LayersModel::clipData(const layers::ClipSpec& clip, int role) const
{
    const bool isFlatten = clip.mode == "flatten", isOutside = clip.mode == "clip-outside";
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return QString::fromStdString(clip.name);
    case Qt::CheckStateRole: return clip.enabled ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole: {
        QStringList names;
        for (const std::string& name : clip.sources)
            names << (name == layers::kGroundName         ? tr("Ground")
                          : name == layers::kTilesetsName ? tr("All 3D models")
                                                          : QString::fromStdString(name));
        if (names.isEmpty())
            names << tr("All 3D models");
        return tr("Clips: %1", "names of layers").arg(names.join(tr(", ", "between names"))).toHtmlEscaped();
    }
    case Qt::AccessibleDescriptionRole:
    case StateTextRole: {
        QString text = isFlatten ? tr("Lies flat at %1 m").arg(formatMeters(clip.flatHeightMeters, 1))
            : isOutside          ? tr("Only what is inside")
                                 : tr("Cut away inside");
        if (!clip.enabled)
            text = tr("Off");
        return tr("%1 · %2").arg(text, formatArea(layers::areaOf(layers::outlineOf(clip))));
    }
    case SourceRefRole: return QVariant::fromValue(SourceRef{});
    case StateRole: return static_cast<int>(clip.enabled ? SourceState::Ready : SourceState::Hidden);
    case ErrorCountRole: return 0;
    case OpacityRole: return 1.0;
    case IconNameRole: return QStringLiteral("clip");
    case StateIconRole:
        return isFlatten ? QStringLiteral("clip-flatten")
            : isOutside  ? QStringLiteral("clip-outside")
                         : QStringLiteral("clip-inside");
    default: return {};
    }
}

bool LayersModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (const int clip = clipOf(index); clip >= 0) {
        if (role == Qt::CheckStateRole)
            m_document.setClipEnabled(clip, value.toInt() == Qt::Checked);
        else if (role == Qt::EditRole && !value.toString().trimmed().isEmpty())
            m_document.renameClip(clip, value.toString());
        else
            return false;
        return true;
    }
    const SourceRef ref = refOf(index);
    if (!findSource(m_document.scene(), ref))
        return false;
    if (role == Qt::CheckStateRole) {
        m_document.setVisible(ref, value.toInt() == Qt::Checked);
        return true;
    }
    if (role == Qt::EditRole && !value.toString().trimmed().isEmpty()) {
        m_document.rename(ref, value.toString());
        return true;
    }
    if (role == OpacityRole) {
        m_document.setOpacity(ref, value.toDouble());
        return true;
    }
    return false;
}

Qt::ItemFlags LayersModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (index.internalId() == kTopLevel)
        return isClipGroup(index.row()) ? Qt::ItemFlags(Qt::ItemIsEnabled) : Qt::ItemIsEnabled | Qt::ItemIsDropEnabled;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsUserCheckable;
    return clipOf(index) >= 0 ? flags : flags | Qt::ItemIsDragEnabled;
}

QStringList LayersModel::mimeTypes() const { return {QLatin1String(kMimeType)}; }

QMimeData* LayersModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty() || !refOf(indexes.first()).isValid())
        return nullptr;
    const SourceRef ref = refOf(indexes.first());
    auto* mime = new QMimeData;
    mime->setData(QLatin1String(kMimeType),
                  QByteArray::number(static_cast<int>(ref.kind)) + ' ' + QByteArray::number(ref.index));
    return mime;
}

Qt::DropActions LayersModel::supportedDropActions() const { return Qt::MoveAction; }

namespace {

SourceRef draggedRef(const QMimeData* data)
{
    const auto parts = data ? data->data(QLatin1String(kMimeType)).split(' ') : QList<QByteArray>{};
    if (parts.size() != 2)
        return {};
    return {static_cast<SourceKind>(parts[0].toInt()), parts[1].toInt()};
}

} // namespace

bool LayersModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                                  const QModelIndex& parent) const
{
    const SourceRef ref = draggedRef(data);
    return action == Qt::MoveAction && ref.isValid() && parent.isValid() && parent.internalId() == kTopLevel && row >= 0
        && parent.row() < static_cast<int>(m_kinds.size())
        && m_kinds[static_cast<std::size_t>(parent.row())] == ref.kind;
}

bool LayersModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                               const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const SourceRef ref = draggedRef(data);
    const int fromRow = indexOf(ref).row();
    const int toRow = row > fromRow ? row - 1 : row;
    const SourceRef moved{ref.kind, indexInKind(parent.row(), toRow)};
    m_document.move(ref, moved.index);
    emit dragged(moved);
    // Moved already; true would let the view remove the dragged row.
    return false;
}

void LayersModel::setStatuses(std::vector<layers::SourceStatus> statuses)
{
    const bool sameSize = statuses.size() == m_statuses.size();
    std::vector<bool> changed(statuses.size(), true);
    for (std::size_t i = 0; sameSize && i < statuses.size(); ++i)
        changed[i] = !sameToLookAt(statuses[i], m_statuses[i]);
    m_statuses = std::move(statuses);
    std::array<int, 5> positions{};
    for (std::size_t i = 0; i < m_statuses.size(); ++i) {
        const SourceKind kind = m_statuses[i].kind;
        const int position = positions[static_cast<std::size_t>(kind)]++;
        if (!changed[i])
            continue;
        if (const QModelIndex at = indexOf({kind, position}); at.isValid())
            emit dataChanged(at, at);
    }
}

void LayersModel::retranslate()
{
    if (rowCount() == 0)
        return;
    emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
    documentChanged();
}

} // namespace guanjing::app
