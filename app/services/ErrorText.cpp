#include "app/services/ErrorText.h"

#include "app/services/ContentDefect.h"
#include "app/services/DemoAddresses.h"
#include "app/services/Language.h"
#include "geodata/net/DataUrl.h"
#include "geodata/net/Url.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cstring>
#include <utility>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// Two sizes to be compared, in the same unit.
std::pair<QString, QString> bytesTexts(std::int64_t first, std::int64_t second)
{
    constexpr std::int64_t kMostBytes = 10'000, kMostExact = 1'000'000;
    const bool isExact = std::max(first, second) < kMostBytes
        || (std::min(first, second) < kMostBytes && std::max(first, second) < kMostExact);
    if (isExact)
        return {byteCountText(first), byteCountText(second)};
    const QLocale english(QLocale::English);
    constexpr std::int64_t kKibi = 1024;
    std::int64_t unit = kKibi;
    const char* name = "kB";
    for (const char* next : {"MB", "GB", "TB"})
        if (std::max(first, second) >= unit * kKibi) {
            unit *= kKibi;
            name = next;
        }
    const auto inUnit = [&](std::int64_t bytes) {
        const double value = static_cast<double>(bytes) / static_cast<double>(unit);
        const int digits = value >= 0.1 || bytes == 0 ? 1 : 3; // never 0 for what is there
        return english.toString(value, 'f', digits) + u' ' + QLatin1String(name);
    };
    const QString one = inUnit(first), other = inUnit(second);
    return one == other && first != second ? std::pair(byteCountText(first), byteCountText(second))
                                           : std::pair(one, other);
}

/// `wasTried`: a login was sent.
QString httpStatusText(std::int64_t status, bool wasTried)
{
    switch (status) {
    case 400: return ErrorText::tr("the server does not understand the request (HTTP 400)");
    case 407: return ErrorText::tr("the proxy wants a login (HTTP 407)");
    case 401:
        if (wasTried)
            return ErrorText::tr("the server does not accept the login (HTTP 401)");
        return ErrorText::tr("the server wants a login or a key (HTTP 401)");
    case 403: return ErrorText::tr("the server does not allow access (HTTP 403)");
    case 404: return ErrorText::tr("not found on the server (HTTP 404)");
    case 410: return ErrorText::tr("no longer on the server (HTTP 410)");
    case 429: return ErrorText::tr("too many requests for this server (HTTP 429)");
    case 500: return ErrorText::tr("the server has an internal error (HTTP 500)");
    case 502:
    case 504: return ErrorText::tr("a server behind the server does not answer (HTTP %1)").arg(status);
    case 503: return ErrorText::tr("the server is overloaded or under maintenance (HTTP 503)");
    default: break;
    }
    return status >= 500 ? ErrorText::tr("the server failed (HTTP %1)").arg(status)
                         : ErrorText::tr("the server refused the request (HTTP %1)").arg(status);
}

QString defectText(const QString& english);

