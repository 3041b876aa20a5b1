#include "app/panels/AreaChooser.h"

#include "app/panels/Format.h"
#include "app/panels/Theme.h"
#include "geodata/packs/Area.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace guanjing::app {

double areaOfRings(const std::vector<std::vector<glm::dvec2>>& rings)
{
    constexpr double kSquareMeters = 1e6; // of a square kilometre
    const auto area = Area::fromRings(rings);
    return area ? area->squareKilometers() * kSquareMeters : 0;
}

AreaChooser::AreaChooser(QWidget* parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_place(new QComboBox(this))
    , m_again(new QPushButton(this))
    , m_summary(new QLabel(this))
{
    m_kind->setObjectName(QStringLiteral("areaKind"));
    m_kind->setAccessibleName(tr("Area"));
    m_kind->addItem(tr("What the picture shows"), int(Kind::View));
    m_kind->addItem(tr("A rectangle drawn in the picture"), int(Kind::Rectangle));
    m_kind->addItem(tr("A polygon drawn in the picture"), int(Kind::Polygon));
    m_kind->addItem(tr("Polygons of a file…"), int(Kind::File));
    m_place->setObjectName(QStringLiteral("areaPlace"));
    m_place->setAccessibleName(tr("Place"));
    m_place->setMaxVisibleItems(20);
    m_again->setObjectName(QStringLiteral("areaAgain"));
    m_again->setAutoDefault(false);
    m_summary->setObjectName(QStringLiteral("areaSummary"));
    m_summary->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_kind, 1);
    row->addWidget(m_again);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_place);
    layout->addWidget(m_summary);
    layout->setSizeConstraint(QLayout::SetMinimumSize);
    connect(m_kind, &QComboBox::activated, this, &AreaChooser::kindChosen);
    connect(m_place, &QComboBox::activated, this, &AreaChooser::refresh);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_isDrawing)
            emit drawingCancelled();
        else if (kind() == Kind::File)
            browse();
        else if (kind() == Kind::View)
            emit viewWanted();
        else
            emit drawWanted(kind() == Kind::Rectangle);
    });
    refresh();
}

AreaChooser::Kind AreaChooser::kind() const { return static_cast<Kind>(m_kind->currentData().toInt()); }

void AreaChooser::setView(const PickedArea& area)
{
    m_view = area;
    refresh();
}

void AreaChooser::setDrawn(const PickedArea& area)
{
    m_drawn = area;
    refresh();
}

void AreaChooser::setDrawing(bool isDrawing)
{
    if (m_isDrawing == isDrawing)
        return;
    m_isDrawing = isDrawing;
    refresh();
    emit drawingChanged(isDrawing);
}

void AreaChooser::setTowns(std::vector<PickedArea> towns)
{
    m_towns = std::move(towns);
    const int at = m_kind->findData(int(Kind::Town));
    if (!m_towns.empty() && at < 0)
        m_kind->insertItem(m_kind->findData(int(Kind::File)), tr("A town"), int(Kind::Town));
    else if (m_towns.empty() && at >= 0)
        m_kind->removeItem(at);
    if (kind() == Kind::Town)
        fillPlaces(m_towns, false);
    refresh();
}

void AreaChooser::setFile(const QString& name, std::vector<PickedArea> areas)
{
    m_file = name;
    m_problem.clear();
    m_features = std::move(areas);
    if (kind() == Kind::File)
        fillPlaces(m_features, true);
    refresh();
}

void AreaChooser::setFileProblem(const QString& text)
{
    m_problem = text;
    m_features.clear();
    m_place->clear();
    refresh();
}

void AreaChooser::fillPlaces(const std::vector<PickedArea>& areas, bool withAll)
{
    const QSignalBlocker blocker(m_place);
    m_place->clear();
    if (withAll && areas.size() > 1)
        m_place->addItem(tr("All of them (%1)").arg(areas.size()), -1);
    for (std::size_t i = 0; i < areas.size(); ++i)
        m_place->addItem(areas[i].name, static_cast<int>(i));
}

void AreaChooser::kindChosen()
{
    switch (kind()) {
    case Kind::View: emit viewWanted(); break;
    case Kind::Rectangle:
    case Kind::Polygon:
        m_drawn = {};
        emit drawWanted(kind() == Kind::Rectangle);
        break;
    case Kind::Town: fillPlaces(m_towns, false); break;
    case Kind::File:
        fillPlaces(m_features, true);
        if (m_features.empty())
            browse();
        break;
    }
    refresh();
}

void AreaChooser::browse()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Polygons of a file"), m_file.isEmpty() ? QString() : QFileInfo(m_file).absolutePath(),
        tr("Polygons (*.geojson *.json *.gpkg *.shp *.kml *.fgb)") + QStringLiteral(";;") + tr("All files (*)"));
    if (!path.isEmpty())
        emit fileWanted(path);
}

void AreaChooser::refresh()
{
    const Kind chosen = kind();
    QString hint;
    PickedArea area;
    const std::vector<PickedArea>* places = chosen == Kind::Town ? &m_towns
        : chosen == Kind::File                                   ? &m_features
                                                                 : nullptr;
    if (chosen == Kind::View) {
        area = m_view;
        hint = tr("The picture shows no ground.");
        m_again->setText(tr("Take it anew"));
    } else if (places) {
        m_again->setText(tr("Choose…"));
        hint = chosen == Kind::File && !m_problem.isEmpty() ? m_problem : tr("No file is chosen yet.");
        const int index = m_place->currentData().isValid() ? m_place->currentData().toInt() : -2;
        if (index >= 0 && static_cast<std::size_t>(index) < places->size()) {
            area = (*places)[static_cast<std::size_t>(index)];
        } else if (index == -1) {
            for (const PickedArea& one : *places)
                area.rings.insert(area.rings.end(), one.rings.begin(), one.rings.end());
            area.name = QFileInfo(m_file).completeBaseName();
        }
    } else {
        area = m_drawn;
        hint = chosen == Kind::Rectangle ? tr("Drag it in the picture from one corner to the other.")
                                         : tr("Click its corners in the picture; a double click ends.");
        m_again->setText(m_isDrawing ? tr("Cancel") : tr("Draw anew"));
        if (!m_isDrawing)
            hint = tr("Nothing is drawn yet.");
    }
    m_kind->setVisible(!m_isDrawing);
    m_again->setVisible(chosen != Kind::Town);
    m_place->setVisible(places && m_place->count() > 1);
    QPalette palette = m_summary->palette();
    const bool isBad = area.isEmpty() && chosen == Kind::File && !m_problem.isEmpty();
    palette.setColor(QPalette::WindowText, isBad ? themeColors().bad : themeColors().secondary);
    m_summary->setPalette(palette);
    m_summary->setText(area.isEmpty() ? hint : formatArea(areaOfRings(area.rings)));
    m_area = std::move(area);
    emit changed();
}

} // namespace guanjing::app
