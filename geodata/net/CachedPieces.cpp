#include "geodata/net/CachingAssetAccessorImpl.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace guanjing {

using namespace caching;

namespace {

/// Of "bytes 65536-98303/7340032": the first byte and how many the file has.
struct PartOfFile {
    std::uint64_t first = 0, total = 0;
};

std::optional<PartOfFile> parsePart(std::string_view text)
{
    const auto begin = text.find_first_of("0123456789"), slash = text.rfind('/');
    if (begin == std::string_view::npos || slash == std::string_view::npos)
        return std::nullopt;
    PartOfFile part;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data() + begin, end, part.first);
    const auto total = std::from_chars(text.data() + slash + 1, end, part.total);
    return first.ec == std::errc() && total.ec == std::errc() && total.ptr == end ? std::optional(part) : std::nullopt;
}

std::string partText(std::uint64_t first, std::uint64_t end, std::uint64_t total)
{
    return "bytes " + std::to_string(first) + "-" + std::to_string(end - 1) + "/" + std::to_string(total);
}

std::string validatorOf(const CacheEntry& entry)
{
    const std::string tag = headerOf(entry, "etag");
    return tag.empty() ? headerOf(entry, "last-modified") : tag;
}

void setHeader(CacheEntry& entry, std::string_view name, std::string value)
{
    std::erase_if(entry.headers, [&](const auto& header) { return sameName(header.first, name); });
    entry.headers.emplace_back(std::string(name), std::move(value));
}

} // namespace

/// One for a range of a file that is kept in pieces: the pieces together are the answer where all are there and are of one state
/// of the file; else all of the range is asked for. A server that gives no ranges gives a whole that is kept as such.
class CachingAssetAccessor::Pieces final : public Ask {
public:
    using Ask::Ask;

    void start() override
    {
        const std::uint64_t size = m_request.pieceBytes;
        m_first = m_request.range->first / size;
        const std::uint64_t last = std::max(m_request.range->last, m_request.range->first) / size;
        m_entries.resize(static_cast<std::size_t>(last - m_first + 1));
        m_left = m_entries.size() + 1;
        for (std::size_t i = 0; i < m_entries.size(); ++i)
            m_core->cache.lookup(keyOfPiece(m_first + i), m_request.priority,
                                 std::make_shared<Lookup>(self(), &m_entries[i]));
        m_core->cache.lookup(m_key, m_request.priority, std::make_shared<Lookup>(self(), &m_whole));
    }

private:
    /// One look into the cache. All come on its one thread.
    class Lookup final : public CacheLookup {
    public:
        Lookup(std::shared_ptr<Pieces> pieces, CacheEntryPtr* target)
            : m_pieces(std::move(pieces)), m_target(target) { }
        [[nodiscard]] bool isWanted() const override { return m_pieces->m_delivery.isWanted(); }
        void found(CacheEntryPtr entry) override
        {
            *m_target = std::move(entry);
            if (--m_pieces->m_left == 0)
                m_pieces->foundAll();
        }

    private:
        std::shared_ptr<Pieces> m_pieces;
        CacheEntryPtr* m_target;
    };

    [[nodiscard]] std::shared_ptr<Pieces> self() { return std::static_pointer_cast<Pieces>(shared_from_this()); }
    [[nodiscard]] std::string keyOfPiece(std::uint64_t index) const
    {
        return m_key + "#" + std::to_string(m_request.pieceBytes) + "/" + std::to_string(index);
    }

    void foundAll()
    {
        const Visit visit(*m_core);
        if (!visit.isWelcome() || !m_delivery.isWanted())
            return;
        if (m_whole && (m_isOffline || isFresh(*m_whole)))
            return deliverWhole(*m_whole);
        if (!isComplete())
            m_entries.clear();
        const bool isThere = !m_entries.empty();
        if (m_isOffline && !isThere) {
            m_delivery.deliver(fail(missingOffline()));
        } else if (isThere
                   && (m_isOffline || std::all_of(m_entries.begin(), m_entries.end(), [&](const CacheEntryPtr& entry) {
                           return isFresh(*entry);
                       }))) {
            deliverPieces();
        } else {
            askServer(isThere ? m_entries.front().get() : nullptr,
                      [me = self()](Result<AssetResponse> answer) { me->answered(std::move(answer)); });
        }
    }

