#include "app/platform/Serve.h"

#include "app/platform/DemoServer.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace guanjing::app {

Error runServe(const ServeOptions& options)
{
    // blocked before any thread starts, so that they arrive at the descriptor and nowhere else
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    DemoServer::Options serverOptions;
    serverOptions.host = options.host;
    serverOptions.port = options.port;
    DemoServer server(serverOptions);
    if (const Result<void> started = server.start(); !started)
        return started.error();
    std::printf("%s\n", server.baseUrl().c_str());
    std::fflush(stdout);
    if (!options.quiet)
        std::fprintf(stderr, "orthophoto, buildings and sensors of the demo city; scene: %sscene.json\n",
                     server.baseUrl().c_str());

    const int signalDescriptor = signalfd(-1, &signals, SFD_CLOEXEC);
    if (signalDescriptor < 0)
        return {ErrorCode::Internal, "signalfd", std::generic_category().message(errno)};
    pollfd waits[2] = {{signalDescriptor, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    const nfds_t count = options.exitWithParent ? 2 : 1;
    while (true) {
        if (poll(waits, count, -1) < 0)
            continue; // interrupted
        if (waits[0].revents != 0)
            break;
        if (count == 2 && waits[1].revents != 0) {
            char scratch[256];
            if (read(STDIN_FILENO, scratch, sizeof scratch) <= 0)
                break;
        }
    }
    close(signalDescriptor);
    // An orderly stop would wait for connections that are kept alive; there is nothing to save.
    std::fflush(stdout);
    std::_Exit(0);
}

} // namespace guanjing::app
