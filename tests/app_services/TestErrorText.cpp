#include "app/services/ErrorText.h"

#include "app/services/Language.h"
#include "geodata/clipping/ClipRegion.h"
#include "layers/scene/Scene.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace guanjing;

/// Every code has words of its own, so that no failure reaches a user as a number or as somebody else's sentence.
class TestErrorText : public QObject {
    Q_OBJECT
private slots:
    void everyCodeIsWorded()
    {
        QSet<QString> texts;
        for (int i = 0; i < kErrorCodeCount; ++i) {
            const QString text = app::errorCodeText(static_cast<ErrorCode>(i));
            QVERIFY2(!text.isEmpty(), qPrintable(QString::number(i)));
            texts.insert(text);
        }
        QCOMPARE(texts.size(), kErrorCodeCount);
    }

    void everyReasonIsWorded()
    {
        QSet<QString> texts;
        for (int i = 1; i < kErrorReasonCount; ++i) {
            Error error{ErrorCode::ConnectionFailed, "http://h/a", "curl says (7)",
                        static_cast<ErrorReason>(i), 12,           28};
            if (error.reason == ErrorReason::CertificateRejected || error.reason == ErrorReason::JsonAtByte)
                error.detail.clear(); // they quote it
            const QString text = app::errorText(error);
            QVERIFY2(text.startsWith(QLatin1String("http://h/a")), qPrintable(text));
            QVERIFY2(!text.contains(QLatin1String("curl says")), qPrintable(text));
            texts.insert(app::errorCauseText(error));
        }
        QCOMPARE(texts.size(), kErrorReasonCount - 1);
    }

    void statusesHaveMeanings()
    {
        const auto text = [](int status) {
            return app::errorText({ErrorCode::HttpStatus, "u", "HTTP", ErrorReason::HttpStatus, status});
        };
        QCOMPARE(text(404), QStringLiteral("u: not found on the server (HTTP 404)"));
        QCOMPARE(text(599), QStringLiteral("u: the server failed (HTTP 599)"));
        QCOMPARE(text(418), QStringLiteral("u: the server refused the request (HTTP 418)"));
    }

