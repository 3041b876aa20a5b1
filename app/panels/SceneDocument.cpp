#include "app/panels/SceneDocument.h"

#include <QUndoCommand>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace guanjing::app {

using layers::Scene;
using layers::SourceKind;

namespace {

constexpr int kUndoLimit = 200;
constexpr int kOpacityMergeBase = 1000;

/// Calls `use` with the vector of the kind.
template <class SceneT, class Use> void withList(SceneT& scene, SourceKind kind, Use use)
{
    switch (kind) {
    case SourceKind::Terrain: use(scene.terrain); break;
    case SourceKind::Imagery: use(scene.imagery); break;
    case SourceKind::Tileset: use(scene.tilesets); break;
    case SourceKind::Live: use(scene.live); break;
    case SourceKind::Vector: use(scene.vectors); break;
    }
}

/// A name that no other has, as a scene file demands: "Roofs", "Roofs 2" …
std::string freeName(const std::set<std::string>& taken, const std::string& wanted)
{
    std::string name = wanted;
    for (int number = 2; taken.contains(name); ++number)
        name = wanted + " " + std::to_string(number);
    return name;
}

std::set<std::string> sourceNames(const Scene& scene)
{
    std::set<std::string> names;
    for (const SourceKind kind :
         {SourceKind::Terrain, SourceKind::Imagery, SourceKind::Tileset, SourceKind::Live, SourceKind::Vector})
        withList(scene, kind, [&](const auto& list) {
            for (const auto& source : list)
                names.insert(source.name);
        });
    return names;
}

std::set<std::string> viewpointNames(const Scene& scene)
{
    std::set<std::string> names;
    for (const layers::Viewpoint& viewpoint : scene.viewpoints)
        names.insert(viewpoint.name);
    return names;
}

std::set<std::string> clipNames(const Scene& scene)
{
    std::set<std::string> names;
    for (const layers::ClipSpec& clip : scene.clips)
        names.insert(clip.name);
    return names;
}

void renameInReferences(Scene& scene, const std::string& before, const std::string& after)
{
    for (auto& imagery : scene.imagery)
        std::replace(imagery.on.begin(), imagery.on.end(), before, after);
    for (auto& clip : scene.clips)
        std::replace(clip.sources.begin(), clip.sources.end(), before, after);
}

/// Names before and after of the sources that a step from one state to the other renames.
std::vector<std::pair<std::string, std::string>> renamings(const Scene& from, const Scene& to)
{
    const std::set<std::string> before = sourceNames(from), after = sourceNames(to);
    std::vector<std::pair<std::string, std::string>> found;
    const auto compare = [&](const auto& old, const auto& young) {
        for (std::size_t i = 0; old.size() == young.size() && i < old.size(); ++i)
            if (!after.contains(old[i].name) && !before.contains(young[i].name))
                found.emplace_back(old[i].name, young[i].name);
    };
    compare(from.imagery, to.imagery);
    compare(from.tilesets, to.tilesets);
    return found;
}

/// What lay on a source that is gone, and on nothing else, would lie on something it was not meant for: imagery is
/// hidden, a clip goes.
void forgetInReferences(Scene& scene, const std::string& name)
{
    for (auto& imagery : scene.imagery) {
        if (std::erase(imagery.on, name) > 0 && imagery.on.empty()) {
            imagery.on = {"terrain"};
            imagery.visible = false;
        }
    }
    std::erase_if(scene.clips, [&](auto& clip) { return std::erase(clip.sources, name) > 0 && clip.sources.empty(); });
}

template <class List> void moveElement(List& list, int from, int to)
{
    const auto size = static_cast<int>(list.size());
    if (from < 0 || from >= size || to < 0 || to >= size || from == to)
        return;
    const auto begin = list.begin();
    if (from < to)
        std::rotate(begin + from, begin + from + 1, begin + to + 1);
    else
        std::rotate(begin + to, begin + from, begin + from + 1);
}

void replacePrefix(Scene& scene, const std::string& from, const std::string& to)
{
    for (const SourceKind kind :
         {SourceKind::Terrain, SourceKind::Imagery, SourceKind::Tileset, SourceKind::Live, SourceKind::Vector}) {
        withList(scene, kind, [&](auto& list) {
            for (auto& source : list) {
                if (source.url.starts_with(from))
                    source.url = to + source.url.substr(from.size());
            }
        });
    }
}

} // namespace

layers::SourceCommon* findSource(Scene& scene, SourceRef ref)
{
    layers::SourceCommon* found = nullptr;
    withList(scene, ref.kind, [&](auto& list) {
        if (ref.index >= 0 && ref.index < static_cast<int>(list.size()))
            found = &list[static_cast<std::size_t>(ref.index)];
    });
    return found;
}

const layers::SourceCommon* findSource(const Scene& scene, SourceRef ref)
{
    const layers::SourceCommon* found = nullptr;
    withList(scene, ref.kind, [&](const auto& list) {
        if (ref.index >= 0 && ref.index < static_cast<int>(list.size()))
            found = &list[static_cast<std::size_t>(ref.index)];
    });
    return found;
}

