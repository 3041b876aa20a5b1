#include "layers/overlay/PlaceholderPictures.h"

#include "geodata/tiles3d/Model.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <string_view>

namespace guanjing::layers {

namespace {

using Color = PictureLook::Color;

/// Of the samples taken of a picture.
constexpr double kMostShare = 0.6;
constexpr int kSampleStep = 4;
/// Colours are alike that differ by no more in any channel: within a lossy picture, and between two levels.
constexpr int kAlikeInside = 6, kAlikeAbove = 24;
constexpr double kHardlyAnyShare = 0.1;
constexpr int kVariedRange = 6;
/// Different pictures that are asked about at most.
constexpr std::size_t kMostQuestions = 32;

bool isNear(const Color& a, const Color& b, int most)
{
    for (std::size_t c = 0; c < a.size(); ++c)
        if (std::abs(int{a[c]} - int{b[c]}) > most)
            return false;
    return true;
}

} // namespace

std::shared_ptr<const PictureLook> lookOf(const tiles3d::Image& image, ByteView file)
{
    constexpr int kSide = PictureLook::kSide;
    if (image.pixels.empty() || image.width < kSide || image.height < kSide)
        return nullptr;
    const auto pixel = [&](int x, int y) {
        return image.pixels.data()
            + (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x))
            * static_cast<std::size_t>(image.channels);
    };
    auto look = std::make_shared<PictureLook>();
    std::vector<Color> samples;
    for (int row = 0; row < kSide; ++row) {
        for (int column = 0; column < kSide; ++column) {
            const int x0 = column * image.width / kSide, x1 = (column + 1) * image.width / kSide;
            const int y0 = row * image.height / kSide, y1 = (row + 1) * image.height / kSide;
            std::array<int, 3> sum{};
            int count = 0;
            for (int y = y0; y < y1; y += kSampleStep) {
                for (int x = x0; x < x1; x += kSampleStep) {
                    const std::uint8_t* at = pixel(x, y);
                    if (image.channels == 4 && at[3] != 255)
                        return nullptr;
                    samples.push_back(image.channels < 3 ? Color{at[0], at[0], at[0]} : Color{at[0], at[1], at[2]});
                    for (std::size_t c = 0; c < 3; ++c)
                        sum[c] += samples.back()[c];
                    ++count;
                }
            }
            Color& cell = look->cells[static_cast<std::size_t>(row * kSide + column)];
            for (std::size_t c = 0; c < 3; ++c)
                cell[c] = static_cast<std::uint8_t>(sum[c] / count);
        }
    }
    // A colour that most of it has is met at one of a few places.
    constexpr std::size_t kTries = 7;
    for (std::size_t i = 0; i < kTries; ++i) {
        const Color& color = samples[samples.size() * (2 * i + 1) / (2 * kTries)];
        const auto alike = std::count_if(samples.begin(), samples.end(),
                                         [&](const Color& s) { return isNear(s, color, kAlikeInside); });
        if (static_cast<double>(alike) < kMostShare * static_cast<double>(samples.size()))
            continue;
        look->color = color;
        look->bytesHash = std::max<std::uint64_t>(std::hash<std::string_view>{}(asText(file)), 1);
        break;
    }
    return look;
}

void PlaceholderPictures::Place::decide(const PictureLook& own, const PictureLook& above)
{
    constexpr int kSide = PictureLook::kSide;
    const int side = std::max(kSide >> levelsUp, 2);
    const auto begin = [&](std::uint32_t at) {
        const auto within = static_cast<int>(at & ((1U << levelsUp) - 1U));
        return std::min((within * kSide) >> levelsUp, kSide - side);
    };
    const int x0 = begin(address.x), y0 = begin(address.y);
    Color least{255, 255, 255}, most{0, 0, 0};
    int alike = 0;
    for (int y = y0; y < y0 + side; ++y) {
        for (int x = x0; x < x0 + side; ++x) {
            const Color& cell = above.cells[static_cast<std::size_t>(y * kSide + x)];
            alike += isNear(cell, own.color, kAlikeAbove) ? 1 : 0;
            for (std::size_t c = 0; c < cell.size(); ++c) {
                least[c] = std::min(least[c], cell[c]);
                most[c] = std::max(most[c], cell[c]);
            }
        }
    }
    isDecided = true;
    isOther = alike < kHardlyAnyShare * side * side;
    isVaried = !isNear(least, most, kVariedRange);
}

void PlaceholderPictures::note(const PictureLook& look, const PictureAddress& address)
{
    if (look.bytesHash == 0 || address.level == 0)
        return;
    auto found = m_questions.find(look.bytesHash);
    if (found == m_questions.end() && m_questions.size() < kMostQuestions)
        found = m_questions.try_emplace(look.bytesHash).first;
    if (found == m_questions.end() || found->second.places.size() >= kPlaces)
        return;
    std::vector<Place>& places = found->second.places;
    const bool isSibling = std::any_of(places.begin(), places.end(),
                                       [&](const Place& place) { return place.address.parent() == address.parent(); });
    if (!isSibling)
        places.push_back({address});
}

bool PlaceholderPictures::isOne(const PictureLook& look) const
{
    if (look.bytesHash == 0)
        return false;
    const auto found = m_questions.find(look.bytesHash);
    return found != m_questions.end() && found->second.answer == Question::Answer::Placeholder;
}

PlaceholderPictures::Question* PlaceholderPictures::questionOf(const PictureLook& look)
{
    const auto found = look.bytesHash == 0 ? m_questions.end() : m_questions.find(look.bytesHash);
    const bool isOpen = found != m_questions.end() && found->second.answer == Question::Answer::Open
        && found->second.places.size() >= kPlaces;
    return isOpen ? &found->second : nullptr;
}

bool PlaceholderPictures::decide(const PictureLook& look)
{
    Question& question = m_questions[look.bytesHash];
    const auto& places = question.places;
    const bool isOne = std::all_of(places.begin(), places.end(), [](const Place& place) { return place.isOther; })
        && std::any_of(places.begin(), places.end(), [](const Place& place) { return place.isVaried; });
    question.answer = isOne ? Question::Answer::Placeholder : Question::Answer::Picture;
    return isOne;
}

} // namespace guanjing::layers
