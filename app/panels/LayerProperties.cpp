#include "app/panels/LayerProperties.h"

#include "app/panels/AttributeTable.h"
#include "app/panels/Format.h"
#include "app/panels/GroundSection.h"
#include "app/panels/PointSection.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace guanjing::app {

using layers::SourceKind;

LayerProperties::LayerProperties(const layers::Scene& scene, SourceRef ref, const QString& kind, const QString& state,
                                 const layers::SourceStatus* status, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("layerProperties"));
    resize(560, 340);
    auto* table = new AttributeTable(this);
    table->setObjectName(QStringLiteral("layerPropertiesTable"));
    table->setAccessibleName(tr("Properties"));
    table->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter ends what is typed
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* copy = buttons->addButton(tr("Copy address"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("layerPropertiesCopy"));
    copy->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(table, 1);
    const auto* source = findSource(scene, ref);
    if (source && ref.kind == SourceKind::Tileset && status && status->hasPoints) {
        auto* points = new PointSection(scene.tilesets[static_cast<std::size_t>(ref.index)].points, this);
        connect(points, &PointSection::changed, this, &LayerProperties::pointsChanged);
        layout->addWidget(points);
        resize(560, 560);
    }
    if (source && ref.kind == SourceKind::Terrain) {
        auto* ground = new GroundSection(scene.ground, this);
        ground->setTerrain(scene.terrain);
        connect(ground, &GroundSection::changed, this, &LayerProperties::groundChanged);
        layout->addWidget(ground);
        resize(560, 560);
    }
    if (source && ref.kind == SourceKind::Imagery) {
        const layers::ImagerySourceSpec& imagery = scene.imagery[static_cast<std::size_t>(ref.index)];
        auto* tone = new ToneSection({imagery.brightness, imagery.contrast, imagery.saturation}, this);
        connect(tone, &ToneSection::changed, this, &LayerProperties::toneChanged);
        layout->addWidget(tone);
    }
    if (source
        && (ref.kind == SourceKind::Imagery || ref.kind == SourceKind::Tileset || ref.kind == SourceKind::Terrain)) {
        SourceSection::Values values;
        values.date = source->date;
        const bool isImagery = ref.kind == SourceKind::Imagery;
        if (isImagery) {
            const layers::ImagerySourceSpec& imagery = scene.imagery[static_cast<std::size_t>(ref.index)];
            values.minLevel = imagery.minLevel;
            values.maxLevel = imagery.maxLevel;
            values.nodata = imagery.nodata;
        }
        auto* section = new SourceSection(values, isImagery, this);
        connect(section, &SourceSection::changed, this, &LayerProperties::sourceChanged);
        layout->addWidget(section);
        resize(560, std::max(height(), 560));
    }
    layout->addWidget(buttons);
    if (!source)
        return;

    const QString address = QString::fromStdString(source->url);
    connect(copy, &QPushButton::clicked, this, [address] { QApplication::clipboard()->setText(address); });
    setWindowTitle(tr("Properties: %1").arg(QString::fromStdString(source->name)));
    Rows rows{{tr("Name"), QString::fromStdString(source->name)},
              {tr("Kind"), kind},
              {tr("Address"), address},
              {tr("State"), state}};
    const auto add = [&rows](const QString& name, const std::string& value) {
        if (!value.empty())
            rows.emplace_back(name, QString::fromStdString(value));
    };
    add(tr("Attribution"), status && !status->attribution.empty() ? status->attribution : source->attribution);
    add(tr("Coordinate system"), source->crs);
    addOfKind(rows, scene, ref);
    if (source->cache == "always")
        rows.emplace_back(tr("Cache"), tr("Always kept"));
    else if (source->cache == "never")
        rows.emplace_back(tr("Cache"), tr("Never kept"));
    if (status && status->bounds) {
        rows.emplace_back(tr("South-west"), formatLonLat(status->bounds->west, status->bounds->south));
        rows.emplace_back(tr("North-east"), formatLonLat(status->bounds->east, status->bounds->north));
        if (status->maxHeightMeters > status->minHeightMeters) {
            rows.emplace_back(
                tr("Heights"),
                tr("%1 to %2 m")
                    .arg(formatMeters(status->minHeightMeters, 1), formatMeters(status->maxHeightMeters, 1)));
        }
    }
    table->setRows(rows);
}

void LayerProperties::addOfKind(Rows& rows, const layers::Scene& scene, SourceRef ref) const
{
    const auto index = static_cast<std::size_t>(ref.index);
    switch (ref.kind) {
    case SourceKind::Imagery: break; // what there is to say can be changed
    case SourceKind::Tileset:
        if (scene.tilesets[index].heightOffsetMeters != 0)
            rows.emplace_back(tr("Raised by"),
                              formatMeters(scene.tilesets[index].heightOffsetMeters, 2) + QStringLiteral(" m"));
        break;
    case SourceKind::Live:
        rows.emplace_back(tr("Asked every"), tr("%1 s").arg(scene.live[index].pollSeconds));
        if (!scene.live[index].filter.empty())
            rows.emplace_back(tr("Filter"), QString::fromStdString(scene.live[index].filter));
        break;
    case SourceKind::Vector:
        if (!scene.vectors[index].layer.empty())
            rows.emplace_back(tr("Layer"), QString::fromStdString(scene.vectors[index].layer));
        break;
    case SourceKind::Terrain: {
        const layers::TerrainSourceSpec& terrain = scene.terrain[index];
        rows.emplace_back(tr("Heights above"),
                          terrain.heights == "1985" ? tr("1985 national height datum") : tr("the ellipsoid"));
        if (!terrain.offsetGrid.empty())
            rows.emplace_back(tr("Offset grid"), QString::fromStdString(terrain.offsetGrid));
        if (terrain.heightOffsetMeters != 0)
            rows.emplace_back(tr("Raised by"), formatMeters(terrain.heightOffsetMeters, 2) + QStringLiteral(" m"));
        break;
    }
    }
}

} // namespace guanjing::app
