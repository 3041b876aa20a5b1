#include "app/panels/NameMatch.h"

#include <QHash>

#include <unicode/translit.h>

#include <algorithm>
#include <memory>

namespace guanjing::app {

namespace {

enum Rank { kNone = 0, kInitials = 1, kSoundInside = 2, kInside = 3, kSoundStart = 4, kStart = 5, kExact = 6 };

QString plainText(const QString& text)
{
    QString result;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.isLetterOrNumber())
            result += c.toLower();
    }
    return result;
}

bool isHan(QChar c) { return c.script() == QChar::Script_Han; }

/// Readings that Dongguan's names, or names in any Chinese city, need besides the usual one.
const QHash<QChar, QStringList>& furtherSounds()
{
    static const QHash<QChar, QStringList> sounds{
        {u'长', {QStringLiteral("chang")}}, {u'涌', {QStringLiteral("chong")}}, {u'莞', {QStringLiteral("wan")}},
        {u'厦', {QStringLiteral("xia")}},   {u'行', {QStringLiteral("hang")}},  {u'乐', {QStringLiteral("yue")}},
        {u'重', {QStringLiteral("chong")}}, {u'朝', {QStringLiteral("zhao")}},  {u'埔', {QStringLiteral("bu")}},
        {u'车', {QStringLiteral("ju")}},    {u'都', {QStringLiteral("du")}},    {u'会', {QStringLiteral("kuai")}},
        {u'校', {QStringLiteral("jiao")}},  {u'曾', {QStringLiteral("zeng")}},  {u'单', {QStringLiteral("shan")}}};
    return sounds;
}

QStringList soundsOf(QChar c)
{
    static QHash<QChar, QStringList> known;
    if (const auto found = known.constFind(c); found != known.constEnd())
        return *found;
    static const std::unique_ptr<icu::Transliterator> transform = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
            icu::UnicodeString(u"Han-Latin; Latin-ASCII; Lower"), UTRANS_FORWARD, status));
        return U_SUCCESS(status) ? std::move(made) : nullptr;
    }();
    QStringList sounds;
    if (transform) {
        icu::UnicodeString text(static_cast<char16_t>(c.unicode()));
        transform->transliterate(text);
        const QString sound = plainText(QString::fromUtf16(text.getBuffer(), text.length()));
        if (!sound.isEmpty() && !isHan(sound.front()))
            sounds << sound;
    }
    for (const QString& sound : furtherSounds().value(c)) {
        if (!sounds.contains(sound))
            sounds << sound;
    }
    return *known.insert(c, sounds);
}

/// zh, ch and sh may be shortened to both letters, like every sound to its first.
bool isShortForm(const QString& sound, int length)
{
    return length == 1 || (length == 2 && sound.size() > 2 && sound[1] == u'h');
}

} // namespace

NameMatch::NameMatch(const QString& name) : m_plain(plainText(name))
{
    bool inWord = false;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD)) {
        if (!c.isLetterOrNumber()) {
            inWord = inWord && c.isMark(); // an accent does not end the word
        } else if (isHan(c)) {
            m_sounds.push_back(soundsOf(c));
            m_isHan.push_back(true);
            inWord = false;
        } else if (inWord) {
            m_sounds.back().front() += c.toLower();
        } else {
            m_sounds.push_back({QString(c.toLower())});
            m_isHan.push_back(false);
            inWord = true;
        }
    }
}

bool NameMatch::soundsFrom(int unit, const QString& key, int at, bool wholeOnly) const
{
    if (at == key.size())
        return true;
    const auto index = static_cast<std::size_t>(unit);
    if (index >= m_sounds.size())
        return false;
    for (const QString& sound : m_sounds[index]) {
        const int left = static_cast<int>(key.size()) - at;
        int common = 0;
        while (common < sound.size() && common < left && sound[common] == key[at + common])
            ++common;
        if (common == left)
            return true; // the last one may be half typed
        if (common == sound.size() && soundsFrom(unit + 1, key, at + common, wholeOnly))
            return true;
        for (int length = 1; !wholeOnly && length <= std::min(common, 2); ++length) {
            if (isShortForm(sound, length) && soundsFrom(unit + 1, key, at + length, wholeOnly))
                return true;
        }
    }
    return false;
}

int NameMatch::rankOfSound(const QString& key) const
{
    // A single letter says too little to be looked for inside.
    const int last =
        key.size() < 2 ? std::min<int>(1, static_cast<int>(m_sounds.size())) : static_cast<int>(m_sounds.size());
    int best = kNone;
    for (int unit = 0; unit < last; ++unit) {
        if (soundsFrom(unit, key, 0, true))
            best = std::max<int>(best, unit == 0 ? kSoundStart : kSoundInside);
        else if (soundsFrom(unit, key, 0, false))
            best = std::max<int>(best, unit == 0 ? kSoundInside : kInitials);
    }
    return best;
}

int NameMatch::rankOfWord(const QString& key) const
{
    if (key == m_plain)
        return kExact;
    if (m_plain.startsWith(key))
        return kStart;
    const bool isLatin = std::none_of(key.begin(), key.end(), isHan);
    const int inside = m_plain.contains(key) ? kInside : kNone;
    return isLatin ? std::max(inside, rankOfSound(key)) : inside;
}

int NameMatch::rank(const QString& text) const
{
    const QString whole = plainText(text);
    if (whole.isEmpty() || m_plain.isEmpty())
        return kNone;
    if (const int rank = rankOfWord(whole); rank > kNone)
        return rank;
    int least = kExact;
    int words = 0;
    for (const QString& word : text.simplified().split(u' ')) {
        const QString key = plainText(word);
        if (key.isEmpty())
            continue;
        ++words;
        least = std::min(least, rankOfWord(key));
    }
    return words > 1 ? std::min<int>(least, kInside) : kNone;
}

} // namespace guanjing::app
