#pragma once

#include "layers/scene/SceneEngine.h"

namespace guanjing::app {

/// How much is loaded, and when: what a user may choose of the engine's settings. Plain data.
struct LoadingSettings {
    int detailPixels = 16; ///< an error of so many pixels is allowed
    bool hazeCoarsens = false; ///< less detail the farther away
    int hazeHalfMeters = 5000; ///< there an error twice as large is allowed
    bool edgeCoarsens = false; ///< less detail towards the picture's edge
    bool loadsSiblings = false, loadsAncestors = false; ///< in idle moments
    bool loadsDestination = true; ///< of a flight, before it is over
    int memoryMebibytes = 1024;
    bool compressesPictures = false; ///< on the GPU, as of what is loaded next
    int cacheMebibytes = 2048; ///< on disk; in force from the next start on
    int requests = 64; ///< at once
    bool operator==(const LoadingSettings&) const = default;

    [[nodiscard]] layers::EngineSettings engineSettings() const;
};

} // namespace guanjing::app