int sourceCount(const Scene& scene, SourceKind kind)
{
    int count = 0;
    withList(scene, kind, [&](const auto& list) { count = static_cast<int>(list.size()); });
    return count;
}

class SceneDocument::EditCommand final : public QUndoCommand {
public:
    EditCommand(SceneDocument& document, const QString& text, Scene before, Scene after, int mergeKey)
        : QUndoCommand(text)
        , m_document(document)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_mergeKey(mergeKey)
    { }
    void undo() override { m_document.apply(m_before); }
    void redo() override { m_document.apply(m_after); }
    int id() const override { return m_mergeKey == 0 ? -1 : m_mergeKey; }
    bool mergeWith(const QUndoCommand* other) override
    {
        m_after = static_cast<const EditCommand*>(other)->m_after;
        setObsolete(m_after == m_before);
        return true;
    }
    void rewrite(const std::function<void(Scene&)>& change)
    {
        change(m_before);
        change(m_after);
    }

private:
    SceneDocument& m_document;
    Scene m_before, m_after;
    int m_mergeKey;
};

SceneDocument::SceneDocument(QObject* parent) : QObject(parent)
{
    m_undo.setUndoLimit(kUndoLimit);
    connect(&m_undo, &QUndoStack::cleanChanged, this, [this](bool clean) { emit modifiedChanged(!clean); });
}

void SceneDocument::setPath(const QString& path)
{
    if (path == m_path)
        return;
    m_path = path;
    emit pathChanged();
}

void SceneDocument::load(Scene scene, const QString& path)
{
    m_undo.clear();
    m_scene = std::move(scene);
    m_path = path;
    emit pathChanged();
    emit sceneReplaced();
    emit sceneChanged();
}

void SceneDocument::rewriteUrls(const QString& from, const QString& to)
{
    rewrite(
        [before = from.toStdString(), after = to.toStdString()](Scene& scene) { replacePrefix(scene, before, after); });
}

void SceneDocument::rewrite(const std::function<void(Scene&)>& change)
{
    for (int i = 0; i < m_undo.count(); ++i) {
        // The stack hands out const commands; what is in them is ours to correct.
        auto* command = const_cast<QUndoCommand*>(m_undo.command(i));
        static_cast<EditCommand*>(command)->rewrite(change);
    }
    change(m_scene);
    emit sceneChanged();
}

void SceneDocument::giveThumbnail(const layers::Viewpoint& viewpoint, const std::string& url)
{
    rewrite([&](Scene& scene) {
        for (layers::Viewpoint& candidate : scene.viewpoints) {
            layers::Viewpoint unnamed = candidate;
            unnamed.name = viewpoint.name;
            unnamed.thumbnail = viewpoint.thumbnail;
            if (candidate.thumbnail.empty() && unnamed == viewpoint)
                candidate.thumbnail = url;
        }
    });
}

void SceneDocument::edit(const QString& text, const std::function<void(Scene&)>& change, int mergeKey)
{
    Scene after = m_scene;
    change(after);
    if (after == m_scene)
        return;
    m_undo.push(new EditCommand(*this, text, m_scene, std::move(after), mergeKey));
}

void SceneDocument::apply(const Scene& scene)
{
    layers::CompareSpec compare = std::move(m_scene.compare); // no edit, so that none takes it back
    for (const auto& [before, after] : renamings(m_scene, scene))
        for (layers::ComparedViewSpec& view : compare.views)
            std::replace(view.hidden.begin(), view.hidden.end(), before, after);
    m_scene = scene;
    m_scene.compare = std::move(compare);
    emit sceneChanged();
}

void SceneDocument::setVisible(SourceRef ref, bool visible)
{
    edit(visible ? tr("Show layer") : tr("Hide layer"), [&](Scene& scene) {
        if (auto* source = findSource(scene, ref))
            source->visible = visible;
    });
}

void SceneDocument::setOpacity(SourceRef ref, double opacity)
{
    const int key = kOpacityMergeBase + static_cast<int>(ref.kind) * 10000 + ref.index;
    edit(
        tr("Change opacity"),
        [&](Scene& scene) {
            if (auto* source = findSource(scene, ref))
                source->opacity = std::clamp(opacity, 0.0, 1.0);
        },
        key);
}

void SceneDocument::rename(SourceRef ref, const QString& name)
{
    edit(tr("Rename layer"), [&](Scene& scene) {
        auto* source = findSource(scene, ref);
        const std::string wanted = name.trimmed().toStdString();
        if (!source || wanted.empty() || wanted == source->name)
            return;
        const std::string before = std::exchange(source->name, freeName(sourceNames(scene), wanted));
        renameInReferences(scene, before, source->name);
    });
}

void SceneDocument::remove(SourceRef ref)
{
    edit(tr("Remove layer"), [&](Scene& scene) {
        if (const auto* source = findSource(std::as_const(scene), ref))
            forgetInReferences(scene, std::string(source->name));
        withList(scene, ref.kind, [&](auto& list) {
            if (ref.index >= 0 && ref.index < static_cast<int>(list.size()))
                list.erase(list.begin() + ref.index);
        });
    });
}

