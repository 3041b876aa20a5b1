#include "app/services/DemoPlatform.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace guanjing::app {

DemoPlatform::DemoPlatform(QObject* parent) : QObject(parent)
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

Result<QString> DemoPlatform::start(int timeoutMs)
{
    if (!m_baseUrl.isEmpty() && m_process.state() == QProcess::Running)
        return m_baseUrl;
    const QString program = QCoreApplication::applicationFilePath();
    m_stopping = false;
    m_process.start(
        program,
        {QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--exit-with-parent")});
    if (!m_process.waitForStarted(timeoutMs))
        return fail(ErrorCode::Internal, program.toStdString(), m_process.errorString().toStdString());
    QElapsedTimer timer;
    timer.start();
    while (!m_process.canReadLine()) {
        const auto left = static_cast<int>(timeoutMs - timer.elapsed());
        if (left <= 0 || !m_process.waitForReadyRead(left)) {
            const std::string said = m_process.readAllStandardError().trimmed().toStdString();
            return fail(ErrorCode::Timeout, program.toStdString(),
                        said.empty() ? "the demo platform did not announce its address" : said);
        }
    }
    const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
    const qsizetype at = line.indexOf(QLatin1String("http://"));
    if (at < 0)
        return fail(ErrorCode::Internal, program.toStdString(),
                    "the demo platform announced \"" + line.toStdString() + '"');
    m_baseUrl = line.mid(at).section(QLatin1Char(' '), 0, 0);
    if (!m_baseUrl.endsWith(QLatin1Char('/')))
        m_baseUrl += QLatin1Char('/');
    return m_baseUrl;
}

} // namespace guanjing::app
