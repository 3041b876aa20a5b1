#pragma once

#include "app/panels/PlaceSearch.h"
#include "app/panels/SceneDocument.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QListView;
class QListWidget;
class QToolButton;

namespace guanjing::app {

class ViewpointsModel;

/// The dock "Places": a search over towns, viewpoints and coordinates, and the scene's own viewpoints.
class PlacesPanel : public QWidget {
    Q_OBJECT

public:
    explicit PlacesPanel(SceneDocument& document, QWidget* parent = nullptr);
    void focusSearch();
    /// Starts renaming a viewpoint, as after adding it.
    void editViewpoint(int index);

signals:
    void flyToWanted(const guanjing::layers::Viewpoint& viewpoint);
    void searchDone(); ///< a place was taken by the Enter key: the keys are the picture's again
    void addViewpointWanted();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void runSearch();
    void flyToHit(int row);
    void flyToViewpoint(int row);
    void updateButtons();

    SceneDocument& m_document;
    ViewpointsModel* m_model;
    std::vector<PlaceHit> m_hits;
    QLineEdit* m_search;
    QListWidget* m_results;
    QLabel *m_resultsNote, *m_viewpointsCaption, *m_viewpointsHint;
    QListView* m_viewpoints;
    QToolButton *m_add, *m_up, *m_down, *m_rename, *m_remove;
};

} // namespace guanjing::app
