#include "geodata/core/Log.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>

namespace guanjing {
namespace {

std::atomic<int> g_minimum{static_cast<int>(LogLevel::Warning)};
std::mutex g_sinkMutex;
std::shared_ptr<const LogSink> g_sink;

} // namespace

void setLogSink(LogLevel minimum, LogSink sink)
{
    auto shared = std::make_shared<const LogSink>(std::move(sink));
    const std::lock_guard lock(g_sinkMutex);
    g_minimum = static_cast<int>(minimum);
    g_sink = std::move(shared);
}

bool logEnabled(LogLevel level) { return static_cast<int>(level) >= g_minimum.load(std::memory_order_relaxed); }

void log(LogLevel level, std::string_view category, std::string_view text)
{
    if (!logEnabled(level))
        return;
    std::shared_ptr<const LogSink> sink;
    {
        const std::lock_guard lock(g_sinkMutex);
        sink = g_sink;
    }
    if (sink && *sink)
        (*sink)(level, category, text);
    else
        std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(category.size()), category.data(),
                     static_cast<int>(text.size()), text.data());
}

} // namespace guanjing
