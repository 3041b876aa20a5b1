#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/store/StoreKey.h"

#include <memory>
#include <string>
#include <string_view>

namespace guanjing {

/// Seals blobs one by one with AES-256-GCM (NIST SP 800-38D), so that a database stays an ordinary one. A sealed blob is
/// nonce (12 bytes, random), ciphertext, tag (16 bytes); what it belongs to is authenticated with it, so that no blob can
/// take another's place. The keys for blobs and for names are derived from the store's key and salt with HKDF-SHA-256
/// (RFC 5869); one key takes at most 2³² blobs with random nonces (SP 800-38D, 8.3), more than a file can hold.
/// Immutable; any thread.
class BlobCipher {
public:
    static constexpr std::size_t kSaltBytes = 32, kNonceBytes = 12, kTagBytes = 16;

    /// A passphrase takes about 0.1 s and 64 MiB: scrypt (RFC 7914), N = 2¹⁶, r = 8, p = 1. Errors: Internal when OpenSSL
    /// refuses.
    [[nodiscard]] static Result<std::shared_ptr<const BlobCipher>> create(const StoreKey& key, ByteView salt);
    ~BlobCipher();
    BlobCipher(const BlobCipher&) = delete;
    BlobCipher& operator=(const BlobCipher&) = delete;

    [[nodiscard]] Result<Bytes> seal(ByteView plain, std::string_view belongsTo) const;
    /// Errors: WrongKey when the tag does not fit: another key, another place, or damage.
    [[nodiscard]] Result<Bytes> open(ByteView sealed, std::string_view belongsTo) const;
    /// Stands for a name without telling it: HMAC-SHA-256, 64 hexadecimal digits.
    [[nodiscard]] std::string hide(std::string_view name) const;

private:
    BlobCipher(Secret blobKey, Secret nameKey) : m_blobKey(std::move(blobKey)), m_nameKey(std::move(nameKey)) { }
    Secret m_blobKey, m_nameKey;
};

/// Random bytes fit for keys.
[[nodiscard]] Result<Bytes> randomBytes(std::size_t count);

} // namespace guanjing
