#pragma once

#include "layers/scene/Scene.h"
#include "layers/scene/SceneEngine.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <functional>

namespace guanjing::app {

/// A source's place in the document: its kind's list and the index in it.
struct SourceRef {
    layers::SourceKind kind = layers::SourceKind::Tileset;
    int index = -1;
    [[nodiscard]] bool isValid() const { return index >= 0; }
    bool operator==(const SourceRef&) const = default;
};

/// What all sources of a scene have in common, by reference; null when there is none.
[[nodiscard]] layers::SourceCommon* findSource(layers::Scene& scene, SourceRef ref);
[[nodiscard]] const layers::SourceCommon* findSource(const layers::Scene& scene, SourceRef ref);
[[nodiscard]] int sourceCount(const layers::Scene& scene, layers::SourceKind kind);

/// The open scene with its undo history. Every edit is a QUndoCommand that holds the scene before and after it by value:
/// scenes are small, and so nothing can be left half undone. GUI thread; views listen to the signals and read scene().
class SceneDocument : public QObject {
    Q_OBJECT

public:
    explicit SceneDocument(QObject* parent = nullptr);

    [[nodiscard]] const layers::Scene& scene() const { return m_scene; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
    /// File that it was read from or saved to; empty for a scene that was never saved.
    [[nodiscard]] const QString& path() const { return m_path; }
    void setPath(const QString& path);
    [[nodiscard]] bool isModified() const { return !m_undo.isClean(); }
    void markSaved() { m_undo.setClean(); }

    /// Replaces everything and forgets the history.
    void load(layers::Scene scene, const QString& path);
    /// Replaces addresses that moved (the demo platform on another port): no edit, not undoable, history is rewritten.
    void rewriteUrls(const QString& from, const QString& to);
    /// Changes the scene and every state in its history alike, for what is no edit.
    void rewrite(const std::function<void(layers::Scene&)>& change);

    /// What of the dates is shown and compared now: no edit, saved with the next save.
    void setCompare(const layers::CompareSpec& compare) { m_scene.compare = compare; }

    /// Gives the viewpoints that stand where this one does and have no picture one: no edit, saved with the next save.
    void giveThumbnail(const layers::Viewpoint& viewpoint, const std::string& url);

    /// One undoable edit. Consecutive edits with the same key other than 0 become one (a slider being dragged).
    void edit(const QString& text, const std::function<void(layers::Scene&)>& change, int mergeKey = 0);

    void setVisible(SourceRef ref, bool visible);
    void setOpacity(SourceRef ref, double opacity);
    /// A name that another source has gets a number; what refers to the source follows. An empty one changes nothing.
    void rename(SourceRef ref, const QString& name);
    /// What refers to the source forgets it: imagery that lay on it alone is hidden, a clip of it alone goes.
    void remove(SourceRef ref);
    /// Moves within its kind's list; `to` is the index that it has afterwards.
    void move(SourceRef ref, int to);
    /// Adds all sources of another scene behind (imagery: above) those that are there; names
    /// that are taken get a number.
    void addSources(const layers::Scene& added);

    /// A name that another clip has gets a number; returns the name that it got.
    std::string addClip(const layers::ClipSpec& clip);
    /// Puts a clip in the place of the one of this name; nothing where there is none any more.
    void setClip(const std::string& name, const layers::ClipSpec& clip, int mergeKey = 0);
    void setClipEnabled(int index, bool enabled);
    void renameClip(int index, const QString& name);
    void removeClip(int index);

    void addViewpoint(const layers::Viewpoint& viewpoint);
    void renameViewpoint(int index, const QString& name);
    void removeViewpoint(int index);
    void moveViewpoint(int from, int to);

signals:
    void sceneChanged(); ///< after every change
    void sceneReplaced(); ///< after load(), before sceneChanged()
    void pathChanged();
    void modifiedChanged(bool modified);

private:
    class EditCommand;
    void apply(const layers::Scene& scene);

    layers::Scene m_scene;
    QString m_path;
    QUndoStack m_undo;
};

} // namespace guanjing::app
