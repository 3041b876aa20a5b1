#include "app/panels/LayersPanel.h"

#include "app/panels/Icons.h"
#include "app/panels/LayerDelegate.h"
#include "app/panels/LayerProperties.h"
#include "app/panels/LayersModel.h"
#include "app/panels/MessagesDialog.h"
#include "app/panels/StyleLegend.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

/// A slider being dragged is one edit.
constexpr int kPointsEdit = 7102;
constexpr int kGroundEdit = 7112;
constexpr int kTonesEdit = 7200; ///< and the layer's place in the list

constexpr int kMostLegendHeight = 168;

} // namespace

LayersPanel::LayersPanel(SceneDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new LayersModel(document, this))
    , m_tree(new QTreeView(this))
    , m_legend(new StyleLegend(this))
    , m_opacityLabel(new QLabel(this))
    , m_opacityValue(new QLabel(this))
    , m_opacity(new QSlider(Qt::Horizontal, this))
{
    setObjectName(QStringLiteral("layersPanel"));
    m_tree->setObjectName(QStringLiteral("layersTree"));
    m_tree->setModel(m_model);
    auto* delegate = new LayerDelegate(m_tree);
    m_tree->setItemDelegate(delegate);
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(10);
    m_tree->setMouseTracking(true);
    m_tree->setDragDropMode(QAbstractItemView::InternalMove);
    m_tree->setDefaultDropAction(Qt::MoveAction);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->expandAll();

    m_add = makeToolButton(this, QStringLiteral("addLayerButton"), QStringLiteral("add"));
    m_up = makeToolButton(this, QStringLiteral("moveLayerUpButton"), QStringLiteral("up"));
    m_down = makeToolButton(this, QStringLiteral("moveLayerDownButton"), QStringLiteral("down"));
    m_zoom = makeToolButton(this, QStringLiteral("zoomToLayerButton"), QStringLiteral("zoom-to"));
    m_rename = makeToolButton(this, QStringLiteral("renameLayerButton"), QStringLiteral("rename"));
    m_remove = makeToolButton(this, QStringLiteral("removeLayerButton"), QStringLiteral("remove"));
    m_opacity->setObjectName(QStringLiteral("layerOpacity"));
    m_opacity->setRange(0, 100);
    m_opacityLabel->setProperty("role", "caption");
    m_opacityValue->setProperty("role", "caption");
    m_opacityValue->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    // A long legend scrolls, so that the layers stay in sight.
    m_legendArea = new QScrollArea(this);
    m_legendArea->setFrameShape(QFrame::NoFrame);
    m_legendArea->setWidgetResizable(true);
    m_legendArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_legendArea->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_legendArea->setWidget(m_legend);
    m_legend->setVisible(false);
    m_legendArea->setVisible(false);

    auto* opacityRow = new QHBoxLayout;
    opacityRow->setContentsMargins(4, 8, 12, 4);
    opacityRow->setSpacing(12);
    opacityRow->addWidget(m_opacityLabel);
    opacityRow->addWidget(m_opacity, 1);
    opacityRow->addWidget(m_opacityValue);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 2, 8, 6);
    buttons->setSpacing(2);
    buttons->addWidget(m_add);
    buttons->addStretch();
    for (auto* button : {m_up, m_down, m_zoom, m_rename, m_remove})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_legendArea);
    layout->addLayout(opacityRow);
    layout->addLayout(buttons);

    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_tree->expandAll();
        updateControls();
    });
    connect(m_model, &LayersModel::dragged, m_tree,
            [this](SourceRef ref) { m_tree->setCurrentIndex(m_model->indexOf(ref)); });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] { updateControls(); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { updateControls(); });
    connect(delegate, &LayerDelegate::stateClicked, this, [this](const QModelIndex& index) {
        if (const int clip = m_model->clipOf(index); clip >= 0)
            emit clipPropertiesWanted(clip);
        else
            showMessages(m_model->refOf(index));
    });
    connect(m_tree, &QTreeView::doubleClicked, this, [this] { zoomToSelected(); });
    connect(m_opacity, &QSlider::valueChanged, this, [this](int value) {
        if (const SourceRef ref = selected(); ref.isValid())
            m_document.setOpacity(ref, value / 100.0);
    });
    connect(m_add, &QToolButton::clicked, this, &LayersPanel::addDataWanted);
    connect(m_up, &QToolButton::clicked, this, [this] { moveSelected(1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveSelected(-1); });
    connect(m_zoom, &QToolButton::clicked, this, &LayersPanel::zoomToSelected);
    connect(m_rename, &QToolButton::clicked, this, &LayersPanel::renameSelected);
    connect(m_remove, &QToolButton::clicked, this, &LayersPanel::removeSelected);
    connect(m_tree, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (m_model->refOf(m_tree->indexAt(at)).isValid())
            showMenu(m_tree->viewport()->mapToGlobal(at));
        else if (m_model->clipOf(m_tree->indexAt(at)) >= 0)
            showClipMenu(m_tree->viewport()->mapToGlobal(at));
    });
    retranslate();
    updateControls();
}

