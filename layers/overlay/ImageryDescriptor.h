#pragma once

#include "geodata/raster/ImageryOpening.h"
#include "layers/tiling/Resource.h"

#include <memory>

namespace guanjing::layers {

class ImageryLayer;

/// The description of an imagery source as a resource: its documents are asked for like anything else, with retries, cache
/// and all, and opened on a worker. GUI thread.
class ImageryDescriptor final : public Resource {
public:
    ImageryDescriptor(ImageryLayer& layer, ImageryDescription description);
    /// Opens what needs neither document nor file.
    void openAtOnce();

protected:
    [[nodiscard]] LoadPlan plan() override;
    void arrived(LoadOutcome& outcome) override;

private:
    ImageryLayer& m_layer;
    std::shared_ptr<const ImageryDescription> m_description;
    std::shared_ptr<OpenedImagery> m_opened; ///< written by a worker before arrived()
};

} // namespace guanjing::layers
