#include "layers/overlay/ImageryDescriptor.h"

#include "geodata/core/Limits.h"
#include "layers/overlay/ImageryLayer.h"

#include <utility>

namespace guanjing::layers {

namespace {

/// What further documents stand for in a plan: as written, and the request.
std::vector<std::pair<std::string, AssetRequest>> requestsFor(const ImageryDescription& description,
                                                              const std::string& url, ByteView document)
{
    std::vector<std::pair<std::string, AssetRequest>> requests;
    for (auto& [written, absolute] : documentsNamedBy(description, url, document)) {
        AssetRequest request;
        request.url = std::move(absolute);
        request.referrer = url;
        request.maxBytes = limits::kMaxCapabilitiesBytes;
        requests.emplace_back(std::move(written), std::move(request));
    }
    return requests;
}

} // namespace

ImageryDescriptor::ImageryDescriptor(ImageryLayer& layer, ImageryDescription description)
    : Resource(layer.log())
    , m_layer(layer)
    , m_description(std::make_shared<const ImageryDescription>(std::move(description)))
{ }

void ImageryDescriptor::openAtOnce()
{
    if (!documentUrl(*m_description).empty() || opensSlowly(*m_description))
        return;
    auto opened = openImagery(*m_description, {});
    if (opened)
        m_layer.opened(std::move(*opened));
    else
        m_layer.log().add(std::move(opened.error()));
    m_layer.m_descriptor.reset(); // the last thing this does
}

LoadPlan ImageryDescriptor::plan()
{
    LoadPlan plan;
    plan.waits = opensSlowly(*m_description);
    m_opened = std::make_shared<OpenedImagery>();
    if (const std::string url = documentUrl(*m_description); !url.empty()) {
        AssetRequest request;
        request.url = url;
        request.cache = m_layer.cache();
        request.maxBytes = limits::kMaxCapabilitiesBytes;
        plan.requests.push_back(std::move(request));
        plan.references = [description = m_description](const AssetResponse& response) {
            return requestsFor(*description, response.url, *response.body);
        };
        plan.furtherReferences = [description = m_description](const AssetResponse&, const std::string&,
                                                               const std::string& from, const Bytes& file) {
            return requestsFor(*description, from, file);
        };
    }
    plan.make = [description = m_description, opened = m_opened](LoadInput& input) -> Result<LoadOutcome> {
        std::vector<ImageryDocument> documents;
        for (const AssetResponse& response : input.responses)
            documents.push_back({response.url, response.body});
        for (const ExternalBytesMap& files : input.externals)
            for (const auto& [written, bytes] : files)
                documents.push_back({written, bytes});
        auto imagery = openImagery(*description, documents);
        if (!imagery)
            return fail(std::move(imagery.error()));
        *opened = std::move(*imagery);
        return LoadOutcome{};
    };
    return plan;
}

void ImageryDescriptor::arrived(LoadOutcome&)
{
    if (m_opened && m_opened->source && !m_layer.isOpen())
        m_layer.opened(std::move(*m_opened));
    m_opened.reset();
}

} // namespace guanjing::layers
