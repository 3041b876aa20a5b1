// Nothing that geodata/ and layers/ say of what is wrong stays English in Chinese: their sentences are read out of the
// sources, and each must stand in a form that is translated.
#include "app/services/ContentDefect.h"
#include "app/services/ContentDefectForms.h"
#include "app/services/ErrorText.h"
#include "app/services/Language.h"
#include "tests/Paths.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace guanjing;

namespace {

struct Literal {
    QString text; ///< those that stand beside each other as one
    QString before; ///< what stands before it
    int line = 0;
};

/// The text that begins with the quotation mark at `at`, which is set behind it.
QString stringAt(const QString& source, qsizetype& at)
{
    QString text;
    for (++at; at < source.size() && source[at] != u'"'; ++at) {
        if (source[at] == u'\\' && source[++at].isLetterOrNumber())
            continue; // no letter of a word
        text += source[at];
    }
    ++at;
    return text;
}

/// Texts of C++, without comments, includes and raw strings.
std::vector<Literal> literalsOf(const QString& source)
{
    constexpr qsizetype kMostBefore = 120;
    std::vector<Literal> found;
    qsizetype lastEnd = -1;
    for (qsizetype at = 0; at < source.size();) {
        const auto isHere = [&](const char* mark) {
            return QStringView(source).mid(at).startsWith(QLatin1String(mark));
        };
        const auto skipTo = [&](const QString& end) {
            const qsizetype place = source.indexOf(end, at + 1);
            at = place < 0 ? source.size() : place + end.size();
        };
        if (isHere("//") || (source[at] == u'#' && (at == 0 || source[at - 1] == u'\n'))) {
            skipTo(QStringLiteral("\n"));
        } else if (isHere("/*")) {
            skipTo(QStringLiteral("*/"));
        } else if (isHere("R\"")) {
            const QString mark = source.mid(at + 2, source.indexOf(u'(', at) - at - 2);
            skipTo(u')' + mark + u'"');
        } else if (source[at] == u'\'' && (at == 0 || !source[at - 1].isLetterOrNumber())) {
            at += source[at + 1] == u'\\' ? 4 : 3;
        } else if (source[at] == u'"') {
            const qsizetype begin = at;
            const QString text = stringAt(source, at);
            if (lastEnd >= 0 && source.mid(lastEnd, begin - lastEnd).trimmed().isEmpty()) {
                found.back().text += text;
            } else {
                QString before = source.mid(std::max<qsizetype>(0, begin - kMostBefore), std::min(begin, kMostBefore));
                found.push_back({text, before.simplified(), static_cast<int>(source.left(begin).count(u'\n')) + 1});
            }
            lastEnd = at;
        } else {
            ++at;
        }
    }
    return found;
}

/// At least two words; what is asked of a database, compared with what a library says, or logged is for nobody to read.
bool isSentence(const Literal& literal)
{
    static const QRegularExpression kWords(QStringLiteral("[A-Za-z]{2,}[ ,:;]+[a-z]{2,}")),
        kDatabase(QStringLiteral("^;?(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|ALTER)\\b| FROM [a-z]+ ")),
        kNotTold(QStringLiteral("(\\blog\\([^;]*|\\b(has|says|find|starts_with|ends_with|holds|setup|sql)\\(|"
                                "\\b(static_)?assert\\([^\"]*)$"));
    return literal.text.contains(kWords) && !literal.text.trimmed().contains(kDatabase)
        && !literal.before.contains(kNotTold);
}

/// Names and parts of requests, not sentences.
bool isName(const QString& text)
{
    static const QStringList kNames{
        QStringLiteral("SQLite format 3\\0"), QStringLiteral("SQLite format 3"), QStringLiteral("SQLite format 30"),
        QStringLiteral("http,https"), QStringLiteral("guanjing blobs 1"), QStringLiteral("guanjing names 1"),
        QStringLiteral("us survey foot"), QStringLiteral("phenomenonTime ge "),
        QStringLiteral(" and phenomenonTime le "),
        // kinds of files, always in "… is not read yet"
        QStringLiteral("GML or CityGML"), QStringLiteral("quantized-mesh terrain"), QStringLiteral("packed tile"),
        QStringLiteral("ZIP archive"), QStringLiteral("quantized-mesh terrain or TileJSON"),
        // what is missing, always behind "no 3D Tiles package: …" and "OpenSSL refuses …"
        QStringLiteral("random bytes"), QStringLiteral("\"content\" of type BLOB"),
        QStringLiteral("\"key\" of type TEXT"), QStringLiteral("to encrypt"), QStringLiteral("to decrypt"),
        QStringLiteral("vector data"), QStringLiteral("made by"), QStringLiteral("made at"),
        QStringLiteral(" features, values for 0 of them")};
    return kNames.contains(text) || text.contains(QLatin1String("q=0.9")) || text.startsWith(QLatin1String(";DELETE"));
}

QStringList allForms()
{
    QStringList all;
    for (const auto list : {app::tileDefectForms(), app::imageryDefectForms(), app::packDefectForms(),
                            app::dataDefectForms(), app::defectPlaceForms(), app::furtherDefectForms()})
        for (const char* form : list)
            all << QString::fromUtf8(form);
    return all;
}

} // namespace

