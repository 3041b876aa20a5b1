#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace guanjing::app {

/// What stands below one heading of the manual.
struct ManualSection {
    QString page; ///< "layers.html"
    QString anchor; ///< of the heading; empty: the page's own
    QString title;
    int level = 1; ///< 1: a chapter, 2: a section in one
    QString text; ///< without markup, the title left out
};

/// The user's manual in one language, as it is linked in: pages of XHTML whose order is that of the links on index.html.
/// GUI thread.
class Manual {
public:
    /// "zh" or "en".
    explicit Manual(const QString& language);

    [[nodiscard]] const QString& language() const { return m_language; }
    /// In reading order.
    [[nodiscard]] const QList<ManualSection>& sections() const { return m_sections; }

    struct Hit {
        qsizetype section; ///< index in sections()
        QString excerpt; ///< around the first place, on one line
    };
    /// The sections that hold every word of `words`, whatever the case; those that have one in their title first.
    [[nodiscard]] QList<Hit> find(const QString& words) const;

    /// The words that find() looks for.
    [[nodiscard]] static QStringList wordsOf(const QString& text);
    /// Address of a page for Qt: "qrc:/manual/zh/layers.html#opacity".
    [[nodiscard]] static QString address(const QString& language, const QString& page);
    /// The pages of a language in their order, index.html first.
    [[nodiscard]] static QStringList pages(const QString& language);

private:
    void read(const QString& page);

    QString m_language;
    QList<ManualSection> m_sections;
};

} // namespace guanjing::app
