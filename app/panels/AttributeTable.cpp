#include "app/panels/AttributeTable.h"

#include "app/panels/Icons.h"
#include "app/panels/LongText.h"
#include "app/panels/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace guanjing::app {

namespace {

/// Names in the quiet colour of the theme in force, values in full strength.
class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text = breakable(option->text);
        option->state &= ~QStyle::State_HasFocus; // rows are chosen, not cells
        const QColor color = index.column() == 0 ? themeColors().secondary : themeColors().text;
        for (const auto role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, color);
    }
};

} // namespace

AttributeTable::AttributeTable(QWidget* parent) : QTableWidget(0, 2, parent)
{
    setItemDelegate(new RowDelegate(this));
    horizontalHeader()->hide();
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    verticalHeader()->setMinimumSectionSize(24);
    setShowGrid(false);
    setWordWrap(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    // As high as its text at this width, which the header may find out later.
    connect(verticalHeader(), &QHeaderView::sectionResized, this, [this] { updateGeometry(); });
    connect(this, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        QMenu menu;
        if (const QTableWidgetItem* cell = itemAt(at)) {
            menu.addAction(themedIcon(QStringLiteral("copy")), tr("Copy value"), this,
                           [value = item(cell->row(), 1)->text()] { QApplication::clipboard()->setText(value); });
        }
        menu.addAction(tr("Copy rows"), this, &AttributeTable::copy)->setEnabled(selectionModel()->hasSelection());
        menu.addAction(tr("Copy all"), this, [this] { QApplication::clipboard()->setText(text(false)); });
        menu.exec(viewport()->mapToGlobal(at));
    });
}

void AttributeTable::setRows(const std::vector<std::pair<QString, QString>>& rows)
{
    setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const auto& [name, value] = rows[static_cast<std::size_t>(row)];
        setItem(row, 0, new QTableWidgetItem(name));
        auto* cell = new QTableWidgetItem(value);
        cell->setToolTip(value.toHtmlEscaped());
        setItem(row, 1, cell);
    }
    fitNames();
}

void AttributeTable::fitNames()
{
    resizeColumnToContents(0);
    setColumnWidth(0, qBound(64, columnWidth(0) + 6, qMax(80, viewport()->width() * 45 / 100)));
    resizeRowsToContents();
    updateGeometry(); // as high as its rows
}

void AttributeTable::setNote(int row, const QString& note)
{
    QTableWidgetItem* name = item(row, 0);
    name->setToolTip(note.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")));
    name->setData(Qt::AccessibleDescriptionRole, note);
}

QString AttributeTable::text(bool selectedOnly) const
{
    QStringList lines;
    for (int row = 0; row < rowCount(); ++row) {
        if (!selectedOnly || selectionModel()->isRowSelected(row))
            lines << item(row, 0)->text() + u'\t' + item(row, 1)->text();
    }
    return lines.join(u'\n');
}

void AttributeTable::copy() { QApplication::clipboard()->setText(text(selectionModel()->hasSelection())); }

void AttributeTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    QTableWidget::keyPressEvent(event);
}

QSize AttributeTable::sizeHint() const { return {200, verticalHeader()->length() + 4}; }

QSize AttributeTable::minimumSizeHint() const
{
    constexpr int kLeastWidth = 120, kMostLeastHeight = 120;
    const int whole = sizeHint().height();
    return {kLeastWidth, m_isWhole ? whole : qMin(whole, kMostLeastHeight)};
}

void AttributeTable::setWhole(bool isWhole)
{
    m_isWhole = isWhole;
    setVerticalScrollBarPolicy(isWhole ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    updateGeometry();
}

void AttributeTable::resizeEvent(QResizeEvent* event)
{
    QTableWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitNames(); // before the first time the width was anyone's guess
    else
        resizeRowsToContents();
}

} // namespace guanjing::app
