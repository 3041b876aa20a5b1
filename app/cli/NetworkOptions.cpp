#include "app/cli/NetworkOptions.h"

#include <QCoreApplication>
#include <QFileInfo>

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
    if (parser.isSet(QStringLiteral("proxy")))
        choice.proxy = parser.value(QStringLiteral("proxy")).toStdString();
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
