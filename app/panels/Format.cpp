#include "app/panels/Format.h"

#include "geodata/styling/LegendNumbers.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <cmath>
#include <string>
#include <vector>

namespace guanjing::app {

QString formatLon(double lonDegrees)
{
    return QStringLiteral("%1° %2").arg(std::abs(lonDegrees), 0, 'f', 7).arg(QChar(lonDegrees < 0 ? u'W' : u'E'));
}

QString formatLat(double latDegrees)
{
    return QStringLiteral("%1° %2").arg(std::abs(latDegrees), 0, 'f', 7).arg(QChar(latDegrees < 0 ? u'S' : u'N'));
}

QString formatLonLat(double lonDegrees, double latDegrees)
{
    return formatLon(lonDegrees) + QStringLiteral("  ") + formatLat(latDegrees);
}

QString formatMeters(double meters, int decimals)
{
    QString digits = QString::number(std::abs(meters), 'f', decimals);
    const auto point = digits.indexOf(u'.');
    for (auto i = (point < 0 ? digits.size() : point) - 3; i > 0; i -= 3)
        digits.insert(i, QChar(0x202f)); // narrow no-break space
    const bool isZero = digits.count(u'0') + digits.count(u'.') == digits.size();
    return meters < 0 && !isZero ? QChar(0x2212) + digits : digits;
}

QString formatArea(double squareMeters)
{
    if (squareMeters >= 1e6)
        return formatMeters(squareMeters / 1e6, 2) + QStringLiteral(" km²");
    if (squareMeters >= 1e4)
        return formatMeters(squareMeters / 1e4, 2) + QStringLiteral(" ha");
    return formatMeters(squareMeters, squareMeters < 100 ? 1 : 0) + QStringLiteral(" m²");
}

QString formatScale(double denominator)
{
    if (!std::isfinite(denominator) || denominator <= 0)
        return QStringLiteral("1 : —");
    const double step = std::pow(10.0, std::floor(std::log10(denominator)) - 1.0);
    return QStringLiteral("1 : ") + formatMeters(std::round(denominator / step) * step, 0);
}

QString formatLocalTime(std::chrono::sys_time<std::chrono::milliseconds> instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), QTimeZone("Asia/Shanghai"))
        .toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QDateTime localNow() { return QDateTime::currentDateTimeUtc().toTimeZone(QTimeZone("Asia/Shanghai")); }

QString formatValue(double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("—");
    QString text = QString::number(value, 'f', std::abs(value) >= 100 ? 0 : std::abs(value) >= 10 ? 1 : 2);
    if (text.startsWith(u'-'))
        text[0] = QChar(0x2212);
    return text;
}

std::pair<QString, QString> formatEnds(double least, double greatest)
{
    const double ends[] = {least, greatest};
    const auto grouped = [](const std::string& number) {
        const QString text = QString::fromStdString(number);
        const bool isPlain = text.count(QRegularExpression(QStringLiteral("[^-.0-9]"))) == 0;
        const auto point = text.indexOf(u'.');
        return isPlain ? formatMeters(text.toDouble(), point < 0 ? 0 : static_cast<int>(text.size() - point - 1))
                       : text;
    };
    const std::vector<std::string> texts = styling::legendNumbers(ends, greatest - least);
    return {grouped(texts[0]), grouped(texts[1])};
}

QString formatUnit(const QString& unit)
{
    QString text = unit;
    text.replace(QStringLiteral("ug/"), QStringLiteral("µg/"));
    text.replace(QStringLiteral("m3"), QStringLiteral("m³"));
    text.replace(QStringLiteral("degC"), QStringLiteral("°C"));
    return text;
}

std::optional<CoordinateInput> parseCoordinate(const QString& text)
{
    QString clean = text.trimmed().toUpper();
    clean.replace(QRegularExpression(QStringLiteral("[,，、;；°\\s]+")), QStringLiteral(" "));
    clean.replace(QStringLiteral("北纬"), QStringLiteral("N"));
    clean.replace(QStringLiteral("东经"), QStringLiteral("E"));
    // "N 23.02 E 113.75": a letter in front belongs to the number behind it.
    if (!clean.isEmpty() && clean.front().isLetter())
        clean.replace(QRegularExpression(QStringLiteral("([NSEW]) (?=[-\\d])")), QStringLiteral("\\1"));
    static const QRegularExpression pattern(QStringLiteral(
        R"(^([NSEW])? ?(-?\d{1,3}(?:\.\d+)?) ?([NSEW])? ([NSEW])? ?(-?\d{1,3}(?:\.\d+)?) ?([NSEW])?(?: (-?\d+(?:\.\d+)?) ?M?)?$)"));
    const auto match = pattern.match(clean.simplified());
    if (!match.hasMatch())
        return std::nullopt;
    double first = match.captured(2).toDouble(), second = match.captured(5).toDouble();
    const QString firstMark = match.captured(1) + match.captured(3);
    const QString secondMark = match.captured(4) + match.captured(6);
    if (firstMark.size() > 1 || secondMark.size() > 1)
        return std::nullopt;
    const auto signedBy = [](double value, const QString& mark) {
        return mark == QLatin1String("S") || mark == QLatin1String("W") ? -value : value;
    };
    const auto isLatitude = [](const QString& mark) {
        return mark == QLatin1String("N") || mark == QLatin1String("S");
    };
    const auto isLongitude = [](const QString& mark) {
        return mark == QLatin1String("E") || mark == QLatin1String("W");
    };
    bool swap = isLatitude(firstMark) || isLongitude(secondMark);
    if ((isLongitude(firstMark) && isLongitude(secondMark)) || (isLatitude(firstMark) && isLatitude(secondMark)))
        return std::nullopt;
    if (firstMark.isEmpty() && secondMark.isEmpty())
        swap = std::abs(first) <= 90 && std::abs(second) > 90;
    first = signedBy(first, firstMark);
    second = signedBy(second, secondMark);
    if (swap)
        std::swap(first, second);
    if (std::abs(first) > 180 || std::abs(second) > 90)
        return std::nullopt;
    CoordinateInput result{first, second, std::nullopt};
    if (!match.captured(7).isEmpty())
        result.heightMeters = match.captured(7).toDouble();
    return result;
}

} // namespace guanjing::app
