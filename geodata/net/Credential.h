#pragma once

#include "geodata/core/Result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace guanjing {

/// What proves to a server who asks: a user's name and password (RFC 7617), or a token (RFC 6750), which also stands in for
/// {key} in URLs. Never logged, never part of an error.
struct Credential {
    std::string user, password;
    std::string token;

    [[nodiscard]] bool isEmpty() const { return user.empty() && password.empty() && token.empty(); }
    /// What stands in for {key}.
    [[nodiscard]] const std::string& key() const { return token.empty() ? password : token; }
    /// Value of the Authorization header.
    [[nodiscard]] std::string header() const;
    bool operator==(const Credential&) const = default;
};

/// One line of text as it lies in keychains and files: "USER:PASSWORD", or a token, which holds no colon (RFC 6750, 2.1).
/// BadValue, without the text, where that is empty, has several lines or characters that no header can carry.
[[nodiscard]] Result<Credential> parseCredential(std::string_view text);
[[nodiscard]] std::string credentialText(const Credential& credential);
/// The same from a file. Errors name the file: NotFound, ReadFailed, BadValue. Blocks.
[[nodiscard]] Result<Credential> readCredentialFile(const std::string& path);

/// `text` with `hidden` wherever `secret` stands in it. What is put in is not looked at again: a secret may be part of it.
[[nodiscard]] std::string hideSecret(std::string text, std::string_view secret, std::string_view hidden);

/// Port: secrets by name, wherever they are kept. app/ implements it with the system's keychain.
class CredentialStore {
public:
    virtual ~CredentialStore() = default;
    /// Any thread, returns at once. `done` is called exactly once, on any thread, perhaps before this returns; with nothing
    /// where no such secret is kept or the store cannot be opened.
    virtual void find(const std::string& name, std::function<void(std::optional<Credential>)> done) = 0;
};

} // namespace guanjing
