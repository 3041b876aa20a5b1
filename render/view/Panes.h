#pragma once

namespace guanjing::render {

/// How the window's picture is divided between the views of a scene, which share one camera. Plain value; any thread.
struct Panes {
    enum class Mode {
        One, ///< one view, all of the picture
        Swipe, ///< two views in one picture, the first left of a divider
        Linked ///< `count` views side by side, each with the whole of what the camera sees
    };
    static constexpr int kMostLinked = 4;
    static constexpr int kGapPixels = 2;

    Mode mode = Mode::One;
    int count = 1; ///< of Linked, 2 to kMostLinked
    double divider = 0.5; ///< of Swipe, share of the width
    int width = 0, height = 0; ///< of the whole picture, pixels

    /// In pixels of the whole picture, from the top left.
    struct Box {
        int x = 0, y = 0, width = 0, height = 0;
    };
    [[nodiscard]] int viewCount() const { return mode == Mode::One ? 1 : mode == Mode::Swipe ? 2 : count; }
    /// Where the camera's picture of a view lies; all are of the same size, of Swipe all of the picture.
    [[nodiscard]] Box boxOf(int view) const;
    /// First column of the second view of Swipe.
    [[nodiscard]] int dividerColumn() const;
    /// The view under a pixel; in a gap the nearest.
    [[nodiscard]] int viewAt(double x, double y) const;

    /// The place nearest to a pixel within the view that another one, such as the beginning of a drag, lies in.
    struct Place {
        double x = 0, y = 0;
    };
    [[nodiscard]] Place keptIn(int view, double x, double y) const;

    bool operator==(const Panes&) const = default;
};

} // namespace guanjing::render
