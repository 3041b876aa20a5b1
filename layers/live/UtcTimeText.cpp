#include "layers/live/UtcTimeText.h"

#include <cstdio>

namespace guanjing::layers {
namespace {

using namespace std::chrono;

/// Reads a text from left to right.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_rest(text) { }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    bool take(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    std::optional<int> digits(std::size_t count)
    {
        if (m_rest.size() < count)
            return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (m_rest[i] < '0' || m_rest[i] > '9')
                return std::nullopt;
            value = value * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(count);
        return value;
    }
    /// Digits after a decimal point as milliseconds, the rest cut off.
    std::optional<milliseconds> fraction()
    {
        int value = 0, scale = 1000, count = 0;
        while (!m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9') {
            if (scale > 1) {
                scale /= 10;
                value += (m_rest.front() - '0') * scale;
            }
            ++count;
            m_rest.remove_prefix(1);
        }
        return count > 0 ? std::optional(milliseconds(value)) : std::nullopt;
    }

private:
    std::string_view m_rest;
};

std::optional<minutes> parseZone(Cursor& cursor)
{
    if (cursor.take('Z') || cursor.take('z'))
        return minutes(0);
    const bool east = cursor.take('+');
    if (!east && !cursor.take('-'))
        return std::nullopt;
    const auto hour = cursor.digits(2);
    cursor.take(':');
    const auto minute = cursor.atEnd() ? std::optional(0) : cursor.digits(2);
    constexpr int kWidestZoneHours = 18;
    if (!hour || !minute || *hour > kWidestZoneHours || *minute > 59)
        return std::nullopt;
    const minutes offset = hours(*hour) + minutes(*minute);
    return east ? offset : -offset;
}

} // namespace

std::optional<UtcTime> parseUtcTime(std::string_view text)
{
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        const auto begin = parseUtcTime(text.substr(0, slash));
        const std::string_view rest = text.substr(slash + 1);
        if (!begin || rest.find('/') != std::string_view::npos)
            return std::nullopt;
        const auto end = parseUtcTime(rest);
        return end && *end >= *begin ? end : std::nullopt;
    }
    Cursor cursor(text);
    const auto yearNumber = cursor.digits(4);
    if (!yearNumber || !cursor.take('-'))
        return std::nullopt;
    const auto monthNumber = cursor.digits(2);
    if (!monthNumber || !cursor.take('-'))
        return std::nullopt;
    const auto dayNumber = cursor.digits(2);
    if (!dayNumber || !(cursor.take('T') || cursor.take('t') || cursor.take(' ')))
        return std::nullopt;
    const auto hour = cursor.digits(2);
    if (!hour || !cursor.take(':'))
        return std::nullopt;
    const auto minute = cursor.digits(2);
    std::optional<int> second = 0;
    std::optional<milliseconds> fraction = milliseconds(0);
    if (minute && cursor.take(':')) {
        second = cursor.digits(2);
        if (second && (cursor.take('.') || cursor.take(',')))
            fraction = cursor.fraction();
    }
    constexpr int kLeapSecond = 60;
    if (!minute || !second || !fraction || *hour > 23 || *minute > 59 || *second > kLeapSecond)
        return std::nullopt;
    const auto zone = parseZone(cursor);
    const year_month_day date{year(*yearNumber), month(static_cast<unsigned>(*monthNumber)),
                              day(static_cast<unsigned>(*dayNumber))};
    if (!zone || !cursor.atEnd() || !date.ok())
        return std::nullopt;
    return UtcTime(sys_days(date)) + hours(*hour) + minutes(*minute) + seconds(*second) + *fraction - *zone;
}

std::string formatUtcTime(UtcTime time)
{
    const auto dayStart = floor<days>(time);
    const year_month_day date(dayStart);
    const hh_mm_ss clock(time - dayStart);
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

} // namespace guanjing::layers
