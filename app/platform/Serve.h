#pragma once

#include "geodata/core/Error.h"

#include <string>

namespace guanjing::app {

struct ServeOptions {
    std::string host = "127.0.0.1";
    int port = 8080; ///< 0: any free one
    bool quiet = false; ///< print nothing but the address
    bool exitWithParent = false; ///< end when standard input closes
};

/// `guanjing serve`: runs the demo platform until SIGINT or SIGTERM (or the end of standard input). Once it serves it prints
/// the one line "http://127.0.0.1:PORT/" on standard output. Ends the process when asked to; returns only
/// when it cannot serve. Call it from the main thread before other threads exist, since it blocks the two signals for all of them.
[[nodiscard]] Error runServe(const ServeOptions& options);

} // namespace guanjing::app
