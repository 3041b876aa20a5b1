#include "tests/servers/FastCgi.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace guanjing::test {

FastCgi::FastCgi(QString program)
    : m_program(std::move(program))
    , m_spawner(QStandardPaths::findExecutable(QStringLiteral("spawn-fcgi")))
    , m_socket(m_folder.filePath(QStringLiteral("s")))
{
    QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7777)); // nginx may be someone else
}

FastCgi::~FastCgi()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool FastCgi::isInstalled() const { return !m_spawner.isEmpty() && QFileInfo(m_program).isExecutable(); }

bool FastCgi::start(const QStringList& environment)
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (const QString& entry : environment)
        all.insert(entry.section(QLatin1Char('='), 0, 0), entry.section(QLatin1Char('='), 1));
    m_process.setProcessEnvironment(all);
    // Not into the background, so that it is this process that ends with the test.
    m_process.start(m_spawner,
                    {QStringLiteral("-n"), QStringLiteral("-s"), m_socket, QStringLiteral("-M"), QStringLiteral("0777"),
                     QStringLiteral("--"), m_program});
    if (!m_process.waitForStarted())
        return false;
    while (!QFile::exists(m_socket))
        if (m_process.waitForFinished(20)) // it ended instead
            return false;
    return true;
}

QString FastCgi::location(const QString& path, const QStringList& parameters) const
{
    QString text =
        QStringLiteral("location %1 { fastcgi_pass unix:%2; fastcgi_split_path_info ^(%1)(.*)$;\n"
                       "fastcgi_param SCRIPT_NAME $fastcgi_script_name;\n"
                       "fastcgi_param PATH_INFO $fastcgi_path_info; fastcgi_param REQUEST_URI $request_uri;\n"
                       "fastcgi_param QUERY_STRING $query_string; fastcgi_param REQUEST_METHOD $request_method;\n"
                       "fastcgi_param CONTENT_TYPE $content_type; fastcgi_param CONTENT_LENGTH $content_length;\n"
                       "fastcgi_param SERVER_NAME $host; fastcgi_param SERVER_PORT $server_port;\n"
                       "fastcgi_param SERVER_PROTOCOL $server_protocol; fastcgi_read_timeout 120;\n")
            .arg(path, m_socket);
    for (const QString& parameter : parameters)
        text += QStringLiteral("fastcgi_param %1;\n").arg(parameter);
    return text + QStringLiteral("}\n");
}

QByteArray FastCgi::log() { return m_process.readAllStandardError(); }

} // namespace guanjing::test
