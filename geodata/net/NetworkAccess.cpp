#include "geodata/net/NetworkAccess.h"

#include "geodata/net/Url.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace guanjing {

namespace {

constexpr std::string_view kKey = "{key}";
constexpr std::string_view kEncodedKey = "%7Bkey%7D";

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// In one form, whatever the letters and whether a usual port is written.
std::string plainOrigin(std::string_view url)
{
    std::string origin = lowered(originOf(url));
    for (const auto& [scheme, port] : {std::pair("http://", ":80"), std::pair("https://", ":443")})
        if (origin.starts_with(scheme) && origin.ends_with(port))
            origin.resize(origin.size() - std::string_view(port).size());
    return origin;
}

/// Of a URL or template: its path up to the last slash before anything that is filled in.
std::string folderOf(std::string_view url)
{
    const std::string_view fixed = url.substr(0, url.find_first_of("{?#"));
    const auto authority = fixed.find("://");
    const auto path = authority == std::string_view::npos ? authority : fixed.find('/', authority + 3);
    if (path == std::string_view::npos)
        return "/";
    return std::string(fixed.substr(path, fixed.rfind('/') - path + 1));
}

std::string pathOf(std::string_view url)
{
    const auto authority = url.find("://");
    const auto path = authority == std::string_view::npos ? authority : url.find('/', authority + 3);
    return path == std::string_view::npos ? "/" : std::string(url.substr(path));
}

bool startsAt(std::string_view text, std::size_t at, std::string_view word)
{
    return text.size() - at >= word.size()
        && std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at), [](char a, char b) {
               return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
           });
}

} // namespace

bool hasKeyPlace(std::string_view url)
{
    for (std::size_t i = 0; i < url.size(); ++i)
        if (startsAt(url, i, kKey) || startsAt(url, i, kEncodedKey))
            return true;
    return false;
}

bool isMatterOfAccess(const Error& error)
{
    const bool isRefused = error.first == 401 || error.first == 403 || error.first == 407;
    return error.code == ErrorCode::TlsFailed || (error.code == ErrorCode::HttpStatus && isRefused);
}

std::string withKey(std::string_view url, std::string_view key)
{
    std::string result;
    for (std::size_t i = 0; i < url.size();) {
        const std::size_t length = startsAt(url, i, kKey) ? kKey.size()
            : startsAt(url, i, kEncodedKey)               ? kEncodedKey.size()
                                                          : 0;
        if (length > 0)
            result += percentEncode(key);
        else
            result += url[i];
        i += std::max<std::size_t>(length, 1);
    }
    return result;
}

const NetworkSettings::ClientCertificate* clientCertificateFor(const NetworkSettings& settings, std::string_view url)
{
    std::string host = plainOrigin(url);
    if (!host.starts_with("https://"))
        return nullptr;
    host.erase(0, 8);
    const std::string bare = host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
    for (const auto& certificate : settings.clientCertificates)
        if (const std::string wanted = lowered(certificate.host);
            wanted == host || wanted == bare || (host == bare && wanted == host + ":443"))
            return &certificate;
    return nullptr;
}

NetworkAccess::NetworkAccess(std::shared_ptr<CredentialStore> store, NetworkSettings settings)
    : m_store(std::move(store))
    , m_settings(std::make_shared<const NetworkSettings>(std::move(settings)))
    , m_self(std::make_shared<NetworkAccess*>(this))
    , m_selfMutex(std::make_shared<std::mutex>())
{ }

NetworkAccess::~NetworkAccess()
{
    const std::lock_guard lock(*m_selfMutex);
    *m_self = nullptr;
}

void NetworkAccess::setSettings(NetworkSettings settings)
{
    auto shared = std::make_shared<const NetworkSettings>(std::move(settings));
    {
        const std::lock_guard lock(m_mutex);
        if (*m_settings == *shared)
            return;
        m_settings = std::move(shared);
        for (auto& [name, entry] : m_entries)
            if (name.starts_with("proxy"))
                entry.toldGeneration = ~std::uint64_t{0};
    }
    wake();
}

