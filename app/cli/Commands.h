#pragma once

#include "app/cli/Options.h"

class QCoreApplication;

namespace guanjing::app {

/// Exit codes of the command line (DESIGN.md, section 2).
enum ExitCode { kExitDone = 0, kExitFailed = 1, kExitUsage = 2 };

/// `guanjing render`: one picture per view. Prints one line per failure on stderr.
[[nodiscard]] int runRender(const Options& options);
/// `guanjing bench`: times the views.
[[nodiscard]] int runBench(const Options& options);
/// `guanjing inspect`: what a source is and holds.
[[nodiscard]] int runInspect(const Options& options);
/// `guanjing serve`: the demo platform.
[[nodiscard]] int runServeCommand(const Options& options);

/// `guanjing export`: a part of an imagery layer as a file for other programs.
[[nodiscard]] int runExport(const Options& options);

/// `guanjing pack`: takes a part of a scene along.
[[nodiscard]] int runPack(const Options& options);

/// Prints a failure on stderr as one line in the language in force.
void printError(const Error& error);

} // namespace guanjing::app
