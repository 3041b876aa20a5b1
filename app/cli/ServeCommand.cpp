#include "app/cli/Commands.h"
#include "app/platform/Serve.h"

namespace guanjing::app {

int runServeCommand(const Options& options)
{
    ServeOptions serve;
    serve.port = options.port;
    serve.exitWithParent = options.exitWithParent;
    serve.quiet = options.exitWithParent;
    printError(runServe(serve));
    return kExitFailed;
}

} // namespace guanjing::app
