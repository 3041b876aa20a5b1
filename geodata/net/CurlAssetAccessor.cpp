#include "geodata/net/CurlAssetAccessor.h"

#include "geodata/net/CurlNetwork.h"
#include "geodata/net/DataUrl.h"
#include "geodata/net/FileWorker.h"
#include "geodata/net/Url.h"

namespace guanjing {

namespace {

class FileJob final : public AssetHandle::Job {
public:
    explicit FileJob(TransferPtr transfer) : m_transfer(std::move(transfer)) { }
    ~FileJob() override { m_transfer->delivery.cancel(); }

private:
    TransferPtr m_transfer;
};

class NetworkJob final : public AssetHandle::Job {
public:
    NetworkJob(TransferPtr transfer, std::shared_ptr<CurlNetwork> network)
        : m_transfer(std::move(transfer)), m_network(std::move(network))
    { }
    ~NetworkJob() override
    {
        if (m_transfer->delivery.cancel())
            m_network->forget(std::move(m_transfer));
    }

private:
    TransferPtr m_transfer;
    std::shared_ptr<CurlNetwork> m_network;
};

} // namespace

struct CurlAssetAccessor::Impl {
    explicit Impl(CurlAccessorOptions options)
        : files(counters), network(std::make_shared<CurlNetwork>(std::move(options), counters))
    { }
    ~Impl() { network->shutdown(); }

    TransferCounters counters;
    FileWorker files;
    std::shared_ptr<CurlNetwork> network; // handles may hold it longer than we do
};

CurlAssetAccessor::CurlAssetAccessor(CurlAccessorOptions options) : m_impl(std::make_unique<Impl>(std::move(options)))
{ }

CurlAssetAccessor::~CurlAssetAccessor() = default;

AssetHandle CurlAssetAccessor::get(AssetRequest request, AssetCallback done)
{
    const bool isHttp = isHttpUrl(request.url);
    const bool isData = isDataUrl(request.url);
    const bool isFile = !isHttp && isFileUrl(request.url);
    const bool isForbidden = isFile && (isHttpUrl(request.referrer) || isDataUrl(request.referrer));
    const bool isBadRange = request.range && request.range->last < request.range->first;
    const auto transfer = std::make_shared<Transfer>(std::move(request), std::move(done));
    const std::string& url = transfer->request.url;
    if (isForbidden)
        m_impl->files.refuse(
            transfer,
            {ErrorCode::ForbiddenScheme, redactUrl(url), "named by " + redactUrl(transfer->request.referrer)});
    else if (!isHttp && !isFile && !isData)
        m_impl->files.refuse(transfer,
                             {ErrorCode::BadUrl, redactUrl(url),
                              url.starts_with("relative:") ? "a data: URI has no place that it could be relative to"
                                                           : "neither http(s), data: nor a file"});
    else if (isBadRange)
        m_impl->files.refuse(transfer, {ErrorCode::BadValue, redactUrl(url), "range ends before it begins"});
    else if (isFile || isData)
        m_impl->files.read(transfer);
    else
        m_impl->network->fetch(transfer);
    if (isHttp && !isBadRange)
        return AssetHandle(std::make_unique<NetworkJob>(transfer, m_impl->network));
    return AssetHandle(std::make_unique<FileJob>(transfer));
}

NetworkTroubles CurlAssetAccessor::troubles() const { return m_impl->network->troubles(); }

AssetStatistics CurlAssetAccessor::statistics() const
{
    return {m_impl->counters.requests.load(std::memory_order_relaxed),
            m_impl->counters.bytes.load(std::memory_order_relaxed), 0};
}

} // namespace guanjing
