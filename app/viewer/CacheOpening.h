#pragma once

#include "app/services/CacheProtection.h"

namespace guanjing::app {

class Keychain;
struct ViewerOptions;

/// What the window opens the cache with: as chooseCache(), but a passphrase is asked for, and again where it does not fit.
/// Before there is a window; GUI thread.
[[nodiscard]] CacheChoice openCacheForWindow(const ViewerOptions& options, Keychain& keychain);

} // namespace guanjing::app
