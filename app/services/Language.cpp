#include "app/services/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QSettings>
#include <QTranslator>

#include <algorithm>
#include <limits>

namespace guanjing::app {

namespace {

struct QtText {
    const char *text, *comment;
};
/// What Qt's own Chinese lacks in 6.4 and people see: the kind of a folder in file dialogs.
[[maybe_unused]] constexpr QtText kQtTexts[] = {
    QT_TRANSLATE_NOOP3("QAbstractFileIconProvider", "Folder", "All other platforms"),
};

} // namespace

QString installLanguage(const QString& language)
{
    static QTranslator ours, qt; // QCoreApplication keeps plain pointers to them
    QString chosen = language;
    if (chosen != u"zh" && chosen != u"en")
        chosen = QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing"))
                     .value(QStringLiteral("language"), QStringLiteral("zh"))
                     .toString();
    if (chosen != u"en")
        chosen = QStringLiteral("zh");
    QCoreApplication::removeTranslator(&ours);
    QCoreApplication::removeTranslator(&qt);
    const QString locale = chosen == u"zh" ? QStringLiteral("zh_CN") : QStringLiteral("en");
    if (qt.load(QStringLiteral("qtbase_") + locale, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt);
    if (ours.load(QStringLiteral(":/i18n/guanjing_") + locale + QStringLiteral(".qm")))
        QCoreApplication::installTranslator(&ours);
    QLocale::setDefault(chosen == u"zh" ? QLocale(QLocale::Chinese, QLocale::China)
                                        : QLocale(QLocale::English, QLocale::UnitedKingdom));
    return chosen;
}

QString withThinGroups(QString text)
{
    static const QRegularExpression kComma(QStringLiteral("(?<=\\d),(?=\\d{3}(?!\\d))"));
    return text.replace(kComma, QString(QChar(0x202f)));
}

QString byteCountText(std::int64_t bytes)
{
    const auto form = static_cast<int>(std::clamp<std::int64_t>(bytes, 0, std::numeric_limits<int>::max()));
    return withThinGroups(QCoreApplication::translate("DataSize", "%1 byte(s)", nullptr, form)
                              .arg(QLocale(QLocale::English).toString(bytes)));
}

QString dataSizeText(double bytes, int decimals)
{
    constexpr double kKilobyte = 1024, kMost = 9e18;
    if (bytes < kKilobyte)
        return byteCountText(static_cast<std::int64_t>(std::max(0.0, bytes)));
    return QLocale(QLocale::English)
        .formattedDataSize(static_cast<qint64>(std::min(bytes, kMost)), decimals, QLocale::DataSizeTraditionalFormat);
}

} // namespace guanjing::app
