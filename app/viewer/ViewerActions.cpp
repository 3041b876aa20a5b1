#include "app/viewer/ViewerActions.h"

#include "app/panels/Icons.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QKeySequence>

namespace guanjing::app {

namespace {

struct ActionSpec {
    QAction* ViewerActions::*action;
    const char* name; ///< object name
    const char* icon;
    const char* text;
    const char* tip; ///< null: the text says it all
    const char* key;
    bool checkable;
};

using A = ViewerActions;
constexpr ActionSpec kActions[] = {
    {&A::newScene, "newScene", "new", QT_TRANSLATE_NOOP("ViewerActions", "&New scene"), nullptr, "Ctrl+N", false},
    {&A::openScene, "openScene", "open", QT_TRANSLATE_NOOP("ViewerActions", "&Open scene…"), nullptr, "Ctrl+O", false},
    {&A::openDemo, "openDemo", "tileset", QT_TRANSLATE_NOOP("ViewerActions", "Open the d&emo city"), nullptr, "",
     false},
    {&A::saveScene, "saveScene", "save", QT_TRANSLATE_NOOP("ViewerActions", "&Save scene"), nullptr, "Ctrl+S", false},
    {&A::saveSceneAs, "saveSceneAs", "", QT_TRANSLATE_NOOP("ViewerActions", "Save scene &as…"), nullptr, "Ctrl+Shift+S",
     false},
    {&A::addData, "addData", "add", QT_TRANSLATE_NOOP("ViewerActions", "Add &data…"), nullptr, "Ctrl+L", false},
    {&A::takeAlong, "takeAlong", "take-along", QT_TRANSLATE_NOOP("ViewerActions", "Ta&ke along…"),
     QT_TRANSLATE_NOOP("ViewerActions", "An area with its layers in one file that opens without a network"), "Ctrl+G",
     false},
    {&A::exportImagery, "exportImagery", "export", QT_TRANSLATE_NOOP("ViewerActions", "E&xport imagery…"),
     QT_TRANSLATE_NOOP("ViewerActions", "An area of an imagery layer as a file for other programs"), "", false},
    {&A::copyPicture, "copyPicture", "copy", QT_TRANSLATE_NOOP("ViewerActions", "&Copy picture"), nullptr,
     "Ctrl+Shift+C", false},
    {&A::savePicture, "savePicture", "picture", QT_TRANSLATE_NOOP("ViewerActions", "Save &picture…"), nullptr, "Ctrl+E",
     false},
    {&A::printPdf, "printPdf", "print", QT_TRANSLATE_NOOP("ViewerActions", "Print to PD&F…"), nullptr, "Ctrl+P", false},
    {&A::quit, "quit", "quit", QT_TRANSLATE_NOOP("ViewerActions", "&Quit"), nullptr, "Ctrl+Q", false},
    {&A::undo, "undo", "undo", QT_TRANSLATE_NOOP("ViewerActions", "&Undo"), nullptr, "Ctrl+Z", false},
    {&A::redo, "redo", "redo", QT_TRANSLATE_NOOP("ViewerActions", "&Redo"), nullptr, "Ctrl+Y", false},
    {&A::home, "home", "home", QT_TRANSLATE_NOOP("ViewerActions", "&Home"),
     QT_TRANSLATE_NOOP("ViewerActions", "Fly to the first viewpoint"), "Home", false},
    {&A::northUp, "northUp", "north", QT_TRANSLATE_NOOP("ViewerActions", "&North up"),
     QT_TRANSLATE_NOOP("ViewerActions", "Turn the view to the north"), "N", false},
    {&A::mapMode, "mapMode", "map", QT_TRANSLATE_NOOP("ViewerActions", "&Map mode"),
     QT_TRANSLATE_NOOP("ViewerActions", "From straight above, north up"), "M", true},
    {&A::zoomIn, "zoomIn", "", QT_TRANSLATE_NOOP("ViewerActions", "Zoom &in"), nullptr, "+", false},
    {&A::zoomOut, "zoomOut", "", QT_TRANSLATE_NOOP("ViewerActions", "Zoom &out"), nullptr, "-", false},
    {&A::viewBack, "viewBack", "back", QT_TRANSLATE_NOOP("ViewerActions", "Previous &view"), nullptr, "Alt+Left",
     false},
    {&A::viewForward, "viewForward", "forward", QT_TRANSLATE_NOOP("ViewerActions", "Ne&xt view"), nullptr, "Alt+Right",
     false},
    {&A::compareSwipe, "compareSwipe", "compare", QT_TRANSLATE_NOOP("ViewerActions", "&Swipe"),
     QT_TRANSLATE_NOOP("ViewerActions", "Two dates in one picture, at a divider"), "F7", true},
    {&A::compareTwo, "compareTwo", "", QT_TRANSLATE_NOOP("ViewerActions", "&Two linked views"), nullptr, "F8", true},
    {&A::compareThree, "compareThree", "", QT_TRANSLATE_NOOP("ViewerActions", "T&hree linked views"), nullptr, "",
     true},
    {&A::compareFour, "compareFour", "", QT_TRANSLATE_NOOP("ViewerActions", "F&our linked views"), nullptr, "", true},
    {&A::timeBar, "timeBar", "time", QT_TRANSLATE_NOOP("ViewerActions", "&Time bar"),
     QT_TRANSLATE_NOOP("ViewerActions", "The dates that the scene has"), "F6", true},
    {&A::earlierDate, "earlierDate", "", QT_TRANSLATE_NOOP("ViewerActions", "Earlie&r date"), nullptr, "[", false},
    {&A::laterDate, "laterDate", "", QT_TRANSLATE_NOOP("ViewerActions", "&Later date"), nullptr, "]", false},
    {&A::labels, "labels", "", QT_TRANSLATE_NOOP("ViewerActions", "Station la&bels"), nullptr, "", true},
    {&A::placeNames, "placeNames", "", QT_TRANSLATE_NOOP("ViewerActions", "Place nam&es"),
     QT_TRANSLATE_NOOP("ViewerActions", "Names of towns and waters on the map"), "", true},
    {&A::shadowsOff, "shadowsOff", "", QT_TRANSLATE_NOOP("ViewerActions", "&None"), nullptr, "", true},
    {&A::shadowsAutomatic, "shadowsAutomatic", "", QT_TRANSLATE_NOOP("ViewerActions", "&Automatic"),
     QT_TRANSLATE_NOOP("ViewerActions", "Without a graphics card only while the picture rests"), "", true},
    {&A::shadowsOn, "shadowsOn", "", QT_TRANSLATE_NOOP("ViewerActions", "Al&ways"),
     QT_TRANSLATE_NOOP("ViewerActions", "Slower without a graphics card"), "", true},
    {&A::hidePanels, "hidePanels", "panels", QT_TRANSLATE_NOOP("ViewerActions", "Hide p&anels"),
     QT_TRANSLATE_NOOP("ViewerActions", "Nothing but the city"), "F10", true},
    {&A::fullScreen, "fullScreen", "fullscreen", QT_TRANSLATE_NOOP("ViewerActions", "&Full screen"), nullptr, "F11",
     true},
    {&A::clipPolygon, "clipPolygon", "clip", QT_TRANSLATE_NOOP("ViewerActions", "&Clip by polygon…"),
     QT_TRANSLATE_NOOP("ViewerActions", "Draw an area in which models and ground are cut away or laid flat"), "Ctrl+K",
     true},
    {&A::clipBox, "clipBox", "clip-box", QT_TRANSLATE_NOOP("ViewerActions", "Clip by &box…"),
     QT_TRANSLATE_NOOP("ViewerActions", "Click a place; a box around it cuts"), "Ctrl+Shift+K", true},
    {&A::zoomToLayer, "zoomToLayer", "zoom-to", QT_TRANSLATE_NOOP("ViewerActions", "&Zoom to layer"), nullptr, "",
     false},
    {&A::renameLayer, "renameLayer", "rename", QT_TRANSLATE_NOOP("ViewerActions", "Re&name layer"), nullptr, "", false},
    {&A::removeLayer, "removeLayer", "remove", QT_TRANSLATE_NOOP("ViewerActions", "&Remove layer"), nullptr, "", false},
    {&A::raiseLayer, "raiseLayer", "up", QT_TRANSLATE_NOOP("ViewerActions", "Move layer &up"), nullptr, "Ctrl+Shift+Up",
     false},
    {&A::lowerLayer, "lowerLayer", "down", QT_TRANSLATE_NOOP("ViewerActions", "Move layer do&wn"), nullptr,
     "Ctrl+Shift+Down", false},
    {&A::layerProperties, "layerProperties", "inspector",
     QT_TRANSLATE_NOOP("ViewerActions", "&Properties of the layer…"), nullptr, "", false},
    {&A::layerStyle, "layerStyle", "style", QT_TRANSLATE_NOOP("ViewerActions", "&Style by attribute…"), nullptr, "",
     false},
    {&A::layerMessages, "layerMessages", "messages", QT_TRANSLATE_NOOP("ViewerActions", "&Messages of the layer…"),
     nullptr, "", false},
    {&A::search, "search", "search", QT_TRANSLATE_NOOP("ViewerActions", "&Search places"), nullptr, "Ctrl+F", false},
    {&A::addViewpoint, "addViewpoint", "viewpoint", QT_TRANSLATE_NOOP("ViewerActions", "&Add the current view"),
     nullptr, "Ctrl+D", false},
    {&A::previousViewpoint, "previousViewpoint", "up", QT_TRANSLATE_NOOP("ViewerActions", "&Previous viewpoint"),
     nullptr, "Ctrl+PgUp", false},
    {&A::nextViewpoint, "nextViewpoint", "down", QT_TRANSLATE_NOOP("ViewerActions", "&Next viewpoint"), nullptr,
     "Ctrl+PgDown", false},
    {&A::sun, "sun", "sun", QT_TRANSLATE_NOOP("ViewerActions", "&Sun…"),
     QT_TRANSLATE_NOOP("ViewerActions", "Date and time of the sun"), "Ctrl+T", false},
    {&A::antialiasing, "antialiasing", "", QT_TRANSLATE_NOOP("ViewerActions", "Smooth &edges (4x)"),
     QT_TRANSLATE_NOOP("ViewerActions", "Anti-aliasing; slower without a graphics card"), "", true},
    {&A::loading, "loading", "", QT_TRANSLATE_NOOP("ViewerActions", "Loading and &memory…"),
     QT_TRANSLATE_NOOP("ViewerActions", "Detail, loading ahead, memory and cache"), "", false},
    {&A::network, "network", "", QT_TRANSLATE_NOOP("ViewerActions", "&Network…"),
     QT_TRANSLATE_NOOP("ViewerActions", "Proxy, certificates and logins"), "", false},
    {&A::protection, "protection", "", QT_TRANSLATE_NOOP("ViewerActions", "&Protect what is kept…"),
     QT_TRANSLATE_NOOP("ViewerActions", "Encrypt what servers have sent and this computer keeps"), "", false},
    {&A::lightTheme, "lightTheme", "", QT_TRANSLATE_NOOP("ViewerActions", "&Light"), nullptr, "", true},
    {&A::darkTheme, "darkTheme", "", QT_TRANSLATE_NOOP("ViewerActions", "&Dark"), nullptr, "", true},
    {&A::chinese, "chinese", "", "中文", nullptr, "", true},
    {&A::english, "english", "", "English", nullptr, "", true},
    {&A::manual, "manual", "help", QT_TRANSLATE_NOOP("ViewerActions", "Ma&nual"), nullptr, "F1", false},
    {&A::keys, "keys", "", QT_TRANSLATE_NOOP("ViewerActions", "&Mouse and keys"), nullptr, "Ctrl+F1", false},
    {&A::messages, "messages", "messages", QT_TRANSLATE_NOOP("ViewerActions", "Messa&ges…"), nullptr, "Ctrl+Shift+M",
     false},
    {&A::about, "about", "", QT_TRANSLATE_NOOP("ViewerActions", "&About Guanjing"), nullptr, "", false},
};

} // namespace

ViewerActions::ViewerActions(QObject* parent)
    : QObject(parent)
    , m_themes(new QActionGroup(this))
    , m_languages(new QActionGroup(this))
    , m_shadows(new QActionGroup(this))
{
    for (const ActionSpec& spec : kActions) {
        auto* action = new QAction(this);
        action->setObjectName(QLatin1String(spec.name));
        if (*spec.icon)
            action->setIcon(themedIcon(QLatin1String(spec.icon)));
        if (*spec.key)
            action->setShortcut(QKeySequence::fromString(QLatin1String(spec.key)));
        action->setCheckable(spec.checkable);
        this->*spec.action = action;
    }
    // The key that prints a plus needs Shift on many keyboards.
    zoomIn->setShortcuts({QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)});
    redo->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Y")), QKeySequence(QStringLiteral("Ctrl+Shift+Z"))});
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    m_themes->addAction(lightTheme);
    m_themes->addAction(darkTheme);
    m_languages->addAction(chinese);
    m_languages->addAction(english);
    for (QAction* action : {shadowsOff, shadowsAutomatic, shadowsOn})
        m_shadows->addAction(action);
    retranslate();
}

void ViewerActions::retranslate()
{
    for (const ActionSpec& spec : kActions) {
        QAction* action = this->*spec.action;
        const auto say = [](const char* text) { return QCoreApplication::translate("ViewerActions", text); };
        action->setText(say(spec.text));
        QString tip = spec.tip ? say(spec.tip) : action->text().remove(u'&').remove(u'…');
        // Chinese menus write the access key in brackets behind the words: 打开(O)
        const auto bracket = tip.indexOf(u'(');
        if (!spec.tip && bracket > 0 && tip.size() == bracket + 3)
            tip.truncate(bracket);
        if (!action->shortcut().isEmpty())
            tip += QStringLiteral("  (%1)").arg(action->shortcut().toString(QKeySequence::NativeText));
        action->setToolTip(tip);
    }
}

} // namespace guanjing::app
