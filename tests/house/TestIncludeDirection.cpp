// The house keeps its own rules: who may include whom, how long a file may be. Each rule is first shown to find a breach.
#include "tests/Paths.h"
#include "tests/house/HouseRules.h"

#include <QtTest>

using namespace guanjing::test;

class TestIncludeDirection : public QObject {
    Q_OBJECT

    SourceTree m_tree;

    static void expectNone(const QStringList& breaches)
    {
        QVERIFY2(breaches.isEmpty(), qPrintable(breaches.join('\n')));
    }

private slots:
    void initTestCase()
    {
        m_tree = readSourceTree(sourcePath());
        QVERIFY2(m_tree.size() > 100, "the source tree was not found");
    }

    void findsBreaches_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("breach"); // empty: allowed
        const auto row = [](const char* file, const char* line, const char* breach) {
            QTest::addRow("%s in %s", line, file) << file << line << breach;
        };
        row("geodata/core/A.h", "#include \"geodata/core/B.h\"", "");
        row("geodata/core/A.h", "#include \"layers/live/B.h\"", "geodata may not need layers");
        row("layers/live/A.cpp", "#include \"render/view/B.h\"", "layers may not need render");
        row("render/view/A.cpp", "  #  include \"app/viewer/B.h\"", "render may not need app");
        row("app/viewer/A.cpp", "#include \"geodata/core/B.h\"", "");
        row("render/view/A.cpp", "#include \"geodata/core/B.h\"", "");
        row("app/viewer/A.cpp", "#include \"tests/house/B.h\"", "the program needs its tests");
        row("tests/house/A.cpp", "#include \"app/viewer/B.h\"", "");
        row("app/viewer/A.cpp", "#include \"C.h\"", "not the path of a file from the root");
        row("app/viewer/A.cpp", "#include \"../viewer/B.h\"", "not the path of a file from the root");
        row("app/viewer/A.cpp", "#include \"A.moc\"", "");
        row("layers/live/A.cpp", "#include <QString>", "Qt outside app");
        row("render/view/A.cpp", "#include <QtGui/QImage>", "Qt outside app");
        row("app/viewer/A.cpp", "#include <QString>", "");
        row("app/viewer/A.cpp", "#include <osg/Node>", "OpenSceneGraph outside render");
        row("layers/live/A.cpp", "#include <osgDB/ReadFile>", "OpenSceneGraph outside render");
        row("render/view/A.cpp", "#include <osg/Node>", "");
        row("tests/render_view/A.cpp", "#include <osg/Node>", "");
        row("tests/layers_live/A.cpp", "#include <osg/Node>", "OpenSceneGraph outside render");
        row("layers/live/A.cpp", "// #include <QString>", "");
    }
    void findsBreaches()
    {
        QFETCH(QString, file);
        QFETCH(QString, line);
        QFETCH(QString, breach);
        SourceTree tree{{file, "#pragma once\n" + line + "\n"}};
        for (const char* there :
             {"geodata/core/B.h", "layers/live/B.h", "render/view/B.h", "app/viewer/B.h", "tests/house/B.h"})
            tree.insert(there, "#pragma once\n");
        const QStringList breaches = includeBreaches(tree);
        QCOMPARE(breaches.size(), breach.isEmpty() ? 0 : 1);
        if (!breach.isEmpty())
            QVERIFY2(breaches[0].startsWith(file + ":2: " + breach), qPrintable(breaches[0]));
    }

    void findsCycles()
    {
        SourceTree tree{{"layers/a/A.h", "#include \"layers/b/B.h\"\n"},
                        {"layers/b/B.h", "#include \"layers/c/C.h\"\n"},
                        {"layers/c/C.h", "#include \"geodata/x/X.h\"\n"},
                        {"geodata/x/X.h", "#include <vector>\n"}};
        QCOMPARE(roomCycles(tree), QStringList());
        tree["layers/c/C.cpp"] = "#include \"layers/a/A.h\"\n";
        QCOMPARE(roomCycles(tree), QStringList{"layers: a -> b -> c -> a"});
    }

    void findsForeignHeaders()
    {
        SourceTree tree{
            {"geodata/a/A.h", "#include <vector>\n#include <glm/vec3.hpp>\n#include \"geodata/a/Inner.h\"\n"},
            {"geodata/a/Inner.h", "#include <curl/curl.h>\n"},
            {"geodata/a/A.cpp", "#include \"geodata/a/Inner.h\"\n"},
            {"geodata/b/B.cpp", "#include <curl/curl.h>\n"},
            {"render/a/A.h", "#include <osg/Node>\n"},
            {"render/b/B.h", "#include \"render/a/A.h\"\n"}};
        QCOMPARE(foreignHeaderBreaches(tree), QStringList());
        tree["geodata/b/B.h"] = "\n#include \"geodata/a/A.h\"\n";
        QCOMPARE(foreignHeaderBreaches(tree),
                 QStringList{"geodata/b/B.h:2: brings <curl/curl.h> into another room (geodata/a/A.h)"});
        QCOMPARE(unguardedHeaders(tree).size(), 5);
    }

    void includesPointDownwards() { expectNone(includeBreaches(m_tree)); }
    void roomsFormNoCircles() { expectNone(roomCycles(m_tree)); }
    void headersKeepForeignHeadersOut() { expectNone(foreignHeaderBreaches(m_tree)); }
    void headersAreGuarded() { expectNone(unguardedHeaders(m_tree)); }
};

QTEST_GUILESS_MAIN(TestIncludeDirection)
#include "TestIncludeDirection.moc"
