#pragma once

#include "layers/scene/Scene.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <optional>
#include <string>

namespace guanjing::app {

class CityWidget;
class SceneDocument;

/// Gives pictures to the viewpoints that have none, so that they are saved with the scene. They are drawn one after the
/// other while the window has been at rest for a while; any movement stops it until the next rest. So nothing that somebody
/// looks at is ever delayed. A copy lies in the cache's folder for scenes that nobody saves, such as the demo's. GUI
/// thread.
class ThumbnailMaker : public QObject {
    Q_OBJECT

public:
    /// folder: where the pictures are kept; made when it is needed. demoBase: the demo platform's address at that moment,
    /// whose port does not matter for a picture.
    ThumbnailMaker(SceneDocument& document, CityWidget& city, const QString& folder,
                   std::function<std::string()> demoBase, QObject* parent = nullptr);
    /// False: pictures go into the scene alone, as of an encrypted pack, of which nothing may lie open on the disk.
    void setKept(bool isKept) { m_isKept = isKept; }

private:
    void sceneReplaced();
    void rest();
    void step();
    void stop();
    void give(const layers::Viewpoint& viewpoint, const std::string& url);
    [[nodiscard]] std::optional<layers::Viewpoint> next();
    [[nodiscard]] QString fileOf(const layers::Viewpoint& viewpoint) const;

    SceneDocument& m_document;
    CityWidget& m_city;
    QString m_folder;
    std::function<std::string()> m_demoBase;
    QByteArray m_sceneKey; ///< what the scene is made of
    QTimer m_rest, m_step;
    std::optional<layers::Viewpoint> m_current;
    QElapsedTimer m_since; ///< of the current one
    QSet<QByteArray> m_givenUp;
    bool m_isGiving = false, m_isKept = true;
};

} // namespace guanjing::app