void LayersPanel::showMenu(const QPoint& globalAt)
{
    const SourceRef ref = selected();
    const auto* source = findSource(m_document.scene(), ref);
    if (!source)
        return;
    QMenu menu;
    menu.setObjectName(QStringLiteral("layerMenu"));
    const auto add = [&](const char* icon, const QString& text, auto&& slot) {
        return menu.addAction(themedIcon(QLatin1String(icon)), text, this, slot);
    };
    add("zoom-to", tr("Zoom to layer"), &LayersPanel::zoomToSelected)->setEnabled(canZoomToSelected());
    add(source->visible ? "eye-off" : "eye", source->visible ? tr("Hide") : tr("Show"),
        [this, ref, visible = source->visible] { m_document.setVisible(ref, !visible); });
    menu.addSeparator();
    add("up", tr("Move up"), [this] { moveSelected(1); })->setEnabled(m_up->isEnabled());
    add("down", tr("Move down"), [this] { moveSelected(-1); })->setEnabled(m_down->isEnabled());
    if (ref.kind == layers::SourceKind::Tileset)
        add("style", tr("Style by attribute…"), [this, ref] { emit styleWanted(ref); });
    menu.addSeparator();
    add("copy", tr("Copy address"),
        [address = QString::fromStdString(source->url)] { QApplication::clipboard()->setText(address); });
    add("inspector", tr("Properties…"), &LayersPanel::showPropertiesOfSelected);
    add("messages", tr("Messages…"), &LayersPanel::showMessagesOfSelected);
    menu.addSeparator();
    add("rename", tr("Rename"), &LayersPanel::renameSelected);
    add("remove", tr("Remove"), &LayersPanel::removeSelected);
    menu.exec(globalAt);
}

void LayersPanel::showClipMenu(const QPoint& globalAt)
{
    const int clip = selectedClip();
    if (clip < 0)
        return;
    const layers::ClipSpec& spec = m_document.scene().clips[static_cast<std::size_t>(clip)];
    QMenu menu;
    menu.setObjectName(QStringLiteral("clipMenu"));
    const auto add = [&](const char* icon, const QString& text, auto&& slot) {
        return menu.addAction(themedIcon(QLatin1String(icon)), text, this, slot);
    };
    add("zoom-to", tr("Zoom to clip"), &LayersPanel::zoomToSelected);
    add(spec.enabled ? "eye-off" : "eye", spec.enabled ? tr("Switch off") : tr("Switch on"),
        [this, clip, on = spec.enabled] { m_document.setClipEnabled(clip, !on); });
    menu.addSeparator();
    if (!spec.box)
        add("clip", tr("Move corners"), [this, clip] { emit clipCornersWanted(clip); });
    add("inspector", tr("Properties…"), [this, clip] { emit clipPropertiesWanted(clip); });
    menu.addSeparator();
    add("rename", tr("Rename"), &LayersPanel::renameSelected);
    add("remove", tr("Remove"), &LayersPanel::removeSelected);
    menu.exec(globalAt);
}

int LayersPanel::selectedClip() const { return m_model->clipOf(m_tree->currentIndex()); }

void LayersPanel::selectClip(int clip)
{
    if (const QModelIndex at = m_model->indexOfClip(clip); at.isValid()) {
        m_tree->setCurrentIndex(at);
        m_tree->scrollTo(at);
    }
}