/// Empty for ErrorReason::None.
QString reasonText(const Error& error)
{
    switch (error.reason) {
    case ErrorReason::None: break;
    case ErrorReason::HttpStatus: {
        // Behind the status what the server itself says.
        const std::size_t words = error.detail.find(": ");
        return words == std::string::npos ? httpStatusText(error.first, error.second != 0)
                                          : ErrorText::tr("%1; the server says: %2")
                                                .arg(httpStatusText(error.first, error.second != 0),
                                                     QString::fromStdString(error.detail.substr(words + 2)));
    }
    case ErrorReason::NameNotResolved: return ErrorText::tr("no server of this name is known (DNS)");
    case ErrorReason::Refused: return ErrorText::tr("connection refused");
    case ErrorReason::ConnectionLost: return ErrorText::tr("the server broke the connection off");
    case ErrorReason::ConnectTimeout: return ErrorText::tr("no connection within %1 s").arg(error.first);
    case ErrorReason::Stalled: return ErrorText::tr("no answer from the server for %1 s").arg(error.first);
    case ErrorReason::CertificateRejected:
        return ErrorText::tr("the server's TLS certificate is not trusted (%1)")
            .arg(defectText(QString::fromStdString(error.detail)));
    case ErrorReason::CircularRedirect: return ErrorText::tr("the server redirects in a circle");
    case ErrorReason::TooManyRedirects: return ErrorText::tr("more than %1 redirects").arg(error.first);
    case ErrorReason::Shorter: {
        const auto [is, should] = bytesTexts(error.first, error.second);
        return ErrorText::tr("incomplete: %1 instead of %2").arg(is, should);
    }
    case ErrorReason::LargerThanLimit: {
        const auto [is, limit] = bytesTexts(error.first, error.second);
        return error.first > 0 ? ErrorText::tr("too large: %1, the limit is %2").arg(is, limit)
                               : ErrorText::tr("too large: more than the limit of %1").arg(limit);
    }
    case ErrorReason::JsonAtByte:
        return ErrorText::tr("not valid JSON at byte %1 (%2)")
            .arg(error.first)
            .arg(contentDefectText(QString::fromStdString(error.detail)));
    case ErrorReason::NoSuchFile: return ErrorText::tr("no such file or folder");
    case ErrorReason::NoPermission: return ErrorText::tr("access to it is not permitted");
    case ErrorReason::IsFolder: return ErrorText::tr("is a folder, not a file");
    case ErrorReason::NotInCache: return ErrorText::tr("not in the cache, and no network may be used (offline)");
    case ErrorReason::AddressInUse:
        return ErrorText::tr("port %1 is in use by another program; choose another "
                             "with --port, or --port 0 for any "
                             "free one")
            .arg(error.first);
    }
    return {};
}

/// A kind of JSON value as layers/scene names it.
QString jsonKindText(const QString& english)
{
    static constexpr const char* kKinds[] = {
        QT_TRANSLATE_NOOP("ErrorText", "an object"),      QT_TRANSLATE_NOOP("ErrorText", "a list"),
        QT_TRANSLATE_NOOP("ErrorText", "a text"),         QT_TRANSLATE_NOOP("ErrorText", "a number"),
        QT_TRANSLATE_NOOP("ErrorText", "a whole number"), QT_TRANSLATE_NOOP("ErrorText", "a number with a fraction"),
        QT_TRANSLATE_NOOP("ErrorText", "true or false")};
    for (const char* kind : kKinds)
        if (english == QLatin1String(kind))
            return ErrorText::tr(kind);
    return english;
}

