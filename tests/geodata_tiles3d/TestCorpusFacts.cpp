// inspect against the sample data's facts, which an independent reader computed.
#include "geodata/tiles3d/Inspect.h"
#include "tests/Corpus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

/// What agreed when this was written. Raise them with the reader, never lower them.
constexpr int kFirmAgreement = 786; // b3dm, glTF, glb, explicit tilesets
constexpr int kFaultsTold = 176; // files that the official validator calls faulty
constexpr int kSoundRefused = 3; // files that it calls sound
constexpr int kFurtherAgreement = 59; // i3dm, pnts, cmpt, implicit tilesets

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Bytes toBytes(const QByteArray& data) { return {data.begin(), data.end()}; }

Result<SharedBytes> fetchFile(const std::string& url)
{
    const QString path = QUrl::fromPercentEncoding(QByteArray::fromStdString(url));
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::NotFound, url, "no such file");
    return std::make_shared<const Bytes>(toBytes(readFile(path)));
}

bool isSame(const QJsonValue& a, const QJsonValue& b)
{
    if (a.isDouble() && b.isDouble())
        return std::abs(a.toDouble() - b.toDouble()) <= 1e-15 * std::abs(a.toDouble());
    if (a.isArray() && b.isArray()) {
        const QJsonArray x = a.toArray(), y = b.toArray();
        bool same = x.size() == y.size();
        for (int i = 0; same && i < x.size(); ++i)
            same = isSame(x[i], y[i]);
        return same;
    }
    return a == b;
}

class Comparison {
public:
    explicit Comparison(QJsonObject report) : m_report(std::move(report)) { }

    void expect(const QString& what, const QJsonValue& expected, const QJsonValue& actual)
    {
        if (!isSame(expected, actual))
            m_differences += QStringLiteral("%1: expected %2, got %3").arg(what, text(expected), text(actual));
    }
    void expectCount(const QString& what, const QJsonValue& expected)
    {
        if (!expected.isUndefined())
            expect(what, expected, m_report["counts"].toObject()[what]);
    }
    void expectFirstLast(const QString& name, const QJsonValue& expected)
    {
        if (name == "extensions" || name == "HIERARCHY" || name == "_decodeError" || expected.isString())
            return; // keys that are no properties, and what the independent reader did not read
        const QJsonValue found = m_report["properties"].toObject()[name];
        if (found.isUndefined()) {
            m_differences += "no property " + name;
            return;
        }
        expect(name + " first", expected.toArray()[0], found.toObject()["first"]);
        expect(name + " last", expected.toArray()[1], found.toObject()["last"]);
    }
    const QJsonObject& report() const { return m_report; }
    const QStringList& differences() const { return m_differences; }

private:
    static QString text(const QJsonValue& value)
    {
        const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(json.left(120));
    }
    QJsonObject m_report;
    QStringList m_differences;
};

void compareContent(const QJsonObject& facts, Comparison& comparison)
{
    const QJsonObject gltf = facts.contains("gltf") ? facts["gltf"].toObject() : facts;
    if (gltf["asset"].toString().startsWith("2"))
        comparison.expect("version", gltf["asset"], comparison.report()["version"]);
    for (const char* what : {"vertices", "triangles", "points", "lines"})
        comparison.expectCount(what, gltf[QLatin1String(what)]);
    const QStringList count = facts["count"].toString().split('=');
    if (count.size() == 2)
        comparison.expectCount(count[0] == "POINTS_LENGTH" ? "points" : "features", count[1].toInt());
    comparison.expectCount("features", facts["batchLength"]);
    const QJsonObject batchTable = facts["batchTableFirstLast"].toObject();
    for (auto it = batchTable.begin(); it != batchTable.end(); ++it)
        comparison.expectFirstLast(it.key(), it.value());
    const QJsonObject tables = facts["propertyTableFirstLast"].toObject();
    for (const QJsonValue table : tables) {
        const QJsonObject properties = table.toObject();
        for (auto it = properties.begin(); it != properties.end(); ++it)
            comparison.expectFirstLast(it.key(), it.value());
    }
    int rows = 0;
    for (const QJsonValue table : facts["propertyTables"].toArray())
        rows += table.toObject()["count"].toInt();
    if (facts["format"] != "b3dm" && facts.contains("propertyTables"))
        comparison.expectCount("features", rows);
    for (const QJsonValue table : facts["propertyTables"].toArray())
        for (const QJsonValue name : table.toObject()["properties"].toArray())
            if (!comparison.report()["properties"].toObject().contains(name.toString()))
                comparison.expect("property", name, QJsonValue());
}

void compareTileset(const QJsonObject& facts, Comparison& comparison)
{
    comparison.expect("version", facts["version"], comparison.report()["version"]);
    const QJsonArray levels = comparison.report()["tiles_per_level"].toArray();
    const QJsonObject implicit = facts["implicit"].toObject();
    if (implicit.isEmpty()) {
        comparison.expectCount("tiles", facts["tiles"]);
        comparison.expectCount("contents", facts["contentRefs"].toInt(0));
        comparison.expect("depth", facts["maxDepth"].toInt(0), levels.size() - 1);
    } else {
        comparison.expectCount("tiles", implicit["availableTiles"]);
        comparison.expectCount("contents", implicit["availableContents"]);
        comparison.expectCount("subtrees", implicit["subtreesRead"]);
        QJsonArray expected;
        for (const QJsonValue count : implicit["tilesPerLevel"].toObject())
            expected.append(count);
        comparison.expect("tiles_per_level", expected, levels);
    }
    const QJsonArray region = facts["rootBoundingVolume"].toObject()["region"].toArray();
    const QJsonArray bounds = comparison.report()["bounds"].toArray();
    for (int i = 0; i < region.size(); ++i) {
        const double expected = region[i].toDouble() * (i < 4 ? 180.0 / M_PI : 1.0);
        if (bounds.size() != 6 || std::abs(bounds[i].toDouble() - expected) > 1e-9)
            comparison.expect("bounds", expected, bounds.size() == 6 ? bounds[i] : QJsonValue());
    }
}

} // namespace

