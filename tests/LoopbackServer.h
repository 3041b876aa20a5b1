#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace guanjing::test {

/// A bare HTTP/1.1 server on a free loopback port whose handler writes the very bytes of each answer: for servers that
/// lie, stall or hang up, and for benchmarks, where a server must cost next to nothing. One thread per connection.
class LoopbackServer {
public:
    struct Answer {
        std::string bytes; ///< status line, headers and body as they go out
        bool closeAfter = false; ///< hang up when they are out
        bool stallAfter = false; ///< say nothing more until the client or the server goes
        const std::string* shared = nullptr; ///< sent after `bytes`, not copied
    };
    /// Gets the request's head; called on the connection's thread.
    using Handler = std::function<Answer(const std::string& head)>;

    explicit LoopbackServer(Handler handler) : m_handler(std::move(handler))
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0
            || ::listen(m_listener, 512) != 0)
            std::abort(); // no test can go on without a port
        socklen_t length = sizeof(address);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &length);
        m_port = ntohs(address.sin_port);
        m_acceptor = std::thread([this] { accept(); });
    }
    ~LoopbackServer()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_acceptor.join();
        {
            const std::lock_guard lock(m_mutex);
            for (const Connection& connection : m_connections)
                ::shutdown(connection.socket, SHUT_RDWR);
        }
        for (Connection& connection : m_connections) {
            connection.thread.join();
            ::close(connection.socket);
        }
        ::close(m_listener);
    }
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    [[nodiscard]] std::string url(std::string_view path) const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + std::string(path);
    }
    [[nodiscard]] int connectionCount() const { return m_accepted; }
    [[nodiscard]] int requestCount() const { return m_requests; }

    /// A whole answer with its length.
    static Answer whole(std::string_view status, std::string_view body, std::string_view extraHeaders = {})
    {
        Answer answer;
        answer.bytes.append("HTTP/1.1 ").append(status).append("\r\nContent-Length: ");
        answer.bytes.append(std::to_string(body.size())).append("\r\n").append(extraHeaders).append("\r\n");
        answer.bytes.append(body);
        return answer;
    }

private:
    struct Connection {
        int socket;
        std::thread thread;
    };
    void accept()
    {
        for (;;) {
            const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0)
                return;
            const int one = 1;
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
            ++m_accepted;
            const std::lock_guard lock(m_mutex);
            m_connections.push_back({socket, {}});
            m_connections.back().thread = std::thread([this, socket] { serve(socket); });
        }
    }
    void serve(int socket)
    {
        std::string pending;
        char buffer[16384];
        for (;;) {
            std::size_t end;
            while ((end = pending.find("\r\n\r\n")) == std::string::npos) {
                const ssize_t got = ::recv(socket, buffer, sizeof(buffer), 0);
                if (got <= 0) {
                    ::shutdown(socket, SHUT_RDWR);
                    return;
                }
                pending.append(buffer, static_cast<std::size_t>(got));
            }
            ++m_requests;
            const Answer answer = m_handler(pending.substr(0, end + 4));
            pending.erase(0, end + 4);
            bool alive = send(socket, answer.bytes, answer.shared ? MSG_MORE : 0);
            if (alive && answer.shared)
                alive = send(socket, *answer.shared, 0);
            if (alive && answer.stallAfter) { // until the other side hangs up or the server is shut down
                while (::recv(socket, buffer, sizeof(buffer), 0) > 0) { }
                alive = false;
            }
            if (!alive || answer.closeAfter) {
                ::shutdown(socket, SHUT_RDWR);
                return;
            }
        }
    }
    static bool send(int socket, const std::string& bytes, int flags)
    {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            const ssize_t now = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | flags);
            if (now <= 0)
                return false;
            sent += static_cast<std::size_t>(now);
        }
        return true;
    }

    Handler m_handler;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_accepted{0};
    std::atomic<int> m_requests{0};
    std::mutex m_mutex;
    std::list<Connection> m_connections;
    std::thread m_acceptor;
};

} // namespace guanjing::test
