#include "app/services/ContentDefect.h"

#include "app/services/ContentDefectForms.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace guanjing::app {

namespace {

struct Form {
    const char* text;
    QRegularExpression pattern;
    std::vector<int> places; ///< number of each placeholder, in the order of the text
    QString longest; ///< part between placeholders, without which it cannot fit
};
struct Forms {
    QHash<QString, const char*> sentences; ///< without placeholders; they go before the others
    std::vector<Form> patterns;
};

Forms readForms(std::initializer_list<std::span<const char* const>> lists)
{
    static const QRegularExpression kPlace(QStringLiteral("%(\\d)"));
    Forms made;
    const auto add = [&made](const char* text) {
        const QString english = QString::fromUtf8(text);
        if (!english.contains(kPlace)) {
            made.sentences.insert(english, text);
            return;
        }
        Form form{text, {}, {}, {}};
        for (const QString& part : english.split(kPlace))
            if (part.size() > form.longest.size())
                form.longest = part;
        QString pattern;
        qsizetype at = 0;
        for (auto places = kPlace.globalMatch(english); places.hasNext();) {
            const auto place = places.next();
            pattern += QRegularExpression::escape(english.mid(at, place.capturedStart() - at))
                + (place.capturedEnd() == english.size() ? QStringLiteral("(.+)") : QStringLiteral("(.+?)"));
            form.places.push_back(place.captured(1).toInt());
            at = place.capturedEnd();
        }
        form.pattern = QRegularExpression(
            QRegularExpression::anchoredPattern(pattern + QRegularExpression::escape(english.mid(at))),
            QRegularExpression::DotMatchesEverythingOption);
        made.patterns.push_back(std::move(form));
    };
    for (const auto list : lists)
        std::for_each(list.begin(), list.end(), add);
    return made;
}

const Forms& forms()
{
    static const Forms all = readForms(
        {tileDefectForms(), imageryDefectForms(), packDefectForms(), dataDefectForms(), furtherDefectForms()});
    return all;
}

const Forms& places()
{
    static const Forms all = readForms({defectPlaceForms()});
    return all;
}

/// What no form knows, such as a library's own words, told from ours.
QString foreignText(const QString& text)
{
    static const QRegularExpression kSentence(QStringLiteral("[A-Za-z]{2,}[,:;]? [A-Za-z]{2,}")),
        kHan(QStringLiteral("\\p{Han}"));
    return text.contains(kSentence) && !text.contains(kHan)
        ? QCoreApplication::translate("ContentDefect", "%1", "words of a library or a service, as they are").arg(text)
        : text;
}

std::optional<QString> worded(const QString& detail);

/// A list as the lower rooms write it, `"a", "b" and 3 more` or `1, 2 and 3`, as the language in force has lists.
QString listText(const QString& list)
{
    static const QRegularExpression kNames(QStringLiteral("^((?:\"[^\"]*\", )*\"[^\"]*\")(?: and (\\d+) more)?$")),
        kName(QStringLiteral("\"([^\"]*)\"")), kNumbers(QStringLiteral("^(\\d+(?:, \\d+)*) and (\\d+)$"));
    const QString comma = QCoreApplication::translate("ContentDefect", ", ", "between names or numbers");
    if (const auto numbers = kNumbers.match(list); numbers.hasMatch())
        return QCoreApplication::translate("ContentDefect", "%1 and %2", "last of a list of numbers")
            .arg(numbers.captured(1).replace(QLatin1String(", "), comma), numbers.captured(2));
    const auto names = kNames.match(list);
    if (!names.hasMatch())
        return list;
    QStringList quoted;
    for (auto found = kName.globalMatch(names.captured(1)); found.hasNext();)
        quoted << QCoreApplication::translate("ContentDefect", "\"%1\"", "a name").arg(found.next().captured(1));
    const QString all = quoted.join(comma);
    return names.captured(2).isEmpty()
        ? all
        : QCoreApplication::translate("ContentDefect", "%1 and %2 more", "names").arg(all, names.captured(2));
}

/// The text of the first of these forms that fits.
std::optional<QString> wordedBy(const Forms& all, const QString& detail)
{
    if (const char* sentence = all.sentences.value(detail))
        return QCoreApplication::translate("ContentDefect", sentence);
    for (const Form& form : all.patterns) {
        if (!detail.contains(form.longest))
            continue;
        const auto match = form.pattern.match(detail);
        if (!match.hasMatch())
            continue;
        QString text = QCoreApplication::translate("ContentDefect", form.text);
        // From the last on and as a whole, so that a percent sign in a value is nobody's placeholder.
        QString result;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const int number = text[i] == u'%' && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
            const auto place = std::find(form.places.begin(), form.places.end(), number);
            if (number < 0 || place == form.places.end()) {
                result += text[i];
                continue;
            }
            const int group = static_cast<int>(place - form.places.begin()) + 1;
            const QString value = match.captured(group);
            // What stands in quotation marks is a name or a text of the data, what stands behind a colon somebody's words.
            const QString before = detail.left(match.capturedStart(group));
            const bool isQuoted = before.endsWith(u'"') || before.endsWith(u'\'');
            const bool areWords = before.endsWith(QLatin1String(": "));
            result += isQuoted ? value : worded(value).value_or(areWords ? foreignText(value) : listText(value));
            ++i;
        }
        return result;
    }
    return std::nullopt;
}

