#pragma once

#include "geodata/core/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::layers {

/// Failures that are alike: of one code, with details that differ in numbers only.
struct ErrorKind {
    Error first;
    std::uint64_t count = 1;
};

/// What loading a source has told: what went wrong, for the layer list and the command line; how large its contents are,
/// for the memory budget. GUI thread.
class SourceLog {
public:
    static constexpr std::size_t kMostKept = 100;

    /// Keeps the error with its URL redacted; the oldest falls out beyond kMostKept, kinds beyond it are only counted.
    void add(Error error);
    /// Its requests are made anew: what isTemporary() or isMatterOfAccess() is struck out.
    void dropTemporary();
    /// What has been taken for an error proves to be none: NotFound is struck out.
    void dropNotFound();
    [[nodiscard]] const std::vector<Error>& errors() const { return m_errors; }
    /// In the order of their first.
    [[nodiscard]] const std::vector<ErrorKind>& kinds() const { return m_kinds; }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Of these all but notices.
    [[nodiscard]] std::uint64_t failures() const;

    /// The last request failed, but may succeed when it is made again; nothing once one was answered.
    void setTrouble(Error error);
    void clearTrouble() { m_trouble.reset(); }
    [[nodiscard]] const std::optional<Error>& trouble() const { return m_trouble; }

    /// One of its contents takes so much memory.
    void noteBytes(std::size_t bytes);
    /// What its contents took lately, on average; 0: none has come yet.
    [[nodiscard]] std::size_t usualBytes() const { return static_cast<std::size_t>(m_usualBytes); }

private:
    void drop(bool (*isMeant)(const Error&));

    std::vector<Error> m_errors;
    std::vector<ErrorKind> m_kinds;
    std::vector<std::string> m_likenesses; ///< in step with m_kinds
    std::uint64_t m_count = 0;
    std::optional<Error> m_trouble;
    double m_usualBytes = 0;
};

} // namespace guanjing::layers
