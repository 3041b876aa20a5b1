#pragma once

#include "app/panels/SceneDocument.h"
#include "geodata/core/Error.h"
#include "layers/scene/Scene.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QWidget;

namespace guanjing {
struct StoreKey;
}

namespace guanjing::app {

class ViewerSession;

/// A pack that is shown.
struct ShownPack {
    QString path;
    std::chrono::sys_time<std::chrono::milliseconds> createdAt{};
    bool isComplete = true, isEncrypted = false;
};

/// Opening, saving and adding to scenes; starts the demo platform when a scene
/// needs it and again when it has died. Files and servers are read on a worker;
/// the answer is dropped when another scene was asked for meanwhile.
class SceneController : public QObject {
    Q_OBJECT

public:
    SceneController(ViewerSession& session, QWidget& window);

    /// The word "demo", a scene file, or a bare source.
    void open(const QString& source);
    void openInitial();
    void newScene();
    void openWithDialog();
    /// True when it is saved now.
    bool save();
    bool saveAs();
    /// Asks about unsaved changes; false: the user wants to stay.
    [[nodiscard]] bool mayDiscard();
    void addDataWithDialog();
    /// Adds what a bare source names; a scene file's layers are added to those
    /// that are there.
    void addSource(const QString& source);
    void restartDemo();
    /// What could not be opened for want of a login, a proxy or a certificate is tried again; nothing where that is not so.
    void openRefused();
    /// The demo scene's own names in the interface's language, after that has
    /// changed.
    void renameDemo();
    [[nodiscard]] const std::optional<ShownPack>& pack() const { return m_pack; }
    /// A scene is on its way that is to replace this one, or was until it was overtaken.
    [[nodiscard]] bool isOpening() const { return m_opening > 0; }

signals:
    void packShown(); ///< pack() is another one, or none
    void busyChanged(const QString& text); ///< what is being opened; empty: nothing
    void failed(const QString& text); ///< to show in the window, not as a dialog
    void demoDied();
    void demoRunsAgain();
    void opened(); ///< a new document is in place: fly home
    void added(guanjing::app::SourceRef first); ///< sources were added to the document; one of them
    void recentChanged();

private:
    enum class Purpose { Replace, Add };
    void fetch(const QString& address, Purpose purpose, const QString& path, const QString& remember,
               std::shared_ptr<const StoreKey> key = nullptr);
    /// Asks for what opens a pack, and tries again with it. `problem`: of the last try.
    void askForKey(const QString& path, const QString& problem);
    /// `pack`: that the scene came from.
    void arrived(layers::Scene scene, Purpose purpose, const QString& path, const QString& remember,
                 const std::optional<ShownPack>& pack);
    /// No pack answers but the one that is shown, and those that are being opened.
    void closePacksNotShown();
    bool writeTo(const QString& path);
    /// Starts the platform if need be; empty on failure, which has been told.
    [[nodiscard]] QString demoBase();
    void tell(const Error& error);
    void platformDied(const QString& reason);

    ViewerSession& m_session;
    QWidget& m_window;
    std::optional<ShownPack> m_pack;
    QString m_demoBase; ///< address that the document's URLs have now
    int m_generation = 0;
    int m_opening = 0; ///< scenes on their way that are to replace this one, overtaken ones among them
    std::function<void()> m_openRefused; ///< opens again what was refused last
};

} // namespace guanjing::app