QString placeText(const QString& place)
{
    static const QRegularExpression kLine(QStringLiteral("^line (\\d+), column (\\d+)$"));
    const auto line = kLine.match(place);
    return line.hasMatch()
        ? QCoreApplication::translate("ContentDefect", "line %1, column %2").arg(line.captured(1), line.captured(2))
        : place;
}

std::optional<QString> worded(const QString& detail)
{
    // "meshes[0].primitives[1]: what is wrong there"; "line 3, column 7: …". First, lest a form that begins with a value takes
    // the place for a part of it.
    static const QRegularExpression kPlaced(QStringLiteral("^(line \\d+, column \\d+|[^\\s:]+): (.+)$"),
                                            QRegularExpression::DotMatchesEverythingOption);
    if (const auto placed = kPlaced.match(detail); placed.hasMatch()) {
        if (const auto inner = worded(placed.captured(2)))
            return QCoreApplication::translate("ContentDefect", "%1: %2", "place in a file: what is wrong there")
                .arg(placeText(placed.captured(1)), *inner);
    }
    for (qsizetype colon = detail.indexOf(QLatin1String(": ")); colon > 0;
         colon = detail.indexOf(QLatin1String(": "), colon + 1)) {
        const auto place = wordedBy(places(), detail.left(colon));
        if (const auto inner = place ? worded(detail.mid(colon + 2)) : std::nullopt)
            return QCoreApplication::translate("ContentDefect", "%1: %2", "place in a file: what is wrong there")
                .arg(*place, *inner);
    }
    return wordedBy(forms(), detail);
}

} // namespace

QString contentDefectText(const QString& detail)
{
    if (const auto text = worded(detail))
        return *text;
    // Several at once, each with words of its own.
    const QStringList parts = detail.split(QLatin1String("; "));
    if (parts.size() < 2 || std::none_of(parts.begin(), parts.end(), [](const QString& part) { return worded(part); }))
        return foreignText(detail);
    QStringList texts;
    for (const QString& part : parts)
        texts << worded(part).value_or(foreignText(part));
    return texts.join(QCoreApplication::translate("ContentDefect", "; ", "between defects"));
}

QString defectPlaceText(const QString& place) { return wordedBy(places(), place).value_or(place); }

bool isKnownContentDefect(const QString& detail) { return worded(detail).has_value(); }

} // namespace guanjing::app
