#pragma once

#include "app/panels/SceneDocument.h"

#include <QObject>

namespace guanjing::app {

class CityWidget;
class LayersPanel;

/// Opens the dialog for a tileset's style, with the properties of its loaded tiles, and puts what is chosen into the
/// document as an undoable edit.
class StyleController : public QObject {
    Q_OBJECT

public:
    StyleController(SceneDocument& document, CityWidget& city, LayersPanel& panel, QObject* parent = nullptr);

private:
    void open(SourceRef ref);

    SceneDocument& m_document;
    CityWidget& m_city;
    LayersPanel& m_panel;
};

} // namespace guanjing::app
