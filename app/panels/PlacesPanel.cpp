#include "app/panels/PlacesPanel.h"

#include "app/panels/Icons.h"
#include "app/panels/ViewpointDelegate.h"
#include "app/panels/ViewpointsModel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

QString iconOf(PlaceHit::Kind kind)
{
    switch (kind) {
    case PlaceHit::Kind::Town: return QStringLiteral("places");
    case PlaceHit::Kind::Viewpoint: return QStringLiteral("viewpoint");
    case PlaceHit::Kind::Coordinate: return QStringLiteral("coordinate");
    }
    return {};
}

} // namespace

PlacesPanel::PlacesPanel(SceneDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new ViewpointsModel(document, this))
    , m_search(new QLineEdit(this))
    , m_results(new QListWidget(this))
    , m_resultsNote(new QLabel(this))
    , m_viewpointsCaption(new QLabel(this))
    , m_viewpointsHint(new QLabel(this))
    , m_viewpoints(new QListView(this))
{
    setObjectName(QStringLiteral("placesPanel"));
    m_search->setObjectName(QStringLiteral("placesSearch"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_results->setObjectName(QStringLiteral("placesResults"));
    m_results->setUniformItemSizes(true);
    m_results->setIconSize(QSize(16, 16));
    m_resultsNote->setProperty("role", "caption");
    m_resultsNote->setWordWrap(true);
    m_resultsNote->setContentsMargins(12, 4, 12, 4);
    m_viewpointsCaption->setProperty("role", "caption");
    m_viewpointsHint->setProperty("role", "caption");
    m_viewpointsHint->setWordWrap(true);
    m_viewpointsHint->setContentsMargins(12, 2, 12, 8);
    m_viewpoints->setObjectName(QStringLiteral("viewpointsList"));
    m_viewpoints->setModel(m_model);
    m_viewpoints->setItemDelegate(new ViewpointDelegate(m_viewpoints));
    m_viewpoints->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_viewpoints->setDragDropMode(QAbstractItemView::InternalMove);
    m_viewpoints->setDefaultDropAction(Qt::MoveAction);
    m_viewpoints->setMouseTracking(true);
    m_viewpoints->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_viewpoints->setContextMenuPolicy(Qt::CustomContextMenu);
    m_add = makeToolButton(this, QStringLiteral("addViewpointButton"), QStringLiteral("add"));
    m_up = makeToolButton(this, QStringLiteral("moveViewpointUpButton"), QStringLiteral("up"));
    m_down = makeToolButton(this, QStringLiteral("moveViewpointDownButton"), QStringLiteral("down"));
    m_rename = makeToolButton(this, QStringLiteral("renameViewpointButton"), QStringLiteral("rename"));
    m_remove = makeToolButton(this, QStringLiteral("removeViewpointButton"), QStringLiteral("remove"));

    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(10, 4, 10, 6);
    searchRow->addWidget(m_search);
    auto* caption = new QHBoxLayout;
    caption->setContentsMargins(12, 6, 8, 2);
    caption->setSpacing(2);
    caption->addWidget(m_viewpointsCaption, 1);
    for (auto* button : {m_add, m_up, m_down, m_rename, m_remove})
        caption->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(searchRow);
    layout->addWidget(m_results, 2);
    layout->addWidget(m_resultsNote);
    layout->addLayout(caption);
    layout->addWidget(m_viewpointsHint);
    layout->addWidget(m_viewpoints, 3);

    connect(m_search, &QLineEdit::textChanged, this, &PlacesPanel::runSearch);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_hits.empty())
            return;
        flyToHit(qMax(0, m_results->currentRow()));
        emit searchDone();
    });
    connect(m_results, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { flyToHit(m_results->row(item)); });
    connect(m_results, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { flyToHit(m_results->row(item)); });
    connect(m_viewpoints, &QListView::clicked, this, [this](const QModelIndex& at) { flyToViewpoint(at.row()); });
    connect(m_viewpoints, &QListView::activated, this, [this](const QModelIndex& at) { flyToViewpoint(at.row()); });
    connect(m_viewpoints->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { updateButtons(); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &PlacesPanel::updateButtons);
    connect(m_add, &QToolButton::clicked, this, &PlacesPanel::addViewpointWanted);
    const auto current = [this] { return m_viewpoints->currentIndex().row(); };
    const auto move = [this](int from, int to) {
        m_document.moveViewpoint(from, to);
        m_viewpoints->setCurrentIndex(m_model->index(to));
    };
    connect(m_up, &QToolButton::clicked, this, [move, current] { move(current(), current() - 1); });
    connect(m_down, &QToolButton::clicked, this, [move, current] { move(current(), current() + 1); });
    connect(m_rename, &QToolButton::clicked, this, [this, current] { editViewpoint(current()); });
    connect(m_remove, &QToolButton::clicked, this, [this, current] { m_document.removeViewpoint(current()); });
    connect(m_viewpoints, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        const QModelIndex index = m_viewpoints->indexAt(at);
        if (!index.isValid())
            return;
        QMenu menu;
        menu.addAction(themedIcon(QStringLiteral("rename")), tr("Rename"), this,
                       [this, index] { editViewpoint(index.row()); });
        menu.addAction(themedIcon(QStringLiteral("remove")), tr("Delete"), this,
                       [this, index] { m_document.removeViewpoint(index.row()); });
        menu.exec(m_viewpoints->viewport()->mapToGlobal(at));
    });
    retranslate();
    updateButtons();
}

void PlacesPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void PlacesPanel::editViewpoint(int index)
{
    const QModelIndex at = m_model->index(index);
    if (!at.isValid())
        return;
    m_viewpoints->setCurrentIndex(at);
    m_viewpoints->edit(at);
}

void PlacesPanel::runSearch()
{
    const QString text = m_search->text();
    m_hits = searchPlaces(text, m_document.scene().viewpoints, QLocale().language() == QLocale::Chinese);
    m_results->clear();
    for (const PlaceHit& hit : m_hits) {
        auto* item =
            new QListWidgetItem(themedIcon(iconOf(hit.kind)),
                                hit.subtitle.isEmpty() ? hit.title : hit.title + QStringLiteral("   ") + hit.subtitle);
        item->setSizeHint(QSize(100, 26));
        m_results->addItem(item);
    }
    if (!m_hits.empty() && !text.trimmed().isEmpty())
        m_results->setCurrentRow(0);
    m_resultsNote->setVisible(m_hits.empty());
    m_results->setVisible(!m_hits.empty());
}

void PlacesPanel::flyToHit(int row)
{
    if (row >= 0 && row < static_cast<int>(m_hits.size()))
        emit flyToWanted(m_hits[static_cast<std::size_t>(row)].target);
}

void PlacesPanel::flyToViewpoint(int row)
{
    const auto& viewpoints = m_document.scene().viewpoints;
    if (row >= 0 && row < static_cast<int>(viewpoints.size()))
        emit flyToWanted(viewpoints[static_cast<std::size_t>(row)]);
}

void PlacesPanel::updateButtons()
{
    const int count = m_model->rowCount();
    const int row = m_viewpoints->currentIndex().isValid() ? m_viewpoints->currentIndex().row() : -1;
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < count);
    m_rename->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_viewpointsHint->setVisible(count == 0);
    m_viewpoints->setVisible(count > 0);
}

bool PlacesPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int step = key == Qt::Key_Down ? 1 : -1;
            m_results->setCurrentRow(qBound(0, m_results->currentRow() + step, m_results->count() - 1));
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PlacesPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PlacesPanel::retranslate()
{
    const auto label = [](QToolButton* button, const QString& text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    m_search->setPlaceholderText(tr("Town, viewpoint or coordinates"));
    m_search->setAccessibleName(tr("Search places"));
    m_results->setAccessibleName(tr("Places found"));
    m_resultsNote->setText(tr("Nothing found. Try a town such as Humen, or coordinates such as 113.75, 23.02."));
    m_viewpointsCaption->setText(tr("Viewpoints"));
    m_viewpoints->setAccessibleName(tr("Viewpoints"));
    m_viewpointsHint->setText(tr("Keep a view for later with the plus sign; it is saved in the scene."));
    label(m_add, tr("Add the current view"));
    label(m_up, tr("Move up"));
    label(m_down, tr("Move down"));
    label(m_rename, tr("Rename"));
    label(m_remove, tr("Delete"));
    runSearch();
}

} // namespace guanjing::app