class TestCorpusFacts : public QObject {
    Q_OBJECT

private slots:
    void inspectAgrees();
    void validatorCasesAreTold();
};

void TestCorpusFacts::inspectAgrees()
{
    const QString folder = test::corpusDir();
    if (folder.isEmpty())
        QSKIP("no corpus: set GUANJING_CORPUS");
    const QJsonObject all = QJsonDocument::fromJson(readFile(folder + "/expected_facts.json")).object();
    QVERIFY(all.size() > 1000);
    int firm = 0, firmAgreed = 0, further = 0, furtherAgreed = 0;
    QStringList disagreements;
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QJsonObject facts = it.value().toObject();
        const QString format = facts["format"].toString();
        const bool isFirm = format == "b3dm" || format == "gltf" || format == "glb"
            || (format == "tileset" && !facts.contains("implicit"));
        const bool isFurther = format == "i3dm" || format == "pnts" || format == "cmpt" || format == "tileset";
        if (!isFirm && !isFurther)
            continue;
        const QString path = folder + "/" + it.key();
        const InspectReport report = inspectBytes(toBytes(readFile(path)), path.toStdString(), fetchFile);
        QJsonParseError parseError;
        const QJsonDocument json = QJsonDocument::fromJson(QByteArray::fromStdString(report.toJson()), &parseError);
        QVERIFY2(json.isObject(), qPrintable(it.key() + ": " + parseError.errorString()));
        Comparison comparison(json.object());
        comparison.expect("format", format, json["format"]);
        if (format == "tileset")
            compareTileset(facts, comparison);
        else
            compareContent(facts, comparison);
        const bool agreed = comparison.differences().isEmpty();
        (isFirm ? firm : further) += 1;
        (isFirm ? firmAgreed : furtherAgreed) += agreed ? 1 : 0;
        if (!agreed)
            disagreements += it.key() + ": " + comparison.differences().join("; ");
    }
    for (const QString& line : disagreements)
        qInfo().noquote() << line;
    qInfo("%d of %d agree (b3dm, glTF, glb, explicit tilesets)", firmAgreed, firm);
    qInfo("%d of %d agree (i3dm, pnts, cmpt, implicit tilesets)", furtherAgreed, further);
    QVERIFY(firmAgreed >= kFirmAgreement);
    QVERIFY(furtherAgreed >= kFurtherAgreement);
}

/// The validator's cases, 248 of them: what it calls an error is told, what it calls sound is not refused. Buffers and
/// property tables on their own are no files of a tileset and left out, as are packages, which come through another
/// door; schemas on their own are put into a tileset.
void TestCorpusFacts::validatorCasesAreTold()
{
    const QString folder = test::corpusDir();
    if (folder.isEmpty())
        QSKIP("no corpus: set GUANJING_CORPUS");
    const QJsonArray cases = QJsonDocument::fromJson(readFile(folder + "/3d-tiles-validator/EXPECTED.json")).array();
    QVERIFY(cases.size() > 200);
    int told = 0, faulty = 0, sound = 0, fragments = 0;
    QStringList refused, missed, unnamed;
    for (const QJsonValue value : cases) {
        const QString file = value["file"].toString();
        const QString kind = file.section('/', 1, 1);
        Bytes bytes = toBytes(readFile(folder + "/" + file));
        if (kind == "buffers" || kind == "propertyTables" || file.endsWith(".3tz") || file.endsWith(".3dtiles")) {
            ++fragments;
            continue;
        }
        if (kind == "schemas") {
            const std::string text = R"({"asset":{"version":"1.1"},"geometricError":1,"root":{"refine":"ADD",)"
                                     R"("geometricError":0,"boundingVolume":{"sphere":[0,0,0,1]}},"schema":)"
                + std::string(bytes.begin(), bytes.end()) + "}";
            bytes.assign(text.begin(), text.end());
        }
        const InspectReport report = inspectBytes(bytes, (folder + "/" + file).toStdString(), fetchFile);
        QStringList errors;
        int issues = 0;
        for (const Issue& issue : report.issues) {
            issues += issue.severity != Severity::Info ? 1 : 0;
            if (issue.message.empty())
                unnamed += file;
            if (issue.severity == Severity::Error)
                errors += QString::fromStdString(issue.where + ": " + issue.message);
        }
        if (value["verdict"].toString() == "error") {
            ++faulty;
            told += issues > 0 ? 1 : 0;
            if (issues == 0)
                missed +=
                    file + " " + QJsonDocument(value["expectedIssueTypes"].toArray()).toJson(QJsonDocument::Compact);
        } else {
            ++sound;
            if (!errors.isEmpty())
                refused += file + " (" + value["verdict"].toString() + "): " + errors.join("; ");
        }
    }
    for (const QString& line : missed)
        qInfo().noquote() << "not told:" << line;
    for (const QString& line : refused)
        qInfo().noquote() << "refused:" << line;
    qInfo("%d of %d faulty files told, %d of %d sound ones refused; %d left out", told, faulty, int(refused.size()),
          sound, fragments);
    QCOMPARE(unnamed, QStringList());
    QVERIFY(told >= kFaultsTold);
    QVERIFY(refused.size() <= kSoundRefused);
}

QTEST_GUILESS_MAIN(TestCorpusFacts)
#include "TestCorpusFacts.moc"
