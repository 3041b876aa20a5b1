#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace guanjing::app {

/// A name made ready for searching: by its characters, by its words, and for Chinese by the sound of each character
/// (pinyin without tones, whole or shortened to initials: 虎门 is found by "humen", "hm" and "hum"). Case, accents, spaces
/// and punctuation do not matter. Sounds come from ICU's transform Han-Latin (CLDR), and for characters that are read
/// differently in Dongguan's names from a short list of our own. GUI thread.
class NameMatch {
public:
    explicit NameMatch(const QString& name);

    /// How well a text names it: 0 not at all, greater is better. Several words may stand in any order.
    [[nodiscard]] int rank(const QString& text) const;

private:
    [[nodiscard]] int rankOfWord(const QString& key) const;
    [[nodiscard]] int rankOfSound(const QString& key) const;
    [[nodiscard]] bool soundsFrom(int unit, const QString& key, int at, bool wholeOnly) const;

    QString m_plain; ///< letters and digits only, lower case
    std::vector<QStringList> m_sounds; ///< of each character; a run of Latin letters is one
    std::vector<bool> m_isHan;
};

} // namespace guanjing::app
