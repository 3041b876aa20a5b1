#pragma once

#include "geodata/core/Bytes.h"
#include "layers/overlay/PictureAddress.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace guanjing::tiles3d {
struct Image;
}

namespace guanjing::layers {

/// An opaque picture in small, so that it can be compared with others once its pixels are with the GPU.
struct PictureLook {
    static constexpr int kSide = 16;
    using Color = std::array<std::uint8_t, 3>;
    std::array<Color, std::size_t{kSide} * kSide> cells{}; ///< mean colours, rows from the top
    std::uint64_t bytesHash = 0; ///< of the file; 0: no colour takes up most of it
    Color color{}; ///< that takes up most of it
};

/// Null for what is not opaque or smaller than a look. Any thread.
[[nodiscard]] std::shared_ptr<const PictureLook> lookOf(const tiles3d::Image& image, ByteView file);

/// Tells the pictures that a server gives in place of those that it has not: plain white, grey or black, or with "no imagery"
/// written on them. Water and snow are of one colour too, so neither colour nor sameness proves it. What does: byte for byte the
/// same picture, mostly of one colour, in kPlaces places with different parents, while in each of these places what a coarser
/// picture shows has hardly anything of that colour, and is not all of one colour itself. At worst, a map that changes its
/// colours from one level to the next is shown a little coarser. GUI thread.
class PlaceholderPictures {
public:
    static constexpr std::size_t kPlaces = 3;
    static constexpr int kMostLevelsUp = 4; ///< beyond that a place is too small in a look

    struct Place {
        PictureAddress address;
        int levelsUp = 1; ///< of the picture to compare with next
        bool isDecided = false;
        bool isOther = false; ///< the coarser one shows something else there,
        bool isVaried = false; ///< and several colours
        void decide(const PictureLook& own, const PictureLook& above);
    };
    struct Question {
        std::vector<Place> places;
        enum class Answer { Open, Placeholder, Picture } answer = Answer::Open;
    };

    /// One has been loaded.
    void note(const PictureLook& look, const PictureAddress& address);
    [[nodiscard]] bool isOne(const PictureLook& look) const;
    /// Null while there is nothing to ask, or no longer.
    [[nodiscard]] Question* questionOf(const PictureLook& look);
    /// After all places of its question have been decided; true: it is one.
    bool decide(const PictureLook& look);

private:
    std::unordered_map<std::uint64_t, Question> m_questions; ///< by hash of the bytes
};

} // namespace guanjing::layers
