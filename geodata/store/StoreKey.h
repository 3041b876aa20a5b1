#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace guanjing {

/// Bytes that are wiped when they are no longer needed. Not copied by accident: pass it on by const reference or move.
class Secret {
public:
    Secret() = default;
    explicit Secret(ByteView bytes) : m_bytes(bytes.begin(), bytes.end()) { }
    Secret(Secret&& other) noexcept = default;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { wipe(); }

    [[nodiscard]] Secret clone() const { return Secret(m_bytes); }
    [[nodiscard]] ByteView bytes() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }

private:
    void wipe();
    Bytes m_bytes;
};

/// What protects a store: a key of 32 bytes, or words that a person types, which a key is derived from.
struct StoreKey {
    enum class Kind : std::uint8_t { Key, Passphrase };
    Kind kind = Kind::Key;
    Secret secret;

    [[nodiscard]] StoreKey clone() const { return {kind, secret.clone()}; }
};

/// A key file: 32 bytes as they are, or 64 hexadecimal digits and perhaps an end of line. Errors name the file: ReadFailed,
/// BadValue. Blocks.
[[nodiscard]] Result<StoreKey> readKeyFile(const std::string& path);
/// BadValue for a passphrase of fewer than 8 characters (bytes).
[[nodiscard]] Result<StoreKey> keyOfPassphrase(std::string_view words);

} // namespace guanjing