void LayersPanel::select(SourceRef ref)
{
    if (const QModelIndex at = m_model->indexOf(ref); at.isValid()) {
        m_tree->setCurrentIndex(at);
        m_tree->scrollTo(at);
    }
}

void LayersPanel::styleSelected()
{
    if (canStyleSelected())
        emit styleWanted(selected());
}

bool LayersPanel::canZoomToSelected() const
{
    if (selectedClip() >= 0)
        return true;
    const SourceRef ref = selected();
    const auto* status = m_model->statusOf(ref);
    // Imagery tells no extent; the city is where it is looked for.
    return status && (status->bounds || ref.kind == layers::SourceKind::Imagery);
}

void LayersPanel::showPropertiesOfSelected()
{
    if (const int clip = selectedClip(); clip >= 0) {
        emit clipPropertiesWanted(clip);
        return;
    }
    const SourceRef ref = selected();
    if (!findSource(m_document.scene(), ref))
        return;
    const QModelIndex at = m_model->indexOf(ref);
    auto* dialog = new LayerProperties(m_document.scene(), ref, at.parent().data().toString(),
                                       at.data(LayersModel::StateTextRole).toString(), m_model->statusOf(ref), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // By name: the list may have been reordered meanwhile.
    connect(dialog, &LayerProperties::pointsChanged, this,
            [this, name = findSource(m_document.scene(), ref)->name](const layers::PointLook& look) {
                m_document.edit(
                    tr("Points of layer"),
                    [&](layers::Scene& scene) {
                        for (layers::TilesetSourceSpec& each : scene.tilesets)
                            if (each.name == name)
                                each.points = look;
                    },
                    kPointsEdit);
            });
    connect(dialog, &LayerProperties::toneChanged, this,
            [this, name = findSource(m_document.scene(), ref)->name, index = ref.index](const PictureTone& tone) {
                m_document.edit(
                    tr("Tones of layer"),
                    [&](layers::Scene& scene) {
                        for (layers::ImagerySourceSpec& each : scene.imagery)
                            if (each.name == name) {
                                each.brightness = tone.brightness;
                                each.contrast = tone.contrast;
                                each.saturation = tone.saturation;
                            }
                    },
                    kTonesEdit + index);
            });
    connect(dialog, &LayerProperties::sourceChanged, this,
            [this, name = findSource(m_document.scene(), ref)->name](const SourceSection::Values& values) {
                m_document.edit(tr("Data of layer"), [&](layers::Scene& scene) {
                    const auto date = [&](auto& list) {
                        for (auto& each : list)
                            if (each.name == name)
                                each.date = values.date;
                    };
                    date(scene.imagery);
                    date(scene.tilesets);
                    date(scene.terrain);
                    for (layers::ImagerySourceSpec& each : scene.imagery)
                        if (each.name == name) {
                            each.minLevel = values.minLevel;
                            each.maxLevel = values.maxLevel;
                            each.nodata = values.nodata;
                        }
                });
            });
    connect(dialog, &LayerProperties::groundChanged, this, [this](const layers::GroundSpec& ground) {
        m_document.edit(
            tr("Look of the ground"), [&](layers::Scene& scene) { scene.ground = ground; }, kGroundEdit);
    });
    dialog->open();
}

void LayersPanel::setStatuses(std::vector<layers::SourceStatus> statuses) { m_model->setStatuses(std::move(statuses)); }

SourceRef LayersPanel::selected() const { return m_model->refOf(m_tree->currentIndex()); }

void LayersPanel::renameSelected()
{
    if (canEditSelected())
        m_tree->edit(m_tree->currentIndex());
}

void LayersPanel::removeSelected()
{
    if (const int clip = selectedClip(); clip >= 0)
        m_document.removeClip(clip);
    else if (selected().isValid())
        m_document.remove(selected());
}

void LayersPanel::moveSelected(int step)
{
    const SourceRef ref = selected();
    if (!ref.isValid())
        return;
    // Imagery is listed top first, the others as in the document.
    const int to = ref.index + (ref.kind == layers::SourceKind::Imagery ? step : -step);
    if (to < 0 || to >= sourceCount(m_document.scene(), ref.kind))
        return;
    m_document.move(ref, to);
    m_tree->setCurrentIndex(m_model->indexOf({ref.kind, to}));
}

void LayersPanel::zoomToSelected()
{
    if (const int clip = selectedClip(); clip >= 0)
        emit zoomToClipWanted(clip);
    else if (const auto* status = m_model->statusOf(selected()))
        emit zoomToWanted(status->id);
}

void LayersPanel::showMessagesOfSelected() { showMessages(selected()); }

void LayersPanel::showMessages(SourceRef ref)
{
    const auto* source = findSource(m_document.scene(), ref);
    if (!source)
        return;
    const auto* status = m_model->statusOf(ref);
    auto* dialog =
        new MessagesDialog(QString::fromStdString(source->name), status ? *status : layers::SourceStatus{}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void LayersPanel::updateLegend()
{
    // Of the chosen tileset, or else of the ground that is coloured by slope, or of the first tileset shown that has a legend.
    const auto& tilesets = m_document.scene().tilesets;
    std::string style, name;
    for (const layers::TilesetSourceSpec& tileset : tilesets)
        if (style.empty() && tileset.visible) {
            style = tileset.styleJson;
            name = tileset.name;
        }
    const SourceRef ref = selected();
    const auto& terrain = m_document.scene().terrain;
    bool isSlope = m_document.scene().ground.shading == "slope"
        && std::any_of(terrain.begin(), terrain.end(), [](const auto& source) { return source.visible; });
    if (ref.kind == layers::SourceKind::Tileset && ref.isValid() && ref.index < static_cast<int>(tilesets.size())
        && !tilesets[static_cast<std::size_t>(ref.index)].styleJson.empty()) {
        style = tilesets[static_cast<std::size_t>(ref.index)].styleJson;
        name = tilesets[static_cast<std::size_t>(ref.index)].name;
        isSlope = false;
    }
    if (style == m_legendStyle && name == m_legendLayer && isSlope == m_isSlopeLegend)
        return;
    m_isSlopeLegend = isSlope;
    m_legendStyle = style;
    m_legendLayer = name;
    if (isSlope)
        m_legend->setLegend(slopeLegend());
    else
        m_legend->setLegend(styling::legendOf(style), QString::fromStdString(name));
    m_legendArea->setVisible(m_legend->legend().has_value());
    m_legendArea->setFixedHeight(std::min(m_legend->sizeHint().height(), kMostLegendHeight));
}

void LayersPanel::updateControls()
{
    updateLegend();
    const SourceRef ref = selected();
    const auto* source = findSource(m_document.scene(), ref);
    const bool some = source != nullptr;
    const int count = some ? sourceCount(m_document.scene(), ref.kind) : 0;
    const int row = m_tree->currentIndex().row();
    m_up->setEnabled(some && row > 0);
    m_down->setEnabled(some && row + 1 < count);
    m_zoom->setEnabled(canZoomToSelected());
    m_rename->setEnabled(canEditSelected());
    m_remove->setEnabled(canEditSelected());
    m_opacity->setEnabled(some);
    const QSignalBlocker blocker(m_opacity);
    const int percent = some ? static_cast<int>(std::lround(source->opacity * 100)) : 100;
    m_opacity->setValue(percent);
    m_opacityValue->setText(some ? QStringLiteral("%1 %").arg(percent) : QString());
    m_opacityValue->setMinimumWidth(m_opacityValue->fontMetrics().horizontalAdvance(QStringLiteral("100 % ")));
    emit controlsChanged();
}

void LayersPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LayersPanel::retranslate()
{
    const auto label = [](QToolButton* button, const QString& text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    label(m_add, tr("Add data"));
    label(m_up, tr("Move up"));
    label(m_down, tr("Move down"));
    label(m_zoom, tr("Zoom to layer"));
    label(m_rename, tr("Rename"));
    label(m_remove, tr("Remove"));
    m_opacityLabel->setText(tr("Opacity"));
    m_opacity->setAccessibleName(tr("Opacity"));
    m_tree->setAccessibleName(tr("Layers"));
    m_model->retranslate();
    updateControls();
}

} // namespace guanjing::app
