#include "geodata/tiles3d/Gzip.h"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace guanjing::tiles3d {

Result<Bytes> gunzip(ByteView bytes, const std::string& source, std::size_t maxBytes)
{
    constexpr int kGzipWindow = 15 + 16;
    z_stream stream{};
    if (inflateInit2(&stream, kGzipWindow) != Z_OK)
        return fail(ErrorCode::Internal, source, "zlib cannot start");
    stream.next_in = const_cast<Bytef*>(bytes.data()); // zlib's API lacks const
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), UINT32_MAX));
    Bytes out;
    int status = Z_OK;
    while (status == Z_OK) {
        const std::size_t done = out.size();
        if (done >= maxBytes)
            break;
        out.resize(std::min(maxBytes, std::max<std::size_t>(done * 2, bytes.size() * 3 + 1024)));
        stream.next_out = out.data() + done;
        stream.avail_out = static_cast<uInt>(out.size() - done);
        status = inflate(&stream, Z_NO_FLUSH);
        out.resize(out.size() - stream.avail_out);
        if (status == Z_OK && stream.avail_in == 0 && stream.avail_out != 0)
            status = Z_BUF_ERROR;
    }
    const std::string text = stream.msg != nullptr ? stream.msg : "";
    inflateEnd(&stream);
    if (status == Z_STREAM_END)
        return out;
    if (status == Z_OK)
        return fail(ErrorCode::TooLarge, source, "gzip content unpacks to more than the limit");
    if (status == Z_BUF_ERROR)
        return fail(ErrorCode::Truncated, source, "gzip stream ends early");
    return fail(ErrorCode::DecodeFailed, source, "gzip: " + (text.empty() ? std::to_string(status) : text));
}

void unpackGzip(std::map<std::string, SharedBytes, std::less<>>& files)
{
    std::size_t left = limits::kMaxAssetBytes;
    for (auto& [name, file] : files) {
        if (!file || !isGzip(*file))
            continue;
        if (auto unpacked = gunzip(*file, name, left)) {
            left -= unpacked->size();
            file = std::make_shared<const Bytes>(std::move(*unpacked));
        }
    }
}

} // namespace guanjing::tiles3d
