#include "app/panels/AddDataDialog.h"

#include "app/panels/Icons.h"
#include "app/services/ErrorText.h"
#include "app/services/SceneSource.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <set>
#include <string>
#include <utility>

namespace guanjing::app {

namespace {

constexpr int kWidth = 600;
constexpr int kListHeight = 150;
constexpr auto kEditTriggers =
    QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked;

/// Calls `use` with each source of a scene, its kind's icon and name, in the order of the layer list.
template <class SceneT, class Use> void forEachSource(SceneT& scene, Use use)
{
    for (auto& source : scene.imagery)
        use(source, "imagery", QT_TRANSLATE_NOOP("guanjing::app::AddDataDialog", "Imagery"));
    for (auto& source : scene.tilesets)
        use(source, "tileset", QT_TRANSLATE_NOOP("guanjing::app::AddDataDialog", "3D models"));
    for (auto& source : scene.live)
        use(source, "live", QT_TRANSLATE_NOOP("guanjing::app::AddDataDialog", "Live"));
    for (auto& source : scene.terrain)
        use(source, "terrain", QT_TRANSLATE_NOOP("guanjing::app::AddDataDialog", "Terrain"));
    for (auto& source : scene.vectors)
        use(source, "vector", QT_TRANSLATE_NOOP("guanjing::app::AddDataDialog", "Vectors"));
}

} // namespace

AddDataDialog::AddDataDialog(Probe probe, QWidget* parent)
    : QDialog(parent)
    , m_probe(std::move(probe))
    , m_address(new QLineEdit(this))
    , m_hint(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_foundCaption(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("addDataDialog"));
    setWindowTitle(tr("Add data"));
    setMinimumWidth(kWidth);
    m_address->setObjectName(QStringLiteral("addDataAddress"));
    m_address->setPlaceholderText(QStringLiteral("https://…/tileset.json"));
    m_address->setClearButtonEnabled(true);
    auto* label = new QLabel(tr("&Address or file"), this);
    label->setBuddy(m_address);
    m_browse = new QPushButton(tr("Browse…"), this);
    m_browse->setObjectName(QStringLiteral("addDataBrowse"));
    m_browse->setAutoDefault(false);
    m_hint->setProperty("role", "caption");
    m_hint->setWordWrap(true);
    m_hint->setText(tr("3D Tiles (tileset.json, .3tz, .3dtiles), models (.glb, .gltf, .b3dm), imagery (an address with "
                       "{z}/{x}/{y}, WMTS, WMS, "
                       "TMS, GeoTIFF, MBTiles …), terrain (layer.json, a DEM), SensorThings services, and scene files. "
                       "Files can also be dropped "
                       "onto the window."));
    m_problem->setObjectName(QStringLiteral("addDataProblem"));
    m_problem->setProperty("role", "problem");
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setObjectName(QStringLiteral("addDataProgress"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_foundCaption->setProperty("role", "caption");
    m_list->setObjectName(QStringLiteral("addDataFound"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setRootIsDecorated(false);
    m_list->setFixedHeight(kListHeight);
    m_list->setHeaderLabels({tr("Name"), tr("Kind")});
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setObjectName(QStringLiteral("addDataOk"));
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_cancel->setObjectName(QStringLiteral("addDataCancel"));

    auto* row = new QHBoxLayout;
    row->addWidget(m_address, 1);
    row->addWidget(m_browse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(8);
    layout->addWidget(label);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    layout->addWidget(m_progress);
    layout->addWidget(m_hint);
    layout->addWidget(m_foundCaption);
    layout->addWidget(m_list);
    layout->addSpacing(8);
    layout->addStretch(1);
    layout->addWidget(buttons);

    connect(m_address, &QLineEdit::textChanged, this, [this] {
        stopLooking();
        m_problem->clear();
        enter(Step::Asking);
    });
    connect(m_list, &QTreeWidget::itemChanged, this, &AddDataDialog::updateButtons);
    connect(m_browse, &QPushButton::clicked, this, &AddDataDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &AddDataDialog::goOn);
    connect(buttons, &QDialogButtonBox::rejected, this, &AddDataDialog::reject);
    enter(Step::Asking);
}

AddDataDialog::~AddDataDialog() { m_stop.request_stop(); }

void AddDataDialog::browse()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Add data"), {},
        tr("Data (*.json *.glb *.gltf *.b3dm *.i3dm *.pnts *.cmpt *.3tz *.3dtiles *.tif *.tiff *.vrt *.jp2 "
           "*.mbtiles *.gpkg)")
            + QStringLiteral(";;") + tr("All files (*)"));
    if (file.isEmpty())
        return;
    m_address->setText(file);
    look();
}

void AddDataDialog::goOn()
{
    if (m_step == Step::Found)
        accept();
    else if (m_step == Step::Asking)
        look();
}

void AddDataDialog::look()
{
    const QString source = m_address->text().trimmed();
    if (source.isEmpty())
        return;
    stopLooking();
    m_stop = std::stop_source();
    m_problem->clear();
    enter(Step::Looking);
    QPointer<AddDataDialog> self(this);
    m_probe(source, m_stop.get_token(), [self, stop = m_stop.get_token()](Result<ProbedSource> found) {
        if (self && !stop.stop_requested())
            self->arrived(std::move(found));
    });
}

void AddDataDialog::lookAgain()
{
    if (m_step != Step::Found)
        look();
}

void AddDataDialog::stopLooking() { m_stop.request_stop(); }

void AddDataDialog::reject()
{
    if (m_step != Step::Looking) {
        QDialog::reject();
        return;
    }
    // The first "Cancel" ends the look, so that the address can be mended.
    stopLooking();
    enter(Step::Asking);
    m_address->setFocus();
}

void AddDataDialog::arrived(Result<ProbedSource> found)
{
    if (!found) {
        m_problem->setText(errorText(found.error()));
        enter(Step::Asking);
        m_address->setFocus();
        m_address->selectAll();
        return;
    }
    m_found = std::move(found->scene);
    m_isUnseen = found->isUnseen;
    if (m_isUnseen)
        m_problem->setText(tr("The server has no picture at any of the places that were tried. Add it anyway?"));
    m_list->clear();
    m_list->setEditTriggers(takesNames() ? kEditTriggers : QAbstractItemView::NoEditTriggers);
    const bool isToChoose = isChoice(m_found);
    forEachSource(std::as_const(m_found),
                  [this, isToChoose](const layers::SourceCommon& source, const char* icon, const char* kind) {
                      auto* item = new QTreeWidgetItem(m_list, {QString::fromStdString(source.name), tr(kind)});
                      item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
                      item->setFlags(item->flags().setFlag(Qt::ItemIsEditable, takesNames()));
                      item->setCheckState(0, isToChoose && !source.visible ? Qt::Unchecked : Qt::Checked);
                      item->setIcon(0, themedIcon(QString::fromLatin1(icon)));
                      item->setToolTip(0, QString::fromStdString(source.url));
                  });
    const int count = m_list->topLevelItemCount();
    m_foundCaption->setText(count == 1 ? tr("Found; the name can be changed.")
                                : isRasterWithTerrain(m_found)
                                ? tr("One band of values: heights of the ground, or imagery? Choose what to add.")
                                : tr("%Ln layer(s) found; choose what to add.", nullptr, count));
    enter(Step::Found);
    m_ok->setFocus();
}

int AddDataDialog::chosenCount() const
{
    int count = 0;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        count += m_list->topLevelItem(i)->checkState(0) == Qt::Checked ? 1 : 0;
    return count;
}

void AddDataDialog::enter(Step step)
{
    m_step = step;
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_progress->setVisible(step == Step::Looking);
    m_hint->setVisible(step != Step::Found);
    m_foundCaption->setVisible(step == Step::Found && m_problem->text().isEmpty());
    m_list->setVisible(step == Step::Found);
    m_browse->setEnabled(step != Step::Looking);
    m_cancel->setText(tr("Cancel"));
    m_ok->setText(step == Step::Found ? (m_isUnseen ? tr("Add anyway") : tr("Add")) : tr("Check"));
    updateButtons();
    adjustSize();
}

void AddDataDialog::updateButtons()
{
    switch (m_step) {
    case Step::Asking: m_ok->setEnabled(!m_address->text().trimmed().isEmpty()); break;
    case Step::Looking: m_ok->setEnabled(false); break;
    case Step::Found: m_ok->setEnabled(chosenCount() > 0); break;
    }
}

bool AddDataDialog::takesNames() const
{
    std::size_t count = 0;
    forEachSource(m_found, [&](const layers::SourceCommon&, const char*, const char*) { ++count; });
    return count == 1 || isChoice(m_found);
}

layers::Scene AddDataDialog::chosen() const
{
    layers::Scene scene = m_found;
    const bool isToChoose = isChoice(m_found);
    std::set<std::string> taken;
    int row = 0;
    forEachSource(scene, [&](layers::SourceCommon& source, const char*, const char*) {
        const QTreeWidgetItem* item = m_list->topLevelItem(row++);
        if (!item || item->checkState(0) != Qt::Checked) {
            source.url.clear(); // marks what was not chosen
            return;
        }
        source.visible = source.visible || isToChoose;
        if (!takesNames())
            return;
        if (const QString name = item->text(0).trimmed(); !name.isEmpty())
            source.name = name.toStdString();
        const std::string wanted = source.name;
        for (int i = 2; !taken.insert(source.name).second; ++i)
            source.name = wanted + " (" + std::to_string(i) + ")";
    });
    const auto drop = [](auto& list) { std::erase_if(list, [](const auto& source) { return source.url.empty(); }); };
    drop(scene.imagery);
    drop(scene.tilesets);
    drop(scene.live);
    drop(scene.terrain);
    drop(scene.vectors);
    return scene;
}

} // namespace guanjing::app
