#pragma once

#include "geodata/core/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing::app {

/// Figures of one view of render or bench; the keys of --stats (DESIGN.md, section 2).
struct ViewFigures {
    double settleMs = 0;
    double frameMsMedian = 0;
    double frameMsP99 = 0;
    std::uint64_t framesWhileLoading = 0;
    double loadingFrameMsP99 = 0;
    std::uint64_t tilesSelected = 0, tilesVisited = 0, tilesLoaded = 0, tilesFailed = 0;
    double selectMsMedian = 0;
    double coarsening = 1; ///< see layers::EngineCounters
    std::size_t leftOut = 0; ///< likewise
    bool timedOut = false;
};

struct RunFigures {
    std::string renderer;
    std::vector<std::string> effects;
    double startMs = 0;
    std::vector<ViewFigures> views;
    std::uint64_t requests = 0, bytes = 0, bytesNeverDrawn = 0;
    std::uint64_t picturesWanted = 0, picturesDecoded = 0; ///< of models; alike ones are decoded once
    std::size_t memoryBytes = 0; ///< tiles held at the end
    std::vector<std::string> errors;
};

/// Value below which `share` (0..1) of the samples lie, by nearest rank; 0 without samples.
[[nodiscard]] double percentile(std::vector<double> samples, double share);

/// The JSON of --stats; adds cpu_ms and peak_rss_bytes of this process.
[[nodiscard]] std::string statsJson(const RunFigures& figures);

/// Milliseconds since this process was started by the system, by the system's account (10 ms steps).
[[nodiscard]] double millisecondsSinceProcessStart();

} // namespace guanjing::app
