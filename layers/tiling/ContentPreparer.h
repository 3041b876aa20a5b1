#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/Model.h"

#include <cstddef>
#include <memory>

namespace guanjing::layers {

/// Base of what a renderer makes of a model or a picture; owned by the tile or overlay that it belongs to.
/// Half-finished states are its own business; destroy it through ContentPreparer::release only.
class PreparedContent {
public:
    virtual ~PreparedContent() = default;
    /// CPU and GPU bytes it holds now, for the memory budget.
    [[nodiscard]] virtual std::size_t byteSize() const = 0;
};

struct ContentLook;

/// Where the vertices of a prepared model come from, so that a worker can work out a look for it. Immutable; any thread.
class ContentLayout {
public:
    virtual ~ContentLayout() = default;
};

/// What a renderer makes of a ContentLook for one prepared model; no GL in it.
class PreparedLook {
public:
    virtual ~PreparedLook() = default;
};

/// Bytes and time that uploads may still take this frame.
struct UploadBudget {
    std::size_t bytes = 0;
    double milliseconds = 0;
};

/// Port, implemented by render/ (and by a null object for --no-draw and tests): two-stage making of what is drawn.
class ContentPreparer {
public:
    virtual ~ContentPreparer() = default;
    /// Worker thread: everything that needs no GL. `model` stays alive and unchanged until upload() has finished; then
    /// only what picking reads is kept: positions, indices, feature ids, materials and property tables. modelToWorld is
    /// the tile's transform with the model's origin applied.
    [[nodiscard]] virtual std::unique_ptr<PreparedContent> prepareModel(std::shared_ptr<const tiles3d::Model> model,
                                                                        const glm::dmat4& modelToWorld) = 0;
    /// Worker thread: an imagery tile; mip maps are made here where needed.
    [[nodiscard]] virtual std::unique_ptr<PreparedContent>
    prepareImage(std::shared_ptr<const tiles3d::Image> image) = 0;
    /// Of a content from prepareModel; null where looks do not matter. GUI thread, or the worker that prepared it.
    [[nodiscard]] virtual std::shared_ptr<const ContentLayout> layoutOf(const PreparedContent& /*content*/) const
    {
        return nullptr;
    }
    /// Worker thread: the looks of all vertices.
    [[nodiscard]] virtual std::unique_ptr<PreparedLook>
    prepareLook(const tiles3d::Model& /*model*/, const ContentLayout& /*layout*/, const ContentLook& /*look*/) const
    {
        return nullptr;
    }
    /// Hands a look over, null: drawn as the data has it. It is in force once upload() has returned true again; until
    /// then the one before is. GUI thread, or the worker that prepared the content.
    virtual void setLook(PreparedContent& /*content*/, std::unique_ptr<PreparedLook> /*look*/) { }
    /// GUI thread, context current: uploads a slice within the budget and lowers it; true once the content can be
    /// drawn.
    [[nodiscard]] virtual bool upload(PreparedContent& content, UploadBudget& budget) = 0;
    /// GUI thread, context current: frees GL objects and memory, whatever state the content is in.
    virtual void release(std::unique_ptr<PreparedContent> content) = 0;
    /// True once after byteSize() of some content has changed by what another one did: bytes that several share are
    /// counted by one of them. GUI thread.
    [[nodiscard]] virtual bool takeMovedBytes() { return false; }
    /// Pictures prepared from now on are compressed for the GPU where it can take that: fewer bytes, more work for the
    /// workers, a little less true. What is there stays as it is. Any thread.
    virtual void setCompressesPictures(bool /*compresses*/) { }
};

} // namespace guanjing::layers