    void sizesThatAreComparedHaveOneUnit_data()
    {
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("second");
        QTest::addColumn<QString>("told");
        QTest::newRow("few") << qint64{1} << qint64{9} << QStringLiteral("1 byte instead of 9 bytes");
        QTest::newRow("few of some") << qint64{50} << qint64{16'384}
                                     << QStringLiteral("50 bytes instead of 16 384 bytes");
        QTest::newRow("some") << qint64{20'000} << qint64{40'960} << QStringLiteral("19.5 kB instead of 40.0 kB");
        QTest::newRow("few of many") << qint64{2'048} << qint64{3 << 20}
                                     << QStringLiteral("0.002 MB instead of 3.0 MB");
        QTest::newRow("nearly all") << qint64{1'000'000'000} << qint64{1'000'000'001}
                                    << QStringLiteral("1 000 000 000 bytes instead of 1 000 000 001 bytes");
        QTest::newRow("many") << qint64{1 << 30} << qint64{3} * (1 << 30) << QStringLiteral("1.0 GB instead of 3.0 GB");
    }
    void sizesThatAreComparedHaveOneUnit()
    {
        QFETCH(qint64, first);
        QFETCH(qint64, second);
        QFETCH(QString, told);
        app::installLanguage(QStringLiteral("en"));
        QString text = app::errorCauseText({ErrorCode::Truncated, {}, {}, ErrorReason::Shorter, first, second});
        text.replace(QChar(0x202f), u' ').replace(QChar(0x2009), u' ');
        QCOMPARE(text, QStringLiteral("incomplete: ") + told);
    }

    void namesSourceAndDefect()
    {
        const QString text = app::errorText({ErrorCode::Truncated, "http://h/a.b3dm", "28 bytes needed, 12 there"});
        QVERIFY(text.contains(QLatin1String("http://h/a.b3dm")));
        QVERIFY(text.contains(QLatin1String("28 bytes needed, 12 there")));
    }

    void nothingIsSaidTwice()
    {
        QCOMPARE(app::errorText({ErrorCode::BadJson, "a.json", "not valid JSON"}),
                 QStringLiteral("a.json: not valid JSON"));
    }
    /// Addresses that are another one each time, or none that can be opened, are not named.
    void theDemoCityIsNamed()
    {
        for (const char* source : {"demo:/ortho/1.jpg", "http://demo.invalid/ortho/1.jpg"})
            QCOMPARE(app::errorText({ErrorCode::Empty, source, {}}),
                     QStringLiteral("demo city, ortho/1.jpg: the content is empty"));
    }
    void aNoticeIsNoDefect()
    {
        QCOMPARE(app::errorText({ErrorCode::Notice, "a.tif", "every pixel is nodata"}),
                 QStringLiteral("a.tif: every pixel is nodata"));
    }

    void aSceneFilesDefectKeepsItsPlace()
    {
        QCOMPARE(app::errorText({ErrorCode::BadValue, "a.scene.json", "line 2: x[0].lon: must be a number, is a text"}),
                 QStringLiteral(
                     "a.scene.json: a value is not allowed here (line 2: x[0].lon: must be a number, is a text)"));
    }

    /// Every defect that reading or drawing a clip can tell, as the code that finds it words it.
    void defectsOfClipsAreWorded()
    {
        QStringList details;
        const auto read = [&](const QString& clips) {
            const auto scene = layers::parseScene("{\"clips\": [" + clips.toStdString() + "]}", "/a.scene.json");
            details << (scene ? QStringLiteral("no defect in ") + clips : QString::fromStdString(scene.error().detail));
        };
        const auto clip = [](const QString& rest) { return QStringLiteral("{\"name\": \"c\", %1}").arg(rest); };
        const QString inside = QStringLiteral("\"mode\": \"clip-inside\", \"polygon\": ");
        const QString square = QStringLiteral("[[1,1],[2,1],[2,2],[1,2]]");
        read(clip(QStringLiteral("\"mode\": \"flatten\"")));
        read(clip(inside + square + QStringLiteral(", \"height\": 3")));
        read(clip(inside + QStringLiteral("[[1,2],[3]]")));
        read(clip(inside + QStringLiteral("[[1,2],[2,2]]")));
        read(clip(inside + square + QStringLiteral(", \"minHeight\": 5, \"maxHeight\": 1")));
        read(clip(inside + QStringLiteral("[[1,1],[2,1],[1,1],[2,1]]")));
        read(clip(inside + QStringLiteral("[[1,1],[2,2],[2,1],[1,2]]")));
        read(clip(inside + QStringLiteral("[[1,1],[9,1],[9,2]]")));
        read(clip(inside + square + QStringLiteral(", \"sources\": [\"x\"]")));
        read(clip(inside + square) + u',' + clip(inside + square));
        read(clip(
            QStringLiteral("\"mode\": \"clip-inside\", \"minHeight\": 1, \"box\": {\"lon\": 1, \"lat\": 2, \"h\": 3, "
                           "\"width\": 1, \"depth\": 1, \"height\": 1}")));
        layers::ClipSpec spec;
        spec.box.emplace();
        details << QString::fromStdString(layers::regionOf(spec).error().detail);
        spec.box.reset();
        spec.polygon = {{1, 1}, {2, 99}, {2, 1}};
        details << QString::fromStdString(layers::regionOf(spec).error().detail);
        spec.polygon.assign(3000, {1, 1});
        details << QString::fromStdString(layers::regionOf(spec).error().detail);
        details << QStringLiteral("the polygon's outline is too narrow to be cut into pieces");

        app::installLanguage(QStringLiteral("zh"));
        QStringList foreign;
        for (const QString& detail : details) {
            const QString text = app::errorDetailText(detail.toStdString());
            static const QRegularExpression words(QStringLiteral("[a-z]+ [a-z]+ "));
            if (text == detail || words.match(text).hasMatch())
                foreign << text;
        }
        app::installLanguage(QStringLiteral("en"));
        QVERIFY2(foreign.isEmpty(), qPrintable(foreign.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "TestErrorText.moc"
