#pragma once

#include "geodata/net/Credential.h"
#include "geodata/net/NetworkSettings.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// A server that will not answer without a login, or not with this one.
struct LoginWanted {
    std::string origin; ///< "https://host:port"; of a proxy its address
    std::string name; ///< of the keychain entry that would hold it
    int status = 401; ///< 401, 403, or 407 for the proxy
    bool wasTried = false; ///< a login was sent and not accepted
    bool takesKey = false; ///< the URL has a place for a key, so that a user name is of no use
};

/// What accessors and the program's settings share about reaching servers: proxy, certificates, and who may have which login.
///
/// A login is sent to the server (scheme, host and port) of the source that names it and to no other, wherever redirects
/// lead. Servers without a named one are asked without; one that answers 401 gets what is kept under its own origin.
/// A login that a server never accepted is not sent twice: the requests fail at once until it is changed, so that no
/// account is locked by a hundred tiles.
///
/// Threading: any thread; the listeners are called on the thread that caused them, without a lock held.
class NetworkAccess {
public:
    explicit NetworkAccess(std::shared_ptr<CredentialStore> store = {}, NetworkSettings settings = {});
    NetworkAccess(const NetworkAccess&) = delete;
    NetworkAccess& operator=(const NetworkAccess&) = delete;

    /// For requests from now on.
    void setSettings(NetworkSettings settings);
    [[nodiscard]] std::shared_ptr<const NetworkSettings> settings() const;
    /// In place of those before.
    void setSources(const std::vector<SourceLogin>& sources);
    /// Holds until the program ends; nothing: it is forgotten and looked up again when it is needed.
    void setCredential(const std::string& name, std::optional<Credential> credential);
    /// Called once for each server and login.
    void onLoginWanted(std::function<void(const LoginWanted&)> listener);
    /// Called when a server has given something for a login for the first time since that was set.
    void onLoginAccepted(std::function<void(const std::string& name, const Credential& credential)> listener);

    /// What a request may carry.
    struct Grant {
        bool isPending = false; ///< the store has not answered yet: ask again when woken
        bool isRefused = false; ///< the server is known not to take it
        bool isProbe = false; ///< the first with a new login; the others wait for what becomes of it
        std::string name; ///< empty: none is known
        std::shared_ptr<const Credential> credential; ///< may be null
        std::uint64_t generation = 0;
    };
    // For accessors:
    [[nodiscard]] Grant grantFor(std::string_view url);
    enum class Verdict { Fail, Again };
    /// A server answered 401 or 403. Again: ask grantFor() anew, what it says has changed or will.
    [[nodiscard]] Verdict refused(std::string_view url, const Grant& grant, int status);
    /// A server did not refuse a login; `gave` what was asked for, which a 403, a sign-in page or a 404 is not.
    void accepted(const Grant& grant, bool gave = true);
    /// A request whose grant is a probe is over, whatever came of it.
    void probeEnded(const Grant& grant);
    void proxyRefused(const std::string& proxy, bool wasTried);
    /// Called when a pending grant is settled or settings change. Null: nobody any more; once that returns it is not called.
    void setWaker(std::function<void()> waker);

private:
    enum class State { Unknown, Asking, Known, None };
    struct Entry {
        State state = State::Unknown;
        std::shared_ptr<const Credential> credential;
        std::uint64_t generation = 0;
        bool isAccepted = false, isRefused = false, isProbed = false, hasOpened = false;
        std::uint64_t toldGeneration = ~std::uint64_t{0}; ///< a login was asked for with that one
    };
    struct Rule {
        std::string origin, folder, name;
    };
    [[nodiscard]] std::string nameFor(const std::string& origin, std::string_view url) const;
    void ask(const std::string& name);
    void found(const std::string& name, std::uint64_t generation, std::optional<Credential> credential);
    void tell(LoginWanted wanted);
    void wake();

    const std::shared_ptr<CredentialStore> m_store;
    mutable std::mutex m_mutex; // guards the next six
    std::shared_ptr<const NetworkSettings> m_settings;
    std::vector<Rule> m_rules;
    std::map<std::string, Entry> m_entries; ///< by name
    std::function<void(const LoginWanted&)> m_listener;
    std::function<void(const std::string&, const Credential&)> m_acceptedListener;
    std::uint64_t m_generations = 0;
    std::mutex m_wakerMutex;
    std::function<void()> m_waker;
    /// Answers of the store may come after this is gone.
    std::shared_ptr<NetworkAccess*> m_self;
    std::shared_ptr<std::mutex> m_selfMutex;

public:
    ~NetworkAccess();
};

} // namespace guanjing
