#pragma once

#include "layers/scene/SceneEngine.h"
#include "render/view/Panes.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <vector>

class QMenu;
class QToolButton;

namespace guanjing::app {

class CityWidget;
class SceneDocument;
class SwipeDivider;
class TimeBar;
class ViewerActions;

/// The dates of a scene over the picture: the time bar, the divider of a swiped picture, and for each of several views a
/// button that tells its date and offers its dates and layers. GUI thread.
class CompareController : public QObject {
    Q_OBJECT

public:
    CompareController(SceneDocument& document, CityWidget& city, ViewerActions& actions, QObject* parent = nullptr);
    void setMode(render::Panes::Mode mode, int count = 1);
    [[nodiscard]] const render::Panes& panes() const { return m_panes; }
    /// What lies over the picture now: labels keep off.
    [[nodiscard]] std::vector<const QWidget*> overlays() const;

signals:
    void placed(); ///< overlays() has changed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The dates and ways to compare that a scene was saved with; as usual where it says nothing of them.
    void restore();
    void readScene();
    /// Layers that a view leaves out may have other names now.
    void takeNames();
    void apply();
    void showModeInMenu();
    void place();
    void showDate(const QString& date);
    void activate(int view);
    void fillMenu(int view);
    void setPlaying(bool on);
    void playOn();
    void retranslate();
    [[nodiscard]] QToolButton& header(int view);
    /// The view that a place of the picture belongs to, in the picture's points.
    [[nodiscard]] int viewAt(const QPointF& position) const;

    SceneDocument& m_document;
    CityWidget& m_city;
    ViewerActions& m_actions;
    TimeBar* m_timeBar;
    SwipeDivider* m_divider;
    QMenu* m_compareMenu;
    std::vector<QToolButton*> m_headers; ///< by view, made when first needed
    render::Panes m_panes;
    std::vector<layers::ViewContent> m_contents{1}; ///< by view
    int m_active = 0; ///< the view whose date the time bar shows
    QTimer m_play;
};

} // namespace guanjing::app
