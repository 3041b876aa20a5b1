#include "app/panels/AreaDialog.h"

#include "app/panels/AreaChooser.h"
#include "app/panels/JobPanel.h"

#include <QFormLayout>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace guanjing::app {
namespace {

constexpr int kWidthAside = 250; ///< pixels; a panel's
constexpr int kMargin = 8;

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
    adjustSize();
    const QRect around(window.mapToGlobal(QPoint(0, 0)), window.size());
    QPoint at(around.right() - width() - kMargin, around.top() + topMargin);
    if (const QScreen* screen = window.screen()) {
        const QRect room = screen->availableGeometry();
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
        at.setY(std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    }
    move(at);
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
