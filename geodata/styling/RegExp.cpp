#define PCRE2_CODE_UNIT_WIDTH 8
#include "geodata/styling/RegExp.h"

#include "geodata/core/Limits.h"

#include <pcre2.h>

#include <utility>

namespace guanjing::styling {

namespace {

/// Steps that one match may take; ordinary patterns need a few per character.
constexpr std::uint32_t kMostSteps = 20'000;
constexpr std::uint32_t kMostDepth = 2'000;

template <auto free> struct Deleter {
    template <class T> void operator()(T* pointer) const { free(pointer); }
};

} // namespace

struct RegExp::Compiled {
    std::unique_ptr<pcre2_code, Deleter<pcre2_code_free>> code;
    std::unique_ptr<pcre2_match_context, Deleter<pcre2_match_context_free>> context;
};

RegExp::RegExp(std::string pattern, std::unique_ptr<Compiled> compiled)
    : m_pattern(std::move(pattern)), m_compiled(std::move(compiled))
{ }

RegExp::~RegExp() = default;

Result<std::shared_ptr<const RegExp>> RegExp::compile(std::string_view pattern, std::string_view flags)
{
    if (pattern.size() > limits::kMaxRegExpBytes)
        return fail(ErrorCode::TooLarge, {}, "a regular expression of " + std::to_string(pattern.size()) + " bytes");
    // What makes PCRE2 read a pattern as ECMAScript does.
    std::uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_ALT_BSUX
        | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    for (const char flag : flags) {
        switch (flag) {
        case 'i': options |= PCRE2_CASELESS; break;
        case 'm': options |= PCRE2_MULTILINE; break;
        case 'y': options |= PCRE2_ANCHORED; break;
        case 'g':
        case 'u': break;
        default:
            return fail(ErrorCode::BadValue, {}, "a regular expression has no flag \"" + std::string(1, flag) + "\"");
        }
    }
    auto compiled = std::make_unique<Compiled>();
    int problem = 0;
    PCRE2_SIZE place = 0;
    compiled->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &problem,
                                       &place, nullptr));
    if (!compiled->code) {
        PCRE2_UCHAR words[160] = {};
        pcre2_get_error_message(problem, words, sizeof words);
        return fail(ErrorCode::BadValue, {},
                    std::string("regular expression: ") + reinterpret_cast<const char*>(words) + " at character "
                        + std::to_string(place + 1) + " of it");
    }
    compiled->context.reset(pcre2_match_context_create(nullptr));
    if (!compiled->context)
        return fail(ErrorCode::TooLarge, {}, "out of memory for a regular expression");
    pcre2_set_match_limit(compiled->context.get(), kMostSteps);
    pcre2_set_depth_limit(compiled->context.get(), kMostDepth);
    return std::shared_ptr<const RegExp>(new RegExp(std::string(pattern), std::move(compiled)));
}

RegExp::Match RegExp::exec(std::string_view subject) const
{
    // Room for the whole match and the first group.
    thread_local const std::unique_ptr<pcre2_match_data, Deleter<pcre2_match_data_free>> data(
        pcre2_match_data_create(2, nullptr));
    Match match;
    if (!data)
        return match;
    // Text that is not UTF-8 is refused by the library and so matches nothing.
    const int groups = pcre2_match(m_compiled->code.get(), reinterpret_cast<PCRE2_SPTR>(subject.data()), subject.size(),
                                   0, 0, data.get(), m_compiled->context.get());
    match.found = groups >= 0;
    match.gaveUp =
        groups == PCRE2_ERROR_MATCHLIMIT || groups == PCRE2_ERROR_DEPTHLIMIT || groups == PCRE2_ERROR_HEAPLIMIT;
    if (groups == 0 || groups > 1) {
        const PCRE2_SIZE* places = pcre2_get_ovector_pointer(data.get());
        if (places[2] != PCRE2_UNSET && places[2] <= places[3])
            match.captured = subject.substr(places[2], places[3] - places[2]);
    }
    return match;
}

bool RegExp::test(std::string_view subject) const { return exec(subject).found; }

} // namespace guanjing::styling
