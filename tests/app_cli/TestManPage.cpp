// The man pages name the commands and options that --help prints, and no others.
#include "app/cli/Options.h"
#include "tests/Paths.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace guanjing::app;

namespace {

QString helpOf(const QStringList& words)
{
    const auto options = parseOptions(words + QStringList{QStringLiteral("--help")});
    return options && options->command == Command::Help ? options->help : QString();
}

/// Commands in the lines "  guanjing WORD …" of the general help.
QStringList commandsOf(const QString& help)
{
    static const QRegularExpression line(QStringLiteral("^  guanjing ([a-z][a-z-]*)\\b"),
                                         QRegularExpression::MultilineOption);
    QStringList words;
    for (auto found = line.globalMatch(help); found.hasNext();)
        words += found.next().captured(1);
    return words;
}

/// "--cache DIR", "--offline" …, sorted, from lines as "  -h, --help   …" and "  --cache <DIR>   …".
QStringList optionsOfHelp(const QString& help)
{
    static const QRegularExpression line(
        QStringLiteral("^  ((?:-[A-Za-z], )*)--([a-z][a-z-]*)(?: <([^>\\n]+)>)?(?=\\s|$)"),
        QRegularExpression::MultilineOption);
    QStringList options;
    for (auto found = line.globalMatch(help); found.hasNext();) {
        const auto match = found.next();
        const QString value = match.captured(3);
        options += QStringLiteral("--") + match.captured(2) + (value.isEmpty() ? QString() : u' ' + value);
    }
    options.sort();
    return options;
}

struct ManPage {
    struct Section {
        QString heading;
        QStringList options;
    };
    QStringList commands;
    QList<Section> sections; ///< those with options
};

/// A page's tagged paragraphs. Options stand below .SS, commands are tags "X" of one word below the .SH before.
ManPage readPage(const QString& text)
{
    static const QRegularExpression command(QStringLiteral("^\\.B ([a-z][a-z-]*)$"));
    static const QRegularExpression option(
        QStringLiteral("^\\.B[RI]? (?:-[a-z] \", \" ?)?--([a-z][a-z-]*)(?: \" ?([^\"]+)\")?$"));
    ManPage page;
    bool isTag = false;
    for (QString line : text.split(u'\n')) {
        line.replace(QLatin1String("\\-"), QLatin1String("-"));
        if (line.startsWith(QLatin1String(".SS ")))
            page.sections.append({line.mid(4), {}});
        else if (line.startsWith(QLatin1String(".SH ")) && !page.sections.isEmpty()
                 && !page.sections.last().heading.isEmpty())
            page.sections.append({QString(), {}});
        if (isTag) {
            if (const auto match = option.match(line); match.hasMatch() && !page.sections.isEmpty()) {
                const QString value = match.captured(2);
                page.sections.last().options +=
                    QStringLiteral("--") + match.captured(1) + (value.isEmpty() ? QString() : u' ' + value);
            } else if (page.sections.isEmpty() && command.match(line).hasMatch()) {
                page.commands += command.match(line).captured(1);
            }
        }
        isTag = line == u".TP";
    }
    return page;
}

/// What the page says a command takes; an empty word stands for the window. A heading names the commands that its options
/// are of; one that names none is of the window, and the first of all.
QStringList optionsOfPage(const ManPage& page, const QString& word)
{
    QStringList options;
    for (qsizetype i = 0; i < page.sections.size(); ++i) {
        const QStringList named =
            page.sections[i].heading.split(QRegularExpression(QStringLiteral("[^a-z-]+")), Qt::SkipEmptyParts);
        const bool namesSome =
            std::any_of(named.begin(), named.end(), [&](const QString& one) { return page.commands.contains(one); });
        if (i == 0 || (word.isEmpty() ? !namesSome : named.contains(word)))
            options += page.sections[i].options;
    }
    options.sort();
    return options;
}

} // namespace

class TestManPage : public QObject {
    Q_OBJECT
private slots:
    void readsHelp()
    {
        QCOMPARE(optionsOfHelp("Options:\n  -h, --help        Print --this.\n  --cache <DIR>     Folder\n"
                               "                    --not-this one\n  --offline         No network\n"),
                 (QStringList{"--cache DIR", "--help", "--offline"}));
        QCOMPARE(commandsOf("Usage:\n  guanjing [SCENE]\n      x\n  guanjing render SCENE\n  guanjing serve\n"),
                 (QStringList{"render", "serve"}));
    }

    void readsPages()
    {
        const ManPage page =
            readPage(".SH COMMANDS\n.TP\n.B render\nDraws\n.TP\n.B serve\nServes\n.SH OPTIONS\n"
                     ".SS All\n.TP\n.BR \\-h \", \" \\-\\-help\nHelp\n.TP\n.BI \\-\\-cache\\-key \" FILE\"\nKey\n"
                     ".SS Window\n.TP\n.B \\-\\-version\nV\n.SS render\n.TP\n.BI \\-\\-out \" PICTURE.png\"\n"
                     ".SH FILES\n.TP\n.B \\-\\-no\nNothing\n");
        QCOMPARE(page.commands, (QStringList{"render", "serve"}));
        QCOMPARE(optionsOfPage(page, "render"), (QStringList{"--cache-key FILE", "--help", "--out PICTURE.png"}));
        QCOMPARE(optionsOfPage(page, "serve"), (QStringList{"--cache-key FILE", "--help"}));
    }

    void pagesSayWhatHelpSays_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("English") << QStringLiteral("packaging/man/guanjing.1");
        QTest::newRow("Chinese") << QStringLiteral("packaging/man/zh_CN/guanjing.1");
    }
    void pagesSayWhatHelpSays()
    {
        QFETCH(QString, path);
        QFile file(guanjing::test::sourcePath() + '/' + path);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        const ManPage page = readPage(QString::fromUtf8(file.readAll()));

        const QStringList commands = commandsOf(helpOf({}));
        QVERIFY(commands.contains(QStringLiteral("render")));
        QCOMPARE(page.commands, commands);
        QStringList defects;
        for (const QString& word : QStringList{QString()} + commands) {
            const QStringList said = optionsOfHelp(helpOf(word.isEmpty() ? QStringList() : QStringList{word}));
            QVERIFY2(said.contains(QStringLiteral("--help")), qPrintable(word));
            const QStringList written = optionsOfPage(page, word);
            const QString where =
                word.isEmpty() ? QStringLiteral("guanjing ") : QStringLiteral("guanjing %1 ").arg(word);
            for (const QString& option : said)
                if (written.count(option) != 1)
                    defects += where + option + QStringLiteral(" is not in the page once");
            for (const QString& option : written)
                if (!said.contains(option))
                    defects += where + option + QStringLiteral(" is in the page but not in --help");
        }
        QVERIFY2(defects.isEmpty(), qPrintable(u'\n' + defects.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestManPage)
#include "TestManPage.moc"