void SceneDocument::move(SourceRef ref, int to)
{
    edit(tr("Move layer"),
         [&](Scene& scene) { withList(scene, ref.kind, [&](auto& list) { moveElement(list, ref.index, to); }); });
}

void SceneDocument::addSources(const Scene& added)
{
    edit(tr("Add data"), [&](Scene& scene) {
        Scene other = added;
        std::set<std::string> taken = sourceNames(scene);
        for (const std::string& wanted : sourceNames(added)) {
            const std::string name = freeName(taken, wanted);
            taken.insert(name);
            if (name == wanted)
                continue;
            renameInReferences(other, wanted, name);
            for (const SourceKind kind :
                 {SourceKind::Terrain, SourceKind::Imagery, SourceKind::Tileset, SourceKind::Live, SourceKind::Vector})
                withList(other, kind, [&](auto& list) {
                    for (auto& source : list)
                        if (source.name == wanted)
                            source.name = name;
                });
        }
        std::set<std::string> views = viewpointNames(scene), clips = clipNames(scene);
        for (layers::Viewpoint& viewpoint : other.viewpoints)
            views.insert(viewpoint.name = freeName(views, viewpoint.name));
        for (layers::ClipSpec& clip : other.clips)
            clips.insert(clip.name = freeName(clips, clip.name));
        const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
        append(scene.terrain, other.terrain);
        append(scene.imagery, other.imagery);
        append(scene.tilesets, other.tilesets);
        append(scene.live, other.live);
        append(scene.vectors, other.vectors);
        append(scene.viewpoints, other.viewpoints);
        append(scene.clips, other.clips);
        if (!scene.watermark) // what its sources may be shown with goes where they go
            scene.watermark = other.watermark;
    });
}

std::string SceneDocument::addClip(const layers::ClipSpec& clip)
{
    layers::ClipSpec named = clip;
    named.name = freeName(clipNames(m_scene), clip.name);
    edit(tr("Add clip"), [&](Scene& scene) { scene.clips.push_back(named); });
    return named.name;
}

void SceneDocument::setClip(const std::string& name, const layers::ClipSpec& clip, int mergeKey)
{
    edit(
        tr("Change clip"),
        [&](Scene& scene) {
            const auto at = std::find_if(scene.clips.begin(), scene.clips.end(),
                                         [&](const layers::ClipSpec& each) { return each.name == name; });
            if (at == scene.clips.end())
                return;
            *at = clip;
            at->name.clear();
            at->name = freeName(clipNames(scene), clip.name.empty() ? name : clip.name);
        },
        mergeKey);
}

void SceneDocument::setClipEnabled(int index, bool enabled)
{
    edit(enabled ? tr("Switch clip on") : tr("Switch clip off"), [&](Scene& scene) {
        if (index >= 0 && index < static_cast<int>(scene.clips.size()))
            scene.clips[static_cast<std::size_t>(index)].enabled = enabled;
    });
}

void SceneDocument::renameClip(int index, const QString& name)
{
    edit(tr("Rename clip"), [&](Scene& scene) {
        const std::string wanted = name.trimmed().toStdString();
        if (index < 0 || index >= static_cast<int>(scene.clips.size()) || wanted.empty())
            return;
        std::string& current = scene.clips[static_cast<std::size_t>(index)].name;
        if (wanted != current)
            current = freeName(clipNames(scene), wanted);
    });
}

void SceneDocument::removeClip(int index)
{
    edit(tr("Remove clip"), [&](Scene& scene) {
        if (index >= 0 && index < static_cast<int>(scene.clips.size()))
            scene.clips.erase(scene.clips.begin() + index);
    });
}

void SceneDocument::addViewpoint(const layers::Viewpoint& viewpoint)
{
    edit(tr("Add viewpoint"), [&](Scene& scene) {
        layers::Viewpoint named = viewpoint;
        named.name = freeName(viewpointNames(scene), viewpoint.name);
        scene.viewpoints.push_back(std::move(named));
    });
}

void SceneDocument::renameViewpoint(int index, const QString& name)
{
    edit(tr("Rename viewpoint"), [&](Scene& scene) {
        const std::string wanted = name.trimmed().toStdString();
        if (index < 0 || index >= static_cast<int>(scene.viewpoints.size()) || wanted.empty())
            return;
        std::string& current = scene.viewpoints[static_cast<std::size_t>(index)].name;
        if (wanted != current)
            current = freeName(viewpointNames(scene), wanted);
    });
}

void SceneDocument::removeViewpoint(int index)
{
    edit(tr("Delete viewpoint"), [&](Scene& scene) {
        if (index >= 0 && index < static_cast<int>(scene.viewpoints.size()))
            scene.viewpoints.erase(scene.viewpoints.begin() + index);
    });
}

void SceneDocument::moveViewpoint(int from, int to)
{
    edit(tr("Move viewpoint"), [&](Scene& scene) { moveElement(scene.viewpoints, from, to); });
}

} // namespace guanjing::app
