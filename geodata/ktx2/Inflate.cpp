#include "geodata/ktx2/Container.h"

#include <zlib.h>
#include <zstd.h>

namespace guanjing::ktx2 {

namespace {

tl::unexpected<Error> bad(ErrorCode code, std::string detail) { return fail(code, {}, "KTX 2: " + std::move(detail)); }

Result<Bytes> inflateZstandard(ByteView stored, std::size_t expected)
{
    Bytes out(expected);
    const std::size_t done = ZSTD_decompress(out.data(), out.size(), stored.data(), stored.size());
    if (ZSTD_isError(done) != 0)
        return bad(ErrorCode::DecodeFailed, std::string("Zstandard: ") + ZSTD_getErrorName(done));
    if (done != expected)
        return bad(ErrorCode::LengthMismatch,
                   "Zstandard gives " + std::to_string(done) + " bytes of " + std::to_string(expected));
    return out;
}

Result<Bytes> inflateZlib(ByteView stored, std::size_t expected)
{
    Bytes out(expected);
    uLongf done = expected;
    const int status = uncompress(out.data(), &done, stored.data(), static_cast<uLong>(stored.size()));
    if (status != Z_OK)
        return bad(ErrorCode::DecodeFailed, std::string("zlib: ") + zError(status));
    if (done != expected)
        return bad(ErrorCode::LengthMismatch,
                   "zlib gives " + std::to_string(done) + " bytes of " + std::to_string(expected));
    return out;
}

} // namespace

Result<Bytes> inflateLevel(ByteView stored, Supercompression scheme, std::uint64_t expected)
{
    // The most that one byte can stand for: a Zstandard block of 4 bytes repeats one byte 128 Ki times (RFC 8878, 3.1.1.2);
    // deflate packs 1032 to 1.
    const bool zstandard = scheme == Supercompression::Zstandard;
    const std::uint64_t ratio = zstandard ? 32 * 1024 : 1032;
    if (expected / ratio > stored.size())
        return bad(ErrorCode::Truncated,
                   std::to_string(expected) + " bytes in " + std::to_string(stored.size())
                       + (zstandard ? " of Zstandard" : " of zlib"));
    const auto size = static_cast<std::size_t>(expected);
    return zstandard ? inflateZstandard(stored, size) : inflateZlib(stored, size);
}

} // namespace guanjing::ktx2