/// What is wrong with a clip or a name, in words of the language in force; any
/// other text as it is.
QString defectText(const QString& english)
{
    static constexpr const char* kFixed[] = {
        QT_TRANSLATE_NOOP("ErrorText", "an array of views was expected"),
        QT_TRANSLATE_NOOP("ErrorText", "no views in it"),
        QT_TRANSLATE_NOOP("ErrorText", "its extent is not known, so --view is needed"),
        QT_TRANSLATE_NOOP("ErrorText", "no permission to write in this folder"),
        QT_TRANSLATE_NOOP("ErrorText",
                          "neither DISPLAY nor WAYLAND_DISPLAY is set; "
                          "\"guanjing render\" draws without one"),
        QT_TRANSLATE_NOOP("ErrorText", "unknown key"),
        QT_TRANSLATE_NOOP("ErrorText", "is missing"),
        QT_TRANSLATE_NOOP("ErrorText", "must not be empty"),
        QT_TRANSLATE_NOOP("ErrorText", "needs one of polygon and box"),
        QT_TRANSLATE_NOOP("ErrorText", "is for mode flatten"),
        QT_TRANSLATE_NOOP("ErrorText", "is for a polygon; the box has its own"),
        QT_TRANSLATE_NOOP("ErrorText", "must be [longitude, latitude]"),
        QT_TRANSLATE_NOOP("ErrorText", "the box has a side that is not longer than 0"),
        QT_TRANSLATE_NOOP("ErrorText", "a polygon needs at least 3 points"),
        QT_TRANSLATE_NOOP("ErrorText", "minHeight is not below maxHeight"),
        QT_TRANSLATE_NOOP("ErrorText", "a point that is no longitude and latitude"),
        QT_TRANSLATE_NOOP("ErrorText", "the polygon has no area"),
        QT_TRANSLATE_NOOP("ErrorText", "the polygon crosses or touches itself"),
        QT_TRANSLATE_NOOP("ErrorText", "the polygon's outline is too narrow to be cut into pieces"),
        QT_TRANSLATE_NOOP("ErrorText", "needs a text, the user or the time to show"),
        QT_TRANSLATE_NOOP("ErrorText", "a swiped picture has two views"),
        QT_TRANSLATE_NOOP("ErrorText", "two to four views can be linked"),
        QT_TRANSLATE_NOOP("ErrorText", "one picture has one view"),
        QT_TRANSLATE_NOOP("ErrorText", "it is for another name than that of this server"),
        QT_TRANSLATE_NOOP("ErrorText", "it has expired"),
        QT_TRANSLATE_NOOP("ErrorText", "it is not valid yet; is the clock right?"),
        QT_TRANSLATE_NOOP("ErrorText", "it was revoked"),
        QT_TRANSLATE_NOOP("ErrorText", "it is signed by itself alone"),
        QT_TRANSLATE_NOOP("ErrorText", "no authority that is trusted here has signed it"),
        QT_TRANSLATE_NOOP("ErrorText", "the server wants a client certificate"),
        QT_TRANSLATE_NOOP("ErrorText", "the server does not accept the client certificate"),
        QT_TRANSLATE_NOOP("ErrorText",
                          "the client certificate cannot be used: wrong passphrase, no key, or no such file"),
        QT_TRANSLATE_NOOP("ErrorText", "no login and no key stands in it"),
        QT_TRANSLATE_NOOP("ErrorText", "one line was expected: USER:PASSWORD, or a token"),
        QT_TRANSLATE_NOOP("ErrorText",
                          "the server gives no parts of files, and this one is too large to be fetched whole"),
        QT_TRANSLATE_NOOP("ErrorText", "the file changed on the server while it was read"),
        QT_TRANSLATE_NOOP("ErrorText", "the cache is protected with another key"),
        QT_TRANSLATE_NOOP("ErrorText", "the cache is protected, and not open"),
        QT_TRANSLATE_NOOP("ErrorText", "the passphrase was not given; nothing is kept in this session"),
        QT_TRANSLATE_NOOP("ErrorText", "the keychain that holds the key cannot be opened"),
        QT_TRANSLATE_NOOP("ErrorText", "the keychain's entry \"cache-key\" is no key")};
    for (const char* text : kFixed)
        if (english == QLatin1String(text))
            return ErrorText::tr(text);
    struct Pattern {
        QRegularExpression form;
        const char* text;
    };
    static const Pattern kPatterns[] = {
        {QRegularExpression(QStringLiteral("^\"(.*)\" is already the name of another clip$")),
         QT_TRANSLATE_NOOP("ErrorText", "\"%1\" is already the name of another clip")},
        {QRegularExpression(QStringLiteral("^no tileset is named \"(.*)\"$")),
         QT_TRANSLATE_NOOP("ErrorText", "no tileset is named \"%1\"")},
        {QRegularExpression(QStringLiteral("^no source is named \"(.*)\"$")),
         QT_TRANSLATE_NOOP("ErrorText", "no source is named \"%1\"")},
        {QRegularExpression(QStringLiteral("^pictures of type \\.(.*)$")),
         QT_TRANSLATE_NOOP("ErrorText", "pictures of type .%1")},
        {QRegularExpression(QStringLiteral("^view (\\d+): \"(.*)\" must be a number$")),
         QT_TRANSLATE_NOOP("ErrorText", "view %1: \"%2\" must be a number")},
        {QRegularExpression(QStringLiteral("^view (\\d+): unknown key \"(.*)\"$")),
         QT_TRANSLATE_NOOP("ErrorText", "view %1: unknown key \"%2\"")},
        {QRegularExpression(QStringLiteral("^(.*); removed, a new one is begun$")),
         QT_TRANSLATE_NOOP("ErrorText", "%1; removed, a new one is begun")},
        {QRegularExpression(QStringLiteral("^the proxy refuses the connection \\(HTTP (\\d+)\\)$")),
         QT_TRANSLATE_NOOP("ErrorText", "the proxy refuses the connection (HTTP %1)")},
        {QRegularExpression(QStringLiteral("^the proxy (.*) cannot be reached$")),
         QT_TRANSLATE_NOOP("ErrorText", "the proxy %1 cannot be reached")},
        {QRegularExpression(QStringLiteral("^the proxy (.*) refuses the connection$")),
         QT_TRANSLATE_NOOP("ErrorText", "the proxy %1 refuses the connection")},
        {QRegularExpression(QStringLiteral("^the name of the proxy (.*) is not known$")),
         QT_TRANSLATE_NOOP("ErrorText", "the name of the proxy %1 is not known")},
        {QRegularExpression(QStringLiteral("^the file of trusted certificates (.*) cannot be read$")),
         QT_TRANSLATE_NOOP("ErrorText", "the file of trusted certificates %1 cannot be read")},
        {QRegularExpression(QStringLiteral("^wider than (\\d+) degrees$")),
         QT_TRANSLATE_NOOP("ErrorText", "wider than %1 degrees")},
        {QRegularExpression(QStringLiteral("^(\\d+) points, at most (\\d+) are allowed$")),
         QT_TRANSLATE_NOOP("ErrorText", "%1 points, at most %2 are allowed")}};
    for (const Pattern& pattern : kPatterns) {
        const auto match = pattern.form.match(english);
        if (!match.hasMatch())
            continue;
        QString text = ErrorText::tr(pattern.text).arg(match.captured(1));
        return match.lastCapturedIndex() > 1 ? text.arg(match.captured(2)) : text;
    }
    return contentDefectText(english);
}

