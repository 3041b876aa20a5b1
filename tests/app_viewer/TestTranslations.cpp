#include "app/services/Language.h"
#include "tests/Paths.h"

#include <QCoreApplication>
#include <QDomDocument>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace guanjing::app;

namespace {

/// %1, %n, {z} … : what a translation must carry over.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral(R"(%L?[0-9n]|\{[a-z]\}|\*\.[a-z0-9.]+)"));
    QStringList found;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext())
        found << matches.next().captured();
    found.sort();
    found.removeDuplicates();
    return found;
}

} // namespace

/// Takes the texts out of the sources anew and fails for each one that a language lacks.
class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void complete_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("Chinese") << QStringLiteral("zh_CN");
        QTest::newRow("English") << QStringLiteral("en");
    }
    void complete()
    {
        QFETCH(QString, language);
        QTemporaryDir folder;
        const QString name = QStringLiteral("guanjing_%1.ts").arg(language);
        const QString copy = folder.filePath(name);
        QVERIFY(QFile::copy(guanjing::test::sourcePath("translations/") + name, copy));
        QVERIFY(QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner));
        QProcess lupdate;
        lupdate.setWorkingDirectory(guanjing::test::sourcePath());
        lupdate.start(QStringLiteral(GUANJING_LUPDATE),
                      {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("-locations"), QStringLiteral("none"),
                       QStringLiteral("app"), QStringLiteral("-ts"), copy});
        QVERIFY(lupdate.waitForFinished(60000));
        QCOMPARE(lupdate.exitCode(), 0);
        const QString said = QString::fromUtf8(lupdate.readAllStandardError());
        QVERIFY2(!said.contains(QLatin1String("lacks Q_OBJECT")), qPrintable(said));

        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QDomDocument document;
        QVERIFY(document.setContent(&file));
        const QDomNodeList messages = document.elementsByTagName(QStringLiteral("message"));
        QVERIFY(messages.size() > 200);
        QStringList faults;
        for (int i = 0; i < messages.size(); ++i) {
            const QDomElement message = messages.at(i).toElement();
            const QDomElement translation = message.firstChildElement(QStringLiteral("translation"));
            const QString source = message.firstChildElement(QStringLiteral("source")).text();
            const QString context = message.parentNode().firstChildElement(QStringLiteral("name")).text();
            const auto fault = [&](const char* what) {
                faults << QStringLiteral("%1: %2 \"%3\"").arg(QLatin1String(what), context, source);
            };
            const QString type = translation.attribute(QStringLiteral("type"));
            if (type == QLatin1String("unfinished"))
                fault("missing");
            else if (!type.isEmpty())
                fault("no longer in the sources");
            QStringList texts;
            for (QDomElement form = translation.firstChildElement(QStringLiteral("numerusform")); !form.isNull();
                 form = form.nextSiblingElement(QStringLiteral("numerusform")))
                texts << form.text();
            if (message.attribute(QStringLiteral("numerus")) == QLatin1String("yes")) {
                if (texts.size() != (language == QLatin1String("en") ? 2 : 1))
                    fault("wrong number of plural forms");
            } else {
                texts << translation.text();
            }
            for (const QString& text : texts) {
                if (text.trimmed().isEmpty())
                    fault("empty");
                if (placeholders(text) != placeholders(source))
                    fault("other placeholders");
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(u'\n')));
    }

    void compiledIn()
    {
        QCOMPARE(installLanguage(QStringLiteral("zh")), QStringLiteral("zh"));
        QCOMPARE(QCoreApplication::translate("ErrorText", "not found"), QStringLiteral("找不到"));
        QCOMPARE(installLanguage(QStringLiteral("en")), QStringLiteral("en"));
        QCOMPARE(QCoreApplication::translate("ErrorText", "not found"), QStringLiteral("not found"));
        QCOMPARE(QCoreApplication::translate("guanjing::app::LayersModel", "%Ln message(s)", nullptr, 1),
                 QStringLiteral("1 message"));
        QCOMPARE(QCoreApplication::translate("guanjing::app::LayersModel", "%Ln message(s)", nullptr, 2),
                 QStringLiteral("2 messages"));
    }

    void qtSpeaksChineseToo()
    {
        (void)installLanguage(QStringLiteral("zh"));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("取消"));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "TestTranslations.moc"