class TestDefectWords : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QCOMPARE(app::installLanguage(QStringLiteral("zh")), QStringLiteral("zh")); }

    void formsStandOnce()
    {
        QStringList forms = allForms();
        QCOMPARE(forms.removeDuplicates(), 0);
    }

    void sentencesOfTheSources_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char* folder : {"geodata", "layers", "app/cli/Inspect"})
            QTest::newRow(folder) << QString::fromLatin1(folder);
    }
    void sentencesOfTheSources()
    {
        QFETCH(QString, folder);
        const QString root = test::sourcePath() + u'/';
        QStringList forms = allForms();
        QFile further(root + QStringLiteral("app/services/ErrorText.cpp")); // has words of its own
        QVERIFY(further.open(QIODevice::ReadOnly));
        for (const Literal& literal : literalsOf(QString::fromUtf8(further.readAll())))
            forms << literal.text;
        QStringList unknown;
        int seen = 0;
        QDirIterator files(root + folder.section(u'/', 0, 1), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next(), name = path.mid(root.size());
            if (name.startsWith(QLatin1String("geodata/democity/")) || !name.startsWith(folder))
                continue;
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const Literal& literal : literalsOf(QString::fromUtf8(file.readAll()))) {
                static const QRegularExpression kTranslated(QStringLiteral("(\\btr|NOOP)\\((\"[^\"]*\"|[^;\"])*$"));
                if (!isSentence(literal) || isName(literal.text) || literal.before.contains(kTranslated))
                    continue;
                // Parts of what libraries say, each in front of what is said instead.
                if (name == QLatin1String("geodata/gdal/GdalWords.cpp") && literal.before.endsWith(u'{'))
                    continue;
                ++seen;
                const QString text = QString(literal.text).remove(QRegularExpression(QStringLiteral("^: "))).trimmed();
                const bool stands =
                    std::any_of(forms.begin(), forms.end(), [&](const QString& form) { return form.contains(text); });
                if (!stands && !app::isKnownContentDefect(text)
                    && !app::isKnownContentDefect(text + QStringLiteral(" 7")))
                    unknown << QStringLiteral("%1:%2: %3").arg(name).arg(literal.line).arg(literal.text);
            }
        }
        QVERIFY2(seen > (folder == QLatin1String("geodata") ? 300 : 4), qPrintable(QString::number(seen)));
        QVERIFY2(unknown.isEmpty(),
                 qPrintable(QStringLiteral("no form in app/services/ContentDefect*Forms.cpp has\n  ")
                            + unknown.join(QStringLiteral("\n  "))));
    }

    /// Each form has Chinese of its own and finds the sentence that it is for, whatever stands before it in the lists.
    void formsFindTheirSentences()
    {
        static const QRegularExpression kPlaceholder(QStringLiteral("%\\d"));
        QStringList wrong;
        for (const QString& form : allForms()) {
            QString sentence = form;
            sentence.replace(kPlaceholder, QStringLiteral("7"));
            QString text = app::contentDefectText(sentence);
            if (!app::isKnownContentDefect(sentence))
                text = app::defectPlaceText(sentence);
            static const QRegularExpression kEnglish(QStringLiteral("\\b[a-z]{2,} [a-z]{2,}\\b"));
            QString outside = text;
            outside.remove(QRegularExpression(QStringLiteral("“[^”]*”|\\([^)]*\\)|（[^）]*）")));
            if (outside.contains(kEnglish))
                wrong << form + QStringLiteral(" -> ") + text;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("\n"))));
    }

    void wordsOfLibrariesAreQuoted()
    {
        const QString told = app::contentDefectText(QStringLiteral("TIFFFillTile:Read error at row 3, got 4 bytes"));
        QVERIFY2(told.startsWith(QStringLiteral("“")), qPrintable(told));
        QCOMPARE(app::contentDefectText(QStringLiteral("every pixel is nodata")),
                 QStringLiteral("所有像素都是无数据值（nodata）"));
        QCOMPARE(app::contentDefectText(QStringLiteral("pixels cannot be read: TIFFFillTile:Read error at row 3")),
                 QStringLiteral("像素无法读取：“TIFFFillTile:Read error at row 3”"));
        QCOMPARE(app::defectPlaceText(QStringLiteral("tile matrix \"7\"")), QStringLiteral("瓦片矩阵“7”"));
        QCOMPARE(app::contentDefectText(QStringLiteral("WGS84BoundingBox of \"a b\": is no extent; taken as none")),
                 QStringLiteral("“a b”的经纬度范围（WGS84BoundingBox）：不是有效范围；按无限制处理"));
        QCOMPARE(app::contentDefectText(QStringLiteral("no XML document; no bands; no such file")),
                 QStringLiteral("不是 XML 文档；“no bands”；没有此文件"));
        QCOMPARE(app::contentDefectText(QStringLiteral("of 16 bands the one numbered 2 is shown")),
                 QStringLiteral("共 16 个波段，只显示第 2 波段"));
        QCOMPARE(app::defectPlaceText(QStringLiteral("meshes[0]")), QStringLiteral("meshes[0]"));
    }
};

QTEST_GUILESS_MAIN(TestDefectWords)
#include "TestDefectWords.moc"
