#include "app/manual/Manual.h"

#include <QFile>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

// Q_INIT_RESOURCE must stand outside any namespace.
static void registerPages() { Q_INIT_RESOURCE(manual); }

namespace guanjing::app {

namespace {

constexpr qsizetype kExcerptBefore = 24, kExcerptLength = 90;

QString textOf(const QString& language, const QString& page)
{
    registerPages();
    QFile file(QStringLiteral(":/manual/%1/%2").arg(language, page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString anchorOf(const QTextBlock& block)
{
    for (auto part = block.begin(); !part.atEnd(); ++part)
        if (const QStringList names = part.fragment().charFormat().anchorNames(); !names.isEmpty())
            return names.first();
    return {};
}

} // namespace

Manual::Manual(const QString& language) : m_language(language)
{
    for (const QString& page : pages(language))
        if (page != u"index.html")
            read(page);
}

QStringList Manual::pages(const QString& language)
{
    static const QRegularExpression link(QStringLiteral("<a href=\"([a-z-]+\\.html)\""));
    QStringList pages{QStringLiteral("index.html")};
    for (auto found = link.globalMatch(textOf(language, pages.first())); found.hasNext();)
        pages += found.next().captured(1);
    pages.removeDuplicates();
    return pages;
}

QString Manual::address(const QString& language, const QString& page)
{
    return QStringLiteral("qrc:/manual/%1/%2").arg(language, page);
}

void Manual::read(const QString& page)
{
    QTextDocument document;
    document.setHtml(textOf(m_language, page));
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 1 || level == 2)
            m_sections.append({page, anchorOf(block), block.text(), level, {}});
        else if (!m_sections.isEmpty() && m_sections.last().page == page)
            m_sections.last().text += block.text().remove(QChar::ObjectReplacementCharacter).simplified() + u' ';
    }
}

QStringList Manual::wordsOf(const QString& text)
{
    return text.split(QRegularExpression(QStringLiteral("[\\s，。、；：,;]+")), Qt::SkipEmptyParts);
}

QList<Manual::Hit> Manual::find(const QString& words) const
{
    const QStringList wanted = wordsOf(words);
    QList<Hit> inTitles, inTexts;
    if (wanted.isEmpty())
        return {};
    for (qsizetype i = 0; i < m_sections.size(); ++i) {
        const ManualSection& section = m_sections[i];
        const auto isIn = [](const QString& text) {
            return [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); };
        };
        const QString all = section.title + u'\n' + section.text;
        if (!std::all_of(wanted.begin(), wanted.end(), isIn(all)))
            continue;
        qsizetype place = -1;
        for (const QString& word : wanted)
            if (place < 0)
                place = section.text.indexOf(word, 0, Qt::CaseInsensitive);
        const qsizetype from = std::max<qsizetype>(place - kExcerptBefore, 0);
        QString excerpt = section.text.mid(from, kExcerptLength).trimmed();
        if (from > 0)
            excerpt.prepend(u'…');
        if (from + kExcerptLength < section.text.size())
            excerpt.append(u'…');
        const bool isTitled = std::any_of(wanted.begin(), wanted.end(), isIn(section.title));
        (isTitled ? inTitles : inTexts).append({i, excerpt});
    }
    return inTitles + inTexts;
}

} // namespace guanjing::app
