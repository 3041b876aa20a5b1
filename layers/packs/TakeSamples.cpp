#include "layers/packs/TakeSamples.h"

#include "geodata/core/TaskPool.h"
#include "geodata/net/Url.h"
#include "geodata/packs/PackLayout.h"
#include "geodata/tiles3d/Content.h"
#include "layers/packs/TakeRun.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace guanjing::layers {
namespace {

using Clock = std::chrono::steady_clock;

/// Bytes of an answer; nothing where there is none to go by.
std::optional<double> sizeOf(const Result<AssetResponse>& answer)
{
    if (answer)
        return static_cast<double>(answer->body->size());
    return answer.error().code == ErrorCode::NotFound ? std::optional(0.0) : std::nullopt;
}

} // namespace

Stratum Stratum::known(double count, std::vector<double> sizes, double seconds)
{
    Stratum made(count, 0, {});
    made.m_asked = static_cast<double>(sizes.size());
    made.m_sizes = std::move(sizes);
    made.m_seconds = seconds;
    return made;
}

std::vector<TakeItem> Stratum::draw(std::size_t most)
{
    std::vector<std::uint64_t> numbers;
    const std::size_t count =
        std::min(most, static_cast<std::size_t>(m_candidates - std::min<std::uint64_t>(m_drawn.size(), m_candidates)));
    std::uniform_real_distribution<double> within(0, 1);
    for (std::size_t i = 0; i < count; ++i) {
        // One by chance of each of so many equal parts. Steps of one length would meet the same columns in each row.
        const double at = (static_cast<double>(i) + within(m_random)) / static_cast<double>(count);
        auto number = std::min(static_cast<std::uint64_t>(at * static_cast<double>(m_candidates)), m_candidates - 1);
        while (!m_drawn.insert(number).second)
            number = (number + 1) % m_candidates;
        numbers.push_back(number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers.empty() ? std::vector<TakeItem>() : m_items(numbers);
}

void Stratum::add(double bytes, const Files& files, double seconds)
{
    m_sizes.push_back(bytes);
    m_files.push_back(files);
    addFailed(seconds);
    m_bytesEach = -1;
}

void Stratum::addFailed(double seconds)
{
    m_seconds += seconds;
    ++m_asked;
}

Stratum::Files Stratum::files() const
{
    Files seen, lately;
    const std::size_t half = m_files.size() / 2;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        for (Files* sum : {&seen, i >= half ? &lately : nullptr}) {
            if (!sum)
                continue;
            sum->count += m_files[i].count;
            sum->bytes += m_files[i].bytes;
        }
    }
    if (m_files.empty())
        return seen;
    const double more =
        std::max(0.0, m_count - static_cast<double>(m_files.size())) / static_cast<double>(m_files.size() - half);
    return {seen.count + more * lately.count, seen.bytes + more * lately.bytes};
}

double Stratum::bytes() const
{
    if (m_bytesEach < 0)
        m_bytesEach = packBytesEach(m_sizes);
    const Files all = files();
    return m_count * m_bytesEach + (all.count > 0 ? all.count * packBytesEach({all.bytes / all.count}) : 0);
}

double Stratum::requests() const { return m_count + files().count; }

double Stratum::seconds() const { return m_asked > 0 ? m_count * m_seconds / m_asked : 0; }

double Stratum::varianceWith(std::size_t samples) const
{
    const auto all = static_cast<double>(m_sizes.size());
    const auto n = static_cast<double>(samples);
    if (m_sizes.empty() || n >= m_count)
        return 0;
    double mean = 0, squares = 0;
    for (const double size : m_sizes)
        mean += size / all;
    for (const double size : m_sizes)
        squares += (size - mean) * (size - mean);
    // One alone says nothing of how they differ.
    const double spread = all > 1 ? squares / (all - 1) : mean * mean;
    return m_count * m_count * spread / n * (1 - n / m_count);
}

std::vector<SampleFetch::Answer> SampleFetch::fetch(std::vector<TakeItem> items)
{
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < items.size(); ++i)
        answers.push_back({fail(ErrorCode::Cancelled, {}, std::string()), 0});
    const auto inbox = std::make_shared<TakeInbox>();
    const std::stop_callback onStop(m_stop, [inbox] { inbox->wake(); });
    struct Active {
        AssetHandle handle;
        double since = 0; ///< of what is shared out
    };
    std::map<std::uint64_t, Active> active;
    std::size_t next = 0;
    double shared = 0; // time, each moment divided by those under way in it
    auto looked = Clock::now();
    while ((next < items.size() || !active.empty()) && !m_stop.stop_requested()) {
        while (next < items.size() && active.size() < inFlight()) {
            const std::size_t id = next++;
            Active& one = active[id];
            one.since = shared;
            if (items[id].make)
                m_services.tasks.post([inbox, id, make = std::move(items[id].make)] {
                    auto made = make();
                    AssetResponse response;
                    response.status = 200;
                    if (made)
                        response.body = std::make_shared<const Bytes>(std::move(*made));
                    inbox->post(id,
                                made ? Result<AssetResponse>(std::move(response))
                                     : Result<AssetResponse>(fail(std::move(made.error()))));
                });
            else
                one.handle = m_services.assets.get(items[id].request, [inbox, id](Result<AssetResponse> answer) {
                    inbox->post(id, std::move(answer));
                });
        }
        std::deque<TakeInbox::Letter> letters;
        {
            std::unique_lock lock(inbox->mutex);
            inbox->arrived.wait(lock, [&] { return !inbox->letters.empty() || inbox->isWoken; });
            letters.swap(inbox->letters);
        }
        const auto now = Clock::now();
        shared += std::chrono::duration<double>(now - std::exchange(looked, now)).count()
            / static_cast<double>(std::max<std::size_t>(active.size(), 1));
        for (TakeInbox::Letter& letter : letters) {
            answers[letter.item] = {std::move(letter.answer), shared - active[letter.item].since};
            active.erase(letter.item);
        }
    }
    return answers;
}

