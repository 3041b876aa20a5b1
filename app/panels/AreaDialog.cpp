#include "app/panels/AreaDialog.h"

#include "app/panels/AreaChooser.h"
#include "app/panels/JobPanel.h"

#include <QEvent>
#include <QFormLayout>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace guanjing::app {
namespace {

constexpr int kWidthAside = 250; ///< pixels; a panel's
constexpr int kMargin = 8;
constexpr int kTitleBar = 32; ///< until the window manager has made one

} // namespace

AreaDialog::AreaDialog(QWidget* parent)
    : QDialog(parent)
    , m_form(new QWidget(this))
    , m_rows(new QFormLayout(m_form))
    , m_areas(new AreaChooser(m_form))
    , m_job(new JobPanel(this))
    , m_rest(new QWidget(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    connect(m_areas, &AreaChooser::drawingChanged, this, &AreaDialog::setDrawing);
}

void AreaDialog::layOut(QVBoxLayout* rest, int width)
{
    m_width = width;
    m_form->setFixedWidth(width);
    m_rest->setFixedWidth(width); // long sentences wrap
    rest->setContentsMargins(0, 0, 0, 0);
    m_rest->setLayout(rest);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->addWidget(m_form);
    layout->addWidget(m_rest);
    layout->setSizeConstraint(QLayout::SetFixedSize); // it grows with what it has to say
}

void AreaDialog::setDrawing(bool isDrawing)
{
    if (m_isDrawing == isDrawing)
        return;
    m_isDrawing = isDrawing;
    const QPoint topRight = frameGeometry().topRight();
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        const QLayoutItem* field = m_rows->itemAt(row, QFormLayout::FieldRole);
        if (field == nullptr || field->widget() != m_areas)
            m_rows->setRowVisible(row, !isDrawing);
    }
    m_form->setFixedWidth(isDrawing ? kWidthAside : m_width);
    m_rest->setVisible(!isDrawing);
    if (!isDrawing)
        drawingChanged();
    layout()->activate();
    adjustSize();
    if (isDrawing) {
        m_before = pos();
        move(topRight.x() - frameGeometry().width() + 1, topRight.y());
    } else if (const auto before = std::exchange(m_before, std::nullopt)) {
        move(*before);
        activateWindow();
    }
}

void AreaDialog::placeIn(const QWidget& window, int topMargin)
{
    fitHeight();
    adjustSize();
    const QRect around(window.mapToGlobal(QPoint(0, 0)), window.size());
    move(around.right() - width() - kMargin, around.top() + topMargin);
    keepInRoom();
}

void AreaDialog::setElastic(QWidget* part, int naturalHeight, int leastHeight)
{
    m_elastic = part;
    m_naturalHeight = naturalHeight;
    m_leastHeight = leastHeight;
    part->setFixedHeight(naturalHeight);
}

QRect AreaDialog::room() const { return screen() ? screen()->availableGeometry() : QRect(); }

void AreaDialog::fitHeight()
{
    if (!m_elastic || !m_elastic->isVisibleTo(this) || room().isEmpty())
        return;
    const int frame = std::max(frameGeometry().height() - height(), kTitleBar);
    const int rest = layout()->totalSizeHint().height() - m_elastic->height();
    const int fitting = std::clamp(room().height() - frame - rest, m_leastHeight, m_naturalHeight);
    if (fitting != m_elastic->height())
        m_elastic->setFixedHeight(fitting);
}

void AreaDialog::keepInRoom()
{
    const QRect room = this->room();
    if (room.isEmpty())
        return;
    const int frame = std::max(frameGeometry().height() - height(), kTitleBar);
    const QPoint at(std::clamp(x(), room.left(), std::max(room.left(), room.right() + 1 - width())),
                    std::clamp(y(), room.top(), std::max(room.top(), room.bottom() + 1 - height() - frame)));
    if (at != pos())
        move(at);
}

bool AreaDialog::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        fitHeight();
    return QDialog::event(event);
}

void AreaDialog::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    if (isVisible())
        keepInRoom();
}

bool AreaDialog::mayEnd()
{
    if (m_isDrawing)
        emit m_areas->drawingCancelled();
    return close();
}

void AreaDialog::reject()
{
    if (m_isDrawing) // the figure is given up, not the dialog
        emit m_areas->drawingCancelled();
    else
        QDialog::reject();
}

} // namespace guanjing::app
