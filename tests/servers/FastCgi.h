#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace guanjing::test {

/// A map server as a FastCGI program behind spawn-fcgi on a socket of its own, ended with this. GUI thread.
class FastCgi {
public:
    /// `program` with its path.
    explicit FastCgi(QString program);
    ~FastCgi();
    FastCgi(const FastCgi&) = delete;
    FastCgi& operator=(const FastCgi&) = delete;

    [[nodiscard]] bool isInstalled() const;
    /// True once its socket is there. `environment`: "NAME=value".
    [[nodiscard]] bool start(const QStringList& environment = {});
    /// For nginx: what comes under `path` is answered by it; `parameters`: "NAME value".
    [[nodiscard]] QString location(const QString& path, const QStringList& parameters = {}) const;
    /// What it wrote to its standard error.
    [[nodiscard]] QByteArray log();

private:
    QTemporaryDir m_folder; ///< short enough for the name of a socket
    QString m_program, m_spawner, m_socket;
    QProcess m_process;
};

} // namespace guanjing::test
