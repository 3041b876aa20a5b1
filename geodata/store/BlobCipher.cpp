#include "geodata/store/BlobCipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include <array>
#include <fstream>
#include <iterator>

namespace guanjing {

namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kLeastPassphraseBytes = 8;
constexpr std::uint64_t kScryptN = 1u << 16, kScryptR = 8, kScryptP = 1, kScryptMemory = 96u << 20;

struct CipherFree {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, CipherFree>;
struct KdfFree {
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};

Error refused(const char* what) { return {ErrorCode::Internal, {}, std::string("OpenSSL refuses ") + what}; }

const unsigned char* textBytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Result<Secret> derive(const Secret& key, ByteView salt, std::string_view purpose)
{
    const std::unique_ptr<EVP_PKEY_CTX, KdfFree> context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
    Bytes out(kKeyBytes);
    std::size_t size = out.size();
    if (!context || EVP_PKEY_derive_init(context.get()) <= 0
        || EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) <= 0
        || EVP_PKEY_CTX_set1_hkdf_salt(context.get(), salt.data(), static_cast<int>(salt.size())) <= 0
        || EVP_PKEY_CTX_set1_hkdf_key(context.get(), key.bytes().data(), static_cast<int>(key.bytes().size())) <= 0
        || EVP_PKEY_CTX_add1_hkdf_info(context.get(), textBytes(purpose), static_cast<int>(purpose.size())) <= 0
        || EVP_PKEY_derive(context.get(), out.data(), &size) <= 0 || size != out.size())
        return fail(refused("HKDF"));
    Secret derived{ByteView(out)};
    OPENSSL_cleanse(out.data(), out.size());
    return derived;
}

int hexDigit(std::uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
    }
    return *this;
}

void Secret::wipe()
{
    if (!m_bytes.empty())
        OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

Result<StoreKey> readKeyFile(const std::string& path)
{
    // Nothing of the key may stay in memory that is given back: no buffer of the stream's, no copies of a growing vector.
    std::ifstream file;
    file.rdbuf()->pubsetbuf(nullptr, 0);
    file.open(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::ReadFailed, path, "the key file cannot be opened");
    // More than the longest form is no key file, whatever it is.
    Bytes bytes(kKeyBytes * 2 + 3);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    Bytes key;
    key.reserve(kKeyBytes);
    if (bytes.size() == kKeyBytes) {
        key.assign(bytes.begin(), bytes.end());
    } else {
        std::size_t digits = bytes.size();
        while (digits > 0 && (bytes[digits - 1] == '\n' || bytes[digits - 1] == '\r'))
            --digits;
        for (std::size_t i = 0; digits == 2 * kKeyBytes && i < digits; i += 2) {
            const int high = hexDigit(bytes[i]), low = hexDigit(bytes[i + 1]);
            if (high < 0 || low < 0)
                break;
            key.push_back(static_cast<std::uint8_t>(high * 16 + low));
        }
    }
    StoreKey result{StoreKey::Kind::Key, Secret(ByteView(key))};
    OPENSSL_cleanse(bytes.data(), bytes.size());
    if (!key.empty())
        OPENSSL_cleanse(key.data(), key.size());
    if (result.secret.bytes().size() != kKeyBytes)
        return fail(ErrorCode::BadValue, path, "a key file holds 32 bytes, or 64 hexadecimal digits");
    return result;
}

Result<StoreKey> keyOfPassphrase(std::string_view words)
{
    if (words.size() < kLeastPassphraseBytes)
        return fail(ErrorCode::BadValue, {}, "a passphrase has at least 8 characters");
    return StoreKey{StoreKey::Kind::Passphrase, Secret(ByteView(textBytes(words), words.size()))};
}

BlobCipher::~BlobCipher() = default;

Result<std::shared_ptr<const BlobCipher>> BlobCipher::create(const StoreKey& key, ByteView salt)
{
    Secret master = key.secret.clone();
    if (key.kind == StoreKey::Kind::Passphrase) {
        std::array<unsigned char, kKeyBytes> out{};
        const ByteView words = key.secret.bytes();
        if (EVP_PBE_scrypt(reinterpret_cast<const char*>(words.data()), words.size(), salt.data(), salt.size(),
                           kScryptN, kScryptR, kScryptP, kScryptMemory, out.data(), out.size())
            != 1)
            return fail(refused("scrypt"));
        master = Secret(ByteView(out.data(), out.size()));
        OPENSSL_cleanse(out.data(), out.size());
    }
    auto blobKey = derive(master, salt, "guanjing blobs 1");
    auto nameKey = derive(master, salt, "guanjing names 1");
    if (!blobKey || !nameKey)
        return fail(blobKey ? nameKey.error() : blobKey.error());
    return std::shared_ptr<const BlobCipher>(new BlobCipher(std::move(*blobKey), std::move(*nameKey)));
}

Result<Bytes> BlobCipher::seal(ByteView plain, std::string_view belongsTo) const
{
    Bytes out(kNonceBytes + plain.size() + kTagBytes);
    if (RAND_bytes(out.data(), kNonceBytes) != 1)
        return fail(refused("random bytes"));
    const CipherContext context(EVP_CIPHER_CTX_new());
    int length = 0;
    unsigned char* cipherText = out.data() + kNonceBytes;
    if (!context
        || EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, m_blobKey.bytes().data(), out.data()) != 1
        || EVP_EncryptUpdate(context.get(), nullptr, &length, textBytes(belongsTo), static_cast<int>(belongsTo.size()))
            != 1
        || EVP_EncryptUpdate(context.get(), cipherText, &length, plain.data(), static_cast<int>(plain.size())) != 1
        || EVP_EncryptFinal_ex(context.get(), cipherText + length, &length) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, cipherText + plain.size()) != 1)
        return fail(refused("to encrypt"));
    return out;
}

Result<Bytes> BlobCipher::open(ByteView sealed, std::string_view belongsTo) const
{
    if (sealed.size() < kNonceBytes + kTagBytes)
        return fail(ErrorCode::WrongKey, {}, "shorter than a sealed blob");
    Bytes out(sealed.size() - kNonceBytes - kTagBytes);
    std::array<unsigned char, kTagBytes> tag{};
    std::copy_n(sealed.end() - kTagBytes, kTagBytes, tag.begin());
    const CipherContext context(EVP_CIPHER_CTX_new());
    int length = 0;
    unsigned char none = 0;
    unsigned char* plain = out.empty() ? &none : out.data();
    if (!context
        || EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, m_blobKey.bytes().data(), sealed.data()) != 1
        || EVP_DecryptUpdate(context.get(), nullptr, &length, textBytes(belongsTo), static_cast<int>(belongsTo.size()))
            != 1
        || EVP_DecryptUpdate(context.get(), plain, &length, sealed.data() + kNonceBytes, static_cast<int>(out.size()))
            != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) != 1)
        return fail(refused("to decrypt"));
    if (EVP_DecryptFinal_ex(context.get(), plain + length, &length) != 1)
        return fail(ErrorCode::WrongKey, {}, "the authentication tag does not fit");
    return out;
}

std::string BlobCipher::hide(std::string_view name) const
{
    std::array<unsigned char, 32> digest{};
    unsigned int size = digest.size();
    const ByteView key = m_nameKey.bytes();
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), textBytes(name), name.size(), digest.data(), &size);
    std::string text;
    text.reserve(2 * digest.size());
    for (const unsigned char byte : digest) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

Result<Bytes> randomBytes(std::size_t count)
{
    Bytes bytes(count);
    if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1)
        return fail(refused("random bytes"));
    return bytes;
}

} // namespace guanjing
