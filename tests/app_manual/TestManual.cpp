// The manual is whole: every link and picture leads somewhere, both languages have the same chapters, F1 opens it.
#include "app/manual/HelpTopics.h"
#include "app/manual/Manual.h"
#include "app/manual/ManualPage.h"
#include "app/manual/ManualWindow.h"
#include "app/panels/Icons.h"
#include "app/services/Language.h"
#include "app/viewer/HelpController.h"
#include "app/viewer/ViewerActions.h"
#include "tests/Paths.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDirIterator>
#include <QDomDocument>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QSet>
#include <QTest>
#include <QTextDocument>
#include <QTreeWidget>

using namespace guanjing::app;

namespace {

constexpr qint64 kMostPictureBytes = 150 * 1024;

QString folder(const QString& language) { return guanjing::test::sourcePath("resources/manual/") + language; }

/// What a page holds that others may refer to, or that refers to others.
struct Page {
    QStringList outline; ///< "h2 anchor" …, "img name"
    QSet<QString> anchors;
    QStringList links, pictures;
    QString defect;
};

void collect(const QDomElement& element, Page& page)
{
    const QString tag = element.tagName();
    if (tag == u"a" && element.hasAttribute(QStringLiteral("href")))
        page.links += element.attribute(QStringLiteral("href"));
    if (tag == u"a" && element.hasAttribute(QStringLiteral("name")))
        page.anchors.insert(element.attribute(QStringLiteral("name")));
    if (tag == u"img") {
        page.pictures += element.attribute(QStringLiteral("src"));
        page.outline += QStringLiteral("img ") + element.attribute(QStringLiteral("src"));
        if (element.attribute(QStringLiteral("alt")).isEmpty())
            page.defect += element.attribute(QStringLiteral("src")) + QStringLiteral(" has no alt text\n");
    }
    if (tag == u"h1" || tag == u"h2")
        page.outline += tag + u' ' + element.firstChildElement(QStringLiteral("a")).attribute(QStringLiteral("name"));
    for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        collect(child, page);
}

Page readPage(const QString& path)
{
    Page page;
    QFile file(path);
    QDomDocument document;
    int line = 0;
    if (!file.open(QIODevice::ReadOnly) || !document.setContent(&file, &page.defect, &line)) {
        page.defect += QStringLiteral(" in line %1 of %2").arg(line).arg(path);
        return page;
    }
    collect(document.documentElement(), page);
    if (page.outline.filter(QStringLiteral("h1 ")).size() != 1)
        page.defect += path + QStringLiteral(" needs one h1\n");
    return page;
}

} // namespace

