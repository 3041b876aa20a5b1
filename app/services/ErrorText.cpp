#include "app/services/ErrorText.h"

#include <QCoreApplication>

namespace guanjing::app {

QString errorCodeText(ErrorCode code)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("ErrorText", text); };
    switch (code) {
    case ErrorCode::Truncated: return say(QT_TRANSLATE_NOOP("ErrorText", "the data ends too early"));
    case ErrorCode::BadMagic: return say(QT_TRANSLATE_NOOP("ErrorText", "not in the expected format"));
    case ErrorCode::BadJson: return say(QT_TRANSLATE_NOOP("ErrorText", "not valid JSON"));
    case ErrorCode::BadValue: return say(QT_TRANSLATE_NOOP("ErrorText", "a value is not allowed here"));
    case ErrorCode::BadReference: return say(QT_TRANSLATE_NOOP("ErrorText", "a reference leads nowhere"));
    case ErrorCode::LengthMismatch: return say(QT_TRANSLATE_NOOP("ErrorText", "lengths contradict each other"));
    case ErrorCode::TooLarge: return say(QT_TRANSLATE_NOOP("ErrorText", "too large"));
    case ErrorCode::TooDeep: return say(QT_TRANSLATE_NOOP("ErrorText", "nested too deeply"));
    case ErrorCode::UnsupportedVersion: return say(QT_TRANSLATE_NOOP("ErrorText", "this version is not supported"));
    case ErrorCode::UnsupportedFeature: return say(QT_TRANSLATE_NOOP("ErrorText", "this feature is not supported"));
    case ErrorCode::DecodeFailed: return say(QT_TRANSLATE_NOOP("ErrorText", "the data cannot be decoded"));
    case ErrorCode::Empty: return say(QT_TRANSLATE_NOOP("ErrorText", "the content is empty"));
    case ErrorCode::NotFound: return say(QT_TRANSLATE_NOOP("ErrorText", "not found"));
    case ErrorCode::HttpStatus: return say(QT_TRANSLATE_NOOP("ErrorText", "the server answered with an error"));
    case ErrorCode::ConnectionFailed: return say(QT_TRANSLATE_NOOP("ErrorText", "the server cannot be reached"));
    case ErrorCode::Timeout: return say(QT_TRANSLATE_NOOP("ErrorText", "the server did not answer in time"));
    case ErrorCode::TlsFailed: return say(QT_TRANSLATE_NOOP("ErrorText", "the secure connection failed"));
    case ErrorCode::RedirectLoop: return say(QT_TRANSLATE_NOOP("ErrorText", "the server redirects in circles"));
    case ErrorCode::ForbiddenScheme:
        return say(QT_TRANSLATE_NOOP("ErrorText", "content from a server may not name local files"));
    case ErrorCode::BadUrl: return say(QT_TRANSLATE_NOOP("ErrorText", "not a usable address"));
    case ErrorCode::Cancelled: return say(QT_TRANSLATE_NOOP("ErrorText", "cancelled"));
    case ErrorCode::Offline: return say(QT_TRANSLATE_NOOP("ErrorText", "not in the cache while working offline"));
    case ErrorCode::ReadFailed: return say(QT_TRANSLATE_NOOP("ErrorText", "cannot be read"));
    case ErrorCode::WriteFailed: return say(QT_TRANSLATE_NOOP("ErrorText", "cannot be written"));
    case ErrorCode::DiskFull: return say(QT_TRANSLATE_NOOP("ErrorText", "the disk is full"));
    case ErrorCode::CorruptDatabase: return say(QT_TRANSLATE_NOOP("ErrorText", "the database file is damaged"));
    case ErrorCode::NewerVersion:
        return say(QT_TRANSLATE_NOOP("ErrorText", "written by a newer version of this program"));
    case ErrorCode::Usage: return say(QT_TRANSLATE_NOOP("ErrorText", "wrong usage"));
    case ErrorCode::NoDisplay: return say(QT_TRANSLATE_NOOP("ErrorText", "no OpenGL display is available"));
    case ErrorCode::Internal: return say(QT_TRANSLATE_NOOP("ErrorText", "internal error"));
    }
    return say(QT_TRANSLATE_NOOP("ErrorText", "internal error"));
}

QString errorText(const Error& error)
{
    QString text = errorCodeText(error.code);
    if (!error.detail.empty())
        text = QCoreApplication::translate("ErrorText", "%1 (%2)", "meaning (exact defect)")
                   .arg(text, QString::fromStdString(error.detail));
    if (!error.source.empty())
        text = QCoreApplication::translate("ErrorText", "%1: %2", "source: what is wrong")
                   .arg(QString::fromStdString(error.source), text);
    return text;
}

} // namespace guanjing::app
