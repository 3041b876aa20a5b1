#include "geodata/styling/PropertySample.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <variant>

namespace guanjing::styling {

using tiles3d::PropertyValue;

namespace {

bool isInexact(double number) { return std::abs(number) >= kFirstInexact; }

} // namespace

std::size_t PropertySample::distinctCount() const
{
    std::size_t count = texts.size() + truths.size();
    for (std::size_t i = 0; i < numbers.size(); ++i)
        count += i == 0 || numbers[i] != numbers[i - 1] ? 1 : 0;
    return count;
}

void PropertySampler::add(const tiles3d::PropertyTable& table)
{
    for (const tiles3d::Property& property : table.properties) {
        PropertySample& sample = m_samples[property.name];
        sample.name = property.name;
        if (sample.seen >= kMostValues)
            continue;
        // A table may claim more rows than anybody has values for.
        const std::size_t rows = std::min(table.count, kMostValues - sample.seen);
        sample.seen += rows;
        property.column->forEachShown(rows, [&sample](const PropertyValue& value) {
            if (const auto* real = std::get_if<double>(&value.value)) {
                if (std::isfinite(*real))
                    sample.numbers.push_back(*real);
                else
                    ++sample.missing;
            } else if (const auto* integer = std::get_if<std::int64_t>(&value.value)) {
                sample.numbers.push_back(static_cast<double>(*integer));
                sample.hasInexact = sample.hasInexact || isInexact(sample.numbers.back());
            } else if (const auto* natural = std::get_if<std::uint64_t>(&value.value)) {
                sample.numbers.push_back(static_cast<double>(*natural));
                sample.hasInexact = sample.hasInexact || isInexact(sample.numbers.back());
            } else if (const auto* truth = std::get_if<bool>(&value.value)) {
                ++sample.truths[*truth];
            } else if (const auto* text = std::get_if<std::string>(&value.value)) {
                ++sample.texts[*text];
            } else {
                ++sample.missing;
            }
        });
    }
}

std::vector<PropertySample> PropertySampler::take()
{
    std::vector<PropertySample> samples;
    for (auto& [name, sample] : m_samples) {
        if (sample.numbers.empty() && sample.texts.empty() && sample.truths.empty())
            continue;
        std::sort(sample.numbers.begin(), sample.numbers.end());
        samples.push_back(std::move(sample));
    }
    m_samples.clear();
    return samples;
}

} // namespace guanjing::styling
