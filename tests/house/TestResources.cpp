// Data files that are shipped can be read: JSON is JSON, every row of a CSV has the columns of its head, all is UTF-8.
#include "tests/Paths.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QStringDecoder>
#include <QtTest>

namespace {

/// Fields of one line of RFC 4180 without line breaks in fields; -1 for a quote that does not close.
int csvFields(const QString& line)
{
    int fields = 1;
    bool isQuoted = false;
    for (const QChar c : line) {
        if (c == '"')
            isQuoted = !isQuoted;
        else if (c == ',' && !isQuoted)
            ++fields;
    }
    return isQuoted ? -1 : fields;
}

QString defectOf(const QString& name, const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError())
        return name + " is not UTF-8";
    if (name.endsWith(".json")) {
        QJsonParseError problem;
        QJsonDocument::fromJson(bytes, &problem);
        return problem.error == QJsonParseError::NoError ? QString() : name + ": " + problem.errorString();
    }
    QStringList lines = text.split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    int expected = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].startsWith('#'))
            continue;
        const int fields = csvFields(lines[i]);
        if (expected == 0)
            expected = fields;
        if (fields != expected)
            return QStringLiteral("%1:%2: %3 fields, the head has %4").arg(name).arg(i + 1).arg(fields).arg(expected);
    }
    return expected > 0 ? QString() : name + " is empty";
}

} // namespace

class TestResources : public QObject {
    Q_OBJECT
private slots:
    void findsDefects()
    {
        QCOMPARE(defectOf("a.json", "{\"a\": 1}"), QString());
        QVERIFY(!defectOf("a.json", "{\"a\": 1,}").isEmpty());
        QVERIFY(!defectOf("a.json", "{\"a\": \"\xff\"}").isEmpty());
        QCOMPARE(defectOf("a.csv", "# from\na,b\n1,\"2,3\"\n"), QString());
        QCOMPARE(defectOf("a.csv", "a,b\n1\n"), QString("a.csv:2: 1 fields, the head has 2"));
        QVERIFY(!defectOf("a.csv", "a,b\n1,\"2\n").isEmpty());
        QVERIFY(!defectOf("a.csv", "").isEmpty());
    }
    void everyDataFileIsSound()
    {
        const QString root = guanjing::test::sourcePath("resources");
        QDirIterator files(root, {"*.json", "*.csv"}, QDir::Files, QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            const QString defect = defectOf(file.fileName().mid(root.size() + 1), file.readAll());
            QVERIFY2(defect.isEmpty(), qPrintable(defect));
            ++count;
        }
        QVERIFY(count > 0);
    }
};

QTEST_GUILESS_MAIN(TestResources)
#include "TestResources.moc"