class TestManual : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { initializeResources(); }

    void everyLinkAndPictureIsThere_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("Chinese") << QStringLiteral("zh");
        QTest::newRow("English") << QStringLiteral("en");
    }
    void everyLinkAndPictureIsThere()
    {
        QFETCH(QString, language);
        QMap<QString, Page> pages;
        QDirIterator files(folder(language), {QStringLiteral("*.html")}, QDir::Files);
        while (files.hasNext()) {
            const QString path = files.next();
            pages.insert(files.fileName(), readPage(path));
        }
        QVERIFY(pages.size() > 15);
        QStringList defects;
        QSet<QString> shown, reached{QStringLiteral("index.html")};
        for (auto page = pages.cbegin(); page != pages.cend(); ++page) {
            if (!page->defect.isEmpty())
                defects += page->defect;
            for (const QString& link : page->links) {
                const QString file = link.section(u'#', 0, 0), anchor = link.section(u'#', 1);
                if (!pages.contains(file) || (!anchor.isEmpty() && !pages[file].anchors.contains(anchor)))
                    defects += QStringLiteral("%1: nothing at %2").arg(page.key(), link);
                if (page.key() == u"index.html")
                    reached.insert(file);
            }
            for (const QString& picture : page->pictures) {
                shown.insert(picture);
                const QFileInfo file(folder(language) + u'/' + picture);
                if (!file.exists() || file.size() > kMostPictureBytes)
                    defects += QStringLiteral("%1: %2 is missing or too large").arg(page.key(), picture);
            }
        }
        for (const QString& page : pages.keys())
            if (!reached.contains(page))
                defects += page + QStringLiteral(" is not in the contents");
        for (const QString& name : QDir(folder(language) + QStringLiteral("/pictures")).entryList(QDir::Files))
            if (!shown.contains(QStringLiteral("pictures/") + name))
                defects += name + QStringLiteral(" is on no page");
        QVERIFY2(defects.isEmpty(), qPrintable(u'\n' + defects.join(u'\n')));
    }

    void bothLanguagesHaveTheSameChapters()
    {
        QCOMPARE(Manual::pages(QStringLiteral("zh")), Manual::pages(QStringLiteral("en")));
        for (const QString& name : Manual::pages(QStringLiteral("zh")))
            QCOMPARE(readPage(folder(QStringLiteral("en")) + u'/' + name).outline,
                     readPage(folder(QStringLiteral("zh")) + u'/' + name).outline);
    }

    void whatIsLinkedInIsWhatLiesInTheFolder()
    {
        const Manual manual(QStringLiteral("zh"));
        qsizetype headings = 0;
        for (const QString& name : Manual::pages(QStringLiteral("zh")))
            if (name != u"index.html")
                headings += readPage(folder(QStringLiteral("zh")) + u'/' + name)
                                .outline.filter(QRegularExpression(QStringLiteral("^h")))
                                .size();
        QCOMPARE(manual.sections().size(), headings);
        for (const ManualSection& section : manual.sections()) {
            QVERIFY2(!section.title.isEmpty(), qPrintable(section.page));
            QVERIFY2(section.level == 1 || !section.anchor.isEmpty(), qPrintable(section.title));
        }
    }

    void findsWhatIsAskedFor_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("page"); // of the first hit; empty: no hit
        QTest::newRow("title") << "zh"
                               << "卷帘"
                               << "dates.html";
        QTest::newRow("two words") << "en"
                                   << "encrypted cache"
                                   << "cache.html";
        QTest::newRow("any case") << "en"
                                  << "EYE-DOME"
                                  << "models.html";
        QTest::newRow("text") << "zh"
                              << "天地图"
                              << "imagery.html";
        QTest::newRow("none") << "zh"
                              << "煎饼果子"
                              << "";
        QTest::newRow("blank") << "zh"
                               << " ， "
                               << "";
    }
    void findsWhatIsAskedFor()
    {
        QFETCH(QString, language);
        QFETCH(QString, words);
        QFETCH(QString, page);
        const Manual manual(language);
        const auto hits = manual.find(words);
        QCOMPARE(hits.isEmpty() ? QString() : manual.sections()[hits.first().section].page, page);
        for (const auto& hit : hits)
            QVERIFY(!hit.excerpt.contains(u'\n'));
    }

    void helpTopicsLeadSomewhere()
    {
        QVERIFY(helpTopics().size() > 8);
        // Every name is one that the program gives to something.
        QString sources;
        QDirIterator files(guanjing::test::sourcePath("app"), {QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.fileName().endsWith(QLatin1String("HelpTopics.cpp")))
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            sources += QString::fromUtf8(file.readAll());
        }
        for (const HelpTopic& topic : helpTopics()) {
            const QString page = QLatin1String(topic.page), anchor = page.section(u'#', 1);
            const Page read = readPage(folder(QStringLiteral("zh")) + u'/' + page.section(u'#', 0, 0));
            QVERIFY2(read.defect.isEmpty(), qPrintable(read.defect));
            QVERIFY2(anchor.isEmpty() || read.anchors.contains(anchor), topic.page);
            QVERIFY2(sources.contains(u'"' + QLatin1String(topic.objectName) + u'"'), topic.objectName);
        }
    }

    void theWindowShowsAndSearches()
    {
        (void)installLanguage(QStringLiteral("zh"));
        ManualWindow window;
        window.resize(1000, 700);
        window.open({});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto* page = window.findChild<ManualPage*>();
        QVERIFY(page->toPlainText().contains(QStringLiteral("莞境使用手册")));
        const auto* contents = window.findChild<QTreeWidget*>();
        QCOMPARE(contents->topLevelItemCount(), Manual::pages(QStringLiteral("zh")).size() - 1);
        window.open(QStringLiteral("dates.html#swipe"));
        QCOMPARE(contents->currentItem()->text(0), QStringLiteral("卷帘对比"));
        // a picture is really shown: WebP needs no plug-in of Qt
        QVERIFY(!page->loadResource(QTextDocument::ImageResource, QUrl(QStringLiteral("pictures/swipe.webp")))
                     .value<QImage>()
                     .isNull());

        window.findChild<QLineEdit*>(QStringLiteral("manualSearch"))->setText(QStringLiteral("AES-256-GCM"));
        auto* hits = window.findChild<QListWidget*>();
        QVERIFY(hits->isVisible() && hits->count() > 0);
        hits->setCurrentRow(0);
        QCOMPARE(window.page(), QStringLiteral("cache.html#encrypted"));
        QVERIFY(!page->extraSelections().isEmpty());

        (void)installLanguage(QStringLiteral("en"));
        QTRY_COMPARE(window.windowTitle(), QStringLiteral("Guanjing: manual"));
        QVERIFY(page->toPlainText().contains(QStringLiteral("An encrypted cache")));
    }

    void f1OpensIt()
    {
        (void)installLanguage(QStringLiteral("zh"));
        QMainWindow window;
        ViewerActions actions;
        window.addAction(actions.manual);
        HelpController help(actions, window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto shown = []() -> ManualWindow* {
            for (QWidget* widget : QApplication::topLevelWidgets())
                if (auto* manual = qobject_cast<ManualWindow*>(widget); manual && manual->isVisible())
                    return manual;
            return nullptr;
        };
        QVERIFY(!shown());
        QTest::keyClick(&window, Qt::Key_F1);
        QTRY_VERIFY(shown());
        QCOMPARE(shown()->page(), QStringLiteral("index.html"));
        shown()->close();

        // In a dialog: the page about it, in a window that the dialog does not block.
        QDialog dialog(&window);
        dialog.setObjectName(QStringLiteral("clipDialog"));
        auto* field = new QLineEdit(&dialog);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QTest::keyClick(field, Qt::Key_F1);
        QTRY_VERIFY(shown());
        QCOMPARE(shown()->page(), QStringLiteral("clips.html#dialog"));
        QCOMPARE(shown()->parentWidget(), &dialog);
    }
};

QTEST_MAIN(TestManual)
#include "TestManual.moc"
