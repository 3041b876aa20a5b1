// A bad network between a client and a server of this machine: everything passes, later and more slowly.
//   SlowRelay --to HOST:PORT [--port N] [--latency-ms 40] [--mbit 20]
// Prints its own address on standard output, then relays until it is ended. Of the latency one half is spent on the way there and
// the other on the way back, once more before the first byte of a connection (TCP's handshake). The rate holds for each
// direction, all connections together, which take turns; no more than 50 ms of it ever wait, as before a router's short
// buffer. 0 or nothing: no limit. One thread, no special rights.
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <list>
#include <string>
#include <vector>

namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::nanoseconds;

constexpr std::size_t kPiece = 8192; ///< bytes read from a connection before it is another one's turn
constexpr std::size_t kMostWaiting = std::size_t{1} << 20; ///< of a connection's direction
constexpr std::chrono::milliseconds kBuffer{50};

struct Options {
    std::string host = "127.0.0.1", target;
    int port = 0;
    double latencyMs = 0, megabits = 0;
};

/// One direction of the line that all connections share.
struct Line {
    nanoseconds delay{0};
    double bytesPerSecond = 0; ///< 0: no limit
    Steady::time_point freeAt{};

    /// When bytes that are ready at `now` have arrived on the other side.
    Steady::time_point send(std::size_t bytes, Steady::time_point now)
    {
        freeAt = std::max(freeAt, now);
        if (bytesPerSecond > 0)
            freeAt += nanoseconds(static_cast<std::int64_t>(static_cast<double>(bytes) / bytesPerSecond * 1e9));
        return freeAt + delay;
    }
    [[nodiscard]] bool takes(Steady::time_point now) const { return freeAt < now + kBuffer; }
};

struct Piece {
    Steady::time_point due;
    std::string bytes;
};

struct Way {
    int from = -1, to = -1;
    Line* line = nullptr;
    std::deque<Piece> pieces;
    std::size_t waiting = 0; ///< bytes
    bool hasEnded = false; ///< nothing more comes
    bool isClosed = false; ///< and that has been passed on
    bool isBlocked = false; ///< the receiver takes no more for the moment
};

struct Connection {
    std::array<Way, 2> ways; ///< there and back
    Steady::time_point openAt; ///< after the handshake
};

class Relay {
public:
    Relay(const Options& options, const sockaddr_in& target) : m_target(target)
    {
        for (Line& line : m_lines) {
            line.delay = nanoseconds(static_cast<std::int64_t>(options.latencyMs / 2 * 1e6));
            line.bytesPerSecond = options.megabits * 1e6 / 8;
        }
    }

    bool listen(int port)
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int one = 1;
        ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        socklen_t length = sizeof(address);
        if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0
            || ::listen(m_listener, 512) != 0
            || ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length) != 0)
            return false;
        std::printf("http://127.0.0.1:%d/\n", ntohs(address.sin_port));
        std::fflush(stdout);
        return true;
    }

    [[noreturn]] void run()
    {
        for (;;) {
            const auto now = Steady::now();
            for (auto it = m_connections.begin(); it != m_connections.end();) {
                for (Way& way : it->ways)
                    deliver(way, now);
                it = finish(*it) ? m_connections.erase(it) : std::next(it);
            }
            wait(now);
        }
    }

