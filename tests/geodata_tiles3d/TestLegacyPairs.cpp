// The same contents as 1.0 tiles and as the glTF that they were migrated to. The sample data has the JSON of the migrated
// ones without their buffers, so what can be compared is what the JSON says: counts, properties and their types.
#include "geodata/tiles3d/Inspect.h"
#include "tests/Corpus.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <string>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<SharedBytes> fetchFile(const std::string& url)
{
    const QString path = QString::fromStdString(url);
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::NotFound, url, "no such file");
    const QByteArray data = readFile(path);
    return std::make_shared<const Bytes>(data.begin(), data.end());
}

InspectReport inspectFile(const QString& path)
{
    const QByteArray data = readFile(path);
    return inspectBytes(Bytes(data.begin(), data.end()), path.toStdString(), fetchFile);
}

/// Identifiers of a schema are made of names, which may hold what identifiers may not.
std::string identifierOf(const std::string& name)
{
    std::string identifier;
    for (const QChar c : QString::fromStdString(name))
        identifier += c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_') ? static_cast<char>(c.toLatin1()) : '_';
    return identifier;
}

/// Names of properties that the migrated glTF states, of tables and of attributes.
std::map<std::string, std::string> migratedProperties(const QByteArray& gltf)
{
    std::map<std::string, std::string> found;
    const auto root = nlohmann::json::parse(gltf.begin(), gltf.end(), nullptr, false);
    if (!root.contains("extensions") || !root["extensions"].contains("EXT_structural_metadata"))
        return found;
    const nlohmann::json& metadata = root["extensions"]["EXT_structural_metadata"];
    for (const char* list : {"propertyTables", "propertyAttributes"}) {
        if (!metadata.contains(list))
            continue;
        for (const nlohmann::json& table : metadata[list]) {
            if (!table.contains("properties"))
                continue;
            const nlohmann::json& definitions =
                metadata["schema"]["classes"][table.value("class", std::string())]["properties"];
            for (const auto& [name, property] : table["properties"].items())
                found[name] = definitions[name].value("type", std::string());
        }
    }
    return found;
}

} // namespace

class TestLegacyPairs : public QObject {
    Q_OBJECT

private slots:
    void showTheSame_data();
    void showTheSame();
};

void TestLegacyPairs::showTheSame_data()
{
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("migrated");
    const QString folder = test::corpusDir();
    if (folder.isEmpty())
        QSKIP("no corpus: set GUANJING_CORPUS");
    QDirIterator cases(folder + "/3d-tiles-tools/legacy", {"*.b3dm", "*.i3dm", "*.pnts"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (cases.hasNext()) {
        const QFileInfo old(cases.next());
        const QString migrated = old.dir().filePath("../v1.1/" + old.completeBaseName() + ".gltf");
        if (QFileInfo::exists(migrated))
            QTest::newRow(qPrintable(old.completeBaseName())) << old.filePath() << migrated;
    }
}

void TestLegacyPairs::showTheSame()
{
    QFETCH(QString, old);
    QFETCH(QString, migrated);
    const InspectReport before = inspectFile(old), after = inspectFile(migrated);
    QVERIFY2(before.isUsable(), before.issues.empty() ? "" : before.issues[0].message.c_str());
    const auto count = [](const InspectReport& report, const char* what) {
        const auto found = report.counts.find(what);
        return found != report.counts.end() ? found->second : 0;
    };
    // Primitives may have been split or merged, the triangles and points stay.
    QCOMPARE(count(after, "triangles"), count(before, "triangles"));
    QCOMPARE(count(after, "points"), count(before, "points"));
    const auto expected = migratedProperties(readFile(migrated));
    std::set<std::string> names, identifiers;
    for (const auto& [name, property] : before.properties)
        identifiers.insert(identifierOf(name));
    for (const auto& [name, type] : expected)
        names.insert(name);
    QVERIFY(names == identifiers);
    for (const auto& [name, property] : before.properties) {
        const std::string& type = expected.at(identifierOf(name));
        if (property.type.find('/') != std::string::npos) // arrays of JSON get whatever type fits
            QCOMPARE(property.type.substr(0, property.type.find('/')), type);
    }
    if (!after.properties.empty()) // property tables; a row for each feature
        QCOMPARE(count(after, "features"), count(before, "features"));
}

QTEST_GUILESS_MAIN(TestLegacyPairs)
#include "TestLegacyPairs.moc"
