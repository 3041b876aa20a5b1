#pragma once

#include "render/upload/TextureUpload.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

namespace guanjing::render {

/// Textures of pictures that several models have (tiles3d::Image::origin), one per picture and way of sampling. Any thread.
class TextureShelf {
public:
    /// Which model counts a texture in its bytes has changed since the last call.
    [[nodiscard]] bool takeMoved() { return m_hasMoved.exchange(false); }
    /// Frees what was dropped where there was no GL. GL thread.
    void freeOrphans(GlContext& context);

private:
    friend class ModelTexture;
    using Key =
        std::tuple<const void*, tiles3d::Wrap, tiles3d::Wrap, tiles3d::Filter, tiles3d::Filter, bool, int, bool>;
    struct Entry {
        std::once_flag isBuilt;
        TextureUpload texture;
        std::shared_ptr<const void> origin; ///< null: nobody else can have it
        Key key;
        const void* countedBy = nullptr; ///< of its users; guarded by the shelf's mutex
    };

    std::mutex m_mutex;
    std::map<Key, std::weak_ptr<Entry>> m_entries;
    std::vector<std::uint32_t> m_orphans;
    std::atomic<bool> m_hasMoved{false};
};

/// A model's share in a texture: as TextureUpload, which it may have in common with other models. Built on any thread by one
/// of them, uploaded once, counted by one of them, freed with the last.
class ModelTexture {
public:
    explicit ModelTexture(std::shared_ptr<TextureShelf> shelf) : m_shelf(std::move(shelf)) { }
    ~ModelTexture() { leave(nullptr); }
    ModelTexture(ModelTexture&& other) noexcept = default;
    ModelTexture& operator=(ModelTexture&&) = delete;

    void build(const std::shared_ptr<const tiles3d::Image>& image, const TextureUpload::Options& options);
    [[nodiscard]] bool upload(GlContext& context, layers::UploadBudget& budget)
    {
        return m_entry->texture.upload(context, budget);
    }
    void free(GlContext& context) { leave(&context); }
    [[nodiscard]] std::uint32_t name() const { return m_entry->texture.name(); }
    [[nodiscard]] bool hasAlpha() const { return m_entry->texture.hasAlpha(); }
    /// GUI thread.
    [[nodiscard]] std::size_t byteSize() const;

private:
    void leave(GlContext* context);

    std::shared_ptr<TextureShelf> m_shelf;
    std::shared_ptr<TextureShelf::Entry> m_entry;
};

} // namespace guanjing::render
