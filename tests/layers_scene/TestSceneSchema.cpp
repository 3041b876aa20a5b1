// The published schema and the reader's own tables say the same.
#include "geodata/core/Limits.h"
#include "layers/scene/SceneKeys.h"
#include "tests/Paths.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace guanjing;
using namespace guanjing::layers;

class TestSceneSchema : public QObject {
    Q_OBJECT

    QJsonObject m_schema;

    QJsonObject followed(QJsonObject part) const
    {
        if (part.contains("$ref")) {
            const QString name = part["$ref"].toString();
            const QString prefix = "#/$defs/";
            if (!name.startsWith(prefix))
                return {};
            return m_schema["$defs"].toObject()[name.mid(prefix.size())].toObject();
        }
        return part;
    }

    static QString typeName(KeyType type)
    {
        switch (type) {
        case KeyType::Text: return "string";
        case KeyType::Number: return "number";
        case KeyType::Integer: return "integer";
        case KeyType::Boolean: return "boolean";
        case KeyType::Object:
        case KeyType::FreeObject: return "object";
        case KeyType::PointList:
        case KeyType::TextList:
        case KeyType::ObjectList: return "array";
        }
        return {};
    }

    void compare(const QJsonObject& object, const ObjectRule& rule, const QString& path)
    {
        QVERIFY2(object["type"] == "object", qPrintable(path));
        QVERIFY2(object["additionalProperties"] == QJsonValue(false), qPrintable(path));
        const QJsonObject properties = object["properties"].toObject();
        QStringList ours, required, schemaRequired;
        for (const KeyRule& key : rule.keys) {
            const QString name = QString::fromUtf8(key.key.data(), static_cast<int>(key.key.size()));
            ours << name;
            if (key.required)
                required << name;
            compareKey(followed(properties[name].toObject()), key, path + "." + name);
        }
        for (const QJsonValue name : object["required"].toArray())
            schemaRequired << name.toString();
        ours.sort();
        required.sort();
        schemaRequired.sort();
        QCOMPARE(properties.keys(), ours);
        QCOMPARE(schemaRequired, required);
    }

    void compareKey(const QJsonObject& property, const KeyRule& key, const QString& path)
    {
        const QByteArray where = path.toUtf8();
        QVERIFY2(property["type"] == typeName(key.type), where);
        const QString minimum = key.aboveMinimum ? "exclusiveMinimum" : "minimum";
        QVERIFY2(property.contains(minimum) == std::isfinite(key.minimum), where);
        QVERIFY2(property[minimum].toDouble(key.minimum) == key.minimum, where);
        QVERIFY2(property.contains("maximum") == std::isfinite(key.maximum), where);
        QVERIFY2(property["maximum"].toDouble(key.maximum) == key.maximum, where);
        QStringList choices, schemaChoices;
        for (const std::string_view choice : key.choices)
            choices << QString::fromUtf8(choice.data(), static_cast<int>(choice.size()));
        for (const QJsonValue choice : property["enum"].toArray())
            schemaChoices << choice.toString();
        QVERIFY2(choices == schemaChoices, where);
        QVERIFY2(property.contains("pattern") == (key.isDate || key.isPicture), where);
        QCOMPARE(property.contains("maxLength"), key.isPicture);
        const QJsonObject items = followed(property["items"].toObject());
        const QJsonObject text = key.type == KeyType::TextList ? items : property;
        QVERIFY2(text["minLength"].toInt(0) == (key.nonEmpty ? 1 : 0), where);
        if (key.type == KeyType::ObjectList || key.type == KeyType::TextList) {
            QVERIFY2(property["maxItems"].toInt() == static_cast<int>(key.mostEntries), where);
            ++m_lists;
        }
        if (key.type == KeyType::PointList)
            QVERIFY2(property["maxItems"].toInt() == static_cast<int>(limits::kMaxClipCorners), where);
        if (key.type == KeyType::Object)
            compare(property, *key.items, path);
        if (key.type == KeyType::ObjectList)
            compare(items, *key.items, path + "[]");
    }

    int m_lists = 0;

private slots:
    void agreesWithTheReader()
    {
        QFile file(test::sourcePath("resources/scene/scene.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonParseError problem;
        m_schema = QJsonDocument::fromJson(file.readAll(), &problem).object();
        QCOMPARE(problem.errorString(), QString("no error occurred"));
        QCOMPARE(m_schema["$schema"].toString(), QString("https://json-schema.org/draft/2020-12/schema"));
        compare(m_schema, sceneRule(), "scene");
        // Seven lists of the document, imagery's "on" and "subdomains", the clips' "sources", what is compared and what each of
        // its views hides: all the way.
        QCOMPARE(m_lists, 12);
    }
};

QTEST_GUILESS_MAIN(TestSceneSchema)
#include "TestSceneSchema.moc"
