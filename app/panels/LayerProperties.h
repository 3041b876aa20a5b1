#pragma once

#include "app/panels/SceneDocument.h"
#include "app/panels/SourceSection.h"
#include "app/panels/ToneSection.h"
#include "layers/scene/SceneEngine.h"

#include <QDialog>

#include <utility>
#include <vector>

namespace guanjing::app {

/// What a layer is: kind, address, attribution, extent and how it is read; for reading and copying. Where it has points,
/// how they are drawn can be changed; at terrain, how the ground is shown; of imagery, its tones.
class LayerProperties : public QDialog {
    Q_OBJECT

public:
    /// status may be null: not opened yet.
    LayerProperties(const layers::Scene& scene, SourceRef ref, const QString& kind, const QString& state,
                    const layers::SourceStatus* status, QWidget* parent = nullptr);

signals:
    /// Of a layer with points.
    void pointsChanged(const layers::PointLook& look);
    /// Of terrain.
    void groundChanged(const layers::GroundSpec& ground);
    /// Of imagery.
    void toneChanged(const PictureTone& tone);
    /// Of imagery, models and terrain; levels and no data of imagery alone.
    void sourceChanged(const SourceSection::Values& values);

private:
    using Rows = std::vector<std::pair<QString, QString>>;
    void addOfKind(Rows& rows, const layers::Scene& scene, SourceRef ref) const;
};

} // namespace guanjing::app
