#pragma once
// Reckons what many things amount to from some of them, which are asked for. For this room only.

#include "layers/packs/LayerWalk.h"
#include "layers/packs/Taking.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace guanjing::layers {

/// Things of one kind, such as the pictures of a level, or the contents of tiles that are equally coarse.
class Stratum {
public:
    /// The things of these numbers, which ascend.
    using Items = std::function<std::vector<TakeItem>(const std::vector<std::uint64_t>&)>;

    /// `candidates` of the `count` can be asked for.
    Stratum(double count, std::uint64_t candidates, Items items)
        : m_count(count), m_candidates(candidates), m_items(std::move(items))
    { }
    /// Of things that are known already.
    [[nodiscard]] static Stratum known(double count, std::vector<double> sizes, double seconds);

    /// So many that were not drawn before, spread evenly over all; fewer when there are no more.
    [[nodiscard]] std::vector<TakeItem> draw(std::size_t most);
    /// Files that a thing names and none before it did.
    struct Files {
        double count = 0, bytes = 0;
    };
    /// One that was drawn, with the bytes of its body and the seconds it took.
    void add(double bytes, const Files& files, double seconds);
    /// One that could not be had.
    void addFailed(double seconds);

    [[nodiscard]] double count() const { return m_count; }
    [[nodiscard]] std::size_t sampled() const { return m_sizes.size(); }
    [[nodiscard]] bool isExhausted() const { return m_drawn.size() >= m_candidates; }
    /// Of a pack's file, all of them.
    [[nodiscard]] double bytes() const;
    [[nodiscard]] double requests() const; ///< its things and the files they bring
    [[nodiscard]] double seconds() const; ///< that all of them take
    /// Of the sum of its bytes, as it would be with so many samples.
    [[nodiscard]] double varianceWith(std::size_t samples) const;

private:
    double m_count;
    std::uint64_t m_candidates;
    Items m_items;
    std::set<std::uint64_t> m_drawn;
    std::mt19937 m_random{20261124}; // the same each time
    std::vector<double> m_sizes;
    /// What all bring, those that are shared once: as many as were seen, and for the rest as many as were new lately.
    [[nodiscard]] Files files() const;

    std::vector<Files> m_files; ///< of each sample
    double m_seconds = 0, m_asked = 0;
    mutable double m_bytesEach = -1; ///< bodies alone; negative: to be worked out
};

/// Asks for many things at once, as taking does, and tells what each of them took.
class SampleFetch {
public:
    struct Answer {
        Result<AssetResponse> response;
        /// Its share of the time: a moment counts for all that are under way in it alike, so that the sum is the whole time.
        double seconds = 0;
    };
    SampleFetch(TakeServices services, int inFlight, std::stop_token stop)
        : m_services(services), m_inFlight(inFlight), m_stop(std::move(stop))
    { }
    /// Blocks; Cancelled for what was not asked any more.
    [[nodiscard]] std::vector<Answer> fetch(std::vector<TakeItem> items);
    /// Draws from strata and adds what comes: first[i] of strata[i]. The first failure where nothing else came.
    Result<void> sample(std::vector<Stratum>& strata, const std::vector<std::size_t>& first);
    [[nodiscard]] std::size_t inFlight() const { return static_cast<std::size_t>(std::max(m_inFlight, 1)); }

private:
    [[nodiscard]] std::vector<Stratum::Files> fetchFiles(const std::vector<TakeItem>& items,
                                                         std::vector<Answer>& answers);

    TakeServices m_services;
    int m_inFlight;
    std::stop_token m_stop;
    std::set<std::string> m_files; ///< that contents named so far: those that share them bring them once
};

} // namespace guanjing::layers
