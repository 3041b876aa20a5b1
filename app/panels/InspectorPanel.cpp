#include "app/panels/InspectorPanel.h"

#include "app/panels/AttributeTable.h"
#include "app/panels/Format.h"
#include "app/panels/Icons.h"
#include "app/panels/LongText.h"
#include "app/panels/MetadataSections.h"
#include "app/services/MapNames.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

QLabel* caption(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setProperty("role", "caption");
    label->setContentsMargins(12, 12, 12, 2);
    return label;
}

/// A town of Dongguan in the interface's language; other text as it is.
QString townName(const QString& value)
{
    const bool isEnglish = QLocale().language() == QLocale::English;
    for (const Town& town : dongguanTowns())
        if (value == town.nameZh || value == town.nameZh + town.kindZh || value == town.nameEn)
            return isEnglish ? town.nameEn : value == town.nameEn ? town.nameZh : value;
    return value;
}

/// The cells' own margin brings the text of a table below the headings.
QHBoxLayout* indented(QWidget* table)
{
    auto* layout = new QHBoxLayout;
    layout->setContentsMargins(9, 0, 8, 0);
    layout->addWidget(table);
    return layout;
}

QScrollArea* scrolling(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    return area;
}

} // namespace

InspectorPanel::InspectorPanel(QWidget* parent) : QWidget(parent), m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("inspectorPanel"));
    m_hint = new QLabel;
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignTop);
    m_hint->setProperty("role", "caption");
    m_hint->setContentsMargins(12, 8, 12, 8);
    m_hint->setObjectName(QStringLiteral("inspectorHint"));

    auto* feature = new QWidget;
    m_title = new QLabel(feature);
    m_title->setProperty("role", "title");
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_subtitle = new QLabel(feature);
    m_subtitle->setProperty("role", "caption");
    for (QLabel* label : {m_title, m_subtitle}) // long names wrap; they do not widen the dock
        wrapInPlace(*label);
    m_zoom = makeToolButton(feature, QStringLiteral("inspectorZoom"), QStringLiteral("zoom-to"));
    m_copy = makeToolButton(feature, QStringLiteral("inspectorCopy"), QStringLiteral("copy"));
    m_attributesCaption = caption(feature);
    m_positionCaption = caption(feature);
    m_attributes = new AttributeTable(feature);
    m_attributes->setObjectName(QStringLiteral("inspectorAttributes"));
    m_position = new AttributeTable(feature);
    m_position->setObjectName(QStringLiteral("inspectorPosition"));
    m_metadata = new MetadataSections(feature);
    for (AttributeTable* table : {m_attributes, m_position}) // the page scrolls, not they
        table->setWhole(true);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 8, 0);
    head->addLayout(names, 1);
    head->addWidget(m_copy, 0, Qt::AlignTop);
    head->addWidget(m_zoom, 0, Qt::AlignTop);
    auto* featureLayout = new QVBoxLayout(feature);
    featureLayout->setContentsMargins(0, 0, 0, 0);
    featureLayout->setSpacing(0);
    featureLayout->addLayout(head);
    featureLayout->addWidget(m_attributesCaption);
    featureLayout->addLayout(indented(m_attributes));
    featureLayout->addWidget(m_metadata);
    featureLayout->addWidget(m_positionCaption);
    featureLayout->addLayout(indented(m_position));
    featureLayout->addStretch();

    auto* stationPage = new QWidget;
    m_station = new StationView(stationPage);
    m_stationPositionCaption = caption(stationPage);
    m_stationPosition = new AttributeTable(stationPage);
    m_stationPosition->setObjectName(QStringLiteral("stationPosition"));
    m_stationPosition->setWhole(true);
    auto* stationLayout = new QVBoxLayout(stationPage);
    stationLayout->setContentsMargins(0, 0, 0, 0);
    stationLayout->setSpacing(0);
    stationLayout->addWidget(m_station);
    stationLayout->addWidget(m_stationPositionCaption);
    stationLayout->addLayout(indented(m_stationPosition));
    stationLayout->addStretch();

    m_pages->addWidget(m_hint);
    m_pages->addWidget(scrolling(feature));
    m_pages->addWidget(scrolling(stationPage));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(m_zoom, &QToolButton::clicked, this, &InspectorPanel::zoomWanted);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QStringList parts{m_titleText};
        if (m_attributes->rowCount() > 0)
            parts << m_attributes->text(false);
        if (const QString metadata = m_metadata->text(); !metadata.isEmpty())
            parts << metadata;
        parts << m_position->text(false);
        QApplication::clipboard()->setText(parts.join(u'\n'));
    });
    connect(m_station, &StationView::zoomWanted, this, &InspectorPanel::zoomWanted);
    connect(m_station, &StationView::copyWanted, this,
            [this] { QApplication::clipboard()->setText(m_station->text() + u'\n' + m_stationPosition->text(false)); });
    retranslate();
}

