#include "app/viewer/ThumbnailMaker.h"

#include "app/panels/SceneDocument.h"
#include "app/panels/ViewpointsModel.h"
#include "app/services/DemoAddresses.h"
#include "app/viewer/CityWidget.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QPixmap>
#include <QSaveFile>

#include <utility>

namespace guanjing::app {

namespace {

constexpr int kRestMs = 2500; ///< without any movement before the first picture is begun
constexpr int kStepMs = 40;
constexpr int kGiveUpMs = 20'000;
constexpr int kKeptDays = 30; ///< cities change
constexpr int kOversampling = 2;

QSize pictureSize()
{
    // Twice the size in the list, so that it stays sharp on dense screens.
    return {2 * ViewpointsModel::kThumbnailWidth, 2 * ViewpointsModel::kThumbnailHeight};
}

} // namespace

ThumbnailMaker::ThumbnailMaker(SceneDocument& document, CityWidget& city, ViewpointsModel& model, const QString& folder,
                               std::function<std::string()> demoBase, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_city(city)
    , m_model(model)
    , m_folder(folder)
    , m_demoBase(std::move(demoBase))
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    m_step.setInterval(kStepMs);
    connect(&m_rest, &QTimer::timeout, this, &ThumbnailMaker::rest);
    connect(&m_step, &QTimer::timeout, this, &ThumbnailMaker::step);
    connect(&document, &SceneDocument::sceneReplaced, this, &ThumbnailMaker::sceneReplaced);
    connect(&document, &SceneDocument::sceneChanged, this, [this] {
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
    m_model.clearPictures();
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
    const QDateTime oldest = QDateTime::currentDateTime().addDays(-kKeptDays);
    for (const layers::Viewpoint& viewpoint : scene.viewpoints) {
        const QFileInfo file(fileOf(viewpoint));
        QPixmap picture;
        if (!m_model.hasPicture(viewpoint) && file.exists() && file.lastModified() > oldest
            && picture.load(file.filePath()))
            m_model.setPicture(viewpoint, picture);
    }
}

QString ThumbnailMaker::fileOf(const layers::Viewpoint& viewpoint) const
{
    const QByteArray key =
        QCryptographicHash::hash(m_sceneKey + ViewpointsModel::keyOf(viewpoint), QCryptographicHash::Sha1).toHex();
    return m_folder + u'/' + QString::fromLatin1(key) + QStringLiteral(".png");
}

std::optional<layers::Viewpoint> ThumbnailMaker::next()
{
    for (const layers::Viewpoint& viewpoint : m_document.scene().viewpoints)
        if (!m_model.hasPicture(viewpoint) && !m_givenUp.contains(ViewpointsModel::keyOf(viewpoint)))
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
    const QImage picture = m_city.pictureFrom(*m_current, kOversampling * pictureSize());
    if (picture.isNull() && m_since.elapsed() < kGiveUpMs)
        return;
    if (picture.isNull()) {
        m_givenUp.insert(ViewpointsModel::keyOf(*m_current));
    } else {
        const QImage small = picture.scaled(pictureSize(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                 .convertToFormat(QImage::Format_RGB888);
        m_model.setPicture(*m_current, QPixmap::fromImage(small));
        // What cannot be kept is drawn again next time.
        QSaveFile file(fileOf(*m_current));
        if (QDir().mkpath(m_folder) && file.open(QIODevice::WriteOnly) && small.save(&file, "PNG"))
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
