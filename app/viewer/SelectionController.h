#pragma once

#include "app/viewer/CityWidget.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace guanjing::app {

class InspectorPanel;
class Reprojection;
class StationHistory;
class ViewerSession;

/// What is picked: shows it in the inspector and marks it in the picture; keeps a station's values fresh.
class SelectionController : public QObject {
    Q_OBJECT

public:
    SelectionController(ViewerSession& session, CityWidget& city, InspectorPanel& inspector,
                        const Reprojection& reprojection, QObject* parent = nullptr);
    ~SelectionController() override;

    void clear();

signals:
    void selected(); ///< something was picked: the inspector should be seen

private:
    void showPick(const layers::PickResult& pick);
    void showStation(const render::CityView::MarkerHit& hit);
    void refreshStation();
    void renamePicked();
    /// What was picked may be of another date than the one that is shown now, or its source may have gone.
    void forgetWhatIsNotShown();
    /// Its source may have been made anew, as when its server came back at another address.
    void findStationAgain();
    void zoomToSelection();

    [[nodiscard]] const layers::LiveSourceSpec* liveSource() const;

    ViewerSession& m_session;
    CityWidget& m_city;
    InspectorPanel& m_inspector;
    const Reprojection& m_reprojection;
    std::unique_ptr<StationHistory> m_history;
    QTimer m_timer; ///< of a station's values
    QTimer m_watch; ///< of what was picked
    std::optional<std::uint32_t> m_pickedSource; ///< id
    std::optional<render::CityView::MarkerHit> m_station;
    std::string m_stationSource; ///< name
    std::uint64_t m_revision = 0;
    std::optional<glm::dvec3> m_position; ///< ECEF of what is selected
};

} // namespace guanjing::app