void InspectorPanel::showNothing()
{
    m_shown = Shown::Nothing;
    m_pick.reset();
    m_pages->setCurrentIndex(0);
}

void InspectorPanel::showPick(const layers::PickResult& pick, const PositionInfo& position)
{
    m_shown = Shown::Pick;
    m_pick = pick;
    m_positionInfo = position;
    refresh();
    m_pages->setCurrentIndex(1);
}

void InspectorPanel::renameSource(const std::string& name)
{
    if (!m_pick || m_pick->sourceName == name)
        return;
    m_pick->sourceName = name;
    refresh();
}

void InspectorPanel::showStation(const layers::StationValue& station, layers::FeedState feed,
                                 const PositionInfo& position)
{
    m_shown = Shown::Station;
    m_pick.reset();
    m_positionInfo = position;
    m_station->setStation(station, feed);
    refresh();
    m_pages->setCurrentIndex(2);
}

QString InspectorPanel::attributeName(const QString& key) const
{
    // The demo city's attributes and the most usual ones of building models;
    // others are shown as they are written.
    const QString lower = key.toLower();
    if (lower == QLatin1String("id"))
        return tr("Number");
    if (lower == QLatin1String("name"))
        return tr("Name");
    if (lower == QLatin1String("use"))
        return tr("Use");
    if (lower == QLatin1String("floors"))
        return tr("Floors");
    if (lower == QLatin1String("height"))
        return tr("Height", "how tall something is");
    if (lower == QLatin1String("year"))
        return tr("Year built");
    if (lower == QLatin1String("town"))
        return tr("Town");
    if (lower == QLatin1String("represents"))
        return tr("Stands for");
    if (lower == QLatin1String("area"))
        return tr("Area");
    if (lower == QLatin1String("address"))
        return tr("Address");
    if (lower == QLatin1String("type"))
        return tr("Type");
    if (lower == QLatin1String("class"))
        return tr("Class");
    return key;
}

QString InspectorPanel::valueName(const QString& key, const QString& value) const
{
    if (key.compare(QLatin1String("height"), Qt::CaseInsensitive) == 0) {
        bool isNumber = false;
        value.toDouble(&isNumber);
        return isNumber ? value + QStringLiteral(" m") : value; // the unit of length of 3D Tiles
    }
    if (key.compare(QLatin1String("represents"), Qt::CaseInsensitive) == 0) {
        bool isNumber = false;
        const int count = value.toInt(&isNumber);
        return isNumber ? tr("%Ln building(s)", nullptr, count) : value;
    }
    if (key.compare(QLatin1String("use"), Qt::CaseInsensitive) != 0)
        return value;
    static constexpr std::pair<const char*, const char*> kUses[]{
        {"office", QT_TR_NOOP("Office")},
        {"commercial", QT_TR_NOOP("Commerce")},
        {"residential", QT_TR_NOOP("Housing")},
        {"village", QT_TR_NOOP("Village housing")},
        {"villa", QT_TR_NOOP("Villa")},
        {"industrial", QT_TR_NOOP("Industry")},
        {"logistics", QT_TR_NOOP("Logistics")},
        {"education", QT_TR_NOOP("Education")},
        {"public", QT_TR_NOOP("Public building")},
        {"construction", QT_TR_NOOP("Under construction")},
        {"other", QT_TR_NOOP("Other use")},
    };
    for (const auto& [word, name] : kUses) {
        if (value == QLatin1String(word))
            return tr(name);
    }
    return value;
}

