#include "app/cli/SilentRequests.h"

#include "app/services/ErrorText.h"
#include "geodata/net/Url.h"

#include <QCoreApplication>

#include <cstdio>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

void say(const QString& line) { std::fprintf(stderr, "%s\n", line.toUtf8().constData()); }

} // namespace

SilentRequests::~SilentRequests()
{
    if (m_more > 0)
        say(CommandLine::tr("requests without an answer: %1").arg(moreLikeItText(m_more)));
}

void SilentRequests::look()
{
    const auto now = std::chrono::steady_clock::now();
    if (now < m_next)
        return;
    m_next = now + std::chrono::milliseconds(500);
    for (const NetworkTroubles::Silent& silent : m_assets.troubles().silent) {
        if (!m_told.insert(silent.url).second)
            continue;
        if (m_servers.insert(originOf(silent.url)).second)
            say(CommandLine::tr("warning: no answer for %1 s, still waiting: %2")
                    .arg(silent.seconds)
                    .arg(QString::fromStdString(silent.url)));
        else
            ++m_more;
    }
}

void StillWaiting::tell(const std::string& url)
{
    if (m_told.insert(url).second)
        say(CommandLine::tr("still waiting for %1").arg(QString::fromStdString(url)));
}

} // namespace guanjing::app
