#pragma once
// ZIP archives made by tests, with all the freedoms that writers take.

#include "geodata/core/Bytes.h"

#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanjing::test {

struct ZipChoices {
    bool deflate = false;
    bool sizesBehind = false; ///< sizes and checksum in a descriptor behind the data
    bool zip64 = false; ///< the end record and the offsets in their 64-bit form
    bool index = true; ///< @3dtilesIndex1@
};

inline std::string makeZip(const std::vector<std::pair<std::string, std::string>>& files, const ZipChoices& choices)
{
    std::string out, directory, hashes;
    const auto put = [](std::string& to, auto value) {
        to.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    std::uint64_t count = 0;
    const auto add = [&](const std::string& name, const std::string& contents, bool deflate) {
        const std::uint64_t offset = out.size();
        const auto crc =
            static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(contents.data()), contents.size()));
        std::string packed = contents;
        if (deflate) {
            z_stream stream{};
            deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
            packed.resize(deflateBound(&stream, contents.size()));
            std::string input = contents;
            stream.next_in = reinterpret_cast<Bytef*>(input.data());
            stream.avail_in = static_cast<uInt>(input.size());
            stream.next_out = reinterpret_cast<Bytef*>(packed.data());
            stream.avail_out = static_cast<uInt>(packed.size());
            ::deflate(&stream, Z_FINISH);
            packed.resize(stream.total_out);
            deflateEnd(&stream);
        }
        const bool behind = choices.sizesBehind && name[0] != '@';
        const auto method = static_cast<std::uint16_t>(deflate ? 8 : 0);
        const auto flags = static_cast<std::uint16_t>(behind ? 8 : 0);
        const auto packedSize = static_cast<std::uint32_t>(packed.size());
        const auto size = static_cast<std::uint32_t>(contents.size());
        put(out, 0x04034b50u);
        for (const std::uint16_t value : {std::uint16_t{20}, flags, method, std::uint16_t{0}, std::uint16_t{0}})
            put(out, value);
        put(out, behind ? 0u : crc);
        put(out, behind ? 0u : packedSize);
        put(out, behind ? 0u : size);
        put(out, static_cast<std::uint16_t>(name.size()));
        put(out, std::uint16_t{4}); // an extra field that nobody knows
        out += name;
        put(out, std::uint16_t{0x7777});
        put(out, std::uint16_t{0});
        out += packed;
        if (behind) {
            put(out, 0x08074b50u);
            put(out, crc);
            put(out, packedSize);
            put(out, size);
        }
        put(directory, 0x02014b50u);
        for (const std::uint16_t value :
             {std::uint16_t{20}, std::uint16_t{20}, flags, method, std::uint16_t{0}, std::uint16_t{0}})
            put(directory, value);
        put(directory, crc);
        put(directory, packedSize);
        put(directory, size);
        put(directory, static_cast<std::uint16_t>(name.size()));
        put(directory, static_cast<std::uint16_t>(choices.zip64 ? 12 : 0));
        for (int i = 0; i < 3; ++i)
            put(directory, std::uint16_t{0});
        put(directory, 0u);
        put(directory, choices.zip64 ? 0xFFFFFFFFu : static_cast<std::uint32_t>(offset));
        directory += name;
        if (choices.zip64) {
            put(directory, std::uint16_t{1});
            put(directory, std::uint16_t{8});
            put(directory, offset);
        }
        std::array<unsigned char, 16> md5{};
        EVP_Digest(name.data(), name.size(), md5.data(), nullptr, EVP_md5(), nullptr);
        hashes.append(reinterpret_cast<const char*>(md5.data()), md5.size());
        put(hashes, offset);
        ++count;
    };
    for (const auto& [name, contents] : files)
        add(name, contents, choices.deflate);
    if (choices.index)
        add("@3dtilesIndex1@", std::string(hashes), false);
    const std::uint64_t directoryOffset = out.size(), directoryBytes = directory.size();
    out += directory;
    if (choices.zip64) {
        const std::uint64_t record = out.size();
        put(out, 0x06064b50u);
        put(out, std::uint64_t{44});
        put(out, std::uint16_t{45});
        put(out, std::uint16_t{45});
        put(out, 0u);
        put(out, 0u);
        for (const std::uint64_t value : {count, count, directoryBytes, directoryOffset})
            put(out, value);
        put(out, 0x07064b50u);
        put(out, 0u);
        put(out, record);
        put(out, 1u);
    }
    put(out, 0x06054b50u);
    put(out, 0u);
    put(out, static_cast<std::uint16_t>(choices.zip64 ? 0xFFFF : count));
    put(out, static_cast<std::uint16_t>(choices.zip64 ? 0xFFFF : count));
    put(out, choices.zip64 ? 0xFFFFFFFFu : static_cast<std::uint32_t>(directoryBytes));
    put(out, choices.zip64 ? 0xFFFFFFFFu : static_cast<std::uint32_t>(directoryOffset));
    put(out, std::uint16_t{0});
    return out;
}

} // namespace guanjing::test
