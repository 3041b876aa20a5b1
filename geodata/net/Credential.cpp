#include "geodata/net/Credential.h"

#include "geodata/core/Bytes.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <iterator>

namespace guanjing {

namespace {

constexpr std::size_t kMostBytes = 8192;

std::string base64(std::string_view text)
{
    static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8 | (i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            result += i + k <= text.size() ? kLetters[bits >> (18 - 6 * k) & 63] : '=';
    }
    return result;
}

} // namespace

std::string Credential::header() const
{
    return token.empty() ? "Basic " + base64(user + ":" + password) : "Bearer " + token;
}

Result<Credential> parseCredential(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    if (text.empty())
        return fail(ErrorCode::BadValue, {}, "no login and no key stands in it");
    const bool isOdd = std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    });
    if (isOdd || text.size() > kMostBytes)
        return fail(ErrorCode::BadValue, {}, "one line was expected: USER:PASSWORD, or a token");
    Credential credential;
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        credential.user = text.substr(0, colon);
        credential.password = text.substr(colon + 1);
    } else {
        credential.token = text;
    }
    return credential;
}

std::string credentialText(const Credential& credential)
{
    return credential.token.empty() ? credential.user + ":" + credential.password : credential.token;
}

Result<Credential> readCredentialFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        const bool isMissing = errno == ENOENT;
        return fail({isMissing ? ErrorCode::NotFound : ErrorCode::ReadFailed,
                     path,
                     {},
                     isMissing ? ErrorReason::NoSuchFile : ErrorReason::NoPermission});
    }
    std::string text(kMostBytes + 2, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad() || (!file.eof() && file.fail()))
        return fail(ErrorCode::ReadFailed, path, {});
    auto credential = parseCredential(text);
    if (!credential)
        credential.error().source = path;
    return credential;
}

std::string hideSecret(std::string text, std::string_view secret, std::string_view hidden)
{
    if (secret.empty())
        return text;
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += hidden.size())
        text.replace(at, secret.size(), hidden);
    return text;
}

} // namespace guanjing
