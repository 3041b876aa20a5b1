#include "app/panels/LongText.h"

#include <QLabel>

namespace guanjing::app {

namespace {

constexpr int kLongestPiece = 16;
constexpr QChar kBreak(0x200b);

} // namespace

QString breakable(const QString& text)
{
    QString result;
    int piece = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        result += c;
        const bool ends = c.isSpace() || c.script() == QChar::Script_Han;
        piece = ends ? 0 : piece + 1;
        if (piece < kLongestPiece || i + 1 == text.size())
            continue;
        // A separator soon behind is the better place.
        static const QString separators = QStringLiteral("/?&=._-,;:%");
        bool waits = false;
        for (qsizetype next = i; next < qMin(i + 8, text.size()) && piece < kLongestPiece + 8; ++next)
            waits = waits || (next > i && separators.contains(text[next]));
        if (separators.contains(c) || (!waits && !c.isHighSurrogate() && !text[i + 1].isMark())) {
            result += kBreak;
            piece = 0;
        }
    }
    return result;
}

void wrapInPlace(QLabel& label)
{
    label.setWordWrap(true);
    QSizePolicy policy = label.sizePolicy(); // knows that the height follows from the width
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    label.setSizePolicy(policy);
}

} // namespace guanjing::app
