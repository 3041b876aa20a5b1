#include "layers/tiling/SourceLog.h"

#include "geodata/core/Log.h"
#include "geodata/net/NetworkSettings.h"
#include "geodata/net/Url.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {

namespace {

std::string likenessOf(const Error& error)
{
    std::string likeness(errorCodeName(error.code));
    // A status is a number that makes a difference.
    const std::string number = error.reason == ErrorReason::HttpStatus ? std::to_string(error.first) : std::string();
    likeness.append(number).append(1, ' ');
    for (const char c : error.detail) {
        if (c < '0' || c > '9')
            likeness += c;
    }
    return likeness;
}

} // namespace

void SourceLog::add(Error error)
{
    error.source = redactUrl(error.source);
    ++m_count;
    log(LogLevel::Debug, "layers.tiling", error.toString());
    std::string likeness = likenessOf(error);
    const auto alike = std::find(m_likenesses.begin(), m_likenesses.end(), likeness);
    if (alike != m_likenesses.end()) {
        ++m_kinds[static_cast<std::size_t>(alike - m_likenesses.begin())].count;
    } else if (m_kinds.size() < kMostKept) {
        m_kinds.push_back({error, 1});
        m_likenesses.push_back(std::move(likeness));
    }
    if (m_errors.size() >= kMostKept)
        m_errors.erase(m_errors.begin());
    m_errors.push_back(std::move(error));
}

std::uint64_t SourceLog::failures() const
{
    std::uint64_t failures = m_count;
    for (const ErrorKind& kind : m_kinds)
        failures -= kind.first.code == ErrorCode::Notice ? kind.count : 0;
    return failures;
}

void SourceLog::dropTemporary()
{
    drop([](const Error& error) { return isTemporary(error) || isMatterOfAccess(error); });
}

void SourceLog::dropNotFound()
{
    drop([](const Error& error) { return error.code == ErrorCode::NotFound; });
}

void SourceLog::drop(bool (*isMeant)(const Error&))
{
    std::erase_if(m_errors, isMeant);
    for (std::size_t i = m_kinds.size(); i-- > 0;) {
        if (!isMeant(m_kinds[i].first))
            continue;
        m_count -= m_kinds[i].count;
        m_kinds.erase(m_kinds.begin() + static_cast<std::ptrdiff_t>(i));
        m_likenesses.erase(m_likenesses.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void SourceLog::setTrouble(Error error)
{
    error.source = redactUrl(error.source);
    m_trouble = std::move(error);
}

void SourceLog::noteBytes(std::size_t bytes)
{
    constexpr double kShare = 1.0 / 16;
    const auto value = static_cast<double>(bytes);
    m_usualBytes = m_usualBytes > 0 ? m_usualBytes + (value - m_usualBytes) * kShare : value;
}

} // namespace guanjing::layers
