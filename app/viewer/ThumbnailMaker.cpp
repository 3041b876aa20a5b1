#include "app/viewer/ThumbnailMaker.h"

#include "app/panels/SceneDocument.h"
#include "app/panels/Thumbnail.h"
#include "app/services/DemoAddresses.h"
#include "app/viewer/CityWidget.h"
#include "geodata/core/Limits.h"
#include "layers/scene/ScenePicture.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <utility>

namespace guanjing::app {

namespace {

constexpr int kRestMs = 2500; ///< without any movement before the first picture is begun
constexpr int kStepMs = 40;
constexpr int kGiveUpMs = 20'000;
constexpr int kKeptDays = 30; ///< cities change
constexpr int kOversampling = 2;

/// Where the camera stands, without the name, as a key.
QByteArray keyOf(const layers::Viewpoint& viewpoint)
{
    QByteArray key;
    for (const double value : {viewpoint.lonDegrees, viewpoint.latDegrees, viewpoint.heightMeters,
                               viewpoint.headingDegrees, viewpoint.pitchDegrees})
        key += QByteArray::number(value, 'g', 12) + ' ';
    return key;
}

} // namespace

ThumbnailMaker::ThumbnailMaker(SceneDocument& document, CityWidget& city, const QString& folder,
                               std::function<std::string()> demoBase, QObject* parent)
    : QObject(parent), m_document(document), m_city(city), m_folder(folder), m_demoBase(std::move(demoBase))
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    m_step.setInterval(kStepMs);
    connect(&m_rest, &QTimer::timeout, this, &ThumbnailMaker::rest);
    connect(&m_step, &QTimer::timeout, this, &ThumbnailMaker::step);
    connect(&document, &SceneDocument::sceneReplaced, this, &ThumbnailMaker::sceneReplaced);
    connect(&document, &SceneDocument::sceneChanged, this, [this] {
        if (m_isGiving)
            return;
        stop();
        m_rest.start();
    });
    connect(&city, &CityWidget::cameraMoved, this, [this] {
        stop();
        m_rest.start();
    });
}

void ThumbnailMaker::sceneReplaced()
{
    stop();
    m_givenUp.clear();
    const layers::Scene scene = withDemoPlaceholder(m_document.scene(), m_demoBase());
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QCoreApplication::applicationVersion().toUtf8());
    const auto add = [&](const auto& list) {
        for (const auto& source : list)
            hash.addData(QByteArray::fromStdString(source.url + "\n"));
    };
    add(scene.terrain);
    add(scene.imagery);
    add(scene.tilesets);
    m_sceneKey = hash.result().toHex();
    if (m_folder.isEmpty())
        return; // none are kept
    const QDateTime oldest = QDateTime::currentDateTime().addDays(-kKeptDays);
    for (const layers::Viewpoint& viewpoint : scene.viewpoints) {
        QFile file(fileOf(viewpoint));
        if (!viewpoint.thumbnail.empty() || QFileInfo(file).lastModified() <= oldest || !file.open(QIODevice::ReadOnly)
            || file.size() > static_cast<qint64>(limits::kMaxThumbnailBytes))
            continue;
        const std::string url = file.readAll().toStdString();
        if (!layers::pictureUrlDefect(url))
            give(viewpoint, url);
    }
}

void ThumbnailMaker::give(const layers::Viewpoint& viewpoint, const std::string& url)
{
    m_isGiving = true;
    m_document.giveThumbnail(viewpoint, url);
    m_isGiving = false;
}

QString ThumbnailMaker::fileOf(const layers::Viewpoint& viewpoint) const
{
    const QByteArray key = QCryptographicHash::hash(m_sceneKey + keyOf(viewpoint), QCryptographicHash::Sha1).toHex();
    return m_folder + u'/' + QString::fromLatin1(key) + QStringLiteral(".txt");
}

std::optional<layers::Viewpoint> ThumbnailMaker::next()
{
    for (const layers::Viewpoint& viewpoint : m_document.scene().viewpoints)
        if (viewpoint.thumbnail.empty() && !m_givenUp.contains(keyOf(viewpoint)))
            return viewpoint;
    return std::nullopt;
}

void ThumbnailMaker::rest()
{
    m_current = next();
    if (!m_current)
        return;
    if (!m_city.isVisible() || !m_city.isAtRest()) {
        m_rest.start();
        return;
    }
    m_since.start();
    m_step.start();
}

void ThumbnailMaker::stop()
{
    if (!m_step.isActive())
        return;
    m_step.stop();
    m_current.reset();
    m_city.endPictures();
}

void ThumbnailMaker::step()
{
    if (!m_current || !m_city.isAtRest()) {
        stop();
        m_rest.start();
        return;
    }
    const QImage picture = m_city.pictureFrom(*m_current, kOversampling * kThumbnailSize);
    if (picture.isNull() && m_since.elapsed() < kGiveUpMs)
        return;
    if (picture.isNull()) {
        m_givenUp.insert(keyOf(*m_current));
    } else {
        const std::string url = thumbnailUrl(picture);
        give(*m_current, url);
        // What cannot be kept is drawn again next time.
        QSaveFile file(fileOf(*m_current));
        if (m_isKept && !m_folder.isEmpty() && QDir().mkpath(m_folder) && file.open(QIODevice::WriteOnly)
            && file.write(url.data(), static_cast<qint64>(url.size())) == static_cast<qint64>(url.size()))
            file.commit();
    }
    m_current = next();
    m_since.start();
    if (!m_current) {
        m_step.stop();
        m_city.endPictures();
    }
}

} // namespace guanjing::app
