#pragma once

#include "geodata/net/AssetAccessor.h"
#include "geodata/net/Delivery.h"
#include "geodata/net/NetworkAccess.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace guanjing {

/// One request inside CurlAssetAccessor, shared by the handle and the thread that serves it.
struct Transfer {
    Transfer(AssetRequest wanted, AssetCallback done) : request(std::move(wanted)), delivery(std::move(done)) { }

    AssetRequest request;
    Delivery delivery;
    std::uint64_t order = 0;
    // Below: only the serving thread.
    std::string url; ///< request.url or where it was redirected to
    std::vector<std::string> visited; ///< URLs that redirected, against circles
    bool leftFirstServer = false; ///< credentials are no longer sent
    int attempts = 0;
    NetworkAccess::Grant grant; ///< what the running attempt carries
    void* slot = nullptr; ///< where it runs, null while it waits
};
using TransferPtr = std::shared_ptr<Transfer>;

/// Greater priority first, then first come, for std::push_heap.
struct TransferOrder {
    bool operator()(const TransferPtr& a, const TransferPtr& b) const
    {
        return a->request.priority != b->request.priority ? a->request.priority < b->request.priority
                                                          : a->order > b->order;
    }
};

struct TransferCounters {
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> bytes{0};
};

} // namespace guanjing
