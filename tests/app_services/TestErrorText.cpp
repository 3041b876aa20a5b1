#include "app/services/ErrorText.h"

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

    void namesSourceAndDefect()
    {
        const QString text = app::errorText({ErrorCode::Truncated, "http://h/a.b3dm", "28 bytes needed, 12 there"});
        QVERIFY(text.contains(QLatin1String("http://h/a.b3dm")));
        QVERIFY(text.contains(QLatin1String("28 bytes needed, 12 there")));
    }

    void aSceneFilesDefectKeepsItsPlace()
    {
        QCOMPARE(app::errorText({ErrorCode::BadValue, "a.scene.json", "line 2: x[0].lon: must be a number, is a text"}),
                 QStringLiteral(
                     "a.scene.json: a value is not allowed here (line 2: x[0].lon: must be a number, is a text)"));
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "TestErrorText.moc"
