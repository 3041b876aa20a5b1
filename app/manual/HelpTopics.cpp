#include "app/manual/HelpTopics.h"

#include <QObject>

namespace guanjing::app {

const QList<HelpTopic>& helpTopics()
{
    static const QList<HelpTopic> topics{
        {"layersDock", "layers.html"},
        {"placesDock", "places.html"},
        {"inspectorDock", "inspect.html"},
        {"addDataDialog", "layers.html#add"},
        {"clipDialog", "clips.html#dialog"},
        {"styleDialog", "styles.html"},
        {"loadingDialog", "loading.html"},
        {"messagesDialog", "troubles.html"},
        {"keysDialog", "keys.html"},
        {"printDialog", "pictures.html#print"},
        {"savePictureDialog", "pictures.html"},
        {"printPdfDialog", "pictures.html#print"},
        {"saveSceneDialog", "scenes.html"},
        {"exportDialog", "export.html"},
        {"takeAlongDialog", "packs.html#make"},
        {"brokenOffDialog", "packs.html#make"},
        {"packKeyDialog", "packs.html#open"},
        {"networkDialog", "network.html"},
        {"loginDialog", "network.html#login"},
        {"certificateDialog", "network.html#certificates"},
        {"protectionDialog", "cache.html#encrypted"},
        {"passphraseDialog", "cache.html#encrypted"},
    };
    return topics;
}

QString helpPageFor(const QObject* object)
{
    for (; object; object = object->parent())
        for (const HelpTopic& topic : helpTopics())
            if (object->objectName() == QLatin1String(topic.objectName))
                return QLatin1String(topic.page);
    return {};
}

} // namespace guanjing::app
