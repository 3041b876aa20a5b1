#include "app/viewer/PrintDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace guanjing::app {

/// The sheet as it will be printed, scaled to fit.
class PrintDialog::Preview : public QWidget {
public:
    explicit Preview(const PrintDialog& dialog) : m_dialog(dialog) { setMinimumSize(560, 396); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const QSizeF paper = QPageSize(m_dialog.pageSize()).size(QPageSize::Millimeter).transposed();
        const double scale = qMin((width() - 8) / paper.width(), (height() - 8) / paper.height());
        const QSizeF size = paper * scale;
        QPainter painter(this);
        const QRectF page(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size);
        painter.fillRect(page.translated(2, 2), QColor(0, 0, 0, 60));
        // Drawn at four times the size, so that small letters keep their proportions.
        painter.translate(page.topLeft());
        painter.scale(0.25, 0.25);
        paintMapSheet(painter, QRectF(QPointF(), page.size() * 4), scale * 4, m_dialog.content());
    }

private:
    const PrintDialog& m_dialog;
};

PrintDialog::PrintDialog(MapSheetContent content, QWidget* parent)
    : QDialog(parent)
    , m_content(std::move(content))
    , m_title(new QLineEdit(m_content.title, this))
    , m_paper(new QComboBox(this))
    , m_preview(nullptr)
{
    setObjectName(QStringLiteral("printDialog"));
    setWindowTitle(tr("Print to PDF"));
    m_title->setObjectName(QStringLiteral("printTitle"));
    m_paper->setObjectName(QStringLiteral("printPaper"));
    m_paper->addItem(tr("A4, landscape"), QPageSize::A4);
    m_paper->addItem(tr("A3, landscape"), QPageSize::A3);
    m_preview = new Preview(*this);
    auto* form = new QFormLayout;
    form->addRow(tr("Title"), m_title);
    form->addRow(tr("Paper"), m_paper);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setText(tr("Save…"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->addWidget(m_preview, 1);
    layout->addLayout(form);
    layout->addWidget(buttons);
    connect(m_title, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_content.title = text;
        m_preview->update();
    });
    connect(m_paper, &QComboBox::currentIndexChanged, this, [this] { m_preview->update(); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QPageSize::PageSizeId PrintDialog::pageSize() const
{
    return static_cast<QPageSize::PageSizeId>(m_paper->currentData().toInt());
}

} // namespace guanjing::app
