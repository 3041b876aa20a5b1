#include "app/cli/RunStats.h"

#include <nlohmann/json.hpp>

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

namespace guanjing::app {
namespace {

double rounded(double milliseconds) { return std::round(milliseconds * 1000.0) / 1000.0; }

double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

} // namespace

double percentile(std::vector<double> samples, double share)
{
    if (samples.empty())
        return 0;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(samples.size())));
    const std::size_t index = std::clamp<std::size_t>(rank, 1, samples.size()) - 1;
    std::nth_element(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(index), samples.end());
    return samples[index];
}

std::string statsJson(const RunFigures& figures)
{
    nlohmann::ordered_json json;
    json["renderer"] = figures.renderer;
    json["effects"] = figures.effects;
    json["start_ms"] = rounded(figures.startMs);
    auto& views = json["views"] = nlohmann::ordered_json::array();
    for (const ViewFigures& view : figures.views) {
        nlohmann::ordered_json entry;
        entry["settle_ms"] = rounded(view.settleMs);
        entry["frame_ms_median"] = rounded(view.frameMsMedian);
        entry["frame_ms_p99"] = rounded(view.frameMsP99);
        entry["frames_while_loading"] = view.framesWhileLoading;
        entry["loading_frame_ms_p99"] = rounded(view.loadingFrameMsP99);
        entry["tiles_selected"] = view.tilesSelected;
        entry["tiles_visited"] = view.tilesVisited;
        entry["tiles_loaded"] = view.tilesLoaded;
        entry["tiles_failed"] = view.tilesFailed;
        entry["select_ms_median"] = rounded(view.selectMsMedian);
        if (view.coarsening > 1)
            entry["coarsening"] = rounded(view.coarsening);
        if (view.leftOut > 0)
            entry["tiles_left_out"] = view.leftOut;
        if (view.timedOut)
            entry["timed_out"] = true;
        views.push_back(std::move(entry));
    }
    json["requests"] = figures.requests;
    json["bytes"] = figures.bytes;
    json["bytes_never_drawn"] = figures.bytesNeverDrawn;
    json["pictures_wanted"] = figures.picturesWanted;
    json["pictures_decoded"] = figures.picturesDecoded;
    json["tile_memory_bytes"] = figures.memoryBytes;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    json["cpu_ms"] = rounded((seconds(usage.ru_utime) + seconds(usage.ru_stime)) * 1000.0);
    json["peak_rss_bytes"] = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024u; // Linux counts KiB
    json["errors"] = figures.errors;
    return json.dump(1) + '\n';
}

double millisecondsSinceProcessStart()
{
    std::ifstream file("/proc/self/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t afterName = text.rfind(')'); // the name may hold blanks
    if (afterName == std::string::npos)
        return 0;
    std::istringstream fields(text.substr(afterName + 1));
    std::string field;
    for (int i = 3; i <= 22 && fields >> field; ++i) { } // field 22 is starttime, proc(5)
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double startSeconds = std::atof(field.c_str()) / static_cast<double>(sysconf(_SC_CLK_TCK));
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 - startSeconds) * 1000.0;
}

} // namespace guanjing::app