std::vector<Stratum::Files> SampleFetch::fetchFiles(const std::vector<TakeItem>& items, std::vector<Answer>& answers)
{
    std::vector<TakeItem> named;
    std::vector<std::size_t> holders;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].kind != TakeItem::Kind::Content || !answers[i].response)
            continue;
        const AssetResponse& response = *answers[i].response;
        for (const std::string& written : tiles3d::externalReferences(*response.body)) {
            TakeItem file;
            file.kind = TakeItem::Kind::File;
            file.request.url = resolveUrl(response.url, written, true);
            file.request.referrer = response.url;
            file.request.cache = items[i].request.cache;
            if (file.request.url.starts_with("data:") || !m_files.insert(file.request.url).second)
                continue;
            named.push_back(std::move(file));
            holders.push_back(i);
        }
    }
    std::vector<Stratum::Files> files(items.size());
    const auto arrived = fetch(std::move(named));
    for (std::size_t i = 0; i < arrived.size(); ++i) {
        files[holders[i]].count += 1;
        files[holders[i]].bytes += sizeOf(arrived[i].response).value_or(0);
        answers[holders[i]].seconds += arrived[i].seconds;
    }
    return files;
}

Result<void> SampleFetch::sample(std::vector<Stratum>& strata, const std::vector<std::size_t>& first)
{
    std::vector<TakeItem> items;
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < strata.size(); ++i) {
        for (TakeItem& item : strata[i].draw(first[i])) {
            items.push_back(std::move(item));
            owners.push_back(i);
        }
    }
    auto answers = fetch(items);
    const auto files = fetchFiles(items, answers);
    const Error* failure = nullptr;
    bool isAnyThere = answers.empty();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        Stratum& stratum = strata[owners[i]];
        if (const auto size = sizeOf(answers[i].response)) {
            stratum.add(*size, files[i], answers[i].seconds);
            isAnyThere = true;
        } else if (answers[i].response.error().code != ErrorCode::Cancelled) {
            stratum.addFailed(answers[i].seconds);
            failure = failure ? failure : &answers[i].response.error();
        }
    }
    return isAnyThere || !failure ? Result<void>() : fail(*failure);
}

} // namespace guanjing::layers