private:
    struct Watched {
        Connection* connection = nullptr; ///< none: the listener
        Way* way = nullptr;
        bool reads = false;
    };

    void deliver(Way& way, Steady::time_point now)
    {
        while (!way.isBlocked && !way.pieces.empty() && way.pieces.front().due <= now) {
            std::string& bytes = way.pieces.front().bytes;
            const ssize_t sent = ::send(way.to, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0) {
                if (errno == EAGAIN || errno == EINTR) {
                    way.isBlocked = true;
                    return;
                }
                drop(way);
                return;
            }
            way.waiting -= static_cast<std::size_t>(sent);
            bytes.erase(0, static_cast<std::size_t>(sent));
            if (bytes.empty())
                way.pieces.pop_front();
        }
        if (way.hasEnded && way.pieces.empty() && !way.isClosed) {
            ::shutdown(way.to, SHUT_WR);
            way.isClosed = true;
        }
    }

    /// The receiver has gone: the sender is told by the end of what it could receive.
    static void drop(Way& way)
    {
        way.pieces.clear();
        way.waiting = 0;
        way.hasEnded = way.isClosed = true;
        ::shutdown(way.from, SHUT_RDWR);
    }

    static bool finish(const Connection& connection)
    {
        if (!connection.ways[0].isClosed || !connection.ways[1].isClosed)
            return false;
        ::close(connection.ways[0].from);
        ::close(connection.ways[0].to);
        return true;
    }

    void wait(Steady::time_point now)
    {
        auto next = now + std::chrono::seconds(1);
        std::vector<pollfd> files{{m_listener, POLLIN, 0}};
        std::vector<Watched> watched{{}};
        for (Connection& connection : m_connections)
            for (Way& way : connection.ways) {
                if (!way.hasEnded && way.waiting < kMostWaiting) {
                    if (way.line->takes(now)) {
                        files.push_back({way.from, POLLIN, 0});
                        watched.push_back({&connection, &way, true});
                    } else {
                        next = std::min(next, way.line->freeAt - kBuffer);
                    }
                }
                if (way.isBlocked) {
                    files.push_back({way.to, POLLOUT, 0});
                    watched.push_back({&connection, &way, false});
                } else if (!way.pieces.empty()) {
                    next = std::min(next, way.pieces.front().due);
                }
            }
        const auto left = std::max(nanoseconds(0), duration_cast<nanoseconds>(next - Steady::now()));
        const timespec timeout{static_cast<time_t>(left.count() / 1'000'000'000), left.count() % 1'000'000'000};
        if (::ppoll(files.data(), files.size(), &timeout, nullptr) <= 0)
            return;
        if (files.front().revents != 0)
            accept();
        // Another one is first each time.
        const std::size_t count = files.size() - 1;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = 1 + (i + m_turn) % count;
            if (files[at].revents == 0)
                continue;
            Way& way = *watched[at].way;
            if (watched[at].reads)
                read(*watched[at].connection, way);
            else
                way.isBlocked = false;
        }
        ++m_turn;
    }

    static void read(const Connection& connection, Way& way)
    {
        const auto now = Steady::now();
        if (way.hasEnded || !way.line->takes(now))
            return;
        std::string bytes(kPiece, '\0');
        const ssize_t got = ::recv(way.from, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got <= 0) {
            way.hasEnded = true;
            return;
        }
        bytes.resize(static_cast<std::size_t>(got));
        way.waiting += bytes.size();
        const auto due = way.line->send(bytes.size(), now);
        // What is said during the handshake waits for its end.
        way.pieces.push_back({std::max(due, connection.openAt + way.line->delay), std::move(bytes)});
    }

    void accept()
    {
        for (;;) {
            const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (client < 0)
                return;
            const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (::connect(server, reinterpret_cast<const sockaddr*>(&m_target), sizeof(m_target)) != 0) {
                ::close(server);
                ::close(client);
                continue;
            }
            const int one = 1;
            for (const int socket : {client, server})
                ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
            Connection& connection = m_connections.emplace_back();
            connection.ways[0] = {client, server, &m_lines[0], {}, 0, false, false, false};
            connection.ways[1] = {server, client, &m_lines[1], {}, 0, false, false, false};
            connection.openAt = Steady::now() + 2 * m_lines[0].delay;
        }
    }

    sockaddr_in m_target;
    int m_listener = -1;
    std::array<Line, 2> m_lines;
    std::list<Connection> m_connections;
    std::size_t m_turn = 0;
};

} // namespace

int main(int argc, char** argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i], value = argv[i + 1];
        if (name == "--to")
            options.target = value;
        else if (name == "--port")
            options.port = std::atoi(value.c_str());
        else if (name == "--latency-ms")
            options.latencyMs = std::atof(value.c_str());
        else if (name == "--mbit")
            options.megabits = std::atof(value.c_str());
    }
    const std::size_t colon = options.target.rfind(':');
    if (colon == std::string::npos || argc % 2 == 0) {
        std::fprintf(stderr, "usage: SlowRelay --to HOST:PORT [--port N] [--latency-ms MS] [--mbit N]\n");
        return 2;
    }
    addrinfo hints{}, *found = nullptr;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (::getaddrinfo(options.target.substr(0, colon).c_str(), options.target.substr(colon + 1).c_str(), &hints, &found)
        != 0) {
        std::fprintf(stderr, "SlowRelay: no server %s\n", options.target.c_str());
        return 1;
    }
    const sockaddr_in target = *reinterpret_cast<const sockaddr_in*>(found->ai_addr);
    ::freeaddrinfo(found);
    std::signal(SIGPIPE, SIG_IGN);
    Relay relay(options, target);
    if (!relay.listen(options.port)) {
        std::perror("SlowRelay");
        return 1;
    }
    relay.run();
}
