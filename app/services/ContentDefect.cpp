#include "app/services/ContentDefect.h"

#include "app/services/ContentDefectForms.h"

#include <QCoreApplication>
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
};

const std::vector<Form>& forms()
{
    static const std::vector<Form> all = [] {
        static const QRegularExpression kPlace(QStringLiteral("%(\\d)"));
        std::vector<Form> made;
        const auto add = [&made](const char* text) {
            Form form{text, {}, {}};
            const QString english = QString::fromUtf8(text);
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
            made.push_back(std::move(form));
        };
        for (const char* text : tileDefectForms())
            add(text);
        for (const char* text : imageryDefectForms())
            add(text);
        for (const char* text : packDefectForms())
            add(text);
        for (const char* text : furtherDefectForms())
            add(text);
        return made;
    }();
    return all;
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
    for (const Form& form : forms()) {
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
            const QString value = match.captured(static_cast<int>(place - form.places.begin()) + 1);
            // What stands in quotation marks is a name or a text of the data.
            const qsizetype before = match.capturedStart(static_cast<int>(place - form.places.begin()) + 1) - 1;
            const bool isQuoted = before >= 0 && (detail[before] == u'"' || detail[before] == u'\'');
            result += isQuoted ? value : worded(value).value_or(value);
            ++i;
        }
        return result;
    }
    return std::nullopt;
}

} // namespace

QString contentDefectText(const QString& detail) { return worded(detail).value_or(detail); }

bool isKnownContentDefect(const QString& detail) { return worded(detail).has_value(); }

} // namespace guanjing::app
