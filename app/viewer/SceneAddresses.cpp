#include "app/viewer/SceneAddresses.h"

#include <QMimeData>
#include <QUrl>

namespace guanjing::app {

QStringList droppedSources(const QMimeData& data)
{
    QStringList sources;
    if (data.hasUrls()) {
        for (const QUrl& url : data.urls()) {
            QString text = url.isLocalFile() ? url.toLocalFile() : url.toString();
            // Qt encodes the braces of {z}/{x}/{y}.
            sources << text.replace(QLatin1String("%7B"), QLatin1String("{"))
                           .replace(QLatin1String("%7D"), QLatin1String("}"));
        }
    } else if (data.hasText()) {
        for (const QString& line : data.text().split(u'\n', Qt::SkipEmptyParts)) {
            const QString text = line.trimmed();
            if (text.startsWith(QLatin1String("http://")) || text.startsWith(QLatin1String("https://"))
                || text.startsWith(u'/'))
                sources << text;
        }
    }
    return sources;
}

} // namespace guanjing::app
