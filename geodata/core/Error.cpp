#include "geodata/core/Error.h"

namespace guanjing {

std::string_view errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Truncated: return "truncated";
    case ErrorCode::BadMagic: return "bad-magic";
    case ErrorCode::BadJson: return "bad-json";
    case ErrorCode::BadValue: return "bad-value";
    case ErrorCode::BadReference: return "bad-reference";
    case ErrorCode::LengthMismatch: return "length-mismatch";
    case ErrorCode::TooLarge: return "too-large";
    case ErrorCode::TooDeep: return "too-deep";
    case ErrorCode::UnsupportedVersion: return "unsupported-version";
    case ErrorCode::UnsupportedFeature: return "unsupported-feature";
    case ErrorCode::DecodeFailed: return "decode-failed";
    case ErrorCode::Empty: return "empty";
    case ErrorCode::NoPlace: return "no-place";
    case ErrorCode::NotFound: return "not-found";
    case ErrorCode::HttpStatus: return "http-status";
    case ErrorCode::ConnectionFailed: return "connection-failed";
    case ErrorCode::Timeout: return "timeout";
    case ErrorCode::TlsFailed: return "tls-failed";
    case ErrorCode::RedirectLoop: return "redirect-loop";
    case ErrorCode::ForbiddenScheme: return "forbidden-scheme";
    case ErrorCode::BadUrl: return "bad-url";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::Offline: return "offline";
    case ErrorCode::ReadFailed: return "read-failed";
    case ErrorCode::WriteFailed: return "write-failed";
    case ErrorCode::DiskFull: return "disk-full";
    case ErrorCode::CorruptDatabase: return "corrupt-database";
    case ErrorCode::NewerVersion: return "newer-version";
    case ErrorCode::NeedsKey: return "needs-key";
    case ErrorCode::WrongKey: return "wrong-key";
    case ErrorCode::Notice: return "notice";
    case ErrorCode::Usage: return "usage";
    case ErrorCode::NoDisplay: return "no-display";
    case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

bool isTemporary(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Timeout:
    case ErrorCode::ConnectionFailed: return true;
    case ErrorCode::HttpStatus: return error.first == 429 || error.first >= 500;
    default: return false;
    }
}

std::string Error::toString() const
{
    std::string text;
    if (!source.empty())
        text.append(source).append(": ");
    text.append(errorCodeName(code));
    if (!detail.empty())
        text.append(": ").append(detail);
    return text;
}

} // namespace guanjing