/// The defect of a scene file, "line 2: viewpoints[0].lon: must be a number, is
/// a text", in words of the language in force; any other detail as it is.
QString detailText(const std::string& detail)
{
    static const QRegularExpression kPlaced(QStringLiteral("^line (\\d+): (?:(\\S+): )?(.+)$"));
    static const QRegularExpression kWrongKind(QStringLiteral("^must be (.+), is (.+)$"));
    const QString text = QString::fromStdString(detail);
    if (text.startsWith(QLatin1String("line ")) && text.contains(QLatin1Char('\n'))) { // several defects
        QString all;
        for (const QString& one : text.split(QLatin1Char('\n'))) {
            const QString worded = detailText(one.toStdString());
            all = all.isEmpty() ? worded : ErrorText::tr("%1; %2", "one defect; another").arg(all, worded);
        }
        return all;
    }
    const auto placed = kPlaced.match(text);
    if (!placed.hasMatch())
        return defectText(text);
    QString defect = placed.captured(3);
    if (const auto kinds = kWrongKind.match(defect); kinds.hasMatch())
        defect =
            ErrorText::tr("must be %1, is %2").arg(jsonKindText(kinds.captured(1)), jsonKindText(kinds.captured(2)));
    else
        defect = defectText(defect);
    if (!placed.captured(2).isEmpty())
        defect = ErrorText::tr("%1: %2", "key of a scene file: what is wrong").arg(placed.captured(2), defect);
    return ErrorText::tr("line %1: %2").arg(placed.captured(1), defect);
}

} // namespace

