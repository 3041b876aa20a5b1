#pragma once

#include "layers/overlay/PictureAddress.h"
#include "layers/tiling/Resource.h"

#include <array>
#include <cstdint>
#include <memory>

namespace guanjing::layers {

class ImageryLayer;
struct PictureFinding;
struct PictureLook;

/// A colour that means "nothing here".
struct NodataColor {
    std::array<std::uint8_t, 3> rgb{};
    bool operator==(const NodataColor&) const = default;
};

/// One picture of an imagery layer, loaded once however many tiles show it.
class Picture final : public Resource {
public:
    Picture(ImageryLayer& layer, PictureAddress address);

    [[nodiscard]] const PictureAddress& address() const { return m_address; }
    [[nodiscard]] const PreparedContent* image() const
    {
        return isReady() && !parts().empty() ? parts().front().prepared.get() : nullptr;
    }
    /// Loaded or given up, or known not to exist, and there is nothing to show: its ancestor is shown instead.
    [[nodiscard]] bool isMissing() const;
    /// False for what the source says it does not have; never asked for.
    [[nodiscard]] bool exists() const { return m_exists; }
    /// Loaded, and nothing but transparent: no data in an orthophoto, but all that there is to a map of labels.
    [[nodiscard]] bool isBlank() const { return m_isBlank; }
    /// The server says that it has none: 404, 410, 204 or an answer of no bytes.
    [[nodiscard]] bool isAbsent() const { return m_isAbsent; }
    /// Given up because its server is not there, as far as is known: nothing further up is to be had either.
    [[nodiscard]] bool isCutOff() const { return state() == LoadState::Failed && m_isCutOff; }
    /// What it looks like, once it has come from a server opaque; null otherwise.
    [[nodiscard]] const PictureLook* look() const { return m_look.get(); }
    /// Has been loaded once.
    [[nodiscard]] bool isFound() const { return m_isFound; }
    /// Wanted only to stand in for finer ones: that it is not at hand offline is no gap in the picture.
    void setStandIn(bool isStandIn) { m_isStandIn = isStandIn; }

protected:
    [[nodiscard]] LoadPlan plan() override;
    void arrived(LoadOutcome& outcome) override;
    void failed(const Error& error) override;
    [[nodiscard]] bool isRevivedByItself() const override { return !m_isRefusedAlone; }
    [[nodiscard]] bool isWorthReporting(const Error& error) const override;

private:
    ImageryLayer& m_layer;
    PictureAddress m_address;
    bool m_exists;
    std::shared_ptr<PictureFinding> m_finding; ///< what the last making found; written by a worker before arrived()
    bool m_isBlank = false;
    bool m_isFound = false;
    bool m_isAbsent = false;
    bool m_isCutOff = false;
    bool m_isRefusedAlone = false; ///< given up while its server answered others
    std::uint64_t m_othersBefore = 0; ///< pictures that had come when it was first asked for
    std::shared_ptr<const PictureLook> m_look;
    bool m_isStandIn = false;
};

} // namespace guanjing::layers
