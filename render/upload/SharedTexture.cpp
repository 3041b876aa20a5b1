#include "render/upload/SharedTexture.h"

#include "render/upload/GlContext.h"

#include <utility>

namespace guanjing::render {

void TextureShelf::freeOrphans(GlContext& context)
{
    std::vector<std::uint32_t> orphans;
    {
        const std::lock_guard lock(m_mutex);
        orphans.swap(m_orphans);
    }
    for (std::uint32_t& name : orphans)
        context.freeTexture(name);
}

void ModelTexture::build(const std::shared_ptr<const tiles3d::Image>& image, const TextureUpload::Options& options)
{
    if (image && image->origin) {
        const TextureShelf::Key key(image->origin.get(), options.wrapS, options.wrapT, options.magFilter,
                                    options.minFilter, options.anisotropic, options.maximumSide, options.isLight);
        const std::lock_guard lock(m_shelf->m_mutex);
        std::weak_ptr<TextureShelf::Entry>& known = m_shelf->m_entries[key];
        m_entry = known.lock();
        if (!m_entry) {
            m_entry = std::make_shared<TextureShelf::Entry>();
            // It keeps the address that the key is made of from being used for something else.
            m_entry->origin = image->origin;
            m_entry->key = key;
            known = m_entry;
        }
    } else {
        m_entry = std::make_shared<TextureShelf::Entry>();
    }
    std::call_once(m_entry->isBuilt,
                   [&] { m_entry->texture.build(image && image->whole ? image->whole() : image, options); });
}

std::size_t ModelTexture::byteSize() const
{
    if (!m_entry)
        return 0;
    if (m_entry->origin) {
        const std::lock_guard lock(m_shelf->m_mutex);
        if (!m_entry->countedBy)
            m_entry->countedBy = this;
        if (m_entry->countedBy != this)
            return 0;
    }
    return m_entry->texture.byteSize();
}

void ModelTexture::leave(GlContext* context)
{
    if (!m_entry)
        return;
    std::shared_ptr<TextureShelf::Entry> entry = std::move(m_entry);
    m_entry.reset();
    {
        // Under the lock, so that nobody takes it off the shelf while the last user puts it away.
        const std::lock_guard lock(m_shelf->m_mutex);
        if (entry->origin && entry->countedBy == this) {
            entry->countedBy = nullptr;
            m_shelf->m_hasMoved = true;
        }
        if (entry.use_count() > 1) {
            entry.reset();
            return;
        }
        if (entry->origin)
            m_shelf->m_entries.erase(entry->key);
        if (!context && entry->texture.name() != 0)
            m_shelf->m_orphans.push_back(entry->texture.name());
    }
    if (context)
        entry->texture.free(*context);
}

} // namespace guanjing::render