QString errorCodeText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Truncated: return ErrorText::tr("the data ends too early");
    case ErrorCode::BadMagic: return ErrorText::tr("not in the expected format");
    case ErrorCode::BadJson: return ErrorText::tr("not valid JSON");
    case ErrorCode::BadValue: return ErrorText::tr("a value is not allowed here");
    case ErrorCode::BadReference: return ErrorText::tr("a reference leads nowhere");
    case ErrorCode::LengthMismatch: return ErrorText::tr("lengths contradict each other");
    case ErrorCode::TooLarge: return ErrorText::tr("too large");
    case ErrorCode::TooDeep: return ErrorText::tr("nested too deeply");
    case ErrorCode::UnsupportedVersion: return ErrorText::tr("this version is not supported");
    case ErrorCode::UnsupportedFeature: return ErrorText::tr("this feature is not supported");
    case ErrorCode::DecodeFailed: return ErrorText::tr("the data cannot be decoded");
    case ErrorCode::Empty: return ErrorText::tr("the content is empty");
    case ErrorCode::NoPlace: return ErrorText::tr("its place on Earth is not known");
    case ErrorCode::NotFound: return ErrorText::tr("not found");
    case ErrorCode::HttpStatus: return ErrorText::tr("the server answered with an error");
    case ErrorCode::ConnectionFailed: return ErrorText::tr("the server cannot be reached");
    case ErrorCode::Timeout: return ErrorText::tr("the server did not answer in time");
    case ErrorCode::TlsFailed: return ErrorText::tr("the secure connection failed");
    case ErrorCode::RedirectLoop: return ErrorText::tr("the server redirects in circles");
    case ErrorCode::ForbiddenScheme: return ErrorText::tr("content from a server may not name local files");
    case ErrorCode::BadUrl: return ErrorText::tr("not a usable address");
    case ErrorCode::Cancelled: return ErrorText::tr("cancelled");
    case ErrorCode::Offline: return ErrorText::tr("not in the cache while working offline");
    case ErrorCode::ReadFailed: return ErrorText::tr("cannot be read");
    case ErrorCode::WriteFailed: return ErrorText::tr("cannot be written");
    case ErrorCode::DiskFull: return ErrorText::tr("the disk is full");
    case ErrorCode::CorruptDatabase: return ErrorText::tr("the file is damaged");
    case ErrorCode::NewerVersion: return ErrorText::tr("written by a newer version of this program");
    case ErrorCode::NeedsKey: return ErrorText::tr("encrypted, and no key was given");
    case ErrorCode::WrongKey: return ErrorText::tr("the key does not fit");
    case ErrorCode::Notice: return ErrorText::tr("a remark");
    case ErrorCode::Usage: return ErrorText::tr("wrong usage");
    case ErrorCode::NoDisplay: return ErrorText::tr("no OpenGL display is available");
    case ErrorCode::Internal: break;
    }
    return ErrorText::tr("internal error");
}

QString errorCauseText(const Error& error)
{
    if (QString text = reasonText(error); !text.isEmpty())
        return text;
    return errorCodeText(error.code);
}

QString errorText(const Error& error)
{
    QString text = errorCauseText(error);
    if (error.reason == ErrorReason::None && !error.detail.empty()) {
        const QString detail = detailText(error.detail);
        if (error.code == ErrorCode::Notice || detail == text) // no failure to name, or nothing to add to it
            text = detail;
        else
            text = ErrorText::tr("%1 (%2)", "meaning (exact defect)").arg(text, detail);
    }
    if (!error.source.empty())
        text = ErrorText::tr("%1: %2", "source: what is wrong").arg(errorSourceText(error.source), text);
    return text;
}

QString errorSourceText(const std::string& source)
{
    for (const char* prefix : {kDemoPlaceholder, kDemoPackRoot})
        if (source.starts_with(prefix))
            return ErrorText::tr("demo city, %1", "path of a file of the demo platform")
                .arg(QString::fromStdString(source.substr(std::strlen(prefix))));
    return QString::fromStdString(isDataUrl(source) ? redactUrl(source) : source);
}

QString errorDetailText(const std::string& detail) { return detailText(detail); }

QString noPlaceText()
{
    return ErrorText::tr("This model has no place on Earth; it stands on a "
                         "square in Dongguan, with its lowest point on "
                         "the ground.");
}

QString moreLikeItText(std::uint64_t more)
{
    return withThinGroups(ErrorText::tr("… and %Ln more like it", nullptr, static_cast<int>(more)));
}

} // namespace guanjing::app
