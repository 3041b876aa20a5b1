#include "app/cli/SceneFailures.h"

#include "app/services/ErrorText.h"
#include "geodata/net/Url.h"
#include "layers/scene/SceneEngine.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// A feed without a network is offline, which is no failure of the pictures.
bool isExpected(const layers::SourceStatus& source, const Error& error)
{
    return source.kind == layers::SourceKind::Live && error.code == ErrorCode::Offline;
}

/// A server that is not there, or not to be talked to: says nothing of the file that was asked for.
bool isOfTheServer(const Error& error)
{
    return isHttpUrl(error.source)
        && (error.code == ErrorCode::ConnectionFailed || error.code == ErrorCode::Timeout
            || error.code == ErrorCode::TlsFailed);
}

} // namespace

std::vector<std::string> failureLines(const layers::SceneEngine& engine)
{
    std::vector<std::string> lines;
    std::set<std::string> seen;
    for (const layers::SourceStatus& source : engine.sources()) {
        std::vector<Error> errors = source.errors;
        errors.insert(errors.end(), source.warnings.begin(), source.warnings.end());
        for (const Error& error : errors) {
            if (error.code == ErrorCode::Notice || isExpected(source, error))
                continue;
            std::string line = errorText(error).toStdString();
            if (seen.insert(line).second)
                lines.push_back(std::move(line));
        }
    }
    return lines;
}

void tellFailures(const layers::SceneEngine& engine)
{
    std::vector<layers::ErrorKind> told;
    std::map<std::string, std::size_t> places; // by server and failure, or by what is said
    std::uint64_t notKept = 0;
    for (const layers::SourceStatus& source : engine.sources()) {
        notKept += source.errorCount;
        for (const layers::ErrorKind& kind : source.errorKinds) {
            notKept -= std::min(notKept, kind.count);
            if (isExpected(source, kind.first))
                continue;
            const std::string key = isOfTheServer(kind.first)
                ? std::string(errorCodeName(kind.first.code)) + " " + originOf(kind.first.source)
                : errorText(kind.first).toStdString();
            const auto [place, isNew] = places.try_emplace(key, told.size());
            if (isNew)
                told.push_back(kind);
            else
                told[place->second].count += kind.count;
        }
    }
    std::stable_partition(told.begin(), told.end(),
                          [](const layers::ErrorKind& kind) { return kind.first.code != ErrorCode::Notice; });
    for (const layers::ErrorKind& kind : told) {
        const std::string line = errorText(kind.first).toStdString();
        const std::string more = kind.count > 1 ? " " + moreLikeItText(kind.count - 1).toStdString() : std::string();
        std::fprintf(stderr, "%s%s\n", line.c_str(), more.c_str());
    }
    if (notKept > 0)
        std::fprintf(
            stderr, "%s\n",
            CommandLine::tr("… and %Ln more failures", nullptr, static_cast<int>(notKept)).toUtf8().constData());
}

} // namespace guanjing::app
