#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guanjing {

/// What went wrong, coarsely. app/ words each code in both languages (app/services/ErrorText.cpp; a test proves that none is
/// missing); the exact defect stands in Error::detail.
enum class ErrorCode {
    // input that cannot be used
    Truncated, ///< the bytes end before what they promise
    BadMagic, ///< not the format that it claims or that was asked for
    BadJson, ///< text that is not JSON
    BadValue, ///< a value outside its type or range, a wrong type, an unknown key
    BadReference, ///< an index, name or URI that leads nowhere
    LengthMismatch, ///< lengths that contradict each other
    TooLarge, ///< over a limit stated in geodata/core/Limits.h
    TooDeep, ///< nesting or recursion over a limit
    UnsupportedVersion,
    UnsupportedFeature, ///< an extension, codec or format that this program does not read
    DecodeFailed, ///< a codec refused the bytes
    Empty, ///< a content of no bytes
    NoPlace, ///< says nowhere, or in a system that is not known, where on Earth it lies
    // transport
    NotFound, ///< HTTP 404 or 410, or no such file
    HttpStatus, ///< any other HTTP error status
    ConnectionFailed, ///< name not resolved, refused, reset
    Timeout, ///< no answer or no progress in time
    TlsFailed, ///< certificate or handshake
    RedirectLoop,
    ForbiddenScheme, ///< a scheme that may not be used here: file: named by content that came over http
    BadUrl,
    Cancelled,
    Offline, ///< not in the cache, and the network must not be used
    // storage
    ReadFailed,
    WriteFailed,
    DiskFull,
    CorruptDatabase, ///< also what is sealed in one, where the key fits but the seal is broken
    NewerVersion, ///< written by a newer version of this program
    NeedsKey, ///< encrypted, and no key was given
    WrongKey, ///< encrypted with another key
    // nothing failed
    Notice, ///< what was put up with or chosen among; Error::detail is the whole sentence
    // program
    Usage, ///< wrong command line
    NoDisplay, ///< no OpenGL context could be made
    Internal
};

/// What exactly went wrong, where app/ has a whole sentence for it in both languages; then the detail adds nothing. The
/// comments say what Error::first and Error::second hold.
enum class ErrorReason : std::uint8_t {
    None, ///< the code and the detail say it
    HttpStatus, ///< first: status
    NameNotResolved,
    Refused, ///< nothing listens there
    ConnectionLost, ///< reset or closed before the answer was whole
    ConnectTimeout, ///< first: seconds without a connection
    Stalled, ///< first: seconds without a byte, or with next to none
    CertificateRejected, ///< not signed by a known authority, expired, or for another name
    CircularRedirect,
    TooManyRedirects, ///< first: limit
    Shorter, ///< first: bytes there, second: bytes promised or needed
    LargerThanLimit, ///< first: bytes, 0 where unknown; second: limit
    JsonAtByte, ///< first: offset of the defect
    NoSuchFile,
    NoPermission,
    IsFolder,
    NotInCache,
    AddressInUse ///< first: port
};

/// Number of reasons, for the test that every reason is worded.
constexpr int kErrorReasonCount = static_cast<int>(ErrorReason::AddressInUse) + 1;

/// A failure that can be expected: a bad tile, a lost server. Plain data, copyable between threads.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    /// URL or path of the thing at fault, without credentials. May be filled in later by whoever knows it.
    std::string source;
    /// The exact defect in English technical words, with numbers, or the library's own text.
    std::string detail;
    ErrorReason reason = ErrorReason::None;
    std::int64_t first = 0, second = 0; ///< what they are says `reason`

    /// "source: code word: detail", for logs; users see app/'s wording.
    [[nodiscard]] std::string toString() const;
};

/// A server that could not be reached, broke off or did not answer, or said that it cannot now: the same request may
/// well succeed later.
[[nodiscard]] bool isTemporary(const Error& error);

/// Stable lower-case word of a code, e.g. "truncated"; used in logs, JSON and as translation key.
[[nodiscard]] std::string_view errorCodeName(ErrorCode code);

/// Number of codes, for the test that every code is worded.
constexpr int kErrorCodeCount = static_cast<int>(ErrorCode::Internal) + 1;

} // namespace guanjing
