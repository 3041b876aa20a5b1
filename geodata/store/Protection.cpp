#include "geodata/store/Protection.h"

#include <string>
#include <string_view>

namespace guanjing {
namespace {

constexpr std::string_view kCipherName = "aes-256-gcm";
constexpr std::string_view kProbe = "guanjing";

std::string_view kdfName(const StoreKey& key)
{
    return key.kind == StoreKey::Kind::Passphrase ? "scrypt-65536-8-1" : "none";
}

} // namespace

Result<std::shared_ptr<const BlobCipher>> unlockDatabase(Database& database, const StoreKey* key)
{
    auto look = database.prepare("SELECT cipher,kdf,salt,probe FROM protection");
    if (!look)
        return fail(look.error());
    const auto row = look->step();
    if (!row)
        return fail(row.error());
    const std::string& path = database.path();
    if (!*row)
        return std::shared_ptr<const BlobCipher>();
    if (!key)
        return fail(ErrorCode::NeedsKey, path, std::string());
    if (look->text(0) != kCipherName)
        return fail(ErrorCode::NewerVersion, path, "encrypted with " + std::string(look->text(0)));
    if (look->text(1) != kdfName(*key))
        return fail(ErrorCode::WrongKey, path,
                    look->text(1) == "none" ? "it was encrypted with a key, not with a passphrase"
                                            : "it was encrypted with a passphrase, not with a key");
    auto cipher = BlobCipher::create(*key, look->bytes(2));
    if (!cipher)
        return fail(cipher.error());
    const auto probe = (*cipher)->open(look->bytes(3), "probe");
    if (!probe || asText(*probe) != kProbe)
        return fail(ErrorCode::WrongKey, path, std::string());
    return cipher;
}

Result<std::shared_ptr<const BlobCipher>> protectDatabase(Database& database, const StoreKey& key)
{
    const auto salt = randomBytes(BlobCipher::kSaltBytes);
    if (!salt)
        return fail(salt.error());
    auto cipher = BlobCipher::create(key, *salt);
    if (!cipher)
        return fail(cipher.error());
    const auto probe = (*cipher)->seal({reinterpret_cast<const std::uint8_t*>(kProbe.data()), kProbe.size()}, "probe");
    if (!probe)
        return fail(probe.error());
    auto insert = database.prepare("INSERT INTO protection(id,cipher,kdf,salt,probe) VALUES(1,?1,?2,?3,?4)");
    if (!insert)
        return fail(insert.error());
    insert->bind(1, kCipherName).bind(2, kdfName(key));
    if (auto done = insert->bind(3, ByteView(*salt)).bind(4, ByteView(*probe)).run(); !done)
        return fail(done.error());
    return cipher;
}

} // namespace guanjing