    /// All pieces of the range that the file has are there, and of one state of it. Those beyond its end are left out.
    [[nodiscard]] bool isComplete()
    {
        if (m_entries.empty() || !m_entries.front())
            return false;
        const auto part = parsePart(headerOf(*m_entries.front(), "content-range"));
        if (!part || m_request.range->first >= part->total)
            return false;
        m_total = part->total;
        const std::uint64_t size = m_request.pieceBytes;
        m_entries.resize(
            std::min<std::size_t>(m_entries.size(), static_cast<std::size_t>((m_total - 1) / size + 1 - m_first)));
        const std::string validator = validatorOf(*m_entries.front());
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const CacheEntryPtr& entry = m_entries[i];
            const std::uint64_t first = (m_first + i) * size;
            const auto own = entry ? parsePart(headerOf(*entry, "content-range")) : std::nullopt;
            if (!own || own->first != first || own->total != m_total || validatorOf(*entry) != validator
                || entry->body->size() != std::min(size, m_total - first))
                return false;
        }
        return true;
    }

    void deliverPieces()
    {
        const std::uint64_t start = m_first * m_request.pieceBytes;
        const std::uint64_t end = std::min(m_request.range->last + 1, m_total);
        Bytes bytes;
        for (const CacheEntryPtr& entry : m_entries)
            bytes.insert(bytes.end(), entry->body->begin(), entry->body->end());
        bytes.resize(static_cast<std::size_t>(end - start));
        bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(m_request.range->first - start));
        CacheEntry head = *m_entries.front();
        setHeader(head, "Content-Range", partText(m_request.range->first, end, m_total));
        setHeader(head, "Content-Length", std::to_string(bytes.size()));
        AssetResponse response;
        response.url = urlOf(head);
        response.status = 206;
        response.headers = headersOf(head);
        response.body = std::make_shared<const Bytes>(std::move(bytes));
        deliver(std::move(response));
    }

    void answered(Result<AssetResponse> answer)
    {
        const Visit visit(*m_core);
        if (!visit.isWelcome())
            return;
        const std::int64_t now = m_core->now();
        if (!answer) {
            if (!m_entries.empty() && mayStandIn(*m_entries.front(), answer.error(), now))
                return deliverPieces();
        } else if (answer->status == 304 && !m_entries.empty()) {
            for (std::size_t i = 0; i < m_entries.size(); ++i) {
                const std::string part = headerOf(*m_entries[i], "content-range");
                auto entry = std::make_shared<CacheEntry>(*renewed(*m_entries[i], *answer, now));
                setHeader(*entry, "Content-Range", part);
                m_entries[i] = entry;
                m_core->cache.renew(entry);
            }
            return deliverPieces();
        } else if (answer->status == 206) {
            keepPieces(*answer, now);
        } else if (answer->status == 200) {
            if (auto entry = entryOf(*answer, now)) {
                entry->key = m_key;
                entry->body = answer->body;
                m_core->cache.store(std::move(entry));
            }
        }
        m_delivery.deliver(std::move(answer));
    }

    void keepPieces(const AssetResponse& answer, std::int64_t now)
    {
        const auto part = parsePart(answer.header("content-range"));
        const std::uint64_t size = m_request.pieceBytes;
        if (!part || part->first % size != 0)
            return;
        const auto common = entryOf(answer, now);
        if (!common)
            return;
        const Bytes& body = *answer.body;
        for (std::uint64_t at = 0; at < body.size(); at += size) {
            const std::uint64_t first = part->first + at;
            const std::uint64_t count = std::min<std::uint64_t>(size, body.size() - at);
            if (count < size && first + count != part->total)
                return; // a part of a piece is of no use, but for the file's last
            auto entry = std::make_shared<CacheEntry>(*common);
            entry->key = keyOfPiece(first / size);
            setHeader(*entry, "Content-Range", partText(first, first + count, part->total));
            setHeader(*entry, "Content-Length", std::to_string(count));
            entry->body = std::make_shared<const Bytes>(body.begin() + static_cast<std::ptrdiff_t>(at),
                                                        body.begin() + static_cast<std::ptrdiff_t>(at + count));
            m_core->cache.store(std::move(entry));
        }
    }

    std::uint64_t m_first = 0, m_total = 0; ///< piece; bytes of the file
    // One thread after the other: the cache's, then the inner accessor's.
    std::vector<CacheEntryPtr> m_entries;
    CacheEntryPtr m_whole;
    std::size_t m_left = 0;
};

std::shared_ptr<CachingAssetAccessor::Ask> CachingAssetAccessor::makePieces(std::shared_ptr<Core> core,
                                                                            AssetRequest request, AssetCallback done)
{
    return std::make_shared<Pieces>(std::move(core), std::move(request), std::move(done));
}

} // namespace guanjing