std::shared_ptr<const NetworkSettings> NetworkAccess::settings() const
{
    const std::lock_guard lock(m_mutex);
    return m_settings;
}

void NetworkAccess::setSources(const std::vector<SourceLogin>& sources)
{
    std::vector<Rule> rules;
    for (const SourceLogin& source : sources) {
        if (source.auth.empty() || !isHttpUrl(source.url))
            continue;
        // {s} stands for one of several servers; a, b and c are the usual ones, numbers the next.
        std::vector<std::string> urls{source.url};
        if (source.url.find("{s}") != std::string::npos) {
            urls.clear();
            for (const char letter : std::string_view("abcd01234567"))
                urls.push_back(expandTemplate(source.url, "s", std::string_view(&letter, 1)));
        }
        for (const std::string& url : urls)
            rules.push_back({plainOrigin(url), folderOf(url), source.auth});
    }
    const std::lock_guard lock(m_mutex);
    m_rules = std::move(rules);
}

/// The entry named for the deepest folder that holds the URL; else what all sources of the server name alike.
std::string NetworkAccess::nameFor(const std::string& origin, std::string_view url) const
{
    const std::string path = pathOf(url);
    const Rule* best = nullptr;
    const Rule* any = nullptr;
    bool isAlike = true;
    for (const Rule& rule : m_rules) {
        if (rule.origin != origin)
            continue;
        isAlike = isAlike && (any == nullptr || any->name == rule.name);
        any = &rule;
        if (path.starts_with(rule.folder) && (best == nullptr || best->folder.size() < rule.folder.size()))
            best = &rule;
    }
    if (best != nullptr)
        return best->name;
    return any != nullptr && isAlike ? any->name : std::string();
}

NetworkAccess::Grant NetworkAccess::grantFor(std::string_view url)
{
    Grant grant;
    const std::string origin = plainOrigin(url);
    bool mustAsk = false;
    {
        const std::lock_guard lock(m_mutex);
        grant.name = nameFor(origin, url);
        const bool isNamed = !grant.name.empty();
        if (!isNamed) {
            const auto kept = m_entries.find(origin);
            if (kept == m_entries.end() || kept->second.state == State::Unknown)
                return grant; // it has not asked for a login so far
            grant.name = origin;
        }
        Entry& entry = m_entries[grant.name];
        if (entry.state == State::Unknown) {
            entry.state = State::Asking;
            mustAsk = true;
        }
        const bool isTrusted = !entry.credential || entry.isAccepted || entry.isRefused;
        grant.isPending = entry.state == State::Asking || (!isTrusted && entry.isProbed);
        grant.isProbe = !isTrusted && !entry.isProbed;
        entry.isProbed = entry.isProbed || grant.isProbe;
        grant.credential = entry.credential;
        grant.generation = entry.generation;
        grant.isRefused = entry.isRefused;
    }
    if (mustAsk) {
        const std::string name = grant.name;
        ask(name);
        return grantFor(url); // the store may have answered at once
    }
    return grant;
}

void NetworkAccess::ask(const std::string& name)
{
    std::uint64_t generation;
    {
        const std::lock_guard lock(m_mutex);
        generation = m_entries[name].generation;
    }
    if (!m_store) {
        found(name, generation, std::nullopt);
        return;
    }
    m_store->find(name, [self = m_self, mutex = m_selfMutex, name, generation](std::optional<Credential> credential) {
        const std::lock_guard lock(*mutex);
        if (*self != nullptr)
            (*self)->found(name, generation, std::move(credential));
    });
}

void NetworkAccess::found(const std::string& name, std::uint64_t generation, std::optional<Credential> credential)
{
    {
        const std::lock_guard lock(m_mutex);
        Entry& entry = m_entries[name];
        if (entry.generation != generation || entry.state != State::Asking)
            return; // set by hand meanwhile
        const bool isThere = credential && !credential->isEmpty();
        entry.state = isThere ? State::Known : State::None;
        entry.credential = isThere ? std::make_shared<const Credential>(*std::move(credential)) : nullptr;
        entry.generation = ++m_generations;
    }
    wake();
}

