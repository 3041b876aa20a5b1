#include "app/panels/AddDataDialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace guanjing::app {

AddDataDialog::AddDataDialog(QWidget* parent) : QDialog(parent), m_address(new QLineEdit(this))
{
    setObjectName(QStringLiteral("addDataDialog"));
    setWindowTitle(tr("Add data"));
    setMinimumWidth(560);
    m_address->setObjectName(QStringLiteral("addDataAddress"));
    m_address->setPlaceholderText(QStringLiteral("https://…/tileset.json"));
    m_address->setClearButtonEnabled(true);
    auto* label = new QLabel(tr("&Address or file"), this);
    label->setBuddy(m_address);
    auto* browseButton = new QPushButton(tr("Browse…"), this);
    browseButton->setObjectName(QStringLiteral("addDataBrowse"));
    browseButton->setAutoDefault(false);
    auto* hint = new QLabel(this);
    hint->setProperty("role", "caption");
    hint->setWordWrap(true);
    hint->setText(tr("3D Tiles (tileset.json), models (.glb, .gltf, .b3dm), imagery as an address with {z}/{x}/{y}, "
                     "SensorThings services, and scene files. Files can also be dropped onto the window."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(tr("Add"));
    m_ok->setEnabled(false);

    auto* row = new QHBoxLayout;
    row->addWidget(m_address, 1);
    row->addWidget(browseButton);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(8);
    layout->addWidget(label);
    layout->addLayout(row);
    layout->addWidget(hint);
    layout->addSpacing(8);
    layout->addWidget(buttons);

    connect(m_address, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_ok->setEnabled(!text.trimmed().isEmpty()); });
    connect(browseButton, &QPushButton::clicked, this, &AddDataDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString AddDataDialog::source() const { return m_address->text().trimmed(); }

void AddDataDialog::browse()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Add data"), {},
                                                      tr("Data (*.json *.glb *.gltf *.b3dm *.i3dm *.pnts *.cmpt)")
                                                          + QStringLiteral(";;") + tr("All files (*)"));
    if (!file.isEmpty())
        m_address->setText(file);
}

} // namespace guanjing::app
