#pragma once

#include <QString>
#include <QWidget>

#include <glm/vec2.hpp>

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace guanjing::app {

/// A part of the map that somebody has chosen.
struct PickedArea {
    std::vector<std::vector<glm::dvec2>>
        rings; ///< longitude and latitude in degrees, not closed; none: nothing is chosen yet
    bool isRectangle = false;
    QString name; ///< of a town or a feature; may be empty
    [[nodiscard]] bool isEmpty() const { return rings.empty(); }
};

/// Chooses an area: the view, a figure drawn in the picture, a town, a polygon of a file. What needs the picture, the
/// network or a file is asked for by signals and given back by the setters.
class AreaChooser : public QWidget {
    Q_OBJECT

public:
    enum class Kind { View, Rectangle, Polygon, Town, File };
    explicit AreaChooser(QWidget* parent = nullptr);

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] const PickedArea& area() const { return m_area; }
    /// An area is being drawn in the picture: nothing else is offered meanwhile than to give that up.
    [[nodiscard]] bool isDrawing() const { return m_isDrawing; }
    void setDrawing(bool isDrawing);

    /// What the picture shows now; empty over the sky.
    void setView(const PickedArea& area);
    void setDrawn(const PickedArea& area);
    /// None: there are no towns to choose from.
    void setTowns(std::vector<PickedArea> towns);
    void setFile(const QString& name, std::vector<PickedArea> areas);
    void setFileProblem(const QString& text);

signals:
    void changed();
    void viewWanted();
    void drawWanted(bool rectangle);
    void drawingCancelled(); ///< by the user, here
    void drawingChanged(bool isDrawing);
    void fileWanted(const QString& path);

private:
    void kindChosen();
    void refresh();
    void fillPlaces(const std::vector<PickedArea>& areas, bool withAll);
    void browse();

    QComboBox *m_kind, *m_place;
    QPushButton* m_again;
    QLabel* m_summary;
    PickedArea m_area, m_view, m_drawn;
    std::vector<PickedArea> m_towns, m_features;
    QString m_file, m_problem;
    bool m_isDrawing = false;
};

/// On the sphere, to about a percent, holes left out; square metres. 0 for rings that make no area.
[[nodiscard]] double areaOfRings(const std::vector<std::vector<glm::dvec2>>& rings);

} // namespace guanjing::app
