#pragma once

#include "app/panels/StationView.h"
#include "layers/tiling/Pick.h"

#include <QWidget>

#include <optional>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace guanjing::app {

class AttributeTable;
class MetadataSections;

/// A place in the systems that Dongguan's planners use.
struct PositionInfo {
    double lonDegrees = 0, latDegrees = 0; ///< CGCS2000
    double heightMeters = 0; ///< ellipsoidal
    struct Grid {
        double northMeters = 0, eastMeters = 0; ///< EPSG:4547
    };
    std::optional<Grid> grid;
    std::optional<double> nationalMeters{}; ///< above the 1985 datum, where terrain tells that
};

/// The dock "Inspector": what was picked. A feature with its attributes, a bare position, or a station.
class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    explicit InspectorPanel(QWidget* parent = nullptr);

    void showNothing();
    /// The source of what is shown has another name now.
    void renameSource(const std::string& name);
    void showPick(const layers::PickResult& pick, const PositionInfo& position);
    void showStation(const layers::StationValue& station, layers::FeedState feed, const PositionInfo& position);
    [[nodiscard]] StationView& station() { return *m_station; }

signals:
    void zoomWanted();
    void clearWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    [[nodiscard]] QString attributeName(const QString& key) const;
    /// The demo city's words for uses in the language in force, heights with their metres; other values as they are.
    [[nodiscard]] QString valueName(const QString& key, const QString& value) const;

    enum class Shown { Nothing, Pick, Station };
    Shown m_shown = Shown::Nothing;
    std::optional<layers::PickResult> m_pick;
    PositionInfo m_positionInfo;
    QString m_titleText;
    QStackedWidget* m_pages;
    QLabel *m_hint, *m_title, *m_subtitle, *m_attributesCaption, *m_positionCaption, *m_stationPositionCaption;
    AttributeTable *m_attributes, *m_position, *m_stationPosition;
    MetadataSections* m_metadata;
    QToolButton *m_zoom, *m_copy;
    StationView* m_station;
};

} // namespace guanjing::app
