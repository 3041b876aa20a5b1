#include "app/platform/IsoTime.h"

#include <cctype>
#include <charconv>
#include <cstdio>

namespace guanjing::app {

using namespace std::chrono;

std::optional<UtcTime> parseIsoTime(std::string_view text)
{
    // 2026-11-22T08:00:00[.123](Z|±hh:mm)
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t length, int& value) {
        if (at + length > text.size())
            return false;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + length, value);
        return error == std::errc() && end == text.data() + at + length;
    };
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
    if (!number(0, 4, y) || !number(5, 2, mo) || !number(8, 2, d) || !number(11, 2, h) || !number(14, 2, mi)
        || !number(17, 2, s))
        return std::nullopt;
    const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
    if (!date.ok() || h > 24 || mi > 59 || s > 60)
        return std::nullopt;
    UtcTime time = sys_days(date) + hours(h) + minutes(mi) + seconds(s);
    std::size_t at = 19;
    if (text[at] == '.') {
        double scale = 100;
        for (++at; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0; ++at) {
            time += milliseconds(static_cast<int>((text[at] - '0') * scale));
            scale /= 10;
        }
    }
    const std::string_view zone = text.substr(at);
    if (zone == "Z")
        return time;
    int zh = 0;
    int zm = 0;
    // a '+' that was not encoded arrives as a blank
    if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-' || zone[0] == ' ') && zone[3] == ':'
        && number(at + 1, 2, zh) && number(at + 4, 2, zm)) {
        const minutes offset(60 * zh + zm);
        return zone[0] == '-' ? time + offset : time - offset;
    }
    return std::nullopt;
}

std::string formatIsoTime(UtcTime time)
{
    const auto days = floor<std::chrono::days>(time);
    const year_month_day date(days);
    const hh_mm_ss clock(floor<seconds>(time - days));
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text;
}

std::optional<milliseconds> parseIsoDuration(std::string_view text)
{
    // ISO 8601 PnDTnHnMnS
    if (text.empty() || text.front() != 'P')
        return std::nullopt;
    text.remove_prefix(1);
    bool time = false;
    double total = 0;
    while (!text.empty()) {
        if (text.front() == 'T') {
            time = true;
            text.remove_prefix(1);
            continue;
        }
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end == text.data() + text.size())
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const char unit = text.front();
        text.remove_prefix(1);
        if (!time && unit == 'D')
            total += number * 86400;
        else if (!time && unit == 'W')
            total += number * 604800;
        else if (time && unit == 'H')
            total += number * 3600;
        else if (time && unit == 'M')
            total += number * 60;
        else if (time && unit == 'S')
            total += number;
        else
            return std::nullopt;
    }
    return milliseconds(static_cast<std::int64_t>(total * 1000));
}

} // namespace guanjing::app
