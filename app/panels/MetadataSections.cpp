#include "app/panels/MetadataSections.h"

#include "app/panels/AttributeTable.h"
#include "app/panels/LongText.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>

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

QString headingOf(const layers::PickedMetadata& metadata)
{
    const QString kind = kindName(metadata.of);
    return metadata.className.empty() ? kind
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
        table->setAccessibleName(headingOf(metadata));
        std::vector<std::pair<QString, QString>> rows;
        for (const tiles3d::Attribute& attribute : metadata.attributes)
            rows.emplace_back(QString::fromStdString(attribute.name), attributeText(attribute.value));
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
        for (const tiles3d::Attribute& attribute : metadata.attributes)
            lines << QString::fromStdString(attribute.name) + u'\t' + attributeText(attribute.value);
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
