#include "app/services/DemoPlatform.h"

#include "app/services/DataServices.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QUrl>

namespace guanjing::app {

DemoPlatform::DemoPlatform(DataServices& data, QObject* parent) : QObject(parent), m_data(data)
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setInputChannelMode(QProcess::ManagedInputChannel); // our end closes when we die: the server notices
    connect(&m_process, &QProcess::finished, this, [this] {
        m_baseUrl.clear();
        if (!m_stopping)
            emit died(QString::fromUtf8(m_process.readAllStandardError()).trimmed());
    });
}

DemoPlatform::~DemoPlatform()
{
    m_stopping = true;
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    m_process.terminate();
    if (!m_process.waitForFinished(2000)) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

Result<void> DemoPlatform::launch(const QString& program, int port, int timeoutMs)
{
    m_process.start(program,
                    {QStringLiteral("serve"), QStringLiteral("--port"), QString::number(port),
                     QStringLiteral("--exit-with-parent")});
    if (!m_process.waitForStarted(timeoutMs))
        return fail(ErrorCode::Internal, program.toStdString(), m_process.errorString().toStdString());
    QElapsedTimer timer;
    timer.start();
    while (!m_process.canReadLine()) {
        const auto left = static_cast<int>(timeoutMs - timer.elapsed());
        if (left <= 0 || !m_process.waitForReadyRead(left)) {
            const std::string said = m_process.readAllStandardError().trimmed().toStdString();
            m_process.kill();
            m_process.waitForFinished(1000);
            return fail(ErrorCode::Timeout, program.toStdString(),
                        said.empty() ? "the demo platform did not announce its address" : said);
        }
    }
    return {};
}

Result<QString> DemoPlatform::start(int timeoutMs)
{
    if (!m_baseUrl.isEmpty() && m_process.state() == QProcess::Running)
        return m_baseUrl;
    if (m_data.isOffline()) {
        m_baseUrl = QStringLiteral("http://127.0.0.1:%1/").arg(kPreferredPort);
        m_data.setDemoBase(m_baseUrl.toStdString());
        return m_baseUrl;
    }
    const QString program = QCoreApplication::applicationFilePath();
    m_stopping = true; // a server that cannot take the port and ends is no accident
    Result<void> announced = launch(program, m_port, timeoutMs);
    if (!announced)
        announced = launch(program, 0, timeoutMs);
    m_stopping = false;
    if (!announced)
        return fail(announced.error());
    const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
    const qsizetype at = line.indexOf(QLatin1String("http://"));
    if (at < 0)
        return fail(ErrorCode::Internal, program.toStdString(),
                    "the demo platform announced \"" + line.toStdString() + '"');
    m_baseUrl = line.mid(at).section(QLatin1Char(' '), 0, 0);
    m_port = QUrl(m_baseUrl).port(kPreferredPort);
    if (!m_baseUrl.endsWith(QLatin1Char('/')))
        m_baseUrl += QLatin1Char('/');
    m_data.setDemoBase(m_baseUrl.toStdString());
    return m_baseUrl;
}

} // namespace guanjing::app
