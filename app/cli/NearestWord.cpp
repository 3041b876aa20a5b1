#include "app/cli/NearestWord.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace guanjing::app {
namespace {

/// Letters to insert, leave out or change to get from one word to the other.
int editDistance(const QString& a, const QString& b)
{
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({changed, row[at] + 1, row[at - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

QString nearestWord(const QString& word, const QStringList& known)
{
    QString best;
    int least = std::max(1, static_cast<int>(word.size()) / 3) + 1;
    for (const QString& candidate : known) {
        const bool isBeginning = word.size() >= 3 && candidate.startsWith(word);
        const int distance = isBeginning ? 0 : editDistance(word, candidate);
        if (candidate.size() > 1 && distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

QStringList nearestWords(const QString& word, const QStringList& known, int most)
{
    std::vector<std::pair<int, QString>> near;
    const QString lower = word.toLower();
    const int farthest = std::max(1, static_cast<int>(word.size()) / 2);
    for (const QString& candidate : known) {
        const bool isBeginning = !lower.isEmpty() && candidate.toLower().startsWith(lower);
        const int distance = isBeginning ? 0 : editDistance(lower, candidate.toLower());
        if (distance <= farthest && distance < candidate.size())
            near.emplace_back(distance, candidate);
    }
    std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QStringList words;
    for (std::size_t i = 0; i < near.size() && words.size() < most; ++i)
        words << near[i].second;
    return words;
}

} // namespace guanjing::app