void NetworkAccess::setCredential(const std::string& name, std::optional<Credential> credential)
{
    {
        const std::lock_guard lock(m_mutex);
        Entry& entry = m_entries[name];
        entry = {};
        entry.generation = ++m_generations;
        if (credential && !credential->isEmpty()) {
            entry.state = State::Known;
            entry.credential = std::make_shared<const Credential>(*std::move(credential));
        }
    }
    wake();
}

void NetworkAccess::onLoginWanted(std::function<void(const LoginWanted&)> listener)
{
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

NetworkAccess::Verdict NetworkAccess::refused(std::string_view url, const Grant& grant, int status)
{
    const std::string origin = plainOrigin(url);
    LoginWanted wanted{origin, grant.name, status, grant.credential != nullptr, hasKeyPlace(url)};
    bool mustAsk = false;
    {
        const std::lock_guard lock(m_mutex);
        if (wanted.name.empty())
            wanted.name = nameFor(origin, url);
        const bool isNamed = !wanted.name.empty();
        if (!isNamed) {
            if (status != 401) // some servers say 403 of what is not there
                return Verdict::Fail;
            wanted.name = origin;
        }
        Entry& entry = m_entries[wanted.name];
        if (entry.generation != grant.generation && (entry.state == State::Known || entry.state == State::Asking))
            return Verdict::Again; // changed while this was under way
        if (!grant.credential && entry.state == State::Asking)
            return Verdict::Again;
        if (!grant.credential && entry.state == State::Known)
            return Verdict::Again; // found for another request
        if (!grant.credential && entry.state == State::Unknown) {
            entry.state = State::Asking;
            mustAsk = true;
        } else {
            if (grant.credential && status == 401 && !entry.isAccepted)
                entry.isRefused = true;
            if (entry.toldGeneration == entry.generation)
                return Verdict::Fail;
            entry.toldGeneration = entry.generation;
        }
    }
    if (mustAsk) {
        ask(wanted.name);
        const std::lock_guard lock(m_mutex);
        Entry& entry = m_entries[wanted.name];
        if (entry.state != State::None)
            return Verdict::Again;
        entry.toldGeneration = entry.generation; // answered at once: there is none
    }
    tell(std::move(wanted));
    return Verdict::Fail;
}

void NetworkAccess::onLoginAccepted(std::function<void(const std::string&, const Credential&)> listener)
{
    const std::lock_guard lock(m_mutex);
    m_acceptedListener = std::move(listener);
}

void NetworkAccess::accepted(const Grant& grant, bool gave)
{
    if (!grant.credential)
        return;
    std::function<void(const std::string&, const Credential&)> listener;
    {
        const std::lock_guard lock(m_mutex);
        Entry& entry = m_entries[grant.name];
        if (entry.generation != grant.generation)
            return;
        entry.isAccepted = true;
        if (gave && !std::exchange(entry.hasOpened, true))
            listener = m_acceptedListener;
    }
    if (listener)
        listener(grant.name, *grant.credential);
}

void NetworkAccess::probeEnded(const Grant& grant)
{
    {
        const std::lock_guard lock(m_mutex);
        Entry& entry = m_entries[grant.name];
        if (entry.generation != grant.generation)
            return;
        entry.isProbed = false;
    }
    wake();
}

void NetworkAccess::proxyRefused(const std::string& proxy, bool wasTried)
{
    {
        const std::lock_guard lock(m_mutex);
        Entry& entry = m_entries["proxy"];
        if (entry.toldGeneration == entry.generation)
            return;
        entry.toldGeneration = entry.generation;
    }
    tell({redactUrl(proxy), "proxy", 407, wasTried, false});
}

void NetworkAccess::tell(LoginWanted wanted)
{
    std::function<void(const LoginWanted&)> listener;
    {
        const std::lock_guard lock(m_mutex);
        listener = m_listener;
    }
    if (listener)
        listener(wanted);
}

void NetworkAccess::setWaker(std::function<void()> waker)
{
    const std::lock_guard lock(m_wakerMutex);
    m_waker = std::move(waker);
}

void NetworkAccess::wake()
{
    const std::lock_guard lock(m_wakerMutex);
    if (m_waker)
        m_waker();
}

} // namespace guanjing
