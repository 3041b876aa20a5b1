#include "geodata/democity/Content.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Orthophoto.h"

#include <array>
#include <list>
#include <mutex>
#include <unordered_map>

namespace guanjing::democity {

namespace {

/// Least recently used out first, limited in bytes; split into shards so that threads seldom meet.
template <class Value> class BoundedCache {
public:
    explicit BoundedCache(std::size_t bytes) : m_bytesPerShard(bytes / kShards) { }

    template <class Make> std::shared_ptr<const Value> get(std::uint64_t key, Make&& make)
    {
        Shard& shard = m_shards[mix(key) % kShards];
        {
            const std::lock_guard lock(shard.mutex);
            const auto found = shard.index.find(key);
            if (found != shard.index.end()) {
                shard.order.splice(shard.order.begin(), shard.order, found->second);
                return found->second->value;
            }
        }
        // made outside the lock: two threads may make the same value, which is the same by construction
        auto [value, size] = make();
        const std::lock_guard lock(shard.mutex);
        if (shard.index.contains(key))
            return value;
        shard.order.push_front({key, value, size});
        shard.index[key] = shard.order.begin();
        shard.bytes += size;
        while (shard.bytes > m_bytesPerShard && shard.order.size() > 1) {
            shard.bytes -= shard.order.back().size;
            shard.index.erase(shard.order.back().key);
            shard.order.pop_back();
        }
        return value;
    }

private:
    static constexpr std::size_t kShards = 8;
    struct Entry {
        std::uint64_t key;
        std::shared_ptr<const Value> value;
        std::size_t size;
    };
    struct Shard {
        std::mutex mutex;
        std::list<Entry> order;
        std::unordered_map<std::uint64_t, typename std::list<Entry>::iterator> index;
        std::size_t bytes = 0;
    };
    std::size_t m_bytesPerShard;
    std::array<Shard, kShards> m_shards;
};

} // namespace

std::shared_ptr<const MeshPlan> meshPlan(int i, int j, Epoch epoch)
{
    static BoundedCache<MeshPlan> cache(144u << 20); // the whole city at both dates
    return cache.get(hashOf(0x91A4u + static_cast<std::uint64_t>(epoch), i, j), [&] {
        MeshPlan plan = planMesh(i, j, epoch);
        plan.blocks.shrink_to_fit();
        plan.roads.shrink_to_fit();
        auto kept = std::make_shared<const MeshPlan>(std::move(plan));
        const std::size_t size =
            sizeof(MeshPlan) + kept->blocks.capacity() * sizeof(Block) + kept->roads.capacity() * sizeof(Road);
        return std::pair(std::shared_ptr<const MeshPlan>(kept), size);
    });
}

Result<SharedBytes> encodedTile(int level, int x, int y, Epoch epoch, std::size_t mostBytes)
{
    static BoundedCache<Result<Bytes>> cache(16u << 20);
    const std::uint64_t key = hashOf(hashOf(0x711Eu + static_cast<std::uint64_t>(epoch), level), x, y);
    const auto kept = cache.get(key, [&] {
        auto bytes = std::make_shared<const Result<Bytes>>(orthophotoTileWithin(level, x, y, epoch, mostBytes));
        const std::size_t size = sizeof(Bytes) + (*bytes ? (*bytes)->size() : 0);
        return std::pair(bytes, size);
    });
    if (!*kept)
        return fail(kept->error());
    return SharedBytes(kept, &**kept);
}

std::shared_ptr<const BlockContent> blockContent(const Block& block, Wanted wanted)
{
    static BoundedCache<BlockContent> whole(144u << 20);
    static BoundedCache<BlockContent> buildings(24u << 20);
    return (wanted == Wanted::Everything ? whole : buildings)
        .get(mix(block.seed + static_cast<std::uint64_t>(block.epoch)), [&] {
            auto content = std::make_shared<BlockContent>(fillBlock(block, wanted));
            for (const Part& part : content->parts)
                for (V2 p : part.footprint().p)
                    content->box.add(p);
            const std::size_t size = content->byteSize();
            return std::pair(std::shared_ptr<const BlockContent>(content), size);
        });
}

} // namespace guanjing::democity