void InspectorPanel::refresh()
{
    std::vector<std::pair<QString, QString>> position{{tr("Longitude"), formatLon(m_positionInfo.lonDegrees)},
                                                      {tr("Latitude"), formatLat(m_positionInfo.latDegrees)}};
    if (m_positionInfo.grid) {
        position.emplace_back(tr("Northing"), formatMeters(m_positionInfo.grid->northMeters, 3) + QStringLiteral(" m"));
        position.emplace_back(tr("Easting"), formatMeters(m_positionInfo.grid->eastMeters, 3) + QStringLiteral(" m"));
    }
    const bool isGround = m_shown == Shown::Pick && m_pick && m_pick->isGround;
    position.emplace_back(isGround ? tr("Height of the ground") : tr("Height of this spot"),
                          formatMeters(m_positionInfo.heightMeters, 2) + QStringLiteral(" m"));
    if (m_positionInfo.nationalMeters)
        position.emplace_back(tr("Height above the 1985 datum"),
                              formatMeters(*m_positionInfo.nationalMeters, 2) + QStringLiteral(" m"));
    if (m_shown == Shown::Station)
        m_stationPosition->setRows(position);
    if (m_shown != Shown::Pick || !m_pick)
        return;
    m_position->setRows(position);
    std::vector<std::pair<QString, QString>> rows;
    QString name;
    QString use, town;
    for (const auto& attribute : m_pick->attributes) {
        const QString key = QString::fromStdString(attribute.name);
        const QString written = attributeText(attribute.value);
        const bool isTown = key.compare(QLatin1String("town"), Qt::CaseInsensitive) == 0;
        const QString value = isTown ? townName(written) : valueName(key, written);
        if (name.isEmpty() && key.compare(QLatin1String("name"), Qt::CaseInsensitive) == 0)
            name = value;
        if (key == u"use")
            use = value;
        if (key == u"town")
            town = value;
        rows.emplace_back(attributeName(key), value);
    }
    m_attributes->setRows(rows);
    for (std::size_t i = 0; i < m_pick->attributes.size(); ++i)
        m_attributes->setNote(static_cast<int>(i), attributeNote(m_pick->attributes[i]));
    m_metadata->setMetadata(m_pick->metadata);
    m_attributes->setVisible(!rows.empty());
    m_attributesCaption->setVisible(!rows.empty());
    const bool isNamedByUse = name.isEmpty() && !use.isEmpty();
    if (isNamedByUse) // a number says nothing to people; what it is and where
        // does
        name = town.isEmpty() ? use : use + QStringLiteral(" · ") + town;
    if (name.isEmpty())
        name = m_pick->isGround ? tr("Ground")
            : m_pick->featureId ? tr("Feature %1").arg(*m_pick->featureId)
                                : tr("Model");
    m_titleText = name;
    m_title->setText(breakable(name));
    QString subtitle = QString::fromStdString(m_pick->sourceName);
    for (const layers::PickedFeature& feature : m_pick->features) {
        const bool isShown = feature.featureId == m_pick->featureId && feature.propertyTable == m_pick->propertyTable;
        if (!isShown || feature.className.empty() || isNamedByUse)
            continue;
        subtitle = tr("%1 · class %2").arg(subtitle, QString::fromStdString(feature.className));
        break;
    }
    m_subtitle->setText(breakable(subtitle));
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void InspectorPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void InspectorPanel::retranslate()
{
    m_hint->setText(tr("Click a building, the ground or a station to see its details."));
    m_attributesCaption->setText(tr("Attributes"));
    m_positionCaption->setText(tr("Position, CGCS2000 and EPSG:4547"));
    m_stationPositionCaption->setText(tr("Position, CGCS2000 and EPSG:4547"));
    m_attributes->setAccessibleName(tr("Attributes"));
    m_position->setAccessibleName(tr("Position"));
    m_stationPosition->setAccessibleName(tr("Position"));
    m_zoom->setToolTip(tr("Fly closer"));
    m_zoom->setAccessibleName(m_zoom->toolTip());
    m_copy->setToolTip(tr("Copy all"));
    m_copy->setAccessibleName(m_copy->toolTip());
    refresh();
}

} // namespace guanjing::app
