#pragma once

#include "geodata/core/Math.h"
#include "layers/tiling/ViewState.h"

#include <functional>
#include <optional>

namespace guanjing::render {

/// Where the eye is and where it looks: degrees, ellipsoidal metres; heading clockwise from north, pitch negative
/// downward.
struct CameraPose {
    double lonDegrees = 0, latDegrees = 0, heightMeters = 0;
    double headingDegrees = 0, pitchDegrees = -90;
    bool operator==(const CameraPose&) const = default;
};

/// Turns drags, wheel, keys and flights into a ViewState. Knows neither Qt nor GL. The eye never goes below the ground nor
/// through walls, the horizon stays level. Pixels are the viewport's, origin top left. One thread.
class CameraController {
public:
    enum class Drag {
        Pan, ///< the point under the cursor stays under it
        Orbit, ///< around the picked point
        Look ///< turns the head
    };
    /// Ellipsoidal height of the surface below an eye (ECEF), nothing where none is known. Called often.
    using SurfaceBelow = std::function<std::optional<double>(const glm::dvec3& eye)>;
    /// Ellipsoidal height of the ground at a longitude and latitude in degrees, quick to tell.
    using GroundHeight = std::function<double(double lonDegrees, double latDegrees)>;
    /// A surface in the way of the eye.
    struct Obstruction {
        double distanceMeters = 0;
        glm::dvec3 normal{0.0}; ///< unit, facing the eye
    };
    /// First surface from an eye in a unit direction (ECEF), nothing within maximumMeters. Called often.
    using Obstacle = std::function<std::optional<Obstruction>(const glm::dvec3& eye, const glm::dvec3& direction,
                                                              double maximumMeters)>;
    /// Ordered speeds, each from -1 to 1; 0 lets go of a key.
    struct Motion {
        double forward = 0, right = 0, up = 0; ///< moves
        double turn = 0; ///< heading, positive clockwise
        double tilt = 0; ///< pitch, positive upward
        bool operator==(const Motion&) const = default;
    };

    explicit CameraController(CameraPose home = {113.75, 22.985, 2500.0, 0.0, -35.0});

    void setViewport(int widthPixels, int heightPixels);
    void setSurface(SurfaceBelow surface);
    void setObstacle(Obstacle obstacle);
    /// Without it the ground is the ellipsoid.
    void setGround(GroundHeight ground);
    void setHome(const CameraPose& home);
    /// Models without a place on Earth, which may be small: no ground and no walls, and near them.
    void setStudio(bool on) { m_studio = on; }

    [[nodiscard]] const CameraPose& pose() const { return m_pose; }
    /// Jumps there; ends flights, keeps flat map mode.
    void setPose(const CameraPose& pose);
    [[nodiscard]] layers::ViewState view() const;

    /// picked: the surface under the cursor, ECEF; without it the ellipsoid there is taken, as high as the ground below.
    void beginDrag(Drag drag, double xPixels, double yPixels, std::optional<glm::dvec3> picked);
    void drag(double xPixels, double yPixels);
    void endDrag();
    /// Positive steps (a notch each) come nearer to the point under the cursor.
    void wheel(double xPixels, double yPixels, double steps, std::optional<glm::dvec3> picked);
    void setMotion(const Motion& motion);

    /// A smooth flight; seconds 0: as long as the way suggests. Arrives exactly. Ends flat map mode.
    void flyTo(const CameraPose& target, double seconds = 0.0);
    void flyHome();
    /// Turns to the north, around what is in the middle of the picture.
    void northUp();
    [[nodiscard]] bool isFlying() const { return m_flight.has_value(); }
    /// What will be seen at the end of the flight under way; nothing while none is.
    [[nodiscard]] std::optional<layers::ViewState> destination() const;
    void stop();

    /// The map zooms out until its picture is so many metres high, by default until the whole Earth is in it.
    void setMapLimit(double meters);
    /// Top-down orthographic map with north up; goes there and back by a flight above the same place.
    void setFlatMap(bool on);
    [[nodiscard]] bool isFlatMap() const { return m_flatMap; }
    /// Height of the picture in metres, in flat map mode.
    [[nodiscard]] double mapExtentMeters() const { return m_mapExtentMeters; }

    /// Lets time pass. True while it moves and wants further frames.
    bool update(double seconds);

    /// Height of a picture of the whole Earth.
    static constexpr double kEarthMapMeters = 14'000'000.0;
    /// Least height of the eye above the surface.
    static constexpr double kClearanceMeters = 1.0;
    /// Least distance to walls and to what hangs above.
    static constexpr double kWallMeters = 1.0;

private:
    struct Flight {
        CameraPose from, to;
        double seconds = 1.0, elapsed = 0.0;
        double groundMeters = 0.0;
        // Van Wijk and Nuij, Smooth and efficient zooming and panning (2003), eq. 9: the way up, along and down again.
        double pathLength = 0.0, r0 = 0.0;
        bool straight = true;
        bool entersMap = false;
    };
    struct Zoom {
        glm::dvec3 point{0.0};
        double x = 0, y = 0;
        double remaining = 0; ///< natural logarithm of the factor still to go
    };

    [[nodiscard]] glm::dvec3 eye() const;
    [[nodiscard]] std::optional<glm::dvec3> ellipsoidUnder(double xPixels, double yPixels) const;
    void keepUnderCursor(const glm::dvec3& point, double xPixels, double yPixels);
    void placeEye(const glm::dvec3& eye);
    void orbit(double dxPixels, double dyPixels);
    void zoomBy(double factor);
    bool stepZoom(double seconds);
    bool stepMotion(double seconds);
    bool stepFlight(double seconds);
    void keepAboveGround();
    /// The ground may have come to lie above the eye, since heights arrive late; true when the eye was lifted.
    bool riseWithGround();
    [[nodiscard]] double groundAt(double lonDegrees, double latDegrees) const
    {
        return m_ground ? m_ground(lonDegrees, latDegrees) : 0.0;
    }
    /// How far the eye comes on the straight way between two places before a wall stops it; `slides`: the rest of the way
    /// goes along the wall.
    [[nodiscard]] glm::dvec3 reachable(const glm::dvec3& from, const glm::dvec3& to, bool slides) const;
    /// The pose's place, not beyond the walls between it and where the eye was.
    void stayOutside(const glm::dvec3& from, bool slides);
    [[nodiscard]] double heightAboveSurface() const;
    [[nodiscard]] CameraPose flightPose(const Flight& flight, double t) const;
    void startFlight(const CameraPose& target, double seconds);

    CameraPose m_pose, m_home;
    int m_width = 800, m_height = 600;
    SurfaceBelow m_surface;
    Obstacle m_obstacle;
    GroundHeight m_ground;
    bool m_flatMap = false, m_studio = false;
    double m_mapExtentMeters = 1000.0, m_mapLimitMeters = kEarthMapMeters;
    double m_pitchBeforeMap = -45.0, m_headingBeforeMap = 0.0;

    std::optional<Drag> m_drag;
    std::optional<glm::dvec3> m_dragPoint;
    double m_dragX = 0, m_dragY = 0;
    std::optional<Zoom> m_zoom;
    Motion m_motion, m_velocity;
    std::optional<Flight> m_flight;
};

} // namespace guanjing::render
