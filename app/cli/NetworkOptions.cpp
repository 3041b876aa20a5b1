#include "app/cli/NetworkOptions.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace guanjing::app {

namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

tl::unexpected<Error> usage(const QString& sentence) { return fail(ErrorCode::Usage, {}, sentence.toStdString()); }

/// "NAME=FILE"; the name may hold no '='.
Result<std::pair<QString, QString>> pairOf(const QString& option, const QString& text)
{
    const auto equals = text.indexOf(u'=');
    if (equals <= 0 || equals + 1 == text.size())
        return usage(CommandLine::tr("--%1 needs NAME=FILE, not \"%2\"").arg(option, text));
    return std::pair(text.left(equals), text.mid(equals + 1));
}

/// Without what stands before an "@", which may be a password.
QString withoutLogin(QString text)
{
    static const QRegularExpression kLogin(QStringLiteral("[^/@]*@"));
    return text.replace(kLogin, QStringLiteral("…@"));
}

/// [scheme://]host[:port], or none; a login stands in --auth.
Result<std::string> proxyOf(const QString& text)
{
    static const QRegularExpression kAddress(
        QStringLiteral("^(?:([A-Za-z][A-Za-z0-9+.-]*)://)?"
                       "(\\[[0-9A-Fa-f:.]+\\]|[^\\s/:@\\[\\]]+)(?::(\\d{1,5}))?/?$"));
    static const QStringList kSchemes{QStringLiteral("http"),    QStringLiteral("https"),  QStringLiteral("socks4"),
                                      QStringLiteral("socks4a"), QStringLiteral("socks5"), QStringLiteral("socks5h")};
    if (text.isEmpty() || text == u"none")
        return text.toStdString();
    const auto address = kAddress.match(text);
    const QString scheme = address.captured(1).toLower();
    if (address.hasMatch() && !scheme.isEmpty() && !kSchemes.contains(scheme))
        return usage(CommandLine::tr("--proxy: \"%1://\" is not a kind of proxy known here; there are %2")
                         .arg(scheme, kSchemes.join(QStringLiteral(", "))));
    if (!address.hasMatch() || address.captured(3).toInt() > 65535)
        return usage(
            CommandLine::tr("--proxy needs an address such as http://proxy.example:8080, or none, not \"%1\"; a "
                            "login is given by --auth proxy=FILE")
                .arg(withoutLogin(text)));
    return text.toStdString();
}

} // namespace

const QStringList& networkOptionsWithValue()
{
    static const QStringList kNames{QStringLiteral("--auth"), QStringLiteral("--proxy"), QStringLiteral("--ca-file"),
                                    QStringLiteral("--client-certificate")};
    return kNames;
}

void addNetworkOptions(const std::function<void(const QCommandLineOption&)>& add)
{
    add({QStringLiteral("auth"),
         CommandLine::tr("The login that sources name NAME: a file of one line, USER:PASSWORD or a token. "
                         "Also proxy, certificate:HOST, or a server (https://host) that asks for one. May "
                         "be repeated. Others are taken from $CREDENTIALS_DIRECTORY and the keychain."),
         QStringLiteral("NAME=FILE")});
    add({QStringLiteral("proxy"),
         CommandLine::tr("Reach servers by this proxy (http, https, socks4, socks5 or socks5h), or none; "
                         "default: as set in the window, else that of the environment."),
         QStringLiteral("URL|none")});
    add({QStringLiteral("ca-file"),
         CommandLine::tr("Trust the authorities whose certificates (PEM) are in this file, too."),
         QStringLiteral("FILE")});
    add({QStringLiteral("client-certificate"),
         CommandLine::tr("Show this certificate to a server: PEM with its key, or PKCS#12 (.p12); its "
                         "passphrase by --auth certificate:HOST=FILE. May be repeated."),
         QStringLiteral("HOST=FILE")});
}

Result<NetworkChoice> readNetworkOptions(const QCommandLineParser& parser)
{
    NetworkChoice choice;
    for (const QString& text : parser.values(QStringLiteral("auth"))) {
        const auto pair = pairOf(QStringLiteral("auth"), text);
        if (!pair)
            return fail(pair.error());
        auto login = readCredentialFile(pair->second.toStdString());
        if (!login)
            return fail(std::move(login.error()));
        choice.logins[pair->first.toStdString()] = *std::move(login);
    }
    if (parser.isSet(QStringLiteral("proxy"))) {
        auto proxy = proxyOf(parser.value(QStringLiteral("proxy")));
        if (!proxy)
            return fail(std::move(proxy.error()));
        choice.proxy = *std::move(proxy);
    }
    if (parser.isSet(QStringLiteral("ca-file"))) {
        const QString file = parser.value(QStringLiteral("ca-file"));
        if (!QFileInfo(file).isReadable())
            return fail({ErrorCode::ReadFailed, file.toStdString(), {}, ErrorReason::NoSuchFile});
        choice.caFile = QFileInfo(file).absoluteFilePath().toStdString();
    }
    for (const QString& text : parser.values(QStringLiteral("client-certificate"))) {
        const auto pair = pairOf(QStringLiteral("client-certificate"), text);
        if (!pair)
            return fail(pair.error());
        choice.certificates.push_back(
            {pair->first.toStdString(), QFileInfo(pair->second).absoluteFilePath().toStdString(), {}, {}});
    }
    return choice;
}

} // namespace guanjing::app
