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

    void namesSourceAndDefect()
    {
        const QString text = app::errorText({ErrorCode::Truncated, "http://h/a.b3dm", "28 bytes needed, 12 there"});
        QVERIFY(text.contains(QLatin1String("http://h/a.b3dm")));
        QVERIFY(text.contains(QLatin1String("28 bytes needed, 12 there")));
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "TestErrorText.moc"
