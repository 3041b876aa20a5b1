// Past 500 lines a file has a second thing in it; past 700 it has to go elsewhere.
#include "tests/Paths.h"
#include "tests/house/HouseRules.h"

#include <QtTest>

using namespace guanjing::test;

class TestFileLength : public QObject {
    Q_OBJECT
private slots:
    void counts()
    {
        const SourceTree tree{{"a.cpp", "1\n2\n3\n"}, {"b.cpp", "1\n2\n"}};
        QCOMPARE(longFiles(tree, 2), QStringList{"a.cpp: 3 lines"});
    }
    void filesStayReadable()
    {
        const SourceTree tree = readSourceTree(sourcePath());
        QVERIFY2(tree.size() > 100, "the source tree was not found");
        const QStringList watched = longFiles(tree, 500);
        if (!watched.isEmpty())
            qInfo("past 500 lines:\n%s", qPrintable(watched.join('\n')));
        const QStringList tooLong = longFiles(tree, 700);
        QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join('\n')));
    }
};

QTEST_GUILESS_MAIN(TestFileLength)
#include "TestFileLength.moc"
