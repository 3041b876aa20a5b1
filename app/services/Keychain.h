#pragma once

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace guanjing::app {

/// The system's keychain (Secret Service or KWallet, by qtkeychain), on a thread of its own, so that it can be asked where no
/// event loop runs. Nothing is ever kept elsewhere in its place: where no keychain runs, every call says so. Any thread;
/// answers come on the keychain's thread.
class Keychain {
public:
    enum class Outcome {
        Done,
        Absent, ///< nothing is kept under that name
        Denied, ///< the user did not open it
        Unavailable ///< no keychain runs here
    };
    struct Answer {
        Outcome outcome = Outcome::Unavailable;
        std::string text;
    };
    Keychain();
    ~Keychain();
    Keychain(const Keychain&) = delete;
    Keychain& operator=(const Keychain&) = delete;

    /// Whether one runs, as far as the last answer tells; true before the first.
    [[nodiscard]] bool isThere() const;

    void read(const std::string& name, std::function<void(Answer)> done);
    void write(const std::string& name, const std::string& text, std::function<void(Outcome)> done);
    void remove(const std::string& name, std::function<void(Outcome)> done);
    /// read() and wait, at most so long as a person needs to unlock it. Not on the keychain's thread.
    [[nodiscard]] Answer readAndWait(const std::string& name);
    [[nodiscard]] Outcome writeAndWait(const std::string& name, const std::string& text);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::app
