#pragma once

#include "app/panels/SceneDocument.h"
#include "layers/scene/SceneEngine.h"

#include <QAbstractItemModel>

#include <optional>
#include <vector>

namespace guanjing::app {

/// The layers of a document as a tree: kinds, and below each its sources; last the clips. Imagery stands top first, as it
/// is drawn.
/// Checkbox and name are editable and become undoable edits of the document; rows of one kind can be dragged.
class LayersModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        SourceRefRole = Qt::UserRole + 1, ///< invalid ref for a kind's row
        StateRole, ///< int of layers::SourceState
        StateTextRole,
        ErrorCountRole,
        OpacityRole,
        IconNameRole,
        StateIconRole,
        ClipRole ///< index of the clip; −1 for other rows
    };

    explicit LayersModel(SceneDocument& document, QObject* parent = nullptr);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDropActions() const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

    /// What the engine says of its sources; changed rows are repainted, nothing else.
    void setStatuses(std::vector<layers::SourceStatus> statuses);
    [[nodiscard]] const layers::SourceStatus* statusOf(SourceRef ref) const;
    [[nodiscard]] SourceRef refOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(SourceRef ref) const;
    /// Place of a row's clip in the scene; −1 where the row is none.
    [[nodiscard]] int clipOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOfClip(int clip) const;
signals:
    /// A row was dragged to another place; the source has this place now.
    void dragged(guanjing::app::SourceRef ref);

public:
    /// Names and states in the language in force.
    void retranslate();

private:
    void documentChanged();
    [[nodiscard]] bool isClipGroup(int row) const { return m_clipCount > 0 && row == static_cast<int>(m_kinds.size()); }
    [[nodiscard]] QVariant clipData(const layers::ClipSpec& clip, int role) const;
    [[nodiscard]] int indexInKind(int kindRow, int row) const;

    SceneDocument& m_document;
    std::vector<layers::SourceKind> m_kinds; ///< the kinds that have sources, as shown
    std::vector<int> m_counts;
    int m_clipCount = 0;
    std::vector<layers::SourceStatus> m_statuses;
};

} // namespace guanjing::app

Q_DECLARE_METATYPE(guanjing::app::SourceRef)
