#pragma once

#include "tests/LoopbackServer.h"

#include <QFile>
#include <QList>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <string>

namespace guanjing::test {

/// nginx over a folder of its own on a free loopback port: a server that was not written here. GUI thread.
class NginxServer {
public:
    NginxServer()
    {
        const QStringList places{QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin"), QStringLiteral("/sbin")};
        m_program = QStandardPaths::findExecutable(QStringLiteral("nginx"), places);
        QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7777)); // nginx's workers are someone else
    }
    ~NginxServer() { static_cast<void>(stop()); }
    NginxServer(const NginxServer&) = delete;
    NginxServer& operator=(const NginxServer&) = delete;

    [[nodiscard]] bool isInstalled() const { return !m_program.isEmpty(); }
    /// A path in the folder that it serves.
    [[nodiscard]] QString at(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// Once it has started, or has a port.
    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(m_port); }
    /// Before start(), where its own configuration or that of others has to name the address.
    void choosePort()
    {
        // the listener of a server that ends at once: its port is free for a moment
        const LoopbackServer server([](const std::string&) { return LoopbackServer::Answer(); });
        const std::string url = server.url("");
        m_port = std::stoi(url.substr(url.rfind(':') + 1));
    }

    /// `listenFlags` behind the address ("ssl http2"), `directives` inside server{}, `logFormat` as nginx has it. True
    /// once it takes connections.
    [[nodiscard]] bool start(const QString& listenFlags, const QString& directives, const QString& logFormat)
    {
        if (m_port == 0)
            choosePort();
        const QString text =
            QStringLiteral("daemon off; master_process off; pid %1/pid; error_log %1/error.log;\n"
                           "events { worker_connections 256; }\n"
                           "http { log_format short '%5'; access_log %1/access.log short;\n"
                           "client_body_temp_path %1; proxy_temp_path %1; fastcgi_temp_path %1; uwsgi_temp_path %1;\n"
                           "scgi_temp_path %1; keepalive_requests 10000;\n"
                           "server { listen 127.0.0.1:%2 %3; root %1; %4 } }\n")
                .arg(folder(), QString::number(m_port), listenFlags, directives, logFormat);
        QFile file(at("nginx.conf"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            return false;
        file.close();
        m_process.start(m_program,
                        {QStringLiteral("-p"), folder(), QStringLiteral("-e"), at("error.log"), QStringLiteral("-c"),
                         at("nginx.conf")});
        return m_process.waitForStarted() && waitUntilItListens();
    }
    /// True when it ended as asked; its log is whole then.
    [[nodiscard]] bool stop()
    {
        if (m_process.state() == QProcess::NotRunning)
            return false;
        m_process.terminate();
        return m_process.waitForFinished();
    }
    /// Of the log, one a request.
    [[nodiscard]] QList<QByteArray> logLines() const
    {
        QFile log(at("access.log"));
        if (!log.open(QIODevice::ReadOnly))
            return {};
        const QByteArray text = log.readAll().trimmed();
        return text.isEmpty() ? QList<QByteArray>() : text.split('\n');
    }

private:
    bool waitUntilItListens()
    {
        sockaddr_in target{};
        target.sin_family = AF_INET;
        target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        target.sin_port = htons(static_cast<std::uint16_t>(m_port));
        for (;;) {
            const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            const bool isThere = ::connect(socket, reinterpret_cast<sockaddr*>(&target), sizeof(target)) == 0;
            ::close(socket);
            if (isThere)
                return true;
            if (m_process.waitForFinished(20)) // it ended instead
                return false;
        }
    }

    QTemporaryDir m_folder;
    QString m_program;
    QProcess m_process;
    int m_port = 0;
};

} // namespace guanjing::test
