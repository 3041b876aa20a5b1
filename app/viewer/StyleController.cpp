#include "app/viewer/StyleController.h"

#include "app/panels/LayersModel.h"
#include "app/panels/LayersPanel.h"
#include "app/panels/StyleDialog.h"
#include "app/viewer/CityWidget.h"

namespace guanjing::app {

StyleController::StyleController(SceneDocument& document, CityWidget& city, LayersPanel& panel, QObject* parent)
    : QObject(parent), m_document(document), m_city(city), m_panel(panel)
{
    connect(&panel, &LayersPanel::styleWanted, this, &StyleController::open);
}

void StyleController::open(SourceRef ref)
{
    const auto& tilesets = m_document.scene().tilesets;
    if (ref.kind != layers::SourceKind::Tileset || !ref.isValid() || ref.index >= static_cast<int>(tilesets.size()))
        return;
    const layers::TilesetSourceSpec& tileset = tilesets[static_cast<std::size_t>(ref.index)];
    std::vector<styling::PropertySample> samples;
    if (const auto* status = m_panel.model().statusOf(ref); status && m_city.view())
        samples = m_city.view()->engine().sampleProperties(status->id);
    auto* dialog =
        new StyleDialog(QString::fromStdString(tileset.name), tileset.styleJson, std::move(samples), m_panel.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto* status = m_panel.model().statusOf(ref))
        dialog->setCheck([this, id = status->id](std::shared_ptr<const styling::Style> style) {
            return m_city.view() ? m_city.view()->engine().misfitsOf(id, std::move(style)) : std::vector<std::string>();
        });
    connect(dialog, &StyleDialog::applied, this, [this, name = tileset.name](const std::string& json) {
        // By name: the list may have been reordered meanwhile.
        m_document.edit(tr("Style layer"), [&](layers::Scene& scene) {
            for (layers::TilesetSourceSpec& each : scene.tilesets)
                if (each.name == name)
                    each.styleJson = json;
        });
    });
    dialog->open();
}

} // namespace guanjing::app
