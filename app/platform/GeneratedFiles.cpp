#include "app/platform/GeneratedFiles.h"

#include <algorithm>
#include <cstdio>
#include <thread>

namespace guanjing::app {

namespace {

std::string etagOf(const Bytes& bytes)
{
    // FNV-1a, 64 bits
    std::uint64_t hash = 0xCBF29CE484222325ull;
    for (std::uint8_t byte : bytes)
        hash = (hash ^ byte) * 0x100000001B3ull;
    char text[32];
    std::snprintf(text, sizeof text, "\"%016llx\"", static_cast<unsigned long long>(hash));
    return text;
}

class Permit {
public:
    explicit Permit(std::counting_semaphore<>& semaphore) : m_semaphore(semaphore) { m_semaphore.acquire(); }
    ~Permit() { m_semaphore.release(); }
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;

private:
    std::counting_semaphore<>& m_semaphore;
};

} // namespace

GeneratedFiles::GeneratedFiles(std::size_t byteLimit)
    : m_byteLimit(byteLimit), m_makers(static_cast<std::ptrdiff_t>(std::max(2u, std::thread::hardware_concurrency())))
{ }

Result<std::shared_ptr<const GeneratedFiles::File>> GeneratedFiles::get(const std::string& path, const Make& make)
{
    const auto find = [&]() -> std::shared_ptr<const File> {
        const std::lock_guard lock(m_mutex);
        const auto found = m_index.find(path);
        if (found == m_index.end())
            return nullptr;
        m_order.splice(m_order.begin(), m_order, found->second);
        return found->second->file;
    };
    if (auto file = find())
        return file;
    const Permit permit(m_makers);
    if (auto file = find()) // another thread made it while this one waited
        return file;
    Result<File> made = make();
    if (!made)
        return fail(made.error());
    made->etag = etagOf(made->bytes);
    auto file = std::make_shared<const File>(std::move(*made));
    const std::lock_guard lock(m_mutex);
    if (!m_index.contains(path)) {
        m_order.push_front({path, file});
        m_index[path] = m_order.begin();
        m_bytes += file->bytes.size();
        while (m_bytes > m_byteLimit && m_order.size() > 1) {
            m_bytes -= m_order.back().file->bytes.size();
            m_index.erase(m_order.back().path);
            m_order.pop_back();
        }
    }
    return std::shared_ptr<const File>(file);
}

std::size_t GeneratedFiles::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace guanjing::app
