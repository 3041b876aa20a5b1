#include "app/panels/MetadataSections.h"

#include "app/panels/AttributeTable.h"
#include "app/panels/Format.h"
#include "app/panels/LongText.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <array>
#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>

namespace guanjing::app {

namespace {

QString kindName(layers::PickedMetadata::Of of)
{
    using Of = layers::PickedMetadata::Of;
    switch (of) {
    case Of::Style: return MetadataSections::tr("Style");
    case Of::Content: return MetadataSections::tr("Content");
    case Of::Group: return MetadataSections::tr("Group");
    case Of::Tile: return MetadataSections::tr("Tile");
    case Of::Subtree: return MetadataSections::tr("Subtree");
    case Of::Tileset: return MetadataSections::tr("Tileset");
    }
    return {};
}

/// Classes are often named like what they are of, which says nothing.
bool isNamedAlike(const layers::PickedMetadata& metadata)
{
    constexpr std::array kKinds{"style", "content", "group", "tile", "subtree", "tileset"};
    const auto kind = static_cast<std::size_t>(metadata.of);
    return kind < kKinds.size()
        && QString::fromStdString(metadata.className).compare(QLatin1String(kKinds[kind]), Qt::CaseInsensitive) == 0;
}

QString headingOf(const layers::PickedMetadata& metadata)
{
    const QString kind = kindName(metadata.of);
    return metadata.className.empty() || isNamedAlike(metadata)
        ? kind
        : MetadataSections::tr("%1 · class %2", "what it is of, name of its class")
              .arg(kind, QString::fromStdString(metadata.className));
}

/// 15.6 rather than 15.600000381469727 from a 32-bit float.
QString shortNumber(double value)
{
    const auto single = static_cast<float>(value);
    if (static_cast<double>(single) == value && std::abs(value) < 1e7)
        return QString::number(value, 'g', 7);
    return QString::number(value, 'g', 12);
}

/// Names of meanings that the standard defines (OGC 22-025r4, 3D Metadata Semantic Reference), which tiles and their contents
/// have alike.
QString semanticName(const std::string& semantic)
{
    static constexpr std::pair<const char*, const char*> kNames[]{
        {"ID", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Number")},
        {"NAME", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Name")},
        {"DESCRIPTION", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Description")},
        {"BOUNDING_BOX", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Bounding box")},
        {"BOUNDING_REGION", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Extent")},
        {"BOUNDING_SPHERE", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Bounding sphere")},
        {"BOUNDING_S2_CELL", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "S2 cell")},
        {"MINIMUM_HEIGHT", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Least height")},
        {"MAXIMUM_HEIGHT", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Greatest height")},
        {"HORIZON_OCCLUSION_POINT", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Horizon occlusion point")},
        {"GEOMETRIC_ERROR", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Geometric error")},
        {"REFINE", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Refinement")},
        {"TRANSFORM", QT_TRANSLATE_NOOP("guanjing::app::MetadataSections", "Transformation")},
    };
    std::string_view name = semantic;
    for (const std::string_view prefix : {"TILESET_", "TILE_", "CONTENT_"})
        if (name.starts_with(prefix)) {
            name.remove_prefix(prefix.size());
            break;
        }
    for (const auto& [word, text] : kNames)
        if (name == word)
            return MetadataSections::tr(text);
    return {};
}

/// "113.742000° E to …", from west, south, east and north in radians and two heights.
QString regionText(const tiles3d::PropertyValue::List& list)
{
    constexpr double kDegrees = 180.0 / std::numbers::pi;
    std::array<double, 6> values{};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double* number = i < list.size() ? std::get_if<double>(&list[i].value) : nullptr;
        if (number == nullptr || list.size() != values.size())
            return {};
        values[i] = *number;
    }
    const auto& [west, south, east, north, low, high] = values;
    return MetadataSections::tr("%1 to %2\n%3 to %4\n%5 to %6 m", "west, east, south, north, lowest, highest")
        .arg(formatLon(west * kDegrees), formatLon(east * kDegrees), formatLat(south * kDegrees),
             formatLat(north * kDegrees), formatMeters(low, 1), formatMeters(high, 1));
}

/// The row of an attribute: by what it means where its schema says so.
std::pair<QString, QString> rowOf(const tiles3d::Attribute& attribute)
{
    const std::string semantic = attribute.note ? attribute.note->semantic : std::string();
    const QString known = semanticName(semantic);
    QString value;
    if (semantic.ends_with("BOUNDING_REGION"))
        if (const auto* list = std::get_if<tiles3d::PropertyValue::List>(&attribute.value.value))
            value = regionText(*list);
    if (value.isEmpty())
        value = attributeText(attribute.value);
    if (semantic.ends_with("GEOMETRIC_ERROR") || semantic.ends_with("IMUM_HEIGHT"))
        value += QStringLiteral(" m");
    return {known.isEmpty() ? QString::fromStdString(attribute.name) : known, value};
}

} // namespace

QString attributeText(const tiles3d::PropertyValue& value)
{
    if (const double* number = std::get_if<double>(&value.value))
        return shortNumber(*number);
    const auto* list = std::get_if<tiles3d::PropertyValue::List>(&value.value);
    if (list == nullptr)
        return QString::fromStdString(value.toText());
    QStringList parts;
    for (const tiles3d::PropertyValue& item : *list)
        parts << attributeText(item);
    return u'[' + parts.join(QLatin1String(", ")) + u']';
}

QString attributeNote(const tiles3d::Attribute& attribute)
{
    if (!attribute.note)
        return {};
    QStringList lines;
    const auto add = [&](const QString& text, const std::string& value) {
        if (!value.empty())
            lines << text.arg(QString::fromStdString(value));
    };
    if (!semanticName(attribute.note->semantic).isEmpty())
        add(QStringLiteral("%1"), attribute.name);
    if (attribute.note->title != attribute.name)
        add(QStringLiteral("%1"), attribute.note->title);
    add(QStringLiteral("%1"), attribute.note->description);
    add(MetadataSections::tr("Type: %1"), attribute.note->type);
    add(MetadataSections::tr("Meaning: %1"), attribute.note->semantic);
    return lines.join(u'\n');
}

MetadataSections::MetadataSections(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("metadataSections"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
}

void MetadataSections::setMetadata(const std::vector<layers::PickedMetadata>& metadata)
{
    m_metadata = metadata;
    rebuild();
}

void MetadataSections::rebuild()
{
    while (QLayoutItem* item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const layers::PickedMetadata& metadata : m_metadata) {
        auto* heading = new QLabel(breakable(headingOf(metadata)), this);
        heading->setProperty("role", "caption");
        heading->setContentsMargins(12, 12, 12, 2);
        heading->setWordWrap(true);
        layout()->addWidget(heading);
        if (metadata.attributes.empty())
            continue;
        auto* table = new AttributeTable;
        table->setWhole(true);
        table->setAccessibleName(headingOf(metadata));
        std::vector<std::pair<QString, QString>> rows;
        for (const tiles3d::Attribute& attribute : metadata.attributes)
            rows.push_back(rowOf(attribute));
        table->setRows(rows);
        for (std::size_t i = 0; i < metadata.attributes.size(); ++i)
            table->setNote(static_cast<int>(i), attributeNote(metadata.attributes[i]));
        auto* holder = new QWidget(this); // the cells' own margin brings the text below the heading
        auto* inner = new QHBoxLayout(holder);
        inner->setContentsMargins(9, 0, 8, 0);
        inner->addWidget(table);
        layout()->addWidget(holder);
    }
    setVisible(!m_metadata.empty());
}

QString MetadataSections::text() const
{
    QStringList lines;
    for (const layers::PickedMetadata& metadata : m_metadata) {
        lines << headingOf(metadata);
        for (const tiles3d::Attribute& attribute : metadata.attributes) {
            const auto [name, value] = rowOf(attribute);
            lines << name + u'\t' + QString(value).replace(u'\n', QLatin1String("; "));
        }
    }
    return lines.join(u'\n');
}

void MetadataSections::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

} // namespace guanjing::app
