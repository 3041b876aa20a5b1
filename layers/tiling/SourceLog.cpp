#include "layers/tiling/SourceLog.h"

#include "geodata/core/Log.h"
#include "geodata/net/Url.h"

#include <utility>

namespace guanjing::layers {

void SourceLog::add(Error error)
{
    error.source = redactUrl(error.source);
    ++m_count;
    log(LogLevel::Debug, "layers.tiling", error.toString());
    if (m_errors.size() >= kMostKept)
        m_errors.erase(m_errors.begin());
    m_errors.push_back(std::move(error));
}

void SourceLog::clear()
{
    m_errors.clear();
    m_count = 0;
}

} // namespace guanjing::layers
