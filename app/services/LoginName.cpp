#include "app/services/LoginName.h"

#include <array>

#include <pwd.h>
#include <unistd.h>

namespace guanjing::app {

std::string loginName()
{
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    const bool isKnown = getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
    return isKnown ? std::string(found->pw_name) : std::to_string(getuid());
}

} // namespace guanjing::app
